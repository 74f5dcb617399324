"""The renderer of answers: every kind of block is put on the screen, as text, and in its place."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.every_page import EXAMPLES, controls, fire, known, ran, show, tables, unfold, words
from tests.ui import blocks

TEAM = EXAMPLES["understaffed-team"]


def script() -> None:
    import streamlit as st

    from tests.ui.blocks import answer
    from ui import page

    slots = {"drawn": lambda state: st.text(f"drawn for {state.segment}")}
    page.show("csm_capacity", answer, levers=("cac",), assumptions=("retention_rate",), slots=slots)


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["scenario"] = "understaffed-team"
    return ran(app)


def html(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html")]


def having(app: AppTest, text: str) -> str:
    """The one element that has this in it."""
    (found,) = [body for body in html(app) if text in body]
    return found


def test_the_head_has_question_sentence_changes_and_figures(app: AppTest) -> None:
    head = having(app, "class='question'")
    assert "<p class='answer'><strong>&lt;b&gt;Yes</strong>: MRR is <button" in head
    assert "data-trace='mrr@36'" in head
    assert head.index("class='answer'") < head.index("data-figure='arr_end'")
    page = "".join(words(app))
    assert page.index("data-figure='arr_end'") < page.index("Move a slider to compare")
    show(app, TEAM, {"Mid-market.retention_rate": 0.7})
    head = having(app, "class='question'")
    assert "1 change against the baseline" in "".join(words(app))
    assert "<span class='worse'>worse</span>" in head


def test_guards_are_those_of_what_the_answer_is_about(app: AppTest) -> None:
    assert "data-guard" not in "".join(words(app))
    show(app, EXAMPLES["three-segments"])
    assert "data-guard='expansion_left_out'" in "".join(words(app))
    assert "data-guard='shared_hours'" not in "".join(words(app))


def test_a_chart_has_its_title_unit_finding_and_remark_and_a_name_that_does_not_change(app: AppTest) -> None:
    heading = having(app, "class='chart'>A &lt;chart&gt;")
    assert "<small>$ a month</small>" in heading
    assert heading.index("It goes &lt;up&gt;.") < heading.index("More of it.")
    (chart,) = app.get("vega_lite_chart")
    assert chart.proto.alt.startswith("A <chart>: the sentence above")
    assert "data" not in json.loads(chart.proto.spec)
    (table,) = tables(app)
    assert "here" in table.column("note_text")


def test_texts_below_each_other_are_one_element_and_empty_ones_take_no_room(app: AppTest) -> None:
    together = having(app, "&lt;i&gt;A table&lt;/i&gt;")
    assert "Each by itself" in together
    assert together.count("<section>") == 2
    assert "&lt;u&gt;words&lt;/u&gt;" in together
    assert not any("Nothing in it" in body or "Nobody" in body for body in html(app))


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
    count = len(app.main)
    fire(app, "view-side", "chosen", "Right")
    assert "It is right" in having(app, "It is ")
    assert having(app, "To the right alone.")
    assert len(app.main) == count
    fire(app, "set-share", "typed", "62.5%")
    assert "by 0.625" in having(app, "It is ")
    assert controls(app)["set-share"]["text"] == "62.5%"
    fire(app, "set-share", "slid", 0.75)
    assert "by 0.75" in having(app, "It is ")
    fire(app, "set-share", "typed", "150%")
    assert "outside" in controls(app)["set-share"]["line"]
    assert "by 0.75" in having(app, "It is ")


def test_what_is_folded_is_made_when_it_is_open(app: AppTest) -> None:
    assert not any("Only when it is open." in body for body in html(app))
    unfold(app, "inside", "months")
    ran(app)
    assert having(app, "Only when it is open.")
    months = having(app, "<th scope='col'>Month</th>")
    assert "MRR<br>$ a month" in months
    assert "data-trace='0/mrr@36'" in months
    assert months.count("<tr>") == 37


def test_an_offer_writes_what_was_found_as_one_step(app: AppTest) -> None:
    app.button(key="take").click()
    ran(app)
    assert known(app).scenario == TEAM.changed({"Mid-market.cac": 1234.0})
    assert app.button(key="take").disabled


def test_a_slot_is_drawn_by_the_page_in_its_place(app: AppTest) -> None:
    assert [text.value for text in app.text] == ["drawn for Mid-market"]


def test_what_is_found_is_found_once_for_each_result_and_setting(app: AppTest) -> None:
    blocks.FOUND.clear()
    fire(app, "view-side", "chosen", "Right")
    unfold(app, "inside")
    ran(app)
    assert blocks.FOUND == []
    fire(app, "set-share", "slid", 0.75)
    assert ["0.75", TEAM.name] == blocks.FOUND
    blocks.FOUND.clear()
    show(app, TEAM, {"Mid-market.cac": 1.0})
    assert sorted(blocks.FOUND) == sorted([TEAM.name, TEAM.name, "0.75", TEAM.name])


def test_numbers_that_are_shown_open_their_trace(app: AppTest) -> None:
    state: Any = known(app)
    assert {"mrr@36", "arr_end"} <= {*state.shown}
