"""The page as the server makes it: state, reports and echoes, without a browser."""

from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from model.text import example_files, read_file
from tests.every_page import ran
from ui import controls, state, views
from ui.state import State

ROOT = Path(__file__).parents[2]
SMB = read_file(example_files(ROOT / "scenarios")["product-led-smb"])
RETENTION = "SMB.retention_rate"


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["scenario"] = "product-led-smb"
    return ran(app)


def _scenario(app: AppTest) -> Scenario:
    now: State = app.session_state[state.KEY]
    return now.scenario


def _report(app: AppTest, typed: str, *others: tuple[str, float]) -> AppTest:
    """The run that starts with this text in the field of retention, and these values of other inputs."""
    field = "type-0-retention_rate"
    app.session_state[field] = typed
    reports = app.session_state[views.KEY].reports
    reports.append((field, typed, partial(controls.typed_in, RETENTION, typed)))
    reports += [(f"slide-{path}", value, partial(state.change, path, value)) for path, value in others]
    return ran(app)


def test_one_slider_changes_one_input(app: AppTest) -> None:
    app.slider(key="slide-0-retention_rate").set_value(0.95)
    assert _scenario(ran(app)) == SMB.changed({RETENTION: 0.95})
    assert app.text_input(key="type-0-retention_rate").value == "95 %"
    assert app.query_params[RETENTION] == "0.95"


def test_an_echo_that_comes_along_with_a_wish_is_no_wish(app: AppTest) -> None:
    app.slider(key="slide-0-retention_rate").set_value(0.95)
    ran(app)
    _report(app, "97 %", ("SMB.cac", 1000.0))
    assert _scenario(app) == SMB.changed({RETENTION: 0.95, "SMB.cac": 1000.0})
    assert app.text_input(key="type-0-retention_rate").value == "95 %"


def test_the_value_of_before_alone_is_a_wish(app: AppTest) -> None:
    app.slider(key="slide-0-retention_rate").set_value(0.95)
    ran(app)
    _report(app, "97 %")
    assert _scenario(app) == SMB


def test_a_value_that_breaks_a_rule_changes_nothing_and_is_said(app: AppTest) -> None:
    app.session_state["more_inputs"] = True
    ran(app)
    app.selectbox(key="choose-0-billing_months").set_value(12)
    assert _scenario(ran(app)) == SMB
    refused = app.session_state[state.KEY].refused
    assert refused == {
        "SMB.billing_months": "SMB.billing_months is 12 months, which does not divide renewal_months = 1: choose one of 1"
    }
    assert app.selectbox(key="choose-0-billing_months").value == 1


def test_a_link_that_would_be_too_long_is_left_and_the_page_says_so(app: AppTest) -> None:
    now: State = app.session_state[state.KEY]
    notes = {f"SMB.{name}": {"note": "n" * 400} for name in ("cac", "acv", "accounts", "csms", "retention_rate")}
    app.session_state[views.KEY].reports.append(("notes", True, lambda: state.change("notes", notes)))
    ran(app)
    assert "notes" not in now.link
    assert any("no longer fit in the link" in block.proto.body for block in app.get("html"))


def test_results_are_computed_once(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    before: State = app.session_state[state.KEY]
    result = before.result
    ran(app)
    assert app.session_state[state.KEY].result is result


def test_a_chart_gets_new_data_and_the_same_spec(app: AppTest) -> None:
    before = [chart.proto for chart in app.get("vega_lite_chart")]
    app.slider(key="slide-0-retention_rate").set_value(0.95)
    after = [chart.proto for chart in ran(app).get("vega_lite_chart")]
    assert [chart.spec for chart in after] == [chart.spec for chart in before]
    assert [chart.alt for chart in after] == [chart.alt for chart in before]
    assert all(new.data.data != old.data.data for new, old in zip(after, before, strict=True))
