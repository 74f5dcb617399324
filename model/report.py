"""A result as the JSON that the command line prints."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import model
from model.engine.batch import Array
from model.figures import Figure
from model.metrics import SUMMARY
from model.result import Result, ResultPart
from model.verdict import CashCheck, Check, Verdict


def as_json(result: Result) -> dict[str, Any]:
    """{"scenario", "version", "summary", "total", "segments", "verdict", "reasons"}; undefined is None."""
    reasons: dict[str, str] = {}
    total = {**_paths("total", result.total, reasons), "layers": _layers("total", result.total, reasons)}
    return {
        "scenario": result.scenario.name,
        "version": model.__version__,
        "summary": _figures("summary", result.total.summary, reasons),
        "total": total,
        "segments": {name: _segment(name, part, reasons) for name, part in result.segments.items()},
        "verdict": _verdict("verdict", result.verdict, reasons),
        **({} if result.verdict_end is None else {"verdict_end": _verdict("verdict_end", result.verdict_end, reasons)}),
        "reasons": reasons,
    }


def _segment(name: str, part: ResultPart, reasons: dict[str, str]) -> dict[str, Any]:
    path = f"segments.{name}"
    end = {name: figure for name, figure in part.unit_economics_end.items() if name in part.unit_economics}
    return {
        **_paths(path, part, reasons),
        "layers": _layers(path, part, reasons),
        "summary": _figures(f"{path}.summary", part.summary, reasons),
        "unit_economics": _figures(f"{path}.unit_economics", part.unit_economics, reasons),
        **({"unit_economics_end": _figures(f"{path}.unit_economics_end", end, reasons)} if end else {}),
    }


def _paths(path: str, part: ResultPart, reasons: dict[str, str]) -> dict[str, Any]:
    return {name: _numbers(f"{path}.{name}", values, reasons) for name, values in part.monthly.items()}


def _layers(path: str, part: ResultPart, reasons: dict[str, str]) -> dict[str, Any]:
    return {
        layer: {name: _numbers(f"{path}.layers.{layer}.{name}", values, reasons) for name, values in paths.items()}
        for layer, paths in part.layers.items()
    }


def _numbers(path: str, values: Array, reasons: dict[str, str]) -> list[float | None]:
    """One number a month; infinite load is None for want of capacity."""
    numbers = [value if math.isfinite(value) else None for value in values[:, 0].tolist()]
    if None in numbers:
        reasons[path] = "no_capacity"
    return numbers


def _figures(path: str, figures: Mapping[str, Figure], reasons: dict[str, str]) -> dict[str, float | int | None]:
    return {name: _figure(f"{path}.{name}", figure, reasons) for name, figure in figures.items()}


def _figure(path: str, figure: Figure, reasons: dict[str, str]) -> float | int | None:
    reason = figure.reason(0)
    if reason is not None:
        reasons[path] = reason
        return None
    value = figure.values[0].item()
    metric = SUMMARY.get(path.rpartition(".")[2])
    return int(value) if metric is not None and metric.whole else value


def _verdict(path: str, verdict: Verdict, reasons: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {"decision": verdict.decision, "sentence": verdict.sentence, "ltv": verdict.ltv}
    data |= {check.name: _check(path, check, reasons) for check in verdict.checks}
    if verdict.cash is not None:
        data |= {"advice": verdict.advice, "cash": _cash(path, verdict.cash, reasons)}
    if verdict.segments:
        data["segments"] = {
            name: _verdict(f"{path}.segments.{name}", segment_verdict, reasons)
            for name, segment_verdict in verdict.segments.items()
        }
    return data


def _check(path: str, check: Check, reasons: dict[str, str]) -> dict[str, Any]:
    if check.reason is not None:
        reasons[f"{path}.{check.name}.value"] = check.reason
    room = None if check.room is None else check.room + 0.0  # tells -0 as 0
    return {"value": check.value, "limit": check.limit + 0.0, "passes": check.passes, "room": room}


def _cash(path: str, cash: CashCheck, reasons: dict[str, str]) -> dict[str, Any]:
    """The lowest cash against 0, the first month below it, and the opening cash that it would take."""
    if cash.runs_out is None:
        reasons[f"{path}.cash.month"] = "never_empty"
    if cash.passes is None:
        reasons[f"{path}.cash.passes"] = "no_cash"
    value = cash.low + 0.0
    return {"value": value, "limit": 0.0, "passes": cash.passes, "room": value, "month": cash.runs_out,
            "needed": cash.needed}  # fmt: skip
