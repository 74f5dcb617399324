"""What a scenario rests on: what is counted, what is listed, and what is said of it."""

import pytest

from model import Scenario, run
from model.effects import without_effect
from model.questions.assumptions import Assumptions, ask
from model.text import example_files, read_file
from model.trace import as_text
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
        listed = [one.path for _, inputs in asked(THREE, place).groups for one in inputs]
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
    rows = {one.path: one for _, inputs in asked(sourced(SMB, ["SMB.retention_rate"])).groups for one in inputs}
    assert not rows["SMB.retention_rate"].unsourced
    assert (rows["SMB.retention_rate"].source, rows["SMB.retention_rate"].note) == ("Billing, 2026", "checked")
    assert rows["SMB.acv"].unsourced
    assert not rows["SMB.cac"].unsourced  # a lever: it is decided, not assumed
    assert rows["SMB.csms"].idle == without_effect(run(SMB), "SMB.csms")


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
