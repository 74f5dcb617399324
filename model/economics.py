"""Profit and cash per month (model, section 4)."""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from model.batch import Array, Given
from model.engine import Paths

BLOCK = 8192  # numbers of one path that are worked on together
USED = ("mrr", "csms", "cuts", "acquired_accounts", "billings")  # paths of the month that money is made of


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


class _Rates:
    """What turns a month of the engine into money, (segments, scenarios or 1) each."""

    def __init__(self, given: Given) -> None:
        of = given.of
        self.cost_share = 1 - of("gross_margin")
        self.serve_share = of("cost_to_serve_rate")
        self.monthly_pay = of("csm_cost") / 12
        self.severance = of("severance_months")
        self.cac = of("cac")


def money(given: Given, paths: Paths, *, of_segments: Set[str], of_company: Set[str]) -> tuple[Paths, Paths]:
    """Profit and cash: `paths` with those named added, and those of the company, (months, scenarios).

    Done for a few months at a time, so that what is only a step on the way stays in the cache.
    """
    months, width = given.scenario.horizon_months, given.size * len(given.segments)
    rates, fixed = _Rates(given), fixed_costs(given)
    segments, company = dict(paths), {name: _summed(paths[name]) for name in of_company & paths.keys()}
    of_segments, of_company = of_segments - paths.keys(), of_company - paths.keys()
    size = max(1, BLOCK // width)
    for start in range(0, months, size):
        rows = slice(start, min(start + size, months))
        block = {name: path[rows] for name, path in paths.items() if name in USED}
        _add_profit(block, rates)
        _keep(segments, rows, months, block, of_segments)
        _keep(company, rows, months, _company(block, fixed[rows], of_company), of_company)
    company["fixed_costs"] = fixed
    company["cumulative_profit"] = running_total(company["operating_profit"])
    if "cash_flow" in company:
        company["cash"] = running_total(company["cash_flow"], given.one("company.cash"))
    return segments, company


def fixed_costs(given: Given) -> Array:
    """fixed_costs x (1 + fixed_cost_growth)^(t-1), (months, scenarios or 1)."""
    growth = powers(1 + given.one("company.fixed_cost_growth"), given.scenario.horizon_months)
    return given.one("company.fixed_costs") * growth


def _add_profit(paths: Paths, rates: _Rates) -> None:
    """Adds revenue, the four costs, operating profit and cash flow of each segment.

    `turnover` is revenue and costs taken together, the measure of what counts as zero.
    """
    revenue = paths["mrr"]
    severance = paths["cuts"] * rates.severance
    seats = paths["csms"] + severance if severance.any() else paths["csms"]
    paths["revenue"] = revenue
    paths["cogs"] = revenue * rates.cost_share
    paths["cost_to_serve"] = revenue * rates.serve_share
    paths["cs_cost"] = seats * rates.monthly_pay
    paths["acquisition_cost"] = rates.cac * paths["acquired_accounts"]
    cost = paths["cogs"] + paths["cost_to_serve"]
    cost += paths["cs_cost"]
    cost += paths["acquisition_cost"]
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
    return company


def _keep(kept: Paths, rows: slice, months: int, paths: Paths, names: Set[str]) -> None:
    for name in names & paths.keys():
        if rows.stop - rows.start == months:
            kept[name] = paths[name]
            continue
        if name not in kept:
            kept[name] = np.empty((months, *paths[name].shape[1:]))
        kept[name][rows] = paths[name]


def _summed(path: Array) -> Array:
    """A path (months, segments, scenarios) summed over segments."""
    return path[:, 0] if path.shape[1] == 1 else np.add.reduce(path, axis=1)
