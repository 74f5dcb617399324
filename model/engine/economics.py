"""The months of all segments and of the company by their equations: what the march does not itself give."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

import numpy as np

from model.engine.batch import Array, Given
from model.engine.memory import POOL
from model.engine.needs import Paths
from model.engine.signing import so_far
from model.engine.values import Equations, Evaluated, InMonths, Inputs
from model.metrics import MONTHLY
from model.metrics.declare import Intermediate
from model.metrics.horizon import PARTS as OF_HORIZON
from model.metrics.monthly import PARTS
from model.metrics.ring import VARIANTS
from model.operations import plain

OF_SEGMENTS = Equations(OF_HORIZON, PARTS, MONTHLY)
AS_EARNED = Equations(
    OF_SEGMENTS, {"cash_flow": Intermediate("cash_flow", lambda *, operating_profit: operating_profit)}
)
OF_COMPANY = Equations(
    {
        name: Intermediate(name, metric.company or metric.equation)
        for name, metric in MONTHLY.items()
        if metric.company or not metric.in_segments
    }
)


class Statement(Evaluated):
    """Some months of every segment: paths are (months, segments, scenarios), without months where all are alike."""

    def __init__(self, paths: Paths, inputs: Inputs | InMonths, months: slice, names: tuple[str, ...]) -> None:
        """`names` are those that will be read."""
        super().__init__(inputs, AS_EARNED if paths.get("billings_collected") is paths["mrr"] else OF_SEGMENTS, inputs)
        self.update(paths)
        self.months = months
        self.work_out(self.declared.plan(names, paths))

    def line(self, name: str) -> Array:
        """A path, months first."""
        return by_month(self[name], self.months, (len(self.inputs.given.segments), 1))

    def other(self, name: str) -> Any:
        if name == "month":
            return np.arange(self.months.start + 1.0, self.months.stop + 1)[:, None, None]
        measure, _, variant = name.rpartition("_of_")
        if variant in VARIANTS:  # of what is not kept apart by the march, as of what it is made of
            equation = MONTHLY[measure].equation
            return equation(**{taken: self[f"{taken}_of_{variant}"] for taken in MONTHLY[measure].takes})
        return super().other(name)


class Company:
    """The company month by month: segments summed, less fixed costs, and what has added up since month 1."""

    def __init__(self, given: Given, names: Set[str], sums: Sequence[tuple[str, str]]) -> None:
        """`names` are its paths that will be read, `sums` what they are sums of: its own name, and that of segments."""
        self.names, self.sums = names, sums
        self.profit, self.cash = np.zeros(1), given.one("company.cash")
        months = given.scenario.horizon_months
        self.cumulative_profit = POOL.empty((months, given.size))  # of all months: payback looks back at it

    def of(self, months: slice, statement: Statement, sums: Paths) -> CompanyMonths:
        """Its paths in these months, (months, scenarios), some of which are summed over segments already."""
        company = CompanyMonths(statement.inputs, months, sums)
        segments = len(statement.inputs.given.segments)
        for name, of_segments in self.sums:
            company[name] = summed(statement[of_segments], segments)
        if "cumulative_profit" in self.names:
            cumulative = company["cumulative_profit"] = self.cumulative_profit[months]
            self.profit = _add_up(self.profit, company.line("operating_profit"), cumulative)
        if "cash" in self.names:
            has_profit = "operating_profit_of_segments" in company
            if has_profit and statement["cash_flow"] is statement["operating_profit"]:  # billed as it is earned
                company["cash_flow"] = company["operating_profit"]
            flow = company.line("cash_flow")
            cash = company["cash"] = np.empty((len(flow), statement.inputs.given.size))
            self.cash = _add_up(self.cash, flow, cash)
        return company


class CompanyMonths(Evaluated):
    """Some months of the company, (months, scenarios)."""

    def __init__(self, inputs: Inputs | InMonths, months: slice, sums: Paths) -> None:
        super().__init__(inputs, OF_COMPANY, sums)
        self.months = months

    def line(self, name: str) -> Array:
        """A path, months first."""
        return by_month(self[name], self.months, (1,))

    def other(self, name: str) -> Any:
        if name == "month":
            return np.arange(self.months.start + 1.0, self.months.stop + 1)[:, None]
        if name == "fixed_cost_growth_so_far":
            steady = PARTS[name].equation(
                month=self["month"], company_fixed_cost_growth=self["company_fixed_cost_growth"]
            )
            return steady if "company_fixed_cost_growth" not in self.inputs.dated else self._growth_so_far(steady)
        return super().other(name)

    def _growth_so_far(self, steady: Array) -> Array:
        """Of growth that changes: until then it is as steady as without the change, to the last bit."""
        assert isinstance(self.inputs, InMonths)
        every = self.inputs.inputs.path("company_fixed_cost_growth")[: self.months.stop]
        first = self.inputs.given.first_change(("fixed_cost_growth",))
        return np.where(self["month"] < first, steady, so_far(np.multiply, 1 + every)[self.months])


def by_month(value: Any, months: slice, shape: tuple[int, ...]) -> Array:
    """A value as a path, months first: one that is the same in every month is written out."""
    if isinstance(value, np.ndarray) and value.ndim > len(shape):
        return value
    same = np.asarray(plain(value), dtype=float)
    return np.broadcast_to(same, (months.stop - months.start, *np.broadcast_shapes(same.shape, shape)))


def _add_up(before: Array, path: Array, totals: Array) -> Array:
    """Writes what the total comes to in each month of a path, and gives the last."""
    np.add(before, path[0], out=totals[0])
    if len(path) > 1:
        totals[1:] = path[1:]
        np.add.accumulate(totals, axis=0, out=totals)
    last: Array = totals[-1]
    return last


def summed(value: Any, segments: int) -> Any:
    """Summed over segments: a path (months, segments, scenarios), or what is the same in every month."""
    if not isinstance(value, np.ndarray) or not value.ndim:
        return value * segments
    if segments == 1:
        return value[..., 0, :]
    shape = (*value.shape[:-2], segments, value.shape[-1])
    return np.add.reduce(value if value.shape == shape else np.broadcast_to(value, shape), axis=-2)
