"""Profit and cash per month (model, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Set

import numpy as np

from model.batch import Array, Given
from model.engine import Paths

BLOCK = 4096  # numbers in one row of months that are worked on together
BEFORE = ("opening_mrr", "engagement_before")  # what was before month 1
COSTS = ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost")


def cost_of_revenue(*, revenue: Array, gross_margin: Array) -> Array:
    """COGS, money per month."""
    return revenue * (1 - gross_margin)


def cost_to_serve(*, revenue: Array, cost_to_serve_rate: Array) -> Array:
    """Cost to serve other than the CSMs, money per month."""
    return revenue * cost_to_serve_rate


def customer_success_cost(*, csms: Array, csm_cost: Array, cuts: Array, severance_months: Array) -> Array:
    """Pay of the CSMs and, in the month of a cut, severance; money per month."""
    severance = cuts * severance_months
    return (csms + severance if severance.any() else csms) * (csm_cost / 12)


def sum_of(arrays: Iterable[Array]) -> Array:
    """The sum of arrays that broadcast."""
    first, second, *others = arrays
    total: Array = first + second
    for array in others:
        total += array
    return total


def powers(factor: Array, months: int) -> Array:
    """factor^(t-1) for t = 1..months, (months, *factor.shape), by recurrence."""
    power = np.empty((months, *factor.shape))
    power[0] = 1
    for month in range(1, months):
        np.multiply(power[month - 1], factor, out=power[month])
    return power


def running_total(path: Array, start: Array | float = 0.0) -> Array:
    """start + the sum of months 1..t for each month t of a path (months, ...)."""
    total = np.empty(path.shape)
    np.add(start, path[0], out=total[0])
    for month in range(1, len(path)):
        np.add(total[month - 1], path[month], out=total[month])
    return total


def fixed_costs(given: Given) -> Array:
    """fixed_costs x (1 + fixed_cost_growth)^(t-1), (months, scenarios or 1)."""
    growth = powers(1 + given.one("company.fixed_cost_growth"), given.scenario.horizon_months)
    return given.one("company.fixed_costs") * growth


def money(given: Given, paths: Paths, *, of_segments: Set[str], of_company: Set[str]) -> tuple[Paths, Paths]:
    """Profit and cash: `paths` with those named added, and those of the company, (months, scenarios).

    Done for a few months at a time, so that what is only a step on the way stays in the cache.
    """
    months, width = given.scenario.horizon_months, given.size * len(given.segments)
    fixed = fixed_costs(given)
    segments, company = dict(paths), Paths()
    size = max(1, BLOCK // width)
    for start in range(0, months, size):
        rows = slice(start, min(start + size, months))
        month = {name: path[rows] for name, path in paths.items() if name not in BEFORE}
        _add_profit(given, month)
        _keep(segments, rows, months, month, of_segments - paths.keys())
        _keep(company, rows, months, _company(month, fixed[rows], of_company), of_company)
    for name, total, start_value in (
        ("operating_profit", "cumulative_profit", 0.0),
        ("cash_flow", "cash", given.one("company.cash")),
    ):
        if name in company:
            company[total] = running_total(company[name], start_value)
    return segments, company


def _keep(kept: Paths, rows: slice, months: int, paths: Paths, names: Set[str]) -> None:
    for name in names & paths.keys():
        if rows.stop - rows.start == months:
            kept[name] = paths[name]
        else:
            kept.setdefault(name, np.empty((months, *paths[name].shape[1:])))[rows] = paths[name]


def _add_profit(given: Given, paths: Paths) -> None:
    """Adds revenue, costs, operating_profit and cash_flow of each segment; `turnover` is revenue and costs together."""
    of, revenue = given.of, paths["mrr"]
    paths["revenue"] = revenue
    paths["committed_mrr"] = paths["signed_accounts"] * of("acv") / 12
    paths["cogs"] = cost_of_revenue(revenue=revenue, gross_margin=of("gross_margin"))
    paths["cost_to_serve"] = cost_to_serve(revenue=revenue, cost_to_serve_rate=of("cost_to_serve_rate"))
    paths["cs_cost"] = customer_success_cost(
        csms=paths["csms"], csm_cost=of("csm_cost"), cuts=paths["cuts"], severance_months=of("severance_months")
    )
    paths["acquisition_cost"] = of("cac") * paths["acquired_accounts"]
    cost = sum_of(paths[name] for name in COSTS)
    paths["turnover"] = revenue + cost
    paths["operating_profit"] = revenue - cost
    if "billings" in paths:
        paths["cash_flow"] = paths["billings"] - cost


def _company(segments: Paths, fixed: Array, names: Set[str]) -> Paths:
    """The paths named summed over segments, fixed costs counted in, (months, scenarios)."""
    company = {name: _summed(segments[name]) for name in names & segments.keys()}
    for name in ("operating_profit", "cash_flow"):
        if name in company:
            company[name] = company[name] - fixed
    company["turnover"] = company["turnover"] + fixed
    company["fixed_costs"] = np.broadcast_to(fixed, company["turnover"].shape)
    return company


def _summed(path: Array) -> Array:
    """A path (months, segments, scenarios) summed over segments."""
    return path[:, 0] if path.shape[1] == 1 else np.add.reduce(path, axis=1)
