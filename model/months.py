"""Months as people name them: "month 13", or "Jan 2027" when the scenario says when it starts."""

from __future__ import annotations

import calendar
import re

from model.locales import writing

MONTHS_OF_A_YEAR = 12
LONGEST = 40  # characters that are read as a month
_YEAR_FIRST, _YEAR_LAST = re.compile(r"(\d{4})[-/. ](\d{1,2})"), re.compile(r"(\d{1,2}|[^\W\d]+)\.?[-/. ]+(\d{4})")


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


def since(start: str, month: str) -> int:
    """The number of a calendar month.

    >>> since("2026-01", "2027-01")
    13
    """
    (first_year, first), (year, of_year) = ((int(part) for part in one.split("-")) for one in (start, month))
    return MONTHS_OF_A_YEAR * (year - first_year) + of_year - first + 1


def read(text: str) -> str | None:
    """A month as people write it, as YYYY-MM; None for an empty text. Raises ValueError.

    >>> read("Jan 2027"), read("1/2027"), read("2027-01"), read(" ")
    ('2027-01', '2027-01', '2027-01', None)
    """
    text = text[: LONGEST + 1].strip()
    if not text:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month = found[1], found[2]
    elif found := _YEAR_LAST.fullmatch(text):
        month, year = found[1], found[2]
    else:
        month, year = "", ""
    number = int(month) if month.isdecimal() else _of_year(month)
    if not 1 <= number <= MONTHS_OF_A_YEAR:
        raise ValueError(f"“{text}” is no month: write it like Jan 2027 or 2027-01.")
    return f"{year}-{number:02}"


def _of_year(name: str) -> int:
    """The number of a month from its English name, or its first three letters or more; 0 for another word."""
    starts = [full.lower().startswith(name.lower()) for full in calendar.month_name]
    return starts.index(True) if len(name) > 2 and any(starts) else 0
