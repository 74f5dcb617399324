"""A term that changes in the app: the rates keep what they mean over a year, the page says so, and all can be taken back."""

from streamlit.testing.v1 import AppTest

from tests.every_page import controls, fire, known, ran, unfold

TERM, RATE = "input-0-renewal_months", "SMB.retention_rate"


def to_a_year(app: AppTest) -> None:
    unfold(app, "more_inputs")
    ran(app)
    fire(app, TERM, "chosen", "12 months")


def test_rates_are_converted_in_one_step_and_listed(app: AppTest) -> None:
    opened = known(app).scenario
    to_a_year(app)
    state = known(app)
    assert abs(state.scenario.value(RATE) - 0.97**12) < 1e-12
    assert {"SMB.renewal_months", RATE} <= {*state.opened.changes}
    assert controls(app)[f"undo {RATE}"]["before"] == "97%"
    assert "97% → 69.38%" in controls(app)[TERM]["line"]
    assert controls(app)["input-0-retention_rate"]["line"] == "Was 97% per 1 month: the same over a year"
    fire(app, "steps", "undo")
    assert known(app).scenario == opened


def test_the_typed_numbers_can_be_kept(app: AppTest) -> None:
    to_a_year(app)
    assert controls(app)[TERM]["remedy"] == "Keep the numbers as typed"
    fire(app, TERM, "remedy")
    assert known(app).scenario.value(RATE) == 0.97
    assert known(app).scenario.value("SMB.renewal_months") == 12
    assert "remedy" not in controls(app)[TERM]


def test_what_is_said_and_offered_goes_with_the_next_change(app: AppTest) -> None:
    to_a_year(app)
    fire(app, "input-0-acv", "slid", 900.0)
    assert "remedy" not in controls(app)[TERM]
    assert "Was" not in controls(app)["input-0-retention_rate"]["line"]


def test_undoing_the_term_alone_brings_the_rates_back(app: AppTest) -> None:
    opened = known(app).scenario
    to_a_year(app)
    fire(app, "undo SMB.renewal_months", "undo")
    assert known(app).scenario == opened
