"""Undo and redo, resets by kind, and what back and forward do to the steps, without a browser."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model.text import example_files, read_file
from tests.every_page import controls, enabled, fire, ran
from ui import actions, address, link, steps, views
from ui.examples import FIRST
from ui.link import Opened
from ui.state import STATE_KEY, State

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
SMB = EXAMPLES["product-led-smb"]
CUT = ({"month": 3, "change": -1.0},)


def _state(app: AppTest) -> State:
    state: State = app.session_state[STATE_KEY]
    return state


def _opened(app: AppTest) -> Opened:
    return _state(app).opened


def _do(app: AppTest, action: Callable[..., None], *arguments: Any) -> Opened:
    """What is open after a run that starts with the action. The address holds it."""
    app.session_state[views.KEY].reports.append((action.__name__, True, partial(action, *arguments)))
    opened = _opened(ran(app))
    assert dict(app.query_params) == link.write(opened, FIRST)
    return opened


def _go(app: AppTest, entries: dict[str, str]) -> Opened:
    """What is open after the browser asked for another address."""
    app.query_params.clear()
    app.query_params.update(entries)
    return _opened(ran(app))


STEPS: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
    (actions.change, ("SMB.cac", 1000.0)),
    (actions.change, ("name", "Mine")),
    (actions.undo, ("name",)),
    (actions.change, ("SMB.retention_rate", 0.95)),
    (actions.make_baseline, ()),
    (actions.change, ("SMB.acv", 2000.0)),
    (actions.change, ("SMB.gross_margin", 0.7)),
    (actions.reset_kind, ("assumption",)),
    (actions.change, ("SMB.new_accounts", 90.0)),
    (actions.reset, ()),
    (actions.open_example, ("two-channels",)),
    (actions.open_own, (SMB.changed({"SMB.cac": 3.0}),)),
]


def test_every_step_is_undone_and_done_again(app: AppTest) -> None:
    line = [_opened(app), *(_do(app, action, *arguments) for action, arguments in STEPS)]
    assert all(before != after for before, after in pairwise(line))
    assert [_do(app, steps.step_back) for _ in STEPS] == line[-2::-1]
    assert _do(app, steps.step_back) == line[0]
    assert [_do(app, steps.step_forward) for _ in STEPS] == line[1:]
    assert _do(app, steps.step_forward) == line[-1]


def test_twenty_steps_are_kept(app: AppTest) -> None:
    line = [_do(app, actions.change, "SMB.cac", 1000.0 + step) for step in range(25)]
    assert [_do(app, steps.step_back) for _ in range(22)] == [*line[-2:-22:-1], line[4], line[4]]
    assert not enabled(app)["undo"]
    assert enabled(app)["redo"]


def test_the_buttons_are_on_only_where_there_is_a_step(app: AppTest) -> None:
    assert not enabled(app)["undo"]
    assert not enabled(app)["redo"]
    _do(app, actions.change, "SMB.cac", 1000.0)
    assert _opened(fire(app, "steps", "undo")).scenario == SMB
    assert not enabled(app)["undo"]
    assert _opened(fire(app, "steps", "redo")).scenario == SMB.changed({"SMB.cac": 1000.0})
    assert not enabled(app)["redo"]


def test_a_change_after_an_undo_leaves_nothing_to_redo(app: AppTest) -> None:
    _do(app, actions.change, "SMB.cac", 1000.0)
    _do(app, steps.step_back)
    other = _do(app, actions.change, "SMB.acv", 2000.0)
    assert _do(app, steps.step_forward) == other


def test_what_changes_nothing_is_no_step(app: AppTest) -> None:
    for path, value in {"SMB.cac": SMB.value("SMB.cac"), "SMB.retention_rate": 7.0}.items():
        _do(app, actions.change, path, value)
    _do(app, actions.reset)
    _do(app, actions.open_example, "product-led-smb")
    assert _state(app).past == ()


def test_viewing_another_segment_is_no_step_and_the_view_stays(app: AppTest) -> None:
    three = _do(app, actions.open_example, FIRST)
    _do(app, actions.change, "Enterprise.cac", 1000.0)
    _do(app, actions.view_segment, 2)
    assert len(_state(app).past) == 2
    back = _do(app, steps.step_back)
    assert (back.scenario, back.segment) == (three.scenario, 2)
    assert _do(app, steps.step_back).segment == 0
    assert _do(app, steps.step_forward).scenario == three.scenario


def test_levers_and_assumptions_are_reset_apart(app: AppTest) -> None:
    levers = {"SMB.cac": 1000.0, "SMB.staffing": "fixed", "SMB.csms": 4.0, "SMB.staff_changes": CUT,
              "SMB.meetings": ({"name": "Review", "per_year": 4.0, "hours": 1.0},), "company.cash": 5.0}  # fmt: skip
    assumptions = {"SMB.retention_rate": 0.95, "SMB.acv": 2000.0, "discount_rate": 0.1, "SMB.csm_cost": 9.0}
    words = {"name": "Mine", "currency": "EUR"}
    for path, value in (levers | assumptions | words).items():
        _do(app, actions.change, path, value)
    assert _do(app, actions.reset_kind, "lever").scenario == SMB.changed(assumptions | words)
    _do(app, steps.step_back)
    assert _do(app, actions.reset_kind, "assumption").scenario == SMB.changed(levers | words)
    assert not enabled(app)["reset-assumption"]
    assert enabled(app)["reset-lever"]


def test_a_reset_that_breaks_a_rule_changes_nothing_and_is_said(app: AppTest) -> None:
    _do(app, actions.change, "SMB.price_increase", -0.3)
    _do(app, actions.make_baseline)
    _do(app, actions.change, "SMB.price_increase", 0.0)
    before = _do(app, actions.change, "expansion_base", "starting")
    assert _do(app, actions.reset_kind, "lever") == before
    line = "Price increase is -0.3; Expansion base (starting) allows -0.1 to 1"
    assert line in controls(app)["refused-lever"]["label"]


def test_back_and_forward_walk_along_the_steps(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    line = [_opened(app), *(_do(app, actions.change, "SMB.cac", 1000.0 + step) for step in range(3))]
    addresses = [link.write(opened, FIRST) for opened in line]
    monkeypatch.setattr(address, "went_back_or_forward", lambda: True)
    assert _go(app, addresses[1]) == line[1]
    assert (_state(app).past, _state(app).future) == ((line[0],), (line[2], line[3]))
    assert _go(app, addresses[2]) == line[2]
    assert _do(app, steps.step_back) == line[1]
    assert _do(app, steps.step_forward) == line[2]
    assert _do(app, steps.step_forward) == line[3]


def test_back_to_what_is_no_step_any_more_is_a_step(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = _do(app, actions.change, "SMB.cac", 1000.0)
    monkeypatch.setattr(address, "went_back_or_forward", lambda: True)
    bad = {"scenario": "product-led-smb", "SMB.acv": "1234", "SMB.colour": "blue"}
    assert _go(app, bad).scenario == SMB.changed({"SMB.acv": 1234.0})
    assert [line.startswith("link: SMB.colour is no input") for line in _state(app).notices] == [True]
    assert _do(app, steps.step_back) == changed
    assert _state(app).notices == []


def test_an_entry_of_the_menu_from_before_the_last_change_loses_nothing(app: AppTest) -> None:
    old = link.write(_opened(app), FIRST)
    changed = _do(app, actions.change, "SMB.cac", 1000.0)
    assert _go(app, old) == changed
    assert app.query_params["SMB.cac"] == "1000"


def test_other_words_alone_are_compared_with_nothing(app: AppTest) -> None:
    _do(app, actions.change, "name", "Mine")
    _do(app, actions.change, "notes", {"SMB.cac": {"source": "our books"}})
    assert _state(app).baseline_result is None
    _do(app, actions.change, "SMB.cac", 1000.0)
    assert _state(app).baseline_result is not None


def test_name_and_story_are_written_in_the_frame(app: AppTest) -> None:
    fire(app, "words", "name", "  A <b> & co  ")
    assert _opened(fire(app, "words", "summary", "Two\nlines")).scenario == SMB.changed(
        {"name": "A <b> & co", "summary": "Two\nlines"}
    )
    assert (app.query_params["name"], app.query_params["summary"]) == ("A <b> & co", "Two\nlines")
    assert [controls(app)[key]["label"] for key in ("renamed", "story")] == ["A <b> & co", "Two lines"]
    assert _opened(fire(app, "words", "name", "  ")).scenario.name == "A <b> & co"
    assert _state(app).refused == {"name": "Name is '': allowed is text of 1 to 80 characters"}
