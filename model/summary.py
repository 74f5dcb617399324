"""The figures of the whole horizon, per segment and of the company (model, section 5). A method is a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np

from model.batch import Array, Given
from model.economics import powers
from model.engine import Paths
from model.figures import Figure, Flags, figure, ratio
from model.memory import pieces
from model.unit_economics import Account, net_mrr_churn

ZERO = 1e-9  # a result this small against its revenue and costs counts as zero


class Horizon:
    """What segments and company share. Paths are (months, ...), figures (...)."""

    def __init__(self, paths: Paths, *, accounts: Array, span: Array) -> None:
        self.paths, self.accounts, self.span = paths, accounts, span

    def figures(self, names: Iterable[str]) -> dict[str, Figure]:
        """The figures named, those that there are here."""
        return {name: getattr(self, name)() for name in names if hasattr(self, name)}

    @cached_property
    def total_revenue(self) -> Array:
        return np.add.reduce(self.paths["mrr"], axis=0)

    @cached_property
    def total_profit(self) -> Array:
        return np.add.reduce(self.paths["operating_profit"], axis=0)

    def revenue(self) -> Figure:
        return figure(self.total_revenue)

    def arr_end(self) -> Figure:
        return figure(12 * self.paths["mrr"][-1])

    def profit(self) -> Figure:
        return figure(self.total_profit)

    def nrr(self) -> Figure:
        return self._retained(self.paths["mrr_of_book"])

    def grr(self) -> Figure:
        return self._retained(self.paths["mrr_of_floor"])

    def logo_retention(self) -> Figure:
        return self._retained(self.paths["accounts_of_book"])

    def horizon_clv(self) -> Figure:
        revenue = np.add.reduce(self.paths["mrr_of_book"], axis=0)
        return figure(ratio(revenue, self.accounts), (self.accounts <= 0, "no_book"))

    def _retained(self, book: Array) -> Figure:
        """(value in month span+1 over value in month 1)^(12/span)."""
        months, first = len(book), book[0]
        month = np.broadcast_to(np.minimum(self.span, months - 1), first.shape).astype(int)
        later = np.take_along_axis(book, month[None], 0)[0]
        nothing = (self.accounts <= 0) | (first <= 0)
        return figure(ratio(later, first) ** (12 / self.span), (nothing, "no_book"), (months <= self.span, "short_horizon"))


class SegmentHorizon(Horizon):
    """Of each segment, (segments, scenarios). What needs fixed costs or cash is of the company only."""

    def __init__(self, given: Given, paths: Paths, account: Account) -> None:
        super().__init__(paths, accounts=given.of("accounts"), span=np.maximum(12, given.of("renewal_months")))
        self.given, self.account = given, account

    def opening_mrr(self) -> Figure:
        return figure(self.paths["opening_mrr"][0])

    def net_mrr_churn(self) -> Figure:
        return figure(net_mrr_churn(self.account))

    @cached_property
    def gained(self) -> Array:
        """Revenue less that without expansion, price rise and their first uplift; what rounding leaves of none is 0."""
        more = self.total_revenue - np.add.reduce(self.paths["mrr_of_flat"], axis=0)
        return np.where(np.abs(more) <= 1e-12 * self.total_revenue, 0.0, more)

    def expansion_revenue(self) -> Figure:
        return figure(self.gained)

    def new_logo_equivalent(self) -> Figure:
        return figure(self.gained / self.given.of("acv"))

    def book_value(self) -> Figure:
        """Discounted margin of the book less its share of customer-success cost."""
        paths, given = self.paths, self.given
        margin = paths["mrr_of_book"] * (given.of("gross_margin") - given.of("cost_to_serve_rate"))
        accounts = paths["accounts"]
        share = np.where(accounts > 0, paths["accounts_of_book"] / np.where(accounts > 0, accounts, 1), 0.0)
        yearly = given.one("discount_rate")
        discount = powers(np.exp(-np.log1p(yearly) / 12), given.empty((len(margin), *yearly.shape)))
        return figure(np.add.reduce((margin - paths["cs_cost"] * share) * discount[:, None], axis=0))


class CompanyHorizon(Horizon):
    """Of the company, (scenarios,)."""

    def __init__(self, given: Given, company: Paths, segments: SegmentHorizon) -> None:
        accounts = given.of("accounts")
        span = np.where(accounts > 0, segments.span, 12).max(axis=0)
        super().__init__(company, accounts=accounts.sum(axis=0), span=span)
        self.given, self.segments = given, segments

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
    def lowest(self) -> Array:
        return np.minimum.reduce(self.paths["cumulative_profit"], axis=0)

    @cached_property
    def last_deficit(self) -> Array:
        """The last month with negative cumulative profit, by the measure of all revenue and costs; 0 if there is none."""
        turnover = 2 * self.total_revenue - self.total_profit
        limit, cumulative = -ZERO * turnover, self.paths["cumulative_profit"]
        return last_month(cumulative.shape, lambda rows: cumulative[rows] < limit)

    def trough(self) -> Figure:
        return figure(np.where(self.last_deficit == 0, 0, self.lowest))

    def trough_month(self) -> Figure:
        return figure(first_month_at(self.paths["cumulative_profit"], self.lowest), (self.last_deficit == 0, "never_negative"))

    def payback_month(self) -> Figure:
        last, months = self.last_deficit, len(self.paths["mrr"])
        return figure(last + 1, (last == 0, "never_negative"), (last == months, "still_negative"))

    def breakeven_month(self) -> Figure:
        """Revenue and costs of a month taken together are 2 x revenue - profit."""
        profit, revenue = self.paths["operating_profit"], self.paths["mrr"]
        last = last_month(profit.shape, lambda rows: profit[rows] * (1 - ZERO) < revenue[rows] * (-2 * ZERO))
        return figure(last + 1, (last == len(profit), "still_negative"))

    @cached_property
    def lowest_cash(self) -> Array:
        return np.minimum.reduce(self.paths["cash"], axis=0)

    def cash_low(self) -> Figure:
        return figure(self.lowest_cash)

    def cash_low_month(self) -> Figure:
        return figure(first_month_at(self.paths["cash"], self.lowest_cash))


def last_month(shape: tuple[int, ...], holds: Callable[[slice], Flags]) -> Array:
    """The last month (from 1) in which a condition holds, 0 where it never does; `holds` tells it of some months."""
    months, width = shape
    number = np.arange(1, months + 1, dtype=np.int8)[:, None]
    last = np.zeros(width, dtype=np.int8)
    for rows in pieces(months, width):
        np.maximum(last, np.maximum.reduce(holds(rows) * number[rows], axis=0), out=last)
    return last.astype(float)


def first_month_at(path: Array, value: Array) -> Array:
    """The first month (from 1) at which a path (months, scenarios) has a value that it has somewhere."""
    backwards = path[::-1]
    return len(path) + 1 - last_month(path.shape, lambda rows: backwards[rows] == value)
