"""The ARR that one CSM can hold, by segment, against ratios of revenue per CSM."""

from __future__ import annotations

from typing import Any

import altair as alt
import pyarrow as pa

from charts.notes import Table
from charts.paths import in_words
from charts.stacked import SHIFT
from charts.theme import Chart, Palette
from model.questions.csm_capacity import CsmCapacity
from model.questions.csm_capacity.ratio import Ground

TITLE, UNIT = "ARR that one CSM can hold", "money/year"
ROW = 26  # pixels
OWN, PUBLISHED = "own", "published"
ROOM = 1.08  # of the longest bar, so that a line at its end has an other side
COLUMNS = {"row": pa.int64(), "last": pa.int64(), "held": pa.float64(), "at": pa.float64(), "kind": pa.string(),
           "text": pa.string(), "told": pa.string(), "reach": pa.float64()}  # fmt: skip


def chart(colours: Palette, dated: bool) -> Chart:
    x = alt.X("at:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    bars = alt.Chart().transform_filter("isValid(datum.held)").encode(y=_y("row"))
    bar = bars.mark_bar(color=colours.later, height=alt.RelativeBandSize(0.85)).encode(
        x=alt.X("held:Q", axis=None), tooltip=[alt.Tooltip("told:N", title=TITLE)]
    )
    name = bars.mark_text(align="left", baseline="middle", dx=6, color=colours.on_later).encode(
        x=alt.value(0), text="text:N"
    )
    ratios = alt.Chart().transform_filter("isValid(datum.at)")
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=[OWN, PUBLISHED], range=[colours.whatif, colours.ink]), legend=None
    )
    line = ratios.mark_rule(strokeWidth=1.5).encode(x=x, y=_y("row"), y2=alt.Y2("last:O", bandPosition=1), color=colour)
    written: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": alt.expr(SHIFT)}
    rim = ratios.mark_text(**written, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
    texts = [rim.encode(x=x, y=_y("row"), text="text:N"),
             ratios.mark_text(**written).encode(x=x, y=_y("row"), text="text:N", color=colour)]  # fmt: skip
    room = alt.Chart().mark_point(opacity=0).encode(x=alt.X("reach:Q", axis=None))
    return alt.layer(room, bar, line, name, *texts, data=alt.NamedData("table"))


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def table(mine: CsmCapacity, before: CsmCapacity | None) -> Table:
    """A row a ratio, the smallest first, so that no line runs through a text; then a row a segment."""
    currency = mine.scenario.currency
    found = _shown(mine)
    ratios = sorted(mine.ratios.ratios, key=lambda one: one.arr.value)
    last = len(ratios) + len(found)
    rows = list[dict[str, Any]]()
    for line, one in enumerate(ratios, 1):
        text, kind = f"{in_words(one.arr.value, UNIT, currency)}: {one.name}", PUBLISHED if one.published else OWN
        rows.append({"row": line, "last": last, "at": one.arr.value, "text": text, "kind": kind})
    for line, ground in enumerate(found, len(ratios) + 1):
        told = in_words(ground.arr_held.value, UNIT, currency)
        rows.append({"row": line, "held": ground.arr_held.value, "text": f"{ground.name} {told}", "told": told})
    widest = max((row["held"] if "held" in row else row["at"] for row in rows), default=1.0) or 1.0
    rows.append({"row": last, "reach": ROOM * widest})
    return pa.table({name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in COLUMNS.items()})


def height(table: Table) -> int:
    """Pixels: a line for each ratio and each segment; the last row of the table is only room."""
    return ROW * (int(table.num_rows) - 1)


def finding(mine: CsmCapacity, before: CsmCapacity | None) -> str:
    """What the chart shows, in words."""
    currency = mine.scenario.currency
    found = _shown(mine)
    if not found:
        return "No segment has accounts that take hours."
    low, high = (pick(found, key=lambda one: one.arr_held.value) for pick in (min, max))
    if low is high:
        return f"At the hours given one CSM can hold {in_words(low.arr_held.value, UNIT, currency)} of {low.name}."
    return (f"At the hours given one CSM can hold {in_words(low.arr_held.value, UNIT, currency)} of {low.name}, and "
            f"{in_words(high.arr_held.value, UNIT, currency)} of {high.name}: one ratio cannot fit both.")  # fmt: skip


def _shown(mine: CsmCapacity) -> list[Ground]:
    """Segments whose CSMs can hold so much, without all of them together."""
    return [one for one in mine.ratios.ground if one.arr_held.reason is None and one.holds is not None]
