"""The company in one sentence, its figures, and how many inputs nobody has set."""

from pathlib import Path

import pytest

from model import Scenario, run
from model.answers import SCENARIO, Remark
from model.basis import Basis, basis_of
from model.effects import without_effect
from model.questions.company import answer
from model.segments import add, blank
from model.text import read_file
from model.trace import Trace, as_text
from model.unset_inputs import accepted, counted, unset
from tests.questions.asking import about

THREE = read_file(Path(__file__).parents[2] / "scenarios" / "three-segments.toml")


def said(scenario: Scenario) -> str:
    return as_text(answer(about(scenario)).sentence, scenario.currency)


def remarks(scenario: Scenario) -> list[str]:
    blocks = answer(about(scenario)).blocks
    return [as_text(block.sentence) for block in blocks if isinstance(block, Remark) and block.sentence]


def test_a_blank_company_says_how_to_begin() -> None:
    assert said(blank()).startswith("Start with your segments.")
    assert said(add(blank())).startswith("Start with your segments.")
    assert remarks(blank()) == []


def test_the_company_is_its_segments_added_up() -> None:
    """40 at 100,000, 140 at 36,000 and 900 at 3,600 are 12.28M; 1 + 4 + 45 new ones; 2 CSMs on the one fixed team."""
    assert said(THREE) == (
        "Company of three segments has 1,080 accounts in 3 segments, worth $12.3M a year. It signs 50 a month."
    )
    figures = {figure.shown.key: figure.shown.value for figure in answer(about(THREE)).figures}
    assert figures == {
        "company.accounts": 1_080, "company.arr": 12_280_000, "company.new_accounts": 50, "company.csms": 2,
        "=company.cash": 9_000_000,
    }  # fmt: skip


def test_a_segment_without_acv_is_named_and_earns_nothing() -> None:
    half = add(THREE, "Public").changed({"Public.accounts": 10.0})
    assert remarks(half) == ["Public has no ACV yet, so nothing it earns is counted."]
    assert answer(about(half)).figures[1].shown.value == 12_280_000
    both = add(half, "Health").changed({"Health.new_accounts": 1.0})
    assert remarks(both) == ["Public and Health have no ACV yet, so nothing they earn is counted."]


def test_what_is_not_set_is_what_stands_at_its_default_and_moves_a_figure() -> None:
    scenario = blank().changed({"Segment 1.acv": 1_200.0, "Segment 1.accounts": 10.0, "Segment 1.retention_rate": 0.9})
    result = run(scenario)
    paths = unset(result)
    assert {"company.cash", "Segment 1.gross_margin", "Segment 1.renewal_months", "Segment 1.new_accounts"} <= {*paths}
    assert not {"Segment 1.acv", "Segment 1.accounts", "Segment 1.retention_rate", "Segment 1.csms"} & {*paths}
    assert not [path for path in paths if "." not in path or path.startswith("guidelines")]
    assert all(without_effect(result, path) is None for path in paths)
    assert counted(Trace(result), paths).value == len(paths)
    assert [term.key for term in counted(Trace(result), paths).terms] == [f"={path}" for path in paths]


def test_once_accepted_they_are_assumptions_and_no_number_has_changed() -> None:
    scenario = blank().changed({"Segment 1.acv": 1_200.0, "Segment 1.accounts": 10.0})
    paths = unset(run(scenario))
    taken = scenario.changed({"notes": accepted(scenario, paths)})
    assert unset(run(taken)) == []
    assert {basis_of(taken, path) for path in paths} <= {Basis.ASSUMED, Basis.DECIDED}
    assert taken.changed({"notes": {}}) == scenario


def test_a_missing_acv_is_not_set_and_cannot_be_accepted() -> None:
    half = blank().changed({"Segment 1.accounts": 10.0})
    assert unset(run(half))[0] == "Segment 1.acv"
    taken = half.changed({"notes": accepted(half, unset(run(half)))})
    assert unset(run(taken)) == ["Segment 1.acv"]


@pytest.mark.parametrize("scenario", [THREE, blank()])
def test_the_answer_is_short(scenario: Scenario) -> None:
    assert len(said(scenario).split()) < 45
    assert answer(about(scenario)).scenarios == {SCENARIO: scenario}
