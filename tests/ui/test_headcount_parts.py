"""Hiring plan, matched retention and meeting templates on a page: settings, buttons that write, and undo."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from model.questions.headcount.fewest_hires import Planning
from model.questions.headcount.hiring_plan import planned
from model.templates import templates
from model.text import example_files, read_file
from tests.every_page import controls, fire, known, ran, unfold, words
from ui import actions, link, steps, views
from ui.examples import FIRST

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM, THREE = EXAMPLES["understaffed-team"], EXAMPLES["three-segments"]
PARTS = ("hiring_plan", "match_retention", "meeting_templates")
HOSTILE = "<img src=x onerror='x'> $x^2$ :smile:"


def script() -> None:
    from model.questions.csm_capacity.template_section import meeting_templates
    from model.questions.headcount.hiring_section import hiring_plan
    from model.questions.headcount.retention_section import match_retention
    from ui import frame, page
    from ui.body import Body

    state = frame.arrived("csm_capacity")
    frame.surround(state)
    body = Body(state)
    page.draw(body, [section(state.asked()) for section in (hiring_plan, match_retention, meeting_templates)], {})
    body.send()


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["scenario"] = "understaffed-team"
    unfold(ran(app), *PARTS)
    return ran(app)


def do(app: AppTest, action: Any, *arguments: Any) -> AppTest:
    app.session_state[views.KEY].reports.append(("action", True, partial(action, *arguments)))
    return ran(app)


def text(app: AppTest) -> str:
    return "\n".join(words(app))


def press(app: AppTest, key: str) -> Scenario:
    return known(fire(app, key, "take")).scenario


def is_off(app: AppTest, key: str) -> bool:
    """Whether a button cannot be pressed."""
    (button,) = controls(app)[key]["buttons"]
    return bool(button["off"])


def test_use_this_plan_writes_its_rows_and_undo_takes_them_back(app: AppTest) -> None:
    plan = planned(known(app).result, 0, Planning())
    used = press(app, "use_plan")
    assert used == TEAM.changed(plan.changes)
    assert [row.model_dump() for row in used.segments[0].staff_changes] == [
        {"month": 4, "change": 1.0}, {"month": 19, "change": 1.0},
    ]  # fmt: skip
    assert is_off(app, "use_plan")
    read, lines = link.read(dict(app.query_params), EXAMPLES, FIRST)
    assert (read.scenario, lines) == (used, [])
    assert known(do(app, steps.step_back)).scenario == TEAM
    assert not is_off(app, "use_plan")


def test_the_settings_of_the_plan_are_the_pages_and_not_the_scenarios(app: AppTest) -> None:
    fire(app, "set-least_coverage", "typed", "90%")
    fire(app, "set-lead_months", "slid", 6)
    assert known(app).scenario == TEAM
    assert controls(app)["set-least_coverage"]["at"] == 0.9
    assert controls(app)["set-lead_months"]["text"] == "6"
    assert press(app, "use_plan") == TEAM.changed(
        planned(known(app).result, 0, Planning(least_coverage=0.9, lead_months=6)).changes
    )
    assert controls(app)["set-least_coverage"]["at"] == 0.9


@pytest.mark.parametrize(
    ("typed", "line"),
    [("40%", "“40%” is outside 50% to 100%"), ("all", "“all” is not a number: write it like 98.5%")],
)
def test_a_setting_that_is_not_allowed_is_said_and_changes_nothing(app: AppTest, typed: str, line: str) -> None:
    fire(app, "set-least_coverage", "typed", typed)
    assert line in text(app)
    assert controls(app)["set-least_coverage"]["text"] == "100%"
    assert line not in text(fire(app, "set-least_coverage", "slid", 0.8))


def test_set_it_writes_both_in_one_step(app: AppTest) -> None:
    # What the scenario says: 3 CSMs cover 0.875 of 240 accounts at 20.8 hours, and 0.92 - 0.15 x 0.125 renew.
    assert controls(app)["set-observed"]["text"] == "90.12%"
    fire(app, "set-csms_today", "typed", "2")
    fire(app, "set-observed", "typed", "85%")
    set_to = press(app, "set_matched").segments[0]
    # By hand: 2 CSMs x 121 1/3 hours for the 240 accounts of the opening book, of 20.8 / 12 hours; 15 points are at risk.
    covered = 2 * 2080 * 0.7 / 12 / (240 * 20.8 / 12)
    assert set_to.csms == 2
    assert set_to.retention_rate == pytest.approx(0.85 + 0.15 * (1 - covered))
    assert is_off(app, "set_matched")
    assert known(do(app, steps.step_back)).scenario == TEAM


def test_what_cannot_be_reached_has_no_button(app: AppTest) -> None:
    fire(app, "set-observed", "typed", "99.9%")
    assert "Not reachable" in text(app)
    assert "set_matched" not in controls(app)


def test_use_these_meetings_writes_the_template_in_view(app: AppTest) -> None:
    used = press(app, "use_meetings").segments[0]
    high = templates()[0]
    assert (used.meetings, used.other_hours) == (high.meetings, 0)
    assert is_off(app, "use_meetings")
    do(app, actions.choose, "view-template", "tech")
    assert press(app, "use_meetings").segments[0].meetings == templates()[3].meetings
    do(app, steps.step_back)
    assert known(do(app, steps.step_back)).scenario == TEAM


def test_a_team_that_is_none_or_hired_to_need_has_no_plan_to_use(app: AppTest) -> None:
    do(app, actions.open_example, "three-segments")
    for place in (0, 2):
        do(app, actions.view_segment, place)
        assert "use_plan" not in controls(app)
        press(app, "set_matched")
        assert known(app).scenario.segments[place].staffing == "fixed"
        do(app, steps.step_back)


def test_nothing_is_worked_out_twice_or_while_it_is_closed(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []
    monkeypatch.setattr("model.questions.headcount.fewest_hires.vary", lambda *given, **asked: calls.append(given))
    ran(app)
    unfold(app, "hiring_plan", is_open=False)
    do(app, actions.change, "Mid-market.csms", 4.0)
    assert calls == []


def test_names_of_segments_are_text_and_no_markup(app: AppTest) -> None:
    plain = TEAM.model_dump(
        by_alias=True, exclude_unset=True, exclude={"costs", "ranges", "correlations"}
    )  # which name the segment
    named = Scenario.model_validate(
        plain | {"segments": [plain["segments"][0] | {"name": HOSTILE.replace("=", "")[:40]}]}
    )
    do(app, actions.open_own, named)
    assert press(app, "use_plan").segments[0].staff_changes
    assert "<img" not in "".join(block.proto.body for block in app.get("html"))


def test_every_number_has_its_trace(app: AppTest) -> None:
    for key in list(known(app).shown):
        known(app).traced = key
        ran(app)
    assert len(known(app).shown) > 60
