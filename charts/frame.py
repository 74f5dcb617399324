"""The range of values that a chart of lines shows, and the parts of lines within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from charts import notes
from model.answers import Lines
from model.engine.batch import Array

SHOWN = ("whatif", "ink")  # the lines that a chart is about
Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The lowest and the highest value that is shown."""

    low: float
    high: float

    @property
    def height(self) -> float:
        return (self.high - self.low) or 1.0

    def within(self, values: Array) -> Array:
        """A line, nan where it lies outside."""
        return np.where((values >= self.low) & (values <= self.high), values, np.nan)

    def room(self, chart: Lines) -> list[float]:
        """Values that the axis must reach besides, for words over and under the lines."""
        spare = notes.HEADROOM * self.height
        below = self.low < 0 or chart.cut or not chart.from_zero
        return [self.low - spare if below else self.low, self.high + spare]


def around(chart: Lines) -> Frame:
    """Every value; of a chart that is cut what shows its trough."""
    if chart.cut:
        return _cut(chart)
    drawn = [line.values for line in chart.series if line.role is not None]
    drawn += [side for band in chart.bands for side in (band.low, band.high)]
    points = [end for dot in chart.dots for end in (dot.y, dot.low, dot.high) if end is not None]
    values = np.concatenate([*drawn, [mark.y for mark in chart.marks], points])
    values = values[~np.isnan(values)]
    if not len(values):
        return Frame(0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    return Frame(min(low, 0.0), max(high, 0.0)) if chart.from_zero else Frame(low, high)


def _cut(chart: Lines) -> Frame:
    """Every low, and the chart's own lines in full; others are cut above them, at most once their height higher."""
    drawn = [line for line in chart.series if line.role is not None]
    values = [line.values[~np.isnan(line.values)] for line in drawn]
    lowest, highest = (float(end(0.0, *(end(path) for path in values if len(path)))) for end in (min, max))
    shown = [path.max() for line, path in zip(drawn, values, strict=True) if line.role in SHOWN and len(path)]
    top = float(max(0.0, *shown, *(mark.y for mark in chart.marks)))
    return Frame(lowest, min(highest, top + (top - lowest)) or highest)


def unbroken(at: Sequence[float], values: Array) -> list[list[Point]]:
    """The parts of a line between places without a value."""
    parts: list[list[Point]] = [[]]
    for x, y in zip(at, values.tolist(), strict=True):
        if y == y:
            parts[-1].append((x, y))
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def pieces(at: Sequence[float], values: Array, frame: Frame) -> list[list[Point]]:
    """The parts of a path that lie within the frame, cut where it leaves."""
    path = [(x, float(y)) for x, y in zip(at, values, strict=True) if not np.isnan(y)]
    if len(path) == 1:
        return [path] if frame.low <= path[0][1] <= frame.high else []
    parts: list[list[Point]] = []
    for start, end in pairwise(path):
        cut = _within(start, end, frame)
        if cut is None:
            continue
        if not parts or parts[-1][-1] != cut[0]:
            parts.append([cut[0]])
        parts[-1].append(cut[1])
    return parts


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
