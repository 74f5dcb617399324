"""The figures printed in the two sources, through the engine; and what model.md says was found in reproducing them."""

from typing import Any

import pytest

from model import Scenario, run
from model.published import published_figures
from model.report import as_json

FIGURES = {figure.id: figure for figure in published_figures()}
BOOK = {"name": "Mid-market", "accounts": 70, "acv": 36_000}
PLAIN = {"book_anniversaries": "aligned"}


def revenue(header: dict[str, Any], segment: dict[str, Any]) -> float:
    told = as_json(run(Scenario.model_validate({**PLAIN, **header, "segments": [{**BOOK, **segment}]})))
    return float(told["summary"]["revenue"])


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_holds(figure: Any) -> None:
    assert figure.computed is not None
    assert figure.holds


def test_every_reading_other_than_the_words_is_explained_and_its_words_are_computed() -> None:
    others = [figure for figure in FIGURES.values() if figure.verdict == "under another reading"]
    assert len(others) == 3
    for figure in others:
        assert figure.how
        assert figure.worded != pytest.approx(figure.computed)


def test_all_are_there() -> None:
    assert len(FIGURES) == 18


MONTHLY = {"retention_rate": 0.98, "renewal_months": 1, "expansion_rate": 0.04, "expansion_months": 1}


def test_multiplied_instead_of_added_the_monthly_case_is_10_75_million() -> None:
    assert revenue({}, MONTHLY) == pytest.approx(10_752_373, abs=0.5)


def test_at_the_same_yearly_growth_moving_monthly_gives_7_78_million() -> None:
    growth = 1.02 ** (1 / 12)  # 4 % upsell less 2 % churn a year
    same = {"expansion_rate": growth - 1, "expansion_months": 1}
    assert revenue({}, same) == pytest.approx(7.78e6, abs=5e3)


def test_the_gain_that_is_said_aloud_for_the_quarterly_book() -> None:
    worded = FIGURES["book-of-20-quarterly"].worded
    assert isinstance(worded, float)
    assert worded - 6_000_000 == pytest.approx(1_699_378, abs=0.5)


def test_reseller_and_direct_are_the_two_ratios() -> None:
    assert FIGURES["channel-and-direct"].computed == pytest.approx([1.5, 5.0])
