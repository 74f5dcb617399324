"""The register on the Assumptions page: cells that were edited are taken, what only looks so is not."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.every_page import controls, fire, known, opened, ran
from ui import actions, register, views

REGISTER, RATE = "register-acting", "SMB.retention_rate"
VALUE, BASIS, SOURCE, NOTE = 2, 3, 4, 5  # places in a row, after its id and label


@pytest.fixture
def app() -> AppTest:
    app = opened("assumptions")
    app.query_params["scenario"] = "product-led-smb"
    return ran(app)


def rows(app: AppTest) -> list[list[str]]:
    shown: list[list[str]] = controls(app)[REGISTER]["rows"]
    return [list(row) for row in shown]


def row(table: list[list[str]], label: str) -> list[str]:
    return next(row for row in table if row[1] == label)


def edit(table: list[list[str]], label: str, place: int, text: str) -> list[list[str]]:
    edited = [list(row) for row in table]
    row(edited, label)[place] = text
    return edited


LABEL = "Renewal rate, % a month"


def test_a_value_and_its_source_are_taken(app: AppTest) -> None:
    fire(app, REGISTER, "rows", edit(edit(rows(app), LABEL, VALUE, "96%"), LABEL, SOURCE, "Billing"))
    assert known(app).scenario.value(RATE) == 0.96
    assert row(rows(app), LABEL)[1:] == [LABEL, "96%", "sourced", "Billing", ""]


def test_what_changed_along_and_was_not_seen_yet_is_no_edit(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed faster than the page is drawn: the second edit still holds the old class, and the old renewal rate."""
    monkeypatch.setattr(register, "UNDER_WAY", 600.0)  # however slow the machine is
    first = edit(rows(app), LABEL, SOURCE, "Billing")
    fire(app, REGISTER, "rows", first)
    fire(app, REGISTER, "rows", edit(first, LABEL, NOTE, "May"))
    note = known(app).scenario.notes[RATE]
    assert (note.source, note.note, note.basis) == ("Billing", "May", None)
    assert controls(app)[REGISTER]["refused"] == []
    term = edit(rows(app), "Contract term", VALUE, "12 months")
    fire(app, REGISTER, "rows", term)
    fire(app, REGISTER, "rows", edit(term, "CAC, $ per new customer", VALUE, "800"))
    assert known(app).scenario.value(RATE) == pytest.approx(0.97**12)
    assert known(app).scenario.value("SMB.cac") == 800


def test_a_source_too_long_for_a_cell_stays_whole(app: AppTest) -> None:
    long = "s" * 350
    fire(app, REGISTER, "rows", edit(rows(app), LABEL, SOURCE, "x"))
    notes: dict[str, Any] = {RATE: {"source": long}}
    app.session_state[views.KEY].reports.append(("notes", True, lambda: actions.change("notes", notes)))
    ran(app)
    shown = rows(app)
    assert len(row(shown, LABEL)[SOURCE]) == 200
    fire(app, REGISTER, "rows", edit(shown, LABEL, NOTE, "May"))
    assert known(app).scenario.notes[RATE].source == long


def test_what_is_refused_says_so_in_its_cell(app: AppTest) -> None:
    fire(app, REGISTER, "rows", edit(rows(app), LABEL, VALUE, "0.91"))
    shown = controls(app)[REGISTER]
    ((name, column, line, readings),) = shown["refused"]
    assert (name, column, line) == (row(rows(app), LABEL)[0], 1, "“0.91” could mean 91% or 0.91%: say which")
    assert readings == ["91%", "0.91%"]
    assert known(app).scenario.value(RATE) == 0.97


def test_a_forged_row_changes_nothing(app: AppTest) -> None:
    before = known(app).scenario
    fire(app, REGISTER, "rows", [["forged", LABEL, "5%", "our data", "x", "y"]])
    assert known(app).scenario == before
