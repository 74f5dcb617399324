"""Response from data as the server makes it: pasted and uploaded tables, what is wrong with them, values that are used."""

import io
from functools import partial

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from model.fitting import finding
from model.text import example_files, read_file
from tests.every_page import blocks, controls, fire, known, ran, said, unfold
from tests.fitting.books import as_text, book
from tools.golden import ROOT
from ui import accounts_table, actions, link, steps, views
from ui.examples import FIRST

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM = EXAMPLES["understaffed-team"]
HOURS = 20.8  # of an account of its segment
HOSTILE = "<img src=x onerror='x'> $x^2$ [a](b)"
PATHS = ("Mid-market.retention_rate", "Mid-market.retention_at_risk", "Mid-market.response_curve")
TABLE = as_text(*book(800, 0.9, 0.5, 2.0, seed=1), full=HOURS)


def page() -> None:
    from model.questions.headcount.response_section import response_from_data
    from ui import accounts_table, frame, page
    from ui.body import Body

    state = frame.arrived("csm_capacity")
    frame.surround(state)
    body = Body(state)
    page.draw(body, [response_from_data(state.asked())], accounts_table.SLOTS)
    body.send()


@pytest.fixture
def app() -> AppTest:
    """A script that is no page of the menu."""
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["scenario"] = "understaffed-team"
    unfold(ran(app), "response_data")
    return ran(app)


def _words(app: AppTest) -> str:
    return "\n".join(said(app))


def _paste(app: AppTest, text: str) -> AppTest:
    app.text_area(key=accounts_table.TEXT).set_value(text)
    return ran(app)


def _act(app: AppTest, *actions: object) -> AppTest:
    app.session_state[views.KEY].reports += [(f"action {place}", True, action) for place, action in enumerate(actions)]
    return ran(app)


def test_nothing_is_drawn_before_it_is_opened_and_only_the_fields_before_there_is_a_table(app: AppTest) -> None:
    assert app.text_area(key=accounts_table.TEXT).value == ""
    assert "stays in this session only" in _words(app)
    assert not blocks(app, "chart")
    unfold(app, "response_data", is_open=False)
    assert not ran(app).text_area


def test_a_pasted_table_is_told_bias_first_drawn_and_used_in_one_step(app: AppTest) -> None:
    _paste(app, TABLE)
    words = _words(app)
    assert "800 accounts read from the pasted table, hours a year." in words
    assert words.index("Accounts at risk often get more hours") < words.index("accounts show a response")
    assert len(blocks(app, "chart")) == 1
    before = known(app).scenario
    fire(app, "use-response", "take")
    after = known(ran(app)).scenario
    assert {path for path in after.paths() if after.value(path) != before.value(path)} == {*PATHS}
    assert {after.notes[path].source for path in PATHS} == {"fitted to 800 accounts"}
    assert "The scenario has these values." in _words(app)
    assert "use-response" not in controls(app)
    read, lines = link.read(dict(app.query_params), EXAMPLES, FIRST)
    assert (lines, read.scenario) == ([], after)
    assert known(_act(app, steps.step_back)).scenario == before


def test_the_table_is_no_part_of_the_link_and_stays_when_the_scenario_changes(app: AppTest) -> None:
    _paste(app, TABLE)
    assert dict(app.query_params) == {"scenario": "understaffed-team"}
    _act(app, partial(actions.change, "Mid-market.retention_rate", 0.8))
    assert "800 accounts read" in _words(app)
    assert app.text_area(key=accounts_table.TEXT).value == TABLE
    assert "800 accounts" not in _words(_paste(app, ""))


def test_a_table_is_read_once_and_fitted_once(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    _paste(app, TABLE)
    monkeypatch.setattr(accounts_table, "read_table", None)
    monkeypatch.setattr(finding, "fitted", None)
    _act(app, partial(actions.change, "Mid-market.csms", 4.0))
    assert "accounts show a response" in _words(app)


def test_problems_are_told_one_a_line_and_the_text_stays_to_be_mended(app: AppTest) -> None:
    text = f"hours,renewed,segment\n{HOSTILE},yes,A\n3,{HOSTILE},{HOSTILE}\n"
    _paste(app, text)
    words = _words(app)
    assert "line 2, hours is" in words
    assert "line 3, renewed is" in words
    assert all("<img" not in element.proto.body for element in app.get("html"))
    assert app.text_area(key=accounts_table.TEXT).value == text
    assert not blocks(app, "chart")


def test_segments_of_any_name_are_told_as_they_are(app: AppTest) -> None:
    _paste(app, f"hours,renewed,segment\n3,yes,{HOSTILE}\n")
    words = _words(app)
    assert "None of the 1 accounts is of Mid-market: the table has <img" in words
    assert all("<img" not in element.proto.body for element in app.get("html"))


def test_touches_ask_what_full_service_is(app: AppTest) -> None:
    _paste(app, TABLE.replace("hours", "touches"))
    assert "say how many touches a year are full service" in _words(app)
    [field] = app.number_input
    assert field.label == "Full service, touches a year"
    field.set_value(HOURS)
    assert "accounts show a response" in _words(ran(app))
    assert app.number_input[0].value == HOURS


def test_a_segment_without_hours_asks_what_full_service_is(app: AppTest) -> None:
    _paste(app, TABLE)
    assert not app.number_input
    _act(
        app, partial(actions.change, "Mid-market.meetings", []), partial(actions.change, "Mid-market.other_hours", 0.0)
    )
    assert app.number_input[0].label == "Full service, hours a year"


def test_what_cannot_be_told_gives_nothing_to_use(app: AppTest) -> None:
    _paste(app, as_text(*book(300, 0.85, 0.0, 1.0, seed=2), full=HOURS))
    assert "These data cannot tell" in _words(app)
    assert "use-response" not in controls(app)


class File(io.BytesIO):
    """As the uploader gives it."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


def test_a_file_takes_the_place_of_what_was_pasted(app: AppTest) -> None:
    _paste(app, "nothing")
    _act(app, partial(accounts_table.uploaded, File(f"{HOSTILE}.csv", TABLE.encode("utf-16"))))
    assert app.text_area(key=accounts_table.TEXT).value == ""
    assert "800 accounts read from <img" in _words(app)
    assert app.session_state[accounts_table.UPLOADS] == 1
    _act(app, partial(accounts_table.uploaded, None))
    assert "800 accounts read" in _words(app)
    _act(app, partial(accounts_table.uploaded, File("own.csv", b"\xe9\xff")))
    assert "own.csv is not UTF-8 text: save it as CSV UTF-8" in _words(app)


def test_a_long_table_is_kept_without_being_sent_to_the_browser_again(app: AppTest) -> None:
    rng = np.random.default_rng(3)
    rows = "".join(f"{hours:.2f},yes\n" for hours in rng.uniform(0, 20, accounts_table.SHOWN // 5))
    _paste(app, f"hours,renewed\n{rows}")
    assert app.text_area(key=accounts_table.TEXT).value == ""
    assert "4,000 accounts read from the pasted table" in _words(app)


def test_values_that_break_a_rule_change_nothing_and_are_said(app: AppTest) -> None:
    starting = TEAM.changed({"expansion_base": "starting"})
    _act(app, partial(actions.open_own, starting))
    _paste(app, as_text(*book(800, 0.9, 0.8, 1.0, seed=1), full=HOURS))
    fire(app, "use-response", "take")
    assert known(ran(app)).scenario == starting
    assert "Expansion base (starting)" in _words(app)
    assert isinstance(known(app).scenario, Scenario)
