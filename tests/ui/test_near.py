"""Parts of a page that are made while they are near what is in view: all are until a browser has said what is."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model.questions.headcount.answer import mapped
from tests.every_page import EXAMPLES, blocks, fire, known, opened, show
from ui import browser_name, menu
from ui.body import MOST_PARTS, NEAR

MAP = "When it would pay"


@pytest.fixture(scope="module")
def app() -> AppTest:
    app = opened("headcount")
    show(app, EXAMPLES["understaffed-team"])
    return app


def titles(app: AppTest) -> list[str]:
    return [chart["title"] for chart in blocks(app, "chart")]


def late(app: AppTest) -> list[str]:
    return [part["key"] for part in blocks(app, NEAR) if "blocks" not in part]


def test_what_is_far_is_neither_drawn_nor_worked_out_until_it_is_near(app: AppTest) -> None:
    every, keys = titles(app), [part["key"] for part in blocks(app, NEAR)]
    assert MAP in every
    assert late(app) == []
    assert len(keys) == len({*keys}) > 3
    fire(app, NEAR, "seen", keys[:1])
    show(app, EXAMPLES["understaffed-team"], {"Mid-market.csms": 4.0})
    assert titles(app) == every[:2]
    assert late(app) == keys[1:]
    assert [part["key"] for part in blocks(app, NEAR)] == keys
    worked_out_for = known(app).findings["scenario", mapped][0]
    assert worked_out_for is not known(app).result
    fire(app, NEAR, "seen", keys)
    assert titles(app) == every
    assert known(app).findings["scenario", mapped][0] is known(app).result


def test_a_page_that_a_browser_opens_has_its_first_part_and_the_room_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is far is not worked out at all; charts keep the room that they will take."""
    whole = opened("headcount")
    show(whole, EXAMPLES["understaffed-team"])
    heights = {chart["title"]: chart["height"] for chart in blocks(whole, "chart")}
    monkeypatch.setattr(browser_name, "is_there", lambda: True)
    app = opened("headcount")
    show(app, EXAMPLES["understaffed-team"])
    assert ("scenario", mapped) not in known(app).findings
    first, *others = blocks(app, NEAR)
    assert [part["key"] for part in others] == late(app)
    shown = {chart["title"]: chart["height"] for chart in blocks(app, "chart")}
    outlined = {
        chart["title"]: chart["height"] for part in others for row in part["outline"] for chart in row["blocks"]
    }
    assert len(shown) == 2
    assert "outline" not in first
    assert shown | outlined == {title: height for title, height in heights.items() if title in shown | outlined}
    assert len(outlined) > 3
    fire(app, NEAR, "seen", [first["key"], others[0]["key"]])
    assert len(titles(app)) > 2
    assert not any("outline" in part for part in blocks(app, NEAR))
    fire(app, NEAR, "seen", [part["key"] for part in blocks(app, NEAR)])
    assert {*titles(app)} == {*heights}
    app.switch_page(menu.PAGES["unit_economics"].path).run()
    assert len(late(app)) > 1


@pytest.mark.parametrize("sent", [None, "part-1", {"part-1": 1}, ["x"] * (MOST_PARTS + 1)])
def test_what_makes_no_sense_changes_nothing(app: AppTest, sent: Any) -> None:
    before = known(app).near
    fire(app, NEAR, "seen", sent)
    assert known(app).near == before


def test_names_of_no_part_are_none(app: AppTest) -> None:
    fire(app, NEAR, "seen", ["part-1", 7, None, "no such"])
    assert titles(app)
    assert late(app)
