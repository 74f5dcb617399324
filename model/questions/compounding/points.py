"""What a point more of onboarding, retention and expansion adds, one at a time and all together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.metrics import SUMMARY
from model.scenario import Scenario
from model.trace import Quantity, Trace, Variants, total

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
class Points:
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


def points(trace: Trace) -> Points:
    """Of the company: points are added in every segment that has room for them."""
    scenario = trace.scenario
    changes = {lever: one for lever in LEVERS if (one := one_point(scenario, lever))}
    five = _raised(scenario, "retention_rate", FIVE_POINTS)
    asked = [*changes.values(), *([_all(changes)] if changes else []), *([five] if five else [])]
    if not asked:
        return Points((), None, None, None, None)
    variants = Variants(scenario, asked, summary=MEASURES)
    singles = tuple(
        _gain(trace, variants, row, lever, f"+1 point of {LEVERS[lever]}") for row, lever in enumerate(changes)
    )
    retention = _gain(trace, variants, len(asked) - 1, "five", "+5 points of CR6") if five else None
    if not singles:
        return Points((), None, None, None, retention)
    together = _gain(trace, variants, len(singles), "together", "All of them together")
    added = Gain("added", "Single effects added", {
        name: total(gain.by_measure[name] for gain in singles).named(
            f"compounding.added.{name}", f"Single effects on {_words(name)}, added", unit=SUMMARY[name].unit, good="up",
            definition="The gains of one point each, added as if they had nothing to do with each other.")
        for name in MEASURES
    })  # fmt: skip
    return Points(singles, added, together, _interaction(together, added), retention)


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


def _all(changes: Mapping[str, Changes]) -> Changes:
    return {path: value for change in changes.values() for path, value in change.items()}


def _gain(trace: Trace, variants: Variants, row: int, name: str, label: str) -> Gain:
    return Gain(name, label, {
        measure: (
            variants.summary(measure, row, f"compounding.{name}.{measure}.with", f"{SUMMARY[measure].label}: {label}")
            - trace.summary(measure)
        ).named(
            f"compounding.{name}.{measure}", f"{label}: {_words(measure)}", unit=SUMMARY[measure].unit, good="up",
            definition="What it adds to the scenario as it stands, everything else unchanged.")
        for measure in MEASURES
    })  # fmt: skip


def _interaction(together: Gain, added: Gain) -> Gain:
    return Gain("interaction", "Only by interaction", {
        name: (together.by_measure[name] - added.by_measure[name]).named(
            f"compounding.interaction.{name}", f"Interaction: {_words(name)}", unit=SUMMARY[name].unit, good="up",
            definition="All of them together less their single effects: what only their working on each other brings.")
        for name in MEASURES
    })  # fmt: skip


def _words(measure: str) -> str:
    label = SUMMARY[measure].label
    return label if label.startswith("ARR") else label.lower()
