"""Are these customers worth buying?

The guidelines are the company's and each segment's; ceiling and moves are those of the segment in view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from model.metrics import UNIT_ECONOMICS
from model.questions.unit_economics import ceiling, channels, prices, standing, worth_buying
from model.questions.unit_economics.ceiling import Ceiling, Reached
from model.questions.unit_economics.channels import ChannelMoves
from model.questions.unit_economics.prices import Price
from model.questions.unit_economics.standing import Standing
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace
from model.trace.segment import SegmentTrace
from model.whatif import WhatIf, vary

VALUES = ("margin", "ltv_simple", "ltv_compounding", "ltv_5y", "ltv_linear", "ltv_dcf")
PAYBACKS = ("payback_revenue", "payback_margin", "payback_survival")
DISCOUNTED = "ltv_dcf"  # not shown at a discount rate of 0: nothing is discounted then
PAYBACKS_HEAD = ("Segment", *(UNIT_ECONOMICS[name].label for name in PAYBACKS))


def values_of(scenario: Scenario) -> tuple[str, ...]:
    """The values of a customer that the page shows."""
    return tuple(name for name in VALUES if name != DISCOUNTED or scenario.discount_rate)


@dataclass(frozen=True)
class AccountWorth:
    """What an account of a segment is worth and when it pays back, as in `values_of` and PAYBACKS."""

    name: str
    values: tuple[Quantity, ...]
    paybacks: tuple[Quantity, ...]


@dataclass(frozen=True)
class UnitEconomics:
    """The answer. Of several segments the last standing, price and ceiling are those of all together."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    scenario: Scenario
    segments: tuple[Standing, ...]
    company: Standing
    prices: tuple[Price, ...]
    reached: tuple[Reached, ...]
    ceiling: Ceiling
    trace: Trace
    segment: int

    @cached_property
    def worth(self) -> tuple[AccountWorth, ...]:
        """What an account of each segment is worth: a run of its own, for whoever comes to it."""
        return _worth(self.trace)

    @cached_property
    def moves(self) -> ChannelMoves:
        """What new customers do in another segment: runs of their own, for whoever comes to them."""
        return channels.moves(self.trace, self.segment)

    @property
    def limits(self) -> tuple[Quantity | tuple[()], ...]:
        """The guidelines, as a row below the standings."""
        return (*(cell for held in self.company.held for cell in (held.limit, ())), ())

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Each segment, and the company where there are several."""
        return (*self.segments, self.company) if len(self.segments) > 1 else self.segments


def ask(result: Result, segment: int) -> UnitEconomics:
    """The answer for a result, with the segment at this place in view."""
    trace = Trace(result)
    in_view, several = trace.by_segment[segment], len(trace.by_segment) > 1
    segments = standing.of_segments(trace)
    blended = standing.blended(trace)
    company = blended if several or worth_buying.nobody(blended) else segments[0]
    bought = tuple(map(prices.of_segment, trace.by_segment))
    reached = tuple(map(ceiling.of_segment, trace.by_segment))
    average = prices.averaged(trace, bought) if several else bought[0]
    return UnitEconomics(
        sentence=worth_buying.sentence(company, segments, average),
        figures=(company.ltv_cac.figure, company.payback.figure, company.churn.figure,
                 bought[segment].affordable, reached[segment].ceiling),
        scenario=result.scenario,
        segments=segments,
        company=company,
        prices=(*bought, average) if several else bought,
        reached=(*reached, ceiling.of_company(trace, reached)) if several else reached,
        ceiling=ceiling.in_view(in_view, reached[segment]),
        trace=trace,
        segment=segment,
    )  # fmt: skip


def _worth(trace: Trace) -> tuple[AccountWorth, ...]:
    """What an account of each segment is worth, and where CSMs cost something the same without them."""
    paid = [segment for segment in trace.by_segment if _pays_csms(segment)]
    free = WhatIf({f"{segment.name}.csm_cost": 0.0 for segment in paid} | {"horizon_months": 1})
    row = vary(trace.scenario, [free], by_segment=True, economics=UNIT_ECONOMICS)[0] if paid else None
    found = []
    for segment in trace.by_segment:
        name, key = segment.name, f"unit_economics.{segment.index}.without"
        found.append(_account(trace, name, segment.economics))
        if row and segment in paid:
            without = row.of_segment(name).called(f"without CSM cost{segment.suffix}", key)
            found.append(_account(trace, f"{name}, without CSM cost", without.economics))
    return tuple(found)


def _pays_csms(segment: SegmentTrace) -> bool:
    return segment.economics("margin").value != segment.economics("margin_before_cs").value


def _account(trace: Trace, name: str, measure: Callable[[str], Quantity]) -> AccountWorth:
    return AccountWorth(name, tuple(map(measure, values_of(trace.scenario))), tuple(map(measure, PAYBACKS)))
