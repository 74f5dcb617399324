"""A row of at most five figures, each with its difference to the baseline."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from charts import months
from charts.paths import minus
from model import Result
from model.figures import REASONS
from model.metrics import SUMMARY, Metric
from model.wording import exact, percent, told
from ui import escape
from ui.state import State

MOST = 5
MONTH_OF = {"trough": "trough_month", "cash_low": "cash_low_month"}
SAME = 1e-9  # of the value: a difference smaller than this is rounding


def row(now: State, names: Sequence[str]) -> None:
    """The figures of these measures of the company."""
    cells = (_cell(SUMMARY[name], now.result, now.baseline_result) for name in names[:MOST])
    st.html(f"<dl class='figures'>{''.join(cells)}</dl>")


def _cell(metric: Metric, result: Result, baseline: Result | None) -> str:
    value, reason = of(result, metric.name)
    shown = escape.for_html(shown_value(metric, value, result))
    exactly = escape.for_html(f"{exact_value(metric, value, result, reason)}. {metric.definition}")
    return (
        f"<div data-figure='{metric.name}' title='{exactly}'><dt>{escape.for_html(metric.label)}</dt>"
        f"<dd class='value'>{shown}</dd>"
        f"<dd class='note'>{_note(metric, result, reason)}</dd>"
        f"<dd class='note'>{_difference(metric, result, baseline)}</dd></div>"
    )


def of(result: Result, name: str) -> tuple[float | None, str | None]:
    """The value of a figure, or the code of the reason why there is none."""
    figure = result.total.summary[name]
    reason = figure.reason(0)
    return (None, reason) if reason else (float(figure.values[0]), None)


def shown_value(metric: Metric, value: float | None, result: Result) -> str:
    """Short, with its unit where it is not a word under the figure."""
    scenario = result.scenario
    if value is not None and metric.unit == "month":
        return months.name(int(value), scenario.start)
    return minus(told(value, metric.unit, scenario.currency))


def exact_value(metric: Metric, value: float | None, result: Result, reason: str | None) -> str:
    """Every digit that means something, or why there is no value."""
    if value is None:
        return REASONS[reason or ""]
    if metric.unit.startswith("share"):
        return percent(value, 6)
    return minus(told(round(value, 2), metric.unit, result.scenario.currency, full=True))


def _note(metric: Metric, result: Result, reason: str | None) -> str:
    """Under the figure: why there is none, or the month in which it falls."""
    if reason:
        return escape.for_html(REASONS[reason].partition(":")[0])
    if metric.name in MONTH_OF:
        month, never = of(result, MONTH_OF[metric.name])
        if month is not None:
            return escape.for_html(months.name(int(month), result.scenario.start))
        return escape.for_html(REASONS[never or ""].partition(":")[0])
    return ""


def _difference(metric: Metric, result: Result, baseline: Result | None) -> str:
    """Against the baseline: sign, size, and whether that is better, in words and colour."""
    if baseline is None:
        return ""
    (value, _), (before, why) = of(result, metric.name), of(baseline, metric.name)
    if value is None or before is None:
        if value is before:
            return "as in the baseline"
        was = shown_value(metric, before, baseline) if before is not None else REASONS[why or ""].partition(":")[0]
        return f"baseline: {escape.for_html(was)}"
    change = value - before
    if abs(change) <= SAME * max(abs(value), abs(before)):
        return "as in the baseline"
    return f"{escape.for_html(_amount(metric, change, result))}{_judgement(metric, change)}"


def _amount(metric: Metric, change: float, result: Result) -> str:
    sign = "+" if change > 0 else "−"
    size = abs(change)
    if metric.unit == "month":
        return f"{exact(size)} {'month' if size == 1 else 'months'} {'later' if change > 0 else 'earlier'}"
    if metric.unit.startswith("share"):
        return f"{sign}{percent(size).removesuffix(' %')} points"
    return f"{sign}{told(size, metric.unit, result.scenario.currency)}"


def _judgement(metric: Metric, change: float) -> str:
    if metric.good == "neither":
        return ""
    better = (change > 0) == (metric.good == "up")
    word = "better" if better else "worse"
    return f", <span class='{word}'>{word}</span>"
