"""One horizontal bar of parts, each with its name below it on a line of its own, so that no two names meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pyarrow as pa

from charts.notes import Table
from charts.theme import Chart, Palette

ROW, AROUND = 20, 20  # pixels
KINDS = 8  # colours that tell parts apart
# The name stands right of its line, further to the left where it would run out of the chart (6.6 pixels a letter).
SHIFT = "max(3 - scale('x', datum.at), min(5, width - scale('x', datum.at) - 6.6 * length(datum.text)))"
COLUMNS = {
    "row": pa.int64(), "bar": pa.int64(), "from": pa.float64(), "to": pa.float64(), "at": pa.float64(),
    "kind": pa.string(), "lighter": pa.bool_(), "text": pa.string(),
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of the bar, and what is written under it."""

    value: float
    text: str
    kind: int
    lighter: bool = False


def chart(colours: Palette, dated: bool) -> Chart:
    x = alt.X("at:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    kinds = [*map(str, range(KINDS)), "baseline"]
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=kinds, range=[*colours.series[:KINDS], colours.baseline]), legend=None
    )
    bar = (
        alt.Chart()
        .transform_filter("isValid(datum.to)")
        .mark_bar(stroke=colours.paper, strokeWidth=1, height=alt.RelativeBandSize(0.9))
        .encode(
            x=alt.X("from:Q", axis=None), x2="to:Q", y=_y("bar"), color=colour,
            opacity=alt.condition("datum.lighter", alt.value(0.55), alt.value(1)),
            tooltip=[alt.Tooltip("text:N", title="Hours")],
        )
    )  # fmt: skip
    named = alt.Chart().transform_filter("isValid(datum.text)")
    line = named.mark_rule(color=colours.quiet, strokeWidth=1).encode(
        x=x, y=_y("bar", edge=1), y2=alt.Y2("row:O", bandPosition=0.15)
    )
    mark = (
        alt.Chart()
        .transform_filter("datum.kind == 'baseline'")
        .mark_tick(color=colours.baseline, thickness=2, height=ROW)
        .encode(x=x, y=_y("bar"))
    )
    written: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": alt.expr(SHIFT)}
    rim = named.mark_text(**written, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
    name = named.mark_text(**written, color=colours.ink)
    texts = [text.encode(x=x, y=_y("row"), text="text:N") for text in (rim, name)]
    return alt.layer(line, bar, mark, *texts, data=alt.NamedData("table"))


def _y(field: str, edge: float = 0.5) -> alt.Y:
    return alt.Y(f"{field}:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0), bandPosition=edge)


def height(table: Table) -> int:
    """Pixels: the bar, a line for each part, and what is around them."""
    return ROW * (1 + int(table.num_rows)) + AROUND


def table(parts: Sequence[Part], baseline: tuple[float, str] | None) -> Table:
    """A row a part: the last part's name stands in the first line, so that no line runs through a name.

    `baseline` is where the bar, or the part that is compared, ended before, and its text.
    """
    rows, start = list[dict[str, Any]](), 0.0
    for part in parts:
        end = start + part.value
        rows.append({"from": start, "to": end, "at": (start + end) / 2, "kind": str(part.kind % KINDS),
                     "lighter": part.lighter, "text": part.text})  # fmt: skip
        start = end
    if baseline is not None:
        rows.append({"at": baseline[0], "kind": "baseline", "lighter": False, "text": baseline[1]})
    for line, row in enumerate(sorted(rows, key=lambda row: -row["at"]), 1):
        row |= {"row": line, "bar": 0}
    return pa.table({name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in COLUMNS.items()})
