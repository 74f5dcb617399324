"""What a decision on head count saves and loses: the same company with it and without it.

A cut saves pay at once and loses revenue later; a hire costs pay at once and brings revenue later. Nothing but the
segment's own profit differs between the two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

import numpy as np

from model.engine.batch import STAFF_CHANGES, Array
from model.engine.summary import ZERO
from model.questions.headcount.mechanisms import Mechanism, acting
from model.questions.headcount.staffing_options import PAGE, Staffing, StaffingOption, staffing_options
from model.trace import Quantity, Trace
from model.trace.lookup import SegmentTrace
from model.whatif import Attribution, Difference, Row, WhatIf, choices, vary
from model.whatif.attribute import Choice

SERVICE = ("required_hours", "reactive_hours", "capacity_hours", "csms", "load", "coverage", "engagement")
PATHS = ("cs_cost", "operating_profit", *SERVICE)
Paths = dict[str, Array]
Ran = Mapping[tuple[Staffing, Choice], Row]  # by staffing and the mechanisms that act
Kind = Literal["cut", "hire", "shift"]


@dataclass(frozen=True)
class ProfitStep:
    """A step from the profit without the decision to that with it."""

    key: str
    label: str
    amount: Quantity


@dataclass(frozen=True, eq=False)
class Decision:
    """A decision and what it does over the horizon.

    `saving` is CSM cost saved by month and `loss` the profit lost before that cost; of a hire both are negative.
    `crossing` is the first month from which their sums have changed places for good. `steps` add up from `without` to
    `profit`.
    """

    option: StaffingOption
    kind: Kind
    saving: Array
    loss: Array
    paths: Paths
    paths_without: Paths
    people: Quantity
    yearly: Quantity
    saved: Quantity
    lost: Quantity
    net: Quantity
    crossing: Quantity
    without: Quantity
    profit: Quantity
    steps: tuple[ProfitStep, ...]

    @property
    def cells(self) -> tuple[Quantity, ...]:
        return self.saved, self.lost, self.net, self.crossing

    @property
    def rows(self) -> list[tuple[str, tuple[Quantity, ...]]]:
        """The steps as a table has them, between the two profits."""
        steps = [(step.label, (step.amount,)) for step in self.steps]
        return [("Profit without it", (self.without,)), *steps, ("Profit with it", (self.profit,))]

    @property
    def needed(self) -> Array:
        """Hours that accounts ask for, firefighting included, by month."""
        return self.paths["required_hours"] + self.paths["reactive_hours"]

    @property
    def pays(self) -> bool:
        return self.net.value > 0


def decisions(trace: Trace, index: int) -> tuple[Decision, ...]:
    """Every decision that a segment with a given head count may be asked about, in one batch."""
    segment = trace.scenario.segments[index]
    asked = staffing_options(segment, trace.months)
    staffings = list(dict.fromkeys(rows for option in asked for rows in (option.otherwise, option.made)))
    ways = acting(segment)
    every, name = choices([way.key for way in ways]), segment.name
    off = {choice: {f"{name}.{path}": value for way in ways if way.key not in choice for path, value in way.off.items()}
           for choice in every}  # fmt: skip
    asked_for = [(rows, choice) for rows in staffings for choice in every]
    whatifs = [WhatIf({f"{name}.{STAFF_CHANGES}": rows, **off[choice]}) for rows, choice in asked_for]
    ran = vary(trace.scenario, whatifs, monthly=PATHS, summary=("profit",), by_segment=True,
               called={"profit": "Profit", "operating_profit": "Profit"}).of_segment(name)  # fmt: skip
    by_choice = dict(zip(asked_for, ran, strict=True))
    return tuple(_decision(trace.by_segment[index], option, ways, by_choice) for option in asked)


def _with_and_without(option: StaffingOption, ran: Ran, choice: Choice, words: str, key: str) -> Difference:
    """A decision with a choice of the mechanisms acting."""
    with_it, without = (
        ran[rows, choice].called(f"{case} it{words}", f"{key}.{case}")
        for case, rows in (("with", option.made), ("without", option.otherwise))
    )
    return Difference(with_it, without, key=key)


def _gain(option: StaffingOption, ways: Sequence[Mechanism], ran: Ran, choice: Choice) -> Quantity:
    """What a decision adds to profit when only these mechanisms act."""
    acts = " and ".join(way.label for way in ways if way.key in choice) or "nothing"
    key = f"{PAGE}.{option.key}.{'+'.join(sorted(choice)) or 'nothing'}"
    return _with_and_without(option, ran, choice, f", acting: {acts}", key).summary(
        "profit", f"Change of profit, acting: {acts}",
        "Profit over the horizon with the decision less that without it, other ways of service off.",
    )  # fmt: skip


def _decision(own: SegmentTrace, option: StaffingOption, ways: Sequence[Mechanism], ran: Ran) -> Decision:
    key, more, every = f"{PAGE}.{option.key}", option.more(own.months), frozenset(way.key for way in ways)
    mine, other = ({name: ran[rows, every].path(name) for name in PATHS} for rows in (option.made, option.otherwise))
    both = _with_and_without(option, ran, every, own.of, key)
    net = both.summary("profit", "Change of profit", "Profit over the horizon with the decision less that without it.")
    effects = Attribution([way.key for way in ways], cache(partial(_gain, option, ways, ran)))
    saved = effects.worth(frozenset()).named(
        f"{key}.saved", "CSM cost saved", unit="money", good="up",
        definition="Over the horizon, severance taken off; of a hire what it costs, with a minus sign.",
    )  # fmt: skip
    lost = (saved - net).named(f"{key}.lost", "Lost to less service", unit="money", good="down",
                               definition="The CSM cost saved less the change of profit.")  # fmt: skip
    peak = float(more[np.argmax(np.abs(more))])
    people = Quantity(abs(peak), "people", "CSMs cut" if peak < 0 else "CSMs hired", f"{key}.people",
                      definition="How many CSMs this decision is about.")  # fmt: skip
    kind: Kind = "shift" if more.min() < 0 < more.max() else "cut" if peak < 0 else "hire"
    saving = other["cs_cost"] - mine["cs_cost"]
    return Decision(
        option=option, kind=kind, saving=saving, loss=saving - both.path("operating_profit"), paths=mine,
        paths_without=other, people=people,
        yearly=(people * own.input("csm_cost")).named(
            f"{key}.yearly", "Pay a year", unit="money/year", good="neither",
            definition="CSMs cut or hired times the yearly cost of one.",
        ),
        saved=saved, lost=lost, net=net, crossing=_crossing(_with_and_without(option, ran, every, "", key)),
        without=both.without.summary("profit"), profit=both.with_it.summary("profit"),
        steps=_steps(own, option, ways, effects, saved),
    )  # fmt: skip


def _crossing(both: Difference) -> Quantity:
    """The first month from which the summed gain keeps the sign that it has in the end, if it had the other before."""
    gained = both.path("operating_profit")
    sums, scale = np.cumsum(gained), np.cumsum(np.abs(gained))
    signs = np.where(np.abs(sums) <= ZERO * scale, 0.0, np.sign(sums))
    other = np.flatnonzero(signs == -signs[-1])
    found = Quantity(math.nan, reason="no_crossing")
    if signs[-1] and len(other):
        month = int(other[-1]) + 2
        shown = tuple(
            both.until("operating_profit", one, f"Change of profit up to month {one}") for one in (month - 1, month)
        )
        found = Quantity(month - 1, "month", "Last month before it", evidence=shown) + 1
    return found.named(
        f"{both.key}.crossing", "Overtaken", unit="month",
        definition="The first month from which cumulated saving and loss (of a hire: cost and gain) have changed "
        "places for good.",
    )  # fmt: skip


def _steps(
    own: SegmentTrace, option: StaffingOption, ways: Sequence[Mechanism], effects: Attribution, saved: Quantity
) -> tuple[ProfitStep, ...]:
    """Pay, severance, and each mechanism's share of what service does."""
    key, severance = f"{PAGE}.{option.key}", _severance(own, option)
    pay = saved if severance is None else (saved + severance).named(
        f"{key}.pay", "Pay", unit="money", good="up", definition="CSM cost saved before severance."
    )  # fmt: skip
    steps = [ProfitStep("pay", "Pay", pay)]
    if severance is not None:
        minus = (0 - severance).named(f"{key}.minus_severance", "Severance", unit="money", good="up")
        steps.append(ProfitStep("severance", "Severance", minus))
    for way in ways:
        share = effects.share(way.key).named(
            f"{key}.share.{way.key}", way.label, unit="money", good="up",
            definition="Its effect on the change of profit, switched on after each choice of the other ways of "
            "service: the mean over all orders, so that the steps add up and no order is preferred.",
        )  # fmt: skip
        steps.append(ProfitStep(way.key, way.label, share))
    return tuple(steps)


def _severance(own: SegmentTrace, option: StaffingOption) -> Quantity | None:
    """What is paid more for CSMs cut than without the decision; None where that is nothing."""
    segment, months = own.segment, own.months
    cut = sum(
        sign * max(0.0, -row.change)
        for sign, rows in ((1, option.made), (-1, option.otherwise))
        for row in rows
        if row.month <= months
    )
    if not cut * segment.severance_months * segment.csm_cost:
        return None
    cuts = Quantity(cut, "people", "CSMs cut within the horizon", own.path(STAFF_CHANGES))
    return (cuts * own.input("severance_months") * (own.input("csm_cost") / 12)).named(
        f"{PAGE}.{option.key}.severance", "Severance", unit="money", good="down",
        definition="Paid once for each CSM cut, more than without the decision.",
    )  # fmt: skip
