"""The MRR of one account by age: as its steps compound, and with steps of equal size."""

from __future__ import annotations

import altair as alt
import numpy as np

from charts import axes, months, notes
from charts.notes import Columns, Note, Table
from charts.paths import compared, in_words, last_shown, minus, told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.questions.compounding import Compounding
from model.wording import short

TITLE, UNIT = "One account's MRR, compounding and with equal steps", "money/month"


def chart(colours: Palette, dated: bool) -> Chart:
    x = axes.months(dated)
    path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
    line = path.mark_line(color=colours.loss, interpolate="step-after", strokeWidth=2).encode(y=axes.money("line"))
    baseline = path.mark_line(
        color=colours.baseline, strokeDash=[5, 3], interpolate="step-after", strokeWidth=2
    ).encode(y=axes.money("baseline"))
    curve = path.mark_line(color=colours.whatif, interpolate="step-after", strokeWidth=2).encode(y=axes.money("curve"))
    told = {"Month": "when", "Compounding": "curve_told", "Equal steps": "line_told", "Baseline": "baseline_told"}
    return alt.layer(
        line, baseline, curve, axes.hover(colours, x, told), *notes.layers(colours, x), data=alt.NamedData("table")
    )


def table(mine: Compounding, before: Compounding | None) -> Table:
    """One row per month of the account's life and one per label."""
    scenario = mine.scenario
    curve, line = np.array(mine.curve), np.array(mine.line)
    earlier = compared(curve, None if before is None else np.array(before.curve))
    columns: Columns = months.columns(len(curve), scenario.start) | {
        "curve": curve,
        "line": line,
        "baseline": earlier,
        "curve_told": told_each(curve, UNIT, scenario.currency),
        "line_told": told_each(line, UNIT, scenario.currency),
        "baseline_told": told_each(earlier, UNIT, scenario.currency),
    }
    height = float(max(curve.max(), line.max(), np.nan_to_num(earlier).max()))
    low = float(min(0.0, line.min()))
    return notes.table(
        columns, _notes(columns["at"], curve, line, earlier, height), [low, height * (1 + notes.HEADROOM)]
    )


def finding(mine: Compounding, before: Compounding | None) -> str:
    """What the chart shows, in words."""
    currency = mine.scenario.currency
    start, end, equal = (in_words(value, UNIT, currency) for value in (mine.curve[0], mine.curve[-1], mine.line[-1]))
    last = f"after {len(mine.curve) - 1} months"
    if start == end == equal:
        return f"An account of {mine.segment} stays at {start} a month."
    sentence = (
        f"An account of {mine.segment} starts at {start} a month and has {end} {last}, churn and expansion expected"
    )
    return f"{sentence}; with equal steps {equal}." if end != equal else f"{sentence}, compounding or not."


def _notes(at: list[float], curve: Array, line: Array, baseline: Array, height: float) -> list[Note]:
    last, end, equal = last_shown(baseline), float(curve[-1]), float(line[-1])
    near = abs(end - equal) <= notes.NEAR * 2 * height
    written = [
        Note(at[-1], end, f"Compounding {minus(short(end))}", "whatif", above=not near or end >= equal, dot=True)
    ]
    if end != equal:
        written.append(Note(at[-1], equal, f"Equal steps {minus(short(equal))}", "loss", above=near and equal > end))
    if last is not None and abs(float(baseline[last]) - end) > notes.NEAR * height:
        written.append(Note(at[last], float(baseline[last]), f"Baseline {minus(short(baseline[last]))}", "baseline"))
    return written
