"""The headcount with the highest profit, beside that with the highest revenue per CSM."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from model import whatif
from model.engine.batch import STAFF_CHANGES
from model.engine.summary import ZERO
from model.parameters import STAFF_CHANGE
from model.questions.headcount.staffing_options import PAGE, constant
from model.trace import Quantity, Sentence, Trace
from model.whatif import Row, WhatIf, highest, of_figure
from model.wording import counted, shortest

MOST = 61  # headcounts that are tried at a time
BEYOND = 1.5  # times the larger of need and headcount: further up nothing is tried
BESIDE = 2  # rows of the table on either side of a headcount that is named
LARGEST = (STAFF_CHANGE["change"].bounds or (0.0, 0.0))[1] - MOST  # that a team may be changed by
FIGURES = ("profit", "revenue", "nrr")


@dataclass(frozen=True)
class Count:
    """A headcount from month 1 on, and what it earns over the horizon."""

    csms: float
    name: str
    accounts: Quantity
    profit: Quantity
    revenue: Quantity
    per_csm: Quantity
    nrr: Quantity

    @property
    def cells(self) -> tuple[Quantity, ...]:
        return self.accounts, self.profit, self.revenue, self.per_csm, self.nrr


@dataclass(frozen=True)
class Best:
    """Every headcount that was tried; `most_profit` and `most_per_csm` are the places of the two highest."""

    segment: str
    counts: tuple[Count, ...]
    most_profit: int
    most_per_csm: int
    csms_today: float
    csms: Quantity
    sentence: Sentence

    @property
    def shown(self) -> list[Count]:
        """The headcounts that are named, with those beside them."""
        named = (self.most_profit, self.most_per_csm, self.place(self.csms_today))
        near = {place + step for place in named for step in range(-BESIDE, BESIDE + 1)}
        return [count for place, count in enumerate(self.counts) if place in near]

    def place(self, csms: float) -> int:
        return min(range(len(self.counts)), key=lambda place: abs(self.counts[place].csms - csms))


def best(trace: Trace, index: int) -> Best | None:
    """The best constant headcount of a segment with a fixed team, whatever was planned.

    None where no number of CSMs changes revenue: the cheapest team is nobody then, which says nothing.
    """
    state = trace.by_segment[index]
    segment, name = state.segment, state.segment.name

    def at(csms: float) -> WhatIf:
        changes = {f"{name}.{STAFF_CHANGES}": constant(segment, csms)}
        return WhatIf(changes, f"with {counted(csms, 'CSM')}", f"{PAGE}.best.{csms:.12g}")

    profit = of_figure(trace.scenario, "profit", segment=name, monthly=("accounts",), summary=FIGURES,
                       called={"profit": "Profit"})  # fmt: skip
    found = whatif.best(profit, _tried(trace, index), at)
    counts = tuple(_count(row, csms) for row, csms in zip(found.rows, found.values, strict=True))
    revenues = [count.revenue.value for count in counts]
    if max(revenues) - min(revenues) <= ZERO * max(revenues):
        return None
    most, per_csm = found.place, highest([count.per_csm.value for count in counts])
    today = state.input("csms")
    csms = _named(today, counts, most, "Best headcount", "with the highest profit over the horizon; of several the "
                  "smallest.")  # fmt: skip
    productive = _named(today, counts, per_csm, "Most productive headcount", "with the highest revenue per CSM.")
    return Best(
        name,
        counts,
        most,
        per_csm,
        segment.csms,
        csms,
        _sentence(counts[most], counts[per_csm], productive),
    )


def _tried(trace: Trace, index: int) -> list[float]:
    """Whole numbers of CSMs, from none to well beyond need and headcount, and the user's own."""
    state = trace.by_segment[index]
    asked = state.part.monthly["required_hours"] + state.part.monthly["reactive_hours"]
    hours_of_one = state.input_path("csm_hours") * state.input_path("csm_productivity") / 12
    need = float((asked[:, 0] / hours_of_one).max())
    top = math.ceil(min(BEYOND * max(need, state.segment.csms, 1), LARGEST + state.segment.csms)) + 1
    step = math.ceil(top / (MOST - 1))
    return sorted({*(float(count) for count in range(0, top + step, step)), state.segment.csms})


def _count(row: Row, csms: float) -> Count:
    key, words = row.name.key, row.name.words
    people = Quantity(csms, "people", "CSMs", f"{key}.csms", definition="The same number from month 1 on.")
    profit, revenue, nrr = map(row.summary, FIGURES)
    last = len(row.path("accounts"))
    accounts = row.month("accounts", last, f"Accounts in month {last} {words}")
    return Count(
        csms, shortest(csms, 2),
        (accounts / people).named(f"{key}.accounts_per_csm", f"Accounts per CSM {words}", unit="accounts",
                                  definition="In the last month."),
        profit, revenue,
        (revenue / people).named(f"{key}.per_csm", f"Revenue per CSM {words}", unit="money", good="up",
                                 definition="Over the horizon."),
        nrr,
    )  # fmt: skip


def _named(today: Quantity, counts: Sequence[Count], place: int, label: str, definition: str) -> Quantity:
    """A headcount, traced as today's plus the difference, with the profits at its neighbours as evidence."""
    shown = tuple(counts[near].profit for near in (place - 1, place, place + 1) if 0 <= near < len(counts))
    more = Quantity(counts[place].csms - today.value, "people", "CSMs more than today's", evidence=shown)
    return (today + more).named(
        f"{PAGE}.{label}",
        label,
        unit="people",
        definition=f"The number of CSMs, the same from month 1 on, {definition}",
    )


def _sentence(top: Count, fewest: Count, productive: Quantity) -> Sentence:
    """What the most productive team would cost in profit."""
    if top.per_csm.reason:
        return ("No CSM earns its cost under this response.",)
    if top is fewest:
        return ("Revenue per CSM is highest with the same team.",)
    return ("Revenue per CSM is highest with ", productive, " (", fewest.per_csm, " each), but profit there is only ",
            fewest.profit, ".")  # fmt: skip
