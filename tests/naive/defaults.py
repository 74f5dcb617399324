"""Every key that may be left out, with the value it then has."""

from typing import Any

SCENARIO: dict[str, Any] = {
    "schema": 1,
    "name": "Untitled",
    "summary": "",
    "source": "",
    "start": None,
    "currency": "USD",
    "horizon_months": 36,
    "discount_rate": 0.0,
    "expansion_base": "renewed",
    "first_uplift": "after_first_period",
    "book_anniversaries": "spread",
    "fiscal_year_start": 1,
    "changes": [],
}

COMPANY: dict[str, Any] = {"cash": 0.0, "fixed_costs": 0.0, "fixed_cost_growth": 0.0}

GUIDELINES: dict[str, Any] = {"ltv_cac": 3.0, "payback_months": 12.0, "net_mrr_churn": 0.02, "ltv": "simple"}

SEGMENT: dict[str, Any] = {
    "accounts": 0.0,
    "book_calendar": [],
    "book_renewals_done": 10,
    "new_accounts": 0.0,
    "new_accounts_step": 0.0,
    "new_accounts_growth": 0.0,
    "signing_season": [],
    "onboarding_rate": 1.0,
    "onboarding_months": 0,
    "renewal_months": 12,
    "retention_rate": 1.0,
    "retention_by_renewal": [],
    "early_churn": 0.0,
    "contraction_rate": 0.0,
    "price_increase": 0.0,
    "expansion_months": 12,
    "expansion_rate": 0.0,
    "expansion_share": 1.0,
    "gross_margin": 0.8,
    "cost_to_serve_rate": 0.0,
    "cac": 0.0,
    "sales_cycle_months": 0,
    "billing_months": 1,
    "collection_months": 0,
    "staffing": "none",
    "csms": 0.0,
    "staff_changes": [],
    "arr_per_csm": 0.0,
    "accounts_per_csm_ratio": 0.0,
    "csm_cost": 0.0,
    "csm_hours": 2080.0,
    "csm_productivity": 0.7,
    "meetings": [],
    "other_hours": 0.0,
    "onboarding_hours": 0.0,
    "onboarding_hours_months": 3,
    "renewal_hours": 0.0,
    "ramp_months": 0,
    "ramp_productivity": 0.5,
    "severance_months": 0.0,
    "retention_at_risk": 0.0,
    "expansion_without_csm": 1.0,
    "response_curve": 1.0,
    "engagement_memory": 1.0,
    "csm_attrition": 0.0,
    "overload_attrition": 0.0,
    "vacancy_months": 0.0,
    "firefighting_hours": 0.0,
    "month_to_month_shift": 0.0,
    "month_to_month_retention": None,  # then it follows from the contract's retention: `month_to_month_retention_of`
}

MEETING: dict[str, Any] = {"name": "", "per_year": 0.0, "hours": 0.0, "prep_hours": 0.0}
CHANGE: dict[str, Any] = {"over": 0, "note": "", "on": True}


def with_defaults(scenario: dict[str, Any]) -> dict[str, Any]:
    """The scenario with every key filled in."""
    full = {**SCENARIO, **scenario}
    full["company"] = {**COMPANY, **scenario.get("company", {})}
    full["guidelines"] = {**GUIDELINES, **scenario.get("guidelines", {})}
    full["changes"] = [{**CHANGE, **change} for change in full["changes"] if change.get("on", True)]
    full["segments"] = [segment_with_defaults(segment) for segment in scenario["segments"]]
    return full


def segment_with_defaults(segment: dict[str, Any]) -> dict[str, Any]:
    full = {**SEGMENT, **segment}
    full["meetings"] = [{**MEETING, **meeting} for meeting in full["meetings"]]
    return full
