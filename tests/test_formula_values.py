"""The values of the formulas: against sums written out, against each other, and at their special cases."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import formulas
from tests.test_worked_examples import EXAMPLES, parts_of

pytestmark = pytest.mark.filterwarnings("error")


def formula(name: str) -> Callable[..., Any]:
    return getattr(formulas, name)


# ---- lifetime value and its multipliers, against sums ----

share = st.floats(0.01, 0.99)
amount = st.floats(0, 1e6, allow_subnormal=False)
FIRST_PAYMENTS = ["at_start", "at_end", "after_renewal"]


@pytest.mark.parametrize("first_payment", FIRST_PAYMENTS)
@given(retention=st.floats(0, 1.2), discount_rate=st.floats(0, 0.5), periods=st.integers(0, 60))
def test_annuity_is_its_sum(first_payment: Any, retention: float, discount_rate: float, periods: int) -> None:
    each = np.arange(periods)
    first = {
        "at_start": 1,
        "at_end": 1 / (1 + discount_rate),
        "after_renewal": retention / (1 + discount_rate),
    }
    expected = first[first_payment] * np.sum((retention / (1 + discount_rate)) ** each)
    ours = formulas.annuity_multiplier(
        retention=retention, discount_rate=discount_rate, periods=periods, first_payment=first_payment
    )
    np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("first_payment", FIRST_PAYMENTS)
@given(retention=st.floats(0, 0.9), discount_rate=st.floats(0, 0.5))
def test_perpetuity_is_a_long_annuity(first_payment: Any, retention: float, discount_rate: float) -> None:
    stream = {"retention": retention, "discount_rate": discount_rate, "first_payment": first_payment}
    np.testing.assert_allclose(
        formulas.perpetuity_multiplier(**stream),
        formulas.annuity_multiplier(**stream, periods=600),
        rtol=1e-9,
    )


@given(churn=st.floats(0.05, 0.9), growth=st.floats(-10, 10))
def test_linear_ltv_is_its_sum(churn: float, growth: float) -> None:
    month = np.arange(2_000)
    expected = np.sum((100 + growth * month) * (1 - churn) ** month)
    ours = formulas.ltv_linear(monthly_margin=100, monthly_churn=churn, monthly_margin_growth=growth)
    np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-9)


@given(churn=st.floats(0.05, 0.9), growth=st.floats(-0.5, 1), discount=st.floats(0, 0.5))
def test_dcf_ltv_is_its_sum(churn: float, growth: float, discount: float) -> None:
    year = np.arange(2_000)
    expected = np.sum(1_000 * (1 + growth * year) * ((1 - churn) * (1 - discount)) ** year)
    ours = formulas.ltv_dcf(yearly_margin=1_000, yearly_churn=churn, yearly_growth=growth, discount_rate=discount)
    np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-9)


def test_margin_is_after_all_costs_of_keeping_an_account() -> None:
    costs = {"gross_margin": 0.8, "cost_to_serve_rate": 0.1, "csm_cost_per_account": 20}
    assert formulas.monthly_margin(arpa=100, **costs) == pytest.approx(50)


@given(margin=amount, churn=share)
def test_simple_ltv_is_the_others_without_cap_growth_and_discount(margin: float, churn: float) -> None:
    simple = formulas.ltv_simple(
        monthly_margin=margin, lifetime_months=formulas.lifetime_months(churn_per_renewal=churn)
    )
    of_account = {"monthly_margin": margin, "monthly_churn": churn}
    for other in (
        formulas.ltv_linear(**of_account, monthly_margin_growth=0),
        formulas.ltv_discounted(**of_account, monthly_discount_rate=0),
        formulas.ltv_capped(**of_account, months=5_000),
        formulas.present_value(amount=margin, periods=np.arange(5_000), discount_rate=0, retention=1 - churn).sum(),
    ):
        np.testing.assert_allclose(other, simple, rtol=1e-9, atol=1e-12)


# ---- a year and a month ----


@given(rate=st.floats(0, 0.9))
def test_year_and_month_are_inverse(rate: float) -> None:
    yearly_churn = formulas.yearly_churn_from_monthly(monthly_churn=rate)
    yearly_growth = formulas.yearly_growth_from_monthly(monthly_growth=rate)
    yearly_retention = formulas.yearly_retention_from_monthly(monthly_retention=rate)
    back = [
        formulas.monthly_churn_from_yearly(yearly_churn=yearly_churn),
        formulas.monthly_growth_from_yearly(yearly_growth=yearly_growth),
        formulas.monthly_retention_from_yearly(yearly_retention=yearly_retention),
    ]
    np.testing.assert_allclose(back, rate, rtol=1e-6, atol=1e-15)


@given(churn=st.floats(0, 1))
def test_churn_growth_and_retention_are_one_rate(churn: float) -> None:
    yearly = formulas.yearly_churn_from_monthly(monthly_churn=churn)
    np.testing.assert_allclose(yearly, -formulas.yearly_growth_from_monthly(monthly_growth=-churn))
    np.testing.assert_allclose(
        1 - yearly, formulas.yearly_retention_from_monthly(monthly_retention=1 - churn), atol=1e-12
    )


def test_zero_has_no_sign() -> None:
    assert not np.signbit(formulas.yearly_churn_from_monthly(monthly_churn=0))


def test_small_rates_keep_their_digits() -> None:
    assert formulas.yearly_churn_from_monthly(monthly_churn=1e-15) == pytest.approx(1.2e-14, rel=1e-12)


# ---- retention and revenue ----


@given(opening=st.floats(1, 1e6), gain=amount, contracted=share, churned=share)
def test_retention_laws(opening: float, gain: float, contracted: float, churned: float) -> None:
    contraction, churn = opening * contracted / 2, opening * churned / 2
    losses = {"opening_mrr": opening, "contraction_mrr": contraction, "churned_mrr": churn}
    grr, nrr = formulas.grr(**losses), formulas.nrr(**losses, expansion_mrr=gain)
    assert 0 <= grr <= min(1, nrr)
    assert grr + formulas.revenue_churn_gross(**losses) == pytest.approx(1)
    assert nrr + formulas.revenue_churn_net(**losses, expansion_mrr=gain) == pytest.approx(1, abs=1e-9 * nrr)
    closing = formulas.closing_mrr(**losses, expansion_mrr=gain)
    assert closing == pytest.approx(opening * nrr)
    required = formulas.required_expansion_rate(
        target_nrr=nrr, mrr_churn=churn / opening, contraction_rate=contraction / opening
    )
    expansion = formulas.expansion_rate(opening_mrr=opening, expansion_mrr=gain)
    assert required == pytest.approx(expansion, rel=1e-9, abs=1e-9)


@given(new=amount, expansion=amount, contraction=st.floats(1, 1e6), churn=amount)
def test_quick_ratio_above_one_is_growth(new: float, expansion: float, contraction: float, churn: float) -> None:
    movements = {
        "new_mrr": new,
        "expansion_mrr": expansion,
        "contraction_mrr": contraction,
        "churned_mrr": churn,
    }
    assert (formulas.quick_ratio(**movements) > 1) == (new + expansion > contraction + churn)


def test_reactivation_is_a_gain() -> None:
    movements = {
        "new_mrr": 1,
        "expansion_mrr": 2,
        "reactivation_mrr": 3,
        "contraction_mrr": 1,
        "churned_mrr": 2,
    }
    assert formulas.quick_ratio(**movements) == 2
    assert formulas.net_new_mrr(**movements, price_mrr=4) == 7
    assert formulas.closing_mrr(opening_mrr=10, **movements, price_mrr=4) == 17


def test_a_target_is_as_far_as_it_is_from_now() -> None:
    ours = formulas.months_to_target(target=500, current=[300, 500, 600], net_new_per_month=20)
    np.testing.assert_array_equal(ours, [10, 0, 0])


@given(opening=st.floats(0, 1e6), churn=st.floats(0, 1), months=st.floats(0, 120))
def test_who_is_lost_has_not_survived(opening: float, churn: float, months: float) -> None:
    cohort = {"opening_accounts": opening, "monthly_churn": churn, "months": months}
    if churn == 1 and months == 0:
        return  # everybody leaves in no time: the one corner where the two part
    together = formulas.survivors(**cohort) + formulas.accounts_lost(**cohort)
    np.testing.assert_allclose(together, opening, rtol=1e-9, atol=1e-9)


@given(opening=st.floats(1, 1e6), new=amount, churned=share)
def test_churn_by_its_denominators(opening: float, new: float, churned: float) -> None:
    lost = opening * churned
    closing = opening + new - lost
    counts = {"opening_accounts": opening, "new_accounts": new}
    assert formulas.churned_accounts(**counts, closing_accounts=closing) == pytest.approx(lost, abs=1e-6)
    usual = formulas.customer_churn(opening_accounts=opening, churned_accounts=lost)
    assert formulas.customer_churn_stripe(**counts, churned_accounts=lost) <= usual
    assert formulas.logo_retention(**counts, closing_accounts=closing) == pytest.approx(1 - usual, abs=1e-6)


# ---- acquisition and payback ----


def test_spending_meets_the_accounts_it_won() -> None:
    """Two channels by hand: one works at once and a month later, one is spent two months afterwards."""
    ours = formulas.cac_lag_adjusted(
        monthly_spend=[[10, 20, 40, 0, 0], [0, 0, 6, 12, 18]],
        acquisition_share=[0.5, 1],
        lag_months=[0, -2],
        spread_months=[2, 1],
        new_accounts=[1, 1, 2],
    )
    np.testing.assert_allclose(ours, [np.nan, (5 + 2.5) + 12, (10 + 5 + 18) / 2])


def test_only_months_with_unknown_spending_are_undefined() -> None:
    later = {"monthly_spend": [[1, 2, 3], [4, 5, 6]], "lag_months": [-1, 2], "spread_months": [1, 1]}
    both = formulas.cac_lag_adjusted(**later, acquisition_share=[1, 1], new_accounts=[1, 1, 1])
    one = formulas.cac_lag_adjusted(**later, acquisition_share=[1, 0], new_accounts=[1, 1, 1])
    np.testing.assert_array_equal(both, [np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(one, [2, 3, np.nan])


@given(spend=st.lists(amount, min_size=1, max_size=24))
def test_without_lag_it_is_the_plain_cac(spend: list[float]) -> None:
    accounts = np.arange(1, len(spend) + 1)
    lagged = formulas.cac_lag_adjusted(
        monthly_spend=[spend], acquisition_share=[1], lag_months=[0], spread_months=[1], new_accounts=accounts
    )
    np.testing.assert_allclose(lagged, formulas.cac(acquisition_spend=spend, new_accounts=accounts))


@given(cac=st.floats(1, 1e5), margin=st.floats(1, 1e4), churn=st.floats(0, 0.5))
def test_payback_with_churn(cac: float, margin: float, churn: float) -> None:
    """Earned by then is just the CAC; without churn it is the usual payback."""
    margins = formulas.expected_margins(monthly_margin=margin, churn_by_month=np.full(120, churn))
    earned = np.concatenate([[0], np.cumsum(margins)])
    months = formulas.payback_survival(cac=cac, margins_by_month=margins)
    if np.isnan(months):
        assert earned[-1] < cac
        return
    assert np.interp(months, np.arange(121), earned) == pytest.approx(cac, rel=1e-8)
    usual = formulas.payback_margin(cac=cac, monthly_margin=margin)
    assert months >= usual * (1 - 1e-8)
    if churn == 0:
        assert months == pytest.approx(usual, rel=1e-8)


def test_payback_of_many_at_once() -> None:
    margins = formulas.expected_margins(
        monthly_margin=[100, 200], churn_by_month=np.full((2, 12), 0), monthly_expansion=[0, 0.1]
    )
    assert margins.shape == (2, 12)
    np.testing.assert_allclose(margins[1, :3], [200, 220, 242])
    np.testing.assert_allclose(
        formulas.payback_survival(cac=[[0], [620]], margins_by_month=margins), [[0, 0], [6.2, 2 + 200 / 242]]
    )


def test_payback_is_reached_in_the_last_month_despite_rounding() -> None:
    assert sum([0.1] * 10) < 1
    assert formulas.payback_survival(cac=1, margins_by_month=[0.1] * 10) == pytest.approx(10)


@given(values=st.lists(amount, min_size=1, max_size=9))
def test_a_blend_lies_within_its_values(values: list[float]) -> None:
    blend = formulas.blended(values=values, weights=np.arange(1, len(values) + 1))
    assert min(values) * (1 - 1e-12) <= blend <= max(values) * (1 + 1e-12)


# ---- capacity ----


@given(accounts=st.integers(0, 10_000), meetings=st.integers(1, 50), hours=st.floats(0.1, 10))
def test_csms_needed_serve_all(accounts: int, meetings: int, hours: float) -> None:
    need = formulas.hours_per_account(meetings_per_year=meetings, hours_per_meeting=hours)
    each = formulas.accounts_per_csm(csm_hours=2_080, csm_productivity=0.7, hours_per_account=need)
    csms = formulas.csms_needed(accounts=accounts, accounts_per_csm=each)
    assert csms == np.floor(csms)
    assert csms * each >= accounts * (1 - 1e-8)
    assert (csms - 1) * each < max(accounts, 1e-9)


def test_what_a_csm_looks_after() -> None:
    assert formulas.book_of_business(accounts=120, csms=3) == 40
    assert formulas.arr_per_csm(arr=formulas.arr(mrr=120 * 1_000), csms=3) == 480_000


def test_a_need_that_just_fits_takes_no_further_person() -> None:
    assert formulas.csms_needed(accounts=0.1 * 3, accounts_per_csm=0.1) == 3  # 0.1 x 3 is a little above 0.3


def test_every_example_uses_a_known_function() -> None:
    assert {part["function"].split(".")[-1] for entry in EXAMPLES for part in parts_of(entry)} <= {
        *formulas.__all__,
        "engine",
    }
