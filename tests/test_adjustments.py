"""A billing period gives way to a contract term that it does not divide."""

from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError

from model import Scenario
from model.parameters import SEGMENT

TERMS, PERIODS = SEGMENT["renewal_months"].choices or (), SEGMENT["billing_months"].choices or ()
TERM, PERIOD = "A.renewal_months", "A.billing_months"


def scenario(term: int, period: int) -> Scenario:
    own = {"acv": 12_000, "renewal_months": term, "billing_months": period}
    return Scenario.model_validate({"segments": [{"name": "A", **own}, {"name": "B", **own}]})


@pytest.mark.parametrize(
    ("before", "period", "term", "becomes"),
    [(36, 9, 24, 8), (36, 18, 12, 12), (12, 12, 6, 6), (12, 4, 6, 3), (24, 8, 1, 1), (36, 4, 6, 3)],
)
def test_becomes_the_longest_that_divides_and_is_no_longer(before: int, period: int, term: int, becomes: int) -> None:
    assert scenario(before, period).adjustments({TERM: term}) == {PERIOD: becomes}


def test_every_term_goes_with_every_period_that_there_was() -> None:
    for before, period, term in product(TERMS, PERIODS, TERMS):
        if before % period == 0:
            opened = scenario(before, period)
            along = opened.adjustments({TERM: term})
            changed = opened.changed({TERM: term, **along})
            becomes = changed.segments[0].billing_months
            assert (along == {}) == (term % period == 0)
            assert changed.segments[1] == opened.segments[1]
            assert [longer for longer in PERIODS if becomes < longer <= period and term % longer == 0] == []


@pytest.mark.parametrize(
    "values", [{TERM: 6, PERIOD: 2}, {PERIOD: 5}, {"A.acv": 1.0}, {TERM: 7}, {TERM: "6"}, {TERM: None}]
)
def test_nothing_else_is_adjusted(values: dict[str, Any]) -> None:
    assert scenario(12, 12).adjustments(values) == {}


def test_files_stay_strict() -> None:
    with pytest.raises(ValidationError):
        scenario(12, 12).changed({TERM: 6})


def test_staffing_by_a_ratio_begins_with_todays() -> None:
    """100 customers of 12,000 for 3 CSMs: 400,000 each. Without a team it is 2M, and a ratio that is given stays."""
    own = {"name": "A", "acv": 12_000, "accounts": 100, "staffing": "fixed", "csms": 3}
    chosen = {"A.staffing": "ratio"}
    for changes, expected in (
        ({}, {"A.arr_per_csm": 400_000}),
        ({"csms": 7}, {"A.arr_per_csm": 170_000}),
        ({"staffing": "none"}, {"A.arr_per_csm": 2_000_000}),
        ({"accounts_per_csm_ratio": 25}, {}),
    ):
        opened = Scenario.model_validate({"segments": [{**own, **changes}]})
        along = opened.adjustments(chosen)
        assert along == expected
        opened.changed({**chosen, **along})
    assert Scenario.model_validate({"segments": [own]}).adjustments({**chosen, "A.arr_per_csm": 5e5}) == {}
