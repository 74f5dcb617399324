"""Months as people name them: "month 13", or "Jan 2027" when the scenario says when it starts."""

from __future__ import annotations

import calendar
from typing import Any

MONTHS_OF_A_YEAR = 12
DAY = 86_400_000  # milliseconds, as charts count time


def name(month: int, start: str | None) -> str:
    """The month's name in a sentence, a label or a table.

    >>> name(13, None), name(13, "2026-01")
    ('month 13', 'Jan 2027')
    """
    if start is None:
        return f"month {month}"
    year, of_year = _calendar(month, start)
    return f"{calendar.month_abbr[of_year]} {year}"


def position(month: int, start: str | None) -> float:
    """Where the month stands on the axis: its number, or its first day in milliseconds since 1970.

    >>> position(13, None), position(13, "1969-01")
    (13.0, 0.0)
    """
    if start is None:
        return float(month)
    year, of_year = _calendar(month, start)
    days = sum(calendar.monthrange(year, earlier)[1] for earlier in range(1, of_year))
    return float(DAY * (_days_before(year) + days))


def columns(count: int, start: str | None) -> dict[str, list[Any]]:
    """The months as the columns of a chart's table: number, place on the axis, name."""
    numbers = range(1, count + 1)
    return {
        "month": list(numbers),
        "at": [position(month, start) for month in numbers],
        "when": [name(month, start) for month in numbers],
    }


def _calendar(month: int, start: str) -> tuple[int, int]:
    """Year and month of the year; a year beyond 9999 is a year like others."""
    first_year, first_month = (int(part) for part in start.split("-"))
    years, of_year = divmod(first_month - 1 + month - 1, MONTHS_OF_A_YEAR)
    return first_year + years, of_year + 1


def _days_before(year: int) -> int:
    """Days from 1970 to the first of January."""
    leap_days = (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400
    return 365 * (year - 1970) + leap_days - 477
