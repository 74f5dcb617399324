"""The scenario beside the same one without the hours that lost and at-risk accounts ask for first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.effects.present import Present
from model.engine.summary import ZERO
from model.metrics import MONTHLY
from model.tolerances import HOURS_TOLERANCE
from model.trace import Quantity, Sentence, Trace, greatest, least, total
from model.trace.segment import SegmentTrace
from model.whatif import Row, WhatIf, vary
from model.wording import formatted

KEY, WITHOUT = "headcount.proactive", "without firefighting"
SEEN, FIGURES = ("reactive_hours", "coverage", "churned_accounts", "csms"), ("arr_end", "profit")
Pair = tuple[Quantity, Quantity]  # as it is, and without firefighting


@dataclass(frozen=True)
class Proactive:
    """What firefighting costs over the horizon.

    `rows` have a measure as it is, without firefighting, and the difference. Nothing is said where no hours are lost
    to it.
    """

    sentence: Sentence = ()
    rows: tuple[tuple[str, tuple[Quantity, Quantity, Quantity]], ...] = ()


def proactive(trace: Trace, segment: int) -> Proactive:
    """What firefighting costs the segment at this place."""
    state = trace.by_segment[segment]
    present = Present(trace.result, state.segment)
    fights = present.path("reactive_hours") > HOURS_TOLERANCE
    lost = fights.any() and present.path("capacity_hours")[fights].any()
    return _Fires(state).answer() if lost else Proactive()


class _Fires:
    """A segment as it is beside the same one without firefighting."""

    def __init__(self, trace: SegmentTrace) -> None:
        self.trace, self.present = trace, Present(trace.trace.result, trace.segment)
        calm = WhatIf({f"{trace.segment.name}.firefighting_hours": 0.0}, f"{WITHOUT}{trace.suffix}", f"{KEY}.without")
        rows = vary(trace.scenario, [calm], monthly=SEEN, summary=FIGURES, by_segment=True)
        self.calm = rows.of_segment(trace.segment.name)[0]
        self.hours = self._over_months("reactive_hours", total, "Firefighting hours", "hours")
        self.coverage = self._over_months("coverage", lambda months: least(*months), "Lowest coverage", "share")
        self.lost = self._over_months("churned_accounts", total, "Accounts lost", "accounts")
        self.arr, self.profit = ((trace.summary(name), self.calm.summary(name)) for name in FIGURES)

    def answer(self) -> Proactive:
        names = ("hours", "coverage", "lost", "arr", "profit")
        rows = tuple(self._row(name, getattr(self, name)) for name in names)
        lead: Sentence = (f"Firefighting{_in(self.trace)} takes ", self.hours[0], " hours over ",
                          self.trace.trace.input("horizon_months"))  # fmt: skip
        return Proactive((*lead, *self._outcome(), "."), rows)

    def _row(self, name: str, pair: Pair) -> tuple[str, tuple[Quantity, Quantity, Quantity]]:
        actual, calm = pair
        return actual.label.removesuffix(self.trace.suffix), (
            actual,
            calm,
            _difference(actual, calm, name, f"{actual.label}, difference"),
        )

    def _outcome(self) -> Sentence:
        """What firefighting does to CSMs and accounts, and what it costs."""
        actual, calm = self.profit
        size = float(self.present.path("revenue").sum()) + abs(actual.value) + abs(calm.value)
        if abs(calm.value - actual.value) <= ZERO * size:
            return self._free()
        if calm.value > actual.value:
            cost = _difference(calm, actual, "cost", f"Cost of firefighting{self.trace.suffix}")
            return (" and costs ", cost, " of profit: it ", *self._effect())
        gain = _difference(actual, calm, "gain", f"Profit by firefighting{self.trace.suffix}")
        return (" and ", *self._effect(), ", yet profit is ", gain,
                " higher: the accounts that leave cost more than they pay, or free hours for others")  # fmt: skip

    def _free(self) -> Sentence:
        if self.trace.segment.staffing == "to_need":
            more = bool((self.present.path("csms") > self.calm.path("csms")).any())
            return (f" but costs nothing: {'CSMs are free' if more else 'the CSMs hired anyway have the hours'}",)
        if not self._covered_less:
            return (" but costs nothing: the team has hours to spare",)
        why = "losses come after the horizon" if self.present.responds else "no response is set"
        return (" and ", *self._effect(), f", but costs nothing: {why}")

    def _effect(self) -> Sentence:
        """CSMs hired for it, or coverage and accounts lost by it."""
        if self.trace.segment.staffing == "to_need":
            months = range(1, self.trace.months + 1)
            most = greatest(*(self.trace.month("csms", month) - self.calm.month("csms", month) for month in months))
            hired = most.named(f"{KEY}.hired", f"Most CSMs hired for firefighting{self.trace.suffix}", unit="people",
                               definition="Highest of the months' CSMs less those without firefighting.")  # fmt: skip
            return "needs up to ", hired, f" more {'CSM' if hired.value == 1 else 'CSMs'}"
        actual, calm = self.coverage
        if calm.value - actual.value > ZERO:
            fall: Sentence = ("lowers coverage to ", actual, " at worst (", calm, f" {WITHOUT})")
        else:
            fall = (f"lowers coverage in {self._covered_less} of ", self.trace.trace.input("horizon_months"))
        actual, calm = self.lost
        if abs(actual.value - calm.value) <= ZERO * max(actual.value, calm.value):
            return fall
        more = actual.value > calm.value
        accounts = _difference(
            *((actual, calm) if more else (calm, actual)), "accounts", f"Accounts by firefighting{self.trace.suffix}"
        )
        noun = "account is" if formatted(accounts.value, accounts.unit) == "1" else "accounts are"
        return (*fall, ", and ", accounts, f" {'more' if more else 'fewer'} {noun} lost")

    @property
    def _covered_less(self) -> int:
        """Months with less coverage than without firefighting."""
        return int(np.sum(self.calm.path("coverage") - self.present.path("coverage") > ZERO))

    def _over_months(self, name: str, combine: Callable[[list[Quantity]], Quantity], label: str, unit: str) -> Pair:
        metric = MONTHLY[name]

        def of_months(side: SegmentTrace | Row, end: str, words: str) -> Quantity:
            return combine([side.month(name, month) for month in range(1, self.trace.months + 1)]).named(
                f"{KEY}.{name}{end}", f"{label}{words}", unit=unit, good=metric.good,
                definition=f"{'Lowest' if unit == 'share' else 'Sum'} of the months. {metric.definition}",
            )  # fmt: skip

        return of_months(self.trace, "", self.trace.suffix), of_months(
            self.calm, ".without", f" {self.calm.name.words}"
        )


def _difference(amount: Quantity, other: Quantity, key: str, label: str) -> Quantity:
    return (amount - other).named(
        f"{KEY}.{key}.difference", label, unit=amount.unit, good=amount.good,
        definition="With firefighting as it is assumed, against none of it.",
    )  # fmt: skip


def _in(trace: SegmentTrace) -> str:
    return f" in {trace.segment.name}" if trace.suffix else ""
