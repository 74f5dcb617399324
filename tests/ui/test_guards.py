"""Guard-rails on the Overview: those about its measures, each with its segment's name as data."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario, run
from model.guards import guards
from ui import actions, views

ROOT = Path(__file__).parents[2]
NAME = "<b>A</b> & co"
GROWS: dict[str, Any] = {"name": NAME, "acv": 12_000, "accounts": 10, "retention_rate": 0.9, "expansion_rate": 0.25}
QUIET: dict[str, Any] = {**GROWS, "name": "B", "retention_rate": 0.8, "expansion_rate": 0}


@pytest.fixture(scope="module")
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def _guards(app: AppTest, scenario: Scenario) -> list[str]:
    """What stands on the page as guard-rails when the scenario is open."""
    app.session_state[views.KEY].reports.append(("open", True, partial(actions.open_own, scenario)))
    app.run()
    assert not app.exception
    return [line for block in app.get("html") for line in block.proto.body.split("<p ") if "remark guard" in line]


def _scenario(*segments: dict[str, Any], **header: Any) -> Scenario:
    return Scenario.model_validate({**header, "segments": segments})


def test_a_guard_names_its_segment_as_data_and_its_numbers_can_be_opened(app: AppTest) -> None:
    (line,) = _guards(app, _scenario(GROWS, QUIET))
    assert "data-guard='expansion_left_out'>&lt;b&gt;A&lt;/b&gt; &amp; co: NRR is <button" in line
    assert "data-trace='0/nrr'" in line
    assert _guards(app, _scenario(GROWS))[0].count("co:") == 0


def test_only_what_the_page_shows_is_guarded(app: AppTest) -> None:
    """An LTV that is in no ratio of the page, and a payback that is in its verdict."""
    never_read = _scenario(GROWS, guidelines={"ltv": "5y"})
    assert [guard.name for guard in guards(run(never_read))] == ["expansion_left_out"]
    assert _guards(app, never_read) == []
    assert "data-guard='near_limit'" in _guards(app, _scenario({**QUIET, "cac": 9_400, "new_accounts": 1}))[0]


def test_months_are_named_by_the_calendar_where_the_scenario_has_one(app: AppTest) -> None:
    team = {**QUIET, "staffing": "fixed", "csms": 1, "csm_hours": 12, "csm_productivity": 1, "other_hours": 12, "retention_rate": 1,
            "retention_at_risk": 0.1}  # fmt: skip
    lines = _guards(app, _scenario(team, start="2027-03"))
    assert any(">Mar 2027<" in line for line in lines if "shared_hours" in line)


def test_nothing_to_guard_leaves_no_line(app: AppTest) -> None:
    assert _guards(app, _scenario(QUIET)) == []


def test_one_note_stands_above_and_the_rest_is_folded(app: AppTest) -> None:
    _guards(app, _scenario(GROWS, {**GROWS, "name": "C"}, {**GROWS, "name": "D"}))
    (head,) = [block.proto.body for block in app.get("html") if "remark guard" in block.proto.body]
    above, _, folded = head.partition("<details")
    assert (above.count("remark guard"), folded.count("remark guard")) == (1, 2)
    assert "<summary>2 more notes</summary>" in folded
    assert "data-trace='2/nrr'" in folded
