"""Months put together to quarters or fiscal years (model, section 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model import months
from model.engine.batch import Array
from model.metrics import MONTHLY
from model.result import ResultPart
from model.scenario import Scenario

By = Literal["month", "quarter", "year"]
LENGTH: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12}
INCOMPLETE = " (in part)"  # after the name of a period that is not whole
WEIGHTED = ("load", "coverage")  # by the hours required


@dataclass(frozen=True)
class Period:
    """Some months in a row. It is incomplete where the horizon begins or ends within it."""

    first: int
    last: int
    complete: bool
    name: str


def periods(scenario: Scenario, by: By) -> list[Period]:
    """The months, quarters or fiscal years of the horizon; without a calendar they count from month 1."""
    length, horizon = LENGTH[by], scenario.horizon_months
    offset = months.of_calendar(1, scenario.start)[1] - scenario.fiscal_year_start if scenario.start else 0
    starts = [month for month in range(1, horizon + 1) if month == 1 or (offset + month - 1) % length == 0]
    ends = [start - 1 for start in starts[1:]] + [horizon]
    return [
        Period(first, last, last - first + 1 == length, _name(scenario, by, first, offset))
        for first, last in zip(starts, ends, strict=True)
    ]


def _name(scenario: Scenario, by: By, month: int, offset: int) -> str:
    """A name such as Q2 2027 or FY2027, after the year in which a fiscal year ends; quarter 2 without a calendar."""
    if by == "month":
        return months.name(month, scenario.start)
    if scenario.start is None:
        return f"{by} {(offset + month - 1) // LENGTH[by] + 1}"
    year, of_year = months.of_calendar(month, scenario.start)
    since = (of_year - scenario.fiscal_year_start) % 12
    ends = year + (of_year - since + 11 > 12)
    fiscal = f"FY{ends}" if scenario.fiscal_year_start > 1 else f"{ends}"
    return f"FY{ends}" if by == "year" else f"Q{since // 3 + 1} {fiscal}"


def by_period(part: ResultPart, name: str, found: Sequence[Period]) -> Array:
    """A measure in each period, (periods, scenarios): flows are summed, levels are those of the last month."""
    path = part.monthly[name]
    return np.stack([_of_period(part, name, path[period.first - 1 : period.last], period) for period in found])


def _of_period(part: ResultPart, name: str, values: Array, period: Period) -> Array:
    if name in WEIGHTED:
        hours = part.monthly["required_hours"][period.first - 1 : period.last]
        weights = np.where(hours.sum(axis=0) > 0, hours, 1.0)
        endless = np.isinf(values).any(axis=0)
        mean = (np.where(np.isinf(values), 0, values) * weights).sum(axis=0) / weights.sum(axis=0)
        weighted: Array = np.where(endless, np.inf, mean)
        return weighted
    of_period: Array = values.sum(axis=0) if is_flow(name) else values[-1]
    return of_period


def is_flow(name: str) -> bool:
    """Whether a measure adds up over months: all but what is there at the end of one."""
    return name not in LEVELS and name not in WEIGHTED


LEVELS = ("mrr", "contracted_mrr", "monthly_terms_mrr", *(
    name for name, metric in MONTHLY.items() if not metric.unit.endswith("/month")
))  # fmt: skip
