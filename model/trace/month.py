"""How the measures of a month come about (model, sections 2 to 5). A method is a measure of a segment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from model.trace.quantity import Quantity, constant, greatest, least, rounded_up, total
from model.trace.rates import (
    asked_hours,
    covered,
    csm_hours_a_month,
    engagement_before,
    growth_at,
    less_vacancies,
    load,
    retention_at,
    uplifted,
)

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace, Trace

BY_THE_RING = ("renewing_mrr", "renewing_accounts", "expanding_mrr", "monthly_terms_mrr", "monthly_terms_accounts")
NOTHING = constant(0)


class SegmentMonth:
    """A segment in one month."""

    def __init__(self, of: SegmentTrace, month: int) -> None:
        self.of, self.month, self.segment = of, month, of.segment
        self.adds = of.scenario.expansion_base == "starting"

    def how(self, name: str) -> Quantity | None:
        """The expression that gives a measure; None for what the ring of accounts itself holds."""
        if name in BY_THE_RING or (name == "billings" and self.segment.billing_months > 1):
            return None
        expression: Quantity = getattr(self, name)()
        return expression

    def _input(self, name: str) -> Quantity:
        return self.of.input(name)

    def _now(self, name: str) -> Quantity:
        return self.of.month(name, self.month)

    def _before(self, name: str) -> Quantity:
        return self.of.month(name, self.month - 1)

    def _signed(self, month: int) -> Quantity:
        """Accounts signed in a month, which may lie beyond the horizon."""
        if month < 1:
            return NOTHING
        first, step, growth = (self._input(f"new_accounts{end}") for end in ("", "_step", "_growth"))
        since = month - 1
        together = first + step * since if step.value else first
        grown = together * (1 + growth) ** since if growth.value else together
        return greatest(0, grown) if step.value else grown

    @property
    def _engagement(self) -> Quantity | None:
        return self._before("engagement") if self.segment.staffing == "fixed" else None

    @property
    def _retention(self) -> Quantity:
        return retention_at(self.of, self._engagement)

    @property
    def _shifts(self) -> bool:
        return self.segment.staffing == "fixed" and self.segment.month_to_month_shift > 0

    def _lost(self, measure: str) -> Quantity:
        """Of contracts that end, and of those on monthly terms."""
        if self.month == 1:
            return NOTHING
        contracts = self._now(f"renewing_{measure}") * (1 - self._retention)
        if not self._shifts:
            return contracts
        kept = Quantity(self.segment.monthly_terms_retention, "share per month", "Retention on monthly terms",
                        self.of.path("month_to_month_retention"))  # fmt: skip
        return contracts + self._before(f"monthly_terms_{measure}") * (1 - kept)

    def _renewed(self) -> Quantity:
        """What contraction and price rise are a share of."""
        renewing = self._now("renewing_mrr")
        return renewing if self.adds else renewing * self._retention

    def signed_accounts(self) -> Quantity:
        return self._signed(self.month)

    def committed_mrr(self) -> Quantity:
        return self._now("signed_accounts") * self._input("acv") / 12

    def _started(self) -> Quantity:
        waited = self.month - self.segment.onboarding_months
        signed = self._now("signed_accounts") if waited == self.month else self._signed(waited)
        return signed * self._input("onboarding_rate")

    def new_mrr(self) -> Quantity:
        return uplifted(self.of, self._started() * self._input("acv") / 12)

    def churned_mrr(self) -> Quantity:
        return self._lost("mrr")

    def churned_accounts(self) -> Quantity:
        return self._lost("accounts")

    def contraction_mrr(self) -> Quantity:
        return NOTHING if self.month == 1 else self._renewed() * self._input("contraction_rate")

    def price_mrr(self) -> Quantity:
        if self.month == 1:
            return NOTHING
        base = self._renewed() if self.adds else self._renewed() * (1 - self._input("contraction_rate"))
        return base * self._input("price_increase")

    def expansion_mrr(self) -> Quantity:
        return NOTHING if self.month == 1 else self._now("expanding_mrr") * growth_at(self.of, self._engagement)

    def mrr(self) -> Quantity:
        before = self.of.summary("opening_mrr") if self.month == 1 else self._before("mrr")
        gains = before + self._now("new_mrr") + self._now("expansion_mrr") + self._now("price_mrr")
        return gains - self._now("contraction_mrr") - self._now("churned_mrr")

    def accounts(self) -> Quantity:
        before = self._input("accounts") if self.month == 1 else self._before("accounts")
        return before + self._started() - self._now("churned_accounts")

    def required_hours(self) -> Quantity:
        return self._now("accounts") * self.of.economics("hours_per_account") / 12

    def reactive_hours(self) -> Quantity:
        """Of the accounts lost, and of the share not served of those that renewed."""
        if self.month == 1:
            return NOTHING
        affected = self._now("churned_accounts")
        if self._engagement is not None:
            renewed = self._now("renewing_accounts") * self._retention
            affected = affected + (1 - self._engagement) * renewed
        return self._input("firefighting_hours") * affected

    def csms(self) -> Quantity:
        match self.segment.staffing:
            case "none":
                return NOTHING
            case "to_need":
                asked = asked_hours(self.of, self.month)
                return rounded_up(asked / csm_hours_a_month(self.of) * (1 - 1e-9)) if asked.value > 1e-9 else NOTHING
        changes = [
            Quantity(row.change, "people", f"Staff change in month {row.month}", self.of.path("staff_changes"))
            for row in self.segment.staff_changes
            if row.month <= self.month
        ]
        return total([self._input("csms"), *changes])

    def _hires(self) -> float:
        first = self.month - self.segment.ramp_months
        return sum(
            row.change for row in self.segment.staff_changes if row.change > 0 and first < row.month <= self.month
        )

    def _seat_hours(self) -> Quantity:
        """Hours of the seats after ramp, before vacancies."""
        seats = self._now("csms")
        hired = self._hires()
        if self.segment.staffing == "fixed" and hired:
            hires = Quantity(hired, "people", "Hires within the ramp", self.of.path("staff_changes"),
                             evidence=(self._input("ramp_months"),))  # fmt: skip
            seats = seats - least(hires, seats) * (1 - self._input("ramp_productivity"))
        return (seats * csm_hours_a_month(self.of)).named("", "Hours of the seats", unit="hours/month")

    def capacity_hours(self) -> Quantity:
        if self.segment.staffing == "none":
            return NOTHING
        if self.segment.staffing == "to_need":
            return self._now("csms") * csm_hours_a_month(self.of)
        return less_vacancies(self.of, self._seat_hours(), self._now("load"))

    def load(self) -> Quantity:
        asked = asked_hours(self.of, self.month)
        if self.segment.staffing == "none" or asked.value <= 1e-9:
            return NOTHING
        seats = self._now("capacity_hours") if self.segment.staffing == "to_need" else self._seat_hours()
        return load(asked, seats)

    def coverage(self) -> Quantity:
        if self.segment.staffing != "fixed":
            return constant(1)
        hours = self._now("capacity_hours")
        if self.segment.firefighting_hours:
            hours = greatest(0, hours - self._now("reactive_hours")).named(
                "", "Hours left by firefighting", unit="hours/month"
            )
        return covered(self._now("required_hours"), hours)

    def engagement(self) -> Quantity:
        if self.segment.staffing != "fixed":
            return constant(1)
        before = engagement_before(self.of) if self.month == 1 else self._before("engagement")
        return (before or constant(1)) + (self._now("coverage") - (before or 1)) / self._input("engagement_memory")

    def revenue(self) -> Quantity:
        return self._now("mrr")

    def cogs(self) -> Quantity:
        return self._now("revenue") * (1 - self._input("gross_margin"))

    def cost_to_serve(self) -> Quantity:
        return self._now("revenue") * self._input("cost_to_serve_rate")

    def cs_cost(self) -> Quantity:
        pay = self._now("csms") * self._input("csm_cost") / 12
        cut = -sum(row.change for row in self.segment.staff_changes if row.change < 0 and row.month == self.month)
        if not cut or self.segment.staffing != "fixed":
            return pay
        cuts = Quantity(cut, "people", f"CSMs cut in month {self.month}", self.of.path("staff_changes"))
        return pay + cuts * self._input("severance_months") * self._input("csm_cost") / 12

    def acquisition_cost(self) -> Quantity:
        cycle = self.segment.sales_cycle_months
        if not cycle:
            return self._input("cac") * self._now("signed_accounts")
        label = f"Signed accounts{self.of.of}, month {self.month + cycle}"
        cycle_shown = (self._input("sales_cycle_months"),)
        return self._input("cac") * self._signed(self.month + cycle).named(
            "", label, unit="accounts", evidence=cycle_shown
        )

    def operating_profit(self) -> Quantity:
        return self._now("revenue") - self._costs()

    def billings(self) -> Quantity:
        return self._now("mrr")

    def cash_flow(self) -> Quantity:
        return self._now("billings") - self._costs()

    def _costs(self) -> Quantity:
        return total(self._now(name) for name in ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost"))


class CompanyMonth:
    """The company in one month: its segments together, less fixed costs."""

    def __init__(self, trace: Trace, month: int) -> None:
        self.trace, self.month = trace, month

    def how(self, name: str) -> Quantity | None:
        """The expression that gives a measure; None for what the rings of accounts themselves hold."""
        match name:
            case "fixed_costs":
                growth = self.trace.input("company.fixed_cost_growth")
                costs = self.trace.input("company.fixed_costs")
                return costs * (1 + growth) ** (self.month - 1) if growth.value else costs
            case "operating_profit" | "cash_flow":
                segments = total(self._of_segments(name))
                return segments - self.trace.month("fixed_costs", self.month)
            case "cumulative_profit":
                profit = self.trace.month("operating_profit", self.month)
                return profit if self.month == 1 else self.trace.month(name, self.month - 1) + profit
            case "cash":
                flow = self.trace.month("cash_flow", self.month)
                first = self.trace.input("company.cash")
                return (first if self.month == 1 else self.trace.month(name, self.month - 1)) + flow
        parts = list(self._of_segments(name))
        return parts[0].how if len(parts) == 1 else total(parts)

    def _of_segments(self, name: str) -> Iterable[Quantity]:
        return (segment.month(name, self.month) for segment in self.trace.by_segment)
