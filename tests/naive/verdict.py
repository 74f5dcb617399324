"""Accelerate, hold or brakes: for each segment and for the company."""

from math import fsum
from typing import Any

PASSING = ("no_cac", "no_churn", "diverges")
TOLERANCE = 1e-9


def at_most(value: float, limit: float) -> bool:
    return value <= limit + TOLERANCE * abs(limit)


def at_least(value: float, limit: float) -> bool:
    return value >= limit - TOLERANCE * abs(limit)


def decide(
    guidelines: dict[str, Any],
    net_mrr_churn: float | None,
    ltv_cac: float | None,
    ltv_cac_reason: str | None,
    payback_margin: float | None,
) -> str:
    churn_passes = net_mrr_churn is not None and at_most(net_mrr_churn, guidelines["net_mrr_churn"])
    if ltv_cac is None:
        ltv_passes = ltv_above_one = ltv_cac_reason in PASSING
    else:
        ltv_passes = at_least(ltv_cac, guidelines["ltv_cac"])
        ltv_above_one = at_least(ltv_cac, 1.0)
    payback_passes = payback_margin is not None and at_most(payback_margin, guidelines["payback_months"])

    if not churn_passes or not ltv_above_one:
        return "brakes"
    if ltv_passes and payback_passes:
        return "accelerate"
    return "hold"


def blended(segments: list[dict[str, Any]]) -> dict[str, tuple[Any, str | None]]:
    """The company's ltv_cac and payback_margin, each with its reason.

    Each segment has `signed`, `accounts`, `onboarding_rate`, `cac`, `ltv`, `ltv_reason` and `margin`.
    """
    weight = "signed" if any(segment["signed"] > 0 for segment in segments) else "accounts"
    rows = [segment for segment in segments if segment[weight] > 0]

    def both(reason: str) -> dict[str, tuple[Any, str | None]]:
        return {"ltv_cac": (None, reason), "payback_margin": (None, reason)}

    if not rows:
        return both("no_accounts")
    live = [row for row in rows if row["onboarding_rate"] > 0]
    if not live:
        return both("no_onboarding")
    spent = fsum(row[weight] * row["cac"] for row in rows)
    if spent == 0:
        return {"ltv_cac": (None, "no_cac"), "payback_margin": (0.0, None)}

    missing = [row["ltv_reason"] for row in live if row["ltv"] is None]
    if "no_margin" in missing:
        ltv_cac: tuple[Any, str | None] = (None, "no_margin")
    elif missing:
        ltv_cac = (None, missing[0])
    else:
        gained = fsum(row[weight] * row["onboarding_rate"] * row["ltv"] for row in live)
        ltv_cac = (gained / spent, None)

    margin = fsum(row[weight] * row["onboarding_rate"] * row["margin"] for row in live)
    payback: tuple[Any, str | None] = (None, "no_margin") if margin <= 0 else (spent / margin, None)
    return {"ltv_cac": ltv_cac, "payback_margin": payback}
