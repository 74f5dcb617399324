"""Describes the rows of a table in a few words, for lists of what has changed or differs."""

from __future__ import annotations

from collections.abc import Sequence

from model.parameters import DatedChange, Meeting, StaffChange
from model.wording import exact, minus

MOST = 6  # rows that are described
NONE = "none"


def in_words(rows: Sequence[Meeting | StaffChange | DatedChange | float]) -> str:
    """What the rows say: hires and cuts, meetings with how often and how long, or numbers."""
    if not rows:
        return NONE
    words = [_described(row) for row in rows[:MOST]]
    more = [f"and {len(rows) - MOST} more"] if len(rows) > MOST else []
    return ", ".join([*words, *more])


def _described(row: Meeting | StaffChange | DatedChange | float) -> str:
    if isinstance(row, StaffChange):
        return _hired_or_cut(row)
    if isinstance(row, DatedChange):
        return f"{row.path} becomes {minus(exact(row.value))} in month {row.month}"
    return _met(row) if isinstance(row, Meeting) else exact(row)


def _hired_or_cut(row: StaffChange) -> str:
    sign = "+" if row.change > 0 else ""
    return f"{sign}{minus(exact(row.change))} in month {row.month}"


def _met(row: Meeting) -> str:
    """'Business review 4 a year of 3 hours', preparation within."""
    hours = row.hours + row.prep_hours
    took = f"{exact(row.per_year)} a year of {exact(hours)} {'hour' if hours == 1 else 'hours'}"
    return f"{row.name} {took}" if row.name else took
