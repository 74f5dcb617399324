"""A contract term that its billing period does not divide: the period gives way, and the page says so."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model.text import example_files, read_file
from tests.every_page import controls, fire, known, ran, unfold
from ui import actions, changes, link, steps, views
from ui.examples import FIRST
from ui.state import State

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TERM, PERIOD = "Enterprise.renewal_months", "Enterprise.billing_months"
NOTHING_RENEWS_OTHERWISE = {"Enterprise.retention_rate": 1.0, "Enterprise.price_increase": 0.0}
SCENARIO = EXAMPLES[FIRST].changed({TERM: 36, PERIOD: 9, **NOTHING_RENEWS_OTHERWISE})
LINE = "Billed ahead is now 8 months: a contract of 24 months cannot be billed 9 months ahead"


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(
        {TERM: "36", PERIOD: "9", **{path: str(rate) for path, rate in NOTHING_RENEWS_OTHERWISE.items()}}
    )
    unfold(ran(app), "more_inputs")
    return ran(app)


def _do(app: AppTest, action: Any, *arguments: Any) -> State:
    app.session_state[views.KEY].reports.append((action.__name__, True, partial(action, *arguments)))
    return known(ran(app))


def _said(app: AppTest) -> int:
    return sum(LINE in row.get("line", "") for row in controls(app).values())


def test_the_period_gives_way_and_the_page_says_so_beside_both(app: AppTest) -> None:
    assert known(app).scenario == SCENARIO
    state = known(fire(app, "input-0-renewal_months", "chosen", "24 months"))
    assert state.scenario == SCENARIO.changed({TERM: 24, PERIOD: 8})
    shown = controls(app)["input-0-billing_months"]
    assert shown["options"][shown["chosen"]] == "8 months"
    assert _said(app) == 2
    assert state.refused == {}


def test_it_is_listed_among_the_changes_and_undone_with_the_term(app: AppTest) -> None:
    state = _do(app, actions.change, TERM, 24)
    assert {TERM, PERIOD} <= {*state.opened.changes}
    listed = [changes.label(state.scenario, path) for path in state.opened.changes]
    assert "Enterprise: Billed ahead" in listed
    assert _do(app, steps.step_back).scenario == SCENARIO
    assert _said(app) == 0


def test_its_link_opens_to_the_same_scenario(app: AppTest) -> None:
    state = _do(app, actions.change, TERM, 24)
    entries = dict(app.query_params)
    assert (entries[TERM], entries[PERIOD]) == ("24", "8")
    assert link.read(entries, EXAMPLES, FIRST) == (state.opened, [])


def test_what_is_said_goes_with_the_next_change(app: AppTest) -> None:
    _do(app, actions.change, TERM, 24)
    _do(app, actions.change, "Enterprise.acv", 50_000.0)
    assert _said(app) == 0


def test_a_period_that_does_not_divide_the_term_is_still_refused(app: AppTest) -> None:
    state = _do(app, actions.change, PERIOD, 8)
    assert state.scenario == SCENARIO
    assert "does not divide Contract term (36)" in state.refused[PERIOD]
