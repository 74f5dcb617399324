"""A scenario in, everything that comes out."""

from math import fsum
from typing import Any

from .defaults import with_defaults
from .month import LAYERS, SUMMED, SegmentRun, run_segment
from .summary import company_summary, segment_summary
from .unit_economics import unit_economics
from .verdict import blended, decide


def naive_run(scenario: dict[str, Any]) -> dict[str, Any]:
    """All measures of a scenario, in the shape that the command line prints with --json."""
    full = with_defaults(scenario)
    runs = [run_segment(segment, full) for segment in full["segments"]]
    reasons: dict[str, str] = {}

    total = total_months(runs, full)
    summary, summary_reasons = company_summary(runs, total, full)
    note_reasons(reasons, "summary", summary_reasons)

    segments: dict[str, Any] = {}
    for run in runs:
        name = run.segment["name"]
        of_segment, segment_reasons = segment_summary(run, full)
        economics, economics_reasons = unit_economics(run, full)
        note_reasons(reasons, f"segments.{name}.summary", segment_reasons)
        note_reasons(reasons, f"segments.{name}.unit_economics", economics_reasons)
        if None in run.monthly["load"]:
            reasons[f"segments.{name}.load"] = "no_capacity"
        segments[name] = {
            **run.monthly,
            "layers": run.layers,
            "summary": of_segment,
            "unit_economics": economics,
        }

    result = {
        "scenario": full["name"],
        "summary": summary,
        "total": total,
        "segments": segments,
        "verdict": {**verdict_of(full, summary, segments, reasons), **cash_of(full, total, reasons)},
        "reasons": reasons,
    }
    tidied: dict[str, Any] = tidy(result)
    return tidied


def total_months(runs: list[SegmentRun], scenario: dict[str, Any]) -> dict[str, Any]:
    """The company's months: segments added up, fixed costs taken off."""
    company = scenario["company"]
    months = range(1, scenario["horizon_months"] + 1)
    total: dict[str, Any] = {
        name: [fsum(run.monthly[name][month - 1] for run in runs) for month in months] for name in SUMMED
    }
    fixed_costs = [company["fixed_costs"] * (1 + company["fixed_cost_growth"]) ** (month - 1) for month in months]
    total["fixed_costs"] = fixed_costs
    for name in ("operating_profit", "cash_flow"):
        total[name] = [value - cost for value, cost in zip(total[name], fixed_costs, strict=True)]
    total["cumulative_profit"] = running_sum(0.0, total["operating_profit"])
    total["cash"] = running_sum(company["cash"], total["cash_flow"])
    total["layers"] = {
        layer: {
            name: [fsum(run.layers[layer][name][month - 1] for run in runs) for month in months]
            for name in ("mrr", "accounts", "revenue")
        }
        for layer in LAYERS
    }
    return total


def running_sum(opening: float, flows: list[float]) -> list[float]:
    balances = []
    balance = opening
    for flow in flows:
        balance = balance + flow
        balances.append(balance)
    return balances


def verdict_of(
    scenario: dict[str, Any], summary: dict[str, Any], segments: dict[str, Any], reasons: dict[str, str]
) -> dict[str, Any]:
    guidelines = scenario["guidelines"]
    ltv_name = "ltv_" + guidelines["ltv"]
    decisions = {}
    told = []
    for name, segment in segments.items():
        economics = segment["unit_economics"]
        path = f"segments.{name}.unit_economics"
        told.append(
            {
                "ltv": economics[ltv_name],
                "ltv_reason": reasons.get(f"{path}.{ltv_name}"),
                "margin": economics["margin"],
            }
        )
        decisions[name] = decide(
            guidelines,
            segment["summary"]["net_mrr_churn"],
            economics["ltv_cac"],
            reasons.get(f"{path}.ltv_cac"),
            economics["payback_margin"],
        )

    company = blended(scenario["segments"], told)
    ltv_cac, ltv_cac_reason = company["ltv_cac"]
    payback_margin, payback_reason = company["payback_margin"]
    verdict = {
        "decision": decide(guidelines, summary["net_mrr_churn"], ltv_cac, ltv_cac_reason, payback_margin),
        "ltv_cac": ltv_cac,
        "payback_margin": payback_margin,
        "net_mrr_churn": summary["net_mrr_churn"],
        "segments": decisions,
    }
    if ltv_cac_reason is not None:
        reasons["verdict.ltv_cac"] = ltv_cac_reason
    if payback_reason is not None:
        reasons["verdict.payback_margin"] = payback_reason
    if "summary.net_mrr_churn" in reasons:
        reasons["verdict.net_mrr_churn"] = reasons["summary.net_mrr_churn"]
    return verdict


def cash_of(scenario: dict[str, Any], total: dict[str, Any], reasons: dict[str, str]) -> dict[str, Any]:
    """Whether the opening cash lasts. Opening cash of 0 is none given."""
    opening = scenario["company"]["cash"]
    through_the_till, month = abs(opening), None
    for number, (cash, billed) in enumerate(zip(total["cash"], total["billings"], strict=True), 1):
        through_the_till += billed
        if month is None and cash < -1e-9 * through_the_till:
            month = number
    passes = None if opening == 0 else month is None
    if month is None:
        reasons["verdict.cash.month"] = "never_empty"
    if passes is None:
        reasons["verdict.cash.passes"] = "no_cash"
    return {"cash": {"passes": passes, "month": month, "needed": max(0.0, opening - min(total["cash"]))}}


def note_reasons(reasons: dict[str, str], path: str, found: dict[str, str]) -> None:
    for name, code in found.items():
        reasons[f"{path}.{name}"] = code


def tidy(value: Any) -> Any:
    """-0 is told as 0; whole numbers of months stay whole."""
    if isinstance(value, dict):
        return {key: tidy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [tidy(inner) for inner in value]
    if isinstance(value, float):
        return value + 0.0
    return value
