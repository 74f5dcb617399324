"""How the measures of a month come about: the equations of model/metrics/ with what their names mean in it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from model.metrics import MONTHLY
from model.metrics.horizon import PARTS as OF_HORIZON
from model.metrics.monthly import PARTS
from model.metrics.ring import VARIANTS
from model.months import of_calendar
from model.operations import total, where
from model.quantity import Quantity, changed, constant
from model.trace.names import Names, as_quantity, by_equation, evaluated, lagged, most, written_out

if TYPE_CHECKING:
    from model.trace.lookup import Trace
    from model.trace.segment import SegmentTrace

NONE_BEFORE = ("monthly_terms_mrr", "monthly_terms_accounts")  # month 1
DECLARED = {**PARTS, **OF_HORIZON}
BEFORE, BUCKETS, MONTHLY_BUCKETS = "_before", "_of_buckets", "_of_monthly_buckets"
MONTHS = "_of_months"
SO_FAR = {"steps_so_far": "new_accounts_step", "growth_so_far": "new_accounts_growth"}
# Endings of names that are of an earlier (-1) or a later month (1), and the input that says how many months away.
ENDINGS = {
    "_at_signature": (-1, "onboarding_months"),
    "_a_cycle_later": (1, "sales_cycle_months"),
    "_collected": (-1, "collection_months"),
}
BY_NUMBER = ("renewed_mrr", "renewed_accounts", "unrenewed_mrr", "unrenewed_accounts")


class SegmentMonth(Names):
    """What the names in an equation mean for a segment in one month."""

    def __init__(self, quantities: SegmentTrace, month: int) -> None:
        super().__init__(quantities)
        self.month = month
        self._parts: dict[str, Any] = {}

    def how(self, name: str) -> Quantity:
        """The expression that gives a measure."""
        return as_quantity(evaluated(MONTHLY[name].equation, self))

    def part(self, name: str) -> Any:
        """A part that several measures use."""
        if name not in self._parts:
            suffix, part = f"{self.quantities.suffix}, month {self.month}", DECLARED[name]
            place = self.quantities.place(name, self.month)
            if name in BY_NUMBER and self.segment.retention_by_renewal:
                parts = self.quantities.ring().parts(name, self.month)
                self._parts[name] = by_equation(part, total(parts) if parts else constant(0), suffix, place)
            else:
                self._parts[name] = written_out(part, self, suffix, place)
        return self._parts[name]

    def meaning(self, name: str) -> Any:
        if name == "month":
            return self.month
        for ending in ENDINGS:
            if name.endswith(ending):
                return self._lagged(name.removesuffix(ending), *ENDINGS[ending])
        if name.endswith(MONTHS):
            return self._of_months(name.removesuffix(MONTHS))
        if name.endswith(BEFORE):
            return self._before(name.removesuffix(BEFORE))
        if name.endswith(MONTHLY_BUCKETS):
            return self.quantities.ring().moving(name.removesuffix(MONTHLY_BUCKETS), self.month)
        if name.endswith(BUCKETS):
            return self.quantities.ring().parts(name.removesuffix(BUCKETS), self.month)
        measure, _, variant = name.rpartition("_of_")
        if variant in VARIANTS:
            return self.quantities.layer(variant, measure, self.month)
        if name in MONTHLY:
            return self.quantities.month(name, self.month)
        if name == "season" and not self.settings["seasonal"]:
            return constant(1)
        if name in SO_FAR and self.quantities.is_dated(SO_FAR[name]):
            return self._so_far(SO_FAR[name])
        return self.part(name) if name in DECLARED else super().meaning(name)

    def _lagged(self, name: str, direction: int, lag: str) -> Quantity:
        return lagged(self, lag, lambda months: self.in_other_month(name, self.month + direction * months))

    def in_other_month(self, name: str, month: int) -> Any:
        """What a name means in another month: before month 1 nobody signed, and the opening book was billed."""
        if month < 1:
            return self.quantities.ring().billed_before(month) if name == "billings" else constant(0)
        if name == "signed_accounts" and month > self.quantities.months:
            return self.quantities.signed_later(month)
        return self.quantities.in_month(month)(name)

    def _of_months(self, name: str) -> list[Any]:
        """What was signed in the months that still count."""
        if name == "signed_lately":
            months, name = "onboarding_hours_months", "signed_accounts"
        else:
            months, name = "onboarding_months", "onboarded_mrr"
        count = self.quantities.input(months)
        if not self.quantities.trace.follows:
            first = max(1, self.month - int(count.value) + 1)
            return [self.quantities.in_month(month)(name) for month in range(first, self.month + 1)]
        first = max(1, self.month - most(months) + 1)
        return [
            where(count > self.month - month, self.quantities.in_month(month)(name), 0)
            for month in range(first, self.month + 1)
        ]

    def _so_far(self, name: str) -> Quantity:
        """What a dated step adds up to, or a dated growth multiplies up to, since month 1."""
        steps = [self.quantities.input(name, month) for month in range(2, self.month + 1)]
        if name == "new_accounts_step":
            return total(steps) if steps else constant(0)
        return reduce(lambda product, growth: product * (1 + growth), steps, constant(1))

    def _season_weight(self) -> Quantity:
        start = self.quantities.scenario.start
        first = of_calendar(1, start)[1] if start else 1
        return self.quantities.entries("signing_season")[(first + self.month - 2) % 12]

    def _weights_of_season(self) -> list[Quantity]:
        return self.quantities.entries("signing_season")

    def _opening_mrr(self) -> Quantity:
        return self.quantities.summary("opening_mrr")

    def _before(self, name: str) -> Any:
        if name == "engagement" and not self.settings["limited"]:
            return constant(1)
        if self.month > 1:
            return self.quantities.month(name, self.month - 1)
        if name in NONE_BEFORE:
            return constant(0)
        match name:
            case "mrr":
                return self.quantities.summary("opening_mrr")
            case "engagement":
                return self.quantities.opening_engagement
        return self.quantities.input(name)

    def _staff_changes_so_far(self) -> Quantity:
        return total([row for month, row in self._rows() if month <= self.month])

    def _hires_within_ramp(self) -> Quantity:
        ramp = self.quantities.input("ramp_months")
        hires = [
            where(ramp > self.month - month, where(row > 0, row, 0), 0)
            for month, row in self._rows()
            if month <= self.month and (row.value > 0 or self.quantities.trace.follows)
        ]
        made = total(hires) if hires else constant(0)
        named = made.named("", "Hires within the ramp", unit="people")
        place = self.quantities.place("hires_within_ramp", self.month)
        return changed(named, by_equation=True, place=place) if hires else made

    def _csms_cut(self) -> Quantity:
        rows = [row for month, row in self._rows() if month == self.month]
        if self.quantities.trace.follows:
            return as_quantity(total([where(row < 0, -1 * row, 0) for row in rows]))
        cuts = [-1 * row for row in rows if row.value < 0]
        return total(cuts) if cuts else constant(0)

    def _rows(self) -> list[tuple[int, Quantity]]:
        """The staff changes with their months: only a fixed team has any."""
        path = self.quantities.path("staff_changes")
        rows = self.segment.staff_changes if self.settings["fixed"] else ()
        return [
            (row.month, Quantity(row.change, "people", f"Staff change in month {row.month}", f"{path}/{place}"))
            for place, row in enumerate(rows, 1)
        ]


class CompanyMonth:
    """What the names in an equation mean for the company in one month."""

    def __init__(self, trace: Trace, month: int) -> None:
        self.trace, self.month = trace, month

    def how(self, name: str) -> Quantity:
        """The expression that gives a measure."""
        metric = MONTHLY[name]
        equation = metric.company or (None if metric.in_segments else metric.equation)
        if equation is not None:
            return as_quantity(evaluated(equation, self))
        parts = self._segments(name)
        return (parts[0].whole or parts[0]) if len(parts) == 1 else total(parts)

    def __call__(self, name: str) -> Any:
        if name == "month":
            return self.month
        if name.startswith("company_"):
            return self.trace.input(name.replace("_", ".", 1), self.month)
        if name == "fixed_cost_growth_so_far":
            return self._growth_so_far()
        if name.endswith("_of_segments"):
            return total(self._segments(name.removesuffix("_of_segments")))
        if not name.endswith(BEFORE):
            return self.trace.month(name, self.month)
        name = name.removesuffix(BEFORE)
        if self.month > 1:
            return self.trace.month(name, self.month - 1)
        return self.trace.input("company.cash") if name == "cash" else constant(0)

    def _growth_so_far(self) -> Any:
        if "company.fixed_cost_growth" not in self.trace.scenario.changes_by_path:
            return evaluated(PARTS["fixed_cost_growth_so_far"].equation, self)
        growths = [self.trace.input("company.fixed_cost_growth", month) for month in range(2, self.month + 1)]
        return reduce(lambda product, growth: product * (1 + growth), growths, constant(1))

    def _segments(self, name: str) -> list[Quantity]:
        return [segment.month(name, self.month) for segment in self.trace.by_segment]
