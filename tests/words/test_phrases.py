"""Every text that a person can see is free of the phrases that nobody would say aloud."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from model import Scenario, run
from model.guards import guards
from model.trace import as_text
from tests.charts.test_every_chart import question
from tests.every_page import EXAMPLES, SLOW, examples_of
from tests.questions.asking import about
from tests.random_scenarios import random_scenario
from tests.words.phrases import ROOT, SHOWN, barred, of_answer, of_module, of_page, of_script
from ui.menu import PAGES

RANDOM = 3  # scenarios beside the examples
MODULES = sorted(
    str(path.relative_to(ROOT))
    for part in SHOWN
    for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"))
    if path.name != "style.py"  # the looks of the screen have no words
)
SCRIPTS = sorted((ROOT / "ui" / "browser").glob("*.js"))
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def scenarios(page: str = "overview") -> Iterator[Scenario]:
    """The examples, and a few that are like no company."""
    yield from examples_of(page)
    for seed in range(1 if page in SLOW else RANDOM):
        yield Scenario.model_validate(random_scenario(random.Random(seed)))


@pytest.mark.parametrize("page", PAGES)
def test_answers(page: str) -> None:
    answers = [question(page)(about(scenario)) for scenario in scenarios(page)]
    assert {line for answer in answers for text in of_answer(answer) for line in barred(text)} == set()


@pytest.mark.parametrize("key", EXAMPLES)
def test_stories_of_the_examples(key: str) -> None:
    assert barred(f"{EXAMPLES[key].name}. {EXAMPLES[key].summary} {EXAMPLES[key].source}") == []


def test_notes() -> None:
    texts = [as_text(guard.text, scenario.currency) for scenario in scenarios() for guard in guards(run(scenario))]
    assert texts
    assert [line for text in texts for line in barred(text)] == []


@pytest.mark.parametrize("module", MODULES)
def test_labels_help_errors_and_words_of_the_screen(module: str) -> None:
    assert {line for text in of_module(ROOT / module) for line in barred(text)} == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_of_the_browser(script: Path) -> None:
    assert barred(of_script(script)) == []


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_docs(page: Path) -> None:
    assert barred(of_page(page)) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A CSM costs USD 120k", "a code before an amount"), ("It is $-3", "minus after the sign"), ("falls to -3", "hyphen for minus"),
        ("95 % stay", "blank before %"), ("−$0", "minus zero"), ("over 1 months", "1 with a plural"), ("two  blanks", "two blanks"),
        ("The head count", "head count"), ("6.4 points of CR6", "points of"), ("CSMs needed and there", "there, as a noun"),
        ("hours a account", "a before a vowel"), ("what it brings", "brings"), ("Together", "together, of a total"),
    ],
)  # fmt: skip
def test_a_phrase_is_found(text: str, phrase: str) -> None:
    (found,) = barred(text)
    assert found.startswith(f"{phrase}: ")


@pytest.mark.parametrize("text", ["−$315k, 95.1%, −0.4%, 2027-01, 10-20 accounts, 1.1 months, 11 months, 0%, one CSM"])
def test_what_is_said_well_is_let_through(text: str) -> None:
    assert barred(text) == []
