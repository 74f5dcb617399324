"""The summary of a segment, of several together, and of the company."""

from math import expm1, fsum, log
from typing import Any

from .cohorts import expansion_share_at, retention_at, step_mrr
from .month import SegmentRun, run_segment

Reasons = dict[str, str]
TOLERANCE = 1e-9


def turn_factor(run: SegmentRun, scenario: dict[str, Any]) -> float:
    """Q: what the MRR of an account grows by over one turn of the ring, at engagement(0)."""
    segment = run.segment
    retention = retention_at(segment, run.engagement[0])
    share = expansion_share_at(segment, run.engagement[0])
    mrr = 1.0
    for age in range(1, turn_months(segment) + 1):
        mrr, _ = step_mrr(mrr, age, segment, scenario, retention, share)
    return mrr


def turn_months(segment: dict[str, Any]) -> int:
    """L, the months of one turn of the ring."""
    return max(segment["renewal_months"], segment["expansion_months"])


def net_mrr_churn(run: SegmentRun, scenario: dict[str, Any]) -> float:
    factor = turn_factor(run, scenario)
    churn = 1.0 if factor <= 0 else -expm1(log(factor) / turn_months(run.segment))
    return 0.0 if abs(churn) < 1e-12 else churn


def total_net_mrr_churn(runs: list[SegmentRun], scenario: dict[str, Any]) -> float | None:
    weights = [run.opening_mrr for run in runs]
    if sum(weights) == 0:
        weights = [run.segment["new_accounts"] * run.segment["acv"] / 12 for run in runs]
    if sum(weights) == 0:
        return None
    churns = [net_mrr_churn(run, scenario) for run in runs]
    weighted = fsum(weight * churn for weight, churn in zip(weights, churns, strict=True)) / fsum(weights)
    return 0.0 if abs(weighted) < 1e-12 else weighted


def book_months(runs: list[SegmentRun], measure: str) -> list[float]:
    """The book layer of these segments together, month by month."""
    return [fsum(values) for values in zip(*(run.layers["book"][measure] for run in runs), strict=True)]


def rerun(run: SegmentRun, scenario: dict[str, Any], expansion_rate: float, price_increase: float) -> SegmentRun:
    """The same segment on the same engagement with another expansion and price rise."""
    rates = (expansion_rate, price_increase)
    if rates not in run.reruns:
        changed = {**run.segment, "expansion_rate": expansion_rate, "price_increase": price_increase}
        run.reruns[rates] = run_segment(changed, scenario, run.engagement)
    return run.reruns[rates]


def shrinking_only(run: SegmentRun, scenario: dict[str, Any]) -> SegmentRun:
    segment = run.segment
    return rerun(run, scenario, min(segment["expansion_rate"], 0.0), min(segment["price_increase"], 0.0))


def over_span(values: list[float], span: int) -> float:
    """Month span + 1 over month 1, as a yearly factor."""
    return (values[span] / values[0]) ** (12 / span)


def retention_measures(runs: list[SegmentRun], scenario: dict[str, Any], reasons: Reasons) -> dict[str, float | None]:
    names = ("nrr", "grr", "logo_retention")
    with_book = [run for run in runs if run.segment["accounts"] > 0]
    if not with_book:
        reasons.update(dict.fromkeys(names, "no_book"))
        return dict.fromkeys(names)
    span = max(12, *(run.segment["renewal_months"] for run in with_book))
    if scenario["horizon_months"] <= span:
        reasons.update(dict.fromkeys(names, "short_horizon"))
        return dict.fromkeys(names)
    shrinking = [shrinking_only(run, scenario) for run in with_book]
    return {
        "nrr": over_span(book_months(with_book, "mrr"), span),
        "grr": over_span(book_months(shrinking, "mrr"), span),
        "logo_retention": over_span(book_months(with_book, "accounts"), span),
    }


def expansion_revenue(run: SegmentRun, scenario: dict[str, Any]) -> float:
    without = rerun(run, scenario, 0.0, 0.0)
    return fsum(run.monthly["revenue"]) - fsum(without.monthly["revenue"])


def book_value(run: SegmentRun, scenario: dict[str, Any]) -> float:
    segment = run.segment
    value = 0.0
    for index in range(scenario["horizon_months"]):
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
    book_revenue = fsum(book_months(runs, "revenue"))
    if opening_accounts == 0:
        reasons["horizon_clv"] = "no_book"
    gains = [expansion_revenue(run, scenario) for run in runs]
    return {
        "opening_mrr": fsum(run.opening_mrr for run in runs),
        "revenue": fsum(fsum(run.monthly["revenue"]) for run in runs),
        "horizon_clv": book_revenue / opening_accounts if opening_accounts > 0 else None,
        "arr_end": 12 * fsum(run.monthly["mrr"][-1] for run in runs),
        "profit": fsum(operating_profit),
        **retention_measures(runs, scenario, reasons),
        "net_mrr_churn": churn,
        "expansion_revenue": fsum(gains),
        "new_logo_equivalent": fsum(gain / run.segment["acv"] for gain, run in zip(gains, runs, strict=True)),
        "book_value": fsum(book_value(run, scenario) for run in runs),
    }


def segment_summary(run: SegmentRun, scenario: dict[str, Any]) -> tuple[dict[str, Any], Reasons]:
    reasons: Reasons = {}
    churn = net_mrr_churn(run, scenario)
    return common_summary([run], run.monthly["operating_profit"], churn, scenario, reasons), reasons


def company_summary(
    runs: list[SegmentRun], total: dict[str, Any], scenario: dict[str, Any]
) -> tuple[dict[str, Any], Reasons]:
    reasons: Reasons = {}
    churn = total_net_mrr_churn(runs, scenario)
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
