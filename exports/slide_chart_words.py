"""Words in a native chart of lines: at the ends of lines and at marks, where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from charts import frame
from exports.slide_chart_parts import LETTER, write
from exports.slide_theme import Box, colour
from exports.texts import plain
from model.answers import Lines, Mark, Role, Series

NEAR = 0.02  # of what is shown: a mark this close to a line stands on it
SPOKEN = ("whatif", "loss", "ink")  # roles of lines whose ends are named
ROW = 0.09  # a line of words, of the height


@dataclass(frozen=True)
class Label:
    """Words at a place of a line, by their numbers."""

    line: int
    place: int
    words: str
    role: Role
    above: bool = True


def labels(chart: Lines, lines: Sequence[Series], box: Box) -> list[Label]:
    """What stands at the end of lines, the chart's own first, then the words of marks, each where there is room."""
    shown, last = frame.around(chart), len(chart.places) - 1
    ends = [
        Label(at, int(inside[-1]), line.words, line.role or "ink")
        for at, line in reversed([*enumerate(lines)])
        if line.words and (chart.letters or line.role in SPOKEN)
        for inside in [np.flatnonzero(~np.isnan(shown.within(line.values)))]
        if len(inside) > 0
    ]
    marks = [
        Label(at, place, mark.words, mark.role, mark.above)
        for mark in chart.marks
        for place in [int(np.searchsorted(chart.places, mark.x))]
        if mark.words and (at := _line_at(lines, mark, place, shown.height)) is not None
    ]
    taken: list[tuple[float, float, float]] = []
    said = []
    for label in (*ends, *marks):
        half = (len(label.words) * LETTER / 2) / box[2]
        x = 1 + half if label.place == last else label.place / max(last, 1)
        y = (lines[label.line].values[label.place] - shown.low) / shown.height
        y += 0 if label.place == last else ROW if label.above else -ROW
        if x > half and all(abs(x - other) > half + width or abs(y - level) > ROW for other, level, width in taken):
            taken.append((x, y, half))
            said.append(label)
    return said


def _line_at(lines: Sequence[Series], mark: Mark, place: int, height: float) -> int | None:
    """The line that a mark stands on."""
    if place >= len(lines[0].values):
        return None
    away = [abs(float(line.values[place]) - mark.y) for line in lines]
    near = [at for at, distance in enumerate(away) if distance <= NEAR * height]
    return min(near, key=lambda at: away[at]) if near else None


def say(series: Any, label: Label, last: int) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE

    point, role = series.points[label.place], label.role if label.role in SPOKEN else "ink"
    point.marker.style, point.marker.size = XL_MARKER_STYLE.CIRCLE, 6
    point.marker.format.fill.solid()
    colour(point.marker.format.fill.fore_color, role)
    at = point.data_label
    at.has_text_frame = True
    write(at.text_frame, plain(label.words), role)
    at.position = XL_LABEL_POSITION.ABOVE if label.above else XL_LABEL_POSITION.BELOW
    if label.place == last:
        at.position = XL_LABEL_POSITION.RIGHT
