"""ARR by layer: the opening book and the accounts signed later, stacked; the baseline's total as a line."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np

from charts import axes, months, notes
from charts.notes import Columns, Note, Table
from charts.paths import compared, ending, in_words, last_shown, minus, told_each
from charts.theme import Chart, Palette
from model import Result
from model.batch import Array
from model.formulas import arr
from model.metrics import SUMMARY
from model.wording import short

TITLE = "ARR by layer"
UNIT = SUMMARY["arr_end"].unit
BOOK, LATER, TOTAL = "Opening book", "Later accounts", "Together"
ROOM_FOR_TEXT = 0.1  # a layer thinner than this share of the chart's height gets no label


def chart(colours: Palette, dated: bool) -> Chart:
    x = axes.months(dated)
    path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
    book = path.mark_area(color=colours.book).encode(y=axes.money("book"))
    later = path.mark_area(color=colours.later).encode(y=axes.money("book"), y2="total:Q")
    edge = path.mark_line(color=colours.whatif, strokeWidth=2).encode(y=axes.money("total"))
    rim = path.mark_line(color=colours.paper, strokeWidth=4).encode(y=axes.money("baseline"))
    baseline = path.mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]).encode(y=axes.money("baseline"))
    told_on_hover = {
        "Month": "when",
        BOOK: "book_told",
        LATER: "later_told",
        TOTAL: "total_told",
        "Baseline": "baseline_told",
    }
    return alt.layer(
        book, later, edge, rim, baseline, axes.hover(colours, x, told_on_hover), *notes.layers(colours, x),
        data=alt.NamedData("table"),
    )  # fmt: skip


def table(result: Result, baseline: Result | None) -> Table:
    """One row per month and one per label; without a baseline its column is empty."""
    start, currency = result.scenario.start, result.scenario.currency
    book, later = (arr(mrr=result.total.layers[layer]["mrr"][:, 0]) for layer in ("book", "new"))
    total, before = _totals(result, baseline)
    columns: Columns = months.columns(len(total), start) | {
        "book": book,
        "total": total,
        "baseline": before,
        "book_told": told_each(book, UNIT, currency),
        "later_told": told_each(later, UNIT, currency),
        "total_told": told_each(total, UNIT, currency),
        "baseline_told": told_each(before, UNIT, currency),
    }
    height = float(max(total.max(), np.nan_to_num(before).max()))
    return notes.table(columns, _notes(columns["at"], book, later, before, height), [height * (1 + notes.HEADROOM)])


def finding(result: Result, baseline: Result | None) -> str:
    """What the chart shows, in words."""
    scenario = result.scenario
    total, before = _totals(result, baseline)
    later = arr(mrr=result.total.layers["new"]["mrr"][-1, 0])
    start, end, of_later = (in_words(float(value), UNIT, scenario.currency) for value in (total[0], total[-1], later))
    goes = "stays at" if start == end else f"goes from {start} to"
    sentence = f"ARR {goes} {end} in {months.name(len(total), scenario.start)}"
    if later > 0:
        sentence += f", {of_later} of it from accounts signed later"
    if end_before := ending(before, UNIT, result):
        sentence += f"; the baseline {end_before}"
    elif baseline is not None:
        sentence += ", as in the baseline"
    return f"{sentence}."


def _totals(result: Result, baseline: Result | None) -> tuple[Array, Array]:
    """ARR by month, and the baseline's where it differs."""
    total = arr(mrr=result.total.monthly["mrr"][:, 0])
    return total, compared(total, None if baseline is None else arr(mrr=baseline.total.monthly["mrr"][:, 0]))


def _notes(at: Sequence[float], book: Array, later: Array, baseline: Array, height: float) -> list[Note]:
    total = book + later
    written = [
        *_within(at, book / 2, book, height, BOOK, "on_book", latest=0.5),
        *_within(at, book + later / 2, later, height, LATER, "on_later", latest=0.6),
    ]
    last = last_shown(baseline)
    end = None if last is None else float(baseline[last])
    now = float(total[-1])
    above, baseline_above = notes.ends(now, end, height)
    written.append(Note(at[-1], now, short(now), "whatif", above=above, dot=True))
    if last is not None and end is not None:
        written.append(Note(at[last], end, f"Baseline {minus(short(end))}", "baseline", above=baseline_above))
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
