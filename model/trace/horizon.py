"""How the figures over the horizon come about (model, section 5). A method is a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.trace import account, rates
from model.trace.quantity import Quantity, constant, least, total
from model.unit_economics import LTVS

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace, Trace

YEAR = 12


class CompanyHorizonOf:
    """The company over the horizon."""

    def __init__(self, of: Trace) -> None:
        self.of = of

    def _months(self, name: str) -> list[Quantity]:
        return [self.of.month(name, number) for number in range(1, self.of.months + 1)]

    def _summed(self, name: str) -> Quantity:
        """Segments together; of a single one its own arithmetic."""
        parts = [segment.summary(name) for segment in self.of.by_segment]
        return (parts[0].how or parts[0]) if len(parts) == 1 else total(parts)

    def opening_mrr(self) -> Quantity:
        return self._summed("opening_mrr")

    def revenue(self) -> Quantity:
        return total(self._months("revenue"))

    def profit(self) -> Quantity:
        return total(self._months("operating_profit"))

    def arr_end(self) -> Quantity:
        return YEAR * self.of.month("mrr", self.of.months)

    def _book(self, name: str, number: int) -> Quantity:
        return total(segment.layer("book", name, number) for segment in self.of.by_segment)

    def horizon_clv(self) -> Quantity:
        revenue = total(self._book("revenue", number) for number in range(1, self.of.months + 1))
        return revenue / total(segment.input("accounts") for segment in self.of.by_segment)

    @property
    def _span(self) -> int:
        with_book = [one.segment.renewal_months for one in self.of.by_segment if one.segment.accounts > 0]
        return max([YEAR, *with_book])

    def _retained(self, name: str, of: Trace) -> Quantity:
        span, book = self._span, CompanyHorizonOf(of)
        if span >= of.months:
            return constant(0) / 0
        return (book._book(name, span + 1) / book._book(name, 1)) ** (YEAR / span)

    def nrr(self) -> Quantity:
        return self._retained("mrr", self.of)

    def grr(self) -> Quantity:
        return self._retained("mrr", self.of.floor)

    def logo_retention(self) -> Quantity:
        return self._retained("accounts", self.of)

    def net_mrr_churn(self) -> Quantity:
        segments = self.of.by_segment
        if len(segments) == 1:
            return SegmentHorizonOf(segments[0]).net_mrr_churn()
        weights = [one.summary("opening_mrr") for one in segments]
        if not any(weight.value for weight in weights):
            weights = [one.input("new_accounts") * one.input("acv") / YEAR for one in segments]
        churns = [one.summary("net_mrr_churn") for one in segments]
        return total(weight * churn for weight, churn in zip(weights, churns, strict=True)) / total(weights)

    def trough(self) -> Quantity:
        if self.of.summary("trough_month").reason:
            return least(0, *self._months("cumulative_profit"))
        return least(*self._months("cumulative_profit"))

    def trough_month(self) -> Quantity:
        return self._first_low("cumulative_profit", "trough_month")

    def cash_low(self) -> Quantity:
        return least(*self._months("cash"))

    def cash_low_month(self) -> Quantity:
        return self._first_low("cash", "cash_low_month")

    def _first_low(self, path: str, figure: str) -> Quantity:
        """The months before the lowest value, and one."""
        low = self.of.summary(figure)
        if low.reason:
            return low
        before = round(low.value) - 1
        shown = tuple(self.of.month(path, number) for number in _around(round(low.value), self.of.months))
        return Quantity(before, "months", "Months before the low", evidence=shown) + 1

    def breakeven_month(self) -> Quantity:
        return self._after_the_last("operating_profit", "breakeven_month", "Last month with an operating loss")

    def payback_month(self) -> Quantity:
        return self._after_the_last("cumulative_profit", "payback_month", "Last month with negative cumulative profit")

    def _after_the_last(self, path: str, figure: str, label: str) -> Quantity:
        """The month after the last negative one; 0 stands for none."""
        first = self.of.summary(figure)
        if first.reason:
            return first
        last = round(first.value) - 1
        shown = tuple(self.of.month(path, number) for number in (last, last + 1) if 1 <= number <= self.of.months)
        return Quantity(last, "month", label, evidence=shown) + 1

    def expansion_revenue(self) -> Quantity:
        return self._summed("expansion_revenue")

    def new_logo_equivalent(self) -> Quantity:
        return self._summed("new_logo_equivalent")

    def book_value(self) -> Quantity:
        return self._summed("book_value")


class SegmentHorizonOf:
    """A segment over the horizon."""

    def __init__(self, of: SegmentTrace) -> None:
        self.of = of

    def _months(self, name: str) -> list[Quantity]:
        return [self.of.month(name, number) for number in range(1, self.of.months + 1)]

    def opening_mrr(self) -> Quantity:
        return rates.uplifted(self.of, self.of.input("accounts") * self.of.input("acv") / YEAR)

    def revenue(self) -> Quantity:
        return total(self._months("revenue"))

    def profit(self) -> Quantity:
        return total(self._months("operating_profit"))

    def arr_end(self) -> Quantity:
        return YEAR * self.of.month("mrr", self.of.months)

    def horizon_clv(self) -> Quantity:
        book = (self.of.layer("book", "revenue", number) for number in range(1, self.of.months + 1))
        return total(book) / self.of.input("accounts")

    def _retained(self, name: str, of: SegmentTrace) -> Quantity:
        span = max(YEAR, self.of.segment.renewal_months)
        if span >= self.of.months:
            return constant(0) / 0
        return (of.layer("book", name, span + 1) / of.layer("book", name, 1)) ** (YEAR / span)

    def nrr(self) -> Quantity:
        return self._retained("mrr", self.of)

    def grr(self) -> Quantity:
        return self._retained("mrr", self.of.trace.floor.segment(self.of.segment.name))

    def logo_retention(self) -> Quantity:
        return self._retained("accounts", self.of)

    def net_mrr_churn(self) -> Quantity:
        kept = account.per_turn(self.of)
        return 1 - kept ** (1 / account.turn(self.of)) if kept.value > 0 else constant(1)

    def expansion_revenue(self) -> Quantity:
        flat = self.of.trace.without_growth.segment(self.of.segment.name).summary("revenue")
        without = flat.named("", f"Revenue without expansion and price rise{self.of.of}", unit=flat.unit)
        return self.of.summary("revenue") - without

    def new_logo_equivalent(self) -> Quantity:
        return self.of.summary("expansion_revenue") / self.of.input("acv")

    def book_value(self) -> Quantity:
        return total(self._book_value(number) for number in range(1, self.of.months + 1))

    def _book_value(self, number: int) -> Quantity:
        """Discounted margin of the book in a month, less its share of customer-success cost."""
        of = self.of
        margin = of.layer("book", "mrr", number) * (of.input("gross_margin") - of.input("cost_to_serve_rate"))
        cost, live = of.month("cs_cost", number), of.month("accounts", number)
        if cost.value and live.value > 0:
            margin = margin - cost * of.layer("book", "accounts", number) / live
        rate = of.trace.input("discount_rate")
        value = margin * (1 + rate) ** ((1 - number) / YEAR) if rate.value else margin
        return value.named("", f"Margin of the book{of.of}, month {number}", unit="money/month")


def weights(of: Trace) -> list[Quantity]:
    """By what segments are blended: the accounts signed in month 1, or where nobody signs those of the book."""
    signs = any(one.segment.new_accounts for one in of.by_segment)
    return [one.input("new_accounts" if signs else "accounts") for one in of.by_segment]


def blended(of: Trace, name: str) -> Quantity:
    """The company's LTV:CAC or payback: sums over the segments that sign, or over all, by accounts."""
    if of.result.total.unit_economics[name].reason(0):
        return of.economics(name)
    pairs = [(weight, one) for weight, one in zip(weights(of), of.by_segment, strict=True) if weight.value]
    cost = total(weight * one.input("cac") for weight, one in pairs)
    if cost.value == 0:
        return cost
    reaching = [(weight * one.input("onboarding_rate"), one) for weight, one in pairs]
    reaching = [(weight, one) for weight, one in reaching if weight.value]
    if name == "ltv_cac":
        ltv = LTVS[of.scenario.guidelines.ltv]
        return total(weight * one.economics(ltv) for weight, one in reaching) / cost
    return cost / total(weight * one.economics("margin") for weight, one in reaching)


def _around(number: int, last: int) -> list[int]:
    return [one for one in (number - 1, number, number + 1) if 1 <= one <= last]
