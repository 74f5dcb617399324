"""The fully served rate that explains an observed retention: CR6(E) = CR6 - min(q, CR6) (1 - E)^k, solved for CR6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from model.parameters import SEGMENT
from model.problems import problems_of
from model.response import NEGLECT_TOLERANCE
from model.scenario import Scenario
from model.simulate import run
from model.trace import Quantity, Sentence, Trace, Variants, constant
from model.trace.account import kept_per_renewal
from model.trace.lookup import SegmentTrace, given
from model.trace.month import engagement_before

KEY = "headcount.match"
DIGITS = 12  # after the point, of the rate that is set
A_RENEWAL = "share per renewal"


@dataclass(frozen=True)
class Matched:
    """The answer. `rate` is the fully served rate, above 1 where no rate explains what is observed.

    `highest` is the highest retention that these CSMs can be observed with; `changes` is what "Set it" writes, by
    PATH: empty where the rate is not reachable or the scenario does not take it.
    """

    sentence: Sentence
    coverage: Quantity
    rate: Quantity
    highest: Quantity
    changes: Mapping[str, Any] = field(default_factory=dict)


def served(trace: Trace, segment: int) -> Quantity:
    """Retention of today's book as the scenario has it: what is observed if the scenario is right."""
    return kept_per_renewal(trace.by_segment[segment])


def matched(trace: Trace, segment: int, csms: float, observed: float) -> Matched:
    """For so many CSMs today, and such a retention per renewal of the book as they have served it so far."""
    scenario, name = trace.scenario, trace.names[segment]
    team = {f"{name}.csms": csms, f"{name}.staffing": "fixed"}
    today = scenario.changed(team | {f"{name}.staff_changes": []})
    own = Trace(run(today), f"{KEY}:").by_segment[segment]
    solved = _Solved(own, observed)
    sentence = solved.sentence()
    if not solved.reachable:
        return Matched(sentence, solved.coverage, solved.rate, solved.highest)
    path, value = f"{name}.retention_rate", min(1.0, round(solved.rate.value, DIGITS))
    changes = {one: new for one, new in {**team, path: value}.items() if new != scenario.value(one)}
    if problem := _refused(scenario, changes):
        return Matched((*sentence, f" It cannot be set: {problem}."), solved.coverage, solved.rate, solved.highest)
    if trace.by_segment[segment].segment.staffing != "fixed":
        sentence = (*sentence, " To set it makes staffing fixed.")
    checked = _checked(today, own, path, value)
    return Matched(sentence, solved.coverage, solved.confirmed(checked), solved.highest, changes)
