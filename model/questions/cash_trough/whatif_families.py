"""Families of what-ifs around a scenario: by pace of growth, payback time, and months billed ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.engine.summary import ZERO
from model.metrics import SUMMARY
from model.parameters import GUIDELINES, SEGMENT
from model.questions.cash_trough.affordable_growth import SEEN, Pace
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace
from model.whatif import Row, Rows, WhatIf
from model.wording import counted, minus, percent, short

FIGURES = ("trough", "trough_month", "breakeven_month", "payback_month", "cash_low", "cash_low_month")
PATHS = ("cumulative_profit", *SEEN)
GUIDELINE_TIMES = (1 / 2, 1, 3 / 2, 2)  # 24 months, twice the usual guideline, are the outer limit for large contracts
NEAR = 1 / 8  # of the guideline: a payback time closer than this to the current one is not shown beside it
BILLING = "billing"
NAMES = {"growth": "Growth", "payback": "Payback time", BILLING: "Billed ahead"}
TITLES = {"growth": "at different growth", "payback": "at different payback times", "billing": "billed ahead or not"}
LINKS = {"growth": "at", "payback": "at a payback of", "billing": "billed"}
WITHOUT = {
    "no_signatures": "no new customers are signed",
    "no_cac": "no CAC is entered",
    "no_accounts": "there are no customers",
    "no_margin": "a customer leaves no margin",
    "no_onboarding": "no signed customer reaches first value",
    "never_pays_back": "CAC never pays back",
    "too_large": "it is too long to compute",
}
Changes = Mapping[str, float]


@dataclass(frozen=True)
class Member:
    """One what-if with its paths by month and its figures; `is_current` marks the scenario itself."""

    name: str
    is_current: bool
    profit: Array
    cash: Array
    figures: Mapping[str, Quantity]


@dataclass(frozen=True)
class Family:
    """What-ifs that differ in one thing; the scenario is one of them.

    `sentence` says what is varied, or why nothing is. `empty` is the month in which the scenario's own cash is used up.
    """

    key: str
    scenario: Scenario
    members: tuple[Member, ...]
    sentence: Sentence
    head: tuple[str, ...]
    empty: Quantity

    @property
    def name(self) -> str:
        return NAMES[self.key]

    @property
    def title(self) -> str:
        """What the charts vary: 'at different growth'."""
        return TITLES[self.key]

    def at(self, member: Member) -> str:
        """A what-if within a sentence: 'at +2 pts', 'with 4 more a month'."""
        if member.name.endswith(" more"):
            return f"with {member.name} a month"
        return f"{LINKS[self.key]} {member.name}{' ahead' if self.key == BILLING else ''}"

    @property
    def current(self) -> Member:
        return next(member for member in self.members if member.is_current)

    @property
    def profit_differs(self) -> bool:
        """Whether what is varied moves profit at all."""
        profit = self.current.profit
        return not all(
            np.allclose(member.profit, profit, rtol=0, atol=ZERO * np.abs(profit).max()) for member in self.members
        )

    @property
    def rows(self) -> list[tuple[str, Sequence[Quantity]]]:
        """The what-ifs as rows of a table."""
        return [
            (member.name + ", now" * (member.is_current and member.name != "as now"), tuple(member.figures.values()))
            for member in self.members
        ]


@dataclass(frozen=True)
class FamilyPlan:
    """The what-ifs of a family before they run, by name and changes; the scenario itself has no changes."""

    key: str
    head: str
    members: Sequence[tuple[str, Changes]]
    sentence: Sentence


def plans(trace: Trace, pace: Pace | None) -> list[FamilyPlan]:
    return [_growth(trace, pace), _payback(trace, pace), _billing(trace)]


def whatifs(given: Sequence[FamilyPlan]) -> list[WhatIf]:
    """The what-ifs of all families, in order."""
    changed = [(plan.key, name, changes) for plan in given for name, changes in plan.members if changes]
    return [
        WhatIf(changes, f"at {name}", f"cash_trough.{key}.{row}") for row, (key, name, changes) in enumerate(changed)
    ]


def families(trace: Trace, given: Sequence[FamilyPlan], rows: Rows, empty: Quantity) -> tuple[Family, ...]:
    """The families after their what-ifs have run; these are the first of the rows."""
    ran = iter(rows)
    return tuple(
        Family(
            plan.key,
            trace.scenario,
            tuple(_what_if(next(ran), name) if changes else _itself(trace, name) for name, changes in plan.members),
            plan.sentence,
            (plan.head, *(SUMMARY[figure].label for figure in FIGURES)),
            empty,
        )
        for plan in given
    )


def _itself(trace: Trace, name: str) -> Member:
    paths, figures = trace.result.total.monthly, {figure: trace.summary(figure) for figure in FIGURES}
    return Member(name, True, paths["cumulative_profit"][:, 0], paths["cash"][:, 0], figures)


def _what_if(row: Row, name: str) -> Member:
    figures = {figure: row.summary(figure) for figure in FIGURES}
    return Member(name, False, row.path("cumulative_profit"), row.path("cash"), figures)


def _growth(trace: Trace, pace: Pace | None) -> FamilyPlan:
    head = pace.lever.label if pace else SEGMENT["new_accounts_growth"].label
    if pace is None:
        return FamilyPlan(
            "growth", head, [("as now", {})], ("No new customers are signed, so there is no growth to vary.",)
        )
    members = [(pace.named(number), {} if number == pace.current else pace.at(number)) for number in pace.spread()]
    low, high = (percent(end) if pace.grows else short(end) for end in pace.lever.plausible or pace.range)
    words = f"Plausible growth is {minus(low)} to {minus(high)} a month."
    if not pace.grows:
        words = f"Plausible are {low} to {high} more customers each month."
    if pace.several:
        words = f"The same is added in each of the {len(pace.inputs)} segments that sign. {words}"
    return FamilyPlan("growth", head, members, (words,))


def _payback(trace: Trace, pace: Pace | None) -> FamilyPlan:
    """Payback times. CAC is scaled alike in every segment, which scales the blended payback as much."""
    head, payback = "CAC payback, blended", trace.economics("payback_margin")
    paid = [segment for segment in trace.scenario.segments if segment.cac]
    reason = payback.reason or ("no_signatures" if pace is None else "" if payback.value and paid else "no_cac")
    if reason:
        words = f"There is no payback time to vary: {WITHOUT[reason]}."
        return FamilyPlan("payback", head, [("as now", {})], (words,))
    guideline = trace.scenario.guidelines.payback_months or GUIDELINES["payback_months"].default
    most = (SEGMENT["cac"].bounds or (0.0, 0.0))[1] / max(segment.cac for segment in paid)
    times: list[tuple[float, Changes]] = [(payback.value, {})]
    for months in (guideline * part for part in GUIDELINE_TIMES):
        if abs(months - payback.value) >= NEAR * guideline and months / payback.value <= most:
            scaled = {f"{segment.name}.cac": segment.cac * (months / payback.value) for segment in paid}
            times.append((months, scaled))
    members = [
        (counted(months, "month", decimals=1), changes) for months, changes in sorted(times, key=lambda time: time[0])
    ]
    return FamilyPlan(
        "payback", head, members,
        (f"CAC is scaled{' alike in every segment' if len(paid) > 1 else ''} to reach these payback times; ",
         "your limit is ", trace.input("guidelines.payback_months"), "."),
    )  # fmt: skip


def _billing(trace: Trace) -> FamilyPlan:
    """Months billed ahead. Each segment is billed as far ahead as its contract allows."""
    segments, declared = trace.scenario.segments, SEGMENT["billing_months"]
    most = (declared.plausible or (1, 1))[1]
    current = {f"{segment.name}.billing_months": segment.billing_months for segment in segments}
    ahead = dict.fromkeys(months for months in SEGMENT["renewal_months"].choices or () if months <= most)
    assigned: dict[tuple[int, ...], int] = {}
    for months in ahead:
        assigned.setdefault(tuple(_divisor(segment.renewal_months, months) for segment in segments), months)
    alike = tuple(current.values())
    if alike not in assigned:
        assigned[alike] = alike[0] if len(set(alike)) == 1 else 0
    members = [
        (f"{months} month{'' if months == 1 else 's'}" if months else "as now",
         {} if values == alike else dict(zip(current, values, strict=True)))
        for values, months in sorted(assigned.items(), key=lambda item: item[1])
    ]  # fmt: skip
    sentence = "Billing ahead moves cash, not profit. Each line shows it as if it had always been so."
    if len(segments) > 1:
        sentence += " A segment is billed as far ahead as its contract allows."
    if len(members) == 1:
        sentence = "Monthly contracts can only be billed monthly, so there is nothing to vary."
    return FamilyPlan(BILLING, SEGMENT["billing_months"].label, members, (sentence,))


def _divisor(term: int, most: int) -> int:
    """The largest number of months billed ahead, at most so many, that divides the contract term."""
    choices: tuple[int, ...] = SEGMENT["billing_months"].choices or ()
    return max(months for months in choices if months <= most and term % months == 0)
