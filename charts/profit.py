"""Cumulative profit: how deep it falls, when, and whether it comes back."""

from __future__ import annotations

import altair as alt
import numpy as np

from charts import axes, months, notes
from charts.notes import Columns, Note, Table
from charts.paths import compared, ending, in_words, last_shown, minus, told_each
from charts.theme import Chart, Palette
from model import Result
from model.batch import Array
from model.metrics import MONTHLY
from model.wording import short

METRIC = MONTHLY["cumulative_profit"]
TITLE, UNIT = METRIC.label, METRIC.unit


def chart(colours: Palette, dated: bool) -> Chart:
    x = axes.months(dated)
    path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
    zero = alt.Chart().mark_rule(color=colours.quiet, strokeWidth=1).encode(y=alt.YDatum(0))
    baseline = path.mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]).encode(y=axes.money("baseline"))
    whatif = path.mark_line(color=colours.whatif, strokeWidth=2.5).encode(y=axes.money("profit"))
    told_on_hover = {"Month": "when", METRIC.label: "profit_told", "Baseline": "baseline_told"}
    return alt.layer(
        zero, baseline, whatif, axes.hover(colours, x, told_on_hover), *notes.layers(colours, x),
        data=alt.NamedData("table"),
    )  # fmt: skip


def table(result: Result, baseline: Result | None) -> Table:
    """One row per month and one per label; without a baseline its column is empty."""
    start, currency = result.scenario.start, result.scenario.currency
    profit = _path(result)
    before = compared(profit, None if baseline is None else _path(baseline))
    columns: Columns = months.columns(len(profit), start) | {
        "profit": profit,
        "baseline": before,
        "profit_told": told_each(profit, UNIT, currency),
        "baseline_told": told_each(before, UNIT, currency),
    }
    low = min(0.0, float(profit.min()), float(np.nan_to_num(before).min()))
    high = max(0.0, float(profit.max()), float(np.nan_to_num(before).max()))
    spare = notes.HEADROOM * (high - low)
    return notes.table(columns, _notes(result, before, high - low), [low - spare, high + spare])


def finding(result: Result, baseline: Result | None) -> str:
    """What the chart shows, in words."""
    scenario = result.scenario
    profit = _path(result)
    end = in_words(float(profit[-1]), UNIT, scenario.currency)
    sentence = f"{TITLE} is {end} in {months.name(len(profit), scenario.start)}; {_low_and_recovery(result)}"
    before = compared(profit, None if baseline is None else _path(baseline))
    if baseline is not None and (end_before := ending(before, UNIT, result)):
        sentence += f". The baseline {end_before}"
        low = float(baseline.total.summary["trough"].values[0])
        sentence += f" after a low of {in_words(low, UNIT, scenario.currency)}" if low < 0 else ""
    elif baseline is not None:
        sentence += ", as in the baseline"
    return f"{sentence}."


def _low_and_recovery(result: Result) -> str:
    scenario, summary = result.scenario, result.total.summary
    if summary["trough_month"].reason(0) is not None:
        return "it is never negative"
    trough = in_words(float(summary["trough"].values[0]), UNIT, scenario.currency)
    sentence = f"its low is {trough} in {_month_of(result, 'trough_month')}"
    if summary["payback_month"].reason(0) is not None:
        return f"{sentence}, and it is not made up for within {scenario.horizon_months} months"
    return f"{sentence}, made up for from {_month_of(result, 'payback_month')} on"


def _month_of(result: Result, figure: str) -> str:
    return months.name(int(result.total.summary[figure].values[0]), result.scenario.start)


def _notes(result: Result, baseline: Array, height: float) -> list[Note]:
    start, profit = result.scenario.start, _path(result)
    last, end = months.position(len(profit), start), float(profit[-1])
    shown = last_shown(baseline)
    before = None if shown is None else float(baseline[shown])
    above, baseline_above = notes.ends(end, before, height)
    marks = {month: note for month, note in (_low(result), _recovery(result)) if note is not None}
    written = list(marks.values())
    if shown is not None and before is not None:
        written.append(
            Note(
                months.position(shown + 1, start),
                before,
                f"Baseline {minus(short(before))}",
                "baseline",
                above=baseline_above,
            )
        )
    if len(profit) not in marks:
        written.append(Note(last, end, minus(short(end)), "whatif", above=above, dot=True))
    return written


def _low(result: Result) -> tuple[int, Note | None]:
    """The lowest month and its mark, below it; none when it is never negative."""
    month, at, value = _mark(result, "trough_month")
    if month == 0:
        return 0, None
    text = f"{minus(short(value))} in {months.name(month, result.scenario.start)}"
    return month, Note(at, value, text, "loss", align=_side(result, month, 0.5), above=False, dot=True)


def _recovery(result: Result) -> tuple[int, Note | None]:
    """The month of recovery and its mark: the curve comes from the lower left, so the text stands to the upper left."""
    month, at, value = _mark(result, "payback_month")
    if month == 0:
        return 0, None
    text = f"recovered in {months.name(month, result.scenario.start)}"
    return month, Note(at, value, text, "whatif", align=_side(result, month, 0.3), dot=True)


def _mark(result: Result, figure: str) -> tuple[int, float, float]:
    """Month, place and value of a figure that is a month; month 0 when there is none."""
    number = result.total.summary[figure]
    if number.reason(0) is not None:
        return 0, 0.0, 0.0
    month = int(number.values[0])
    return month, months.position(month, result.scenario.start), float(_path(result)[month - 1])


def _side(result: Result, month: int, share: float) -> str:
    """Text to the right of a point in the first `share` of the months, to its left later."""
    return "left" if month <= share * result.scenario.horizon_months else "right"


def _path(result: Result) -> Array:
    return result.total.monthly[METRIC.name][:, 0]
