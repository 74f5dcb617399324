"""What matters: how far each input alone moves a figure over a range."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from model.decide.domain import domain_of, numeric_paths
from model.decide.outcome import Outcome
from model.decide.tornado import Bar, Tornado, tornado
from model.labels import name
from model.parameters.declare import Range
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Strong, Trace

OWN, TENTH, PLAUSIBLE = "own", "tenth", "plausible"
NAMES = {OWN: "Your ranges", TENTH: "A tenth either way", PLAUSIBLE: "Plausible ranges"}
PART = 0.1
SPAN = "horizon_months"  # more months are more of everything


@dataclass(frozen=True, eq=False)
class Moved:
    """One input: its name, the ends of its range in words, the figure at both, and whether it turns in between."""

    bar: Bar
    name: str
    kind: str
    ends: tuple[str, str]
    figures: tuple[Quantity, Quantity]

    @property
    def turns(self) -> bool:
        return not self.bar.is_monotone


@dataclass(frozen=True, eq=False)
class Matters:
    """The figure as it is, and the inputs that move it, the widest first."""

    found: Tornado
    present: Quantity
    moved: tuple[Moved, ...]


def range_names(scenario: Scenario) -> dict[str, str]:
    """Over which ranges inputs can be moved: one's own first, where there are any."""
    return NAMES if scenario.ranges else {key: NAMES[key] for key in (TENTH, PLAUSIBLE)}


def ask(result: Result, _segment: int, outcome: Outcome, over: str) -> Matters:
    """What moves the outcome over these ranges."""
    scenario = result.scenario
    found = tornado(scenario, outcome, _ranges(scenario, over))
    bars = [bar for bar in found.bars if bar.domain.path != SPAN and _counts(scenario, bar, over)]
    trace = Trace(result)
    present = trace.summary(outcome.name) if outcome.name in trace.part.summary else trace.economics(outcome.name)
    return Matters(found, present, tuple(_moved(found, bar) for bar in bars))


def _ranges(scenario: Scenario, over: str) -> Mapping[str, Range]:
    if over == OWN:
        return {path: (row.low, row.high) for path, row in scenario.ranges.items()}
    return {path: _tenth(scenario, path) for path in numeric_paths(scenario)} if over == TENTH else {}


def _tenth(scenario: Scenario, path: str) -> Range:
    """A tenth lower and higher; of a share above a half, of what is missing to all."""
    domain = domain_of(scenario, path)
    away = PART * (1 - domain.value if domain.parameter.is_share and domain.value > 0.5 else abs(domain.value))
    low, high = domain.bounds
    return min(max(domain.value - away, low), high), min(max(domain.value + away, low), high)


def _counts(scenario: Scenario, bar: Bar, over: str) -> bool:
    return over != OWN or bar.domain.path in scenario.ranges


def _moved(found: Tornado, bar: Bar) -> Moved:
    scenario, domain = found.scenario, bar.domain
    figures = []
    for end in domain.plausible:
        place = min(range(len(bar.values)), key=lambda at: abs(bar.values[at] - end))
        figures.append(found.outcome.traced(found.ran[bar.places[place]]))
    low, high = (domain.written(end, scenario.currency) for end in domain.plausible)
    return Moved(bar, name(scenario, domain.path), domain.parameter.kind, (low, high), (figures[0], figures[1]))


def sentence(matters: Matters, over: str) -> Sentence:
    """What moves the figure most, and how far."""
    outcome = matters.found.outcome
    if not matters.moved:
        return (Strong(f"Nothing moves {outcome.in_a_sentence}."), " Choose another figure or wider ranges.")
    first, *rest = matters.moved
    low, high = first.figures
    said: Sentence = (Strong(f"{first.name} matters most."), f" {outcome.label} is ", matters.present, "; ")
    if math.isfinite(low.value) and math.isfinite(high.value):
        said += (f"at {first.ends[0]} it is ", low, f", at {first.ends[1]} ", high, ".")
    else:
        said += ("over its range it may have no value.",)
    return (*said, f" Next comes {rest[0].name}.") if rest else said
