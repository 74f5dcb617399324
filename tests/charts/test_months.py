"""Months on the axis and by name, against the calendar."""

import datetime

import pytest

from charts import months


@pytest.mark.parametrize("start", ["1970-01", "1999-12", "2000-02", "2026-11", "2096-01"])
def test_every_month_stands_on_its_first_day(start: str) -> None:
    year, month = (int(part) for part in start.split("-"))
    for number in range(1, 121):
        years, of_year = divmod(month - 1 + number - 1, 12)
        day = datetime.datetime(year + years, of_year + 1, 1, tzinfo=datetime.UTC)
        assert months.position(number, start) == day.timestamp() * 1000
        assert months.name(number, start) == f"{day:%b %Y}"


def test_years_beyond_the_calendar_and_no_start() -> None:
    assert months.name(120, "9999-12") == "Nov 10009"
    assert months.position(2, "9999-12") - months.position(1, "9999-12") == 31 * months.DAY
    assert (months.name(13, None), months.position(13, None)) == ("month 13", 13.0)
