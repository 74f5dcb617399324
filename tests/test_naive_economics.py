"""The unit economics of the naive model against its own months: one account signed in month 1, and nobody after it."""

import random
from itertools import accumulate
from typing import Any

import pytest

from tests.naive import naive_run
from tests.naive.account import account_of, expected_stream
from tests.naive.defaults import with_defaults
from tests.random_second_edition import second_edition_scenario

Values = dict[str, Any]


def one_account(seed: int) -> Values:
    """A random scenario cut down to one account that nobody has to serve, with inputs that do not change."""
    scenario = second_edition_scenario(random.Random(seed))
    segment = {
        **scenario["segments"][0],
        "name": "A",
        "accounts": 0,
        "new_accounts": 1,
        "new_accounts_step": 0,
        "new_accounts_growth": 0,
        "signing_season": [],
        "staffing": "none",
        "sales_cycle_months": 0,
    }
    if segment.get("onboarding_rate") == 0:
        segment["onboarding_rate"] = 0.5
    header = ("expansion_base", "first_uplift")
    return {
        **{key: scenario[key] for key in header if key in scenario},
        "horizon_months": 120,
        "changes": [{"month": 2, "path": "A.new_accounts", "value": 0}],
        "segments": [segment],
    }


def earned(result: Values, incoming: str) -> list[float]:
    """What has come in, less the cost of what is served, by month."""
    part = result["segments"]["A"]
    flows = zip(part[incoming], part["cogs"], part["cost_to_serve"], strict=True)
    return list(accumulate(money - cogs - serving for money, cogs, serving in flows))


def first_month_of(earned_so_far: list[float], cac: float) -> int | None:
    return next((month for month, money in enumerate(earned_so_far, 1) if money >= cac * (1 - 1e-9)), None)


@pytest.mark.parametrize("seed", range(30))
def test_paybacks_and_five_years_are_those_of_the_months(seed: int) -> None:
    scenario = one_account(seed)
    segment = scenario["segments"][0]
    result = naive_run(scenario)
    economics = result["segments"]["A"]["unit_economics"]
    cac = segment.get("cac", 0)
    if cac > 0:
        assert economics["payback_survival"] == first_month_of(earned(result, "revenue"), cac)
        assert economics["payback_cash"] == first_month_of(earned(result, "receipts"), cac)

    onboarding = segment.get("onboarding_months", 0)
    five_years = earned(result, "revenue")[onboarding + 59]
    scale = 60 * max(result["total"]["mrr"])
    assert segment.get("onboarding_rate", 1) * economics["ltv_5y"] == pytest.approx(five_years, abs=1e-9 * scale)


@pytest.mark.parametrize("seed", range(30))
def test_sums_over_all_ages_are_the_ages_added_up(seed: int) -> None:
    """Lifetime, compounding LTV and the ceiling against so many ages one by one that nothing is left of an account."""
    scenario = with_defaults(one_account(seed))
    segment = scenario["segments"][0]
    economics = naive_run({**scenario, "changes": []})["segments"]["A"]["unit_economics"]
    ages = expected_stream(account_of(segment, scenario, 1.0), 3000)
    mrr, alive = sum(mrr for mrr, _ in ages), sum(alive for _, alive in ages)
    if economics["lifetime_months"] is not None and ages[-1][1] < 1e-12:
        assert economics["lifetime_months"] == pytest.approx(alive, rel=1e-9)
    if economics["mrr_ceiling"] is not None and ages[-1][0] < 1e-12 * segment["acv"]:
        assert economics["mrr_ceiling"] == pytest.approx(mrr * segment["onboarding_rate"], rel=1e-9)
        margin_rate = segment["gross_margin"] - segment["cost_to_serve_rate"]
        scale = 1e-9 * segment["acv"]
        assert economics["ltv_compounding"] == pytest.approx(mrr * margin_rate, rel=1e-9, abs=scale)


def test_steady_signatures_reach_the_ceiling() -> None:
    """Monthly contracts with a hard first renewal: long before month 120 MRR is at its level, month by month."""
    segment: Values = {"name": "A", "acv": 1200, "new_accounts": 3, "renewal_months": 1, "expansion_months": 1}
    segment |= {"retention_by_renewal": [0.5, 0.7], "retention_rate": 0.8, "early_churn": 0.03, "expansion_rate": 0.02}
    result = naive_run({"horizon_months": 120, "segments": [segment]})
    assert result["total"]["mrr"][-1] == pytest.approx(result["segments"]["A"]["unit_economics"]["mrr_ceiling"])
