"""What every formula here shares: numbers or arrays in, numpy out, nan where the measure is undefined."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["ratio"]

Numbers: TypeAlias = float | NDArray[np.float64]
Result: TypeAlias = NDArray[np.float64]  # numpy's own scalar, when every argument is a single number

P = ParamSpec("P")


def formula(function: Callable[P, Numbers]) -> Callable[P, Result]:
    """Lets an equation be written as plain arithmetic: arguments become arrays of floats, and whatever has no
    finite value (a division by zero, an overflow, a nan that was passed in) becomes nan, without a
    warning."""

    @functools.wraps(function)
    def evaluated(*positional: P.args, **named: P.kwargs) -> Result:
        arrays: dict[str, Any] = {
            name: value if isinstance(value, str) else np.asarray(value, dtype=np.float64)
            for name, value in named.items()
        }
        with np.errstate(all="ignore"):
            value = np.asarray(function(*positional, **arrays)) + 0.0  # -0 is told as 0
        finite: Result = np.where(np.isfinite(value), value, np.nan)[()]
        return finite

    return evaluated


@formula
def ratio(*, numerator: Numbers, denominator: Numbers) -> Numbers:
    """How many times one figure is another (a plain number).

    Formula: ratio = numerator / denominator
    Variants: a multiple ("2 x") is this ratio; growth is the ratio less 1.
    Source: arithmetic.
    Undefined: denominator 0; sources that print 0 or infinity there follow a convention of their own.

    >>> print(ratio(numerator=500_000, denominator=200_000))
    2.5
    """
    return numerator / denominator


def compounded(rate: Numbers, times: Numbers) -> Result:
    """(1 + rate)^times - 1, exact also when the rate is close to 0."""
    growth: Result = np.expm1(times * np.log1p(rate))
    return growth


def added_up(values: Numbers) -> Result:
    """The sum over the last axis; a single number is its own sum."""
    total: Result = np.atleast_1d(values).sum(axis=-1)
    return total


def whole_up(number: Numbers) -> Result:
    """The next whole number, after one part in 1e9 is taken off: 12.0000000001 accounts are 12, not 13."""
    whole: Result = np.ceil(number * (1 - 1e-9))
    return whole
