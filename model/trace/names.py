"""What the names in an equation mean: for a segment, one of its accounts or a bucket, in a month or over many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from model.metrics.declare import Equation, Intermediate, taken
from model.metrics.monthly import PARTS
from model.operations import chosen
from model.parameters import SEGMENT
from model.quantity import Quantity, changed, constant
from model.scenario import Scenario, Segment

if TYPE_CHECKING:
    from model.trace.segment import SegmentTrace

Resolver = Callable[[str], Any]


def evaluated(equation: Equation, resolve: Resolver) -> Any:
    """The value of an equation, given what its names mean."""
    return equation(**{name: resolve(name) for name in taken(equation)})


def as_quantity(number: Any) -> Quantity:
    return number if isinstance(number, Quantity) else constant(float(number))


def written_out(part: Intermediate, resolve: Resolver, suffix: str, place: str = "") -> Any:
    """The value of a part, under its label where it has one; `place` says where a sheet has it."""
    number = evaluated(part.equation, resolve)
    if not part.label or not isinstance(number, Quantity):
        return number
    return by_equation(part, number, suffix, place)


def by_equation(part: Intermediate, number: Quantity, suffix: str, place: str = "") -> Quantity:
    """What the equation of a part gives, under the label of the part."""
    named = number.named("", f"{part.label}{suffix}", unit=part.unit, definition=part.definition)
    return changed(named, by_equation=True, place=place)


def lagged(names: Names, lag: str, after: Callable[[int], Any]) -> Quantity:
    """What stands as many months away as an input says; in a trace that follows, whatever that input says."""
    months = as_quantity(names(lag))
    if not names.quantities.trace.follows:
        return changed(as_quantity(after(int(months.value))) + constant(0), evidence=(months,))
    return chosen(months + 1, [after(count) for count in range(most(lag) + 1)])


def most(name: str) -> int:
    """The largest number of months that an input of a segment may be."""
    bounds = SEGMENT[name].bounds
    assert bounds
    return int(bounds[1])


def kept_after(names: Names, renewals: int) -> Any:
    """CR6 as served of accounts with so many renewals behind them."""
    rates, takes = names.quantities.entries("retention_by_renewal"), taken(PARTS["kept"].equation)
    values = {name: names(name) for name in takes}
    if renewals < len(rates):
        values["retention_rate"] = rates[renewals]
    return PARTS["kept"].equation(**values)


class SegmentOptions(dict[str, Any]):
    """The choices of a segment: no equation computes with them, but they decide which branch it takes."""

    def __init__(self, scenario: Scenario, segment: Segment, *, follows: bool) -> None:
        turn = max(segment.renewal_months, segment.expansion_months)
        super().__init__({
            "fixed": segment.staffing == "fixed",
            "to_need": segment.staffing == "to_need",
            "by_ratio": segment.staffing == "ratio",
            "limited": segment.staffing in ("fixed", "ratio"),
            "staffed": segment.staffing != "none",
            "added": scenario.expansion_base == "starting",
            "uplifted": scenario.first_uplift == "from_start",
            "leaks": follows or segment.early_churn > 0 or f"{segment.name}.early_churn" in scenario.changes_by_path,
            "seasonal": bool(segment.signing_season),
            "aligned": segment.aligned(scenario),
            "in_advance": segment.billing_months > 1,
            "month_to_month_left_out": segment.month_to_month_retention is None,
            "turn": turn,
            "renewals_per_turn": turn // segment.renewal_months,
            "expansions_per_turn": turn // segment.expansion_months,
        })  # fmt: skip

    @cached_property
    def branches(self) -> frozenset[tuple[str, bool]]:
        """The settings that hold or do not."""
        return frozenset((name, value) for name, value in self.items() if isinstance(value, bool))


class Names:
    """What the names of a segment's inputs mean in every equation; subclasses add names of their own."""

    month = 1  # of which inputs are, where they are dated

    def __init__(self, quantities: SegmentTrace) -> None:
        self.quantities, self.segment = quantities, quantities.segment
        self._known: dict[str, Any] = {}

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        return self.quantities.settings

    def __call__(self, name: str) -> Any:
        """What a name means. Raises KeyError for one that means nothing here."""
        if name not in self._known:
            self._known[name] = self.meaning(name)
        return self._known[name]

    def meaning(self, name: str) -> Any:
        """As a call, but worked out each time."""
        if name == "leaks":  # a figure rests on the early churn even where it is 0
            return self("early_churn") > 0
        if name in self.settings:
            return self.settings[name]
        own = getattr(self, f"_{name}", None)
        if own is not None:
            return own()
        return self.quantities.input(name, max(self.month, 1))

    def _opening_accounts(self) -> Quantity:
        return self.quantities.input("accounts")

    def _opening_csms(self) -> Quantity:
        return self.quantities.input("csms")

    def _hours_per_account(self) -> Quantity:
        return self.quantities.economics("hours_per_account")

    def _hours_of_meetings(self) -> list[Quantity]:
        """Hours a year for each kind of meeting, preparation included."""
        return [often * (hours + prepared) for _, often, hours, prepared in self.quantities.meetings()]

    def _discount_rate(self) -> Quantity:
        return self.quantities.trace.input("discount_rate")

    def _horizon_months(self) -> Quantity:
        return self.quantities.trace.input("horizon_months")
