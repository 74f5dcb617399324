"""The operations that equations are written with: what they are given decides what they make.

Numbers and arrays give numbers and arrays, for the engine. A Quantity among them gives a Quantity that keeps how it was
made, for the trace, the formulas and the sheet. A `Known` is a number that stands for a whole array: an option that no
scenario uses is a Known 0 or 1, and costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import ne
from typing import Any, overload

import numpy as np

from model.figures import figure
from model.quantity import Quantity, constant, made, undefined

Number = Any  # a plain number, an array, a Known or a Quantity


class Known(float):
    """A number that every scenario has: with 0 and 1 it leaves the other part of an operation as it is."""

    __array_ufunc__ = None  # arrays leave the operation to it

    def __add__(self, other: Number) -> Number:
        return _known(other if self == 0.0 else float(self) + other)

    __radd__ = __add__

    def __sub__(self, other: Number) -> Number:
        return _known(float(self) - other)

    def __rsub__(self, other: Number) -> Number:
        return _known(other if self == 0.0 else other - float(self))

    def __mul__(self, other: Number) -> Number:
        if self == 0.0:
            return self
        return _known(other if self == 1.0 else float(self) * other)

    __rmul__ = __mul__

    def __truediv__(self, other: Number) -> Number:
        return _known(float(self) / other)

    def __rtruediv__(self, other: Number) -> Number:
        return _known(other if self == 1.0 else other / float(self))

    def __pow__(self, other: Number, modulo: None = None) -> Number:
        return self if self == 1.0 else _known(float(self) ** other)

    def __rpow__(self, other: Number, modulo: None = None) -> Number:
        return _known(other if self == 1.0 else other ** float(self))

    def __lt__(self, other: Number) -> Number:
        return float(self) < other

    def __le__(self, other: Number) -> Number:
        return float(self) <= other

    def __gt__(self, other: Number) -> Number:
        return float(self) > other

    def __ge__(self, other: Number) -> Number:
        return float(self) >= other


def _known(value: Number) -> Number:
    return Known(value) if isinstance(value, (float, int)) else value


def plain(value: Number) -> Number:
    """As numpy takes it."""
    return float(value) if type(value) is Known else value


ZERO, ONE = np.array(0.0), np.array(1.0)  # numpy takes an array of one faster than a plain number


def _quick(value: Number) -> Number:
    """As numpy takes it fastest."""
    if isinstance(value, np.ndarray):
        return value
    return ZERO if value == 0.0 else ONE if value == 1.0 else float(value)


def _of_two(
    operation: str, numpy: Callable[..., Number], python: Callable[..., Number], left: Number, right: Number
) -> Number:
    """An operation of two numbers: of arrays by numpy, of quantities as a quantity, of plain numbers known."""
    if isinstance(right, np.ndarray):
        return numpy(left if isinstance(left, np.ndarray) else _quick(left), right)
    if isinstance(left, np.ndarray):
        return numpy(left, _quick(right))
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        return made(operation, left, right)
    value = python(left, right)
    return value if isinstance(value, bool) else Known(value)


def where(condition: Number, then: Number, otherwise: Number) -> Number:
    """`then` where the condition holds, else `otherwise`. A condition that is known chooses one of them outright."""
    if isinstance(condition, np.ndarray):
        return np.where(condition, _quick(then), _quick(otherwise))
    if isinstance(condition, Quantity):
        return then if then is otherwise else made("if", condition, then, otherwise)
    return then if condition else otherwise


def usually(condition: Number, usual: Number, otherwise: Number) -> Number:
    """As `where`, for what only guards the edges: rounding, and a denominator of 0. Formulas are read without it."""
    if isinstance(condition, np.ndarray):
        return usual if everywhere(condition) else np.where(condition, _quick(usual), _quick(otherwise))
    if isinstance(condition, Quantity):
        return made("usually", condition, usual, otherwise)
    return usual if condition else otherwise


def everywhere(flags: Number) -> bool:
    """Whether a condition holds everywhere; to look for a 0 among its bytes is the quickest way to ask."""
    return b"\0" not in flags.tobytes()


def above(tolerance: Number, number: Number) -> Number:
    """A number that is not below a tolerance, to stand under a fraction."""
    if isinstance(number, Quantity):
        return made("usually", number > tolerance, number, tolerance)
    return np.maximum(number if isinstance(number, np.ndarray) else plain(number), tolerance)


def chosen(place: Quantity, options: Sequence[Number]) -> Quantity:
    """The first option where `place` is 1, the second where it is 2 and so on."""
    return made("choose", place, *options)


def nonzero(number: Number) -> Number:
    """What can stand under a fraction: 1 in place of 0, for a figure that is undefined there."""
    return usually(differs(number, 0), number, 1)


def differs(left: Number, right: Number) -> Number:
    """Whether two numbers are not equal."""
    return _of_two("<>", np.not_equal, ne, left, right)


@overload
def least(first: Quantity | float, *others: Quantity | float) -> Quantity: ...
@overload
def least(first: Number, *others: Number) -> Number: ...
def least(first: Number, *others: Number) -> Number:
    """The least of some numbers."""
    if len(others) == 1 and isinstance(others[0], np.ndarray):
        return np.minimum(first if isinstance(first, np.ndarray) else _quick(first), others[0])
    return _of_several("min", np.minimum, min, (first, *others))


@overload
def greatest(first: Quantity | float, *others: Quantity | float) -> Quantity: ...
@overload
def greatest(first: Number, *others: Number) -> Number: ...
def greatest(first: Number, *others: Number) -> Number:
    """The greatest of some numbers."""
    if len(others) == 1 and isinstance(others[0], np.ndarray):
        return np.maximum(first if isinstance(first, np.ndarray) else _quick(first), others[0])
    return _of_several("max", np.maximum, max, (first, *others))


@overload
def total(parts: Iterable[Quantity]) -> Quantity: ...
@overload
def total(parts: Iterable[Number]) -> Number: ...
def total(parts: Iterable[Number]) -> Number:
    """The sum; of one number that number, of none 0. An array is summed over its first axis."""
    if isinstance(parts, np.ndarray):
        return parts[0] if len(parts) == 1 else np.add.reduce(parts, axis=0)
    numbers = tuple(parts)
    if len(numbers) == 1:
        return numbers[0]
    if any(isinstance(part, Quantity) for part in numbers):
        return made("+", *numbers)
    return reduce(lambda left, right: left + right, numbers, Known(0)) if numbers else constant(0)


def of_each(equation: Callable[..., Number], *numbers: Number) -> Number:
    """What an equation gives for each segment: the rows of arrays together, quantities one by one."""
    if isinstance(numbers[0], np.ndarray):
        return equation(*numbers)
    return [equation(*of_one) for of_one in zip(*numbers, strict=True)]


@overload
def rounded_up(number: Quantity) -> Quantity: ...
@overload
def rounded_up(number: Number) -> Number: ...
def rounded_up(number: Number) -> Number:
    return made("ceil", number) if isinstance(number, Quantity) else np.ceil(plain(number))


@overload
def rounded_down(number: Quantity) -> Quantity: ...
@overload
def rounded_down(number: Number) -> Number: ...
def rounded_down(number: Number) -> Number:
    return made("floor", number) if isinstance(number, Quantity) else np.floor(plain(number))


def ratio(numerator: Number, denominator: Number) -> Number:
    """numerator / denominator; undefined (nan) where the denominator is 0, without a warning."""
    if isinstance(numerator, Quantity) or isinstance(denominator, Quantity):
        return made("/", numerator, denominator)
    return usually(differs(denominator, 0), _divided(plain(numerator), plain(denominator)), np.nan)


def ratio_or_infinite(numerator: Number, denominator: Number) -> Number:
    """numerator / denominator, infinite where the denominator is 0, without a warning."""
    if isinstance(numerator, Quantity) or isinstance(denominator, Quantity):
        return made("/", numerator, denominator)
    return _divided(plain(numerator), plain(denominator))


@np.errstate(divide="ignore", invalid="ignore", over="ignore")
def _divided(numerator: Number, denominator: Number) -> Number:
    return np.divide(numerator, denominator)


def lost_over(kept: Number, periods: Number) -> Number:
    """1 - kept^periods, with every digit where nearly all is kept.

    >>> float(lost_over(0.98, 12).round(6))
    0.215283
    """
    if isinstance(kept, Quantity) or isinstance(periods, Quantity) or (type(kept) is Known and kept == 1.0):
        return 1 - kept**periods
    with np.errstate(divide="ignore"):
        return -np.expm1(np.log(plain(kept)) * plain(periods))


def defined(value: Number, *undefined_where: tuple[Number, str]) -> Number:
    """A figure: undefined where one of the conditions holds, for the reason of the first that does."""
    if isinstance(value, np.ndarray):
        return figure(value, *undefined_where)
    if isinstance(value, Quantity) or any(isinstance(condition, Quantity) for condition, _ in undefined_where):
        return undefined(value, undefined_where)
    return figure(np.asarray(plain(value)), *undefined_where)


def fails(condition: Number) -> Number:
    """Whether a condition does not hold."""
    if isinstance(condition, Quantity):
        return made("if", condition, 0.0, 1.0)
    return ~condition if isinstance(condition, np.ndarray) else not condition


def is_finite(number: Number) -> Number:
    """Whether a number is one that a computer holds."""
    return made("isnumber", number) if isinstance(number, Quantity) else np.isfinite(plain(number))


def _of_several(
    operation: str, numpy: Callable[..., Number], python: Callable[..., Number], parts: tuple[Number, ...]
) -> Number:
    if len(parts) > 1 and any(isinstance(part, Quantity) for part in parts):
        return made(operation, *parts)
    return reduce(lambda left, right: _of_two(operation, numpy, python, left, right), parts)
