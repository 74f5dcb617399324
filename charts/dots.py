"""Single points with their intervals and tooltips."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from charts.table import ChartTable, of_rows
from charts.theme import Palette
from model.answers import Dot

KINDS = ("ink", "whatif", "baseline", "loss", "quiet")


def layers(colours: Palette, x: alt.X, y: alt.Y, labels: Sequence[str]) -> list[alt.Chart]:
    """Upright lines for the intervals, and the points over them; `y` is the axis, on the column `dot_y`."""
    dots = alt.Chart().transform_filter("isValid(datum.dot_y)").encode(x=x)
    scale = alt.Scale(domain=list(KINDS), range=[colours.colour_of(kind) for kind in KINDS])
    tooltips = [alt.Tooltip(f"dot_told_{place}:N", title=label) for place, label in enumerate(labels)]
    interval = dots.mark_rule(color=colours.ink, strokeWidth=1.5, opacity=0.55).encode(
        y=alt.Y("dot_low:Q"), y2=alt.Y2("dot_high:Q")
    )
    size = alt.expr("isValid(datum.dot_low) ? 60 : 36")
    points = dots.mark_point(filled=True, size=size, opacity=1).encode(
        y=y, color=alt.Color("dot_kind:N", scale=scale, legend=None), tooltip=tooltips
    )
    return [interval, points]


def labels(dots: Sequence[Dot]) -> tuple[str, ...]:
    """What the pointer is told of: the same of each point."""
    return tuple(label for label, _ in dots[0].tooltip) if dots else ()


def table(dots: Sequence[Dot], at: Sequence[float], labels: Sequence[str]) -> ChartTable:
    """A row a point; `at` is where they stand on the axis, and `labels` what is told of each."""
    return of_rows(
        {"at": x, "dot_y": dot.y, "dot_low": dot.low, "dot_high": dot.high, "dot_kind": dot.role}
        | {f"dot_told_{place}": dot.tooltip[place][1] for place in range(len(labels))}
        for dot, x in zip(dots, at, strict=True)
    )
