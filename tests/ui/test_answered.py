"""The renderer of answers: every kind of block is put on the screen, as text, and in its place."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.every_page import EXAMPLES, blocks, controls, fire, known, ran, said, show, tables, unfold
from tests.ui import blocks as asked
from ui import actions, chart_specs, shared, views
from ui.menu import PAGES

TEAM = EXAMPLES["understaffed-team"]


def script() -> None:
    import streamlit as st

    from tests.ui.blocks import answer
    from ui import page
    from ui.body import Body

    def drawn(body: Body) -> None:
        with body.streamlit("drawn"):
            st.text(f"drawn for {body.state.segment}")

    slots = {"drawn": drawn}
    page.show("csm_capacity", answer, levers=("cac",), assumptions=("retention_rate",), slots=slots)


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["scenario"] = "understaffed-team"
    return ran(app)


def having(app: AppTest, text: str) -> str:
    """The one block that has this in it, in words."""
    (found,) = [words for words in said(app) if text in words]
    return found


def test_the_head_has_question_sentence_changes_and_figures(app: AppTest) -> None:
    (head,) = blocks(app, "head")
    assert head["question"] == PAGES["csm_capacity"].question
    strong, words, number, end = head["answer"]
    assert (strong, words, end) == (["strong", "<b>Yes"], ": MRR is ", ".")
    assert number[:2] == ["number", "mrr@36"]
    (figure,) = head["figures"]
    assert figure["key"] == "arr_end"
    assert figure["differences"] == []
    kinds = [block["kind"] for block in blocks(app) if "kind" in block]
    assert kinds.index("head") < kinds.index("changes") < kinds.index("chart")
    assert having(app, "Move a slider to compare with the opened scenario.")
    show(app, TEAM, {"Mid-market.retention_rate": 0.7})
    (changes,) = blocks(app, "changes")
    assert changes["count"] == "1 change against the baseline: "
    (head,) = blocks(app, "head")
    assert head["figures"][0]["differences"][0][1] == "worse"
    app.session_state[views.KEY].reports.append(("baseline", True, actions.make_baseline))
    assert having(ran(app), "Move a slider to compare with the baseline.")


def test_guards_are_those_of_what_the_answer_is_about(app: AppTest) -> None:
    assert not blocks(app, "notes")
    show(app, EXAMPLES["three-segments"])
    names = {note["name"] for block in blocks(app, "notes") for note in block["notes"]}
    assert "expansion_left_out" in names
    assert "shared_hours" not in names


def test_a_chart_has_its_title_unit_finding_and_remark_and_a_spec_without_data(app: AppTest) -> None:
    (chart,) = blocks(app, "chart")
    assert (chart["title"], chart["unit"]) == ("A <chart>", "$ a month")
    assert (chart["finding"], chart["remark"]) == (["It goes <up>."], ["More of it."])
    spec = chart_specs.known(chart["spec"])
    assert spec is not None
    assert "data" not in spec
    assert json.loads(spec.text) == spec
    (table,) = tables(app)
    assert "here" in table.column("note_text")


def test_what_is_empty_is_not_there(app: AppTest) -> None:
    (table,) = blocks(app, "table")
    assert table["title"] == "<i>A table</i>"
    assert table["rows"][0][2] == "<u>words</u>"
    assert [block["title"] for block in blocks(app, "listed")] == ["Each by itself"]


def test_an_input_has_a_row_with_its_value_class_source_and_note(app: AppTest) -> None:
    register = controls(app)["register-inputs"]
    assert register["label"] == "<i>Inputs</i>"
    assert [row[1:] for row in register["rows"]] == [
        ["CAC, $ per new customer", "nobody <signs>", "1,250", "sourced", "<b>Billing</b>", "<i>2026</i>"],
        ["Renewal rate, % per 12-month renewal", "", "96.5%", "assumed, no source", "", ""],
    ]


def test_a_choice_and_settings_are_the_readers_and_are_kept(app: AppTest) -> None:
    assert controls(app)["view-side"]["options"] == ["<b>Left</b>", "Right"]
    assert "It is left, by 0.5" in having(app, "It is ")
    fire(app, "view-side", "chosen", "Right")
    assert "It is right" in having(app, "It is ")
    assert having(app, "To the right alone.")
    fire(app, "set-share", "typed", "62.5%")
    assert "by 0.625" in having(app, "It is ")
    assert controls(app)["set-share"]["text"] == "62.5%"
    fire(app, "set-share", "slid", 0.75)
    assert "by 0.75" in having(app, "It is ")
    fire(app, "set-share", "typed", "150%")
    assert "outside" in controls(app)["set-share"]["line"]
    assert "by 0.75" in having(app, "It is ")


def test_what_is_folded_is_made_when_it_is_open(app: AppTest) -> None:
    assert not any("Only when it is open." in words for words in said(app))
    unfold(app, "inside", "months")
    ran(app)
    assert having(app, "Only when it is open.")
    (months,) = blocks(app, "months")
    assert months["columns"][0] == ["MRR", "$ a month"]
    assert months["rows"][35][0] == "month 36"
    assert months["rows"][35][1][:2] == ["number", "0/mrr@36"]
    assert len(months["rows"]) == 36


def test_a_table_without_a_title_stands_right_below_what_is_above_it(app: AppTest) -> None:
    unfold(app, "inside")
    ran(app)
    (section,) = blocks(app, "section")
    assert [block["kind"] for block in section["blocks"]] == ["remark", "table"]


def test_an_offer_writes_what_was_found_as_one_step(app: AppTest) -> None:
    fire(app, "take", "take")
    assert known(app).scenario == TEAM.changed({"Mid-market.cac": 1234.0})
    (button,) = controls(app)["take"]["buttons"]
    assert button["off"]


def test_a_slot_is_drawn_by_the_page_in_its_place(app: AppTest) -> None:
    assert [text.value for text in app.text] == ["drawn for Mid-market"]


def test_what_is_found_is_found_once_for_each_result_and_setting(app: AppTest) -> None:
    fire(app, "view-side", "chosen", "Right")
    unfold(app, "inside")
    ran(app)
    shared._found.cache_clear()  # what other visitors of the example have found
    asked.FOUND.clear()
    ran(app)
    assert asked.FOUND == []
    fire(app, "set-share", "slid", 0.75)
    assert ["0.75", TEAM.name] == asked.FOUND
    asked.FOUND.clear()
    show(app, TEAM, {"Mid-market.cac": 1.0})
    assert sorted(asked.FOUND) == sorted([TEAM.name, TEAM.name, "0.75", TEAM.name])


def test_numbers_that_are_shown_open_their_trace(app: AppTest) -> None:
    state: Any = known(app)
    assert {"mrr@36", "arr_end"} <= {*state.shown}
