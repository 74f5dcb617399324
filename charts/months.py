"""Months on the axis of a chart: by number, or by the calendar when the scenario says when it starts."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from model.locales import writing
from model.months import name, of_calendar

__all__ = ["columns", "name", "position"]

DAY = 86_400_000  # milliseconds, as charts count time


def position(month: int, start: str | None) -> float:
    """Where the month stands on the axis: its number, or its first day in milliseconds since 1970.

    >>> position(13, None), position(13, "1969-01")
    (13.0, 0.0)
    """
    if start is None:
        return float(month)
    year, of_year = of_calendar(month, start)
    days = sum(calendar.monthrange(year, earlier)[1] for earlier in range(1, of_year))
    return float(DAY * (_days_before(year) + days))


def columns(count: int, start: str | None) -> dict[str, Sequence[Any]]:
    """The months as the columns of a chart's table: number, place on the axis, name."""
    return {"month": range(1, count + 1), "at": positions(count, start), "when": _names(count, start, writing().tag)}


@lru_cache(maxsize=64)
def positions(count: int, start: str | None) -> tuple[float, ...]:
    """Where the months stand on the axis."""
    return tuple(position(month, start) for month in range(1, count + 1))


@lru_cache(maxsize=64)
def _names(count: int, start: str | None, locale: str) -> tuple[str, ...]:
    return tuple(name(month, start) for month in range(1, count + 1))


def _days_before(year: int) -> int:
    """Days from 1970 to the first of January."""
    leap_days = (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400
    return 365 * (year - 1970) + leap_days - 477
