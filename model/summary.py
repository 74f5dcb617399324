"""The figures of the whole horizon, per segment and of the company (model, section 5). A method is a figure."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cached_property

import numpy as np

from model.batch import Array, Given
from model.economics import Company, powers
from model.engine import Paths
from model.figures import Figure, Flags, figure, ratio
from model.memory import POOL, over_months, pieces
from model.unit_economics import Account, net_mrr_churn

ZERO = 1e-9  # a result this small against its revenue and costs counts as zero
SUMMED = ("mrr", "operating_profit", "mrr_of_book", "mrr_of_flat", "book_value")
RETAINED = ("mrr_of_book", "mrr_of_floor", "accounts_of_book")


class Horizon:
    """What segments and company share: what is kept of the paths (months, ...) as months go by, for figures (...)."""

    def __init__(self, *, accounts: Array, span: Array, spans: set[int], months: int) -> None:
        self.accounts, self.span, self.spans, self.months = accounts, span, spans, months
        self.sums: Paths = {}
        self.first: Paths = {}
        self.later: Paths = {}
        self.last: Paths = {}

    def take(self, months: slice, paths: Paths) -> None:
        """Takes in the next months."""
        for name in [name for name in SUMMED if name in paths]:
            total = over_months(np.add, paths[name])
            if name in self.sums:
                self.sums[name] += total
            else:
                self.sums[name] = total.copy()
        for name in [name for name in RETAINED if name in paths]:
            self._look_back(name, months, paths[name])
        self.last = paths

    def _look_back(self, name: str, months: slice, path: Array) -> None:
        """Keeps the value in month 1, and that a span later."""
        if months.start == 0:
            self.first[name] = self.later[name] = path[0].copy()
        for span in self.spans:
            if months.start <= span < months.stop:
                self.later[name] = np.where(self.span == span, path[span - months.start], self.later[name])

    def figures(self, names: Iterable[str]) -> dict[str, Figure]:
        """The figures named, those that there are here."""
        return {name: getattr(self, name)() for name in names if hasattr(self, name)}

    def revenue(self) -> Figure:
        return figure(self.sums["mrr"])

    def arr_end(self) -> Figure:
        return figure(12 * self.last["mrr"][-1])

    def profit(self) -> Figure:
        return figure(self.sums["operating_profit"])

    def nrr(self) -> Figure:
        return self._retained("mrr_of_book")

    def grr(self) -> Figure:
        return self._retained("mrr_of_floor")

    def logo_retention(self) -> Figure:
        return self._retained("accounts_of_book")

    def horizon_clv(self) -> Figure:
        return figure(ratio(self.sums["mrr_of_book"], self.accounts), (self.accounts <= 0, "no_book"))

    def _retained(self, name: str) -> Figure:
        """(value in month span+1 over value in month 1)^(12/span)."""
        first, later = self.first[name], self.later[name]
        nothing = (self.accounts <= 0) | (first <= 0)
        short = self.months <= self.span
        return figure(ratio(later, first) ** (12 / self.span), (nothing, "no_book"), (short, "short_horizon"))


class SegmentHorizon(Horizon):
    """Of each segment, (segments, scenarios). What needs fixed costs or cash is of the company only."""

    def __init__(self, given: Given, names: Set[str]) -> None:
        span = np.maximum(12, given.of("renewal_months"))
        spans, months = {int(length) for length in span.flat}, given.scenario.horizon_months
        super().__init__(accounts=given.of("accounts"), span=span, spans=spans, months=months)
        self.given = given
        self.values_book = "book_value" in names

    def take(self, months: slice, paths: Paths) -> None:
        if self.values_book:
            paths["book_value"] = self._book_value(months, paths)
        super().take(months, paths)

    @cached_property
    def discount(self) -> Array:
        """(1 + d)^(-(t-1)/12) by month, (months, scenarios or 1)."""
        yearly = self.given.one("discount_rate")
        return powers(np.exp(-np.log1p(yearly) / 12), POOL.empty((self.months, *yearly.shape)))

    @cached_property
    def account(self) -> Account:
        """One account, at the engagement before month 1."""
        return Account(self.given, self.last["engagement_before"][0])

    def opening_mrr(self) -> Figure:
        return figure(self.last["opening_mrr"][0])

    def net_mrr_churn(self) -> Figure:
        return figure(net_mrr_churn(self.account))

    @cached_property
    def gained(self) -> Array:
        """Revenue less that without expansion, price rise and their first uplift; what rounding leaves of none is 0."""
        revenue = self.sums["mrr"]
        more = revenue - self.sums["mrr_of_flat"]
        return np.where(np.abs(more) <= 1e-12 * revenue, 0.0, more)

    def expansion_revenue(self) -> Figure:
        return figure(self.gained)

    def new_logo_equivalent(self) -> Figure:
        return figure(self.gained / self.given.of("acv"))

    def book_value(self) -> Figure:
        return figure(self.sums["book_value"])

    def _book_value(self, months: slice, paths: Paths) -> Array:
        """Discounted margin of the book less its share of customer-success cost, by month."""
        given, accounts = self.given, paths["accounts"]
        margin = paths["mrr_of_book"] * (given.of("gross_margin") - given.of("cost_to_serve_rate"))
        share = np.where(accounts > 0, paths["accounts_of_book"] / np.where(accounts > 0, accounts, 1), 0.0)
        return (margin - paths["cs_cost"] * share) * self.discount[months, None]


class CompanyHorizon(Horizon):
    """Of the company, (scenarios,)."""

    def __init__(self, given: Given, segments: SegmentHorizon, company: Company, names: Set[str]) -> None:
        accounts = given.of("accounts")
        span = np.where(accounts > 0, segments.span, 12).max(axis=0)
        super().__init__(accounts=accounts.sum(axis=0), span=span, spans=segments.spans | {12}, months=segments.months)
        self.given, self.segments, self.company = given, segments, company
        lows = {"cumulative_profit": ("trough", "trough_month"), "cash": ("cash_low", "cash_low_month")}
        self.lowest = {path: Lowest(given.size) for path, figures in lows.items() if names & {*figures}}
        self.deficit = LastMonth(given.size) if "breakeven_month" in names else None

    def take(self, months: slice, paths: Paths) -> None:
        super().take(months, paths)
        for name, lowest in self.lowest.items():
            lowest.take(months, paths[name])
        if self.deficit:  # revenue and costs of a month taken together are 2 x revenue - profit
            self.deficit.take(months, paths["operating_profit"] < paths["mrr"] * (-2 * ZERO / (1 - ZERO)))

    def opening_mrr(self) -> Figure:
        return self._summed("opening_mrr")

    def expansion_revenue(self) -> Figure:
        return self._summed("expansion_revenue")

    def new_logo_equivalent(self) -> Figure:
        return self._summed("new_logo_equivalent")

    def book_value(self) -> Figure:
        return self._summed("book_value")

    def _summed(self, name: str) -> Figure:
        return figure(getattr(self.segments, name)().values.sum(axis=0))

    def net_mrr_churn(self) -> Figure:
        """Segments weighted by opening MRR, or without any by the MRR of the accounts signed in month 1."""
        opening = self.segments.opening_mrr().values
        signed = self.given.of("new_accounts") * self.given.of("acv") / 12
        weights = np.where(opening.sum(axis=0) > 0, opening, signed)
        weight = weights.sum(axis=0)
        churn = ratio((weights * self.segments.net_mrr_churn().values).sum(axis=0), weight)
        return figure(np.where(np.abs(churn) < 1e-12, 0, churn), (weight <= 0, "no_accounts"))

    @cached_property
    def last_deficit(self) -> Array:
        """The last month with negative cumulative profit, by the measure of all revenue and costs; 0 without any."""
        limit = -ZERO * (2 * self.sums["mrr"] - self.sums["operating_profit"])
        cumulative, last = self.company.cumulative_profit, LastMonth(len(limit))
        for months in pieces(*cumulative.shape):
            last.take(months, cumulative[months] < limit)
        return last.month.astype(float)

    def trough(self) -> Figure:
        return figure(np.where(self.last_deficit == 0, 0, self.lowest["cumulative_profit"].value))

    def trough_month(self) -> Figure:
        month = self.lowest["cumulative_profit"].last.month.astype(float)
        return figure(month, (self.last_deficit == 0, "never_negative"))

    def payback_month(self) -> Figure:
        last = self.last_deficit
        return figure(last + 1, (last == 0, "never_negative"), (last == self.months, "still_negative"))

    def breakeven_month(self) -> Figure:
        assert self.deficit
        last = self.deficit.month.astype(float)
        return figure(last + 1, (last == self.months, "still_negative"))

    def cash_low(self) -> Figure:
        return figure(self.lowest["cash"].value)

    def cash_low_month(self) -> Figure:
        return figure(self.lowest["cash"].last.month.astype(float))


class LastMonth:
    """The last month (from 1) in which a condition held, by scenario; 0 where it never did."""

    def __init__(self, size: int) -> None:
        self.month = np.zeros(size, dtype=np.uint8)

    def take(self, months: slice, holds: Flags) -> None:
        """Takes in whether it holds in the next months, (months, scenarios)."""
        number = np.arange(months.start + 1, months.stop + 1, dtype=np.uint8)[:, None]
        np.maximum(self.month, over_months(np.maximum, holds.view(np.uint8) * number), out=self.month)


class Lowest:
    """The lowest value of a path, and the first month that has it."""

    def __init__(self, size: int) -> None:
        self.value, self.last = np.full(size, np.inf), LastMonth(size)

    def take(self, months: slice, path: Array) -> None:
        """Takes in the next months, (months, scenarios). Its first month is the last that is below all before."""
        lowest, lower = np.empty(path.shape), np.empty(path.shape, dtype=bool)
        np.minimum(path[0], self.value, out=lowest[0])
        np.less(path[0], self.value, out=lower[0])
        if len(path) > 1:
            lowest[1:] = path[1:]
            np.minimum.accumulate(lowest, axis=0, out=lowest)
            np.less(path[1:], lowest[:-1], out=lower[1:])
        self.value = lowest[-1]
        self.last.take(months, lower)
