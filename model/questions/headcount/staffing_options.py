"""The changes of headcount that a page compares: as planned, one CSM fewer, one more, and what the reader chooses.

A decision may touch several segments: then it is answered for the company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.parameters.segment import StaffChange
from model.scenario import Scenario, Segment

PAGE = "headcount"
PLAN, FEWER, MORE, CHOSEN = "plan", "fewer", "more", "chosen"
Staffing = tuple[StaffChange, ...]


@dataclass(frozen=True)
class Move:
    """CSMs hired in a segment from a month on, or cut where `change` is below 0."""

    segment: str
    change: float
    month: int = 1


@dataclass(frozen=True)
class StaffingOption:
    """A decision: the staff changes of each segment that it touches, with the decision and without it."""

    key: str
    name: str
    made: Mapping[str, Staffing]
    otherwise: Mapping[str, Staffing]

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(self.made)

    def more(self, segment: str, months: int) -> Array:
        """CSMs that the decision adds to a segment, by month."""
        return _added(self.made[segment], months) - _added(self.otherwise[segment], months)


def has_a_team(segment: Segment) -> bool:
    """Whether there is a fixed headcount to decide on."""
    return segment.staffing == "fixed"


def with_a_team(scenario: Scenario) -> list[Segment]:
    """The segments with a fixed headcount: only these have one to decide on."""
    return [*filter(has_a_team, scenario.segments)]


def staffing_options(scenario: Scenario, index: int, moves: Sequence[Move] = ()) -> list[StaffingOption]:
    """The decisions to compare: as planned anywhere, one CSM fewer or more in a segment, and what was chosen."""
    months, segment = scenario.horizon_months, scenario.segments[index]
    options = list[StaffingOption]()
    planned = {
        team.name: team.staff_changes for team in with_a_team(scenario) if _added(team.staff_changes, months).any()
    }
    if planned:
        options.append(StaffingOption(PLAN, "As planned", planned, dict.fromkeys(planned, ())))
    if has_a_team(segment):
        if fewest(segment) >= 1:
            options.append(_moved(scenario, FEWER, "One CSM fewer", [Move(segment.name, -1)]))
        options.append(_moved(scenario, MORE, "One CSM more", [Move(segment.name, 1)]))
    names = {team.name for team in with_a_team(scenario)}
    if known := [move for move in moves if move.segment in names and move.change]:
        options.append(chosen(scenario, known))
    return options


def chosen(scenario: Scenario, moves: Sequence[Move]) -> StaffingOption:
    """These hires and cuts on top of what is planned, against the plan alone."""
    return _moved(scenario, CHOSEN, "Chosen", moves)


def fewest(segment: Segment, month: int = 1) -> float:
    """The smallest headcount that is planned for any month from this one on."""
    last = max([month, *(row.month for row in segment.staff_changes)])
    return segment.csms + float(_added(segment.staff_changes, last)[month - 1 :].min())


def constant(segment: Segment, csms: float) -> Staffing:
    """The staff changes that make the headcount `csms` from month 1 on."""
    return (StaffChange(month=1, change=csms - segment.csms),) if csms != segment.csms else ()


def _moved(scenario: Scenario, key: str, name: str, moves: Sequence[Move]) -> StaffingOption:
    planned = {move.segment: scenario.segment(move.segment).staff_changes for move in moves}
    made = dict(planned)
    for move in moves:
        made[move.segment] = (*made[move.segment], StaffChange(month=move.month, change=move.change))
    return StaffingOption(key, name, made, planned)


def _added(rows: Sequence[StaffChange], months: int) -> Array:
    """What the changes add to the headcount, by month."""
    month = np.arange(1, months + 1)
    return np.sum([row.change * (month >= row.month) for row in rows], axis=0) if rows else np.zeros(months)
