"""The evidence page's answer: counts of the printed figures, and what it says when one does not come out."""

import tomllib
from collections import Counter
from dataclasses import replace

import pytest

from model import run
from model.answers import Fold, Listed, Slot, Table
from model.questions import evidence
from model.text import read_file
from model.trace import as_text
from model.written import with_values
from tests.arithmetic import worked_out
from tests.questions.asking import about
from tools.golden import ROOT

RESULT = run(read_file(ROOT / "scenarios" / "product-led-smb.toml"))
SHORT = {"as printed": "As printed", "under another reading": "Re-read", "shape only": "Shape only",
         "input, not a result": "Input, not a result"}  # fmt: skip
PRINTED = tomllib.loads((ROOT / "model" / "published_figures.toml").read_text())["figure"]


def test_counts_are_those_of_the_file() -> None:
    counted = Counter(entry["verdict"] for entry in PRINTED)
    answer = evidence.ask(RESULT, 0)
    assert [figure.value for figure in answer.figures] == [
        len(PRINTED),
        *(counted[verdict] for verdict in evidence.VERDICTS),
    ]
    sentence = as_text(answer.sentence)
    assert sentence == (
        "Of 18 figures printed in the two sources, 9 come out as printed, 3 come out only when read another way, "
        "3 are curves without numbers, whose shape comes out and 3 are inputs of the source, not results."
    )
    assert {*counted} == {*evidence.VERDICTS}


def test_each_figure_of_ours_can_be_traced_to_the_number() -> None:
    for figure in evidence.ask(RESULT, 0).published:
        for quantity in (*figure.ours, *figure.words):
            how = quantity.how
            assert how is not None, figure.id
            assert worked_out(with_values(how)) == pytest.approx(quantity.value, rel=1e-9), figure.id


def test_a_figure_that_does_not_come_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = evidence.published_figures()
    monkeypatch.setattr(evidence, "published_figures", lambda: (replace(first, holds=False), *others))
    assert as_text(evidence.ask(RESULT, 0).sentence).endswith(" These do not come out: one-account.")


def test_the_page_has_a_row_for_each_printed_figure_in_every_digit_and_compares_nothing() -> None:
    scenario = RESULT.scenario
    shown = evidence.answer(about(scenario.changed({"SMB.cac": 1.0}), scenario))
    assert {*shown.figures[0].by_result} == {"scenario"}
    assert shown.figures[0].shown.value == len(PRINTED)
    table, readings, documents = shown.blocks
    assert isinstance(table, Table)
    assert documents == Slot("documents")
    assert table.full
    assert table.head == ("Printed", "Ours", "How it comes out")
    assert [name for name, _ in table.rows] == [entry["printed"] for entry in PRINTED]
    assert [cells[1] for _, cells in table.rows] == [SHORT[entry["verdict"]] for entry in PRINTED]
    assert isinstance(readings, Fold)
    (listed,) = readings.blocks()
    assert isinstance(listed, Listed)
    for (name, sentence), entry in zip(listed.rows, PRINTED, strict=True):
        assert name == entry["printed"]
        assert as_text(sentence).startswith(f"{entry['source']}.")
        assert ("Its words alone give" in as_text(sentence)) == ("worded" in entry)
        assert entry.get("how", "")[1:] in as_text(sentence)
