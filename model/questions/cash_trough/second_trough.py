"""A second trough: what cumulative profit does when signatures are doubled once the first trough is made up for.

The additional accounts do not touch those that are there: they are run as a company of their own that starts with
nothing, and added. Spending on them begins in its first month; they sign a sales cycle later.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.engine.batch import Array
from model.engine.summary import ZERO
from model.parameters import SEGMENT
from model.scenario import Scenario, Segment
from model.trace import Quantity, Sentence, Trace, listed, total
from model.whatif import Row, WhatIf, vary

SIGNED = ("new_accounts", "new_accounts_step")
MONEY = ("operating_profit", "acquisition_cost")


@dataclass(frozen=True)
class SecondTrough:
    """Cumulative profit as planned and accelerated, with the marks of the latter.

    `path` is None where there is nothing to accelerate; `sentence` then says why.
    """

    scenario: Scenario
    sentence: Sentence
    profit: Array
    path: Array | None = None
    start: Quantity | None = None
    low: Quantity | None = None
    low_month: Quantity | None = None
    back: Quantity | None = None


def second_trough(trace: Trace, *, signs: bool) -> SecondTrough:
    """Doubles new customers from the month after recovery, or after break-even where nothing is to be recovered."""
    unanswered = partial(SecondTrough, trace.scenario, profit=trace.result.total.monthly["cumulative_profit"][:, 0])
    if not signs:
        return unanswered(("No new customers are signed, so there is nothing to double.",))
    after = trace.summary("payback_month")
    if after.reason:
        after = trace.summary("breakeven_month")
    if after.reason:
        return unanswered(("The last month still loses money: double new customers only after break-even.",))
    if after.value >= trace.months:
        return unanswered((f"{after.label} comes in the last month, so doubling would show only after it.",))
    start = (after + 1).named(
        "cash_trough.start", "Doubling", unit="month",
        definition="The first month in which as much again is spent on new customers.",
    )  # fmt: skip
    more = accelerating(trace.scenario, round(start.value))
    if more is None:
        return unanswered(("Twice as many customers are more than the model takes.",))
    return _Accelerated(trace, start, vary(more, [WhatIf({})], monthly=MONEY, by_segment=True)[0]).answer()


def accelerating(scenario: Scenario, start: int) -> Scenario | None:
    """The additional accounts as a company of their own whose month 1 is `start`; None where they are too many.

    A segment that is staffed gets CSMs for them as they need, whatever the team is now.
    """
    changes: dict[str, Any] = {
        "horizon_months": scenario.horizon_months - start + 1,
        "company.cash": 0.0,
        "company.fixed_costs": 0.0,
    }
    for segment in scenario.segments:
        first, step = _doubling(segment, start - 1 + segment.sales_cycle_months)
        for name, value in zip(SIGNED, (first, step), strict=True):
            low, high = SEGMENT[name].bounds or (0.0, 0.0)
            if not low <= value <= high:
                return None
            changes[f"{segment.name}.{name}"] = value
        staffing = segment.staffing if segment.staffing == "none" else "to_need"
        changes |= {f"{segment.name}.accounts": 0.0, f"{segment.name}.staffing": staffing}
        changes |= {f"{segment.name}.sales_cycle_months": 0}
    return scenario.changed(changes)


def _doubling(segment: Segment, since: int) -> tuple[float, float]:
    """New accounts and their step that give, so many months later, the same signatures again."""
    grown = (1 + segment.new_accounts_growth) ** since
    first = (segment.new_accounts + segment.new_accounts_step * since) * grown
    return (first, segment.new_accounts_step * grown) if first > 0 or segment.new_accounts_step > 0 else (0.0, 0.0)


class _Accelerated:
    """The scenario with the additional accounts."""

    def __init__(self, trace: Trace, start: Quantity, more: Row) -> None:
        self.trace, self.start, self.more = trace, start, more
        self.first = round(start.value)
        self.profit: Array = trace.result.total.monthly["cumulative_profit"][:, 0]
        self.added = np.cumsum(np.sum([self._of_segment(place) for place in range(len(trace.names))], axis=0))
        self.path = self.profit.copy()
        self.path[self.first - 1 :] += self.added
        self.level = float(self.profit[self.first - 2])

    def _of_segment(self, place: int) -> Array:
        """Profit of the additional accounts of a segment by month: they earn a sales cycle after they are paid for."""
        segment = self.trace.scenario.segments[place]
        profit, spent = (self.more.of_segment(segment.name).path(name) for name in MONEY)
        earned, cycle = profit + spent, segment.sales_cycle_months
        return np.concatenate([np.zeros(cycle), earned])[: len(spent)] - spent

    def answer(self) -> SecondTrough:
        later, path = self.path[self.first - 1 :], self.path
        below = later < self.level - ZERO * max(abs(self.level), abs(float(later.min())))
        ahead = self._from("ahead", "Ahead", self.added < 0, "The month from which it is ahead of plan.")
        if not below.any():
            return SecondTrough(self.trace.scenario, self._smooth(ahead), self.profit, path, self.start)
        lowest = self.first + int(np.argmin(later))
        low = self._at(lowest).named(
            "cash_trough.second_low", "Second low point", unit="money", good="up",
            definition="Lowest cumulative profit after the doubling.",
        )  # fmt: skip
        before = Quantity(lowest - 1, "month", "Month before the low", evidence=self._around(lowest))
        low_month = (before + 1).named(
            "cash_trough.second_low_month", "Month of the second low point", unit="month",
            definition="First month of the lowest cumulative profit after the doubling.",
        )  # fmt: skip
        back = self._from(
            "back",
            "Second recovery",
            below,
            "The month from which cumulative profit is never again below where it was.",
        )
        sentence = self._sentence(low, low_month, back, ahead)
        return SecondTrough(self.trace.scenario, sentence, self.profit, path, self.start, low, low_month, back)

    def _smooth(self, ahead: Quantity) -> Sentence:
        if not self.added.any():
            return (*self._lead(), " changes nothing: the added customers neither cost nor earn anything.")
        return (*self._lead(), f" opens no {self._trough}", *self._ahead(ahead), ".", *self._assumption())

    def _sentence(self, low: Quantity, month: Quantity, back: Quantity, ahead: Quantity) -> Sentence:
        end: Sentence = (", back in ", back)
        if back.reason:
            end = (", not back within ", self.trace.input("horizon_months"))
        return (*self._lead(), f" opens a {self._trough} of ", low, " in ", month, *end, *self._ahead(ahead), ".",
                *self._assumption())  # fmt: skip

    def _lead(self) -> Sentence:
        return ("Doubling new customers from ", self.start, " on")

    def _ahead(self, ahead: Quantity) -> Sentence:
        if ahead.reason:
            return (". At the end it is still behind plan",)
        return (". It is ahead of plan from ", ahead, " on")

    def _assumption(self) -> Sentence:
        hired = any(segment.staffing != "none" for segment in self.trace.scenario.segments)
        late, served = "sign a sales cycle after they are paid for", "get CSMs as they need them"
        done = ["are like the others", *([late] if self._waits else []), *([served] if hired else [])]
        return (" The added customers ", *listed([(each,) for each in done]), ".")

    @property
    def _trough(self) -> str:
        return "low point" if self.trace.summary("trough_month").reason else "second low point"

    @property
    def _waits(self) -> bool:
        return any(segment.sales_cycle_months for segment in self.trace.scenario.segments)

    def _around(self, month: int) -> tuple[Quantity, ...]:
        last = self.trace.months
        return tuple(self._at(near) for near in (month - 1, month, month + 1) if self.first <= near <= last)

    def _from(self, key: str, label: str, still: NDArray[np.bool_], definition: str) -> Quantity:
        """The month after the last one for which it still holds."""
        places = np.flatnonzero(still)
        last = self.first + int(places[-1]) if len(places) else self.first - 1
        found = Quantity(math.nan, reason="still_behind")
        if last < self.trace.months:
            found = Quantity(last, "month", "Month before it", evidence=self._around(last)) + 1
        return found.named(f"cash_trough.{key}", label, unit="month", definition=definition, good="down")

    def _at(self, month: int) -> Quantity:
        """Accelerated cumulative profit of a month."""
        return Quantity(
            float(self.path[month - 1]), "money", f"Doubled: cumulative profit, month {month}",
            f"cash_trough.at.{month}", definition="As planned, and what the added customers have earned until then.",
            origin=lambda: self.trace.month("cumulative_profit", month) + total(self._added(month)),
        )  # fmt: skip

    def _added(self, month: int) -> list[Quantity]:
        """What the additional accounts of each segment have brought until a month."""
        parts = []
        for state in self.more.trace.by_segment:
            until = month - self.first + 1
            cycle = self.trace.scenario.segment(state.segment.name).sales_cycle_months
            months = range(1, max(0, until - cycle) + 1)
            earned = total(
                state.month("operating_profit", number) + state.month("acquisition_cost", number) for number in months
            )
            spent = total(state.month("acquisition_cost", number) for number in range(1, until + 1))
            parts.append((earned - spent).named(
                f"cash_trough.added.{state.index}.{month}",
                f"Profit of the added customers{state.suffix}, until month {month}", unit="money",
                definition="What they earn, less what is spent to win them; they start in the month of the doubling.",
            ))  # fmt: skip
        return parts
