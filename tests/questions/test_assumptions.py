"""What a scenario rests on: what is counted, what is listed, and what is said of it."""

from dataclasses import replace

import pytest

from model import Scenario, run
from model.answers import Choice, Fold, InputTable, Slot
from model.effects import without_effect
from model.questions.assumptions import Assumptions, answer, ask
from model.text import example_files, read_file
from model.trace import as_text
from tests.questions.asking import about, every
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
        listed = [row.path for row in asked(THREE, place).inputs]
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


def test_an_input_has_its_class_and_its_note() -> None:
    rows = {row.path: row for row in asked(sourced(SMB, ["SMB.retention_rate"])).inputs}
    sourced_row = rows["SMB.retention_rate"]
    assert (sourced_row.basis, sourced_row.source, sourced_row.note) == ("sourced", "Billing, 2026", "checked")
    assert rows["SMB.acv"].basis == "assumed, no source"
    assert rows["SMB.cac"].basis == "decided"
    assert rows["SMB.gross_margin"].basis == "not set"
    assert rows["SMB.csms"].idle == without_effect(run(SMB), "SMB.csms")


def test_what_is_the_users_own_data_is_not_counted_as_without_a_source() -> None:
    ours = SMB.changed({"notes": {"SMB.acv": {"basis": "our data"}, "SMB.accounts": {"basis": "our data"}}})
    counts = [{one.key: one.value for one in asked(one).figures}["assumptions.unsourced"] for one in (SMB, ours)]
    assert counts[1] == counts[0] - 2
    assert "None of" not in as_text(asked(ours).sentence)


def test_an_input_has_its_value_and_the_segment_in_view_stands_first() -> None:
    changed = THREE.changed({"Mid-market.retention_rate": 0.85, "company.cash": 5.0})
    rows = {row.path: row for row in asked(changed, 1).inputs}
    assert (rows["Mid-market.retention_rate"].value, rows["company.cash"].value) == (0.85, 5.0)
    assert all(row.parameter is changed.paths()[path] for path, row in rows.items())
    in_view = [path.startswith("Mid-market.") for path in rows]
    assert in_view == sorted(in_view, reverse=True)


def tables(
    scenario: Scenario, *others: Scenario, example: Scenario | None = None, **chosen: str
) -> dict[str, list[str]]:
    """The paths of each table of the page, those without effect among them."""
    shown = answer(replace(about(scenario, *others, **chosen), example=example))
    return {
        block.key: [row.path for row in block.rows] for block in every(shown.blocks) if isinstance(block, InputTable)
    }


def test_what_has_no_effect_is_folded_with_its_reason() -> None:
    result, shown = run(SMB), answer(about(SMB))
    assert [type(block) for block in shown.blocks] == [Slot, Choice, InputTable, Fold]
    assert all(without_effect(result, path) is None for path in tables(SMB)["acting"])
    assert all(without_effect(result, path) is not None for path in tables(SMB)["idle"])
    (fold,) = (block for block in shown.blocks if isinstance(block, Fold))
    assert fold.title == f"{len(tables(SMB)['idle'])} inputs have no effect now"


def test_inputs_are_filtered_by_their_class() -> None:
    noted = SMB.changed({"notes": {"SMB.acv": {"basis": "our data"}}})
    (view,) = (block for block in answer(about(noted)).blocks if isinstance(block, Choice))
    assert view.options["our data"] == "Our data (1)"
    assert view.options["all"] == f"All ({len(tables(noted)['acting'])})"
    assert tables(noted, view_class="our data")["acting"] == ["SMB.acv"]
    assert tables(SMB, view_class="our data") == tables(SMB)  # nothing is, any more


def test_beside_its_example_what_nobody_touched_says_so() -> None:
    changed = SMB.changed({"SMB.retention_rate": 0.95})
    found = tables(changed, example=SMB, view_class="from the example")["acting"]
    assert "SMB.acv" in found
    assert "SMB.retention_rate" not in found


def test_the_page_compares_the_counts() -> None:
    less = SMB.changed({"SMB.new_accounts": 0})
    shown = answer(about(less, SMB))
    assert as_text(shown.sentence) == as_text(asked(less).sentence)
    for name, scenario in (("scenario", less), ("baseline", SMB)):
        counts = [len(acting(scenario, kind)) for kind in ("assumption", "assumption", "lever")]
        assert [figure.by_result[name].value for figure in shown.figures] == counts
    assert {*answer(about(THREE, SMB)).figures[0].by_result} == {"scenario"}


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
