"""Results: paths by month and figures over the horizon, of a batch or of one scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from model.engine.batch import Array, Batch
from model.figures import Figure
from model.scenario import Scenario
from model.verdict import Verdict, cash_check, verdict_of


@dataclass
class ResultPart:
    """Of one segment or of the company: paths are (months, scenarios), figures (scenarios,).

    The company's unit economics are the blended LTV:CAC and payback of the verdict.
    """

    monthly: dict[str, Array] = field(default_factory=dict)
    layers: dict[str, dict[str, Array]] = field(default_factory=dict)
    summary: dict[str, Figure] = field(default_factory=dict)
    unit_economics: dict[str, Figure] = field(default_factory=dict)
    unit_economics_end: dict[str, Figure] = field(default_factory=dict)  # as of the last month, where inputs are dated

    def of_rows(self, rows: slice, months: int) -> ResultPart:
        """Some of the scenarios, as far as the longest of their horizons."""
        return ResultPart(
            _paths(self.monthly, rows, months),
            {layer: _paths(paths, rows, months) for layer, paths in self.layers.items()},
            {name: figure.of_rows(rows) for name, figure in self.summary.items()},
            {name: figure.of_rows(rows) for name, figure in self.unit_economics.items()},
        )


def _paths(paths: Mapping[str, Array], rows: slice, months: int) -> dict[str, Array]:
    return {name: path[:months, rows] for name, path in paths.items()}


@dataclass(frozen=True)
class BatchResult:
    """Results of a batch. Where horizons differ, paths hold nan after a scenario's last month."""

    batch: Batch
    total: ResultPart
    segments: Mapping[str, ResultPart]

    @property
    def monthly(self) -> dict[str, Array]:
        """Paths of the company, (months, scenarios)."""
        return self.total.monthly

    @property
    def summary(self) -> dict[str, Array]:
        """Figures of the company as plain values, nan where undefined, (scenarios,)."""
        return {name: figure.values for name, figure in self.total.summary.items()}

    def of_rows(self, rows: slice, batch: Batch) -> BatchResult:
        """Some of the scenarios, which are a batch of their own."""
        months = int(np.max(batch.columns.get("horizon_months", batch.base.horizon_months)))
        segments = {name: part.of_rows(rows, months) for name, part in self.segments.items()}
        return BatchResult(batch, self.total.of_rows(rows, months), segments)


@dataclass(frozen=True, eq=False)
class Result:
    """Everything about one scenario: a batch of one."""

    scenario: Scenario
    batch: BatchResult

    @property
    def total(self) -> ResultPart:
        return self.batch.total

    @property
    def segments(self) -> Mapping[str, ResultPart]:
        return self.batch.segments

    @cached_property
    def verdict_end(self) -> Verdict | None:
        """The verdict on the figures of the last month, where inputs have changed by then."""
        if not self.total.unit_economics_end:
            return None
        segments = {name: part.unit_economics_end for name, part in self.segments.items()}
        return verdict_of(self.scenario, self.total.unit_economics_end, segments)

    @cached_property
    def verdict(self) -> Verdict:
        segments = {name: part.summary | part.unit_economics for name, part in self.segments.items()}
        cash = cash_check(self.scenario, self.total.monthly, self.total.summary)
        return verdict_of(self.scenario, self.total.summary | self.total.unit_economics, segments, cash)
