"""Where MRR stands below its growth ceiling, and how it goes there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.parameters import HEADER
from model.questions.unit_economics.standing import COMPANY
from model.scenario import NOTHING_BESIDE, Scenario
from model.trace import Quantity, Sentence, Trace, total
from model.trace.segment import SegmentTrace
from model.trace.service import engagement_before
from model.whatif import Row, WhatIf, vary

HEAD = ("Segment", "Opening MRR", "MRR at the end", "Growth ceiling", "Reached today", "Reached at the end")
NEAR = 1e-9  # engagements closer than this are the same
LAST_MONTH = int((HEADER["horizon_months"].bounds or (1, 120))[1])


@dataclass(frozen=True)
class Reached:
    """MRR at the start and at the end of the horizon as shares of the ceiling."""

    name: str
    opening: Quantity
    end: Quantity
    ceiling: Quantity
    at_start: Quantity
    at_end: Quantity

    @property
    def cells(self) -> tuple[Quantity, ...]:
        """The cells under HEAD, without the name."""
        return self.opening, self.end, self.ceiling, self.at_start, self.at_end


@dataclass(frozen=True)
class Ceiling:
    """The ceiling of the segment in view. `path` is its MRR by month, beyond the horizon if there is a ceiling."""

    scenario: Scenario
    name: str
    reached: Reached
    path: Array
    half_way: Quantity | None
    sentence: Sentence


def of_segment(segment: SegmentTrace) -> Reached:
    key, suffix = f"unit_economics.{segment.index}", segment.suffix
    opening, end = segment.summary("opening_mrr"), segment.month("mrr", segment.months)
    return _reached(segment.name, suffix, key, opening, end, segment.economics("mrr_ceiling"))


def of_company(trace: Trace, segments: tuple[Reached, ...]) -> Reached:
    """How far the company is: its ceiling is the sum of its segments', and missing where one of them has none."""
    ceiling = total(reached.ceiling for reached in segments).named(
        "unit_economics.mrr_ceiling", "Growth ceiling, company", unit="money/month", good="up",
        definition="The ceilings of the segments, added.",
    )  # fmt: skip
    opening, end = trace.summary("opening_mrr"), trace.month("mrr", trace.months)
    return _reached(COMPANY, ", company", "unit_economics", opening, end, ceiling)


def in_view(segment: SegmentTrace, reached: Reached) -> Ceiling:
    """The segment in view, with its way to the ceiling month by month."""
    name, horizon = segment.name, segment.part.monthly["mrr"][:, 0]
    if reached.ceiling.reason or not reached.ceiling.value:
        return Ceiling(segment.scenario, name, reached, horizon, None, _without(segment, reached))
    row = vary(_alone(segment), [WhatIf({"horizon_months": LAST_MONTH})], monthly=("mrr",))[0]
    half_way = _half_way(reached, row)
    return Ceiling(segment.scenario, name, reached, row.path("mrr"), half_way, _sentence(segment, reached, half_way))


def _reached(name: str, suffix: str, key: str, opening: Quantity, end: Quantity, ceiling: Quantity) -> Reached:
    at_start, at_end = (
        (mrr / ceiling).named(
            f"{key}.reached_at_{when}", f"Share of the ceiling reached at the {when}{suffix}", unit="share", good="up",
            definition="MRR over the growth ceiling: above 100% it falls towards it.",
        )
        for when, mrr in (("start", opening), ("end", end))
    )  # fmt: skip
    return Reached(name, opening, end, ceiling, at_start, at_end)


def _alone(segment: SegmentTrace) -> Scenario:
    """The scenario with this segment only: no other one acts on its MRR."""
    data = segment.scenario.model_dump(by_alias=True)
    return Scenario.model_validate(data | {"segments": [data["segments"][segment.index]], **NOTHING_BESIDE})


def _half_way(reached: Reached, row: Row) -> Quantity | None:
    """The first month in which MRR has gone half the way from the opening book to the ceiling; None beyond 120."""
    level = ((reached.opening + reached.ceiling) / 2).named(
        "", "Half-way between opening MRR and ceiling", unit="money/month"
    )
    way = reached.ceiling.value - reached.opening.value
    gone = (row.path("mrr") - reached.opening.value) * math.copysign(1, way) >= abs(way) / 2
    if way == 0 or not gone.any():
        return None
    month = int(np.argmax(gone)) + 1

    def origin() -> Quantity:
        segment = row.trace.by_segment[0]
        shown = tuple(segment.month("mrr", number) for number in (month - 1, month) if number)
        return Quantity(month - 1, "months", "Months before it", evidence=(level, *shown)) + 1

    return Quantity(
        month, "month", f"Half-way to the ceiling, {reached.name}", "unit_economics.half_way",
        definition="First month whose MRR lies half-way between the opening MRR and the growth ceiling, or beyond.",
        origin=origin,
    )  # fmt: skip


def _without(segment: SegmentTrace, reached: Reached) -> Sentence:
    inputs = segment.segment
    if not reached.ceiling.reason:
        cause = "nobody signs" if inputs.new_accounts == 0 else "no signed customer reaches first value"
        return (f"{inputs.name}: {cause}, so MRR runs down to nothing.",)
    if inputs.new_accounts_step or inputs.new_accounts_growth:
        return (f"{inputs.name} has no ceiling: the number of new customers changes from month to month.",)
    return (f"{inputs.name} has no ceiling: customers do not shrink (net MRR churn is ",
            segment.summary("net_mrr_churn"), " a month).")  # fmt: skip


def _sentence(segment: SegmentTrace, reached: Reached, half_way: Quantity | None) -> Sentence:
    falls = "; new customers cannot hold it, so it falls" if reached.at_start.value > 1 else ""
    way: Sentence = (f"; half-way there not within {LAST_MONTH} months",) if half_way is None else (
        "; half-way there in ", half_way)  # fmt: skip
    return (f"{segment.name} is at ", reached.at_start, " of its ceiling today and at ", reached.at_end, " in ",
            _last(segment), f"{falls}", *way, ".", *_served(segment))  # fmt: skip


def _served(segment: SegmentTrace) -> Sentence:
    """The ceiling takes the rates of before month 1; where they follow a changing coverage MRR goes elsewhere."""
    before, after, inputs = engagement_before(segment), segment.month("engagement", segment.months), segment.segment
    responds = inputs.retention_at_risk or inputs.expansion_without_csm < 1 or inputs.month_to_month_shift
    if before is None or not responds or abs(before.value - after.value) <= NEAR:
        return ()
    served = before.named("unit_economics.engagement", "Engagement before month 1", unit="share")
    return (" That is at today's engagement of ", served, "; at the end it is ", after, ".")


def _last(segment: SegmentTrace) -> Quantity:
    """The last month of the horizon."""
    return segment.trace.input("horizon_months").named("unit_economics.last", "Last month", unit="month")
