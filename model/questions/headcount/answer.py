"""What does one CSM more or fewer do?

All figures are those of the segment in view: nothing outside it depends on its head count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from model.questions.headcount.best_head_count import Best, best
from model.questions.headcount.decision import Decision, decisions
from model.questions.headcount.flip_point import Flip, Map, flips, map_of
from model.questions.headcount.mechanisms import acting
from model.questions.headcount.proactive import Proactive, proactive
from model.questions.headcount.staffing_options import PAGE
from model.questions.headcount.words import answered, found_best, no_team
from model.result import Result
from model.trace import Quantity, Sentence, Trace


@dataclass(frozen=True, eq=False)
class HeadCount:
    """The answer. Without a given head count there is nothing to decide: no decisions, no best."""

    trace: Trace
    index: int
    sentence: Sentence
    figures: tuple[Quantity, ...]
    decisions: tuple[Decision, ...]
    flips: tuple[Flip, Flip] | None
    best: Best | None
    proactive: Proactive

    @property
    def segment(self) -> str:
        return self.trace.scenario.segments[self.index].name

    def decision(self, key: str) -> Decision:
        """The decision of this key; the first where there is none."""
        return self.same(key) or self.decisions[0]

    def same(self, key: str) -> Decision | None:
        """The decision of this key, None where there is none."""
        return next((one for one in self.decisions if one.option.key == key), None)

    def flips_of(self, decision: Decision) -> tuple[Flip, Flip]:
        if decision is self.decisions[0] and self.flips:
            return self.flips
        return flips(self.trace, self.index, decision.option)

    def map_of(self, decision: Decision, turns: tuple[Flip, Flip]) -> Map:
        """The decision over both inputs; `turns` are where it flips."""
        return map_of(self.trace, self.index, decision, turns[0])


def ask(result: Result, segment: int) -> HeadCount:
    """The answer for a result, with the segment at this place in view."""
    trace = Trace(result)
    own, fires = trace.by_segment[segment], proactive(trace, segment)
    if own.segment.staffing != "fixed":
        return HeadCount(trace, segment, no_team(own), _no_figures(trace, segment), (), None, None, fires)
    asked, optimum = decisions(trace, segment), best(trace, segment)
    first = asked[0]
    turns = flips(trace, segment, first.option)
    sentence = answered(own, first, turns[0], acts=bool(acting(own.segment)))
    return HeadCount(
        trace, segment, (*sentence, *found_best(optimum, own)),
        (first.net, first.crossing, turns[0].at, optimum.csms, _lowest(trace, segment)),
        asked, turns, optimum, fires,
    )  # fmt: skip


def turning(result: Result, segment: int, answer: HeadCount, key: str) -> tuple[tuple[Flip, Flip], Map]:
    """Where the decision of this key flips, and whether it pays all around."""
    decision = answer.decision(key)
    turns = answer.flips_of(decision)
    return turns, answer.map_of(decision, turns)


def _lowest(trace: Trace, index: int) -> Quantity:
    own = trace.by_segment[index]
    month = int(own.part.monthly["coverage"][:, 0].argmin()) + 1
    return own.month("coverage", month).named(
        f"{PAGE}.lowest", "Lowest coverage", unit="share", good="up", definition="Of all months of the horizon."
    )


def _no_figures(trace: Trace, index: int) -> tuple[Quantity, ...]:
    """CSMs of the first and the last month where they are hired to need; without a team there are none."""
    own = trace.by_segment[index]
    if own.segment.staffing == "none":
        return (Quantity(math.nan, reason="no_team").named(f"{PAGE}.csms", "CSMs", unit="people"),)
    return own.month("csms", 1), own.month("csms", own.months), own.summary("profit")
