"""The page as the server makes it: state, reports and echoes, without a browser."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from tests.every_page import EXAMPLES, blocks, controls, fire, opened, ran, show, unfold
from ui import actions, inputs, views
from ui.state import STATE_KEY, State

SMB = EXAMPLES["product-led-smb"]
RETENTION, FIELD = "SMB.retention_rate", "input-0-retention_rate"


def _scenario(app: AppTest) -> Scenario:
    state: State = app.session_state[STATE_KEY]
    return state.scenario


def test_one_slider_changes_one_input(app: AppTest) -> None:
    fire(app, FIELD, "slid", 0.95)
    assert _scenario(app) == SMB.changed({RETENTION: 0.95})
    assert controls(app)[FIELD]["text"] == "95%"
    assert app.query_params[RETENTION] == "0.95"


def _sourced(app: AppTest, text: str) -> AppTest:
    """The run that starts with this text in the field of the source of CAC."""
    field = "source-0-cac"
    app.session_state[field] = text
    app.session_state[views.KEY].reports.append((field, text, partial(inputs.annotate, "SMB.cac", "source", text)))
    return ran(app)


def test_what_a_field_held_before_is_an_action_alone_and_an_echo_beside_another(app: AppTest) -> None:
    app.session_state[STATE_KEY].traced = "=SMB.cac"
    for path, value in {"notes": {"SMB.cac": {"source": "Mine"}}, "SMB.cac": 1000.0}.items():
        ran(app)
        app.session_state[views.KEY].reports.append(("other", True, partial(actions.change, path, value)))
    assert _scenario(_sourced(app, "")) == SMB.changed({"notes": {"SMB.cac": {"source": "Mine"}}, "SMB.cac": 1000.0})
    assert _scenario(_sourced(app, "")) == SMB.changed({"SMB.cac": 1000.0})


def test_a_value_that_breaks_a_rule_changes_nothing_and_is_said(app: AppTest) -> None:
    unfold(app, "more_inputs")
    ran(app)
    fire(app, "input-0-billing_months", "chosen", "12 months")
    assert _scenario(app) == SMB
    refused = app.session_state[STATE_KEY].refused
    assert refused == {
        "SMB.billing_months": "Billed ahead is 12 months, which does not divide Contract term (1): choose one of 1"
    }
    shown = controls(app)["input-0-billing_months"]
    assert shown["options"][shown["chosen"]] == "1 month"


def test_results_are_computed_once(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    before: State = app.session_state[STATE_KEY]
    result = before.result
    ran(app)
    assert app.session_state[STATE_KEY].result is result


def test_a_chart_gets_new_data_and_the_same_spec(app: AppTest) -> None:
    before = blocks(app, "chart")
    after = blocks(fire(app, FIELD, "slid", 0.95), "chart")
    assert [chart["spec"] for chart in after] == [chart["spec"] for chart in before]
    assert [chart["title"] for chart in after] == [chart["title"] for chart in before]
    assert all(new["data"] != old["data"] for new, old in zip(after, before, strict=True))


def test_a_table_without_a_title_stands_with_the_sentence_above_it() -> None:
    app = opened("csm_capacity")
    show(app, EXAMPLES["understaffed-team"])
    sections = [section["blocks"] for section in blocks(app, "section")]
    with_table = [(above, table) for above, table in sections if "CSMs by the ratio" in table["head"]]
    assert len(with_table) == 3
    assert all(above["words"][0].startswith("At ") for above, _ in with_table)


def test_a_body_without_elements_of_streamlit_is_one_message(app: AppTest) -> None:
    kinds = [element.type for element in app.main.children.values()]
    assert kinds.count("bidi_component") == 1
