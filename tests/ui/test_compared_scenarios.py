"""What stands beside the open scenario on Compare: it is added from a list, kept as it is now, and taken away."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from model.questions.compare.sides import COMPARED
from tests.every_page import EXAMPLES, controls, fire, known, opened, ran, said
from ui.compared_scenarios import ADDED


@pytest.fixture
def app() -> AppTest:
    return ran(opened("compare"))


def names(app: AppTest) -> list[str]:
    return [row["label"] for row in controls(app).values() if row["key"].startswith("compared-")]


def test_an_example_is_added_from_the_list_and_taken_away(app: AppTest) -> None:
    assert names(app) == []
    options = controls(app)["add-compared"]["options"]
    assert {example.name for example in EXAMPLES.values()} <= {*options}
    fire(app, "add-compared", "chosen", "Understaffed team")
    assert names(app) == ["Understaffed team"]
    assert any("Understaffed team" in words for words in said(app, "head"))
    fire(app, "compared-0", "remove")
    assert names(app) == []


def test_the_open_one_is_kept_as_it_is_now_and_differs_from_what_becomes_of_it(app: AppTest) -> None:
    fire(app, "keep-compared", "keep")
    (kept,) = known(app).chosen[COMPARED]
    assert (kept.name, kept.scenario) == ("Kept: Company of three segments", known(app).scenario)
    for _ in range(ADDED + 2):
        if "keep-compared" in controls(app):
            fire(app, "keep-compared", "keep")
    assert len(names(app)) == ADDED
    assert "add-compared" not in controls(app)
