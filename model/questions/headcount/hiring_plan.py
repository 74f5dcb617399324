"""A hiring plan: how many CSMs start in which quarter so that coverage never falls below a chosen level.

A plan takes the place of the scenario's own hires and cuts, and only hires. All numbers are those of the segment.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from model.engine.batch import Array
from model.questions.csm_capacity.hours import csms_by_hours, needed
from model.questions.headcount.fewest_hires import (
    FEWER,
    KEY,
    NOBODY,
    PLAN,
    QUARTER,
    TEAMS,
    Hiring,
    Planning,
    lowest_coverage,
    pay,
)
from model.questions.headcount.hiring_words import HiringWords, month
from model.result import Result
from model.trace import Quantity, Sentence, Trace, greatest, least, listed
from model.trace.segment import SegmentTrace
from model.wording import short

Cells = tuple[Quantity | tuple[()], ...]
NONE: Array = np.array([])


@dataclass(frozen=True)
class Quarter:
    """A row of the table: the first month of a quarter and its cells."""

    month: int
    cells: Cells


@dataclass(frozen=True)
class HiringPlan:
    """The fewest hires that keep coverage, and what they do.

    `needed`, `staffed` and `without` are CSMs by month: by hours, under the plan, and without hiring.
    Without a team `staffed` is empty, without a choice of hires `without`. Where there is nothing to hire `starts`,
    `waiting`, `against` and `changes` are empty; `changes` is what "Use this plan" writes, by PATH.
    """

    sentence: Sentence
    needed: Array
    staffed: Array = field(default_factory=lambda: NONE)
    without: Array = field(default_factory=lambda: NONE)
    quarters: tuple[Quarter, ...] = ()
    starts: tuple[tuple[int, float], ...] = ()
    waiting: Sentence = ()
    against: tuple[tuple[str, Cells], ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)


def planned(result: Result, segment: int, planning: Planning) -> HiringPlan:
    """The plan of the segment at this place."""
    trace = Trace(result).by_segment[segment]
    match trace.segment.staffing:
        case "none":
            return _without_team(trace)
        case "to_need" | "ratio":
            return _hired_to_need(trace)
    return _fixed(trace, planning)


def need_and_team(result: Result, segment: int) -> str:
    """The most CSMs that the hours need, beside the most on the team; nothing without a fixed team."""
    trace = Trace(result).by_segment[segment]
    if trace.segment.staffing != "fixed":
        return ""
    paths = trace.part.monthly
    most = float(csms_by_hours(trace, paths["required_hours"][:, 0] + paths["reactive_hours"][:, 0]).max())
    return f"{short(most)} CSMs needed at the peak, {short(float(paths['csms'][:, 0].max()))} on the team"


def _fixed(trace: SegmentTrace, planning: Planning) -> HiringPlan:
    hiring = Hiring(trace.scenario, trace.index, planning)
    found = hiring.found()
    in_words, teams = HiringWords(trace, planning, hiring, found), found.teams
    plan = HiringPlan(
        in_words.sentence(), in_words.by_hours,
        staffed=teams[PLAN].path("csms"), without=teams[PLAN].path("csms"), quarters=_quarters(in_words),
    )  # fmt: skip
    if not in_words.rows:
        return plan
    return replace(
        plan, without=teams[NOBODY].path("csms"), waiting=in_words.waiting(), against=_against(in_words),
        starts=tuple((int(row.month), row.change) for row in in_words.rows),
        changes={f"{trace.segment.name}.staff_changes": in_words.rows},
    )  # fmt: skip


def _quarters(in_words: HiringWords) -> tuple[Quarter, ...]:
    """By quarter: CSMs needed, starting and on the team, and the lowest coverage with the plan and without."""
    teams, found = in_words.teams, {row.month: place for place, row in enumerate(in_words.rows)}
    quarters = []
    for months in _of_quarters(in_words.last):
        start, words = months.start, f"quarter from month {months.start}"
        most = in_words.needed(months, f"{KEY}.most.{start}", f"CSMs needed, {words}")
        staffed = teams[PLAN].month("csms", start, f"CSMs on the team, {words}")
        covered = [
            lowest_coverage(
                teams[team], months, f"{KEY}.coverage.{team}.{start}", f"Lowest coverage {TEAMS[team]}, {words}"
            )
            for team in ((PLAN, NOBODY) if in_words.rows else (PLAN,))
        ]
        hires = _hires(in_words, start, found.get(start))
        quarters.append(Quarter(start, (most, hires, staffed, *covered[:1], covered[-1])))
    return tuple(quarters)


def _hires(in_words: HiringWords, start: int, place: int | None) -> Quantity:
    """CSMs who start in a month, with the coverage that one fewer would leave."""
    label, definition = f"Start in month {start}", "The fewest CSMs who keep coverage, given those who started before."
    if place is None:
        return Quantity(0.0, "people", label, f"{KEY}.start.{start}", definition=definition)
    since = range(start, in_words.last + 1)
    shown = tuple(
        lowest_coverage(
            in_words.teams[team], since, f"{KEY}.since.{start}.{name}", f"Lowest coverage from then on, {words}"
        )
        for team, name, words in ((PLAN, "plan", TEAMS[PLAN]), (FEWER + place, "fewer", "with one fewer"))
    )
    return Quantity(in_words.rows[place].change, "people", label, f"{KEY}.start.{start}", definition=definition,
                    evidence=shown)  # fmt: skip


def _against(in_words: HiringWords) -> tuple[tuple[str, Cells], ...]:
    """The plan, the same a quarter later, and nobody hired: side by side."""
    teams, last = in_words.teams, in_words.last
    return tuple(
        (
            name.capitalize(),
            (
                teams[team].month("csms", last, f"CSMs in the last month {name}"),
                pay(teams[team]),
                in_words.lowest(team),
                teams[team].month("accounts", last, f"Accounts in the last month {name}"),
                in_words.profit(team),
            ),
        )
        for team, name in TEAMS.items()
    )


def _of_quarters(last: int) -> list[range]:
    return [range(start, min(start + QUARTER, last + 1)) for start in range(1, last + 1, QUARTER)]


def _without_team(trace: SegmentTrace) -> HiringPlan:
    by_hours = csms_by_hours(
        trace, trace.part.monthly["required_hours"][:, 0] + trace.part.monthly["reactive_hours"][:, 0]
    )
    sentence: Sentence = ("There are no CSMs. Set staffing to Fixed to plan hires.",)
    if by_hours.any():
        ends = [
            (needed(trace, at, f"{KEY}.needed.{at}"), " in ", month(at, f"month.{at}", f"Month {at}"))
            for at in dict.fromkeys((1, trace.months))
        ]
        sentence = (*sentence, " The hours would need ", *listed(ends), ".")
    return HiringPlan(sentence, by_hours)


def _hired_to_need(trace: SegmentTrace) -> HiringPlan:
    """The plan of a team hired to need, or by a ratio: by quarter, from the CSMs of each month."""
    staffed, by_ratio = trace.part.monthly["csms"][:, 0], trace.segment.staffing == "ratio"
    hired = "CSMs follow a ratio" if by_ratio else "CSMs are hired as accounts need them"
    sentence: Sentence = (
        f"{hired}, at once and without a ramp: ", trace.month("csms", 1), " in ",
        month(1, "month.1", "Month 1"), " and ", trace.month("csms", trace.months), " in ",
        month(trace.months, f"month.{trace.months}", "Last month"),
        ". Set staffing to Fixed to plan hires with a lead time.",
    )  # fmt: skip
    quarters = []
    for months in _of_quarters(trace.months):
        start, words = months.start, f"quarter from month {months.start}"
        csms = [trace.month("csms", number) for number in months]
        most = greatest(*csms).named(f"{KEY}.most.{start}", f"CSMs needed, {words}", unit="people")
        more = (csms[-1] - trace.month("csms", max(1, start - 1))).named(
            f"{KEY}.more.{start}", f"CSMs hired, {words}", unit="people",
            definition="CSMs at the end of the quarter less those at the end of the quarter before.",
        )  # fmt: skip
        covered = least(*(trace.month("coverage", number) for number in months)).named(
            f"{KEY}.coverage.{start}", f"Lowest coverage, {words}", unit="share", good="up"
        )
        quarters.append(Quarter(start, (most, more, csms[-1], covered, ())))
    return HiringPlan(sentence, staffed, staffed, quarters=tuple(quarters))
