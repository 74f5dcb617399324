"""A scenario in, everything that comes out."""

from math import fsum
from typing import Any

from .defaults import with_defaults
from .inputs import Inputs, fixed_costs
from .moment import first_moment, judged, last_moment
from .month import LAYERS, SUMMED, SegmentRun, run_segment
from .summary import company_summary, segment_summary


def naive_run(scenario: dict[str, Any]) -> dict[str, Any]:
    """All measures of a scenario, in the shape that the command line prints with --json."""
    full = with_defaults(scenario)
    horizon = full["horizon_months"]
    runs = [run_segment(Inputs(segment, full), full, horizon) for segment in full["segments"]]
    reasons: dict[str, str] = {}

    total = total_months(runs, full)
    summary, summary_reasons = company_summary(runs, total, full)
    note_reasons(reasons, "summary", summary_reasons)

    segments: dict[str, Any] = {}
    for run in runs:
        name = run.segment["name"]
        of_segment, segment_reasons = segment_summary(run, full)
        note_reasons(reasons, f"segments.{name}.summary", segment_reasons)
        if None in run.monthly["load"]:
            reasons[f"segments.{name}.load"] = "no_capacity"
        segments[name] = {**run.monthly, "layers": run.layers, "summary": of_segment}

    result: dict[str, Any] = {
        "scenario": full["name"],
        "summary": summary,
        "total": total,
        "segments": segments,
        "reasons": reasons,
    }
    judge(result, {run.segment["name"]: first_moment(run) for run in runs}, full, "")
    if any(change["month"] <= horizon for change in full["changes"]):
        judge(result, {run.segment["name"]: last_moment(run) for run in runs}, full, "_end")
    result["verdict"].update(cash_of(full, total, reasons))
    tidied: dict[str, Any] = tidy(result)
    return tidied


def judge(result: dict[str, Any], moments: dict[str, Any], scenario: dict[str, Any], ending: str) -> None:
    """Add unit economics and verdict as of these moments, under names with this ending."""
    told = judged(moments, scenario)
    for name in moments:
        result["segments"][name][f"unit_economics{ending}"] = told["unit_economics"][name]
        path = f"segments.{name}.unit_economics{ending}"
        note_reasons(result["reasons"], path, told["unit_economics_reasons"][name])
    result[f"verdict{ending}"] = told["verdict"]
    note_reasons(result["reasons"], f"verdict{ending}", told["verdict_reasons"])


def total_months(runs: list[SegmentRun], scenario: dict[str, Any]) -> dict[str, Any]:
    """The company's months: segments added up, fixed costs taken off."""
    months = range(1, scenario["horizon_months"] + 1)
    total: dict[str, Any] = {
        name: [fsum(run.monthly[name][month - 1] for run in runs) for month in months] for name in SUMMED
    }
    total["fixed_costs"] = [fixed_costs(scenario, month) for month in months]
    for name in ("operating_profit", "cash_flow"):
        total[name] = [value - cost for value, cost in zip(total[name], total["fixed_costs"], strict=True)]
    total["cumulative_profit"] = running_sum(0.0, total["operating_profit"])
    total["cash"] = running_sum(scenario["company"]["cash"], total["cash_flow"])
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


def cash_of(scenario: dict[str, Any], total: dict[str, Any], reasons: dict[str, str]) -> dict[str, Any]:
    """Whether the opening cash lasts. Opening cash of 0 is none given."""
    opening = scenario["company"]["cash"]
    through_the_till, month = abs(opening), None
    for number, (cash, received) in enumerate(zip(total["cash"], total["receipts"], strict=True), 1):
        through_the_till += received
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
