"""A value set to its default in the app is marked as touched; its undo takes the mark away."""

from streamlit.testing.v1 import AppTest

from model.basis import Basis, basis_of
from tests.every_page import controls, fire, known

MARGIN = "SMB.gross_margin"


def test_touching_an_input_at_its_default_is_kept(app: AppTest) -> None:
    assert known(app).scenario.value(MARGIN) == 0.8
    fire(app, "input-0-gross_margin", "slid", 0.75)
    fire(app, "input-0-gross_margin", "slid", 0.8)
    assert basis_of(known(app).scenario, MARGIN) == Basis.ASSUMED
    assert dict(app.query_params)["notes"] == '{"SMB.gross_margin" = {basis = "assumed"}}'


def test_undoing_a_change_to_the_default_takes_the_mark_away(app: AppTest) -> None:
    opened = known(app).scenario
    fire(app, "input-0-onboarding_rate", "typed", "100%")
    assert known(app).scenario.value("SMB.onboarding_rate") == 1.0
    assert "SMB.onboarding_rate" in known(app).scenario.notes
    assert "undo SMB.onboarding_rate" in controls(app)
    fire(app, "undo SMB.onboarding_rate", "undo")
    assert known(app).scenario == opened
