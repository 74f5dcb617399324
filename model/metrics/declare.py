"""How an output is declared: once, with its equation, read by the engine, results, screens, docs and exports.

An equation is a function of named arguments. A name is an input, another measure of the same month, or one of these
with an ending that says of when or of whom it is:

    ..._before       of the month before, or what stands before month 1
    ..._of_buckets   of each bucket of the ring (model/metrics/ring.py)
    ..._of_book      of the opening book alone; `new`, `floor` and `flat` alike (model/engine/rows.py)
    ..._of_segments  of each segment
    ..._in_total     over all months of the horizon, and the other endings of model/metrics/over.py
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from model.quantity import Good
from model.wording import format_of

Scope = Literal["segment", "total", "both"]
Equation = Callable[..., Any]


@dataclass(frozen=True)
class Metric:
    """One measure and its equation. `company` is the company's own, where it is not that of a segment or their sum."""

    name: str
    label: str
    unit: str
    definition: str
    equation: Equation
    good: Good = "neither"
    scope: Scope = "both"
    company: Equation | None = None

    @cached_property
    def takes(self) -> tuple[str, ...]:
        """The names that its equation takes."""
        return taken(self.equation)

    @cached_property
    def formula(self) -> str:
        """Its equation in LaTeX."""
        from model.metrics.symbols import formula_of  # it reads every declaration, and so comes after all of them

        return formula_of(self.equation)

    @property
    def record(self) -> dict[str, Any]:
        """The declaration as data, the equation as formula and the names that it takes."""
        told = ("name", "label", "unit", "definition", "formula", "good", "scope", "takes")
        return {name: getattr(self, name) for name in told}

    @property
    def format(self) -> str:
        """How a value is written: money, share, month, months, ratio or count."""
        return format_of(self.unit)

    @property
    def whole(self) -> bool:
        """Whether a value is a month by its number."""
        return self.format == "month"

    @cached_property
    def in_total(self) -> bool:
        return self.scope != "segment"

    @cached_property
    def in_segments(self) -> bool:
        return self.scope != "total"


@dataclass(frozen=True)
class Intermediate:
    """What equations are put together from. With a label it is a number of its own, else it is written out."""

    name: str
    equation: Equation
    label: str = ""
    unit: str = "-"
    definition: str = ""

    @cached_property
    def takes(self) -> tuple[str, ...]:
        return taken(self.equation)


@cache
def taken(equation: Equation) -> tuple[str, ...]:
    """The names that an equation takes."""
    return tuple(inspect.signature(equation).parameters)


class Metrics(dict[str, Metric]):
    """Measures by name, in the order of their declaration."""

    def measure(
        self, label: str, unit: str, definition: str, *, good: Good = "neither", scope: Scope = "both",
        company: Equation | None = None,
    ) -> Callable[[Equation], Equation]:  # fmt: skip
        """Declares the measure that an equation gives, under the equation's name."""

        def declare(equation: Equation) -> Equation:
            name = equation.__name__
            self[name] = Metric(name, label, unit, definition, equation, good, scope, company)
            return equation

        return declare


class Parts(dict[str, Intermediate]):
    """Parts by name."""

    def part(self, label: str = "", unit: str = "-", definition: str = "") -> Callable[[Equation], Equation]:
        """Declares what an equation gives as a part of others, under the equation's name."""

        def declare(equation: Equation) -> Equation:
            name = equation.__name__
            self[name] = Intermediate(name, equation, label, unit, definition)
            return equation

        return declare


ENDINGS = ("_of_segments", "_before", "_in_total", "_at_end", "_after_common_span", "_after_span", "_at_lowest",
           "_of_buckets", "_of_months", "_at_signature", "_a_cycle_later", "_collected")  # fmt: skip
VARIANT_ENDINGS = ("_of_book", "_of_new", "_of_floor", "_of_flat")
LAST_MONTHS = {"last_month_behind": "is_behind", "last_month_losing": "is_losing"}
LOWEST_MONTH = "month_of_lowest_"


def behind(
    names: Iterable[str], declared: Mapping[str, Metric | Intermediate], given: Collection[str] = ()
) -> set[str]:
    """All names that these are computed from, themselves included; what is given is not asked further.

    A name with an ending brings what it is the ending of; of a variant the variant of what that takes.
    """
    found, queue = set[str](), list(names)
    while queue:
        name = queue.pop()
        if name in found:
            continue
        found.add(name)
        if name in given:
            continue
        base = next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)
        base = LAST_MONTHS.get(base, base).removeprefix(LOWEST_MONTH)
        variant = next((ending for ending in VARIANT_ENDINGS if base.endswith(ending)), "")
        if base != name:
            queue.append(base)
        elif variant and base.removesuffix(variant) in declared:
            queue += [f"{taken}{variant}" for taken in declared[base.removesuffix(variant)].takes]
        elif name in declared:
            queue += declared[name].takes
    return found
