"""Where the words of the model leave something open or go wrong: what docs/model.md decides, shown by example."""

from typing import Any

import pytest

from model import Scenario, run
from model.report import as_json


def told(segment: dict[str, Any], **header: Any) -> dict[str, Any]:
    data = {**header, "segments": [{"name": "A", "acv": 12_000, **segment}]}
    return as_json(run(Scenario.model_validate(data)))


def test_full_coverage_costs_nothing_however_steep_the_response() -> None:
    """70 accounts of 20.8 hours are the hours of one CSM, but the quotient is a digit short of 1 in the computer.

    (1 - E)^0.1 makes 2.5% of it: without a limit below which neglect is none, a fully served book would churn.
    """
    served = {"accounts": 70, "staffing": "fixed", "csms": 1, "other_hours": 20.8, "retention_rate": 0.9}
    steep = {"retention_at_risk": 0.5, "response_curve": 0.1, "engagement_memory": 3}
    assert told(served | steep)["summary"]["grr"] == pytest.approx(0.9, rel=1e-12)


def test_an_account_that_loses_money_for_ever_does_not_pass() -> None:
    """No churn, no growth, a CSM that costs more than the margin: "diverges" would pass the guideline."""
    costly = {"accounts": 10, "new_accounts": 1, "cac": 100, "staffing": "to_need", "csm_cost": 1e6, "other_hours": 40}
    result = told(costly, guidelines={"ltv": "compounding"})
    assert result["segments"]["A"]["unit_economics"]["margin"] < 0
    assert result["reasons"]["segments.A.unit_economics.ltv_compounding"] == "no_margin"
    assert result["verdict"]["decision"] == "brakes"


def test_growth_without_end_and_with_margin_diverges_and_passes() -> None:
    result = told({"new_accounts": 1, "cac": 100, "expansion_rate": 0.1}, guidelines={"ltv": "compounding"})
    assert result["reasons"]["segments.A.unit_economics.ltv_compounding"] == "diverges"
    assert result["verdict"]["ltv_cac"]["passes"]


def test_amounts_of_months_need_not_be_whole() -> None:
    half = {"severance_months": 0.5, "vacancy_months": 1.5, "engagement_memory": 2.5}
    cut = {"staffing": "fixed", "csms": 2, "staff_changes": [{"month": 3, "change": -1}], "csm_cost": 24_000}
    costs = told(cut | half)
    assert costs["total"]["cs_cost"][1:4] == [4_000, 3_000, 2_000]


def test_retention_near_no_service_keeps_its_digits() -> None:
    """CR6 = 0.2, q = 0.5, k = 3.9, coverage 1e-7: what renews is 0.2 x 3.9 x 1e-7 to eight digits (a unit in 1e-16 is not)."""
    hours = 2_080 * 0.7 / 12
    segment = {"accounts": hours * 12 / 1e-7 / 2_000, "other_hours": 2_000, "staffing": "fixed", "csms": 1, "retention_rate": 0.2,
               "retention_at_risk": 0.5, "response_curve": 3.9, "renewal_months": 1}  # fmt: skip
    result = told(segment)
    assert result["total"]["mrr"][0] / result["summary"]["opening_mrr"] == pytest.approx(0.2 * 3.9e-7, rel=1e-6)
