"""The figures of the whole horizon, per segment and in total (model, section 5)."""

from __future__ import annotations

import numpy as np

from model.batch import Array, Given
from model.economics import powers
from model.engine import Paths
from model.figures import Figure, Flags, figure, ratio
from model.unit_economics import Account, net_mrr_churn

ZERO = 1e-9  # a result this small against its revenue and costs counts as zero


def book_span(given: Given) -> Array:
    """Months over which the book of each segment is compared: max(12, its contract), (segments, 1)."""
    return np.maximum(12, given.of("renewal_months"))


def retained(book: Array, span: Array, accounts: Array) -> Figure:
    """(value in month span+1 over value in month 1)^(12/span) of a book path (months, ...)."""
    months, first = len(book), book[0]
    later = np.take_along_axis(book, np.broadcast_to(np.minimum(span, months - 1), first.shape)[None].astype(int), 0)[0]
    share = ratio(later, first) ** (12 / span)
    return figure(share, ((accounts <= 0) | (first <= 0), "no_book"), (months <= span, "short_horizon"))


def book_figures(paths: Paths, span: Array, accounts: Array) -> dict[str, Figure]:
    """What became of the opening book; `_of_book` paths are (months, ...)."""
    figures = {}
    for name, path in (("nrr", "mrr_of_book"), ("grr", "mrr_of_floor"), ("logo_retention", "accounts_of_book")):
        if path in paths:
            figures[name] = retained(paths[path], span, accounts)
    if "mrr_of_book" in paths:
        revenue = paths["mrr_of_book"].sum(axis=0)
        figures["horizon_clv"] = figure(ratio(revenue, accounts), (accounts <= 0, "no_book"))
    return figures


def flow_figures(paths: Paths) -> dict[str, Figure]:
    """Sums over the horizon."""
    figures = {"revenue": figure(paths["mrr"].sum(axis=0)), "arr_end": figure(12 * paths["mrr"][-1])}
    if "operating_profit" in paths:
        figures["profit"] = figure(paths["operating_profit"].sum(axis=0))
    return figures


def expansion_revenue(paths: Paths) -> Array:
    """Revenue less that without expansion, price rise and their first uplift, (segments, scenarios).

    What rounding leaves of a difference that is none is told as 0.
    """
    revenue = paths["mrr"].sum(axis=0)
    more = revenue - paths["mrr_of_flat"].sum(axis=0)
    return np.where(np.abs(more) <= 1e-12 * revenue, 0.0, more)


def book_value(given: Given, paths: Paths) -> Array:
    """Discounted margin of the book less its share of customer-success cost, (segments, scenarios)."""
    margin = paths["mrr_of_book"] * (given.of("gross_margin") - given.of("cost_to_serve_rate"))
    accounts = paths["accounts"]
    share = np.where(accounts > 0, paths["accounts_of_book"] / np.where(accounts > 0, accounts, 1), 0.0)
    discount = powers(np.exp(-np.log1p(given.one("discount_rate")) / 12), len(margin))
    return ((margin - paths["cs_cost"] * share) * discount[:, None]).sum(axis=0)


def segment_summary(given: Given, paths: Paths, account: Account) -> dict[str, Figure]:
    """The summary of each segment, (segments, scenarios); what needs fixed costs or cash is in total only."""
    figures = flow_figures(paths) | book_figures(paths, book_span(given), given.of("accounts"))
    figures["opening_mrr"] = figure(paths["opening_mrr"][0])
    figures["net_mrr_churn"] = figure(net_mrr_churn(account))
    if "mrr_of_flat" in paths:
        more = expansion_revenue(paths)
        figures |= {"expansion_revenue": figure(more), "new_logo_equivalent": figure(more / given.of("acv"))}
    if "mrr_of_book" in paths:
        figures["book_value"] = figure(book_value(given, paths))
    return figures


def total_summary(given: Given, total: Paths, segments: dict[str, Figure]) -> dict[str, Figure]:
    """The summary of the company, (scenarios,)."""
    accounts = given.of("accounts")
    span = np.maximum(12, np.where(accounts > 0, book_span(given), 0).max(axis=0))
    figures = flow_figures(total) | book_figures(total, span, accounts.sum(axis=0))
    for name in ("opening_mrr", "expansion_revenue", "new_logo_equivalent", "book_value"):
        if name in segments:
            figures[name] = figure(segments[name].values.sum(axis=0))
    figures["net_mrr_churn"] = _total_churn(given, segments)
    return figures | _profit_figures(total) | (_cash_figures(total) if "cash" in total else {})


def _total_churn(given: Given, segments: dict[str, Figure]) -> Figure:
    """Segments weighted by opening MRR, or without any by the MRR of the accounts signed in month 1."""
    opening = segments["opening_mrr"].values
    signed = given.of("new_accounts") * given.of("acv") / 12
    weights = np.where(opening.sum(axis=0) > 0, opening, signed)
    weight = weights.sum(axis=0)
    churn = ratio((weights * segments["net_mrr_churn"].values).sum(axis=0), weight)
    return figure(np.where(np.abs(churn) < 1e-12, 0, churn), (weight <= 0, "no_accounts"))


def _profit_figures(total: Paths) -> dict[str, Figure]:
    """Trough, break-even and payback of the company's profit."""
    profit, cumulative, turnover = total["operating_profit"], total["cumulative_profit"], total["turnover"]
    months = len(profit)
    last_loss = last_month(profit < -ZERO * turnover)
    last_deficit = last_month(cumulative < -ZERO * turnover.sum(axis=0))
    never, lowest = last_deficit == 0, cumulative.min(axis=0)
    return {
        "trough": figure(np.where(never, 0, lowest)),
        "trough_month": figure(first_month(cumulative == lowest), (never, "never_negative")),
        "breakeven_month": figure(last_loss + 1, (last_loss == months, "still_negative")),
        "payback_month": figure(last_deficit + 1, (never, "never_negative"), (last_deficit == months, "still_negative")),
    }


def _cash_figures(total: Paths) -> dict[str, Figure]:
    """The lowest cash of months 1..T and its first month."""
    lowest = total["cash"].min(axis=0)
    return {"cash_low": figure(lowest), "cash_low_month": figure(first_month(total["cash"] == lowest))}


def last_month(holds: Flags) -> Array:
    """The last month (from 1) in which a condition (months, ...) holds, 0 where it never does."""
    month = np.arange(1, len(holds) + 1, dtype=np.int8).reshape(-1, *(1,) * (holds.ndim - 1))
    return (holds * month).max(axis=0).astype(float)


def first_month(holds: Flags) -> Array:
    """The first month (from 1) in which a condition (months, ...) holds, which it must in some."""
    return len(holds) + 1 - last_month(holds[::-1])
