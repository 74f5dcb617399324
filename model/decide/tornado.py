"""Tornado: what each input does to an outcome over its own plausible range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.decide.domain import Domain, at_value, checked_domain, domain_of, numeric_paths
from model.decide.outcome import Outcome, finite_or_none
from model.engine.batch import Array
from model.labels import name
from model.parameters.declare import Range
from model.problems import one_line
from model.scenario import Scenario
from model.tables import aligned
from model.whatif import Unlike, WhatIf, unlike
from model.wording import UNDEFINED

POINTS = 9  # over each range, and the present value: enough to see one that turns
ROUNDING = 1e-9  # of the figures: a smaller movement is none
MOST_SHOWN = 15  # bars in words


@dataclass(frozen=True)
class TornadoBar:
    """One input: the values that were tried, and the outcome at each of them."""

    domain: Domain
    values: tuple[float, ...]
    figures: Array
    places: range  # of its rows

    @property
    def ends(self) -> tuple[float, float]:
        """The outcome at the low and at the high end of the range."""
        low, high = self.domain.plausible
        places = [min(range(len(self.values)), key=lambda at: abs(self.values[at] - end)) for end in (low, high)]
        return float(self.figures[places[0]]), float(self.figures[places[1]])

    @property
    def swing(self) -> float:
        """From the lowest to the highest outcome, wherever in the range they are."""
        known = self.figures[np.isfinite(self.figures)]
        return float(np.ptp(known)) if len(known) else 0.0

    @property
    def is_monotone(self) -> bool:
        """Whether the outcome only rises, or only falls, over the range."""
        steps = np.diff(self.figures[np.isfinite(self.figures)])
        counted = steps[np.abs(steps) > ROUNDING * self.swing]
        return bool((counted > 0).all() or (counted < 0).all())


@dataclass(frozen=True)
class Tornado:
    """The inputs that move the outcome, the widest first, and those that move it nowhere in their range."""

    scenario: Scenario
    outcome: Outcome
    present: float
    bars: tuple[TornadoBar, ...]
    without_effect: tuple[str, ...]
    ran: Unlike


def tornado(scenario: Scenario, outcome: Outcome, ranges: Mapping[str, Range] | None = None,
            points: int = POINTS) -> Tornado:  # fmt: skip
    """Each input over its plausible range, or over the one of `ranges`, all in one call. Raises ScenarioError."""
    given = {path: checked_domain(scenario, path, "--range", ends) for path, ends in (ranges or {}).items()}
    domains = [given.get(path) or domain_of(scenario, path) for path in numeric_paths(scenario)]
    whatifs, tried = [WhatIf({})], []
    for domain in domains:
        values = domain.spread(points)
        tried.append((domain, values, range(len(whatifs), len(whatifs) + len(values))))
        whatifs += [at_value(scenario, domain.path, value) for value in values]
    ran = unlike(scenario, whatifs, **outcome.asked)
    figures = ran.values(outcome.of)
    bars = [TornadoBar(domain, tuple(values), figures[places], places) for domain, values, places in tried]
    present = float(figures[0])
    least = ROUNDING * max(abs(present), 1.0) if np.isfinite(present) else 0.0
    moving = sorted((bar for bar in bars if bar.swing > least), key=lambda bar: -bar.swing)
    still = tuple(bar.domain.path for bar in bars if bar.swing <= least)
    return Tornado(scenario, outcome, present, tuple(moving), still, ran)


def as_json(found: Tornado) -> dict[str, Any]:
    """Bars from the widest to the narrowest."""
    return {
        "figure": found.outcome.key,
        "present": finite_or_none(found.present),
        "bars": [_bar(bar) for bar in found.bars],
        "without_effect": list(found.without_effect),
    }


def _bar(bar: TornadoBar) -> dict[str, Any]:
    low, high = bar.domain.plausible
    at_low, at_high = bar.ends
    return {
        "path": bar.domain.path,
        "kind": bar.domain.parameter.kind,
        "present": bar.domain.value,
        "low": low,
        "high": high,
        "at_low": finite_or_none(at_low),
        "at_high": finite_or_none(at_high),
        "swing": bar.swing,
        "monotone": bar.is_monotone,
        "values": list(bar.values),
        "figures": [finite_or_none(value) for value in bar.figures.tolist()],
    }


def as_lines(found: Tornado) -> str:
    """The widest bars as a table, ends with their values."""
    currency, outcome = found.scenario.currency, found.outcome
    rows = [_row(found, bar) for bar in found.bars[:MOST_SHOWN]]
    if not rows:
        return f"No input moves {outcome.in_a_sentence} over its plausible range.\n"
    lines = [f"{outcome.label} is {outcome.written(found.present, currency)}. What moves it most:", ""]
    lines += aligned([("Input", "from", "to", "low end", "high end", ""), *rows], numbers=True)
    if more := len(found.bars) - len(rows):
        lines += ["", f"{more} more inputs move it less; --json has them all."]
    return "\n".join(lines) + "\n"


def _row(found: Tornado, bar: TornadoBar) -> Sequence[str]:
    currency, (low, high) = found.scenario.currency, bar.domain.plausible
    ends = [found.outcome.written(value, currency) if np.isfinite(value) else UNDEFINED for value in bar.ends]
    label = one_line(name(found.scenario, bar.domain.path))
    turns = "" if bar.is_monotone else "turns within its range"
    return (label, bar.domain.written(low, currency), bar.domain.written(high, currency), *ends, turns)
