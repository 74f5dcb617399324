"""How deep, how long, and how fast can we afford to grow?

All figures are the company's. The segment in view only decides which input the pace of growth is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from model.questions.cash_trough.families import FIGURES, PATHS, Family, families, plans, whatifs
from model.questions.cash_trough.pace import Carried, Pace, carried, emptied, pace
from model.questions.cash_trough.second_trough import SecondTrough, second_trough
from model.result import Result
from model.trace import Quantity, Sentence, Trace, listed
from model.whatif import WhatIf, vary


@dataclass(frozen=True)
class CashTrough:
    """The answer."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    families: tuple[Family, ...]
    runway_sentence: Sentence
    second: SecondTrough

    def family(self, key: str) -> Family:
        return next(family for family in self.families if family.key == key)


def ask(result: Result, segment: int) -> CashTrough:
    """The answer for a result, with the segment at this place in view."""
    trace, own = Trace(result), pace(result, segment)
    planned = plans(trace, own)
    varied, grid = whatifs(planned), [own.tried(number) for number in own.grid()] if own else []
    rows = vary(result.scenario, [*varied, *grid] or [WhatIf({})], monthly=PATHS, summary=FIGURES)
    months = emptied(rows.part.monthly, result.scenario.company.cash)
    reach, empty = carried(trace, own, months[len(varied) :] or [_emptied(trace)]), _empty(trace)
    return CashTrough(
        sentence=(*_depth(trace), *_speed(trace, own, reach, empty)),
        figures=(*map(trace.summary, ("trough", "payback_month", "cash_low")), empty, reach.fastest),
        families=families(trace, planned, rows, empty),
        runway_sentence=_runway(trace, empty),
        second=second_trough(trace, signs=own is not None),
    )


def _emptied(trace: Trace) -> int:
    return emptied(trace.result.total.monthly, trace.scenario.company.cash)[0]


def _empty(trace: Trace) -> Quantity:
    month, found = _emptied(trace), Quantity(math.nan, reason="never_empty")
    if month:
        shown = tuple(trace.month("cash", one) for one in (month - 1, month) if one)
        found = Quantity(month - 1, "month", "Last month before it", evidence=shown) + 1
    return found.named(
        "cash_trough.empty", "Cash used up", unit="month", good="up",
        definition="The first month that ends with less than no cash.",
    )  # fmt: skip


def _depth(trace: Trace) -> Sentence:
    """How deep, and how long."""
    breakeven, recovery = trace.summary("breakeven_month"), trace.summary("payback_month")
    within = f"within {trace.months} month{'' if trace.months == 1 else 's'}"
    if recovery.reason == "never_negative":
        return ("Cumulative profit never falls below zero: there is no trough.",)
    trough, month = trace.summary("trough"), trace.summary("trough_month")
    low: Sentence = ("Cumulative profit falls to ", trough, " in ", month, "; ")
    if breakeven.reason and recovery.reason:
        return (*low, f"neither break-even nor recovery comes {within}.")
    if recovery.reason:
        return (*low, "break-even comes in ", breakeven, f", but recovery not {within}.")
    if breakeven.reason:
        return (*low, "recovery comes in ", recovery, ", though there is a loss again in the last month.")
    return (*low, "break-even comes in ", breakeven, ", recovery in ", recovery, ".")


def _speed(trace: Trace, own: Pace | None, reach: Carried, empty: Quantity) -> Sentence:
    """How fast the company can afford to grow, and how far that is from the pace as it is."""
    used_up: Sentence = (" The cash is used up in ", empty)
    carries: Sentence = ("; opening cash of ", _needed(trace), " would carry the growth as it is.")
    if own is None and reach.own:
        return (" No new accounts are signed, and the cash lasts.",)
    if own is None:
        return (*used_up, " though no new accounts are signed; opening cash of ", _needed(trace), " would do.")
    lead = "growth of " if own.grows else ""
    if reach.slowest is not None:
        ends = [("at least ", reach.slowest), ("at most ", reach.fastest)][: 1 if reach.fastest.reason else 2]
        return (*used_up, f": signatures grow too slowly. It lasts with {lead}", *_at(trace, own, ends), ".")
    if reach.fastest.reason == "never_carried":
        return (*used_up, ", and so it is at every other growth that was tried", *carries)
    if reach.fastest.reason:
        return (" The cash carries any faster growth: none that was tried uses it up.",)
    if reach.own:
        return (f" The cash carries {lead}", *_at(trace, own, [("up to ", reach.fastest)]), ".")
    return (*used_up, f": it carries {lead}", *_at(trace, own, [("at most ", reach.fastest)]), *carries)


def _at(trace: Trace, own: Pace, ends: Sequence[tuple[str, Quantity]]) -> Sentence:
    """Ends of what is carried, and the distance of the first to the pace as it is."""
    now = None if own.several else trace.input(next(iter(own.owns)))
    more = [end if now is None else end - now for _, end in ends]
    if more[0].value == 0:
        return (f"{ends[0][0]}what it is now",)
    above = more[0].value > 0
    away = [_distance(own, size if above else 0 - size, end) for size, (_, end) in zip(more, ends, strict=True)]
    shown = away if now is None else [end for _, end in ends]
    told = listed([(words, size) for (words, _), size in zip(ends, shown, strict=True)])
    if now is None:
        unit = " points a month" if own.grows else " accounts each month"
        return (*told, f"{unit} {'more' if above else 'less'} than now in each segment that signs")
    side = f"{' points' if own.grows else ''} {'above' if above else 'below'} the "
    beside: Sentence = (", ", away[0], side, now, " of now") if now.value else ("; it is ", now, " now")
    return (*told, " a month" if own.grows else " more accounts each month", *beside)


def _distance(own: Pace, size: Quantity, end: Quantity) -> Quantity:
    scaled = size * 100 if own.grows else size
    return scaled.named(
        f"{end.key}.distance", f"Distance to it: {end.label.lower()}", unit="points" if own.grows else "accounts",
        definition="How far it is from the growth as it is to the growth that the cash carries.",
    )  # fmt: skip


def _needed(trace: Trace) -> Quantity:
    return (trace.input("company.cash") - trace.summary("cash_low")).named(
        "cash_trough.needed", "Opening cash needed", unit="money", good="down",
        definition="The opening cash with which the lowest cash would be just nothing.",
    )  # fmt: skip


def _runway(trace: Trace, empty: Quantity) -> Sentence:
    """The usual runway, cash over the burn of month 1 (model/formulas: runway_months), beside that of the path."""
    cash, flow = trace.input("company.cash"), trace.month("cash_flow", 1)
    burn = (0 - flow).named("cash_trough.burn", "Net burn, month 1", unit="money/month", good="down",
                            definition="Costs of month 1 less what is billed in it.")  # fmt: skip
    on_path: Sentence = ("On the path above cash is used up in ", empty, ".")
    if empty.reason:
        low, month = trace.summary("cash_low"), trace.summary("cash_low_month")
        on_path = ("On the path above cash is lowest in ", month, ", at ", low, ", and never used up.")
    if burn.value <= 0:
        return ("There is no burn to count a runway from: month 1 brings in ", flow, ". ", *on_path)
    if cash.value <= 0:
        return ("There is no opening cash to burn: month 1 takes ", burn, ". ", *on_path)
    runway = (cash / burn).named(
        "cash_trough.runway", "Runway at the burn of month 1", unit="months", good="up",
        definition="Opening cash over net burn of month 1, as if every month burned as much.",
    )  # fmt: skip
    return ("At the net burn of month 1, ", burn, " a month, opening cash lasts ", runway, ". ", *on_path)
