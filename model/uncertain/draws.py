"""Draws of all uncertain inputs at once: scrambled Sobol points, made normal, correlated, spread over the ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.decide.domain import domain_of
from model.engine.batch import Array, Batch
from model.parameters.declare import Range
from model.problems import Problem, ScenarioError
from model.range_rules import correlation_matrix
from model.scenario import Scenario
from model.uncertain.shapes import Spread, spread_of

MOST_RANGES = 100
HALF = 2.0**-31  # half of what lies between two points of 30 bits, so that none is 0 or 1
PIVOT = 1e-12  # below it an input is told by those before it


@dataclass(frozen=True)
class Draws:
    """`count` draws of the inputs that have a range, in the order of their PATHs; the same ones on every machine."""

    scenario: Scenario
    count: int
    seed: int = 0

    def __post_init__(self) -> None:
        if len(self.scenario.ranges) > MOST_RANGES:
            raise _refused("ranges", f"are given for {len(self.scenario.ranges)} inputs", f"keep at most {MOST_RANGES}")

    @cached_property
    def paths(self) -> list[str]:
        return sorted(self.scenario.ranges)

    @cached_property
    def spreads(self) -> dict[str, Spread]:
        """How each input spreads."""
        known, ranges = self.scenario.paths(), self.scenario.ranges
        return {path: spread_of(ranges[path], known[path], self._allowed(path)) for path in self.paths}

    def _allowed(self, path: str) -> Range:
        given = self.scenario.ranges[path]
        return domain_of(self.scenario, path, "ranges", (given.low, given.high)).bounds

    @cached_property
    def _factor(self) -> Array:
        return lower_factor(correlation_matrix(self.paths, self.scenario.correlations))

    def normal(self, start: int, stop: int) -> Array:
        """Standard normal numbers behind the draws start..stop-1, correlated, (draws, inputs)."""
        from scipy.special import ndtri

        independent = ndtri(self._points(start, stop))
        return np.asarray(np.einsum("dj,ij->di", independent, self._factor))

    def columns(self, start: int, stop: int) -> dict[str, Array]:
        """The values of each input in the draws start..stop-1."""
        if not self.paths:
            return {}
        behind = self.normal(start, stop)
        values = {path: self.spreads[path].at(behind[:, place]) for place, path in enumerate(self.paths)}
        return fitting(self.scenario, values)

    @cached_property
    def are_alike(self) -> bool:
        """Whether no input has more than one value, so that every draw is the same."""
        return all(spread.low == spread.high for spread in self.spreads.values())

    @cached_property
    def certain(self) -> Scenario:
        """The scenario with the inputs whose range is one value at that value."""
        fixed = {path: spread.likely for path, spread in self.spreads.items() if spread.low == spread.high}
        whole = {path: int(value) if self.spreads[path].whole else value for path, value in fixed.items()}
        return self.scenario.changed(whole) if whole else self.scenario

    def batch(self, start: int, stop: int) -> Batch:
        """The draws start..stop-1 as scenarios; just one where all are alike."""
        return Batch(self.certain) if self.are_alike else self.batch_of(self.columns(start, stop))

    def batch_of(self, columns: Mapping[str, Array]) -> Batch:
        """Scenarios with these values of inputs; what has but one value has that."""
        fixed = {path for path, spread in self.spreads.items() if spread.low == spread.high}
        return Batch(self.certain, {path: values for path, values in columns.items() if path not in fixed})

    def _points(self, start: int, stop: int) -> Array:
        from scipy.stats import qmc

        points = qmc.Sobol(len(self.paths), scramble=True, rng=np.random.default_rng(self.seed))
        if start:
            points.fast_forward(start)
        return np.asarray(points.random(stop - start) + HALF)


def fitting(scenario: Scenario, values: dict[str, Array]) -> dict[str, Array]:
    """The values with those that do not go together brought together: at most what renews can be at risk."""
    if scenario.expansion_base != "starting":
        return values
    for segment in scenario.segments:
        at_risk, retention = f"{segment.name}.retention_at_risk", values.get(f"{segment.name}.retention_rate")
        if at_risk in values and retention is not None:
            values[at_risk] = np.minimum(values[at_risk], np.maximum(0.0, retention - 0.5))
    return values


def lower_factor(matrix: Array) -> Array:
    """The lower triangle whose product with itself is the matrix, in an order of sums that no machine changes."""
    size = len(matrix)
    factor = np.zeros((size, size))
    for row in range(size):
        for column in range(row + 1):
            rest = float(matrix[row, column])
            for before in range(column):
                rest -= float(factor[row, before]) * float(factor[column, before])
            if row == column:
                factor[row, row] = np.sqrt(max(rest, 0.0)) if rest > PIVOT else 0.0
            elif factor[column, column]:
                factor[row, column] = rest / factor[column, column]
    return factor


def _refused(path: str, problem: str, remedy: str) -> ScenarioError:
    return ScenarioError([Problem("uncertainty", path, problem, remedy)])
