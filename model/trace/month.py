"""How the measures of a month come about: the equations of model/metrics/ with what their names mean in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from model.metrics import MONTHLY
from model.metrics.horizon import PARTS as OF_HORIZON
from model.metrics.monthly import PARTS
from model.metrics.ring import VARIANTS
from model.operations import total, where
from model.quantity import Quantity, constant
from model.trace.names import Names, as_quantity, evaluated, written_out

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace, Trace

NONE_BEFORE = ("monthly_terms_mrr", "monthly_terms_accounts")  # month 1
DECLARED = {**PARTS, **OF_HORIZON}
BEFORE, BUCKETS, MONTHLY_BUCKETS = "_before", "_of_buckets", "_of_monthly_buckets"


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
            self._parts[name] = written_out(DECLARED[name], self, f"{self.quantities.suffix}, month {self.month}")
        return self._parts[name]

    def __call__(self, name: str) -> Any:
        if name == "month":
            return self.month
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
        return self.part(name) if name in PARTS else super().__call__(name)

    def _before(self, name: str) -> Any:
        if name == "engagement" and not self.settings["fixed"]:
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

    def _started_accounts_in_month_1(self) -> Any:
        return self.quantities.in_month(1).part("started_accounts")

    def _staff_changes_so_far(self) -> Quantity:
        return total([row for month, row in self._rows() if month <= self.month])

    def _hires_within_ramp(self) -> Quantity:
        ramp = self.quantities.input("ramp_months")
        hires = [
            where(ramp > self.month - month, row, 0)
            for month, row in self._rows()
            if month <= self.month and row.value > 0
        ]
        made = total(hires) if hires else constant(0)
        return replace(made.named("", "Hires within the ramp", unit="people"), by_equation=True) if hires else made

    def _csms_cut(self) -> Quantity:
        cuts = [-1 * row for month, row in self._rows() if month == self.month and row.value < 0]
        return total(cuts) if cuts else constant(0)

    def _rows(self) -> list[tuple[int, Quantity]]:
        """The staff changes with their months."""
        path, rows = self.quantities.path("staff_changes"), self.segment.staff_changes
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
            return self.trace.input(name.replace("_", ".", 1))
        if name.endswith("_of_segments"):
            return total(self._segments(name.removesuffix("_of_segments")))
        if not name.endswith(BEFORE):
            return self.trace.month(name, self.month)
        name = name.removesuffix(BEFORE)
        if self.month > 1:
            return self.trace.month(name, self.month - 1)
        return self.trace.input("company.cash") if name == "cash" else constant(0)

    def _segments(self, name: str) -> list[Quantity]:
        return [segment.month(name, self.month) for segment in self.trace.by_segment]
