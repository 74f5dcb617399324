"""Describes the rows of a table in a few words, for lists of what has changed or differs."""

from __future__ import annotations

from collections.abc import Sequence

from model import plans
from model.parameters import DatedChange, Meeting, Parameter, StaffChange
from model.scenario import Scenario
from model.wording import exact, minus, precisely_percent

MOST = 6  # rows that are described
NONE = "none"
Row = Meeting | StaffChange | DatedChange | float


def in_words(rows: Sequence[Row], scenario: Scenario, parameter: Parameter) -> str:
    """What the rows say: hires and cuts, meetings with how often and how long, dated changes, or numbers."""
    if not rows:
        return NONE
    words = [_described(row, scenario, parameter) for row in rows[:MOST]]
    more = [f"and {len(rows) - MOST} more"] if len(rows) > MOST else []
    return ", ".join([*words, *more])


def _described(row: Row, scenario: Scenario, parameter: Parameter) -> str:
    match row:
        case StaffChange():
            return _hired_or_cut(row)
        case Meeting():
            return _met(row)
        case DatedChange():
            off = "" if row.on else " (off)"
            return f"{plans.name(scenario, row)} {plans.in_words(scenario, row)}{off}"
    return precisely_percent(row) if parameter.entries == (0, 1) else exact(row)


def _hired_or_cut(row: StaffChange) -> str:
    sign = "+" if row.change > 0 else ""
    return f"{sign}{minus(exact(row.change))} in month {row.month}"


def _met(row: Meeting) -> str:
    """'Business review 4 a year of 3 hours', preparation within."""
    hours = row.hours + row.prep_hours
    took = f"{exact(row.per_year)} a year of {exact(hours)} {'hour' if hours == 1 else 'hours'}"
    return f"{row.name} {took}" if row.name else took
