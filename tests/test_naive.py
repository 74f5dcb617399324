"""The naive implementation itself: printed figures, and figures worked by hand."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.naive import naive_run

FIGURES = Path(__file__).parents[1] / "model" / "published_figures.toml"


def one_segment(horizon_months: int, **keys: Any) -> dict[str, Any]:
    """A scenario of one segment "Only", its book's anniversaries aligned."""
    return {
        "horizon_months": horizon_months,
        "book_anniversaries": "aligned",
        "segments": [{"name": "Only", **keys}],
    }


# ---- printed figures ----


def printed_figures() -> Iterator[Any]:
    """Every figure with a scenario, and every figure as worded with one."""
    for figure in tomllib.loads(FIGURES.read_text(encoding="utf-8"))["figure"]:
        for scenario, value in (("scenario", "our_value"), ("worded_scenario", "worded")):
            if scenario in figure:
                yield pytest.param(figure, figure[scenario], figure[value], id=f"{figure['id']}-{scenario}")


@pytest.mark.parametrize(("figure", "scenario", "value"), list(printed_figures()))
def test_printed_figure(figure: dict[str, Any], scenario: dict[str, Any], value: Any) -> None:
    result = naive_run(scenario)
    measure = figure["measure"]
    if measure == "mrr" or measure in result["summary"]:
        ours = [result["total"]["mrr"][-1] if measure == "mrr" else result["summary"][measure]]
    else:
        ours = [segment["unit_economics"][measure] for segment in result["segments"].values()]
    expected = value if isinstance(value, list) else [value]
    assert all(abs(one - other) <= figure["tolerance"] for one, other in zip(ours, expected, strict=True))


@pytest.mark.parametrize("more_each_month", [2, 5, 10])
def test_trough_closed_form(more_each_month: int) -> None:
    """-g p N (2N + 1)(N + 1)/3 at month 2N, back at zero in month 3N + 1, N = 12 months to recover CAC."""
    result = naive_run(
        one_segment(
            60,
            acv=6000,
            new_accounts=more_each_month,
            new_accounts_step=more_each_month,
            onboarding_months=1,
            gross_margin=1,
            cac=6000,
        )
    )
    months, payment = 12, 500
    depth = -more_each_month * payment * months * (2 * months + 1) * (months + 1) / 3
    assert result["summary"]["trough"] == pytest.approx(depth)
    assert result["summary"]["trough_month"] == 2 * months
    assert result["summary"]["payback_month"] == 3 * months + 1
    assert result["segments"]["Only"]["unit_economics"]["payback_revenue"] == months


# ---- worked by hand ----


def test_spread_book_renews_evenly() -> None:
    scenario = one_segment(13, acv=12, accounts=12, retention_rate=0.5)
    scenario["book_anniversaries"] = "spread"
    accounts = naive_run(scenario)["total"]["accounts"]
    assert accounts == pytest.approx([12 - 0.5 * month for month in range(1, 13)] + [5.75])  # the first renews again


def test_rise_is_billed_for_the_months_left() -> None:
    keys: dict[str, Any] = {"acv": 12_000, "accounts": 1, "billing_months": 12, "expansion_months": 3}
    result = naive_run(one_segment(13, **keys, expansion_rate=0.1))
    billed = [12_000, 0, 0, 900, 0, 0, 660, 0, 0, 363, 0, 0, 12 * 1464.1]
    assert result["total"]["billings"] == pytest.approx(billed)


def test_fall_is_not_refunded() -> None:
    keys: dict[str, Any] = {"acv": 12_000, "accounts": 1, "billing_months": 12, "expansion_months": 3}
    result = naive_run(one_segment(13, **keys, expansion_rate=-0.1))
    assert result["total"]["billings"] == pytest.approx([12_000] + [0] * 11 + [12 * 656.1])


def test_retention_of_the_book() -> None:
    keys: dict[str, Any] = {"retention_rate": 0.9, "price_increase": 0.1, "expansion_rate": 0.5}
    summary = naive_run(one_segment(14, acv=1200, accounts=10, **keys))["summary"]
    assert summary["nrr"] == pytest.approx(0.9 * 1.1 * 1.5)
    assert summary["grr"] == pytest.approx(0.9)
    assert summary["logo_retention"] == pytest.approx(0.9)
    assert summary["net_mrr_churn"] == pytest.approx(1 - 1.485 ** (1 / 12))


def test_cut_saves_at_once_and_loses_at_renewal() -> None:
    result = naive_run(
        one_segment(
            14,
            acv=12_000,
            accounts=60,
            retention_rate=0.9,
            retention_at_risk=0.2,
            staffing="fixed",
            csms=1,
            csm_cost=120_000,
            severance_months=3,
            staff_changes=[{"month": 3, "change": -1}],
            other_hours=20.8,
        )
    )
    only = result["segments"]["Only"]
    assert only["cs_cost"] == pytest.approx([10_000, 10_000, 30_000] + [0] * 11)
    assert only["load"][:2] == pytest.approx([60 / 70] * 2)
    assert only["load"][2:] == [None] * 12
    assert result["reasons"]["segments.Only.load"] == "no_capacity"
    assert only["engagement"] == [1, 1] + [0] * 12
    assert only["accounts"] == pytest.approx([60] * 12 + [60 * 0.7] * 2)
    assert only["unit_economics"]["lifetime_months"] == pytest.approx(120)


def test_ramp_and_vacancy() -> None:
    """One ramped CSM and two who count half: 2 seats; 50% overload; half a year's vacancy of 20% + 10%."""
    only = naive_run(
        one_segment(
            1,
            acv=12_000,
            accounts=300,
            staffing="fixed",
            csms=1,
            csm_hours=1000,
            csm_productivity=1,
            other_hours=10,
            ramp_months=2,
            staff_changes=[{"month": 1, "change": 2}],
            csm_attrition=0.2,
            overload_attrition=0.2,
            vacancy_months=6,
        )
    )["segments"]["Only"]
    assert only["load"] == pytest.approx([1.5])
    assert only["capacity_hours"] == pytest.approx([2 * 1000 / 12 * (1 - 0.15)])
    assert only["coverage"] == pytest.approx([1700 / 3000])


def test_firefighting_comes_first_and_feeds_on_itself() -> None:
    """Monthly contracts of 60 accounts, 1 hour each, and one CSM of 60 hours: all is served until somebody leaves.

    Month 2 loses 6 of 60: 5 x 6 = 30 hours, so 30 are left for 54 accounts that need 54. In month 3 E = 30/54: CR6 is
    0.9 - 0.3 x 24/54 = 23/30, so 12.6 of 54 are lost and of the 41.4 that renew 24/54 are at risk: 5 x 31 hours.
    """
    only = naive_run(
        one_segment(
            3,
            acv=12_000,
            accounts=60,
            renewal_months=1,
            retention_rate=0.9,
            retention_at_risk=0.3,
            firefighting_hours=5,
            staffing="fixed",
            csms=1,
            csm_hours=720,
            csm_productivity=1,
            other_hours=12,
        )
    )["segments"]["Only"]
    assert only["required_hours"] == pytest.approx([60, 54, 41.4])
    assert only["reactive_hours"] == pytest.approx([0, 30, 155])
    assert only["load"] == pytest.approx([1, 84 / 60, 196.4 / 60])
    assert only["coverage"] == pytest.approx([1, 30 / 54, 0])
    assert only["capacity_hours"] == pytest.approx([60, 60, 60])


def test_firefighting_takes_csms_when_hired_to_need() -> None:
    """Lost accounts alone: E is 1. 54 hours and 9 x 6 in month 2; with staffing none they are told and ask for nobody."""
    keys: dict[str, Any] = {
        "acv": 12_000,
        "accounts": 60,
        "renewal_months": 1,
        "retention_rate": 0.9,
        "other_hours": 12,
    }
    keys |= {"firefighting_hours": 9, "csm_hours": 720, "csm_productivity": 1, "csm_cost": 12_000}
    hired = naive_run(one_segment(2, **keys, staffing="to_need"))["segments"]["Only"]
    assert hired["reactive_hours"] == pytest.approx([0, 54])
    assert hired["csms"] == [1, 2]
    assert hired["cs_cost"] == pytest.approx([1_000, 2_000])
    assert hired["load"] == pytest.approx([1, 108 / 120])
    assert hired["coverage"] == [1, 1]
    none = naive_run(one_segment(2, **keys))["segments"]["Only"]
    assert none["reactive_hours"] == pytest.approx([0, 54])
    assert (none["load"], none["coverage"], none["csms"]) == ([0, 0], [1, 1], [0, 0])
    assert hired["unit_economics"]["csms_needed"] == 1


def test_an_account_that_moves_to_monthly_terms_renewed_and_was_at_risk() -> None:
    """Nobody serves: of 100 that renew 20 are lost and 80 at risk; then a tenth of those on monthly terms is lost."""
    keys: dict[str, Any] = {"staffing": "fixed", "other_hours": 1, "month_to_month_shift": 1, "firefighting_hours": 2}
    keys |= {"acv": 12_000, "accounts": 100, "retention_rate": 0.8, "month_to_month_retention": 0.9}
    only = naive_run(one_segment(15, **keys))["segments"]["Only"]
    assert only["reactive_hours"] == pytest.approx([0] * 12 + [2 * 100, 2 * 8, 2 * 7.2])


def test_month_to_month() -> None:
    """Nobody serves: at the first renewal all that is left moves, and then loses 10% a month."""
    result = naive_run(
        one_segment(
            15,
            acv=12_000,
            accounts=100,
            retention_rate=0.8,
            billing_months=12,
            staffing="fixed",
            other_hours=1,
            month_to_month_shift=1,
            month_to_month_retention=0.9,
        )
    )
    assert result["total"]["accounts"] == pytest.approx([100] * 12 + [80, 72, 64.8])
    assert result["total"]["renewing_accounts"] == pytest.approx([0] * 12 + [100, 0, 0])
    assert result["total"]["monthly_terms_accounts"] == pytest.approx([0] * 12 + [80, 72, 64.8])
    assert result["total"]["monthly_terms_mrr"] == pytest.approx([0] * 12 + [80_000, 72_000, 64_800])
    assert result["total"]["expanding_mrr"] == pytest.approx([0] * 12 + [80_000, 0, 0])
    assert result["total"]["billings"] == pytest.approx([1.2e6] + [0] * 11 + [80_000, 72_000, 64_800])


def test_unit_economics() -> None:
    result = naive_run(one_segment(12, acv=12_000, new_accounts=1, retention_rate=0.9, expansion_rate=0.1, cac=6000))
    economics = result["segments"]["Only"]["unit_economics"]
    monthly_churn = 1 - 0.9 ** (1 / 12)
    expected = {
        "arpa": 1000,
        "margin": 800,
        "margin_before_cs": 800,
        "lifetime_months": 120,
        "ltv_simple": 96_000,
        "ltv_compounding": 12_000 * 0.8 / 0.01,
        "ltv_5y": 9600 * (1 + 0.99 + 0.99**2 + 0.99**3 + 0.99**4),
        "ltv_linear": 800 / monthly_churn + 800 * 0.1 / 12 * (1 - monthly_churn) / monthly_churn**2,
        "ltv_dcf": 9600 * (10 + 0.1 * 0.9 / 0.01),
        "payback_revenue": 6,
        "payback_margin": 7.5,
        "payback_survival": 8,
        "payback_cash": 8,
        "ltv_cac": 16,
        "mrr_ceiling": 12_000 / 0.01,
        "accounts_per_csm": None,
        "csms_needed": 0,
        "hours_per_account": 0,
    }
    assert economics.keys() == expected.keys()
    for name, value in expected.items():
        assert economics[name] == (None if value is None else pytest.approx(value)), name
    assert result["reasons"]["segments.Only.unit_economics.accounts_per_csm"] == "no_hours"
    assert result["verdict"]["decision"] == "accelerate"


@pytest.mark.parametrize(
    ("keys", "reason", "decision"),
    [
        ({"onboarding_rate": 0, "cac": 100, "retention_rate": 0.9}, "no_onboarding", "brakes"),
        ({"cac": 0, "retention_rate": 0.9}, "no_cac", "accelerate"),
        ({"cac": 100, "gross_margin": 0}, "no_margin", "brakes"),
        ({"cac": 100}, "no_churn", "accelerate"),
        ({"cac": 100, "retention_rate": 0.5}, None, "brakes"),
        ({"cac": 100, "retention_rate": 0.9}, None, "accelerate"),
        ({"cac": 4000, "retention_rate": 0.9}, None, "hold"),
    ],
)
def test_verdict(keys: dict[str, Any], reason: str | None, decision: str) -> None:
    result = naive_run(one_segment(12, acv=1200, new_accounts=1, **keys))
    assert result["verdict"]["decision"] == decision
    assert result["verdict"]["segments"] == {"Only": decision}
    assert result["reasons"].get("verdict.ltv_cac") == reason
    assert result["reasons"].get("segments.Only.unit_economics.ltv_cac") == reason
