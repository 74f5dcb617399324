"""What a point more of onboarding, retention and expansion adds, one at a time and all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from model.metrics import SUMMARY
from model.scenario import Scenario
from model.trace import Quantity, Trace, total
from model.whatif import Difference, WhatIf, in_a_sentence, vary

POINT = 0.01
FIVE_POINTS = 0.05  # the step of the quoted claim about profit
LEVERS = {"cr5": "CR5", "cr6": "CR6", "cr7": "CR7"}
MEASURES = ("revenue", "arr_end", "profit")
Changes = dict[str, float]


@dataclass(frozen=True)
class Gain:
    """What a what-if adds to each of MEASURES."""

    name: str
    label: str
    by_measure: Mapping[str, Quantity]

    @property
    def cells(self) -> tuple[Quantity, ...]:
        """One for each of MEASURES, in their order."""
        return tuple(self.by_measure[name] for name in MEASURES)

    @property
    def revenue(self) -> Quantity:
        return self.by_measure["revenue"]


@dataclass(frozen=True)
class PointGains:
    """Single gains of the levers that have room, and, where there is any, their sum, all at once and the interaction.

    `retention` is the gain of five points of CR6, None where every account renews already.
    """

    singles: tuple[Gain, ...]
    added: Gain | None
    together: Gain | None
    interaction: Gain | None
    retention: Gain | None

    @property
    def shown(self) -> list[Gain]:
        """As a table has them: the sum and the interaction only where there are several."""
        several = (self.added, self.together, self.interaction) if len(self.singles) > 1 else ()
        return [*self.singles, *(gain for gain in several if gain), *([self.retention] if self.retention else [])]


def point_gains(trace: Trace) -> PointGains:
    """Of the company: points are added in every segment that has room for them."""
    changes = {lever: change for lever in LEVERS if (change := one_point(trace.scenario, lever))}
    asked = {lever: (f"+1 point of {LEVERS[lever]}", change) for lever, change in changes.items()}
    asked["together"] = (
        "All of them together",
        {path: one for change in changes.values() for path, one in change.items()},
    )
    asked["five"] = ("+5 points of CR6", _raised(trace.scenario, "retention_rate", FIVE_POINTS))
    gains = _gains(trace, {name: what for name, what in asked.items() if what[1]})
    singles, together, retention = tuple(gains[lever] for lever in changes), gains.get("together"), gains.get("five")
    if together is None:
        return PointGains((), None, None, None, retention)
    added = _named("added", "Single effects added", "Single effects on {}, added",
                   "The gains of one point each, added as if they had nothing to do with each other.",
                   lambda name: total(gain.by_measure[name] for gain in singles))  # fmt: skip
    interaction = _named("interaction", "Only by interaction", "Interaction: {}",
                         "All of them together less their single effects: "
                         "what only their working on each other brings.",
                         lambda name: together.by_measure[name] - added.by_measure[name])  # fmt: skip
    return PointGains(singles, added, together, interaction, retention)


def _gains(trace: Trace, asked: Mapping[str, tuple[str, Changes]]) -> dict[str, Gain]:
    """What each what-if adds to the scenario, all in one call."""
    whatifs = [WhatIf(change, f": {label}", f"compounding.{name}.with") for name, (label, change) in asked.items()]
    rows = vary(trace.scenario, whatifs, summary=MEASURES) if whatifs else ()
    found = {}
    for row, (name, (label, _)) in zip(rows, asked.items(), strict=True):
        more = Difference(row, trace, label, f"compounding.{name}")
        found[name] = Gain(name, label, {measure: more.summary(measure) for measure in MEASURES})
    return found


def one_point(scenario: Scenario, lever: str) -> Changes:
    """One point more of a conversion rate in each segment that has room for it; nothing where none has.

    CR7 = 1 + s u: a point of it is a point of s u, so u rises by a point over s.
    """
    if lever == "cr5":
        return _raised(scenario, "onboarding_rate", POINT)
    if lever == "cr6":
        return _raised(scenario, "retention_rate", POINT)
    expanding = [segment for segment in scenario.segments if segment.expansion_share > 0]
    rates = {f"{one.name}.expansion_rate": one.expansion_rate + POINT / one.expansion_share for one in expanding}
    bounds = {path: scenario.paths()[path].bounds for path in rates}
    return {path: rate for path, rate in rates.items() if (limit := bounds[path]) is None or rate <= limit[1]}


def _raised(scenario: Scenario, name: str, points: float) -> Changes:
    """A share raised in each segment where it is below 1, to 1 at most."""
    below = [segment for segment in scenario.segments if getattr(segment, name) < 1]
    return {f"{one.name}.{name}": min(1.0, getattr(one, name) + points) for one in below}


def _named(name: str, label: str, words: str, definition: str, of_measure: Callable[[str], Quantity]) -> Gain:
    """A gain that is made of others."""
    return Gain(name, label, {
        measure: of_measure(measure).named(
            f"compounding.{name}.{measure}", words.format(in_a_sentence(SUMMARY[measure].label)),
            unit=SUMMARY[measure].unit, good="up", definition=definition)
        for measure in MEASURES
    })  # fmt: skip
