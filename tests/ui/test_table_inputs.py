"""Tables edited as tables, without a browser: what typed rows make of the scenario, what is refused and stays as typed."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from model.parameters import MEETING
from model.text import example_files, read_file, with_settings
from tests.every_page import controls, fire, known, ran
from ui import actions, link, steps, table_inputs, views
from ui.examples import FIRST
from ui.table_editor import SheetRow

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM = EXAMPLES["understaffed-team"]
PATH, KEY = "Mid-market.meetings", "table-0-meetings"
REVIEW = {"name": "Business review", "per_year": 4.0, "hours": 1.5, "prep_hours": 1.5}
CHECK_IN = {"name": "Check-in", "per_year": 8.0, "hours": 0.75, "prep_hours": 0.25}
AS_TYPED = [["Business review", "4", "1.5", "1.5"], ["Check-in", "8", "0.75", "0.25"]]
HOSTILE = "\"]}<img src=x>&#= $x^2$ \\ ü '''"


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["scenario"] = "understaffed-team"
    app.switch_page("pages/csm_capacity.py")
    return ran(app)


def _rows(app: AppTest) -> list[dict[str, Any]]:
    return [row.model_dump() for row in known(app).scenario.value(PATH)]


def _shown(app: AppTest) -> list[list[str]]:
    """The cells that the browser is given."""
    return [cells for _, *cells in controls(app)[KEY]["rows"]]


def _refused(app: AppTest) -> list[tuple[str, int, str]]:
    """What is refused: the row's first cell, the column's place, the line."""
    names = {name: cells[0] for name, *cells in controls(app)[KEY]["rows"]} | {"": ""}
    return [(names[row], column, line) for row, column, line, _ in controls(app)[KEY]["refused"]]


def _names(app: AppTest) -> list[str]:
    """What the browser knows the rows by."""
    return [name for name, *_ in controls(app)[KEY]["rows"]]


def _type(app: AppTest, *cells: tuple[int, int, str], added: tuple[list[str], ...] = ()) -> AppTest:
    """The run after cells of rows that are there were typed, and rows were added."""
    rows = [list(row) for row in controls(app)[KEY]["rows"]]
    for row, column, text in cells:
        rows[row][column + 1] = text
    return fire(app, KEY, "rows", rows + [[f"new-{len(rows)}-{place}", *row] for place, row in enumerate(added)])


def _do(app: AppTest, action: Any, *arguments: Any) -> AppTest:
    app.session_state[views.KEY].reports.append(("action", True, partial(action, *arguments)))
    return ran(app)


def test_rows_are_shown_as_they_are_typed_with_their_columns_and_units(app: AppTest) -> None:
    assert _shown(app) == AS_TYPED
    columns = controls(app)[KEY]["columns"]
    assert [(column["label"], column["unit"], column["kind"]) for column in columns] == [
        ("Meeting", "", "text"), ("Per year", "", "number"),
        ("Length", "hours", "number"), ("Preparation", "hours", "number"),
    ]  # fmt: skip


def test_cells_rows_and_deletions_go_into_the_scenario_and_the_link(app: AppTest) -> None:
    first, _ = controls(app)[KEY]["rows"]
    fire(app, KEY, "rows", [[first[0], "Business review", "4", "2", "1.5"], ["new-1", "Kick-off", "1", "3", "1"]])
    expected = [REVIEW | {"hours": 2.0}, {"name": "Kick-off", "per_year": 1.0, "hours": 3.0, "prep_hours": 1.0}]
    assert _rows(app) == expected
    read, lines = link.read(dict(app.query_params), EXAMPLES, FIRST)
    assert lines == []
    assert [row.model_dump() for row in read.scenario.value(PATH)] == expected


def test_the_browser_knows_its_rows_by_the_same_names_until_something_else_changes_them(app: AppTest) -> None:
    before = _names(app)
    _type(app, (0, 2, "2"), added=(["Kick-off", "1", "3", "1"],))
    assert _names(app) == [*before, "new-2-0"]
    _do(app, steps.step_back)
    assert _shown(app) == AS_TYPED
    assert not {*_names(app)} & {*before}


def test_an_edit_from_before_an_undo_says_what_the_table_is(app: AppTest) -> None:
    """What stands in the browser's table is what counts, whatever was undone meanwhile."""
    rows = controls(_type(app, (0, 2, "2")))[KEY]["rows"]
    _do(app, steps.step_back)
    fire(app, KEY, "rows", [rows[0], [rows[1][0], "Check-in", "12", "0.75", "0.25"]])
    assert _rows(app) == [REVIEW | {"hours": 2.0}, CHECK_IN | {"per_year": 12.0}]


def test_an_edit_is_a_step_of_the_page(app: AppTest) -> None:
    _type(app, (0, 2, "2"))
    assert _rows(app)[0]["hours"] == 2
    assert known(fire(app, "steps", "undo")).scenario == TEAM
    assert known(fire(app, "steps", "redo")).scenario.value(PATH)[0].hours == 2


EXAMPLE = "write it like 1,500 or 1.5k"
REFUSED = {
    "too much": (1, "500", "“500” is outside 0 to 366"),
    "less than none": (3, "-1", "“-1” is outside 0 to 100"),
    "empty": (2, "", "a value is missing"),
    "no number": (2, "two", f"“two” is not a number: {EXAMPLE}"),
    "not finite": (2, "nan", f"“nan” is not a number: {EXAMPLE}"),
    "too long a number": (2, "1" + 40 * " " + "x", f"A number has at most 40 characters: {EXAMPLE}"),
    "too long": (0, 41 * "n", f"“{40 * 'n'}…” has more than 40 characters"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_cell_that_is_not_allowed_stays_as_typed_with_its_line_and_nothing_else_is_lost(
    app: AppTest, what: str
) -> None:
    column, text, line = REFUSED[what]
    _type(app, (0, column, text), (1, 1, "12"))
    assert _rows(app) == [REVIEW, CHECK_IN | {"per_year": 12.0}]
    assert _shown(app)[0][column] == text
    assert _refused(app) == [(_shown(app)[0][0], column, line)]
    _do(app, actions.change, "Mid-market.csms", 4.0)
    assert _shown(app)[0][column] == text  # until it is mended, whatever else is done
    _type(app, (0, column, AS_TYPED[0][column]))
    assert _refused(app) == []
    assert _rows(app) == [REVIEW, CHECK_IN | {"per_year": 12.0}]


def test_a_refused_cell_keeps_its_former_value_wherever_its_row_has_gone(app: AppTest) -> None:
    _type(app, (0, 2, "2"), (1, 2, "500"))
    first, second = controls(app)[KEY]["rows"]
    fire(app, KEY, "rows", [second, ["new-1", "Kick-off", "1", "3", "1"], first])
    assert [row["hours"] for row in _rows(app)] == [0.75, 3, 2]
    assert _shown(app)[0][2] == "500"


def test_undo_shows_the_rows_of_before_in_place_of_what_was_refused(app: AppTest) -> None:
    _type(app, (0, 2, "500"), (1, 1, "12"))
    _do(app, steps.step_back)
    assert (_shown(app), _refused(app)) == (AS_TYPED, [])


def test_a_new_row_waits_for_what_it_must_have_and_nothing_is_taken_for_it(app: AppTest) -> None:
    _type(app, added=(["Kick-off", "1", "", ""],))
    assert _rows(app) == [REVIEW, CHECK_IN]
    assert _shown(app) == [*AS_TYPED, ["Kick-off", "1", "", ""]]
    assert _refused(app) == [("Kick-off", 2, "a value is missing")]
    _type(app, (2, 2, "3"))
    assert _rows(app) == [REVIEW, CHECK_IN, {"name": "Kick-off", "per_year": 1.0, "hours": 3.0, "prep_hours": 0.0}]
    assert _shown(app)[2] == ["Kick-off", "1", "3", "0"]


def test_a_row_without_text_is_none_and_stays_where_it_is_typed(app: AppTest) -> None:
    _type(app, *((0, column, "") for column in range(4)))
    assert _rows(app) == [CHECK_IN]
    assert _shown(app) == [["", "", "", ""], AS_TYPED[1]]
    assert _refused(app) == []


def test_all_rows_can_go_and_come_back(app: AppTest) -> None:
    fire(app, KEY, "rows", [])
    assert _rows(app) == []
    _do(app, actions.undo, PATH)
    assert _rows(app) == [REVIEW, CHECK_IN]


@pytest.mark.parametrize(
    ("page", "key", "words"),
    [
        ("csm_capacity", KEY, "Enter the meetings that an account gets"),
        ("headcount", "table-0-staff_changes", "Enter the hires and cuts that you plan"),
    ],
)
def test_an_empty_table_says_what_it_is_for_until_it_has_a_row(app: AppTest, page: str, key: str, words: str) -> None:
    ran(app.switch_page(f"pages/{page}.py"))
    fire(app, key, "rows", [])
    said = controls(app)[f"{key}-empty"]["label"]
    assert said.startswith(words)
    row = ["Call", "4", "1", "0"] if key == KEY else ["3", "1"]
    fire(app, key, "rows", [["new", *row]])
    assert f"{key}-empty" not in controls(app)


def test_what_is_refused_is_of_the_scenario_that_was_open(app: AppTest) -> None:
    _type(app, (0, 2, "500"))
    _do(app, actions.open_own, TEAM)
    assert (_shown(app), _refused(app)) == (AS_TYPED, [])


def test_hostile_names_travel_through_the_link_as_they_are(app: AppTest) -> None:
    _type(app, (0, 0, HOSTILE))
    assert _rows(app)[0]["name"] == HOSTILE
    read, lines = link.read(dict(app.query_params), EXAMPLES, FIRST)
    assert (lines, read.scenario.value(PATH)[0].name) == ([], HOSTILE)
    assert all("<img" not in block.proto.body for block in app.get("html"))


BAD = {
    "no list": "rows", "a row that is none": [1], "a cell that is no text": [["a", "n", 4, "1", "1"]],
    "a row too short": [["a", "n"]], "a row too long": [["a", "n", "4", "1", "1", "1"]],
    "a row without a name": [["", "n", "4", "1", "1"]], "two rows of one name": 2 * [["a", "n", "4", "1", "1"]],
    "a name too long": [[41 * "a", "n", "4", "1", "1"]], "a cell too long": [["a", 202 * "n", "4", "1", "1"]],
    "too much text": [[str(row), 200 * "n", 200 * "4", "1", "1"] for row in range(499)] + [["a", 200 * "n", 201 * "4", "", ""]],
    "too many rows": [[str(row), "n", "4", "1", "1"] for row in range(501)],
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_no_table_of_ours_sends_is_not_even_read(app: AppTest, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(table_inputs, "read", None)
    fire(app, KEY, "rows", BAD[what])
    assert (_rows(app), _shown(app)) == ([REVIEW, CHECK_IN], AS_TYPED)


def test_five_hundred_rows_are_taken(app: AppTest) -> None:
    fire(app, KEY, "rows", [[f"new-{row}", f"m{row}", "4", "0.01", ""] for row in range(500)])
    assert [row["name"] for row in _rows(app)] == [f"m{row}" for row in range(500)]
    assert len(_shown(app)) == 500


def test_every_digit_of_a_value_survives_an_edit_of_its_row() -> None:
    exact = 0.1 + 0.2
    row = table_inputs.shown({**REVIEW, "hours": exact}, MEETING)
    (taken,) = table_inputs.read([SheetRow(("Other", *row.cells[1:]), row.item)], MEETING).items
    assert taken == {**REVIEW, "hours": exact, "name": "Other"}


def test_rules_between_inputs_refuse_the_table_with_their_own_line_and_keep_what_was_typed(app: AppTest) -> None:
    """Hires and cuts are a table like meetings: a cut of more CSMs than there are is no headcount."""
    app.switch_page("pages/headcount.py")
    ran(app)
    fire(app, "table-0-staff_changes", "rows", [["new-1", "3", "-9"]])
    assert known(app).scenario == TEAM
    table = controls(app)["table-0-staff_changes"]
    assert table["rows"] == [["new-1", "3", "-9"]]
    ((row, column, line, _),) = table["refused"]
    assert (row, column) == ("", -1)
    assert line.startswith("Hires and cuts leave fewer than 0 CSMs in month 3")
    fire(app, "table-0-staff_changes", "rows", [["new-1", "3", "-1"]])
    assert [row.model_dump() for row in known(app).scenario.value("Mid-market.staff_changes")] == [
        {"month": 3, "change": -1.0}
    ]


def test_what_is_wrong_is_said_at_its_cell(app: AppTest) -> None:
    app.switch_page("pages/headcount.py")
    ran(app)
    fire(app, "table-0-staff_changes", "rows", [["a", "3.5", "1"], ["b", "4", ""], ["c", "", ""], ["d", "5", "1"]])
    lines = ["“3.5” is not a whole number", "a value is missing"]
    assert controls(app)["table-0-staff_changes"]["refused"] == [["a", 0, lines[0], []], ["b", 1, lines[1], []]]
    assert known(app).scenario == TEAM.changed({"Mid-market.staff_changes": [{"month": 5, "change": 1.0}]})


def test_a_link_with_rows_that_do_not_fit_says_which() -> None:
    read, lines = link.read({"scenario": "understaffed-team", PATH: "[{per_year = 4, hours = 500}]"}, EXAMPLES, FIRST)
    assert read.scenario == TEAM
    assert lines == ["link: Mid-market.meetings[1].hours is 500: allowed is a number from 0 to 100 (hours)"]
    empty: Scenario = with_settings(TEAM, [(PATH, "[]")])
    assert empty.value(PATH) == ()
