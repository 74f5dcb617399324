"""What does one more or one fewer CSM change?

A decision in one segment is told by that segment's profit, one in several by the company's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from model.questions.headcount.best_headcount import Best, best
from model.questions.headcount.decision import Decision, decisions
from model.questions.headcount.decision_horizons import HorizonRow, horizons
from model.questions.headcount.decision_words import answered, no_team
from model.questions.headcount.flip_point import Flip, Map, flips, map_of
from model.questions.headcount.proactive import Proactive, proactive
from model.questions.headcount.staffing_options import PAGE, Move, staffing_options
from model.result import Result
from model.trace import Quantity, Sentence, Trace
from model.whatif import together


@dataclass(frozen=True, eq=False)
class Headcount:
    """The answer about the decision in view.

    Without a fixed headcount there is no decision, and nothing that hangs on it. `best` is None where nobody responds
    to service: the cheapest team says nothing then.
    """

    trace: Trace
    index: int
    sentence: Sentence
    figures: tuple[Quantity, ...]
    proactive: Proactive
    decisions: tuple[Decision, ...] = ()
    decision: Decision | None = None
    flips: tuple[Flip, Flip] | None = None
    horizons: tuple[HorizonRow, ...] = ()
    best: Best | None = None

    @property
    def segment(self) -> str:
        return self.trace.scenario.segments[self.index].name

    def same(self, key: str) -> Decision | None:
        """The decision of this key, None where there is none."""
        return next((decision for decision in self.decisions if decision.option.key == key), None)

    def map(self) -> Map | None:
        """The decision in view over both inputs; None where it touches several segments or nobody takes time."""
        if self.decision is None or self.flips is None or len(self.decision.option.segments) > 1:
            return None
        if not self.decision.takes_hours:
            return None
        return map_of(self.trace, self.decision, self.flips[0])


def ask(result: Result, segment: int, view: str = "", moves: Sequence[Move] = ()) -> Headcount:
    """The answer for a result, with the segment at this place and the decision of this key in view.

    `moves` are hires and cuts that the reader has chosen. Where there is no such decision the first one is in view.
    """
    trace = Trace(result)
    state, options = trace.by_segment[segment], staffing_options(result.scenario, segment, moves)
    fires = proactive(trace, segment)
    if not options:
        return Headcount(trace, segment, no_team(state), _no_figures(trace, segment), fires)
    place = next((place for place, option in enumerate(options) if option.key == view), 0)
    questions: list[Callable[[], Any]] = [partial(decisions, trace, options), partial(flips, trace, options[place])]
    if state.segment.staffing == "fixed":
        questions.append(partial(best, trace, segment))
    asked, turns, optimum = (*together(questions), None)[:3]
    shown = asked[place]
    return Headcount(
        trace, segment, answered(trace, shown, turns[0], optimum), _figures(trace, segment, shown, turns[0], optimum),
        fires, asked, shown, turns, horizons(trace, shown.option), optimum,
    )  # fmt: skip


def mapped(result: Result, segment: int, answer: Headcount) -> Map | None:
    """Where the decision in view pays, over both inputs."""
    return answer.map()


def _figures(trace: Trace, index: int, decision: Decision, flip: Flip, optimum: Best | None) -> tuple[Quantity, ...]:
    """The figures on top. While nobody responds the break-even leads, and there is no best headcount."""
    change = (decision.net, decision.crossing)
    lead = (*change, flip.at) if decision.responds else (flip.at, decision.net)
    best_csms = (optimum.csms,) if optimum and decision.option.segments == (optimum.segment,) else ()
    return (*lead, *best_csms, *_lowest(trace, index))


def _lowest(trace: Trace, index: int) -> tuple[Quantity, ...]:
    """The lowest coverage of any month. More is not better by itself: coverage rises when customers leave."""
    state = trace.by_segment[index]
    if state.segment.staffing != "fixed":
        return ()
    month = int(state.part.monthly["coverage"][:, 0].argmin()) + 1
    lowest = state.month("coverage", month).named(
        f"{PAGE}.lowest", "Lowest coverage", unit="share", definition="Of all months of the horizon."
    )
    return (replace(lowest, good="neither"),)


def _no_figures(trace: Trace, index: int) -> tuple[Quantity, ...]:
    """The figures without a decision: CSMs at the start and at the end where they are hired to need."""
    state = trace.by_segment[index]
    if state.segment.staffing == "none":
        return (Quantity(math.nan, reason="no_team").named(f"{PAGE}.csms", "CSMs", unit="people"),)
    return state.month("csms", 1), state.month("csms", state.months), state.summary("profit")
