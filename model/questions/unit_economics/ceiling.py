"""Where MRR stands below its growth ceiling, and how it goes there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.parameters import HEADER
from model.questions.unit_economics.standing import COMPANY
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace, total
from model.trace.lookup import SegmentTrace
from model.trace.rates import engagement_before
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
        """As in HEAD."""
        return self.opening, self.end, self.ceiling, self.at_start, self.at_end


@dataclass(frozen=True)
class Ceiling:
    """Of the segment in view. `path` is its MRR by month, beyond the horizon where there is a ceiling to go to."""

    scenario: Scenario
    name: str
    reached: Reached
    path: Array
    half_way: Quantity | None
    sentence: Sentence


def of_segment(own: SegmentTrace) -> Reached:
    key, of = f"unit_economics.{own.index}", own.suffix
    opening, end = own.summary("opening_mrr"), own.month("mrr", own.months)
    return _reached(own.segment.name, of, key, opening, end, own.economics("mrr_ceiling"))


def together(trace: Trace, segments: tuple[Reached, ...]) -> Reached:
    """Of the company: its ceiling is that of its segments, added; there is none where one of them has none."""
    ceiling = total(one.ceiling for one in segments).named(
        "unit_economics.mrr_ceiling", "Growth ceiling, company", unit="money/month", good="up",
        definition="The ceilings of the segments, added.",
    )  # fmt: skip
    opening, end = trace.summary("opening_mrr"), trace.month("mrr", trace.months)
    return _reached(COMPANY, ", company", "unit_economics", opening, end, ceiling)


def in_view(own: SegmentTrace, reached: Reached) -> Ceiling:
    """With the way there, month by month."""
    name, horizon = own.segment.name, own.part.monthly["mrr"][:, 0]
    if reached.ceiling.reason or not reached.ceiling.value:
        return Ceiling(own.scenario, name, reached, horizon, None, _without(own, reached))
    row = vary(_alone(own), [WhatIf({"horizon_months": LAST_MONTH})], monthly=("mrr",))[0]
    half_way = _half_way(reached, row)
    return Ceiling(own.scenario, name, reached, row.path("mrr"), half_way, _sentence(own, reached, half_way))


def _reached(name: str, of: str, key: str, opening: Quantity, end: Quantity, ceiling: Quantity) -> Reached:
    at_start, at_end = (
        (mrr / ceiling).named(
            f"{key}.reached_at_{when}", f"Share of the ceiling reached at the {when}{of}", unit="share", good="up",
            definition="MRR over the growth ceiling: above 100% it falls towards it.",
        )
        for when, mrr in (("start", opening), ("end", end))
    )  # fmt: skip
    return Reached(name, opening, end, ceiling, at_start, at_end)


def _alone(own: SegmentTrace) -> Scenario:
    """The scenario with this segment only: no other one acts on its MRR."""
    data = own.scenario.model_dump(by_alias=True)
    return Scenario.model_validate(data | {"segments": [data["segments"][own.index]], "notes": {}})


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
        own = row.trace.by_segment[0]
        shown = tuple(own.month("mrr", number) for number in (month - 1, month) if number)
        return Quantity(month - 1, "months", "Months before it", evidence=(level, *shown)) + 1

    return Quantity(
        month, "month", f"Half-way to the ceiling, {reached.name}", "unit_economics.half_way",
        definition="First month whose MRR lies half-way between the opening MRR and the growth ceiling, or beyond.",
        origin=origin,
    )  # fmt: skip


def _without(own: SegmentTrace, reached: Reached) -> Sentence:
    segment = own.segment
    if not reached.ceiling.reason:
        cause = "nobody signs" if segment.new_accounts == 0 else "no signed customer reaches first value"
        return (f"{segment.name}: {cause}, so MRR runs down to nothing.",)
    if segment.new_accounts_step or segment.new_accounts_growth:
        return (f"{segment.name} has no ceiling: the number of new customers changes from month to month.",)
    return (f"{segment.name} has no ceiling: customers do not shrink (net MRR churn is ",
            own.summary("net_mrr_churn"), " a month).")  # fmt: skip


def _sentence(own: SegmentTrace, reached: Reached, half_way: Quantity | None) -> Sentence:
    falls = "; new customers cannot hold it, so it falls" if reached.at_start.value > 1 else ""
    way: Sentence = (f"; half-way there not within {LAST_MONTH} months",) if half_way is None else (
        "; half-way there in ", half_way)  # fmt: skip
    return (f"{own.segment.name} is at ", reached.at_start, " of its ceiling today and at ", reached.at_end, " in ",
            _last(own), f"{falls}", *way, ".", *_served(own))  # fmt: skip


def _served(own: SegmentTrace) -> Sentence:
    """The ceiling takes the rates of before month 1; where they follow a changing coverage MRR goes elsewhere."""
    before, after, segment = engagement_before(own), own.month("engagement", own.months), own.segment
    responds = segment.retention_at_risk or segment.expansion_without_csm < 1 or segment.month_to_month_shift
    if before is None or not responds or abs(before.value - after.value) <= NEAR:
        return ()
    served = before.named("unit_economics.engagement", "Engagement before month 1", unit="share")
    return (" That is at today's engagement of ", served, "; at the end it is ", after, ".")


def _last(own: SegmentTrace) -> Quantity:
    """The last month of the horizon."""
    return own.trace.input("horizon_months").named("unit_economics.last", "Last month", unit="month")
