"""Months as people name them: "month 13", or "Jan 2027" when the scenario says when it starts."""

from __future__ import annotations

from model.locales import writing

MONTHS_OF_A_YEAR = 12


def name(month: int, start: str | None) -> str:
    """The month's name in a sentence, a label or a table.

    >>> name(13, None), name(13, "2026-01")
    ('month 13', 'Jan 2027')

    Where the reader's locale names a month otherwise than by a word and then the year: 2027-01.
    """
    if start is None:
        return f"month {month}"
    year, of_year = of_calendar(month, start)
    names = writing().months
    return f"{names[of_year - 1]} {year}" if names else f"{year}-{of_year:02}"


def of_calendar(month: int, start: str) -> tuple[int, int]:
    """Year and month of the year; a year beyond 9999 is a year like others."""
    first_year, first_month = (int(part) for part in start.split("-"))
    years, of_year = divmod(first_month - 1 + month - 1, MONTHS_OF_A_YEAR)
    return first_year + years, of_year + 1
