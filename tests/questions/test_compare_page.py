"""Compare: figures, inputs and charts of several scenarios beside each other, and why one figure differs."""

from __future__ import annotations

import numpy as np
import pytest

from model import Scenario
from model.answers import Answer
from model.questions.compare.page import answer
from model.questions.compare.sides import COMPARED, Entry
from model.trace import Quantity, as_text
from tests.every_page import EXAMPLES
from tests.questions.asking import about, bars, every, finding, picture, tables
from tests.whatif.closed_forms import book

# Nobody leaves and nobody comes, so a year's revenue is accounts x ACV: 10 x 1,200 and 20 x 1,800.
BASE = book().changed({"S.acv": 1_200.0, "name": "Flat"})
OTHER = book().changed({"S.accounts": 20.0, "S.acv": 1_800.0, "name": "Flat"})


def shown(scenario: Scenario = OTHER, baseline: Scenario | None = BASE, **chosen: str) -> Answer:
    return answer(about(scenario, baseline, **{"view_figure": "revenue", **chosen}))


def numbers(found: Answer, title: str) -> dict[str, list[float]]:
    """The rows of a table, numbers alone."""
    table = next(one for one in tables(found.blocks) if one.title == title)
    return {name: [cell.value for cell in cells if isinstance(cell, Quantity)] for name, cells in table.rows}


def test_contributions_are_those_worked_out_by_hand_and_lead_from_one_figure_to_the_other() -> None:
    """Accounts first add 12,000, after ACV 18,000; ACV first 6,000, after accounts 12,000: 6,000 is interaction."""
    found = shown()
    rows = numbers(found, "What each input contributes")
    assert rows == {"Accounts": [pytest.approx(15_000), pytest.approx(24_000)],
                    "ACV": [pytest.approx(9_000), pytest.approx(18_000)]}  # fmt: skip
    start, *steps, end = bars(found, "Why they differ").bars
    assert (start.ticks[0].value, end.ticks[0].value) == (pytest.approx(12_000), pytest.approx(36_000))
    ends = [(piece.start, piece.end) for bar in steps for piece in bar.pieces]
    assert np.ravel(ends) == pytest.approx([12_000, 27_000, 27_000, 36_000])
    said = " ".join(as_text(block.sentence, "USD") for block in every(found.blocks) if hasattr(block, "sentence"))
    assert "$6k of the change comes from inputs acting on each other." in said


def test_the_baseline_can_be_another_one_and_every_difference_turns_its_sign() -> None:
    one, two = (numbers(shown(view_base=base), "Figures side by side") for base in ("baseline", "scenario"))
    assert one["Revenue"] == pytest.approx([12_000, 36_000, 24_000, 2])
    assert two["Revenue"] == pytest.approx([36_000, 12_000, -24_000, -2 / 3])
    assert as_text(shown().sentence, "USD").startswith("Flat does better. Revenue is $36k, $24k more than in Baseline")
    assert as_text(shown(view_base="scenario").sentence, "USD").startswith("Baseline does worse. Revenue is $12k, $24k")


def test_every_input_that_differs_is_there_and_none_that_does_not() -> None:
    assert numbers(shown(), "Inputs that differ") == {"Accounts": [10, 20], "ACV": [1_200, 1_800]}
    assert not [one for one in tables(shown(BASE.changed({"name": "B"})).blocks) if one.title == "Inputs that differ"]


def test_what_was_added_stands_beside_it_and_each_has_its_line() -> None:
    added = (Entry("added-1", "Team", EXAMPLES["understaffed-team"]), Entry("added-2", "Flat", BASE),
             Entry("added-3", "Euro", BASE.changed({"currency": "EUR"})))  # fmt: skip
    asked = about(EXAMPLES["three-segments"])
    found = answer(type(asked)(asked.results, chosen={COMPARED: added}))
    chart = picture(found, "MRR")
    assert {line.name: line.role for line in chart.series} == {
        "Team": "whatif", "Company of three segments": "baseline", "Flat": "series 3",
    }  # fmt: skip
    assert "in Team" in finding(chart)
    assert any(
        "Euro is in another currency" in as_text(block.sentence)
        for block in every(found.blocks)
        if hasattr(block, "sentence")
    )


def test_alone_it_stands_beside_other_paces_of_growth() -> None:
    found = shown(EXAMPLES["three-segments"], None)
    assert [line.name for line in picture(found, "MRR").series] == ["Accelerate", "Company of three segments", "Brakes"]
    assert numbers(found, "Inputs that differ")["New accounts (SMB)"] == [45, 67.5, 22.5]


def test_alone_without_new_customers_it_says_what_to_do() -> None:
    assert as_text(shown(BASE, None).sentence) == (
        "There is nothing to compare yet. Add a scenario: one of yours, or an example."
    )


@pytest.mark.parametrize("key", EXAMPLES)
def test_any_two_examples_can_be_compared(key: str) -> None:
    found = shown(EXAMPLES[key], EXAMPLES["understaffed-team"], view_figure="profit")
    assert [*every(found.blocks)]
