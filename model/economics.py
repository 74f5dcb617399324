"""Profit and cash per month (model, section 4)."""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

import numpy as np

from model.batch import Array, Given
from model.engine import Paths
from model.memory import pieces

AFTER_FIXED = ("operating_profit", "cash_flow")  # of the company: less fixed costs
USED = ("mrr", "csms", "cuts", "acquired_accounts", "billings")  # paths of the month that money is made of


def powers(factor: Array, power: Array) -> Array:
    """factor^(t-1) for t = 1..months, by recurrence, written to `power` (months, *factor.shape)."""
    power[0] = 1
    for month in range(1, len(power)):
        np.multiply(power[month - 1], factor, out=power[month])
    return power


def running_total(path: Array, start: Array | float, total: Array) -> Array:
    """start + the sum of months 1..t for each month t of a path (months, ...), written to `total`."""
    np.add(start, path[0], out=total[0])
    for month in range(1, len(path)):
        np.add(total[month - 1], path[month], out=total[month])
    return total


class Rates:
    """What turns the paths of the engine into money, (segments, scenarios or 1) each."""

    def __init__(self, given: Given) -> None:
        of = given.of
        self.cost_share = 1 - of("gross_margin")
        self.serve_share = of("cost_to_serve_rate")
        self.contribution = of("gross_margin") - self.serve_share
        self.monthly_pay = of("csm_cost") / 12
        self.severance_pay = of("severance_months") * self.monthly_pay
        self.cac = of("cac")


class Statement:
    """Money of some months of every segment, (months, segments, scenarios); a line is worked out when it is read."""

    def __init__(self, paths: Paths, rates: Rates) -> None:
        self.paths, self.rates = paths, rates

    @property
    def revenue(self) -> Array:
        return self.paths["mrr"]

    @property
    def cogs(self) -> Array:
        return self.revenue * self.rates.cost_share

    @property
    def cost_to_serve(self) -> Array:
        return self.revenue * self.rates.serve_share

    @cached_property
    def cs_cost(self) -> Array:
        """Pay of all seats and, in the month of a cut, severance."""
        pay = self.paths["csms"] * self.rates.monthly_pay
        cuts = self.paths["cuts"]
        return pay + cuts * self.rates.severance_pay if cuts.any() else pay

    @cached_property
    def acquisition_cost(self) -> Array:
        """CAC of the accounts that sign a sales cycle later."""
        return self.paths["acquired_accounts"] * self.rates.cac

    @cached_property
    def operating_profit(self) -> Array:
        """revenue - cogs - cost_to_serve - cs_cost - acquisition_cost."""
        profit = self.revenue * self.rates.contribution
        profit -= self.cs_cost
        profit -= self.acquisition_cost
        return profit

    @property
    def cash_flow(self) -> Array:
        """Billings in place of revenue, less the same costs."""
        billings = self.paths["billings"]
        return self.operating_profit if billings is self.revenue else billings - (self.revenue - self.operating_profit)


LINES = ("revenue", "cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "operating_profit", "cash_flow")


def money(given: Given, paths: Paths, *, of_segments: Set[str], of_company: Set[str]) -> tuple[Paths, Paths]:
    """`paths` with the lines named added, and the paths named of the company, (months, scenarios).

    Done for a few months at a time, so that what is only a step on the way stays in the cache.
    """
    months, width = given.scenario.horizon_months, given.size * len(given.segments)
    rates, fixed = Rates(given), fixed_costs(given)
    segments, company = dict(paths), {name: summed(paths[name]) for name in of_company & paths.keys()}
    own, common = of_segments & {*LINES}, of_company & {*LINES}
    for rows in pieces(months, width):
        statement = Statement(_months_of(paths, rows), rates)
        for name in own:
            _put(given, segments, name, rows, getattr(statement, name))
        for name in common:
            line = summed(getattr(statement, name))
            _put(given, company, name, rows, line - fixed[rows] if name in AFTER_FIXED else line)
    company["fixed_costs"] = fixed
    if "operating_profit" in company:
        profit = company["operating_profit"]
        company["cumulative_profit"] = running_total(profit, 0.0, given.empty(profit.shape))
    if "cash_flow" in company:
        flow = company["cash_flow"]
        company["cash"] = running_total(flow, given.one("company.cash"), given.empty(flow.shape))
    return segments, company


def fixed_costs(given: Given) -> Array:
    """fixed_costs x (1 + fixed_cost_growth)^(t-1), (months, scenarios or 1)."""
    factor = 1 + given.one("company.fixed_cost_growth")
    growth = powers(factor, given.empty((given.scenario.horizon_months, *factor.shape)))
    return given.one("company.fixed_costs") * growth


def summed(path: Array) -> Array:
    """A path (months, segments, scenarios) summed over segments."""
    return path[:, 0] if path.shape[1] == 1 else np.add.reduce(path, axis=1)


def _months_of(paths: Paths, rows: slice) -> Paths:
    part = {name: paths[name][rows] for name in USED if name in paths}
    if paths.get("billings") is paths["mrr"]:
        part["billings"] = part["mrr"]
    return part


def _put(given: Given, kept: Paths, name: str, rows: slice, part: Array) -> None:
    """Keeps the months `rows` of a path; all of them at once as they are."""
    months = given.scenario.horizon_months
    if len(part) == months:
        kept[name] = part
        return
    if name not in kept:
        kept[name] = given.empty((months, *part.shape[1:]))
    kept[name][rows] = part
