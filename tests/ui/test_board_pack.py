"""The Board pack in a session: answers are kept, undone and refused, and nothing is worked out anew for them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from exports.__main__ import KINDS
from exports.deck import AUDIENCES
from model.questions.board_pack.challenge import QUESTIONS
from tests.every_page import controls, fire, known, opened, ran, said
from ui.board_pack import WHO
from ui.takeaway_server import AUDIENCE, picked


@pytest.fixture
def app() -> AppTest:
    app = opened("board_pack")
    app.query_params["scenario"] = "product-led-smb"
    return ran(app)


def test_each_attack_has_an_answer_and_each_kind_of_file_its_button(app: AppTest) -> None:
    rows = controls(app)
    assert [rows[f"reply-{key}"]["text"] for key in QUESTIONS] == [""] * len(QUESTIONS)
    assert [rows[f"take-{kind}"]["file"] for kind in KINDS] == [*KINDS]
    assert rows["taken"]["label"] == "The files hold the scenario as it is now."


def test_an_answer_is_kept_in_the_link_and_can_be_undone(app: AppTest) -> None:
    fire(app, "reply-nothing", "typed", "  We lose the team.  ")
    assert known(app).scenario.replies.nothing == "We lose the team."
    assert known(app).link["replies.nothing"] == "We lose the team."
    assert controls(app)["reply-nothing"]["text"] == "We lose the team."
    assert "with 1 change against the baseline" in controls(app)["taken"]["label"]
    assert "Answer: doing nothing" in "".join(said(app, "changes"))
    fire(app, "undo replies.nothing", "undo")
    assert known(app).scenario.replies.nothing == ""
    fire(app, "steps", "undo")
    assert known(app).scenario.replies.nothing == "We lose the team."


def test_slides_are_for_whom_was_chosen(app: AppTest) -> None:
    assert {*WHO} == {*AUDIENCES}
    assert known(app).chosen.get(AUDIENCE) is None
    fire(app, "take-audience", "chosen", "The CFO")
    assert known(app).chosen[AUDIENCE] == "cfo"
    assert controls(app)["take-audience"]["chosen"] == [*WHO].index("cfo")


def test_slides_are_picked_for_each_audience(app: AppTest) -> None:
    """All of them at first, in the audience's order; one has to stay."""
    offered = controls(app)["take-slides"]
    assert (len(offered["options"]), offered["chosen"]) == (7, [*range(7)])
    fire(app, "take-slides", "chosen", ["The low point and cash", "The ask and the answer"])
    assert picked(known(app)) == ("answer", "cash")
    assert controls(app)["take-slides"]["chosen"] == [0, 3]
    fire(app, "take-slides", "chosen", [])
    assert picked(known(app)) == ("answer", "cash")
    assert controls(app)["take-slides"]["line"] == "Keep at least one slide."
    fire(app, "take-audience", "chosen", "The CFO")
    assert picked(known(app)) == AUDIENCES["cfo"]
    assert controls(app)["take-slides"]["line"] == ""
    fire(app, "take-audience", "chosen", "The board")
    assert picked(known(app)) == ("answer", "cash")
    for nonsense in ("The ask and the answer", ["no such slide"], [0], None):
        fire(app, "take-slides", "chosen", nonsense)
        assert picked(known(app)) == ("answer", "cash")


def test_an_answer_that_is_too_long_is_refused_beside_its_question(app: AppTest) -> None:
    fire(app, "reply-limits", "typed", "x" * 301)
    assert known(app).scenario.replies.limits == ""
    assert "300 characters" in controls(app)["reply-limits"]["line"]


def test_an_answer_works_nothing_out_anew(app: AppTest) -> None:
    state = known(app)
    before, found = state.result, {key: finding[2] for key, finding in state.findings.items()}
    fire(app, "reply-limits", "typed", "We renew in May.")
    assert known(app).result.batch is before.batch
    assert known(app).result.scenario.replies.limits == "We renew in May."
    assert found
    assert all(known(app).findings[key][2] is value for key, value in found.items())
    fire(app, "steps", "undo")
    assert known(app).result.scenario == before.scenario


def test_the_preview_says_what_the_pages_say(app: AppTest) -> None:
    fire(app, "preview", "opened", True)
    listed = "\n".join(said(app, "listed"))
    for words in ("Overview", "Headcount", "Cash", known(app).result.verdict.sentence[:20]):
        assert words in listed
