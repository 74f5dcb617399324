"""Customer-success hours that accounts take."""

from typing import Any

from .inputs import Inputs

NO_HOURS = 1e-9


def service_hours(segment: dict[str, Any]) -> float:
    """Hours an account takes in a year in meetings and outside them."""
    in_meetings = sum(
        meeting["per_year"] * (meeting["hours"] + meeting["prep_hours"]) for meeting in segment["meetings"]
    )
    return float(in_meetings + segment["other_hours"])


def hours_per_account(segment: dict[str, Any]) -> float:
    """Hours an account takes in a year, its renewals included."""
    at_renewals = segment["renewal_hours"] * 12 / segment["renewal_months"]
    return float(service_hours(segment) + at_renewals)


def hours_per_csm(segment: dict[str, Any]) -> float:
    """Hours a year of one CSM that reach accounts."""
    return float(segment["csm_hours"] * segment["csm_productivity"])


def phase_hours(inputs: Inputs, month: int, renewing_accounts: float) -> float:
    """Hours of this month for accounts signed lately, waiting or not, and for accounts up for renewal."""
    segment = inputs.of(month)
    months = segment["onboarding_hours_months"]
    signed_lately = sum(inputs.signed(month - i) for i in range(months) if month - i >= 1)
    onboarding = segment["onboarding_hours"] / months * signed_lately
    return float(onboarding + segment["renewal_hours"] * renewing_accounts)


def reactive_hours(segment: dict[str, Any], neglect: float, churned: float, renewed: float) -> float:
    """Hours for accounts lost in the month and, of those that renew their contract, for the share not served."""
    if segment["staffing"] in ("none", "to_need"):
        neglect = 0.0
    return float(segment["firefighting_hours"] * (churned + neglect * renewed))
