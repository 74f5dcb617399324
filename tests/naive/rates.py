"""How many accounts renew and expand, by their engagement and by how often they have renewed."""

from math import expm1, log1p
from typing import Any

NEGLIGIBLE = 1e-8  # less neglect than this is rounding, which a small response curve would blow up


def neglect_at(engagement: float) -> float:
    """The share of service that accounts miss."""
    neglect = 1 - engagement
    return neglect if neglect >= NEGLIGIBLE else 0.0


def full_service_retention(segment: dict[str, Any], renewal: int | None) -> float:
    """CR6 at the first, second, ... renewal; after the list, and without a number, that of mature accounts."""
    by_renewal = segment["retention_by_renewal"]
    if renewal is not None and renewal <= len(by_renewal):
        return float(by_renewal[renewal - 1])
    return float(segment["retention_rate"])


def retention_at(segment: dict[str, Any], engagement: float, renewal: int | None = None) -> float:
    """CR6(E), the share that renews at this engagement."""
    retention = full_service_retention(segment, renewal)
    at_risk = min(segment["retention_at_risk"], retention)
    if neglect_at(engagement) == 0:
        return retention
    # 1 - (1 - E)^k in the form that keeps its digits when E is close to 0
    return float(retention - at_risk - at_risk * expm1(segment["response_curve"] * log1p(-engagement)))


def expansion_share_at(segment: dict[str, Any], engagement: float) -> float:
    """s(E), the share of accounts that expands at this engagement."""
    share = float(segment["expansion_share"])
    if segment["expansion_rate"] < 0:
        return share
    anyway = segment["expansion_without_csm"]
    return float(share * (anyway + (1 - anyway) * engagement))


def month_to_month_retention_of(segment: dict[str, Any]) -> float:
    """The share of month-to-month accounts that stays a month; left out, that of a contract not served."""
    if segment["month_to_month_retention"] is not None:
        return float(segment["month_to_month_retention"])
    retention = segment["retention_rate"]
    not_served = retention - min(segment["retention_at_risk"], retention)
    return float(not_served ** (1 / segment["renewal_months"]) * (1 - segment["early_churn"]))


def first_uplift(segment: dict[str, Any], scenario: dict[str, Any]) -> float:
    """What the MRR of an account is multiplied by in its first month."""
    if scenario["first_uplift"] != "from_start":
        return 1.0
    price = segment["price_increase"]
    expansion = segment["expansion_share"] * segment["expansion_rate"]
    if scenario["expansion_base"] == "starting":
        return float(1 + price + expansion)
    return float((1 + price) * (1 + expansion))
