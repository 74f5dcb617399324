"""Renewal rates by renewal with the curve that they make, on Compounding."""

from typing import Any

import numpy as np
import pytest

from charts.drawn import drawn
from model import Scenario
from model.answers import Asked, Fold, Lines, Slot
from model.questions.compounding.early_life import SLOT
from model.questions.compounding.page import answer
from tests.questions.asking import about, finding, line

BOOK: dict[str, Any] = {"name": "A", "acv": 12_000, "accounts": 10, "retention_rate": 0.9}
CLIFF = {**BOOK, "retention_by_renewal": [0.71, 0.6]}


def scenario(segment: dict[str, Any]) -> Scenario:
    return Scenario.model_validate({"segments": [segment]})


def folded(asked: Asked) -> Fold:
    (fold,) = [block for block in answer(asked).beside if isinstance(block, Fold) and block.key == "early_life"]
    return fold


def shown(segment: dict[str, Any], before: dict[str, Any] | None = None) -> tuple[str, Lines]:
    fold = folded(about(scenario(segment), None if before is None else scenario(before)))
    slot, chart = fold.blocks()
    assert slot == Slot(SLOT)
    assert isinstance(chart, Lines)
    return fold.title, chart


def test_the_curve_falls_at_each_renewal_by_its_own_rate() -> None:
    """A practitioner's cohort: of 1,000 customers 29% leave at the first renewal, 40% at the second: 426 are left."""
    title, chart = shown(CLIFF)
    path = line(chart, "Still there").values
    assert 1000 * path[[0, 11, 12, 23, 24, 35, 36]] == pytest.approx([1000, 1000, 710, 710, 426, 426, 383.4])
    assert title == "Early renewal rates: 71%, 60%, then 90%"
    assert finding(chart) == (
        "Of new customers 71% after the first renewal, 42.6% after the second and 38.3% after the third are still there; "
        "with 90% throughout 72.9%."
    )
    assert line(chart, "90% throughout").values[[0, 12, 36]].tolist() == pytest.approx([1, 0.9, 0.729])
    assert drawn(chart, scenario(CLIFF), dark=False)


def test_losses_within_the_term_are_in_it() -> None:
    """1.5% a month over eleven months, then the twelfth with the renewal: 0.985^12 x 0.71."""
    path = line(shown({**CLIFF, "early_churn": 0.015})[1], "Still there").values
    assert path[[11, 12]] == pytest.approx([0.985**11, 0.985**12 * 0.71])


def test_without_rates_of_its_own_a_renewal_has_the_later_one() -> None:
    title, chart = shown(BOOK)
    assert title == "Early renewal rates: 90% from the first renewal on"
    assert np.isnan(line(chart, "90% throughout").values).all()
    assert finding(chart).endswith("and 72.9% after the third are still there.")


def test_the_baseline_stands_beside_it() -> None:
    assert line(shown(CLIFF, BOOK)[1], "Baseline").values[36] == pytest.approx(0.729)


def test_a_contract_longer_than_the_horizon_is_said() -> None:
    given = Scenario.model_validate({"horizon_months": 12, "segments": [{**CLIFF, "renewal_months": 24}]})
    fold = folded(about(given))
    _, chart = fold.blocks()
    assert isinstance(chart, Lines)
    assert finding(chart) == "No contract ends within 12 months; 100% are still there."
