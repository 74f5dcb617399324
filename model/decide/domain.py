"""Where an input may go: its plausible range, and what is allowed beside the other inputs of the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from model.effects import acting_value
from model.engine.batch import Array
from model.parameters import Parameter
from model.parameters.declare import Range
from model.problems import Problem, ScenarioError, suggest
from model.scenario import RATIOS, STARTING_LIMITS, TABLES, Scenario, billing_periods
from model.slider_ranges import slider_range
from model.terms import carried
from model.whatif import WhatIf
from model.wording import formatted

A_DECADE = 8  # values that are tried of each power of ten
DECADES = 6  # below the plausible range, where nothing is too small


@dataclass(frozen=True)
class Domain:
    """One input: where it stands, what is plausible, and the least and most that the scenario allows.

    `steps` is every value there is of a choice or of a whole number, None where anything between may stand.
    """

    path: str
    parameter: Parameter
    value: float
    plausible: Range
    bounds: Range
    steps: Sequence[float] | None

    def may_be(self, value: float) -> bool:
        """Whether the input may have this value: some are nothing, or at least so much."""
        return not 0 < value < (self.parameter.least_above_zero or 0)

    def allowed(self, values: Array) -> Array:
        """The values, those that the input may not have at the nearest that it may."""
        least = self.parameter.least_above_zero or 0.0
        within = np.clip(values, *self.bounds)
        return np.where((within > 0) & (within < least), np.where(within < least / 2, 0.0, least), within)

    def spread(self, count: int) -> list[float]:
        """So many values over the plausible range, and the one that it has; of steps those in the range."""
        low, high = self.plausible
        if self.steps is None:
            return sorted({*filter(self.may_be, np.linspace(low, high, count).tolist()), self.value})
        inside = [step for step in self.steps if low <= step <= high]
        places = np.linspace(0, len(inside) - 1, count).round().astype(int).tolist() if inside else []
        return sorted({*(inside[place] for place in places), self.value})

    def even(self, count: int) -> list[float]:
        """So many values from one end of the plausible range to the other, as far apart; steps as they are."""
        low, high = self.plausible
        if self.steps is not None:
            return [step for step in self.steps if low <= step <= high]
        return [*filter(self.may_be, np.linspace(low, high, count).tolist())] if low < high else [low]

    def over_decades(self) -> list[float]:
        """Values up to the bounds, so many of each power of ten away from the plausible range."""
        (low, high), (least, most) = self.plausible, self.bounds
        unit = (high - low) / 10**DECADES or 10.0**-DECADES
        return sorted({*filter(self.may_be, (*_away(high, most, unit), *_away(low, least, unit)))})

    def written(self, value: float, currency: str) -> str:
        return formatted(value, self.parameter.unit, currency)


def domain_of(scenario: Scenario, path: str, where: str = "--vary", plausible: Range | None = None) -> Domain:
    """Where the input at this PATH may go. Raises ScenarioError where it is no number of this scenario."""
    known = scenario.paths()
    if path not in known:
        raise ScenarioError([Problem(where, path, "is no input of this scenario", suggest(path, known))])
    parameter = known[path]
    if not parameter.numeric:
        raise ScenarioError([Problem(where, path, "is no number", "name an input that is one")])
    value = float(acting_value(scenario, path))
    low, high = _bounds(scenario, path, parameter)
    if plausible is None:
        plausible = slider_range(scenario, path)[:2]
    within = (min(max(plausible[0], low), high), min(max(plausible[1], low), high))
    return Domain(path, parameter, value, within, (low, high), _steps(scenario, path, parameter, (low, high)))


def checked_domain(scenario: Scenario, path: str, where: str, ends: Range | None) -> Domain:
    """The input over a range of the user's own, if there is one. Raises ScenarioError where it is not allowed."""
    domain = domain_of(scenario, path, where, ends)
    if ends is not None and domain.plausible != ends:
        low, high = domain.bounds
        problem = f"goes from {ends[0]:g} to {ends[1]:g}"
        raise ScenarioError([Problem("--range", path, problem, f"keep it within {low:g} to {high:g}")])
    return domain


def changes_at(scenario: Scenario, values: Mapping[str, float]) -> dict[str, Any]:
    """These values as changes: a new term takes along the rates that keep their yearly meaning, and the billing."""
    return {**carried(scenario, values), **scenario.adjustments(values), **values}


def at_value(scenario: Scenario, path: str, value: float) -> WhatIf:
    """One input set to a value, with what changes along."""
    parameter = scenario.paths()[path]
    words = f"at {parameter.label} = {formatted(value, parameter.unit, scenario.currency)}"
    return WhatIf(changes_at(scenario, {path: value}), words, f"whatif.{path}={value}")


def numeric_paths(scenario: Scenario) -> list[str]:
    """Every input that is one number, but for the limits of the guidelines: they move no figure."""
    return [
        path
        for path, parameter in scenario.paths().items()
        if parameter.numeric and parameter.kind != "text" and not path.startswith("guidelines.")
    ]


def _bounds(scenario: Scenario, path: str, parameter: Parameter) -> Range:
    """The least and most that the scenario allows beside its other inputs."""
    if parameter.bounds is None:
        assert parameter.choices is not None
        low, high = float(min(parameter.choices)), float(max(parameter.choices))
    else:
        low, high = parameter.bounds
    table, _, name = path.rpartition(".")
    if table in ("", *TABLES):
        return low, high
    segment = scenario.segment(table)
    if name == "csms":
        left = accumulate(row.change for row in sorted(segment.staff_changes, key=lambda row: row.month))
        low = max(low, -min(left, default=0.0))
    if (
        segment.staffing == "ratio"
        and name in RATIOS
        and not any(getattr(segment, ratio) for ratio in RATIOS if ratio != name)
    ):
        low = parameter.least_above_zero or low
    if scenario.expansion_base == "starting":
        limits = {limited: (least, most) for limited, least, most in STARTING_LIMITS}
        least, most = limits.get(name, (low, high))
        unserved, _ = limits["unserved_retention"]
        if name == "retention_rate":
            least = max(least, unserved + min(segment.retention_at_risk, segment.retention_rate))
        if name == "retention_at_risk":
            most = max(0.0, segment.retention_rate - unserved)
        if name == "month_to_month_retention":
            least, most = limits["monthly_terms_retention"]
        low, high = max(low, least), min(high, most)
    return low, high


def _steps(scenario: Scenario, path: str, parameter: Parameter, bounds: Range) -> list[float] | None:
    """Every value that the input may have beside the others, where they can be counted."""
    low, high = bounds
    if path.endswith(".billing_months"):
        return [float(months) for months in billing_periods(scenario.segment(path.rpartition(".")[0]).renewal_months)]
    if parameter.choices is not None:
        return [float(choice) for choice in parameter.choices]
    return np.arange(np.ceil(low), np.floor(high) + 1).tolist() if parameter.whole else None


def _away(start: float, end: float, unit: float) -> list[float]:
    """From one value away to another, in steps that grow by decades, both included."""
    distance = abs(end - start)
    if distance <= unit:
        return [start, end]
    count = int(np.ceil(np.log10(distance / unit) * A_DECADE)) + 1
    steps = np.geomspace(unit, distance, count)[:-1]
    return [start, *(start + np.sign(end - start) * steps).tolist(), end]
