"""The line below each control: what its value rests on; source, note and whose it is are given in place."""

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.every_page import controls, fire, known

CAC, RATE = "input-0-cac", "input-0-retention_rate"


def rests(app: AppTest, key: str) -> dict[str, Any]:
    shown: dict[str, Any] = controls(app)[key]["rests"]
    return shown


def test_the_line_says_the_class_and_marks_what_nobody_has_sourced(app: AppTest) -> None:
    assert (rests(app, RATE)["line"], rests(app, RATE)["lacks"]) == ("Assumed, no source", True)
    assert (rests(app, CAC)["line"], rests(app, CAC)["lacks"]) == ("Decided", False)
    assert rests(app, "input-0-gross_margin")["line"] == "Not set"


def test_a_source_and_a_note_are_kept(app: AppTest) -> None:
    fire(app, RATE, "rests", {"name": "source", "text": " Billing "})
    fire(app, RATE, "rests", {"name": "note", "text": "May"})
    assert rests(app, RATE)["line"] == "Source: Billing"
    assert not rests(app, RATE)["lacks"]
    note = known(app).scenario.notes["SMB.retention_rate"]
    assert (note.source, note.note) == ("Billing", "May")


def test_whose_it_is_is_chosen_and_can_be_taken_back(app: AppTest) -> None:
    fire(app, RATE, "rests", {"name": "basis", "text": "Our data"})
    assert (rests(app, RATE)["line"], rests(app, RATE)["whose"]) == ("Our data", "Our data")
    fire(app, RATE, "rests", {"name": "basis", "text": "Not said"})
    assert known(app).scenario.notes == {}


def test_beside_a_changed_example_what_nobody_touched_says_so(app: AppTest) -> None:
    fire(app, RATE, "typed", "95%")
    assert rests(app, RATE)["line"] == "Assumed, no source"
    assert rests(app, CAC)["line"] == "From the example"


def test_anything_else_that_is_sent_changes_nothing(app: AppTest) -> None:
    before = known(app).scenario
    for value in (
        None,
        "x",
        {},
        {"name": "basis", "text": "Mine"},
        {"name": "value", "text": "5"},
        {"name": "note", "text": 5},
    ):
        fire(app, RATE, "rests", value)
    assert known(app).scenario == before
