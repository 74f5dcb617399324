"""What a scenario rests on: what is counted, what is listed, and what is said of it."""

import pytest

from model import Scenario, run
from model.answers import InputTable, Slot
from model.effects import without_effect
from model.questions.assumptions import Assumptions, answer, ask
from model.text import example_files, read_file
from model.trace import as_text
from tests.questions.asking import about
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
THREE, SMB = EXAMPLES["three-segments"], EXAMPLES["product-led-smb"]


def asked(scenario: Scenario, segment: int = 0) -> Assumptions:
    return ask(run(scenario), segment)


def sourced(scenario: Scenario, paths: list[str]) -> Scenario:
    return scenario.changed({"notes": {path: {"source": "Billing, 2026", "note": "checked"} for path in paths}})


def acting(scenario: Scenario, kind: str) -> list[str]:
    result = run(scenario)
    return [path for path, one in scenario.paths().items() if one.kind == kind and without_effect(result, path) is None]


def test_every_input_of_the_segment_and_of_the_company_is_listed_once() -> None:
    for place, segment in enumerate(THREE.segments):
        listed = [row.path for group in asked(THREE, place).inputs for row in group.rows]
        others = [one.name for one in THREE.segments if one is not segment]
        expected = {path for path, parameter in THREE.paths().items()
                    if parameter.kind != "text" and path.rpartition(".")[0] not in others}  # fmt: skip
        assert len(listed) == len(set(listed))
        assert set(listed) == expected


def test_counts_are_of_all_segments_and_of_what_acts() -> None:
    figures = {one.key: one.value for one in asked(THREE, 1).figures}
    assert figures["assumptions.acting"] == len(acting(THREE, "assumption")) > 0
    assert figures["assumptions.unsourced"] == figures["assumptions.acting"]
    assert figures["assumptions.levers"] == len(acting(THREE, "lever")) > 0
    half = acting(THREE, "assumption")[::2]
    counted = {one.key: one.value for one in asked(sourced(THREE, half)).figures}
    assert counted["assumptions.unsourced"] == figures["assumptions.acting"] - len(half)


def test_what_has_no_source_is_marked_and_a_note_is_shown() -> None:
    rows = {row.path: row for group in asked(sourced(SMB, ["SMB.retention_rate"])).inputs for row in group.rows}
    assert not rows["SMB.retention_rate"].unsourced
    assert (rows["SMB.retention_rate"].source, rows["SMB.retention_rate"].note) == ("Billing, 2026", "checked")
    assert rows["SMB.acv"].unsourced
    assert not rows["SMB.cac"].unsourced  # a lever: it is decided, not assumed
    assert rows["SMB.csms"].idle == without_effect(run(SMB), "SMB.csms")


def test_an_input_has_its_value_and_the_segment_in_view_stands_first() -> None:
    changed = THREE.changed({"Mid-market.retention_rate": 0.85, "company.cash": 5.0})
    groups = asked(changed, 1).inputs
    rows = {row.path: row for group in groups for row in group.rows}
    assert (rows["Mid-market.retention_rate"].value, rows["company.cash"].value) == (0.85, 5.0)
    assert all(row.parameter is changed.paths()[path] for path, row in rows.items())
    assert [{row.parameter.group for row in group.rows} for group in groups] == [{group.title} for group in groups]
    in_view = [path.startswith("Mid-market.") for path in rows]
    assert in_view == sorted(in_view, reverse=True)


def test_the_page_has_the_inputs_below_the_segments_picker_and_compares_the_counts() -> None:
    less = SMB.changed({"SMB.new_accounts": 0})
    shown = answer(about(less, SMB))
    assert as_text(shown.sentence) == as_text(asked(less).sentence)
    assert [type(block) for block in shown.blocks] == [Slot, *[InputTable] * len(asked(less).inputs)]
    for name, scenario in (("scenario", less), ("baseline", SMB)):
        counts = [len(acting(scenario, kind)) for kind in ("assumption", "assumption", "lever")]
        assert [figure.of[name].value for figure in shown.figures] == counts
    assert {*answer(about(THREE, SMB)).figures[0].of} == {"scenario"}


EVERY = acting(SMB, "assumption")
WORDINGS = {
    "none": ([], "None of the {} assumptions that move a figure now has a source, such as "),
    "all": (EVERY, "Each of the {} assumptions that move a figure now has a source."),
    "some": (EVERY[:-2], "Of the {} assumptions that move a figure now 2 have no source, namely "),
}


@pytest.mark.parametrize("situation", WORDINGS)
def test_each_situation_has_its_wording(situation: str) -> None:
    paths, expected = WORDINGS[situation]
    assert as_text(asked(sourced(SMB, paths)).sentence).startswith(expected.format(len(EVERY)))


def test_where_no_assumption_acts_the_sentence_says_so() -> None:
    """Nobody is there and nobody comes: an assumption that acts would have to bring an account."""
    empty = SMB.changed({"SMB.accounts": 0, "SMB.new_accounts": 0})
    left = acting(empty, "assumption")
    sentence = as_text(asked(empty).sentence)
    assert ("levers alone" in sentence) == (not left)
