"""Tables edited as tables, without a browser: what edits make of the rows, what is refused, and what is void."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from model.parameters import MEETING, STAFF_CHANGE
from model.text import example_files, read_file, with_settings
from tests.every_page import known, ran
from ui import edit, link, state, views
from ui.examples import FIRST

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM = EXAMPLES["understaffed-team"]
PATH = "Mid-market.meetings"
REVIEW = {"name": "Business review", "per_year": 4.0, "hours": 1.5, "prep_hours": 1.5}
CHECK_IN = {"name": "Check-in", "per_year": 8.0, "hours": 0.75, "prep_hours": 0.25}
HOSTILE = "\"]}<img src=x>&#= $x^2$ \\ ü\n'''"


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["scenario"] = "understaffed-team"
    app.switch_page("pages/csm_capacity.py")
    return ran(app)


def _rows(app: AppTest) -> list[dict[str, Any]]:
    return [row.model_dump() for row in known(app).scenario.value(PATH)]


def _sheet(app: AppTest) -> edit.EditSheet:
    sheet: edit.EditSheet = app.session_state[edit.KEY][PATH]
    return sheet


def _edit(
    app: AppTest,
    edited: Mapping[int, Mapping[str, Any]] | None = None,
    added: tuple[Mapping[str, Any], ...] = (),
    deleted: tuple[int, ...] = (),
    number: int | None = None,
) -> AppTest:
    """The run that starts with what the browser reports of an editor."""
    edits = {"edited_rows": edited or {}, "added_rows": list(added), "deleted_rows": list(deleted)}
    sheet = number or _sheet(app).number
    action = partial(edit.edited, PATH, PATH, MEETING, sheet, edits)
    app.session_state[views.KEY].reports.append((f"edit-{sheet}", edits, action))
    app.session_state[f"edit-{sheet}"] = edits  # what the browser holds
    return ran(app)


def test_cells_rows_and_deletions_go_into_the_scenario_and_the_link(app: AppTest) -> None:
    _edit(app, {0: {"hours": 2}}, ({"name": "Kick-off", "per_year": 1, "hours": 3, "prep_hours": 1},), (1,))
    expected = [REVIEW | {"hours": 2.0}, {"name": "Kick-off", "per_year": 1.0, "hours": 3.0, "prep_hours": 1.0}]
    assert _rows(app) == expected
    read, lines = link.read(dict(app.query_params), EXAMPLES, FIRST)
    assert lines == []
    assert [row.model_dump() for row in read.scenario.value(PATH)] == expected


def test_the_editor_stays_as_it_is_while_its_edits_are_taken(app: AppTest) -> None:
    number = _sheet(app).number
    _edit(_edit(app, {0: {"hours": 2}}), {0: {"hours": 2}, 1: {"per_year": 12}})
    assert _rows(app) == [REVIEW | {"hours": 2.0}, CHECK_IN | {"per_year": 12.0}]
    assert _sheet(app).number == number
    assert [*_sheet(app).start] == [REVIEW, CHECK_IN]


def test_undo_shows_the_rows_of_before_in_an_editor_of_their_own(app: AppTest) -> None:
    number = _sheet(_edit(app, {0: {"hours": 2}})).number
    app.session_state[views.KEY].reports.append(("undo", True, state.step_back))
    ran(app)
    assert _rows(app) == [REVIEW, CHECK_IN]
    assert _sheet(app).number > number
    _edit(app, {0: {"hours": 2}, 1: {"per_year": 12}}, number=number)
    assert _rows(app) == [REVIEW, CHECK_IN]  # what the old editor still reports is void


REFUSED = {
    "too much": ({"per_year": 500}, "Row 1, per year: “500” is outside 0 to 366"),
    "less than none": ({"prep_hours": -1}, "Row 1, preparation: “-1” is outside 0 to 100"),
    "empty": ({"hours": None}, "Row 1, hours: a value is missing"),
    "no number": ({"hours": "two"}, "Row 1, hours: “two” is not a number: write it like 1,500 or 1.5k"),
    "not finite": ({"hours": "nan"}, "Row 1, hours: “nan” is not a number: write it like 1,500 or 1.5k"),
    "too long a number": ({"hours": "1" + " " * 20_000 + "x"}, "Row 1, hours: A number has at most 40 characters: write it like 1,500 or 1.5k"),
    "too large a number": ({"hours": 10**400}, "Row 1, hours: A number has at most 40 characters: write it like 1,500 or 1.5k"),
    "too long": ({"name": "n" * 41}, f"Row 1, meeting: “{'n' * 40}…” has more than 40 characters"),
    "two": ({"per_year": 500, "hours": 500}, "Row 1, per year: “500” is outside 0 to 366 (and 1 more)"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_cell_that_is_not_allowed_is_said_in_one_line_and_nothing_else_is_lost(app: AppTest, what: str) -> None:
    cells, line = REFUSED[what]
    number = _sheet(_edit(app, {0: {"hours": 2}})).number
    _edit(app, {0: {"hours": 2, **cells}, 1: {"per_year": 12}})
    kept = REVIEW | {"hours": 2.0}
    assert _rows(app) == [kept, CHECK_IN | {"per_year": 12.0}]
    assert known(app).refused == {PATH: line}
    assert sum(line in block.proto.body.replace("&quot;", '"') for block in app.get("html")) == 1
    assert _sheet(app).number > number  # the cell shows its former value again
    assert _sheet(app).start[0] == kept


def test_a_new_row_starts_with_what_is_allowed_and_a_cleared_preparation_is_none(app: AppTest) -> None:
    _edit(app, {0: {"prep_hours": None}}, ({},))
    assert _rows(app) == [
        REVIEW | {"prep_hours": 0.0},
        CHECK_IN,
        {"name": "", "per_year": 0.0, "hours": 0.0, "prep_hours": 0.0},
    ]
    assert known(app).refused == {}
    assert _sheet(app).start[0]["prep_hours"] == 0  # the editor shows it


def test_all_rows_can_go_and_come_back(app: AppTest) -> None:
    _edit(app, deleted=(0, 1))
    assert _rows(app) == []
    app.session_state[views.KEY].reports.append(("undo-0", True, partial(state.undo, PATH)))
    ran(app)
    assert _rows(app) == [REVIEW, CHECK_IN]


def test_an_editor_that_was_left_and_is_looked_at_again_shows_what_was_taken(app: AppTest) -> None:
    number = _sheet(_edit(app, {0: {"hours": 2}})).number
    del app.session_state[f"edit-{number}"]  # as after another page
    ran(app)
    assert _sheet(app).number > number
    assert _sheet(app).start[0]["hours"] == 2


def test_hostile_names_travel_through_the_link_as_they_are(app: AppTest) -> None:
    _edit(app, {0: {"name": HOSTILE}})
    assert _rows(app)[0]["name"] == HOSTILE
    read, lines = link.read(dict(app.query_params), EXAMPLES, FIRST)
    assert (lines, read.scenario.value(PATH)[0].name) == ([], HOSTILE)
    assert all("<img" not in block.proto.body for block in app.get("html"))


def test_rules_between_inputs_refuse_the_table_with_their_own_line(app: AppTest) -> None:
    """Hires and cuts are a table like meetings: a cut of more CSMs than there are is no head count."""
    path, columns = "Mid-market.staff_changes", STAFF_CHANGE

    def cut(change: float) -> None:
        sheet = edit._begin(path, edit._rows(state.current().scenario, path, columns))
        added = [{"month": 3, "change": change}]
        edit.edited(path, path, columns, sheet.number, {"edited_rows": {}, "added_rows": added, "deleted_rows": []})

    app.session_state[views.KEY].reports.append(("cut", True, partial(cut, -9)))
    ran(app)
    assert known(app).scenario == TEAM
    assert known(app).refused[path].startswith("Mid-market.staff_changes leave fewer than 0 CSMs in month 3")
    app.session_state[views.KEY].reports.append(("cut", True, partial(cut, -1)))
    ran(app)
    assert [row.model_dump() for row in known(app).scenario.value(path)] == [{"month": 3, "change": -1.0}]


def test_a_link_with_rows_that_do_not_fit_says_which() -> None:
    read, lines = link.read({"scenario": "understaffed-team", PATH: "[{per_year = 4, hours = 500}]"}, EXAMPLES, FIRST)
    assert read.scenario == TEAM
    assert lines == ["link: Mid-market.meetings[1].hours is 500: allowed is a number from 0 to 100 (hours)"]
    empty: Scenario = with_settings(TEAM, [(PATH, "[]")])
    assert empty.value(PATH) == ()
