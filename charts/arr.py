"""ARR by layer: the opening book and the accounts signed later, stacked; the baseline's total as a line."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import pyarrow as pa

from charts import axes, months, notes
from charts.notes import Note
from charts.paths import fitted, told_each
from charts.theme import Palette
from model import Result
from model.batch import Array
from model.formulas import arr
from model.metrics import SUMMARY
from model.wording import short, told

TITLE = "ARR by layer"
UNIT = SUMMARY["arr_end"].unit
BOOK, LATER, TOTAL = "Opening book", "Later accounts", "Together"
ROOM_FOR_TEXT = 0.1  # a layer thinner than this share of the chart's height gets no label


def chart(colours: Palette, dated: bool) -> alt.LayerChart:
    x = axes.months(dated)
    path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
    book = path.mark_area(color=colours.book).encode(y=axes.money("book"))
    later = path.mark_area(color=colours.later).encode(y=axes.money("book"), y2="total:Q")
    edge = path.mark_line(color=colours.whatif, strokeWidth=2).encode(y=axes.money("total"))
    rim = path.mark_line(color=colours.paper, strokeWidth=4).encode(y=axes.money("baseline"))
    baseline = path.mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]).encode(y=axes.money("baseline"))
    told_on_hover = {"Month": "when", BOOK: "book_told", LATER: "later_told", TOTAL: "total_told", "Baseline": "baseline_told"}
    return alt.layer(
        book, later, edge, rim, baseline, axes.hover(colours, x, told_on_hover), *notes.layers(colours, x),
        data=alt.NamedData("table"),
    )  # fmt: skip


def table(result: Result, baseline: Result | None) -> pa.Table:
    """One row per month and one per label; without a baseline its column is empty."""
    start, currency = result.scenario.start, result.scenario.currency
    book, later = (arr(mrr=result.total.layers[layer]["mrr"][:, 0]) for layer in ("book", "new"))
    total = arr(mrr=result.total.monthly["mrr"][:, 0])
    before = np.full(total.shape, np.nan) if baseline is None else fitted(arr(mrr=baseline.total.monthly["mrr"][:, 0]), len(total))
    numbers = range(1, len(total) + 1)
    columns = {
        "month": list(numbers),
        "at": [months.position(month, start) for month in numbers],
        "when": [months.name(month, start) for month in numbers],
        "book": book,
        "total": total,
        "baseline": before,
        "book_told": told_each(book, UNIT, currency),
        "later_told": told_each(later, UNIT, currency),
        "total_told": told_each(total, UNIT, currency),
        "baseline_told": ["the same"] * len(total) if baseline is None else told_each(before, UNIT, currency),
    }
    height = float(max(total.max(), np.nanmax(before, initial=0)))
    return notes.table(columns, _notes(columns["at"], book, later, before, height), [height * (1 + notes.HEADROOM)])


def finding(result: Result, baseline: Result | None) -> str:
    """What the chart shows, in words."""
    scenario = result.scenario
    total = arr(mrr=result.total.monthly["mrr"][:, 0])
    later = arr(mrr=result.total.layers["new"]["mrr"][-1, 0])
    money = [told(float(value), UNIT, scenario.currency) for value in (total[0], total[-1], later)]
    last = months.name(len(total), scenario.start)
    goes = "stays at" if money[0] == money[1] else f"goes from {money[0]} to"
    sentence = f"ARR {goes} {money[1]} in {last}"
    if later > 0:
        sentence += f", {money[2]} of it from accounts signed later"
    if baseline is not None:
        end = arr(mrr=baseline.total.monthly["mrr"][-1, 0])
        sentence += f"; the baseline ends at {told(float(end), UNIT, scenario.currency)}"
    return f"{sentence}."


def _notes(at: Sequence[float], book: Array, later: Array, baseline: Array, height: float) -> list[Note]:
    total = book + later
    written = [
        *_within(at, book / 2, book, height, BOOK, "on_book", latest=0.5),
        *_within(at, book + later / 2, later, height, LATER, "on_later", latest=0.8),
    ]
    end = None if np.isnan(baseline[-1]) else float(baseline[-1])
    above, baseline_above = notes.ends(float(total[-1]), end, height)
    written.append(Note(at[-1], float(total[-1]), short(float(total[-1])), "whatif", above=above, dot=True))
    if end is not None:
        written.append(Note(at[-1], end, f"Baseline {short(end)}", "baseline", above=baseline_above))
    return written


def _within(
    at: Sequence[float], middle: Array, thickness: Array, height: float, text: str, kind: str, latest: float
) -> list[Note]:
    """The layer's name where the layer is thickest, but neither at the chart's edge nor later than `latest`."""
    first, last = round(0.15 * (len(at) - 1)), round(latest * (len(at) - 1))
    thickest = first + int(np.argmax(thickness[first : last + 1]))
    if thickness[thickest] < ROOM_FOR_TEXT * height or height <= 0:
        return []
    return [Note(at[thickest], float(middle[thickest]), text, kind, align="center")]
