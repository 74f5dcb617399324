"""What a decision on head count saves and loses: the same company with it and without it.

A cut saves pay at once and loses revenue later; a hire costs pay at once and brings revenue later. Nothing but the
segment's own profit differs between the two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from model.batch import STAFF_CHANGES, Array
from model.questions.headcount.plans import PAGE, Mechanism, Plan, Rows, acting, plans
from model.scenario import Scenario
from model.summary import ZERO
from model.trace import Quantity, Trace, Variants, total

SERVICE = ("required_hours", "reactive_hours", "capacity_hours", "csms", "load", "coverage", "engagement")
PATHS = ("cs_cost", "operating_profit", *SERVICE)
Paths = dict[str, Array]
Kind = Literal["cut", "hire", "shift"]


@dataclass(frozen=True)
class Step:
    """A step from the profit without the decision to that with it."""

    key: str
    label: str
    amount: Quantity


@dataclass(frozen=True)
class Decision:
    """A decision and what it does over the horizon.

    `saving` is CSM cost saved by month and `loss` the profit lost before that cost; of a hire both are negative.
    `crossing` is the first month from which their sums have changed places for good. `steps` add up from `without` to
    `profit`.
    """

    scenario: Scenario
    segment: str
    plan: Plan
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
    steps: tuple[Step, ...]

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
    asked = plans(segment, trace.months)
    staffings = list(dict.fromkeys(rows for plan in asked for rows in (plan.otherwise, plan.made)))
    ways = acting(segment)
    runs = Runs(trace, index, staffings, ways)
    return tuple(_decision(runs, plan) for plan in asked)


class Runs:
    """A segment with each of some staffings, and with every choice of the mechanisms switched on."""

    def __init__(self, trace: Trace, index: int, staffings: Sequence[Rows], ways: Sequence[Mechanism]) -> None:
        self.trace, self.own, self.staffings, self.ways = trace, trace.by_segment[index], staffings, ways
        self.name, self.choices = self.own.segment.name, _choices(ways)
        changes = [
            {f"{self.name}.{STAFF_CHANGES}": rows} | self._off(choice) for rows in staffings for choice in self.choices
        ]
        self.variants = Variants(trace.scenario, changes, monthly=PATHS, summary=("profit",), by_segment=True)

    def _off(self, choice: frozenset[str]) -> dict[str, float]:
        off = [way for way in self.ways if way.key not in choice]
        return {f"{self.name}.{name}": value for way in off for name, value in way.off.items()}

    def row(self, rows: Rows, choice: frozenset[str] | None = None) -> int:
        """Of a staffing with a choice of mechanisms; with all of them where none is named."""
        everything = self.choices[-1]
        return self.staffings.index(rows) * len(self.choices) + self.choices.index(
            everything if choice is None else choice
        )

    def paths(self, rows: Rows) -> Paths:
        return {name: self.variants.path(name, self.row(rows), self.name) for name in PATHS}

    def profit(self, rows: Rows, key: str, label: str, choice: frozenset[str] | None = None) -> Quantity:
        return self.variants.summary("profit", self.row(rows, choice), key, label, self.name)

    def gain(self, plan: Plan, choice: frozenset[str]) -> Quantity:
        """What a decision adds to profit when only these mechanisms act."""
        acts = " and ".join(way.label for way in self.ways if way.key in choice) or "nothing"
        key = f"{PAGE}.{plan.key}.{'+'.join(sorted(choice)) or 'nothing'}"
        added = self.profit(plan.made, f"{key}.with", f"Profit with it, acting: {acts}", choice) - self.profit(
            plan.otherwise, f"{key}.without", f"Profit without it, acting: {acts}", choice
        )
        return added.named(
            f"{key}.gain", f"Change of profit, acting: {acts}", unit="money", good="up",
            definition="Profit over the horizon with the decision less that without it, other ways of service off.",
        )  # fmt: skip


def _choices(ways: Sequence[Mechanism]) -> list[frozenset[str]]:
    keys = [way.key for way in ways]
    return [frozenset(some) for size in range(len(keys) + 1) for some in combinations(keys, size)]


def _decision(runs: Runs, plan: Plan) -> Decision:
    mine, other = runs.paths(plan.made), runs.paths(plan.otherwise)
    key, more = f"{PAGE}.{plan.key}", plan.more(runs.own.months)
    saving = other["cs_cost"] - mine["cs_cost"]
    gained = mine["operating_profit"] - other["operating_profit"]
    without = runs.profit(plan.otherwise, f"{key}.without", f"Profit without it{runs.own.of}")
    profit = runs.profit(plan.made, f"{key}.with", f"Profit with it{runs.own.of}")
    net = (profit - without).named(
        f"{key}.net", "Change of profit", unit="money", good="up",
        definition="Profit over the horizon with the decision less that without it.",
    )  # fmt: skip
    saved = runs.gain(plan, frozenset()).named(
        f"{key}.saved", "CSM cost saved", unit="money", good="up",
        definition="Over the horizon, severance taken off; of a hire what it costs, with a minus sign.",
    )  # fmt: skip
    lost = (saved - net).named(f"{key}.lost", "Lost to less service", unit="money", good="down",
                               definition="The CSM cost saved less the change of profit.")  # fmt: skip
    peak = float(more[np.argmax(np.abs(more))])
    people = Quantity(abs(peak), "people", "CSMs cut" if peak < 0 else "CSMs hired", runs.own.path(STAFF_CHANGES))
    kind: Kind = "shift" if more.min() < 0 < more.max() else "cut" if peak < 0 else "hire"
    return Decision(
        scenario=runs.trace.scenario, segment=runs.name, plan=plan, kind=kind,
        saving=saving, loss=saving - gained, paths=mine, paths_without=other, people=people,
        yearly=(people * runs.own.input("csm_cost")).named(
            f"{key}.yearly", "Pay a year", unit="money/year", good="neither",
            definition="CSMs cut or hired times the yearly cost of one.",
        ),
        saved=saved, lost=lost, net=net, crossing=_crossing(runs, plan, gained), without=without, profit=profit,
        steps=_steps(runs, plan, saved),
    )  # fmt: skip


def _crossing(runs: Runs, plan: Plan, gained: Array) -> Quantity:
    """The first month from which the summed gain keeps the sign that it has in the end, if it had the other before."""
    sums, scale = np.cumsum(gained), np.cumsum(np.abs(gained))
    signs = np.where(np.abs(sums) <= ZERO * scale, 0.0, np.sign(sums))
    other = np.flatnonzero(signs == -signs[-1])
    found = Quantity(math.nan, reason="no_crossing")
    if signs[-1] and len(other):
        month = int(other[-1]) + 2
        shown = tuple(_summed(runs, plan, sums, one) for one in (month - 1, month))
        found = Quantity(month - 1, "month", "Last month before it", evidence=shown) + 1
    return found.named(
        f"{PAGE}.{plan.key}.crossing", "Overtaken", unit="month",
        definition="The first month from which cumulated saving and loss (of a hire: cost and gain) have changed "
        "places for good.",
    )  # fmt: skip


def _summed(runs: Runs, plan: Plan, sums: Array, month: int) -> Quantity:
    """The change of profit up to a month."""
    mine, other, key = runs.row(plan.made), runs.row(plan.otherwise), f"{PAGE}.{plan.key}.sum@{month}"

    def origin() -> Quantity:
        name, of = "operating_profit", runs.name
        parts = [
            runs.variants.month(name, one, mine, f"{key}.with.{one}", f"Profit with it, month {one}", of)
            - runs.variants.month(name, one, other, f"{key}.without.{one}", f"Profit without it, month {one}", of)
            for one in range(1, month + 1)
        ]
        return total(parts)

    return Quantity(float(sums[month - 1]), "money", f"Change of profit up to month {month}", key, origin=origin)


def _steps(runs: Runs, plan: Plan, saved: Quantity) -> tuple[Step, ...]:
    """Pay, severance, and each mechanism's share, whatever the order in which they are switched on (Shapley 1953)."""
    severance = _severance(runs, plan)
    pay = saved if severance is None else (saved + severance).named(
        f"{PAGE}.{plan.key}.pay", "Pay", unit="money", good="up", definition="CSM cost saved before severance."
    )  # fmt: skip
    steps = [Step("pay", "Pay", pay)]
    if severance is not None:
        steps.append(Step("severance", "Severance", (0 - severance).named(
            f"{PAGE}.{plan.key}.minus_severance", "Severance", unit="money", good="up"
        )))  # fmt: skip
    return (*steps, *(Step(way.key, way.label, _share(runs, plan, way)) for way in runs.ways))


def _severance(runs: Runs, plan: Plan) -> Quantity | None:
    """What is paid more for CSMs cut than without the decision; None where that is nothing."""
    segment, months = runs.own.segment, runs.own.months
    cut = sum(
        sign * max(0.0, -row.change)
        for sign, rows in ((1, plan.made), (-1, plan.otherwise))
        for row in rows
        if row.month <= months
    )
    if not cut * segment.severance_months * segment.csm_cost:
        return None
    cuts = Quantity(cut, "people", "CSMs cut within the horizon", runs.own.path(STAFF_CHANGES))
    return (cuts * runs.own.input("severance_months") * (runs.own.input("csm_cost") / 12)).named(
        f"{PAGE}.{plan.key}.severance", "Severance", unit="money", good="down",
        definition="Paid once for each CSM cut, more than without the decision.",
    )  # fmt: skip


def _share(runs: Runs, plan: Plan, way: Mechanism) -> Quantity:
    """A mechanism's mean effect over all orders in which the mechanisms may be switched on."""
    count = len(runs.ways)
    parts = [
        (runs.gain(plan, choice | {way.key}) - runs.gain(plan, choice)) / (count * math.comb(count - 1, len(choice)))
        for choice in runs.choices
        if way.key not in choice
    ]
    return total(parts).named(
        f"{PAGE}.{plan.key}.share.{way.key}", way.label, unit="money", good="up",
        definition="Its effect on the change of profit, switched on after each choice of the other ways of service: "
        "the mean over all orders, so that the steps add up and no order is preferred.",
    )  # fmt: skip
