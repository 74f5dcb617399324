"""An outcome: the figure that a decision is judged by, found by its name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.engine.batch import Array
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS, Metric
from model.problems import Problem, ScenarioError, suggest
from model.quantity import Quantity
from model.scenario import Scenario
from model.whatif import Row, Rows, in_a_sentence
from model.wording import formatted

BLENDED = ("ltv_cac", "payback_margin")  # figures of an account that the company has too


@dataclass(frozen=True)
class Outcome:
    """A figure of the company, or of a segment; of a month where it is a measure by month."""

    name: str
    segment: str = ""
    month: int | None = None

    @property
    def metric(self) -> Metric:
        return {**UNIT_ECONOMICS, **SUMMARY}[self.name] if self.month is None else MONTHLY[self.name]

    @property
    def key(self) -> str:
        """The name that finds it again: profit, SEGMENT/ltv_cac, cash@12."""
        owner, month = f"{self.segment}/" if self.segment else "", "" if self.month is None else f"@{self.month}"
        return f"{owner}{self.name}{month}"

    @property
    def label(self) -> str:
        month = "" if self.month is None else f", month {self.month}"
        return f"{self.metric.label}{month}{f' ({self.segment})' if self.segment else ''}"

    @property
    def lower_is_better(self) -> bool:
        return self.metric.good == "down"

    @property
    def asked(self) -> Mapping[str, Any]:
        """What has to be asked of `vary` for it."""
        economics = self.month is None and self.name not in SUMMARY
        names = () if economics else (self.name,)
        asked = {"summary" if self.month is None else "monthly": names, "by_segment": economics or bool(self.segment)}
        return asked | ({"economics": (self.name,)} if economics else {})

    def of(self, rows: Rows) -> Array:
        """Its value in each what-if, nan where it has none."""
        rows = rows.of_segment(self.segment) if self.segment else rows
        return rows.values(self.name) if self.month is None else rows.paths(self.name)[self.month - 1]

    def traced(self, row: Row) -> Quantity:
        """Its value in one what-if, as a number that can be opened."""
        row = row.of_segment(self.segment) if self.segment else row
        if self.month is not None:
            return row.month(self.name, self.month)
        return row.summary(self.name) if self.name in SUMMARY else row.economics(self.name)

    def written(self, value: float, currency: str) -> str:
        return formatted(value, self.metric.unit, currency)

    @property
    def in_a_sentence(self) -> str:
        return in_a_sentence(self.label)


def outcome_named(scenario: Scenario, key: str) -> Outcome:
    """The outcome of this name. Raises ScenarioError for one that the scenario does not have."""
    text, at, digits = key.rpartition("@")
    month = int(digits[:9]) if at and digits.isdecimal() else None
    segment, _, name = (key if month is None else text).rpartition("/")
    segments = [row.name for row in scenario.segments]
    if segment and segment not in segments:
        raise _refused(key, "is of no segment of this scenario", suggest(segment, segments))
    figures, monthly = _known(bool(segment))
    if name not in (*figures, *monthly):
        remedy = suggest(name, [*figures, *monthly]).replace("leave it out", "bowtie metrics lists the names")
        raise _refused(key, "is no figure of this scenario", remedy)
    if month is None and name in monthly and name not in figures:
        raise _refused(key, "is a measure of each month", f"add its month, as in {name}@{scenario.horizon_months}")
    if month is not None and name not in monthly:
        raise _refused(key, "is a figure of the whole horizon", "leave out the month")
    if month is not None and not 1 <= month <= scenario.horizon_months:
        raise _refused(key, "is not within the horizon", f"name a month from 1 to {scenario.horizon_months}")
    return Outcome(name, segment, month)


def finite_or_none(value: float) -> float | None:
    """A value as JSON has it; -0 is 0."""
    return float(value) + 0.0 if math.isfinite(value) else None


def _known(of_segment: bool) -> tuple[list[str], list[str]]:
    """The names of figures, and of measures by month: a segment's or the company's."""
    if of_segment:
        figures = [*(name for name, metric in SUMMARY.items() if metric.in_segments), *UNIT_ECONOMICS]
        return figures, [name for name, metric in MONTHLY.items() if metric.in_segments]
    return [*SUMMARY, *BLENDED], [name for name, metric in MONTHLY.items() if metric.in_total]


def _refused(key: str, problem: str, remedy: str) -> ScenarioError:
    return ScenarioError([Problem("--figure", key, problem, remedy)])
