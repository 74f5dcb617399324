"""Profit and cash per month (model, section 4). Arrays hold a few months: (months, segments, scenarios)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cached_property

import numpy as np

from model.batch import Array, Given
from model.engine import Paths
from model.memory import POOL

AFTER_FIXED = ("operating_profit", "cash_flow")  # of the company: less fixed costs


def powers(factor: Array, power: Array) -> Array:
    """factor^(t-1) for t = 1..months, by recurrence, written to `power` (months, *factor.shape)."""
    power[0], power[1:] = 1, factor
    return np.multiply.accumulate(power, axis=0, out=power)


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
    """Money of some months of every segment; a line is worked out when it is read."""

    def __init__(self, paths: Paths, rates: Rates) -> None:
        self.paths, self.rates = paths, rates

    def lines(self, names: Iterable[str]) -> Paths:
        """Paths of the engine and lines of money by their names."""
        return {name: self.line(name) for name in names}

    def line(self, name: str) -> Array:
        line: Array = self.paths[name] if name in self.paths else getattr(self, name)
        return line

    @property
    def revenue(self) -> Array:
        return self.paths["mrr"]

    @cached_property
    def cogs(self) -> Array:
        return self.revenue * self.rates.cost_share

    @cached_property
    def cost_to_serve(self) -> Array:
        return self.revenue * self.rates.serve_share

    @cached_property
    def cs_cost(self) -> Array:
        """Pay of all seats and, in the month of a cut, severance."""
        pay, cuts = self.paths["csms"] * self.rates.monthly_pay, self.paths["cuts"]
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

    @cached_property
    def cash_flow(self) -> Array:
        """Billings in place of revenue, less the same costs."""
        billings = self.paths["billings"]
        return self.operating_profit if billings is self.revenue else billings - (self.revenue - self.operating_profit)


class Company:
    """The company month by month: segments summed, less fixed costs, and what has added up since month 1."""

    def __init__(self, given: Given, names: Set[str]) -> None:
        months = given.scenario.horizon_months
        self.names = names
        self.fixed, growth = given.one("company.fixed_costs")[None], given.one("company.fixed_cost_growth")
        self.growth = powers(1 + growth, POOL.empty((months, *growth.shape))) if growth.any() else None
        self.profit, self.cash = np.zeros(1), given.one("company.cash")
        self.cumulative_profit = POOL.empty((months, given.size))  # of all months: payback looks back at it

    def of(self, months: slice, statement: Statement) -> Paths:
        """Its paths in these months, (months, scenarios)."""
        fixed = self.fixed if self.growth is None else self.fixed * self.growth[months]
        company = {"fixed_costs": fixed}
        for name in self.names - {"fixed_costs", "cumulative_profit", "cash"}:
            line = summed(statement.line(name))
            company[name] = line - fixed if name in AFTER_FIXED else line
        if "cumulative_profit" in self.names:
            company["cumulative_profit"] = self.cumulative_profit[months]
            self.profit = _add_up(self.profit, company["operating_profit"], company["cumulative_profit"])
        if "cash" in self.names:
            company["cash"] = np.empty_like(company["cash_flow"])
            self.cash = _add_up(self.cash, company["cash_flow"], company["cash"])
        return company


def _add_up(total: Array, path: Array, totals: Array) -> Array:
    """Writes what the total comes to in each month of a path, and gives the last."""
    np.add(total, path[0], out=totals[0])
    if len(path) > 1:
        totals[1:] = path[1:]
        np.add.accumulate(totals, axis=0, out=totals)
    last: Array = totals[-1]
    return last


def summed(path: Array) -> Array:
    """A path (months, segments, scenarios) summed over segments."""
    return path[:, 0] if path.shape[1] == 1 else np.add.reduce(path, axis=1)
