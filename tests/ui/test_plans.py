"""Plans on the screen: made at an input, changed, switched off, dropped and undone; kept in the link; what is no plan does nothing."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model.parameters import DatedChange
from tests.every_page import EXAMPLES, blocks, controls, fire, known, show

RATE, CAC = "input-0-retention_rate", "input-0-cac"
PATH = "SMB.retention_rate"


def plan(app: AppTest, key: str = RATE, **texts: Any) -> tuple[DatedChange, ...]:
    fire(app, key, "planned", {"place": None, "month": "7", "over": "0", "to": "98%", **texts})
    return known(app).scenario.changes


def planned(app: AppTest, key: str = RATE) -> dict[str, Any]:
    shown: dict[str, Any] = controls(app)[key]["planned"]
    return shown


def test_a_plan_is_made_at_its_input_and_kept_in_the_link(app: AppTest) -> None:
    assert planned(app)["rows"] == []
    assert planned(app)["next"] == "13"
    assert plan(app, over="3") == (DatedChange(month=7, path=PATH, value=0.98, over=3),)
    (row,) = planned(app)["rows"]
    assert row == {"place": 0, "words": "98% from month 7, over 3 months", "on": True, "at": 0.98,
                   "month": "7", "over": "3", "to": "98%"}  # fmt: skip
    assert "month = 7" in known(app).link["changes"]
    assert controls(app)["undo changes"]["after"] == "Renewal rate 98% from month 7, over 3 months"
    fire(app, "steps", "undo", None)
    assert known(app).scenario.changes == ()


def test_it_is_changed_switched_and_dropped(app: AppTest) -> None:
    plan(app)
    plan(app, month="20", to="95%")
    fire(app, RATE, "planned", {"place": 0, "month": "9", "over": "2", "to": "97%"})
    assert known(app).scenario.changes[0] == DatedChange(month=9, path=PATH, value=0.97, over=2)
    fire(app, RATE, "planned", {"place": 0, "on": False})
    assert [row["on"] for row in planned(app)["rows"]] == [False, True]
    assert "on = false" in known(app).link["changes"]
    fire(app, "plans", "switched", {"place": 0, "on": True})
    assert [row.on for row in known(app).scenario.changes] == [True, True]
    fire(app, "plans", "switched", {"place": 1, "drop": True})
    assert len(known(app).scenario.changes) == 1


def test_what_cannot_be_is_refused_beside_the_input(app: AppTest) -> None:
    for texts, line in (
        ({"month": "1"}, "“1” is outside 2 to 120"),
        ({"to": "120%"}, "“120%” is outside 0% to 100%"),
        ({"over": "1.5"}, "“1.5” is not a whole number"),
        ({"to": ""}, "“” is not a number: write it like 98.5%"),
    ):
        assert plan(app, **texts) == ()
        assert planned(app)["line"] == line
    plan(app, over="6")
    assert len(plan(app, month="9")) == 1
    assert planned(app)["line"] == (
        "Plans have Renewal rate in month 9, while its change of month 7 is under way: let it begin in month 14 or later"
    )


def test_months_are_those_of_the_calendar_where_the_scenario_has_one(app: AppTest) -> None:
    show(app, EXAMPLES["product-led-smb"].changed({"start": "2026-03"}))
    assert planned(app)["next"] == "Mar 2027"
    assert plan(app, month="Sep 2026")[0].month == 7
    assert plan(app, month="Feb 2026") == known(app).scenario.changes
    assert planned(app)["line"] == "“Feb 2026” is outside Apr 2026 to Feb 2036"


def test_the_list_has_what_each_adds_and_the_charts_a_rule(app: AppTest) -> None:
    plan(app)
    (block,) = blocks(app, "plans")
    (row,) = block["rows"]
    assert (row["name"], row["words"], row["on"]) == ("Renewal rate", "98% from month 7", True)
    assert [cell[0][0] for cell in row["cells"]] == ["number"] * 3
    ruled = [part for chart in blocks(app, "chart") for part in chart["data"] if "rule_text" in part]
    assert ruled == [{"at": [7.0], "rule_text": ["Renewal rate"]}] * len(blocks(app, "chart"))


@pytest.mark.parametrize(
    "value",
    [None, {}, {"place": 5, "on": True}, {"place": 0, "on": "no"}, {"place": None, "month": 7, "over": "0", "to": "1"}],
)
def test_anything_else_does_nothing(app: AppTest, value: Any) -> None:
    fire(app, RATE, "planned", value)
    assert known(app).scenario.changes == ()
    assert "planned" not in controls(app)["input-0-accounts"]
