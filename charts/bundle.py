"""Several paths over months in one chart, each with its name: what matters in full, the rest as far as it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa

from charts import axes, names, notes
from charts.names import Name
from charts.notes import Columns, Note, Table
from charts.theme import Chart, Palette
from model.batch import Array

ROOM = 88  # pixels at the right for the names of lines
OWN = ("whatif", "ink")  # the kinds of line that the chart is about
BEYOND = 2  # times the height of a trough that is shown above and below it
Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A path and its name. `kind` gives its look: whatif, ink, baseline, or quiet for the others."""

    name: str
    values: Array
    kind: str


@dataclass(frozen=True)
class Frame:
    """The values that the chart shows."""

    low: float
    high: float

    @property
    def height(self) -> float:
        return (self.high - self.low) or 1.0

    def shown(self, values: Array) -> Array:
        """A path, nan where it lies outside."""
        return np.where((values >= self.low) & (values <= self.high), values, np.nan)


def chart(colours: Palette, dated: bool, told_on_hover: Mapping[str, str], room: int = ROOM) -> Chart:
    """The lines, quiet ones at the back. `told_on_hover` maps labels to the table's columns of text."""
    x = axes.months(dated, room=room)
    months = alt.Chart().transform_filter(axes.MONTHS_ONLY)
    zero = months.mark_line(color=colours.quiet, strokeWidth=1).encode(x=x, y=alt.YDatum(0))
    looks: dict[str, dict[str, Any]] = {
        "quiet": {"color": colours.quiet, "strokeWidth": 1.25, "opacity": 0.75},
        "baseline": {"color": colours.baseline, "strokeWidth": 2, "strokeDash": [5, 3]},
        "ink": {"color": colours.ink, "strokeWidth": 2},
        "whatif": {"color": colours.whatif, "strokeWidth": 2.5},
    }
    lines = [
        alt.Chart()
        .transform_filter(f"datum.line_kind == '{kind}'")
        .mark_line(**look)
        .encode(x=x, y=axes.money("line_y"), detail="line:N")
        for kind, look in looks.items()
    ]
    return alt.layer(
        zero, *lines, axes.hover(colours, x, told_on_hover), *notes.layers(colours, x), data=alt.NamedData("table")
    )


def table(columns: Columns, lines: Sequence[Line], marks: Sequence[Note]) -> Table:
    """A row per month with the texts of `columns`, then the labels, then the points of the lines."""
    frame, at = _frame(lines, marks), columns["at"]
    pieces = [_pieces(at, line.values, frame) for line in lines]
    spare = notes.HEADROOM * frame.height
    shown = [Name(line.name, line.kind, frame.shown(line.values)) for line in lines]
    written = [*marks, *names.placed(shown, at, frame.low, frame.high, marks)]
    points = [
        {"at": x, "line_y": y, "line": f"{place}.{part}", "line_kind": line.kind}
        for place, (line, parts) in enumerate(zip(lines, pieces, strict=True))
        for part, piece in enumerate(parts)
        for x, y in piece
    ]
    kinds = {"at": pa.float64(), "line_y": pa.float64(), "line": pa.string(), "line_kind": pa.string()}
    drawn = pa.table({name: pa.array([row[name] for row in points], kind) for name, kind in kinds.items()})
    return pa.concat_tables(
        [notes.table(columns, written, [frame.low - spare, frame.high + spare]), drawn], promote_options="permissive"
    )


def _frame(lines: Sequence[Line], marks: Sequence[Note]) -> Frame:
    """Own lines and zero in full; where these fall below zero, the trough with what is marked and some room about it.

    A trough would vanish beside what follows it. Where other lines reach less far, the frame does as well.
    """
    reached = [line.values[~np.isnan(line.values)] for line in lines]
    lowest, highest = (float(end(0.0, *(end(values) for values in reached if len(values)))) for end in (min, max))
    own = [line.values for line in lines if line.kind in OWN and not np.isnan(line.values).any()]
    low, high, beyond = float(min(map(np.min, own))), float(max(map(np.max, own))), 1
    if low < 0:
        high, beyond = max(float(own[-1][0]), *(mark.y for mark in marks), 0.0), BEYOND
    low, high = min(low, 0.0), max(high, 0.0)
    room = beyond * (high - low) or highest - lowest
    return Frame(max(lowest, low - room), min(highest, high + room))


def _pieces(at: Sequence[float], values: Array, frame: Frame) -> list[list[Point]]:
    """The parts of a path that lie within the frame, cut where it leaves."""
    path = [(x, float(y)) for x, y in zip(at, values, strict=True) if not np.isnan(y)]
    if len(path) == 1:
        return [path] if frame.low <= path[0][1] <= frame.high else []
    pieces: list[list[Point]] = []
    for start, end in pairwise(path):
        cut = _within(start, end, frame)
        if cut is None:
            continue
        if not pieces or pieces[-1][-1] != cut[0]:
            pieces.append([cut[0]])
        pieces[-1].append(cut[1])
    return pieces


def _within(start: Point, end: Point, frame: Frame) -> tuple[Point, Point] | None:
    """The part of a straight line within the frame."""
    (low_x, low_y), (high_x, high_y) = sorted((start, end), key=lambda point: point[1])
    if high_y < frame.low or low_y > frame.high:
        return None
    ends = [point if frame.low <= point[1] <= frame.high else None for point in (start, end)]
    level = (frame.low if low_y < frame.low else low_y, frame.high if high_y > frame.high else high_y)
    first, last = level if start[1] <= end[1] else level[::-1]

    def at(y: float) -> Point:
        return low_x + (high_x - low_x) * ((y - low_y) / (high_y - low_y)), y

    return ends[0] or at(first), ends[1] or at(last)
