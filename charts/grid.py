"""Cells over two axes, in the colour of their sign, with the border between the signs and points among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from charts.table import ChartTable, Row, of_rows
from charts.theme import HEIGHTS, Chart, Palette
from model.answers import Axis, Grid
from model.wording import formatted

# The colour of a value above zero, of one that is not, and of what is neither.
SIGNS = {"above": "whatif", "below": "loss", "between": "quiet"}
CELLS = 0.22  # of the ground that they cover
ALONG = 1 / 3  # of the border's points: its words stand there
UP = 8  # pixels from the map to the title of the upright axis, which stands over it and takes no room beside it
LETTER, APART = 7, 9  # pixels of a letter, and between a point and its words
# Words are to the right of their point, and to its left where they would run out of the chart.
LATE = f"width - scale('x', datum.text_at) < {LETTER} * length(datum.text) + {APART}"


@dataclass(frozen=True)
class GridLook:
    """What of a chart is in its spec."""

    x: Axis
    y: Axis
    label: str
    from_zero: bool

    def __call__(self, colours: Palette, dated: bool) -> Chart:
        """Cells, the border, points, and words."""
        x, y = (_side(channel, field, axis, self.from_zero)
                for channel, field, axis in ((alt.X, "at", self.x), (alt.Y, "y", self.y)))  # fmt: skip
        scale = alt.Scale(domain=[*SIGNS], range=[colours.colour_of(name) for name in SIGNS.values()])
        pointer = {"at_told": self.x.title, "y_told": self.y.title, "told": self.label}
        cells = (
            alt.Chart()
            .transform_filter("isValid(datum.to)")
            .mark_rect(opacity=CELLS)
            .encode(
                x=x, x2=alt.X2("to:Q"), y=y, y2=alt.Y2("y_to:Q"), color=alt.Color("sign:N", scale=scale, legend=None),
                tooltip=[alt.Tooltip(f"{column}:N", title=title) for column, title in pointer.items()],
            )
        )  # fmt: skip
        line = alt.Chart().mark_line(color=colours.ink, strokeWidth=2)
        border = line.transform_filter("isValid(datum.border)").encode(
            x=alt.X("border:Q"),
            y=alt.Y("border_y:Q"),
            order=alt.Order("border_at:Q"),
            detail=alt.Detail("border_line:N"),
        )
        dots = alt.Chart().mark_point(
            filled=True, size=90, opacity=1, color=colours.ink, stroke=colours.paper, strokeWidth=2
        ).encode(x=alt.X("dot:Q"), y=alt.Y("dot_y:Q"))  # fmt: skip
        named = (
            alt.Chart()
            .transform_filter("isValid(datum.text)")
            .encode(x=alt.X("text_at:Q"), y=alt.Y("text_y:Q"), text=alt.Text("text:N"))
        )
        written: dict[str, Any] = {
            "align": alt.expr(f"{LATE} ? 'right' : 'left'"), "dx": alt.expr(f"{LATE} ? -{APART} : {APART}"),
            "baseline": "middle",
        }  # fmt: skip
        rim = named.mark_text(**written, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
        text = named.mark_text(**written, color=colours.ink)
        return alt.layer(cells, border, dots, rim, text, data=alt.NamedData("table"))


def _side(channel: type[alt.X] | type[alt.Y], field: str, axis: Axis, from_zero: bool) -> Any:
    written = "%" if axis.unit == "share" else ",~f"
    over: dict[str, Any] = {"titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -UP} if field == "y" else {}
    drawn = alt.Axis(
        format=written, title=axis.title, titleAnchor="end", labelFlush=True, grid=False, tickCount=5, **over
    )
    return channel(f"{field}:Q", scale=alt.Scale(nice=False, zero=from_zero), axis=drawn)


def look(chart: Grid) -> GridLook:
    """What of the chart is in its spec."""
    return GridLook(chart.x, chart.y, chart.label, chart.from_zero)


def height(chart: Grid) -> int:
    """Pixels."""
    return HEIGHTS[chart.tall]


def table(chart: Grid, start: str | None, currency: str) -> ChartTable:
    """A row a cell, then the border's points, the points among the cells, and the words."""
    borders = [(chart.border_words, chart.border), *chart.borders]
    rows = [*_cells(chart, currency), *_borders(borders)]
    rows += [{"dot": dot.x, "dot_y": dot.y} for dot in chart.dots]
    rows += [{"text_at": dot.x, "text_y": dot.y, "text": dot.words} for dot in chart.dots if dot.words]
    for words, border in borders:
        if border and words:
            x, y = border[int(len(border) * ALONG)]
            rows.append({"text_at": x, "text_y": y, "text": words})
    return of_rows(rows)


def _borders(borders: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> Iterator[Row]:
    """The points of each line in their order."""
    for line, (_, border) in enumerate(borders):
        for place, (x, y) in enumerate(border):
            yield {"border": x, "border_y": y, "border_line": str(line), "border_at": place}


def _cells(chart: Grid, currency: str) -> Iterator[Row]:
    """Each row of cells from the left."""
    middles = [(edges[:-1] + edges[1:]) / 2 for edges in (chart.columns, chart.lines)]
    across, up = (
        [formatted(float(value), axis.unit, currency) for value in values]
        for axis, values in zip((chart.x, chart.y), middles, strict=True)
    )
    signs = np.sign(chart.values) if chart.signs is None else chart.signs
    for (row, column), value in np.ndenumerate(chart.values):
        yield {
            "at": float(chart.columns[column]), "to": float(chart.columns[column + 1]), "y": float(chart.lines[row]),
            "y_to": float(chart.lines[row + 1]), "sign": _sign(chart, float(signs[row, column])),
            "told": f"about {formatted(float(value), chart.unit, currency)}",
            "at_told": across[column], "y_told": up[row],
        }  # fmt: skip


def _sign(chart: Grid, sign: float) -> str:
    if sign > 0:
        return "above"
    return "between" if chart.signs is not None and sign == 0 else "below"
