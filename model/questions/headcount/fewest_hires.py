"""The fewest hires by quarter that keep coverage, found from accounts' hours and verified with the engine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.engine.batch import STAFF_CHANGES, Array
from model.parameters import STAFF_CHANGE, Declared
from model.parameters.company import Number, Whole
from model.parameters.declare import declare, parameters_of
from model.parameters.segment import StaffChange
from model.questions.headcount.staffing_options import Staffing
from model.scenario import Scenario, Segment
from model.tolerances import HOURS_TOLERANCE, ROUNDING_TOLERANCE
from model.trace import Quantity, least, total
from model.whatif import Row, Rows, WhatIf, vary

QUARTER = 3
MEASURES = ("accounts", "required_hours", "reactive_hours", "csms", "coverage", "cs_cost")
NEAR = 1e-8  # coverage less below the least than this is rounding
MOST = (STAFF_CHANGE["change"].bounds or (0.0, 0.0))[1]
HOURS_OF_ONE = ("csm_hours", "csm_productivity")
ROUNDS = 20  # tries at most; hires by the hundred thousand may take more to shed the last one too many
Hires = tuple[float, ...]  # at each start
KEY = "headcount.hiring"
PLAN, LATER, NOBODY, FEWER = range(4)
TEAMS = {PLAN: "with the plan", LATER: "with each start a quarter later", NOBODY: "without hiring"}


class Planning(Declared):
    """What a hiring plan is asked to do: settings of the page, no part of a scenario."""

    least_coverage: Number = declare(
        "Least coverage", "Coverage below which no month may fall.",
        unit="share", group="Plan", kind="lever", default=1.0, bounds=(0.5, 1), plausible=(0.5, 1), step=0.01,
    )  # fmt: skip
    lead_months: Whole = declare(
        "Lead time", "From the decision to hire to the start.",
        unit="months", group="Plan", default=3, bounds=(0, 12), plausible=(0, 12), step=1,
    )  # fmt: skip
    first_month: Whole = declare(
        "First decision", "The month in which the first hires are decided.",
        unit="month", group="Plan", kind="lever", default=1, bounds=(1, 120), plausible=(1, 24), step=1,
    )  # fmt: skip


PLANNING = parameters_of(Planning)


def teams_of(scenario: Scenario, place: int, hires: Sequence[Staffing]) -> Rows:
    """One segment with each of these hires in place of its own, run as one batch."""
    name = scenario.segments[place].name
    whatifs = [
        WhatIf({f"{name}.{STAFF_CHANGES}": rows}, TEAMS.get(team, "with one fewer"), f"{KEY}.{team}")
        for team, rows in enumerate(hires)
    ]
    return vary(scenario, whatifs, monthly=MEASURES, summary=("profit",), by_segment=True).of_segment(name)


def asked(team: Row) -> Array:
    """Hours that accounts need in each month, firefighting included, (months,)."""
    return team.path("required_hours") + team.path("reactive_hours")


def lowest_coverage(team: Row, months: range, key: str, label: str) -> Quantity:
    value = float(team.path("coverage")[months.start - 1 : months.stop - 1].min())
    return Quantity(
        value, "share", label, key, definition="Lowest coverage of these months.", good="up",
        origin=lambda: least(*(team.traced.month("coverage", month) for month in months)),
    )  # fmt: skip


def pay(team: Row) -> Quantity:
    paid = team.path("cs_cost")
    return Quantity(
        math.fsum(paid), "money", f"Pay {team.name.words}", f"{team.name.key}.pay", good="down",
        definition="Pay of the CSMs over the horizon.",
        origin=lambda: total(team.traced.month("cs_cost", month) for month in range(1, len(paid) + 1)),
    )  # fmt: skip


@dataclass(frozen=True)
class FewestHires:
    """The hires at each start and the team with them; with `why` no hires keep coverage.

    `why` is "late" (nobody starts within the horizon), "ramp" (nobody counts within it), "vacant" (seats stand
    empty), "too_many" (more than the model takes) or "not_found". Teams beside the plan's: `LATER`, the same a quarter
    later; `NOBODY`, without hires; from `FEWER` on one hire fewer at each start that has some.
    """

    hires: Hires
    teams: Rows
    why: str = ""


class Hiring:
    """A segment with a fixed headcount, whose hires start at the beginning of quarters.

    `starts` are the months in which somebody can start, `kept_from` is the first whose coverage they can keep.
    """

    def __init__(self, scenario: Scenario, place: int, planning: Planning) -> None:
        self.scenario, self.place, self.least = scenario, place, planning.least_coverage
        self.segment: Segment = scenario.segments[place]
        self.months = scenario.horizon_months
        earliest = planning.first_month + planning.lead_months
        self.starts = [month for month in range(1, self.months + 1, QUARTER) if month >= earliest]
        # A hire who counts for nothing in the ramp has to start as much earlier.
        self.delay = self.segment.ramp_months if self.segment.ramp_productivity == 0 else 0
        self.kept_from = self.starts[0] + self.delay if self.starts else self.months + 1

    def found(self) -> FewestHires:
        """The fewest hires: starts from what accounts take when fully served, and tries until nobody can be spared."""
        if self.kept_from > self.months:
            return self._none("ramp" if self.starts else "late")
        plenty = teams_of(self.scenario, self.place, [(StaffChange(month=self.starts[0], change=MOST),)])
        hires, raised = self._fewest(plenty[PLAN]), False
        held: FewestHires | None = None
        for _ in range(ROUNDS):
            if max(hires) > MOST:
                return self._none("vacant" if np.isinf(max(hires)) else "too_many")
            teams = self._teams(hires)
            enough = self._fewest(teams[PLAN])
            if sum(enough) < sum(hires) and not raised:
                hires = enough
            elif not self._holds(teams[PLAN]):
                hires, raised = tuple(map(max, hires, enough)), True
            else:
                held, spare = FewestHires(hires, teams), self._spare(teams, hires)
                if spare is None:
                    break
                hires = spare
        return held or self._none("not_found")

    def rows(self, hires: Hires, later: int = 0) -> Staffing:
        """The hires as staff changes, each `later` months later."""
        rows = zip(self.starts, hires, strict=True)
        return tuple(StaffChange(month=month + later, change=change) for month, change in rows
                     if change and month + later <= self.months)  # fmt: skip

    def falls_short(self, coverage: Array) -> NDArray[np.bool_]:
        short: NDArray[np.bool_] = coverage < self.least - NEAR
        return short

    def _none(self, why: str) -> FewestHires:
        return FewestHires((0.0,) * len(self.starts), teams_of(self.scenario, self.place, [()]), why)

    def _teams(self, hires: Hires) -> Rows:
        plans = [self.rows(hires), self.rows(hires, QUARTER), (), *(self.rows(fewer) for fewer in _one_fewer(hires))]
        return teams_of(self.scenario, self.place, plans)

    def _holds(self, team: Row) -> bool:
        return not self.falls_short(team.path("coverage"))[self.kept_from - 1 :].any()

    def _spare(self, teams: Rows, hires: Hires) -> Hires | None:
        """The hires less the first one who is not needed, if any."""
        fewer = enumerate(_one_fewer(hires), FEWER)
        return next((spared for team, spared in fewer if self._holds(teams[team])), None)

    def seats(self, team: Row) -> Array:
        """Seats of ramped CSMs that the months need for the least coverage, not rounded; infinite where none would do.

        The inverse of vacant_hours in model/metrics/hours.py: hours of the seats less those that attrition and overload
        leave vacant have to hold the firefighting and the least share of what is required.
        """
        vacant, by_overload = self._vacancies
        required, reactive = team.path("required_hours"), team.path("reactive_hours")
        asked, wanted = required + reactive, self.least * required + reactive
        with np.errstate(divide="ignore"):
            calm = wanted / (1 - vacant)
            strained = (wanted + by_overload * asked) / (1 - vacant + by_overload)
        hours = np.where(calm >= asked, calm, strained) * (1 - ROUNDING_TOLERANCE)
        paid, reaching = (self.scenario.by_month(f"{self.segment.name}.{name}") for name in HOURS_OF_ONE)
        return np.where(required > HOURS_TOLERANCE, hours / (paid * reaching / 12), 0.0)

    @cached_property
    def _vacancies(self) -> tuple[float, float]:
        years = self.segment.vacancy_months / 12
        return self.segment.csm_attrition * years, self.segment.overload_attrition * years

    def _fewest(self, team: Row) -> Hires:
        """The smallest whole number of hires at each start that gives its months seats enough."""
        needed, staffed = self.seats(team), np.full(self.months, self.segment.csms)
        if np.isinf(needed[self.kept_from - 1 :]).any():
            return (np.inf,)
        hires = list[float]()
        for start in self.starts:
            worth = self._worth(start)
            its_months = slice(start + self.delay - 1, start + self.delay - 1 + QUARTER)
            short = (needed[its_months] - staffed[its_months]) / worth[its_months]
            hires.append(max(0.0, float(np.ceil(short.max(initial=0.0)))))
            staffed = staffed + hires[-1] * worth
        return tuple(hires)

    def _worth(self, start: int) -> Array:
        """The share of a CSM that a hire of this start counts for in each month."""
        month = np.arange(1, self.months + 1)
        ramped = month >= start + self.segment.ramp_months
        return np.where(ramped, 1.0, self.segment.ramp_productivity) * (month >= start)

    def spare(self, found: FewestHires) -> int:
        """How many CSMs the last month could spare and still keep coverage."""
        staffed = self.segment.csms + sum(
            count * float(self._worth(start)[-1]) for start, count in zip(self.starts, found.hires, strict=True)
        )
        needed = float(self.seats(found.teams[PLAN])[-1])
        return math.floor(staffed - needed + NEAR) if np.isfinite(needed) else 0


def _one_fewer(hires: Hires) -> list[Hires]:
    """One hire fewer at each start that has some."""
    places = [place for place, count in enumerate(hires) if count]
    return [tuple(count - (other == place) for other, count in enumerate(hires)) for place in places]
