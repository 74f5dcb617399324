"""Nobody should have to read a sentence twice: an answer has under 45 words, a remark under 25 a sentence."""

from __future__ import annotations

import pytest

from model import run
from model.answers import Block, Listed, Remark
from model.guards import guards
from model.parameters import COMPANY, GUIDELINES, HEADER, MEETING, NOTE, SEGMENT, STAFF_CHANGE, Parameter
from model.trace import Sentence, as_text
from tests.charts.test_every_chart import question
from tests.every_page import EXAMPLES, examples_of
from tests.questions.asking import about, every
from tests.words.phrases import length, sentences
from ui.menu import PAGES

ANSWER, REMARK = 45, 25  # words, fewer than these
DECLARED = [
    one
    for table in (HEADER, COMPANY, GUIDELINES, SEGMENT, MEETING, STAFF_CHANGE, NOTE)
    for one in table.values()
    if one
]


@pytest.mark.parametrize("page", PAGES)
def test_an_answer_has_under_45_words(page: str) -> None:
    told = [as_text(question(page)(about(scenario)).sentence, scenario.currency) for scenario in examples_of(page)]
    assert [text for text in told if length(text) >= ANSWER] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_sentence_of_a_remark_has_under_25_words(page: str) -> None:
    told = {
        as_text(sentence, scenario.currency)
        for scenario in examples_of(page)
        for block in every(question(page)(about(scenario)).blocks)
        for sentence in _remarks(block)
    }
    assert [one for text in told for one in sentences(text) if length(one) >= REMARK] == []


def _remarks(block: Block) -> list[Sentence]:
    if isinstance(block, Remark):
        return [block.sentence]
    if isinstance(block, Listed):
        return [sentence for _, sentence in block.rows]
    return [getattr(block, "finding", ()), getattr(block, "remark", ())]


def test_a_sentence_of_a_note_has_under_25_words() -> None:
    told = [as_text(guard.text, scenario.currency) for scenario in EXAMPLES.values() for guard in guards(run(scenario))]
    assert [one for text in told for one in sentences(text) if length(one) >= REMARK] == []


@pytest.mark.parametrize("parameter", DECLARED, ids=lambda one: one.name)
def test_the_help_of_an_input_is_one_sentence(parameter: Parameter) -> None:
    (one,) = sentences(parameter.help)
    assert one.endswith(".")
    assert length(one) < REMARK
