"""A number that can be meant in two ways: both are offered beside the field, and nothing changes until one is chosen."""

from streamlit.testing.v1 import AppTest

from tests.every_page import controls, fire, known

FIELD, RATE = "input-0-retention_rate", "SMB.retention_rate"


def test_a_fraction_in_a_field_of_rates_is_asked_and_changes_nothing(app: AppTest) -> None:
    before = known(app).scenario
    fire(app, FIELD, "typed", "0.91")
    shown = controls(app)[FIELD]
    assert shown["readings"] == ["91%", "0.91%"]
    assert shown["line"] == "“0.91” could mean 91% or 0.91%: say which"
    assert shown["refused"]
    assert shown["text"] == "97%"
    assert known(app).scenario == before
    assert {key for key, row in controls(app).items() if row.get("readings")} == {FIELD}


def test_the_one_that_is_chosen_is_set_and_the_question_goes(app: AppTest) -> None:
    fire(app, FIELD, "typed", "0.91")
    fire(app, FIELD, "typed", "91%")
    assert known(app).scenario.value(RATE) == 0.91
    assert controls(app)[FIELD]["readings"] == []
    assert not controls(app)[FIELD]["refused"]


def test_what_is_wrong_is_said_without_a_question(app: AppTest) -> None:
    fire(app, FIELD, "typed", "0.91")
    fire(app, FIELD, "typed", "150%")
    assert controls(app)[FIELD]["line"] == "“150%” is outside 0% to 100%"
    assert controls(app)[FIELD]["readings"] == []


def test_money_with_its_sign_is_read(app: AppTest) -> None:
    fire(app, "input-0-acv", "typed", "$95k")
    assert known(app).scenario.value("SMB.acv") == 95_000.0
    fire(app, "input-0-acv", "typed", "€1.2k")
    assert controls(app)["input-0-acv"]["line"] == "“€1.2k” is not in USD, the currency of this scenario"
