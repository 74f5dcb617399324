"""The fully served rate that explains an observed retention: CR6(E) = CR6 - min(q, CR6) (1 - E)^k, solved for CR6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from model.engine.simulate import run
from model.parameters import SEGMENT
from model.problems import problems_of
from model.result import Result
from model.scenario import Scenario
from model.tolerances import HOURS_TOLERANCE, NEGLECT_TOLERANCE
from model.trace import Quantity, Sentence, Trace, constant
from model.trace.account import kept_per_renewal
from model.trace.measured import given
from model.trace.segment import SegmentTrace
from model.trace.service import engagement_before
from model.whatif import WhatIf, vary

KEY = "headcount.match"
DIGITS = 12  # after the point, of the rate that is set
A_RENEWAL = "share per renewal"
TODAY = replace(SEGMENT["csms"], name="today", label="CSMs today", help="Headcount that serves the book today.")
OBSERVED = replace(
    SEGMENT["retention_rate"], name="observed", label="Observed retention", symbol="",
    help="Share of what came up for renewal that renewed, with today's CSMs.",
)  # fmt: skip


@dataclass(frozen=True)
class Matched:
    """The fully served rate that explains an observed retention.

    `rate` is above 1 where no rate explains what is observed.
    `highest` is the highest retention that these CSMs can be observed with; `changes` is what "Set it" writes, by
    PATH: empty where the rate is not reachable or the scenario does not take it.
    """

    sentence: Sentence
    coverage: Quantity
    rate: Quantity
    highest: Quantity
    changes: Mapping[str, Any] = field(default_factory=dict)


def csms_today(result: Result, segment: int) -> float:
    """CSMs as the scenario has them: the given headcount, or those of month 1."""
    scenario = result.scenario.segments[segment]
    return scenario.csms if scenario.staffing == "fixed" else Trace(result).by_segment[segment].month("csms", 1).value


def served(result: Result, segment: int) -> Quantity:
    """Retention of today's book as the scenario has it: what is observed if the scenario is right."""
    return kept_per_renewal(Trace(result).by_segment[segment])


def matched(result: Result, segment: int, csms: float, observed: float) -> Matched:
    """The fully served rate for this many CSMs today and the retention observed of the book they serve."""
    scenario, name = result.scenario, result.scenario.segments[segment].name
    path, team = f"{name}.retention_rate", {f"{name}.csms": csms, f"{name}.staffing": "fixed"}
    today = scenario.changed(team | {f"{name}.staff_changes": []})
    solved = _Solved(Trace(run(today), f"{KEY}:").by_segment[segment], observed)
    sentence, rate = solved.sentence(), solved.rate
    if not solved.reachable:
        return Matched(sentence, solved.coverage, rate, solved.highest)
    value = min(1.0, round(rate.value, DIGITS))
    changes: dict[str, Any] = {f"{name}.csms": csms, path: value}
    becomes_fixed = scenario.segments[segment].staffing != "fixed"
    if becomes_fixed:
        changes |= team
    if problem := _refused(scenario, changes):
        return Matched((*sentence, f" It cannot be set: {problem}."), solved.coverage, rate, solved.highest)
    if becomes_fixed:
        sentence = (*sentence, " Setting it makes staffing Fixed.")
    return Matched(sentence, solved.coverage, _confirmed(rate, today, name, value), solved.highest, changes)


def _refused(scenario: Scenario, changes: Mapping[str, Any]) -> str:
    """Why the scenario refuses these values; nothing where it takes them."""
    try:
        scenario.changed(changes)
    except ValidationError as error:
        return str(problems_of(error, scenario.model_dump(by_alias=True), "")[0])
    return ""


def _confirmed(rate: Quantity, today: Scenario, name: str, value: float) -> Quantity:
    """The rate, shown by the lifetime that the engine makes of it: contract term / (1 - CR6(E))."""
    tried = WhatIf({f"{name}.retention_rate": value}, "at that rate, as served", KEY)
    row = vary(today, [tried], by_segment=True, economics=("lifetime_months",),
               called={"lifetime_months": "Lifetime"}).of_segment(name)[0]  # fmt: skip
    return replace(rate, evidence=(row.economics("lifetime_months"),))


class _Solved:
    """The rate of a segment with today's CSMs and no staff change."""

    def __init__(self, trace: SegmentTrace, observed: float) -> None:
        self.trace = trace
        self.csms = trace.input("csms")
        self.observed = given(OBSERVED, OBSERVED.label, f"{KEY}.observed", observed)
        self.coverage = (engagement_before(trace) or constant(1)).named(
            f"{KEY}.coverage", "Coverage today", unit="share", good="up",
            definition="Coverage of existing accounts with today's CSMs, as they have been served so far.",
        )  # fmt: skip
        at_risk, neglected = trace.input("retention_at_risk"), 1 - self.coverage
        self.fully = at_risk.value == 0 or neglected.value < NEGLECT_TOLERANCE
        self.share = constant(0) if self.fully else neglected ** trace.input("response_curve")
        self.lost = at_risk * self.share
        self.all_at_risk = not self.fully and observed < at_risk.value * (1 - self.share.value)
        solution = self.observed if self.fully else self.observed + self.lost
        if self.all_at_risk:
            solution = self.observed / (1 - self.share)
        self.rate = solution.named(
            f"{KEY}.rate", "CR6: fully served", unit=A_RENEWAL, good="up",
            definition="The share that would renew with full service, given what is observed with today's.",
        )  # fmt: skip
        self.highest = (1 - self.lost).named(
            f"{KEY}.highest", "Highest that can be observed", unit=A_RENEWAL, good="up",
            definition="Retention with these CSMs if every account renewed that is fully served.",
        )  # fmt: skip
        self.reachable = self.rate.value <= 1 + 10**-DIGITS

    def sentence(self) -> Sentence:
        if not self.trace.part.monthly["required_hours"][0, 0] > HOURS_TOLERANCE:
            return ("No account takes CSM time in month 1, so fully served accounts renew at what you observe, ",
                    self.rate, ".")  # fmt: skip
        who: Sentence = (self.csms, " CSM covers " if self.csms.value == 1 else " CSMs cover ", self.coverage,
                         " of the hours")  # fmt: skip
        if self.trace.segment.retention_at_risk == 0:
            return (*who, ", but no retention is at risk: fully served accounts renew at what you observe, ", self.rate,
                    ".")  # fmt: skip
        if self.fully:
            return (*who, ", so fully served accounts renew at what you observe, ", self.rate, ".")
        if not self.reachable:
            return ("Not reachable: ", *who, ". To observe ", self.observed, ", fully served accounts would have to ",
                    "renew at ", self.rate, ". This team can show at most ", self.highest,
                    ": add CSMs or lower retention at risk.")  # fmt: skip
        if self.observed.value == 0 and self.share.value == 1:
            return ("Nobody is served and nothing renews. Any fully served rate up to ", self.rate, " explains that.")
        return (*who, ", which costs ", self._points(self.rate - self.observed, "lost", "Lost to coverage today"),
                " points: your ", self.observed, " would be ", self.rate, " if every account were served.")  # fmt: skip

    def _points(self, size: Quantity, key: str, label: str) -> Quantity:
        return (size * 100).named(
            f"{KEY}.{key}", label, unit="points", definition="Percentage points of retention per renewal.", good="down"
        )
