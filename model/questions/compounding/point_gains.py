"""What a point a year more of onboarding, retention and expansion adds, one at a time and all at once.

Renewal rate and expansion are raised by a point of what they come to in a year: a point of a monthly rate would be
twelve times as much as one of a yearly rate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from model.metrics import SUMMARY
from model.scenario import Scenario, Segment
from model.trace import Quantity, Trace, total
from model.whatif import Difference, WhatIf, in_a_sentence, vary
from model.wording import percent, shortest

POINT = 0.01
FIVE_POINTS = 0.05  # the step of the quoted claim about profit
YEAR = 12
LEVERS = {"cr5": "onboarding", "cr6": "renewal rate", "cr7": "expansion"}
MEASURES = ("revenue", "arr_end", "profit")
Changes = dict[str, float]


@dataclass(frozen=True)
class Gain:
    """What a what-if adds to each of MEASURES; `capped` where a rate has less room than the points asked."""

    name: str
    label: str
    by_measure: Mapping[str, Quantity]
    capped: bool = False

    @property
    def cells(self) -> tuple[Quantity, ...]:
        """Its gain in each of MEASURES, in their order."""
        return tuple(self.by_measure[name] for name in MEASURES)

    @property
    def revenue(self) -> Quantity:
        return self.by_measure["revenue"]


@dataclass(frozen=True)
class PointGains:
    """Single gains of the levers that have room, and, where there is any, their sum, all at once and the interaction.

    `retention` is the gain of five points of renewal rate, None where every customer renews already.
    """

    singles: tuple[Gain, ...]
    added: Gain | None
    combined: Gain | None
    interaction: Gain | None
    retention: Gain | None

    @property
    def shown(self) -> list[Gain]:
        """The rows of the table: the sum and the interaction only where there are several gains."""
        several = (self.added, self.combined, self.interaction) if len(self.singles) > 1 else ()
        return [*self.singles, *(gain for gain in several if gain), *([self.retention] if self.retention else [])]


def point_gains(trace: Trace) -> PointGains:
    """What points add for the company, in every segment that has room for them."""
    changes = {lever: change for lever in LEVERS if (change := one_point(trace.scenario, lever))}
    asked = {lever: (_label(trace.scenario, lever, POINT), change) for lever, change in changes.items()}
    asked["together"] = ("All at once", {path: value for change in changes.values() for path, value in change.items()})
    five = _renewing(trace.scenario, FIVE_POINTS)
    asked["five"] = (_label(trace.scenario, "cr6", FIVE_POINTS), five)
    gains = _gains(trace, {name: what for name, what in asked.items() if what[1]})
    singles, combined, retention = tuple(gains[lever] for lever in changes), gains.get("together"), gains.get("five")
    if combined is None:
        return PointGains((), None, None, None, retention)
    added = _named("added", "Single gains added", "Single gains in {}, added",
                   "The gains of one point each, added as if they had nothing to do with each other.",
                   lambda name: total(gain.by_measure[name] for gain in singles))  # fmt: skip
    interaction = _named("interaction", "Only by compounding", "By compounding: {}",
                         "All at once less the single gains: what comes only from one building on the other.",
                         lambda name: combined.by_measure[name] - added.by_measure[name])  # fmt: skip
    return PointGains(singles, added, combined, interaction, retention)


def _label(scenario: Scenario, lever: str, points: float) -> str:
    """'+5 pts of renewal rate', or how many there is room for: '+2.4 pts of renewal rate, up to 100%'."""
    room = _room(scenario, lever)
    most = min(points, room)
    capped = f", up to {percent(1)}" if most < points else ""
    return f"+{shortest(100 * most, 2)} {'pt' if most == POINT else 'pts'} of {LEVERS[lever]}{capped}"


def _room(scenario: Scenario, lever: str) -> float:
    """How far a rate can be raised in the segment with the least room of those that have any."""
    if lever == "cr7":
        return math.inf
    rates = [_a_year(segment.retention_rate, segment.renewal_months) if lever == "cr6" else segment.onboarding_rate
             for segment in scenario.segments]  # fmt: skip
    return min((round(1 - rate, 12) for rate in rates if rate < 1), default=0.0)


def _gains(trace: Trace, asked: Mapping[str, tuple[str, Changes]]) -> dict[str, Gain]:
    """What each what-if adds to the scenario, all in one call."""
    whatifs = [WhatIf(change, f": {label}", f"compounding.{name}.with") for name, (label, change) in asked.items()]
    rows = vary(trace.scenario, whatifs, summary=MEASURES) if whatifs else ()
    found = {}
    for row, (name, (label, _)) in zip(rows, asked.items(), strict=True):
        more = Difference(row, trace, label, f"compounding.{name}")
        points = FIVE_POINTS if name == "five" else POINT
        capped = name != "together" and _room(trace.scenario, "cr6" if name == "five" else name) < points
        found[name] = Gain(name, label, {measure: more.summary(measure) for measure in MEASURES}, capped)
    return found


def one_point(scenario: Scenario, lever: str) -> Changes:
    """One point a year more of a rate in each segment that has room for it; nothing where none has.

    CR7 = 1 + s u: a point of it is a point of s u, so u rises by a point over s.
    """
    if lever == "cr5":
        below = [segment for segment in scenario.segments if segment.onboarding_rate < 1]
        return {f"{segment.name}.onboarding_rate": min(1.0, segment.onboarding_rate + POINT) for segment in below}
    if lever == "cr6":
        return _renewing(scenario, POINT)
    expanding = [segment for segment in scenario.segments if segment.expansion_share > 0]
    rates = {f"{segment.name}.expansion_rate": _expanding(segment) for segment in expanding}
    bounds = {path: scenario.paths()[path].bounds for path in rates}
    return {path: rate for path, rate in rates.items() if (limit := bounds[path]) is None or rate <= limit[1]}


def _renewing(scenario: Scenario, points: float) -> Changes:
    """The renewal rate at which so many points more stay in a year, to 100% at most."""
    changes = {}
    for segment in scenario.segments:
        if segment.retention_rate < 1:
            a_year = min(1.0, _a_year(segment.retention_rate, segment.renewal_months) + points)
            changes[f"{segment.name}.retention_rate"] = a_year ** (segment.renewal_months / YEAR)
    return changes


def _expanding(segment: Segment) -> float:
    """The expansion with which a year grows by a point more."""
    step = segment.expansion_share * segment.expansion_rate
    a_year = _a_year(1 + step, segment.expansion_months) + POINT
    return float((a_year ** (segment.expansion_months / YEAR) - 1) / segment.expansion_share)


def _a_year(factor: float, months: int) -> float:
    """A factor over so many months, as the factor of a year."""
    return float(factor ** (YEAR / months))


def _named(name: str, label: str, words: str, definition: str, of_measure: Callable[[str], Quantity]) -> Gain:
    """A gain that is computed from other gains."""
    return Gain(name, label, {
        measure: of_measure(measure).named(
            f"compounding.{name}.{measure}", words.format(in_a_sentence(SUMMARY[measure].label)),
            unit=SUMMARY[measure].unit, good="up", definition=definition)
        for measure in MEASURES
    })  # fmt: skip
