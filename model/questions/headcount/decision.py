"""What a decision on headcount saves and loses: the same company with it and without it.

A cut saves pay at once and loses revenue later; a hire costs pay at once and brings revenue later. A decision in one
segment is told by that segment's profit, one in several by the company's: nothing else differs.
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
from model.questions.headcount.staffing_options import PAGE, Staffing, StaffingOption
from model.trace import Quantity, Trace, total
from model.trace.segment import SegmentTrace
from model.whatif import Attribution, Difference, Row, WhatIf, choices, path_of, vary
from model.whatif.attribute import Choice

SERVICE = ("required_hours", "reactive_hours", "capacity_hours", "csms", "load", "coverage", "engagement")
PATHS = ("cs_cost", "operating_profit", *SERVICE)
CALLED = {"profit": "Profit", "operating_profit": "Profit"}
Paths = dict[str, Array]
Ran = Mapping[tuple[frozenset[tuple[str, Staffing]], Choice], Row]  # by staffing and the mechanisms that act
Kind = Literal["cut", "hire", "shift"]


@dataclass(frozen=True)
class ProfitStep:
    """One step from the profit without the decision to the profit with it."""

    key: str
    label: str
    amount: Quantity


@dataclass(frozen=True, eq=False)
class Service:
    """What service a segment gets by month, with the decision and without it."""

    paths: Paths
    paths_without: Paths

    @property
    def needed(self) -> Array:
        """Hours that accounts ask for, firefighting included, by month."""
        return self.paths["required_hours"] + self.paths["reactive_hours"]


@dataclass(frozen=True)
class SegmentShare:
    """What a decision does in one of its segments.

    `people` are CSMs hired, below 0 cut; `team` is the headcount without the decision.
    """

    name: str
    people: float
    team: Quantity
    cells: tuple[Quantity, ...]


@dataclass(frozen=True, eq=False)
class Decision:
    """A decision and what it does over the horizon.

    `saving` is CSM cost saved by month and `loss` the profit lost before that cost; of a hire both are negative.
    `crossing` is the first month from which their sums have changed places for good. `steps` add up from `without` to
    `profit`. `responds` says whether service acts on the accounts of any segment at all.
    """

    option: StaffingOption
    kind: Kind
    responds: bool
    saving: Array
    loss: Array
    service: Mapping[str, Service]
    shares: tuple[SegmentShare, ...]
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
        """The steps between the two profits, as rows of a table."""
        steps = [(step.label, (step.amount,)) for step in self.steps]
        return [("Profit without it", (self.without,)), *steps, ("Profit with it", (self.profit,))]

    @property
    def pays(self) -> bool:
        return self.net.value > 0

    @property
    def takes_hours(self) -> bool:
        """Whether accounts take any time of its CSMs: else nothing says what a cut does to renewals."""
        return any(bool(service.needed.any()) for service in self.service.values())

    def nearest(self, segment: str) -> str:
        """This segment, or the first that the decision touches."""
        return segment if segment in self.service else next(iter(self.service))

    def of_segment(self, name: str) -> Service:
        """The service of this segment, or of the first that the decision touches."""
        return self.service[self.nearest(name)]


def decisions(trace: Trace, options: Sequence[StaffingOption]) -> tuple[Decision, ...]:
    """What each of these decisions does, all in one batch."""
    asked = {
        (frozenset(staffing.items()), choice): WhatIf(_changes(staffing, option, choice, trace))
        for option in options
        for staffing in (option.otherwise, option.made)
        for choice in choices([way.key for way in _ways(option, trace)])
    }
    rows = vary(trace.scenario, [*asked.values()], monthly=PATHS, summary=("profit",), by_segment=True, called=CALLED)
    ran = dict(zip(asked, rows, strict=True))
    return tuple(_Weighed(trace, option, ran).decision() for option in options)


def _ways(option: StaffingOption, trace: Trace) -> list[Mechanism]:
    return acting(trace.scenario.segment(name) for name in option.segments)


def _changes(
    staffing: Mapping[str, Staffing], option: StaffingOption, choice: Choice, trace: Trace
) -> dict[str, Staffing | float]:
    """The staff changes, with every mechanism switched off that is not chosen."""
    off = {path: value for way in _ways(option, trace) if way.key not in choice for path, value in way.off.items()}
    return {
        **{f"{name}.{STAFF_CHANGES}": rows for name, rows in staffing.items()},
        **{f"{name}.{path}": value for name in option.segments for path, value in off.items()},
    }


class _Weighed:
    """One decision, from the rows that ran with it and without it."""

    def __init__(self, trace: Trace, option: StaffingOption, ran: Ran) -> None:
        self.option, self.ran, self.months = option, ran, trace.months
        self.segments = [trace.segment(name) for name in option.segments]
        self.ways = _ways(option, trace)
        self.every = frozenset(way.key for way in self.ways)
        self.key = f"{PAGE}.{option.key}"
        self.alone = option.segments[0] if len(option.segments) == 1 else ""
        self.suffix = self.segments[0].suffix if self.alone else ""

    def decision(self) -> Decision:
        both = self.both(self.every, self.suffix, self.key, self.alone)
        saved, lost, net = self.amounts(self.alone, self.key)
        gained, saving = both.path("operating_profit"), 0.0 - both.path("cs_cost")
        shares = tuple(map(self.share, self.segments))
        people = [share.people for share in shares]
        more = [self.option.more(name, self.months) for name in self.option.segments]
        some = min(path.min() for path in more) < 0 < max(path.max() for path in more)
        kind: Kind = "shift" if some else "cut" if min(people) < 0 else "hire"
        effects = Attribution([way.key for way in self.ways], cache(partial(self.gain, segment=self.alone)))
        return Decision(
            option=self.option, kind=kind,
            responds=any(way.response for way in self.ways),
            saving=saving, loss=saving - gained,
            service={trace.segment.name: self.service(trace.segment.name) for trace in self.segments}, shares=shares,
            yearly=total(abs(share.people) * trace.input("csm_cost")
                         for share, trace in zip(shares, self.segments, strict=True)).named(
                f"{self.key}.yearly", "Pay a year", unit="money/year",
                definition="CSMs cut or hired times the yearly cost of one.",
            ),
            saved=saved, lost=lost, net=net,
            crossing=_crossing(self.both(self.every, "", self.key, self.alone)),
            without=both.without.summary("profit"), profit=both.with_it.summary("profit"),
            steps=self.steps(effects, saved),
        )  # fmt: skip

    def both(self, choice: Choice, words: str, key: str, segment: str) -> Difference:
        """A segment or the company with the decision and without it, while these mechanisms act."""
        sides = {"with": self.option.made, "without": self.option.otherwise}
        with_it, without = (
            self.ran[frozenset(staffing.items()), choice].called(f"{case} it{words}", f"{key}.{case}")
            for case, staffing in sides.items()
        )
        if segment:
            with_it, without = with_it.of_segment(segment), without.of_segment(segment)
        return Difference(with_it, without, key=key)

    def gain(self, choice: Choice, segment: str) -> Quantity:
        """What the decision adds to profit when only these mechanisms act."""
        names = [way.label.lower() for way in self.ways if way.key in choice]
        acts = f"only {', '.join(names)} acting" if names else "no response acting"
        key = f"{self._key(segment)}.{'+'.join(sorted(choice)) or 'pay'}"
        both = self.both(choice, f", {acts}", key, segment)
        return both.summary("profit", f"Change of profit, {acts}", "Profit with the decision less that without it.")

    def amounts(self, segment: str, key: str) -> tuple[Quantity, Quantity, Quantity]:
        """CSM cost saved, business lost, and the change of profit."""
        whose = f", {segment}" if segment and not self.alone else ""
        net = self.both(self.every, whose or self.suffix, key, segment).summary(
            "profit", f"Change of profit{whose}", "Profit over the horizon with the decision less that without it."
        )
        saved = self.gain(frozenset(), segment).named(
            f"{key}.saved", f"CSM cost saved{whose}", unit="money", good="up",
            definition="Over the horizon, less severance; of a hire what it costs, with a minus sign.",
        )  # fmt: skip
        lost = (saved - net).named(f"{key}.lost", f"Lost business{whose}", unit="money", good="down",
                                   definition="The CSM cost saved less the change of profit.")  # fmt: skip
        return saved, lost, net

    def share(self, trace: SegmentTrace) -> SegmentShare:
        """What the decision does in one segment; without amounts where it is the only one."""
        name, key = trace.segment.name, self._key(trace.segment.name)
        both = self.both(self.every, f", {name}", key, name)
        more = self.option.more(name, self.months)
        month = int(abs(more).argmax())
        team = Quantity(
            float(path_of(both.without, "csms")[month]), "people", "CSMs without it", f"{key}.team",
            definition="Headcount in the month of the largest difference, without the decision.",
        )  # fmt: skip
        cells = () if self.alone else (*self.amounts(name, key), _crossing(both))
        return SegmentShare(name, float(more[month]), team, cells)

    def service(self, name: str) -> Service:
        both = self.both(self.every, "", self.key, name)
        with_it, without = ({path: path_of(side, path) for path in PATHS} for side in (both.with_it, both.without))
        return Service(with_it, without)

    def steps(self, effects: Attribution, saved: Quantity) -> tuple[ProfitStep, ...]:
        """Pay, severance, and each mechanism's share of what service does."""
        severance = self.severance()
        pay = saved if severance is None else (saved + severance).named(
            f"{self.key}.pay", "Pay", unit="money", good="up", definition="CSM cost saved before severance."
        )  # fmt: skip
        steps = [ProfitStep("pay", "Pay", pay)]
        if severance is not None:
            minus = (0 - severance).named(f"{self.key}.minus_severance", "Severance", unit="money", good="up")
            steps.append(ProfitStep("severance", "Severance", minus))
        for way in self.ways:
            share = effects.share(way.key).named(
                f"{self.key}.share.{way.key}", way.label, unit="money", good="up",
                definition="Its effect on the change of profit, switched on after each choice of the other ways of "
                "service: the mean over all orders, so that the steps add up and no order is preferred.",
            )  # fmt: skip
            steps.append(ProfitStep(way.key, way.label, share))
        return tuple(steps)

    def severance(self) -> Quantity | None:
        """The severance that the decision adds; None where it adds none."""
        paid = [
            cut * trace.input("severance_months", month) * (trace.input("csm_cost", month) / 12)
            for trace in self.segments
            for month, cut in self.cuts(trace).items()
        ]
        paid = [amount for amount in paid if amount.value]
        return total(paid).named(
            f"{self.key}.severance", "Severance", unit="money", good="down",
            definition="Paid once for each CSM cut, more than without the decision.",
        ) if paid else None  # fmt: skip

    def cuts(self, trace: SegmentTrace) -> dict[int, Quantity]:
        """CSMs cut in a month, more than without the decision."""
        name, cut = trace.segment.name, dict[int, float]()
        for sign, rows in ((1, self.option.made[name]), (-1, self.option.otherwise[name])):
            for row in rows:
                if row.month <= self.months and row.change < 0:
                    cut[row.month] = cut.get(row.month, 0.0) - sign * row.change
        path = trace.path(STAFF_CHANGES)
        return {month: Quantity(people, "people", f"CSMs cut in month {month}", path) for month, people in cut.items()}

    def _key(self, segment: str) -> str:
        """The key of numbers of one segment among several, or of the decision."""
        return f"{self.key}.{segment}" if segment and not self.alone else self.key


def _crossing(both: Difference) -> Quantity:
    """The first month from which the summed gain keeps its final sign, if it had the other one before."""
    gained = both.path("operating_profit")
    sums, scale = np.cumsum(gained), np.cumsum(np.abs(gained))
    signs = np.where(np.abs(sums) <= ZERO * scale, 0.0, np.sign(sums))
    other = np.flatnonzero(signs == -signs[-1])
    found = Quantity(math.nan, reason="no_crossing")
    if signs[-1] and len(other):
        month = int(other[-1]) + 2
        shown = tuple(
            both.until("operating_profit", near, f"Change of profit up to month {near}") for near in (month - 1, month)
        )
        found = Quantity(month - 1, "month", "Last month before it", evidence=shown) + 1
    return found.named(
        f"{both.key}.crossing", "Outweighed from", unit="month",
        definition="The first month from which what is saved is outweighed for good by what is lost (of a hire: its "
        "cost by what it earns), both summed up.",
    )  # fmt: skip
