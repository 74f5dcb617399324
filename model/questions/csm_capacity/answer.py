"""How many accounts can one CSM look after, and how many CSMs do we need?

Hours, need and load are those of the segment in view; ratios of revenue per CSM are those of every segment.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.metrics.hours import csms_to_need
from model.questions.csm_capacity.hours import (
    Hours,
    accounts_in_words,
    hours,
    needed,
    whole_accounts,
    with_firefighting,
)
from model.questions.csm_capacity.published import productivity, published
from model.questions.csm_capacity.ratio import Ratios, ratios
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace, greatest, least, rounded_up
from model.trace.lookup import SegmentTrace
from model.whatif import Row, WhatIf, vary

YEAR = 12
FULL = 1 + 1e-9  # a load above it has too many accounts
NO_TEAM = Quantity(math.nan, reason="no_team")


@dataclass(frozen=True)
class Team:
    """CSMs by month: what the hours need, who is there, what a team hired to need would take, and the load.

    Without a team `there` and `load` are empty. A load is infinite where hours are needed and nobody has any.
    """

    needed: Array
    to_need: Array
    there: Array
    load: Array

    @property
    def above(self) -> list[int]:
        """The months in which load is above 1."""
        return [month for month, load in enumerate(self.load.tolist(), 1) if load > FULL]


@dataclass(frozen=True)
class NeedInMonth:
    """A row of the table of need: a month and its numbers."""

    month: int
    cells: tuple[Quantity, ...]


@dataclass(frozen=True)
class CsmCapacity:
    """The answer."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    scenario: Scenario
    segment: str
    hours: Hours
    productivity: Sentence
    team: Team
    years: tuple[NeedInMonth, ...]
    ratios: Ratios
    published: tuple[tuple[str, tuple[Quantity | str, ...]], ...]


def ask(result: Result, segment: int) -> CsmCapacity:
    """The answer for a result, with the segment at this place in view."""
    trace = Trace(result)
    own = trace.by_segment[segment]
    to_need = _hired_to_need(own)
    of_hours, team = hours(own), _team(own, to_need)
    ends = (
        needed(own, 1, "csm_capacity.needed.start", "CSMs needed at the start"),
        needed(own, own.months, "csm_capacity.needed.end", "CSMs needed at the end"),
    )
    return CsmCapacity(
        sentence=(*_lead(own, of_hours, ends[1]), *_need(own, of_hours, ends, team)),
        figures=(of_hours.per_account, of_hours.whole, *ends, _highest_load(own)),
        scenario=result.scenario,
        segment=own.segment.name,
        hours=of_hours,
        productivity=productivity(own, of_hours),
        team=team,
        years=_years(own, to_need),
        ratios=ratios(trace),
        published=published(own, of_hours),
    )


def _hired_to_need(own: SegmentTrace) -> Row | None:
    """The same segment hired to need; None where no account would stay, leave or be at risk for it."""
    segment = own.segment
    responds = segment.retention_at_risk > 0 or segment.month_to_month_shift > 0 or segment.firefighting_hours > 0
    if own.segment.staffing != "fixed" or not responds:
        return None
    to_need = WhatIf({f"{segment.name}.staffing": "to_need"}, "if hired to need", "csm_capacity.to_need")
    return vary(own.scenario, [to_need], monthly=("csms",), by_segment=True).of_segment(segment.name)[0]


def _team(own: SegmentTrace, to_need: Row | None) -> Team:
    monthly, segment = {name: path[:, 0] for name, path in own.part.monthly.items()}, own.segment
    asked = monthly["required_hours"] + monthly["reactive_hours"]
    csms = csms_to_need(asked, csm_hours=segment.csm_hours, csm_productivity=segment.csm_productivity)
    nobody: Array = np.array([])
    return Team(
        needed=csms,
        to_need=csms if to_need is None else to_need.path("csms"),
        there=nobody if segment.staffing == "none" else monthly["csms"],
        load=nobody if segment.staffing == "none" else monthly["load"],
    )


def _highest_load(own: SegmentTrace) -> Quantity:
    """Less load is not better by itself: it falls when customers leave."""
    team = own.segment.staffing != "none"
    load = greatest(*(own.month("load", month) for month in range(1, own.months + 1))) if team else NO_TEAM
    return load.named(
        "csm_capacity.load", "Highest load", unit="ratio",
        definition="Most hours needed for each hour of the team in any month; above 1 there are too many accounts.",
    )  # fmt: skip


def _years(own: SegmentTrace, to_need: Row | None) -> tuple[NeedInMonth, ...]:
    """The first month of each year, and the last."""
    months = sorted({*range(1, own.months + 1, YEAR), own.months})
    return tuple(NeedInMonth(month, _of_month(own, to_need, month)) for month in months)


def _of_month(own: SegmentTrace, to_need: Row | None, month: int) -> tuple[Quantity, ...]:
    csms = needed(own, month)
    there, load = own.month("csms", month), own.month("load", month)
    if own.segment.staffing == "none":
        there = NO_TEAM.named(f"csm_capacity.there.{month}", "CSMs on the team", unit="people")
        load = NO_TEAM.named(f"csm_capacity.load.{month}", "Load", unit="ratio")
    hired = csms if to_need is None else to_need.month("csms", month)
    return own.month("accounts", month), own.month("required_hours", month), csms, there, load, hired


def _lead(own: SegmentTrace, of: Hours, end: Quantity) -> Sentence:
    """How many accounts one CSM holds, and why."""
    accounts = f"{own.segment.name} accounts" if own.suffix else "accounts"
    if not of.required and end.value:
        return (f"{_capital(accounts)} take no planned CSM time, so one CSM can hold any number. Firefighting alone ",
                "needs ", end, f" {_csms(end)} by the end.")  # fmt: skip
    if not of.required:
        return (
            f"{_capital(accounts)} take no CSM time, so no CSM is needed. Add meetings or other hours to see a limit.",
        )
    if of.whole.value < 1:
        return (f"One CSM cannot look after even one of the {accounts}: it needs ", of.per_account,
                " hours a year, and a CSM has ", of.reaching, " productive hours. ")  # fmt: skip
    noun = accounts.removesuffix("accounts") + accounts_in_words(of.whole)
    return ("One CSM can look after ", of.whole, f" {noun}: each needs ", of.per_account, " hours a year, and a CSM ",
            "has ", of.reaching, " productive hours. ")  # fmt: skip


def _need(own: SegmentTrace, of: Hours, ends: Sequence[Quantity], team: Team) -> Sentence:
    """How many are needed and on the team, and how far it is to where that changes."""
    if not of.required:
        return ()
    if not team.needed.any():
        return ("There are no accounts to serve, so no CSM is needed.",)
    start, end = ends
    last = own.trace.input("horizon_months").named("csm_capacity.last", "Last month", unit="month")
    need: Sentence = ("You need ", start, f" {_csms(start)} now and in ", last)
    if own.months == 1:
        need = ("You need ", end, f" {_csms(end)}")
    elif start.value != end.value:
        need = ("You need ", start, f" {_csms(start)} now and ", end, " by ", last)
    match own.segment.staffing:
        case "none":
            return (*need, *_room_before_next(own, of, end), ". Staffing is set to none, so nobody is paid yet.")
        case "to_need":
            return (*need, ", hired as accounts grow", *_room_before_next(own, of, end), ".")
    return (*need, *_against_team(own, team))


def _room_before_next(own: SegmentTrace, of: Hours, end: Quantity) -> Sentence:
    if end.value == 0:
        return ()
    filled = with_firefighting(own, own.months)
    room = whole_accounts(greatest(0, end * of.exact - filled)).named(
        "csm_capacity.room", "Room before the next CSM", unit="accounts",
        definition="Accounts that the CSMs needed in the last month can hold, less those they have.",
    )  # fmt: skip
    if room.value == 0:
        return ("; the next account needs another",)
    return ("; ", room, f" more {accounts_in_words(room)} fit before the next CSM")


def _against_team(own: SegmentTrace, team: Team) -> Sentence:
    """What the team can hold, against the accounts of the last month."""
    accounts, load, csms = (own.month(name, own.months) for name in ("accounts", "load", "csms"))
    filled = with_firefighting(own, own.months)
    if load.reason:
        return (", but nobody on the team has hours for them: all ", accounts, " accounts go unserved.")
    who: Sentence = ("; the team of ", csms)
    if load.value > FULL:
        over = rounded_up(least(accounts, filled - filled / load) * (1 - 1e-9)).named(
            "csm_capacity.over", "Accounts too many", unit="accounts", good="down",
            definition="Accounts of the last month beyond the number at which load is 1.",
        )  # fmt: skip
        throughout = len(team.above) == own.months - team.above[0] + 1
        return (*who, " then has ", over, " too many, overloaded ",
                "from " if throughout else "first in ", _first_above(own, team), ".")  # fmt: skip
    spare = _spare(filled, load)
    if not team.above:
        return (*who, " is enough, ", *spare, ".")
    return (*who, " is then enough, ", *spare, ", but load is above 1 in some months, first in ",
            _first_above(own, team), ".")  # fmt: skip


def _spare(filled: Quantity, load: Quantity) -> Sentence:
    if load.value == 0:
        return ("with no accounts left",)
    room = whole_accounts(greatest(0, filled / load - filled)).named(
        "csm_capacity.room", "Room for accounts", unit="accounts", good="up",
        definition="Accounts in the last month at which load is 1, less the accounts it has.",
    )  # fmt: skip
    return ("with room for ", room, f" more {accounts_in_words(room)}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _first_above(own: SegmentTrace, team: Team) -> Quantity:
    first = team.above[0]
    around = tuple(own.month("load", month) for month in (first - 1, first) if month > 0)
    return Quantity(
        float(first), "month", "First month with load above 1", "csm_capacity.first_above", evidence=around,
        definition="The first month in which accounts need more hours than the seats have.",
    )  # fmt: skip


def _csms(count: Quantity) -> str:
    return "CSM" if count.value == 1 else "CSMs"
