"""A number that knows how it comes about: arithmetic on quantities keeps what it was made of.

    gain = (yearly - flat).named("gain", "Gain", unit="money")

`gain.value` is the difference, and `gain.how` the expression of named quantities that gives it. Words, symbols and
figures of the trace are written from it (model/trace/written.py), so that they cannot say anything else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from model.metrics.declare import Good

UNNAMED = ""


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number. `parts` and `operation` say how it is made; `origin` gives that when somebody asks.

    `reason` is a code of model/figures.py where there is no value (nan). `evidence` are numbers that show it where
    arithmetic alone does not: the two months around a crossing. `key` finds it again. `words` write it where its unit
    alone does not say how.
    """

    value: float
    unit: str = "-"
    label: str = UNNAMED
    key: str = ""
    symbol: str = ""
    definition: str = ""
    formula: str = ""
    good: Good = "neither"
    reason: str | None = None
    words: str = ""
    operation: str = ""
    parts: tuple[Quantity, ...] = ()
    evidence: tuple[Quantity, ...] = ()
    origin: Callable[[], Quantity | None] | None = field(default=None, repr=False)

    @cached_property
    def how(self) -> Quantity | None:
        """The expression that gives it, None for what is given: an input, or what the months themselves made."""
        if self.origin is not None:
            return self.origin()
        return replace(self, label=UNNAMED) if self.operation else None

    @cached_property
    def terms(self) -> list[Quantity]:
        """The named quantities that it is made of or shown by, each once."""
        how = self.how
        found = [*(how._named_parts() if how is not None else ()), *self.evidence, *(how.evidence if how else ())]
        return list({(one.key or one.label, one.value): one for one in found}.values())

    def _named_parts(self) -> Iterator[Quantity]:
        if self.label:
            yield self
            return
        for part in self.parts:
            yield from part._named_parts()

    def named(
        self,
        key: str,
        label: str,
        *,
        unit: str,
        definition: str = "",
        symbol: str = "",
        good: Good = "neither",
        evidence: tuple[Quantity, ...] = (),
    ) -> Quantity:
        """The same number under a name of its own. A plain quantity that has a name already becomes its origin."""
        origin = (lambda: self) if self.label else self.origin
        return replace(
            self, key=key, label=label, unit=unit, definition=definition, symbol=symbol, good=good, formula="",
            evidence=evidence or self.evidence, origin=origin,
        )  # fmt: skip

    def __add__(self, other: Quantity | float) -> Quantity:
        return _made("+", self, other)

    def __radd__(self, other: float) -> Quantity:
        return _made("+", other, self)

    def __sub__(self, other: Quantity | float) -> Quantity:
        return _made("-", self, other)

    def __rsub__(self, other: float) -> Quantity:
        return _made("-", other, self)

    def __mul__(self, other: Quantity | float) -> Quantity:
        return _made("*", self, other)

    def __rmul__(self, other: float) -> Quantity:
        return _made("*", other, self)

    def __truediv__(self, other: Quantity | float) -> Quantity:
        return _made("/", self, other)

    def __rtruediv__(self, other: float) -> Quantity:
        return _made("/", other, self)

    def __pow__(self, other: Quantity | float) -> Quantity:
        return _made("^", self, other)


def constant(value: float) -> Quantity:
    """A number that stands for itself."""
    return Quantity(float(value))


def total(parts: Iterable[Quantity]) -> Quantity:
    """The sum; of one quantity that quantity, of none 0."""
    return _of_several("+", parts)


def least(*parts: Quantity | float) -> Quantity:
    return _of_several("min", map(_quantity, parts))


def greatest(*parts: Quantity | float) -> Quantity:
    return _of_several("max", map(_quantity, parts))


def rounded_up(part: Quantity) -> Quantity:
    return _made("ceil", part)


def rounded_down(part: Quantity) -> Quantity:
    return _made("floor", part)


def _of_several(operation: str, parts: Iterable[Quantity]) -> Quantity:
    together = tuple(parts)
    if not together:
        return constant(0)
    return together[0] if len(together) == 1 else _made(operation, *together)


def _quantity(part: Quantity | float) -> Quantity:
    return part if isinstance(part, Quantity) else constant(part)


def _made(operation: str, *parts: Quantity | float) -> Quantity:
    together = tuple(_quantity(part) for part in parts)
    reason = next((part.reason for part in together if part.reason), None)
    value = math.nan if reason else _value(operation, [part.value for part in together])
    if reason is None and not math.isfinite(value):
        value, reason = math.nan, "no_base" if operation == "/" and together[1].value == 0 else "too_large"
    return Quantity(value, operation=operation, parts=together, reason=reason)


def _value(operation: str, values: list[float]) -> float:
    match operation:
        case "+":
            return math.fsum(values)
        case "-":
            return values[0] - values[1]
        case "*":
            return values[0] * values[1]
        case "/":
            return values[0] / values[1] if values[1] else math.nan
        case "^":
            return _power(*values)
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "floor":
            return float(math.floor(values[0]))
    return float(math.ceil(values[0]))


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        return math.nan
