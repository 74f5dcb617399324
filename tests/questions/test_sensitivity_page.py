"""Sensitivity: the tornado, the verdict over two inputs, goal seek, levers and budget, on books worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model import Scenario
from model.answers import Answer, Grid
from model.questions.sensitivity.page import answer
from model.trace import Quantity, as_text
from tests.every_page import EXAMPLES
from tests.questions.asking import about, bars, drawing, every, finding, tables
from tests.whatif.closed_forms import book

# Nobody leaves and nobody comes: a year's revenue is accounts x 12,000.
FLAT, TEAM = book(), EXAMPLES["understaffed-team"]


def shown(scenario: Scenario, **chosen: str | float) -> Answer:
    return answer(about(scenario, **{"view_figure": "revenue", **chosen}))


def said(found: Answer) -> list[str]:
    return [as_text(block.sentence, "USD") for block in every(found.blocks) if hasattr(block, "sentence")]


def test_a_bar_goes_from_the_figure_at_the_low_end_to_that_at_the_high_end_and_says_both() -> None:
    found = shown(FLAT)
    first, second, *_ = bars(found, "What moves it most").bars
    assert {first.name, second.name} == {"Accounts, 9 to 11", "ACV, $10.8k to $13.2k"}
    for bar in (first, second):
        assert [piece.end for piece in bar.pieces] == pytest.approx([108_000, 132_000])
        assert [piece.start for piece in bar.pieces] == pytest.approx([120_000, 120_000])
        assert bar.amount == "$108k to $132k"
    assert "matters most. Revenue is $120k; at" in as_text(found.sentence, "USD")


def test_ranges_of_ones_own_come_first_and_are_the_only_ones() -> None:
    found = shown(TEAM, view_figure="profit")
    assert {bar.name.partition(",")[0] for bar in bars(found, "What moves it most").bars} == {
        "Renewal rate", "Retention at risk", "New accounts",
    }  # fmt: skip
    assert bars(found, "What moves it most").bars[0].name == "Renewal rate, 89% to 94%"
    assert any(
        bar.name.startswith("ACV") for bar in bars(shown(TEAM, view_over="plausible"), "What moves it most").bars
    )


def test_an_input_that_turns_the_figure_within_its_range_is_told() -> None:
    """Too few CSMs lose customers, too many cost more than they keep."""
    chart = bars(shown(TEAM, view_figure="profit", view_over="plausible"), "What moves it most")
    assert "the figure turns within the range" in finding(chart)
    assert any(bar.name.endswith(", turns") for bar in chart.bars)


def test_the_map_has_the_verdict_of_each_cell_its_borders_and_the_present_point() -> None:
    chart = drawing(shown(TEAM, view_figure="profit"), Grid, "The verdict over two inputs")
    assert chart.values.shape == (40, 40)
    assert chart.signs is not None
    assert {*np.unique(chart.signs)} == {-1, 0, 1}
    assert [(dot.x, dot.y, dot.words) for dot in chart.dots] == [(40_000, 0.92, "now")]
    assert {words for words, _ in chart.borders} == {"accelerate", "brakes"}
    row, column = np.searchsorted(chart.lines, 0.92) - 1, np.searchsorted(chart.columns, 40_000) - 1
    assert chart.signs[row, column] == 0  # the verdict is hold
    assert "the verdict is hold; elsewhere on the map it is accelerate or brakes." in finding(chart)


def test_the_same_input_twice_makes_no_map() -> None:
    assert any("choose two that differ" in one for one in said(shown(FLAT, view_across="acv", view_up="acv")))


@pytest.mark.parametrize(
    ("path", "target", "sentence"),
    [
        ("accounts", 150_000.0, "Accounts of 12.5 gives revenue of $150k."),
        ("acv", 60_000.0, "ACV of $6k gives revenue of $60k."),
        ("retention_rate", 180_000.0, "No value of Renewal rate reaches $180k. The nearest is"),
    ],
)
def test_goal_seek_finds_the_value_or_the_nearest(path: str, target: float, sentence: str) -> None:
    asked = about(FLAT, view_figure="revenue", view_seek=path)
    found = answer(type(asked)(asked.results, chosen={**asked.chosen, "set-target-revenue": target}))
    assert [one for one in said(found) if one.startswith(sentence)]


def test_each_lever_alone_with_its_change_and_how_far_that_is() -> None:
    """Ten accounts that stay make 120,000, and one more each month 1,000 x (12 + 11 + ... + 1) = 78,000."""
    found = shown(book(new_accounts=1.0))
    table = next(one for one in tables(found.blocks) if one.title == "Levers: what one alone would take")
    cells = dict(table.rows)["New accounts"]
    now, needed, change, share = (cell for cell in cells if isinstance(cell, Quantity))
    assert change.value == pytest.approx(needed.value - now.value)
    assert [term.label for term in needed.terms] == [needed.evidence[0].label]
    assert needed.evidence[0].value == pytest.approx(218_000, rel=2e-3)  # a tenth above 198,000
    assert share.value > 0


def test_a_budget_goes_where_it_does_most_or_says_what_to_enter() -> None:
    found = shown(TEAM, view_figure="profit")
    assert any(one.startswith("This takes operating profit from $17.8M to $") for one in said(found))
    assert any(one.startswith("Enter what an improvement costs") for one in said(shown(FLAT)))
