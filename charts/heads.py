"""Heads by month, as steps: lines, and shaded the months in which fewer are there than needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import altair as alt

from charts import axes, notes
from charts.theme import Chart, Palette

DASHED, DOTTED = (5, 3), (2, 2)


class Line(NamedTuple):
    """A column of the table as a line."""

    column: str
    colour: str
    width: float
    dash: Sequence[int] = ()


def chart(colours: Palette, dated: bool, lines: Sequence[Line], told: Mapping[str, str]) -> Chart:
    """The last line lies above the others. The table has columns "there" and "peak", the larger of there and needed."""
    x = axes.months(dated)
    path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
    short_of = path.mark_area(color=colours.loss, opacity=0.18, interpolate="step-after").encode(
        y=axes.people("there"), y2="peak:Q"
    )
    drawn = [
        path.mark_line(
            color=line.colour, strokeWidth=line.width, interpolate="step-after",
            strokeDash=[*line.dash] if line.dash else alt.Undefined,
        ).encode(y=axes.people(line.column))
        for line in lines
    ]  # fmt: skip
    return alt.layer(
        short_of, *drawn, axes.hover(colours, x, told), *notes.layers(colours, x), data=alt.NamedData("table")
    )
