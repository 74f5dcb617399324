"""A number that knows how it comes about: arithmetic on quantities keeps what it was made of.

    gain = (yearly - flat).named("gain", "Gain", unit="money")

`gain.value` is the difference, and `gain.how` the expression of named quantities that gives it. Words, symbols and
figures of the trace are written from it (model/written.py), so that they cannot say anything else. An equation that is
given quantities makes one (model/operations.py); conditions are quantities of 1 and 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

Good = Literal["up", "down", "neither"]  # which sign of a change is good
UNNAMED = ""
FOLLOWS = ("whole", "how", "terms", "rests_on")  # from the fields


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number. `parts` and `operation` say how it is made; `origin` gives that when somebody asks.

    `reason` is a code of model/figures.py where there is no value (nan). `evidence` are numbers that show it where
    arithmetic alone does not: the two months around a crossing; `searched` is then what is looked through to find it.
    `runs` is how many runs of the model it is worked out from, where no arithmetic of a few numbers gives it.
    Of an equation only what acts at these values is read. `key` finds it again, `place` where a
    sheet has what has no key; `words` write it where its unit alone does not say how. `codes` are the reasons for which
    it may have no value, one for each condition.
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
    by_equation: bool = False
    searched: Callable[[], Quantity] | None = field(default=None, repr=False)
    runs: int = 0
    place: str = ""
    codes: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> Quantity | None:
        """The expression that gives it, None for what is given; with what has no effect at these values."""
        if self.origin is not None:
            return self.origin()
        return changed(self, label=UNNAMED) if self.operation else None

    @cached_property
    def how(self) -> Quantity | None:
        """The expression that gives it as it is read, None for what is given."""
        return simple(self.whole) if self.by_equation and self.whole is not None else self.whole

    @cached_property
    def terms(self) -> list[Quantity]:
        """The named quantities that it is made of or shown by, each once."""
        how = self.how
        found = [*(how._named_parts() if how is not None else ()), *self.evidence, *(how.evidence if how else ())]
        return list({(term.key or term.label, term.value): term for term in found}.values())

    @cached_property
    def rests_on(self) -> list[Quantity]:
        """The named quantities of its whole expression, those without effect at these values too."""
        whole = self.searched() if self.searched else self.whole
        whole = None if whole is None else settled(whole)
        return [*(whole._below() if whole else ()), *self.evidence, *(whole.evidence if whole and whole.label else ())]

    def _below(self) -> Iterator[Quantity]:
        """The named parts, and what shows those without a name."""
        if self.label:
            yield self
            return
        yield from self.evidence
        for part in self.parts:
            yield from part._below()

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
        return changed(
            self, key=key, label=label, unit=unit, definition=definition, symbol=symbol, good=good, formula="",
            evidence=evidence or self.evidence, origin=origin,
        )  # fmt: skip

    def __add__(self, other: Quantity | float) -> Quantity:
        return made("+", self, other)

    def __radd__(self, other: float) -> Quantity:
        return made("+", other, self)

    def __sub__(self, other: Quantity | float) -> Quantity:
        return made("-", self, other)

    def __rsub__(self, other: float) -> Quantity:
        return made("-", other, self)

    def __mul__(self, other: Quantity | float) -> Quantity:
        return made("*", self, other)

    def __rmul__(self, other: float) -> Quantity:
        return made("*", other, self)

    def __truediv__(self, other: Quantity | float) -> Quantity:
        return made("/", self, other)

    def __rtruediv__(self, other: float) -> Quantity:
        return made("/", other, self)

    def __pow__(self, other: Quantity | float) -> Quantity:
        return made("^", self, other)

    def __rpow__(self, other: float) -> Quantity:
        return made("^", other, self)

    def __gt__(self, other: Quantity | float) -> Quantity:
        return made(">", self, other)

    def __ge__(self, other: Quantity | float) -> Quantity:
        return made(">=", self, other)

    def __lt__(self, other: Quantity | float) -> Quantity:
        return made("<", self, other)

    def __le__(self, other: Quantity | float) -> Quantity:
        return made("<=", self, other)

    def __and__(self, other: Quantity | bool) -> Quantity:
        return made("and", self, other)

    def __rand__(self, other: bool) -> Quantity:
        return made("and", other, self)

    def __or__(self, other: Quantity | bool) -> Quantity:
        return made("or", self, other)

    def __ror__(self, other: bool) -> Quantity:
        return made("or", other, self)


def constant(value: float) -> Quantity:
    """A number that stands for itself."""
    return _constant(float(value) + 0.0)  # which leaves no -0


@lru_cache(maxsize=4096)
def _constant(value: float) -> Quantity:
    return quickly(value=value)


def made(operation: str, *parts: Quantity | float) -> Quantity:
    """What an operation makes of some numbers; undefined where a part that counts is, or where it has no value."""
    quantities = tuple([part if isinstance(part, Quantity) else constant(part) for part in parts])
    if operation == "isnumber":
        return quickly(value=float(quantities[0].reason is None), operation=operation, parts=quantities)
    counting = quantities
    if operation in ("if", "usually") and not quantities[0].reason:
        counting = (quantities[1] if quantities[0].value else quantities[2],)
    elif operation == "choose":
        counting = (quantities[int(quantities[0].value)],)
    reason = None
    for part in counting:
        if part.reason:
            reason = part.reason
            break
    value = math.nan if reason else VALUES[operation]([part.value for part in quantities])
    if reason is None and not math.isfinite(value) and all(math.isfinite(part.value) for part in counting):
        value, reason = math.nan, "no_base" if operation == "/" and quantities[1].value == 0 else "too_large"
    return quickly(value=value, operation=operation, parts=quantities, reason=reason)


def changed(quantity: Quantity, **fields: Any) -> Quantity:
    """The same with other fields, quicker than `replace`."""
    fields = quantity.__dict__ | fields
    for follows in FOLLOWS:
        fields.pop(follows, None)
    return quickly(**fields)


def quickly(**fields: Any) -> Quantity:
    """A quantity with these fields; the others are as declared. A sheet has hundreds of thousands of them."""
    quantity = object.__new__(Quantity)
    object.__setattr__(quantity, "__dict__", fields)
    return quantity


def undefined(value: Quantity | float, where: Sequence[tuple[Quantity | bool, str]]) -> Quantity:
    """A number that has no value where one of these conditions holds; the first that does gives the reason."""
    number = value if isinstance(value, Quantity) else constant(value)
    conditions = [
        (condition if isinstance(condition, Quantity) else constant(float(condition)), code)
        for condition, code in where
    ]
    code = next((code for condition, code in conditions if condition.value and not condition.reason), None)
    return Quantity(
        math.nan if code else number.value, operation="unless", parts=(number, *(holds for holds, _ in conditions)),
        reason=code or number.reason, codes=tuple(each for _, each in conditions),
    )  # fmt: skip


def simple(expression: Quantity) -> Quantity:
    """What acts at these values: the branches taken, without what adds nothing and multiplies by one.

    >>> kept, price = Quantity(0.9, "share", "Kept"), Quantity(0.0, "share", "Price increase")
    >>> simple(kept * (1 + price) + 0 * kept).label
    'Kept'
    """
    if expression.label:
        return _at_heart(expression)
    if not expression.operation:
        return expression
    if expression.operation in ("if", "usually") and not expression.parts[0].reason:
        return simple(expression.parts[1] if expression.parts[0].value else expression.parts[2])
    if expression.operation == "unless":
        return simple(expression.parts[0])
    parts = [simple(part) for part in expression.parts]
    match expression.operation:
        case "+":
            return _several("+", [part for part in parts if part.value != 0], constant(0))
        case "-" if parts[1].value == 0:
            return parts[0]
        case "*":
            return _several("*", [part for part in parts if part.value != 1 or part.label], constant(1))
        case "/" | "^" if _is(parts[1], 1):
            return parts[0]
        case "^" if parts[0].value == 1:
            return constant(1)
        case "max":
            bounding = [part for part in parts if part.label or part.operation or part.value == expression.value]
            return _several("max", bounding, parts[0])
    return made(expression.operation, *parts)


def settled(expression: Quantity) -> Quantity:
    """What may act at other values of what it is made of: only plain numbers have been put together.

    >>> kept, at_risk = Quantity(0.9, label="Kept"), Quantity(0.2, label="At risk")
    >>> [part.label for part in settled(kept - at_risk * (constant(1) - 1)).parts], settled(kept * 0).value
    ([], 0.0)
    """
    if expression.label or not expression.operation:
        return expression
    parts = [settled(part) for part in expression.parts]
    plain = [not part.label and not part.operation for part in parts]
    if all(plain):
        return constant(expression.value) if expression.reason is None else expression
    if expression.operation in ("if", "usually") and plain[0]:
        return parts[1] if parts[0].value else parts[2]
    if expression.operation == "*" and any(flat and part.value == 0 for flat, part in zip(plain, parts, strict=True)):
        return constant(0)
    if expression.operation == "-" and plain[1] and parts[1].value == 0:
        return parts[0]
    return replace(expression, parts=tuple(parts))


def _at_heart(named: Quantity) -> Quantity:
    """A part of an equation that at these values is nothing but another number is that number."""
    how = named.how if named.by_equation and not named.key else None
    return how if how is not None and how.label else named


def _is(part: Quantity, value: float) -> bool:
    """Whether it is this plain number."""
    return part.value == value and not part.label and not part.operation


def _several(operation: str, parts: list[Quantity], nothing: Quantity) -> Quantity:
    if not parts:
        return nothing
    return parts[0] if len(parts) == 1 else made(operation, *parts)


def _rounded(by: Callable[[float], int]) -> Callable[[Sequence[float]], float]:
    return lambda values: float(by(values[0])) if math.isfinite(values[0]) else math.nan


VALUES: dict[str, Callable[[Sequence[float]], float]] = {
    "+": math.fsum,
    "-": lambda values: values[0] - values[1],
    "*": lambda values: values[0] * values[1],
    "/": lambda values: values[0] / values[1] if values[1] else math.nan,
    "^": lambda values: _power(*values),
    "if": lambda values: values[1] if values[0] else values[2],
    "usually": lambda values: values[1] if values[0] else values[2],
    "choose": lambda values: values[int(values[0])],
    "min": min,
    "max": max,
    "floor": _rounded(math.floor),
    "ceil": _rounded(math.ceil),
    ">": lambda values: float(values[0] > values[1]),
    ">=": lambda values: float(values[0] >= values[1]),
    "<": lambda values: float(values[0] < values[1]),
    "<=": lambda values: float(values[0] <= values[1]),
    "<>": lambda values: float(values[0] != values[1]),
    "and": lambda values: float(bool(values[0]) and bool(values[1])),
    "or": lambda values: float(bool(values[0]) or bool(values[1])),
}


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        return math.nan
