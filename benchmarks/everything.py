"""A scenario with every option of the model on, as one segment or as three of unlike terms."""

from typing import Any

SEGMENT: dict[str, Any] = {
    "name": "Mid-market",
    "accounts": 180.0,
    "acv": 24_000.0,
    "new_accounts": 6.0,
    "new_accounts_step": 0.2,
    "new_accounts_growth": 0.01,
    "onboarding_rate": 0.92,
    "onboarding_months": 2,
    "renewal_months": 12,
    "retention_rate": 0.88,
    "contraction_rate": 0.03,
    "price_increase": 0.04,
    "expansion_months": 3,
    "expansion_rate": 0.06,
    "expansion_share": 0.5,
    "gross_margin": 0.8,
    "cost_to_serve_rate": 0.03,
    "cac": 18_000.0,
    "sales_cycle_months": 3,
    "billing_months": 12,
    "staffing": "fixed",
    "csms": 5.0,
    "staff_changes": [{"month": 7, "change": -2.0}, {"month": 16, "change": 3.0}],
    "csm_cost": 110_000.0,
    "csm_hours": 2_080.0,
    "csm_productivity": 0.65,
    "meetings": [
        {"name": "Business review", "per_year": 4.0, "hours": 1.5, "prep_hours": 3.0},
        {"name": "Check-in", "per_year": 12.0, "hours": 0.5, "prep_hours": 0.5},
    ],
    "other_hours": 9.0,
    "ramp_months": 3,
    "ramp_productivity": 0.4,
    "severance_months": 2.0,
    "retention_at_risk": 0.15,
    "expansion_without_csm": 0.4,
    "response_curve": 1.5,
    "engagement_memory": 4.0,
    "csm_attrition": 0.2,
    "overload_attrition": 0.4,
    "vacancy_months": 2.0,
    "month_to_month_shift": 0.2,
    "month_to_month_retention": 0.93,
}
OTHERS: tuple[dict[str, Any], ...] = (
    {
        "name": "Small",
        "accounts": 900.0,
        "acv": 3_600.0,
        "new_accounts": 45.0,
        "renewal_months": 1,
        "retention_rate": 0.97,
        "expansion_months": 12,
        "cac": 1_500.0,
        "billing_months": 1,
        "meetings": [],
        "other_hours": 1.0,
        "retention_at_risk": 0.01,
        "month_to_month_retention": 0.95,
    },
    {
        "name": "Enterprise",
        "accounts": 25.0,
        "acv": 140_000.0,
        "new_accounts": 0.7,
        "renewal_months": 36,
        "retention_rate": 0.8,
        "expansion_months": 6,
        "cac": 90_000.0,
        "retention_at_risk": 0.3,
    },
)


def everything(segments: int) -> dict[str, Any]:
    """The scenario with its first so many segments, as a file would have it."""
    return {
        "name": "Everything on",
        "horizon_months": 36,
        "discount_rate": 0.1,
        "first_uplift": "from_start",
        "company": {"cash": 2_000_000.0, "fixed_costs": 180_000.0, "fixed_cost_growth": 0.005},
        "segments": [SEGMENT, *(SEGMENT | other for other in OTHERS)][:segments],
    }
