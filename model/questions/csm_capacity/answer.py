"""How many accounts can one CSM look after, and how many CSMs do we need?

Hours, need and load are those of the segment in view; ratios of revenue per CSM are those of every segment.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.questions.csm_capacity.hours import (
    Hours,
    accounts_in_words,
    csms_by_hours,
    hours,
    needed,
    whole_accounts,
    with_firefighting,
)
from model.questions.csm_capacity.published_loads import productivity, published
from model.questions.csm_capacity.revenue_per_csm import Ratios, ratios
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace, greatest, least, rounded_up
from model.trace.segment import SegmentTrace
from model.whatif import Row, WhatIf, vary

YEAR = 12
FULL = 1 + 1e-9  # a load above it has too many accounts
NO_TEAM = Quantity(math.nan, reason="no_team")


@dataclass(frozen=True)
class CapacityTeam:
    """CSMs by month that the hours need, that are staffed and that a team hired to need would have, with the load.

    Without a team `staffed` and `load` are empty. A load is infinite where hours are needed and nobody has any.
    """

    needed: Array
    to_need: Array
    staffed: Array
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
    team: CapacityTeam
    years: tuple[NeedInMonth, ...]
    ratios: Ratios
    published: tuple[tuple[str, tuple[Quantity | str, ...]], ...]


def ask(result: Result, segment: int) -> CsmCapacity:
    """The answer for a result, with the segment at this place in view."""
    trace = Trace(result)
    state = trace.by_segment[segment]
    to_need = _hired_to_need(state)
    capacity, team = hours(state), _team(state, to_need)
    ends = (
        needed(state, 1, "csm_capacity.needed.start", "CSMs needed at the start"),
        needed(state, state.months, "csm_capacity.needed.end", "CSMs needed at the end"),
    )
    return CsmCapacity(
        sentence=(*_lead(state, capacity, ends[1]), *_need(state, capacity, ends, team)),
        figures=(capacity.per_account, capacity.whole, *ends, _highest_load(state)),
        scenario=result.scenario,
        segment=state.segment.name,
        hours=capacity,
        productivity=productivity(state, capacity),
        team=team,
        years=_years(state, to_need),
        ratios=ratios(trace),
        published=published(state, capacity),
    )


def _hired_to_need(trace: SegmentTrace) -> Row | None:
    """The same segment hired to need; None where no account would stay, leave or be at risk for it."""
    segment = trace.segment
    responds = segment.retention_at_risk > 0 or segment.month_to_month_shift > 0 or segment.firefighting_hours > 0
    if trace.segment.staffing not in ("fixed", "ratio") or not responds:
        return None
    to_need = WhatIf({f"{segment.name}.staffing": "to_need"}, "if hired to need", "csm_capacity.to_need")
    return vary(trace.scenario, [to_need], monthly=("csms",), by_segment=True).of_segment(segment.name)[0]


def _team(trace: SegmentTrace, to_need: Row | None) -> CapacityTeam:
    monthly, segment = {name: path[:, 0] for name, path in trace.part.monthly.items()}, trace.segment
    asked = monthly["required_hours"] + monthly["reactive_hours"]
    csms = csms_by_hours(trace, asked)
    nobody: Array = np.array([])
    return CapacityTeam(
        needed=csms,
        to_need=csms if to_need is None else to_need.path("csms"),
        staffed=nobody if segment.staffing == "none" else monthly["csms"],
        load=nobody if segment.staffing == "none" else monthly["load"],
    )


def _highest_load(trace: SegmentTrace) -> Quantity:
    """The highest load of any month. Less is not better by itself: load falls when customers leave."""
    team = trace.segment.staffing != "none"
    load = greatest(*(trace.month("load", month) for month in range(1, trace.months + 1))) if team else NO_TEAM
    return load.named(
        "csm_capacity.load", "Highest load", unit="ratio",
        definition="Most hours needed for each hour of the team in any month; above 1 there are too many accounts.",
    )  # fmt: skip


def _years(trace: SegmentTrace, to_need: Row | None) -> tuple[NeedInMonth, ...]:
    """The first month of each year, and the last."""
    months = sorted({*range(1, trace.months + 1, YEAR), trace.months})
    return tuple(NeedInMonth(month, _of_month(trace, to_need, month)) for month in months)


def _of_month(trace: SegmentTrace, to_need: Row | None, month: int) -> tuple[Quantity, ...]:
    csms = needed(trace, month)
    staffed, load = trace.month("csms", month), trace.month("load", month)
    if trace.segment.staffing == "none":
        staffed = NO_TEAM.named(f"csm_capacity.there.{month}", "CSMs on the team", unit="people")
        load = NO_TEAM.named(f"csm_capacity.load.{month}", "Load", unit="ratio")
    hired = csms if to_need is None else to_need.month("csms", month)
    return trace.month("accounts", month), trace.month("required_hours", month), csms, staffed, load, hired


def _lead(trace: SegmentTrace, capacity: Hours, end: Quantity) -> Sentence:
    """How many accounts one CSM can look after, and why."""
    accounts = f"{trace.segment.name} accounts" if trace.suffix else "accounts"
    if not capacity.required and capacity.onboarding:
        return ("Each new account takes ", capacity.onboarding.hours, " hours of onboarding and none after that. ",
                "You need ", end, f" {_csms(end)} by the end.")  # fmt: skip
    if not capacity.required and end.value:
        return (f"{_capital(accounts)} take no planned CSM time, so one CSM can hold any number. Firefighting alone ",
                "needs ", end, f" {_csms(end)} by the end.")  # fmt: skip
    if not capacity.required:
        return (
            f"{_capital(accounts)} take no CSM time, so no CSM is needed. Add meetings or other hours to see a limit.",
        )
    if capacity.whole.value < 1:
        return (f"One CSM cannot look after even one of the {accounts}: it needs ", capacity.per_account,
                " hours a year, and a CSM has ", capacity.reaching, " productive hours. ")  # fmt: skip
    noun = accounts.removesuffix("accounts") + accounts_in_words(capacity.whole)
    return ("One CSM can look after ", capacity.whole, f" {noun}: each needs ", capacity.per_account,
            " hours a year, and a CSM has ", capacity.reaching, " productive hours. ")  # fmt: skip


def _need(trace: SegmentTrace, capacity: Hours, ends: Sequence[Quantity], team: CapacityTeam) -> Sentence:
    """How many CSMs are needed, how many there are, and how far it is to where that changes."""
    if not capacity.required:
        return ()
    if not team.needed.any():
        return ("There are no accounts to serve, so no CSM is needed.",)
    start, end = ends
    last = trace.trace.input("horizon_months").named("csm_capacity.last", "Last month", unit="month")
    need: Sentence = ("You need ", start, f" {_csms(start)} now and in ", last)
    if trace.months == 1:
        need = ("You need ", end, f" {_csms(end)}")
    elif start.value != end.value:
        need = ("You need ", start, f" {_csms(start)} now and ", end, " by ", last)
    match trace.segment.staffing:
        case "none":
            return (
                *need,
                *_room_before_next(trace, capacity, end),
                ". Staffing is set to none, so nobody is paid yet.",
            )
        case "to_need":
            return (*need, ", hired as accounts grow", *_room_before_next(trace, capacity, end), ".")
    return (*need, *_against_team(trace, team))


def _room_before_next(trace: SegmentTrace, capacity: Hours, end: Quantity) -> Sentence:
    if end.value == 0:
        return ()
    filled = with_firefighting(trace, trace.months)
    room = whole_accounts(greatest(0, end * capacity.exact - filled)).named(
        "csm_capacity.room", "Room before the next CSM", unit="accounts",
        definition="Accounts that the CSMs needed in the last month can hold, less those they have.",
    )  # fmt: skip
    if room.value == 0:
        return ("; the next account needs another",)
    return ("; ", room, f" more {accounts_in_words(room)} fit before the next CSM")


def _against_team(trace: SegmentTrace, team: CapacityTeam) -> Sentence:
    """What the team can hold, against the accounts of the last month."""
    accounts, load, csms = (trace.month(name, trace.months) for name in ("accounts", "load", "csms"))
    filled = with_firefighting(trace, trace.months)
    if load.reason:
        return (", but nobody on the team has hours for them: all ", accounts, " accounts go unserved.")
    who: Sentence = ("; the team of ", csms)
    if load.value > FULL:
        over = rounded_up(least(accounts, filled - filled / load) * (1 - 1e-9)).named(
            "csm_capacity.over", "Accounts too many", unit="accounts", good="down",
            definition="Accounts of the last month beyond the number at which load is 1.",
        )  # fmt: skip
        throughout = len(team.above) == trace.months - team.above[0] + 1
        return (*who, " then has ", over, " too many, overloaded ",
                "from " if throughout else "first in ", _first_above(trace, team), ".")  # fmt: skip
    spare = _spare(filled, load)
    if not team.above:
        return (*who, " is enough, ", *spare, ".")
    return (*who, " is then enough, ", *spare, ", but load is above 1 in some months, first in ",
            _first_above(trace, team), ".")  # fmt: skip


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


def _first_above(trace: SegmentTrace, team: CapacityTeam) -> Quantity:
    first = team.above[0]
    around = tuple(trace.month("load", month) for month in (first - 1, first) if month > 0)
    return Quantity(
        float(first), "month", "First month with load above 1", "csm_capacity.first_above", evidence=around,
        definition="The first month in which accounts need more hours than the seats have.",
    )  # fmt: skip


def _csms(count: Quantity) -> str:
    return "CSM" if count.value == 1 else "CSMs"
