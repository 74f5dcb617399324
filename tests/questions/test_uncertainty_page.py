"""Uncertainty: what draws from the ranges say, in words, figures, fans and shares, and which assumption decides."""

from __future__ import annotations

import numpy as np
import pytest

from model import Scenario
from model.answers import Answer
from model.questions.uncertainty.assumed_ranges import assumed
from model.questions.uncertainty.page import answer
from model.trace import Quantity, as_text
from tests.every_page import EXAMPLES
from tests.questions.asking import about, bars, every, finding, line, picture, tables
from tests.whatif.closed_forms import book

# A year's revenue is accounts x 12,000: the accounts' own quantiles, times that.
RANGE = {"low": 8.0, "likely": 10.0, "high": 13.0, "shape": "normal"}
DRAWN = book().changed({"ranges": {"S.accounts": RANGE}})


def shown(scenario: Scenario, **chosen: str) -> Answer:
    return answer(about(scenario, **{"view_figure": "revenue", **chosen}))


def row(found: Answer, title: str, name: str) -> list[Quantity]:
    table = next(one for one in tables(found.blocks) if one.title == title)
    return [cell for cell in dict(table.rows)[name] if isinstance(cell, Quantity)]


def said(found: Answer) -> str:
    return " ".join(as_text(block.sentence, "USD") for block in every(found.blocks) if hasattr(block, "sentence"))


def test_quantiles_are_those_of_the_range_and_each_number_names_what_was_drawn() -> None:
    found = shown(DRAWN)
    planned, low, middle, high, _ = row(found, "How far figures may spread", "Revenue")
    assert planned.value == pytest.approx(120_000)
    assert [low.value, middle.value, high.value] == pytest.approx([96_000, 120_000, 156_000], rel=2e-3)
    assert [term.label for term in low.terms] == ["Accounts"]
    assert low.runs == 8_192
    assert "Revenue is between $96k and $156k in eight of ten." in as_text(found.sentence, "USD")


def test_fans_hold_nine_and_five_of_ten_draws_around_the_middle_beside_the_plan() -> None:
    chart = picture(shown(DRAWN), "MRR")
    outer, inner = chart.bands
    ends = [outer.low[-1], inner.low[-1], line(chart, "Middle (P50)").values[-1], inner.high[-1], outer.high[-1]]
    z = np.array([-1.6448536, -0.6744898, 0, 0.6744898, 1.6448536]) / 1.2815516  # of a normal number
    assert ends == pytest.approx(1_000 * (10 + z * np.where(z < 0, 2, 3)), rel=3e-3)
    assert line(chart, "As planned").values == pytest.approx(np.full(12, 10_000))
    assert finding(chart).startswith("In month 12 it is between $7.4")


def test_ranges_of_one_value_give_the_plan_exactly() -> None:
    certain = EXAMPLES["understaffed-team"]
    one = {path: {"low": value, "likely": value, "high": value} for path in certain.ranges
           for value in [certain.value(path)]}  # fmt: skip
    found = shown(certain.changed({"ranges": one, "correlations": []}), view_figure="profit")
    planned, *drawn = row(found, "How far figures may spread", "Operating profit")
    assert {each.value for each in drawn} == {planned.value}
    assert as_text(found.sentence, "USD").startswith("Hold is the verdict in 100% of the draws.")


def test_shares_of_verdicts_add_up_and_stand_as_bars() -> None:
    found = shown(EXAMPLES["understaffed-team"])
    shares = {bar.name: bar.pieces[0].end for bar in bars(found, "How often").bars if bar.pieces}
    assert shares["Accelerate"] + shares["Hold"] + shares["Brakes"] == pytest.approx(1)
    assert "Cash runs out" not in shares  # no opening cash is entered


def test_the_only_input_with_a_range_causes_all_of_the_spread() -> None:
    found = shown(DRAWN)
    (bar,) = bars(found, "Which assumption decides").bars
    assert bar.pieces[0].end == pytest.approx(1, abs=0.01)
    title = "What each input is worth to know, and the payoffs"
    worth, alone, total = row(found, title, "Accounts")
    assert (worth.value, alone.value, total.value) == (0, pytest.approx(1, abs=0.01), pytest.approx(1, abs=0.01))


def test_without_ranges_a_fifth_either_way_is_drawn_and_can_be_taken() -> None:
    three = EXAMPLES["three-segments"]
    ranges = assumed(three)
    smb, cac = ranges["SMB.retention_rate"], ranges["SMB.cac"]
    assert (smb.low, smb.high) == (pytest.approx(0.97), pytest.approx(0.98))  # churn of 2.5% is 3% or 2%
    assert (cac.low, cac.high) == (2_080, 3_120)
    found = shown(three)
    assert "No ranges are entered yet. Until then 12 inputs may be a fifth off" in said(found)
    offer = next(block for block in every(found.blocks) if getattr(block, "key", "") == "take_ranges")
    assert three.changed(offer.changes).ranges == ranges


def test_how_fast_growth_may_be_is_said_with_what_funding_buys() -> None:
    words = said(shown(EXAMPLES["three-segments"]))
    assert "Cash carries growth" in words
    assert "With $1.8M more, cash carries growth" in words
    assert "No new customers are signed" in said(shown(DRAWN))


def test_nothing_uncertain_says_what_to_do() -> None:
    nothing = book(retention_rate=1.0, expansion_rate=0.0)
    assert as_text(shown(nothing).sentence).startswith("Nothing is uncertain yet. Enter a range")
