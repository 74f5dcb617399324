"""No word of the trade stands on a page without being explained beside it."""

from __future__ import annotations

import re

from model.trade_words import WORDS
from tests.charts.test_every_chart import question
from tests.every_page import controls, examples_of, fire, opened, ran
from tests.questions.asking import about
from tests.words.phrases import length, of_answer, sentences
from ui.glossary import KEY
from ui.menu import PAGES

SHORT = re.compile(r"\b[A-Z]{3,}\d?s?\b|\bCR\d\b")
NO_WORDS = {"USD", "EUR", "GBP", "SMB", "TOML", "CSV", "JSON", "OWN"}  # codes, formats and names of segments
FORMS = {form for each in WORDS for form in (each.word, *each.forms)}


def test_every_abbreviation_of_every_answer_is_explained() -> None:
    told = {
        word
        for page in PAGES
        for scenario in examples_of(page)
        for text in of_answer(question(page)(about(scenario)))
        for word in SHORT.findall(text)
    }
    assert {"NRR", "CAC", "CSM"} <= told
    assert told - FORMS - NO_WORDS == set()


def test_each_is_explained_once_in_one_short_sentence() -> None:
    names = [each.word for each in WORDS]
    assert names == sorted(names, key=str.lower)
    assert len({*names}) == len(names)
    for each in WORDS:
        (only,) = sentences(each.meaning)
        assert only.endswith(".")
        assert length(only) < 25


def test_they_are_one_press_away_on_every_page_and_sent_only_then() -> None:
    for page in PAGES:
        app = ran(opened(page))
        assert KEY not in controls(app)
        fire(app, f"{KEY}-fold", "opened", True)
        assert ["NRR", WORDS[[each.word for each in WORDS].index("NRR")].meaning, ["NRR"]] in controls(app)[KEY][
            "words"
        ]
