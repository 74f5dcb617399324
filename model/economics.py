"""Profit and cash per month (model, section 4)."""

from __future__ import annotations

import numpy as np

from model.batch import Array, Given
from model.engine import Paths

OF_ONE_SEGMENT = ("load", "coverage", "engagement", "engagement_before", "cuts", "acquired_accounts")
COSTS = ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost")


def cost_of_revenue(*, revenue: Array, gross_margin: Array) -> Array:
    """COGS, money per month."""
    return revenue * (1 - gross_margin)


def cost_to_serve(*, revenue: Array, cost_to_serve_rate: Array) -> Array:
    """Cost to serve other than the CSMs, money per month."""
    return revenue * cost_to_serve_rate


def customer_success_cost(*, csms: Array, csm_cost: Array, cuts: Array, severance_months: Array) -> Array:
    """Pay of the CSMs and, in the month of a cut, severance; money per month."""
    return (csms + cuts * severance_months) * (csm_cost / 12)


def operating_profit(
    *, revenue: Array, cogs: Array, cost_to_serve: Array, cs_cost: Array, acquisition_cost: Array
) -> Array:
    """revenue - cogs - cost_to_serve - cs_cost - acquisition_cost, money per month."""
    return revenue - cogs - cost_to_serve - cs_cost - acquisition_cost


def powers(factor: Array, months: int) -> Array:
    """factor^(t-1) for t = 1..months, (months, *factor.shape), by recurrence."""
    power = np.empty((months, *factor.shape))
    power[0] = 1
    for month in range(1, months):
        np.multiply(power[month - 1], factor, out=power[month])
    return power


def fixed_costs(given: Given) -> Array:
    """fixed_costs x (1 + fixed_cost_growth)^(t-1), (months, scenarios or 1)."""
    growth = powers(1 + given.one("company.fixed_cost_growth"), given.scenario.horizon_months)
    return given.one("company.fixed_costs") * growth


def add_segment_profit(given: Given, paths: Paths) -> None:
    """Adds revenue, the four costs and operating_profit of each segment to its paths."""
    revenue = paths["mrr"]
    paths["revenue"] = revenue
    paths["cogs"] = cost_of_revenue(revenue=revenue, gross_margin=given.of("gross_margin"))
    paths["cost_to_serve"] = cost_to_serve(revenue=revenue, cost_to_serve_rate=given.of("cost_to_serve_rate"))
    paths["cs_cost"] = customer_success_cost(
        csms=paths["csms"],
        csm_cost=given.of("csm_cost"),
        cuts=paths["cuts"],
        severance_months=given.of("severance_months"),
    )
    paths["acquisition_cost"] = given.of("cac") * paths["acquired_accounts"]
    costs = {name: paths[name] for name in COSTS}
    paths["operating_profit"] = operating_profit(revenue=revenue, **costs)
    if "billings" in paths:
        paths["cash_flow"] = operating_profit(revenue=paths["billings"], **costs)


def company_paths(given: Given, segments: Paths) -> Paths:
    """The sums over segments, fixed costs taken off, cumulated; (months, scenarios).

    `turnover` is the month's revenue and costs taken together, the measure of what counts as zero.
    """
    fixed = fixed_costs(given)
    total = {name: path.sum(axis=1) for name, path in segments.items() if name not in OF_ONE_SEGMENT}
    total["turnover"] = total["revenue"] + sum(total[name] for name in COSTS) + fixed
    total["fixed_costs"] = np.broadcast_to(fixed, total["mrr"].shape)
    total["operating_profit"] = total["operating_profit"] - fixed
    total["cumulative_profit"] = np.cumsum(total["operating_profit"], axis=0)
    if "cash_flow" in total:
        total["cash_flow"] = total["cash_flow"] - fixed
        total["cash"] = given.one("company.cash") + np.cumsum(total["cash_flow"], axis=0)
    return total
