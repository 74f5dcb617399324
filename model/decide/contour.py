"""Where a number over a grid is zero: lines through the cells, by marching squares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from model.engine.batch import Array
from model.figures import Flags

Edge = tuple[int, int, bool]  # row and column of its lower left corner, and whether it goes up
Point = tuple[float, float]


def zero_lines(across: Sequence[float], up: Sequence[float], values: Array) -> list[list[Point]]:
    """The lines, each a list of points (across, up); `values` has a row for each of `up`.

    >>> zero_lines([0, 1], [0, 1], np.array([[-1.0, 1.0], [-1.0, 1.0]]))
    [[(0.5, 0.0), (0.5, 1.0)]]
    """
    above = values >= 0
    following: dict[Edge, list[Edge]] = {}
    for first, second in _pieces(values, above):
        following.setdefault(first, []).append(second)
        following.setdefault(second, []).append(first)
    lines = []
    for start in [*sorted(edge for edge, ends in following.items() if len(ends) == 1), *sorted(following)]:
        if following[start]:
            lines.append([_crossing(edge, across, up, values) for edge in _followed(following, start)])
    return lines


def _pieces(values: Array, above: Flags) -> Iterator[tuple[Edge, Edge]]:
    """Of each cell the pairs of edges that a line joins."""
    mixed = above[:-1, :-1].astype(int) + above[:-1, 1:] + above[1:, :-1] + above[1:, 1:]
    for row, column in np.argwhere((mixed > 0) & (mixed < 4) & _known(values)).tolist():
        bottom, top = (row, column, False), (row + 1, column, False)
        left, right = (row, column, True), (row, column + 1, True)
        corners = above[row : row + 2, column : column + 2]
        crossed = [edge for edge, cut in (
            (bottom, corners[0, 0] != corners[0, 1]), (right, corners[0, 1] != corners[1, 1]),
            (top, corners[1, 0] != corners[1, 1]), (left, corners[0, 0] != corners[1, 0]),
        ) if cut]  # fmt: skip
        if len(crossed) == 2:
            yield crossed[0], crossed[1]
        else:  # two lines: which corners they cut off, the middle says
            middle = values[row : row + 2, column : column + 2].mean() >= 0
            yield (bottom, right) if middle == corners[0, 0] else (bottom, left)
            yield (top, left) if middle == corners[0, 0] else (top, right)


def _known(values: Array) -> Flags:
    known = np.isfinite(values)
    return np.asarray(known[:-1, :-1] & known[:-1, 1:] & known[1:, :-1] & known[1:, 1:])


def _followed(following: dict[Edge, list[Edge]], start: Edge) -> list[Edge]:
    """The edges of one line, taken out of what is left."""
    line, here = [start], start
    while following[here]:
        after = following[here].pop()
        following[after].remove(here)
        line.append(after)
        here = after
    return line


def _crossing(edge: Edge, across: Sequence[float], up: Sequence[float], values: Array) -> Point:
    """Where the number is zero on an edge, on a straight line between its ends."""
    row, column, goes_up = edge
    first, second = values[row, column], values[row + goes_up, column + (not goes_up)]
    part = float(first / (first - second)) if first != second else 0.0
    if goes_up:
        return float(across[column]), float(up[row] + (up[row + 1] - up[row]) * part)
    return float(across[column] + (across[column + 1] - across[column]) * part), float(up[row])
