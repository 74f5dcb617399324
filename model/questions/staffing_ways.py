"""Three ways to staff the same company: by hours, by a ratio of revenue or accounts to a CSM, and with a fixed team.

Whoever staffs by revenue leaves accounts unserved where their hours do not follow their revenue: what that costs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.answers import Asked, Block, Offer, Part, Remark, Table
from model.parameters import SEGMENT
from model.questions.csm_capacity.hours import needed, takes_hours
from model.questions.csm_capacity.revenue_per_csm import NOTHING, ratio_today
from model.questions.headcount.decision_words import over
from model.result import Result
from model.scenario import Segment
from model.trace import Quantity, Sentence, Trace, constant, total
from model.whatif import Row, WhatIf, vary

YEAR, PAGE = 12, "staffing_ways"
TITLE = "Three ways to staff"
HEAD = ("Staffing", "CSMs, last month", "Lowest hours covered", "ARR lost to churn", "CSM cost", "Profit", "NRR")
BY_HOURS, BY_RATIO, FIXED = "By hours", "By ratio", "Fixed team"
MONTHLY = ("csms", "coverage", "churned_mrr", "cs_cost")
CALLED = {"profit": "Profit", "nrr": "NRR", "csms": "CSMs", "churned_mrr": "Churned MRR", "cs_cost": "CSM cost"}


@dataclass(frozen=True)
class StaffingWay:
    """One way to staff: CSMs of the last month, lowest coverage of any segment, ARR lost, CSM cost, profit, NRR."""

    name: str
    cells: tuple[Quantity, ...]
    worst: str  # the segment of the lowest coverage

    @property
    def covered(self) -> Quantity:
        return self.cells[1]

    @property
    def lost(self) -> Quantity:
        return self.cells[2]


@dataclass(frozen=True)
class Ways:
    """The ways to staff, what the ratio costs in churn, and the inputs that make it the company's own."""

    sentence: Sentence
    ways: tuple[StaffingWay, ...]
    by_ratio: dict[str, Any]


def staffing_ways(asked: Asked) -> Part:
    """One sentence and a table; nothing where accounts take no hours of a CSM."""
    found = asked.find(compared)
    return Part(() if found is None else blocks(found))


def blocks(found: Ways) -> tuple[Block, ...]:
    return (
        Remark(found.sentence),
        Table(TITLE, HEAD, [(way.name, way.cells) for way in found.ways]),
        Offer("staff_by_ratio", "Staff by this ratio", found.by_ratio),
    )


def compared(result: Result, segment: int) -> Ways | None:
    """The ways to staff every segment whose accounts take hours; None where there is none, or no ratio to take."""
    trace = Trace(result)
    staffed = [each for each in trace.scenario.segments if takes_hours(each)]
    ratio = _ratio(trace, staffed)
    if not staffed or ratio is None:
        return None
    hours = _ran(trace, {f"{each.name}.staffing": "to_need" for each in staffed}, BY_HOURS)
    chosen = _by_ratio(staffed, ratio)
    fixed: dict[str, Any] = {f"{each.name}.staffing": "fixed" for each in staffed}
    fixed |= {f"{each.name}.csms": _team(each, hours) for each in staffed}
    rows = {BY_HOURS: hours, BY_RATIO: _ran(trace, chosen, BY_RATIO), FIXED: _ran(trace, fixed, FIXED)}
    ways = tuple(_way(trace, staffed, name, row) for name, row in rows.items())
    return Ways(_sentence(trace, staffed, ratio, ways), ways, chosen)


def _ratio(trace: Trace, staffed: Sequence[Segment]) -> Quantity | None:
    """ARR per CSM: that of today's team, or of the team that the hours of month 1 need; None where it has no value."""
    ratio = ratio_today(trace)
    if ratio is None:
        states = [trace.segment(each.name) for each in staffed]
        csms = total([constant(0), *(needed(state, 1, f"{PAGE}.needed.{state.index}") for state in states)])
        arr = YEAR * total([constant(0), *(state.summary("opening_mrr") for state in states)])
        if csms.value <= 0 or arr.value <= 0:
            return _given(trace, staffed)
        ratio = (arr / csms).named(f"{PAGE}.ratio", "ARR per CSM by hours", unit="money/year",
                                   definition="ARR of the opening book over the CSMs that its hours need.")  # fmt: skip
    low, high = SEGMENT["arr_per_csm"].least_above_zero, SEGMENT["arr_per_csm"].bounds
    within = low is not None and high is not None and low <= ratio.value <= high[1]
    return ratio if within else _given(trace, staffed)


def _given(trace: Trace, staffed: Sequence[Segment]) -> Quantity | None:
    """The ratio of the first segment, where every one has its own."""
    if not staffed or not all(map(_has_ratio, staffed)):
        return None
    return trace.segment(staffed[0].name).input("arr_per_csm")


def _has_ratio(segment: Segment) -> bool:
    return segment.arr_per_csm > 0 or segment.accounts_per_csm_ratio > 0


def _by_ratio(staffed: Sequence[Segment], ratio: Quantity) -> dict[str, Any]:
    """Each segment by its own ratio, or else by the company's."""
    chosen: dict[str, Any] = {f"{each.name}.staffing": "ratio" for each in staffed}
    chosen |= {f"{each.name}.arr_per_csm": ratio.value for each in staffed if not _has_ratio(each)}
    return chosen


def _team(segment: Segment, hours: Row) -> float:
    """The segment's fixed team, or else as many CSMs as its hours need in month 1."""
    if segment.staffing == "fixed" or segment.csms > 0:
        return segment.csms
    _, most = SEGMENT["csms"].bounds or (0, math.inf)
    return min(float(hours.of_segment(segment.name).path("csms")[0]), most)


def _ran(trace: Trace, changes: dict[str, Any], name: str) -> Row:
    key = f"{PAGE}.{name.lower().replace(' ', '_')}"
    asked = WhatIf(changes, f", {name[:1].lower()}{name[1:]}", key)
    (row,) = vary(trace.scenario, [asked], monthly=MONTHLY, summary=("profit", "nrr"), by_segment=True, called=CALLED)
    return row


def _way(trace: Trace, staffed: Sequence[Segment], name: str, row: Row) -> StaffingWay:
    months, key, words = range(1, trace.months + 1), row.name.key, row.name.words
    coverage = {each.name: row.of_segment(each.name).path("coverage") for each in staffed}
    worst = min(coverage, key=lambda segment: float(coverage[segment].min()))
    lowest = row.of_segment(worst).month("coverage", int(coverage[worst].argmin()) + 1).named(
        f"{key}.lowest", f"Lowest hours covered{words}", unit="share", good="up",
        definition="The lowest share of its hours that any segment gets in any month.",
    )  # fmt: skip
    lost = (YEAR * total(row.month("churned_mrr", month) for month in months)).named(
        f"{key}.lost", f"ARR lost to churn{words}", unit="money/year", good="down",
        definition="Twelve times the MRR of the accounts that leave within the horizon.",
    )  # fmt: skip
    cost = total(row.month("cs_cost", month) for month in months).named(
        f"{key}.cost", f"CSM cost{words}", unit="money", good="down", definition="Pay of all CSMs over the horizon."
    )
    cells = (row.month("csms", trace.months), lowest, lost, cost, row.summary("profit"), row.summary("nrr"))
    return StaffingWay(name, cells, worst)


def _sentence(trace: Trace, staffed: Sequence[Segment], ratio: Quantity, ways: Sequence[StaffingWay]) -> Sentence:
    """What the ratio costs in churn against staffing by hours."""
    by_hours, by_ratio, _ = ways
    start: Sentence = ("Staffing by ", *_ratio_words(trace, staffed, ratio))
    more = (by_ratio.lost - by_hours.lost).named(
        f"{PAGE}.more_lost", "More ARR lost than by hours", unit="money/year", good="down",
        definition="ARR lost to churn with staffing by ratio, less that with staffing by hours.",
    )  # fmt: skip
    whose, hours = (f"{by_ratio.worst} gets", "its hours") if len(trace.names) > 1 else ("accounts get", "their hours")
    is_short = by_ratio.covered.value < 1 - NOTHING
    if more.value > NOTHING * max(by_hours.lost.value, 1):
        return (*start, " loses ", more, f" more ARR over {over(trace.months)} than by hours",
                *((f": {whose} only ", by_ratio.covered, f" of {hours}.") if is_short else (".",)))  # fmt: skip
    if is_short:
        why = " No account is at risk without service." if _never_responds(staffed) else ""
        return (*start, f" loses no more ARR than staffing by hours, though {whose} only ", by_ratio.covered,
                f" of {hours}.{why}")  # fmt: skip
    spare = (by_ratio.cells[3] - by_hours.cells[3]).named(
        f"{PAGE}.spare", "CSM cost above that by hours", unit="money", good="down",
        definition="CSM cost with staffing by ratio, less that with staffing by hours.",
    )  # fmt: skip
    if spare.value > 0:
        return (*start, " serves every account, as staffing by hours does, and costs ", spare, " more in pay.")
    return (*start, " serves every account and loses no more ARR than staffing by hours.")


def _never_responds(staffed: Sequence[Segment]) -> bool:
    return all(each.retention_at_risk == each.month_to_month_shift == 0 for each in staffed)


def _ratio_words(trace: Trace, staffed: Sequence[Segment], ratio: Quantity) -> Sentence:
    """The ratio with its number where all segments have the same one."""
    own = {(each.arr_per_csm, each.accounts_per_csm_ratio) for each in staffed if _has_ratio(each)}
    if not own:
        return (ratio, " of ARR per CSM")
    if len(own) > 1 or not all(map(_has_ratio, staffed)):
        return ("ratios of revenue or accounts",)
    state = trace.segment(staffed[0].name)
    if state.segment.accounts_per_csm_ratio == 0:
        return (state.input("arr_per_csm"), " of ARR per CSM")
    accounts: Sentence = (state.input("accounts_per_csm_ratio"), " accounts per CSM")
    return accounts if state.segment.arr_per_csm == 0 else (state.input("arr_per_csm"), " of ARR or ", *accounts)
