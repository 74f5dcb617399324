"""The summary of a segment, of several together, and of the company."""

from math import fsum
from typing import Any

from .churn import net_mrr_churn, weighted_churn
from .month import SegmentRun, run_again
from .retention import retention_measures

Reasons = dict[str, str]
TOLERANCE = 1e-9


def without_growth(segment: dict[str, Any]) -> dict[str, Any]:
    return {**segment, "expansion_rate": 0.0, "price_increase": 0.0}


def expansion_revenue(run: SegmentRun) -> float:
    """Revenue less what it is without expansion and price rise, on the same engagement."""
    flat = run_again(run, run.inputs.amended(without_growth), run.months, run.engagement, "without growth")
    return fsum(run.monthly["revenue"]) - fsum(flat.monthly["revenue"])


def book_value(run: SegmentRun, scenario: dict[str, Any]) -> float:
    value = 0.0
    for index in range(scenario["horizon_months"]):
        segment = run.inputs.of(index + 1)
        accounts = run.monthly["accounts"][index]
        share = run.layers["book"]["accounts"][index] / accounts if accounts > 0 else 0.0
        margin = run.layers["book"]["revenue"][index] * (segment["gross_margin"] - segment["cost_to_serve_rate"])
        discount = (1 + scenario["discount_rate"]) ** (-index / 12)
        value += (margin - share * run.monthly["cs_cost"][index]) * discount
    return value


def common_summary(
    runs: list[SegmentRun],
    operating_profit: list[float],
    churn: float | None,
    scenario: dict[str, Any],
    reasons: Reasons,
) -> dict[str, Any]:
    """What a segment (one run) and the company (all runs) both have."""
    opening_accounts = fsum(run.segment["accounts"] for run in runs)
    book_revenue = fsum(fsum(run.layers["book"]["revenue"]) for run in runs)
    if opening_accounts == 0:
        reasons["horizon_clv"] = "no_book"
    gains = [expansion_revenue(run) for run in runs]
    return {
        "opening_mrr": fsum(run.opening_mrr for run in runs),
        "revenue": fsum(fsum(run.monthly["revenue"]) for run in runs),
        "horizon_clv": book_revenue / opening_accounts if opening_accounts > 0 else None,
        "arr_end": 12 * fsum(run.monthly["mrr"][-1] for run in runs),
        "profit": fsum(operating_profit),
        **retention_measures(runs, reasons),
        "net_mrr_churn": churn,
        "expansion_revenue": fsum(gains),
        "new_logo_equivalent": fsum(gain / run.segment["acv"] for gain, run in zip(gains, runs, strict=True)),
        "book_value": fsum(book_value(run, scenario) for run in runs),
    }


def churn_of(run: SegmentRun, scenario: dict[str, Any]) -> float:
    return net_mrr_churn(run.inputs.of(1), scenario, run.engagement[0])


def segment_summary(run: SegmentRun, scenario: dict[str, Any]) -> tuple[dict[str, Any], Reasons]:
    reasons: Reasons = {}
    churn = churn_of(run, scenario)
    return common_summary([run], run.monthly["operating_profit"], churn, scenario, reasons), reasons


def company_summary(
    runs: list[SegmentRun], total: dict[str, Any], scenario: dict[str, Any]
) -> tuple[dict[str, Any], Reasons]:
    reasons: Reasons = {}
    churn = weighted_churn(
        [churn_of(run, scenario) for run in runs],
        [run.opening_mrr for run in runs],
        [run.monthly["committed_mrr"][0] for run in runs],
    )
    summary = common_summary(runs, total["operating_profit"], churn, scenario, reasons)
    if churn is None:
        reasons["net_mrr_churn"] = "no_accounts"

    names = ("revenue", "cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "fixed_costs")
    scale = [fsum(values) for values in zip(*(total[name] for name in names), strict=True)]
    profit_negative = [
        profit < -TOLERANCE * size for profit, size in zip(total["operating_profit"], scale, strict=True)
    ]
    all_scale = fsum(scale)
    cumulative = total["cumulative_profit"]
    cumulative_negative = [value < -TOLERANCE * all_scale for value in cumulative]

    summary["trough"], summary["trough_month"] = min(cumulative), first_month_of(cumulative, min(cumulative))
    if not any(cumulative_negative):
        summary["trough"], summary["trough_month"] = 0.0, None
        reasons["trough_month"] = "never_negative"
    summary["cash_low"] = min(total["cash"])
    summary["cash_low_month"] = first_month_of(total["cash"], summary["cash_low"])

    summary["breakeven_month"] = month_after_last(profit_negative)
    if summary["breakeven_month"] is None:
        reasons["breakeven_month"] = "still_negative"
    summary["payback_month"] = month_after_last(cumulative_negative) if any(cumulative_negative) else None
    if summary["payback_month"] is None:
        reasons["payback_month"] = "still_negative" if any(cumulative_negative) else "never_negative"
    return summary, reasons


def first_month_of(values: list[float], wanted: float) -> int:
    return values.index(wanted) + 1


def month_after_last(negative: list[bool]) -> int | None:
    """The first month from which none is negative again; None when the last one is."""
    if negative[-1]:
        return None
    month = len(negative)
    while month > 1 and not negative[month - 2]:
        month -= 1
    return month
