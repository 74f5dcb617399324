"""How much cash does growth take, and how fast can we afford to grow?

All figures are the company's. The segment in view only decides which input the pace of growth is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from model.questions.cash_runway import needed, runs_out
from model.questions.cash_trough.affordable_growth import Carried, Pace, carried, pace_of
from model.questions.cash_trough.second_trough import SecondTrough, second_trough
from model.questions.cash_trough.whatif_families import (
    BILLING,
    FIGURES,
    PATHS,
    Family,
    FamilyPlan,
    families,
    plans,
    whatifs,
)
from model.result import Result
from model.trace import Quantity, Sentence, Trace, constant, listed, total
from model.verdict import emptied
from model.whatif import WhatIf, vary
from model.wording import in_months

YEAR = 12
NOTHING = (WhatIf({}),)  # to try


@dataclass(frozen=True)
class CashTrough:
    """The answer. `ahead_sentence` says what billing a year ahead would add to cash.

    `ran` are the families that run along with the paces. What is billed otherwise has other terms, and runs by itself.
    """

    sentence: Sentence
    figures: tuple[Quantity, ...]
    ran: tuple[Family, ...]
    billing: FamilyPlan
    empty: Quantity
    runway_sentence: Sentence
    ahead_sentence: Sentence
    trace: Trace
    signs: bool

    @property
    def families(self) -> tuple[Family, ...]:
        return (*self.ran, self.billed)

    @cached_property
    def billed(self) -> Family:
        """By months billed ahead, for whoever comes to it."""
        rows = vary(self.trace.scenario, whatifs([self.billing]) or NOTHING, monthly=PATHS, summary=FIGURES)
        return families(self.trace, [self.billing], rows, self.empty)[0]

    @cached_property
    def second(self) -> SecondTrough:
        """What doubling new customers does: runs of its own, for whoever comes to it."""
        return second_trough(self.trace, signs=self.signs)

    def family(self, key: str) -> Family:
        return self.billed if key == BILLING else next(family for family in self.ran if family.key == key)


def ask(result: Result, segment: int) -> CashTrough:
    """The answer for a result, with the segment at this place in view."""
    trace, pace = Trace(result), pace_of(result, segment)
    *planned, billing = plans(trace, pace)
    varied, grid = whatifs(planned), [pace.tried(number) for number in pace.grid()] if pace else []
    rows = vary(result.scenario, [*varied, *grid] or NOTHING, monthly=PATHS, summary=FIGURES)
    months = emptied(rows.part.monthly, result.scenario.company.cash)
    empty = runs_out(trace)
    alone = emptied(result.total.monthly, result.scenario.company.cash)
    reach = carried(trace, pace, months[len(varied) :] or alone)
    return CashTrough(
        sentence=(*_depth(trace), *_speed(trace, pace, reach, empty)),
        figures=(*map(trace.summary, ("trough", "payback_month", "cash_low")), empty, reach.fastest),
        ran=families(trace, planned, rows, empty),
        billing=billing,
        empty=empty,
        runway_sentence=_runway(trace, empty),
        ahead_sentence=_ahead(trace),
        trace=trace,
        signs=pace is not None,
    )


def _depth(trace: Trace) -> Sentence:
    """How deep cumulative profit falls, and for how long."""
    breakeven, recovery = trace.summary("breakeven_month"), trace.summary("payback_month")
    within = f"within {in_months(trace.months)}"
    if recovery.reason == "never_negative":
        return ("Cumulative profit never falls below zero.",)
    trough, month = trace.summary("trough"), trace.summary("trough_month")
    low: Sentence = ("Cumulative profit falls to a low point of ", trough, " in ", month, "; ")
    if breakeven.reason and recovery.reason:
        return (*low, f"neither break-even nor recovery comes {within}.")
    if recovery.reason:
        return (*low, "break-even comes in ", breakeven, f", recovery not {within}.")
    if breakeven.reason:
        return (*low, "recovery comes in ", recovery, ", though the last month loses money again.")
    return (*low, "break-even comes in ", breakeven, ", recovery in ", recovery, ".")


def _speed(trace: Trace, pace: Pace | None, reach: Carried, empty: Quantity) -> Sentence:
    """How fast the company can afford to grow within the horizon."""
    if not trace.scenario.company.cash and not reach.at_current:
        return (" No opening cash is entered; getting through takes ", needed(trace), ".")
    ends: Sentence = (" Cash runs out in ", empty)
    or_more: Sentence = (", or needs ", needed(trace), " at the start.")
    if pace is None:
        return (" No new customers are signed, and cash lasts.",) if reach.at_current else (
            *ends, " though no new customers are signed; getting through takes ", needed(trace), ".")  # fmt: skip
    over = f" over {in_months(trace.months)}"
    if reach.slowest is not None:
        bounds = [("at least ", reach.slowest), ("at most ", reach.fastest)][: 1 if reach.fastest.reason else 2]
        return (*ends, ": you sign too slowly. It lasts with ", *_at(trace, pace, bounds), over, ".")
    if reach.fastest.reason == "never_carried":
        return (*ends, ", at any plausible growth; getting through takes ", needed(trace), ".")
    if reach.fastest.reason:
        most = f"{pace.named(pace.plausible[1])}{' a month' * pace.grows}{' in each segment' * pace.several}"
        return (f" Cash carries any plausible growth{over}, up to {most}.",)
    falling = ", but is still falling then" if reach.falling else ""
    if reach.at_current:
        return (" Cash carries ", *_at(trace, pace, [("up to ", reach.fastest)]), over, f"{falling}.")
    return (*ends, ". It carries ", *_at(trace, pace, [("at most ", reach.fastest)]), over, *or_more)


def _at(trace: Trace, pace: Pace, ends: Sequence[tuple[str, Quantity]]) -> Sentence:
    """The pace that cash carries: of one segment beside today's, of several how far from today's."""
    if pace.several:
        return _away(pace, ends)
    today = trace.input(next(iter(pace.inputs)))
    if ends[0][1].value == today.value:
        return ("today's growth and no more",)
    limits = listed([(words, end) for words, end in ends])
    if pace.grows:
        return ("growth of ", *limits, " a month (now ", today, ")")
    return (*limits, " more customers each month (now ", today, ")")


def _away(pace: Pace, ends: Sequence[tuple[str, Quantity]]) -> Sentence:
    more = ends[0][1].value
    if more == 0:
        return ("today's growth and no more",)
    sizes = listed([(words, _distance(pace, end if more > 0 else 0 - end, end)) for words, end in ends])
    if pace.grows:
        return (*sizes, f" percentage points {'more' if more > 0 else 'less'} growth a month in each segment")
    return (*sizes, f" {'more' if more > 0 else 'fewer'} customers each month in each segment")


def _distance(pace: Pace, size: Quantity, end: Quantity) -> Quantity:
    scaled = size * 100 if pace.grows else size
    return replace(scaled, words="").named(
        f"{end.key}.distance", f"{end.label}: how far from now", unit="points" if pace.grows else "accounts",
        definition="From the growth of now to the growth that cash carries.",
    )  # fmt: skip


def _runway(trace: Trace, empty: Quantity) -> Sentence:
    """The usual runway, cash over the burn of month 1 (model/formulas: runway_months), beside that of the path."""
    cash, flow = trace.input("company.cash"), trace.month("cash_flow", 1)
    burn = (0 - flow).named("cash_trough.burn", "Net burn, month 1", unit="money/month", good="down",
                            definition="Costs of month 1 less what is billed in it.")  # fmt: skip
    if burn.value <= 0 or cash.value <= 0:
        return ()
    runway = (cash / burn).named(
        "cash_trough.runway", "Runway at the burn of month 1", unit="months", good="up",
        definition="Opening cash over net burn of month 1, as if every month burned as much.",
    )  # fmt: skip
    path: Sentence = ("runs out in ", empty)
    if empty.reason:
        path = ("is lowest in ", trace.summary("cash_low_month"))
    return ("At the burn of month 1, ", burn, ", opening cash lasts ", runway, "; on this path it ", *path, ".")


def _ahead(trace: Trace) -> Sentence:
    """What switching to bills a year ahead adds to cash, once everyone has switched.

    Bills then fall evenly over the year: on average (12 - months billed ahead now) / 2 months more are paid ahead.
    """
    segments = [segment for segment in trace.by_segment if segment.segment.billing_months < YEAR]
    more = [
        segment.month("mrr", trace.months) * ((constant(YEAR) - segment.input("billing_months")) / 2)
        for segment in segments
    ]
    if not segments or trace.months < YEAR:
        return ()
    gain = total(more).named(
        "cash_trough.ahead", "Cash from billing a year ahead", unit="money", good="up",
        definition="MRR of the last month, times the months that are then paid ahead on average beyond those of now.",
    )  # fmt: skip
    last = trace.input("horizon_months").named("cash_trough.last", "Last month", unit="month")
    short = [segment.segment.name for segment in segments if segment.segment.renewal_months < YEAR]
    whose = f"{' and '.join(short)} " if len(trace.by_segment) > 1 and len(short) < 3 else ""
    return (
        "Billing a year ahead from each customer's next renewal would add about ", gain, " of cash by ", last,
        f", once {whose}contracts run a year." if short else ".",
    )  # fmt: skip
