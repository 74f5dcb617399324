"""The bars of season and renewal calendar: set by dragging, typed, even again; months are those of the calendar."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from tests.every_page import EXAMPLES, controls, fire, known, opened, show, unfold

MID, SEASON, CALENDAR = EXAMPLES["mid-market-flat"], "bars-0-signing_season", "bars-0-book_calendar"
NAME = MID.segments[0].name


def shown(page: str, fold: str, scenario: Scenario = MID) -> AppTest:
    app = opened(page)
    unfold(app, fold)
    show(app, scenario)
    return app


def bars(app: AppTest, key: str) -> dict[str, Any]:
    control: dict[str, Any] = controls(app)[key]
    return control


def weights(app: AppTest, name: str) -> tuple[float, ...]:
    value: tuple[float, ...] = known(app).scenario.value(f"{NAME}.{name}")
    return value


def test_bars_are_dragged_typed_and_even_again() -> None:
    app = shown("cash_trough", "season")
    assert [bar["name"] for bar in bars(app, SEASON)["bars"]] == [str(month) for month in range(1, 13)]
    assert {bar["text"] for bar in bars(app, SEASON)["bars"]} == {"1"}
    fire(app, SEASON, "set", [2, *[1.0] * 10, 0])
    assert weights(app, "signing_season") == (2, *[1.0] * 10, 0)
    assert bars(app, SEASON)["bars"][0]["title"] == "month 1: 16.7%"  # 2 of 12
    fire(app, SEASON, "typed", {"place": 11, "text": "3.5"})
    assert weights(app, "signing_season")[11] == 3.5
    assert bars(app, SEASON)["differs"]
    fire(app, SEASON, "even")
    assert weights(app, "signing_season") == ()


def test_the_calendar_has_as_many_bars_as_the_term_has_months() -> None:
    app = shown("compounding", "calendar", MID.changed({"start": "2026-11", f"{NAME}.renewal_months": 6}))
    assert [bar["name"] for bar in bars(app, CALENDAR)["bars"]] == ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr"]
    assert bars(app, CALENDAR)["bars"][2]["title"] == "Jan 2027: 16.7%"
    fire(app, CALENDAR, "set", [1, 0, 0, 0, 0, 3])
    fold = controls(app)["calendar"]
    assert fold["label"] == "Existing customers renew most in Apr 2027: 75%"
    assert known(app).link["s"]
    monthly = shown("compounding", "calendar", MID.changed({f"{NAME}.renewal_months": 1}))
    assert "calendar" not in controls(monthly)


def test_a_season_begins_in_january_where_there_is_a_calendar() -> None:
    app = shown("cash_trough", "season", MID.changed({"start": "2026-11"}))
    assert [bar["name"] for bar in bars(app, SEASON)["bars"]][:2] == ["Jan", "Feb"]


@pytest.mark.parametrize(
    ("kind", "value", "line"),
    [
        ("set", [0.0] * 12, "has nothing but zeros"),
        ("typed", {"place": 0, "text": "many"}, "“many” is not a number: write it like 1.5"),
        ("typed", {"place": 0, "text": "-1"}, "“-1” is outside 0 to 1,000,000"),
        ("typed", {"place": 0, "text": "5%"}, "“5%” is outside 0 to 1,000,000"),
        ("typed", {"place": 12, "text": "1"}, ""),
        ("set", [1.0] * 11, ""),
        ("set", [None] * 12, ""),
        ("set", "x", ""),
    ],
)
def test_what_cannot_be_changes_nothing(kind: str, value: Any, line: str) -> None:
    app = shown("cash_trough", "season")
    fire(app, SEASON, kind, value)
    assert weights(app, "signing_season") == ()
    assert line in bars(app, SEASON)["line"]
    assert bool(line) == bool(bars(app, SEASON)["line"])
