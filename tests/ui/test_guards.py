"""Guard-rails on the Overview: those about its measures, each with its segment's name as data."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario, run
from model.guards import guards
from tests.every_page import blocks
from ui import actions, views

ROOT = Path(__file__).parents[2]
NAME = "<b>A</b> & co"
GROWS: dict[str, Any] = {"name": NAME, "acv": 12_000, "accounts": 10, "retention_rate": 0.9, "expansion_rate": 0.25}
QUIET: dict[str, Any] = {**GROWS, "name": "B", "retention_rate": 0.8, "expansion_rate": 0}


@pytest.fixture(scope="module")
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def _guards(app: AppTest, scenario: Scenario) -> list[dict[str, Any]]:
    """What stands on the page as guard-rails when the scenario is open: name and words."""
    app.session_state[views.KEY].reports.append(("open", True, partial(actions.open_own, scenario)))
    app.run()
    assert not app.exception
    return [note for block in blocks(app, "notes") for note in block["notes"]]


def _scenario(*segments: dict[str, Any], **header: Any) -> Scenario:
    return Scenario.model_validate({**header, "segments": segments})


def test_a_guard_names_its_segment_as_data_and_its_numbers_can_be_opened(app: AppTest) -> None:
    (note,) = _guards(app, _scenario(GROWS, QUIET))
    assert note["name"] == "expansion_left_out"
    assert "".join(part for part in note["words"] if isinstance(part, str)).startswith("<b>A</b> & co: NRR is ")
    assert "0/nrr" in [part[1] for part in note["words"] if isinstance(part, list)]
    assert "co: " not in _guards(app, _scenario(GROWS))[0]["words"][0]


def test_only_what_the_page_shows_is_guarded(app: AppTest) -> None:
    """An LTV that is in no ratio of the page, and a payback that is in its verdict."""
    never_read = _scenario(GROWS, guidelines={"ltv": "5y"})
    assert [guard.name for guard in guards(run(never_read))] == ["expansion_left_out"]
    assert _guards(app, never_read) == []
    assert _guards(app, _scenario({**QUIET, "cac": 9_400, "new_accounts": 1}))[0]["name"] == "near_limit"


def test_months_are_named_by_the_calendar_where_the_scenario_has_one(app: AppTest) -> None:
    team = {**QUIET, "staffing": "fixed", "csms": 1, "csm_hours": 12, "csm_productivity": 1, "other_hours": 12, "retention_rate": 1,
            "retention_at_risk": 0.1}  # fmt: skip
    (note,) = [note for note in _guards(app, _scenario(team, start="2027-03")) if note["name"] == "shared_hours"]
    assert "Mar 2027" in [part[2] for part in note["words"] if isinstance(part, list)]


def test_nothing_to_guard_leaves_no_line(app: AppTest) -> None:
    assert _guards(app, _scenario(QUIET)) == []
