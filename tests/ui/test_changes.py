"""What has been changed says what it was and what it is: numbers, words, and rows of tables."""

from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.every_page import controls, ran
from ui import actions, views

CUT, HIRE, HALF = {"month": 1, "change": -2}, {"month": 6, "change": 1}, {"month": 7, "change": -0.5}
CALL = {"name": "Call", "per_year": 12, "hours": 0.75, "prep_hours": 0.25}
TOLD: dict[str, tuple[str, Any, str, str]] = {
    "hires and cuts": ("SMB.staff_changes", [CUT, HIRE], "none", "−2 in month 1, +1 in month 6"),
    "half a CSM": ("SMB.staff_changes", [HALF], "none", "−0.5 in month 7"),
    "no change": ("SMB.staff_changes", [{"month": 3, "change": 0}], "none", "0 in month 3"),
    "many": ("SMB.staff_changes", 9 * [HIRE], "none", ", ".join(6 * ["+1 in month 6"]) + ", and 3 more"),
    "meetings": ("SMB.meetings", [CALL, CALL | {"name": "", "hours": 2}], "none",
                 "Call 12 a year of 1 hour, 12 a year of 2.25 hours"),
    "a name": ("name", "Mine", "Product-led SMB", "Mine"),
    "a long text": ("source", 70 * "x", "", 60 * "x" + "…"),
}  # fmt: skip


NOTED = {f"SMB.{name}": {"note": "x"} for name in ("cac", "acv", "accounts", "gross_margin")}
TOLD |= {
    "notes": ("notes", NOTED, "", "of CAC, ACV, Accounts, 1 more"),
    "ranges": ("ranges", {"SMB.cac": {"low": 500, "likely": 900, "high": 2_000}}, "", "of CAC"),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_change_says_what_it_was_and_what_it_is(app: AppTest, what: str) -> None:
    path, value, before, after = TOLD[what]
    changes = {"SMB.staffing": "fixed", "SMB.csms": 5.0, path: value}
    app.session_state[views.KEY].reports.append(("change", True, partial(actions.change_together, changes, path)))
    row = controls(ran(app))[f"undo {path}"]
    assert row["after"] == after
    assert not before or row["before"] == before
