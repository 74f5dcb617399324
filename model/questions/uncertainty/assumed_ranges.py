"""The ranges that are drawn from: those of the scenario, or else the same width about a few inputs of each segment."""

from __future__ import annotations

from model.parameters import SEGMENT, InputRange
from model.scenario import Scenario, Segment
from model.uncertain.draws import MOST_RANGES

WIDTH = 0.2  # either way, of the input; of a rate above a half, of what is missing to all
INPUTS = ("retention_rate", "expansion_rate", "new_accounts", "cac")
MOST_SEGMENTS = 5  # the largest


def drawn_from(scenario: Scenario) -> Scenario:
    """The scenario with ranges: its own as far as they can be drawn, or assumed ones where it has none."""
    if len(scenario.ranges) > MOST_RANGES:
        kept = dict(sorted(scenario.ranges.items())[:MOST_RANGES])
        pairs = tuple(row for row in scenario.correlations if row.a in kept and row.b in kept)
        return scenario.changed({"ranges": kept, "correlations": pairs})
    if scenario.ranges:
        return scenario
    return scenario.changed({"ranges": assumed(scenario), "correlations": ()})


def assumed(scenario: Scenario) -> dict[str, InputRange]:
    """Ranges for a scenario without any: an illustration of what ranges say."""
    largest = sorted(scenario.segments, key=lambda segment: -segment.acv * max(segment.accounts, segment.new_accounts))
    found = {}
    for segment in largest[:MOST_SEGMENTS]:
        for name in INPUTS:
            low, high = _around(segment, name)
            value = float(getattr(segment, name))
            if low < value < high and f"{segment.name}.{name}" not in scenario.changes_by_path:
                found[f"{segment.name}.{name}"] = InputRange(low=low, likely=value, high=high)
    return found


def _around(segment: Segment, name: str) -> tuple[float, float]:
    """The ends of an assumed range, within what is allowed."""
    value, parameter = float(getattr(segment, name)), SEGMENT[name]
    away = WIDTH * (1 - value if parameter.is_share and value > 0.5 else value)
    least, most = parameter.bounds or (value, value)
    return max(least, _rounded(value - away)), min(most, _rounded(value + away))


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")
