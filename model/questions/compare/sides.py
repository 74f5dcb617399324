"""The scenarios that are compared: the open one, its baseline, and what the reader has added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.answers import BASELINE, SCENARIO, Asked
from model.decide.outcome import BLENDED, Outcome
from model.decide.unlike_inputs import Differing, alike_named, differing
from model.engine.simulate import run
from model.metrics import SUMMARY
from model.parameters import SEGMENT
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Trace
from model.uncertain.deciding import FACTORS

COMPARED = "compared"  # among what was chosen: the scenarios that the reader has added
MOST = 6  # scenarios: more lines cannot be told apart
FIGURES = (*SUMMARY, *BLENDED)


@dataclass(frozen=True)
class Entry:
    """A scenario by its name and a key of its own."""

    key: str
    name: str
    scenario: Scenario


@dataclass(frozen=True, eq=False)
class Side:
    """A scenario as it ran."""

    key: str
    name: str
    result: Result
    trace: Trace

    @property
    def scenario(self) -> Scenario:
        return self.result.scenario

    def figure(self, name: str) -> Quantity:
        """A figure of the company."""
        return self.trace.summary(name) if name in SUMMARY else self.trace.economics(name)

    def value(self, outcome: Outcome) -> Quantity:
        return self.figure(outcome.name)


@dataclass(frozen=True, eq=False)
class Comparison:
    """The base and the others, the inputs in which they differ, and the names of those in another currency."""

    base: Side
    others: tuple[Side, ...]
    differs: tuple[Differing, ...]
    left_out: tuple[str, ...]

    @property
    def sides(self) -> tuple[Side, ...]:
        return self.base, *self.others

    def side(self, key: str) -> Side:
        """The one of this key, or else the first that is not the base."""
        return next((side for side in self.others if side.key == key), (*self.others, self.base)[0])


def entries(asked: Asked) -> list[Entry]:
    """What can be compared, the usual base first. The open scenario alone is compared with other paces of growth."""
    baseline = asked.results.get(BASELINE)
    found = [] if baseline is None else [Entry(BASELINE, "Baseline", baseline.scenario)]
    found += [Entry(SCENARIO, asked.scenario.name, asked.scenario), *asked.chosen.get(COMPARED, ())]
    if len(found) == 1:
        found += asked.find(paces)
    seen = Counter[str]()
    for place, entry in enumerate(found):
        seen[entry.name] += 1
        if (count := seen[entry.name]) > 1:
            found[place] = replace(entry, name=f"{entry.name} ({count})")
    return found


def paces(result: Result, _segment: int) -> tuple[Entry, ...]:
    """The same company with more and with fewer new customers; nothing where nobody signs."""
    scenario = result.scenario
    found = []
    for action, factor in FACTORS.items():
        changes = {
            f"{segment.name}.{key}": min(getattr(segment, key) * factor, (SEGMENT[key].bounds or (0.0, 0.0))[1])
            for segment in scenario.segments for key in ("new_accounts", "new_accounts_step") if getattr(segment, key)
        }  # fmt: skip
        if factor != 1 and changes:
            found.append(Entry(action, action.capitalize(), scenario.changed(changes)))
    return tuple(found)


def compared(result: Result, _segment: int, given: Sequence[Entry], base: str) -> Comparison:
    """Every scenario of the base's currency as it runs, its segments called as the base's."""
    first = next(entry for entry in given if entry.key == base)
    rest = [entry for entry in given if entry.key != base]
    fitting = [entry for entry in rest if entry.scenario.currency == first.scenario.currency]
    named = alike_named([first.scenario, *(entry.scenario for entry in fitting)])
    sides = [
        _side(entry, result if scenario is result.scenario else run(scenario))
        for entry, scenario in zip((first, *fitting), named, strict=True)
    ]
    left_out = tuple(entry.name for entry in rest if entry not in fitting)
    return Comparison(sides[0], tuple(sides[1:]), tuple(differing(named)), left_out)


def _side(entry: Entry, result: Result) -> Side:
    """The numbers of the open scenario are those of every other page; those of the others have keys of their own."""
    return Side(entry.key, entry.name, result, Trace(result, "" if entry.key == SCENARIO else f"compare.{entry.key}:"))
