"""A term changes and a year's meaning stays. Expected numbers are worked out here, or by running both scenarios."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Scenario, run
from model.parameters import SEGMENT
from model.terms import carried, conversions
from model.text import with_settings

TERM, PERIOD = "A.renewal_months", "A.expansion_months"
RATES = {"retention_rate": 0.976, "contraction_rate": 0.01, "price_increase": 0.005, "retention_at_risk": 0.05,
         "month_to_month_shift": 0.1}  # fmt: skip


def scenario(base: str = "renewed", **inputs: Any) -> Scenario:
    return Scenario.model_validate({"expansion_base": base, "segments": [{"name": "A", "acv": 12_000, **inputs}]})


def converted(opened: Scenario, **terms: int) -> Scenario:
    values = {f"A.{name}": months for name, months in terms.items()}
    return opened.changed({**values, **{rate.path: rate.after for rate in conversions(opened, values)}})


def test_a_monthly_churn_of_two_point_four_percent_is_twenty_five_point_three_a_year() -> None:
    left = 1.0
    for _ in range(12):
        left *= 1 - 0.024
    yearly = converted(scenario(renewal_months=1, retention_rate=0.976), renewal_months=12)
    assert yearly.value("A.retention_rate") == pytest.approx(left, rel=1e-12)
    assert round(1 - yearly.value("A.retention_rate"), 3) == 0.253


def test_growth_compounds_as_well() -> None:
    grown, raised = 1.0, 1.0
    for _ in range(12):
        grown *= 1 + 0.5 * 0.012
        raised *= 1.005
    opened = scenario(
        renewal_months=1, expansion_months=1, expansion_rate=0.012, expansion_share=0.5, price_increase=0.005
    )
    yearly = converted(opened, renewal_months=12, expansion_months=12)
    assert 1 + 0.5 * yearly.value("A.expansion_rate") == pytest.approx(grown, rel=1e-12)
    assert 1 + yearly.value("A.price_increase") == pytest.approx(raised, rel=1e-12)


def test_without_service_a_year_loses_what_it_lost() -> None:
    yearly = converted(scenario(renewal_months=1, **RATES), renewal_months=12)
    assert yearly.segments[0].unserved_retention == pytest.approx((0.976 - 0.05) ** 12, rel=1e-12)
    assert 1 - yearly.value("A.month_to_month_shift") == pytest.approx(0.9**12, rel=1e-12)
    assert yearly.segments[0].monthly_terms_retention == pytest.approx(0.926, rel=1e-12)


@pytest.mark.parametrize(("one", "other"), [*product((1, 3, 6, 12, 24, 36), repeat=2)])
def test_there_and_back_is_where_it_was(one: int, other: int) -> None:
    opened = scenario(renewal_months=one, **RATES)
    back = converted(converted(opened, renewal_months=other), renewal_months=one)
    for name, rate in RATES.items():
        assert back.value(f"A.{name}") == pytest.approx(rate, abs=1e-12)


def test_the_same_money_is_there_after_each_year() -> None:
    """By the engine: a customer of 1,000 a month after one, two and three years, under either term."""
    rates = {"retention_rate": 0.976, "contraction_rate": 0.01, "price_increase": 0.005, "accounts": 1}
    monthly = Scenario.model_validate({"book_anniversaries": "aligned", "horizon_months": 37,
                                       "segments": [{"name": "A", "acv": 12_000, "renewal_months": 1, **rates}]})  # fmt: skip
    paths = [run(one).total.monthly["mrr"][:, 0] for one in (monthly, converted(monthly, renewal_months=12))]
    for month in (12, 24, 36):
        assert paths[0][month] == pytest.approx(1_000 * (0.976 * 0.99 * 1.005) ** month, rel=1e-9)
        assert paths[1][month] == pytest.approx(paths[0][month], rel=1e-9)


def test_what_is_more_than_allowed_goes_as_far_as_it_may_and_says_so() -> None:
    opened = scenario(renewal_months=1, expansion_months=1, price_increase=0.1, expansion_rate=0.1)
    found = {rate.path: rate for rate in conversions(opened, {TERM: 12, PERIOD: 12})}
    price, expansion = found["A.price_increase"], found["A.expansion_rate"]
    assert (price.after, expansion.after) == (1.0, 2.0)
    assert price.wanted == expansion.wanted == pytest.approx(1.1**12 - 1)
    assert price.is_capped
    assert expansion.is_capped


def test_where_rates_are_shares_of_the_same_the_narrower_bounds_hold() -> None:
    opened = scenario("starting", renewal_months=1, retention_rate=0.9, retention_at_risk=0.1, contraction_rate=0.05)
    yearly = converted(opened, renewal_months=12)
    assert yearly.value("A.retention_rate") == 0.5
    assert yearly.value("A.retention_at_risk") == 0.0
    assert yearly.value("A.contraction_rate") == 0.25


@pytest.mark.parametrize(
    "values", [{}, {TERM: 12}, {TERM: 7}, {TERM: "6"}, {TERM: None}, {"A.acv": 1.0}, {"B.renewal_months": 1}]
)
def test_nothing_else_is_converted(values: dict[str, Any]) -> None:
    assert conversions(scenario(renewal_months=12, **RATES), values) == []


def test_a_rate_that_is_given_with_the_term_is_left_as_it_is_given() -> None:
    found = conversions(scenario(renewal_months=1, retention_rate=0.97), {TERM: 12, "A.retention_rate": 0.9})
    assert found == []
    whole = conversions(scenario(renewal_months=1), {TERM: 12})
    assert whole == []  # all renew, nothing expands: so they do in a year


def test_the_command_line_does_what_it_is_told() -> None:
    opened = scenario(renewal_months=1, retention_rate=0.976)
    assert with_settings(opened, [(TERM, "12")]).value("A.retention_rate") == 0.976


TERMS = st.sampled_from(SEGMENT["renewal_months"].choices or ())
SHARES = st.floats(0, 1)


@given(st.fixed_dictionaries({
    "renewal_months": TERMS, "expansion_months": st.sampled_from([1, 3, 6, 12]), "retention_rate": SHARES,
    "contraction_rate": SHARES, "retention_at_risk": SHARES, "month_to_month_shift": SHARES, "expansion_share": SHARES,
    "price_increase": st.floats(-0.5, 1), "expansion_rate": st.floats(-0.5, 2),
}), TERMS, st.sampled_from([1, 3, 6, 12]))  # fmt: skip
def test_any_scenario_takes_any_term(inputs: dict[str, Any], term: int, period: int) -> None:
    opened = scenario(billing_months=1, **inputs)
    assert converted(opened, renewal_months=term, expansion_months=period).value(TERM) == term


def test_later_values_of_a_rate_keep_their_yearly_meaning_as_well() -> None:
    """97% a month is 0.97^12 a year; what an account without a CSM loses is of the retention of that month."""
    opened = scenario(renewal_months=1, retention_rate=0.96, retention_at_risk=0.05)
    rows = [
        {"month": 7, "path": "A.retention_rate", "value": 0.97},
        {"month": 9, "path": "A.retention_at_risk", "value": 0.1},
        {"month": 9, "path": "A.cac", "value": 5.0},
    ]
    after = carried(opened.changed({"changes": rows}), {TERM: 12})["changes"]
    assert [row.value for row in after] == pytest.approx([0.97**12, 0.97**12 - 0.87**12, 5.0], rel=1e-12)
    assert "changes" not in carried(opened.changed({"changes": rows[2:]}), {TERM: 12})


@pytest.mark.parametrize(
    ("term", "calendar", "months", "expected"),
    [
        (12, [*range(12)], 3, (18, 22, 26)),  # 0+3+6+9, 1+4+7+10, 2+5+8+11
        (3, [1, 2, 3], 6, (1, 2, 3, 1, 2, 3)),
        (12, [1] + [0] * 11, 1, (1,)),
    ],
)
def test_a_renewal_calendar_follows_its_term(term: int, calendar: list[int], months: int, expected: Any) -> None:
    opened = scenario(renewal_months=term, accounts=10, book_calendar=calendar)
    assert carried(opened, {TERM: months})["A.book_calendar"] == expected
    opened.changed({TERM: months, **carried(opened, {TERM: months})})
