"""Whether a decision on head count pays, over what full service is worth in retention and in expansion."""

from __future__ import annotations

from typing import Any

import altair as alt
import pyarrow as pa

from charts.notes import Table
from charts.paths import in_words
from charts.theme import Chart, Palette
from model.parameters import SEGMENT
from model.questions.headcount.flip import ALONE, AT_RISK, Map
from model.wording import percent

TITLE, UNIT = "Where it pays, by what service is worth", "change of profit"
HEIGHT = 300
NUMBERS = ("at", "to", "y", "y_to", "border", "border_y", "own", "own_y", "text_at", "text_y")
TEXTS = ("kind", "told", "at_told", "y_told", "text")
KINDS = {"pays": "It pays", "costs": "It does not pay"}
SIDE = 0.62  # of the map: a point beyond has its text to the left
Row = dict[str, Any]


def chart(colours: Palette, dated: bool) -> Chart:
    x, y = _axis(alt.X, "at", AT_RISK), _axis(alt.Y, "y", ALONE)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=[colours.whatif, colours.loss]), legend=None)
    titles = {"at_told": SEGMENT[AT_RISK].label, "y_told": SEGMENT[ALONE].label, "told": "Change of profit"}
    cells = (
        alt.Chart()
        .transform_filter("isValid(datum.to)")
        .mark_rect(opacity=0.22)
        .encode(
            x=x, x2="to:Q", y=y, y2="y_to:Q", color=colour,
            tooltip=[alt.Tooltip(f"{column}:N", title=title) for column, title in titles.items()],
        )
    )  # fmt: skip
    line = alt.Chart().mark_line(color=colours.ink, strokeWidth=2)
    border = line.encode(x="border:Q", y="border_y:Q", order="border_y:Q")
    own = alt.Chart().mark_point(
        filled=True, size=90, opacity=1, color=colours.ink, stroke=colours.paper, strokeWidth=2
    ).encode(x="own:Q", y="own_y:Q")  # fmt: skip
    named = alt.Chart().transform_filter("isValid(datum.text)").encode(x="text_at:Q", y="text_y:Q", text="text:N")
    late = f"scale('x', datum.text_at) > {SIDE} * width"
    written: dict[str, Any] = {
        "align": alt.expr(f"{late} ? 'right' : 'left'"), "dx": alt.expr(f"{late} ? -9 : 9"), "baseline": "middle"
    }  # fmt: skip
    rim = named.mark_text(**written, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
    text = named.mark_text(**written, color=colours.ink)
    return alt.layer(cells, border, own, rim, text, data=alt.NamedData("table"))


def _axis(channel: type[alt.X] | type[alt.Y], field: str, name: str) -> Any:
    axis = alt.Axis(format="%", title=SEGMENT[name].label, titleAnchor="end", labelFlush=True, grid=False, tickCount=5)
    return channel(f"{field}:Q", scale=alt.Scale(nice=False, zero=True), axis=axis)


def table(mine: Map, before: Map | None) -> Table:
    """A row a cell, then the border's points, the scenario's own, and the texts."""
    rows = [*_cells(mine), *({"border": x, "border_y": y} for x, y in mine.border)]
    own_x, own_y = mine.own
    rows.append({"own": own_x, "own_y": own_y})
    rows.append({"text_at": own_x, "text_y": own_y, "text": "yours"})
    if mine.border:
        x, y = mine.border[len(mine.border) // 3]
        rows.append({"text_at": x, "text_y": y, "text": "border"})
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], type=kind)
         for names, kind in ((NUMBERS, pa.float64()), (TEXTS, pa.string())) for name in names}
    )  # fmt: skip


def _cells(mine: Map) -> list[Row]:
    currency, found = mine.scenario.currency, list[Row]()
    for row in range(len(mine.alone) - 1):
        for column in range(len(mine.at_risk) - 1):
            gain = float(mine.gain[row : row + 2, column : column + 2].mean())
            left, right = mine.at_risk[column], mine.at_risk[column + 1]
            low, high = mine.alone[row], mine.alone[row + 1]
            found.append({
                "at": left, "to": right, "y": low, "y_to": high, "kind": "pays" if gain > 0 else "costs",
                "told": f"about {in_words(gain, 'money', currency)}", "at_told": percent(float(left + right) / 2),
                "y_told": percent(float(low + high) / 2),
            })  # fmt: skip
    return found


def finding(mine: Map, before: Map | None) -> str:
    """What the chart shows, in words."""
    own = f"At {percent(mine.own[0])} and {percent(mine.own[1])}, yours, {_it(mine.own_gain)}"
    if not mine.border:
        return f"{own}, and so it is all over the map."
    (first, _), (last, _) = mine.border[0], mine.border[-1]
    spread = percent(first) if first == last else f"{percent(min(first, last))} to {percent(max(first, last))}"
    return f"{own}; the border lies at {spread} of retention at risk, by how much of the expansion comes without CSM."


def _it(gain: float) -> str:
    return "it pays" if gain > 0 else "it does not pay"
