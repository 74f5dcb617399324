"""Charts of named points over two axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from charts import axes, dots, notes
from charts.notes import Note
from charts.places import INKS
from charts.table import ChartTable, of_rows
from charts.theme import Chart, Palette
from model.answers import Axis, Dot, Points
from model.wording import formatted

HEIGHT = 340  # pixels
FAR = 6  # times the limit: what lies further out stands at the edge, with its number
HEADROOM = 1.15  # of the outermost value
LETTER, LINE, APART = 0.021, 0.065, 0.045  # a letter and a line of text, and a text from its dot, as parts of the chart
LONGEST = 24  # letters of a name in the chart
KINDS = ("area", "limit", "link")
COLUMNS = ("at", "y", "to_at", "to_y")
# By role, from the back on: the size of a point in square pixels, and its shape.
POINTS = {"baseline": (50, "circle"), "whatif": (90, "circle"), "ink": (130, "diamond")}
SIDES = (("left", True), ("right", True), ("left", False), ("right", False))
Box = tuple[float, float, float, float]  # left, right, bottom, top


@dataclass(frozen=True)
class PointsLook:
    """What of a chart is in its spec: nothing that the scenario changes."""

    x: Axis
    y: Axis
    labels: tuple[str, ...]

    def __call__(self, colours: Palette, dated: bool) -> Chart:
        """Areas at the back, then limits, links, points and words."""
        x, y = axes.values(self.x), axes.upright(self.y.unit, "y")
        ends = {"x": x, "y": y, "x2": "to_at:Q", "y2": "to_y:Q"}
        area, limit, link = (alt.Chart().transform_filter(f"datum.kind == '{kind}'") for kind in KINDS)
        layers = [
            area.mark_rect(color=colours.later, opacity=0.35).encode(**ends),
            limit.mark_rule(color=colours.quiet, strokeDash=[2, 3]).encode(**ends),
            link.mark_rule(color=colours.baseline, strokeWidth=1).encode(**ends),
            *self._points(colours, x),
            *notes.layers(colours, x),
        ]
        return alt.layer(*layers, data=alt.NamedData("table"))

    def _points(self, colours: Palette, x: alt.X) -> Iterator[alt.Chart]:
        """Each in the colour, size and shape of its role."""
        tooltips = [alt.Tooltip(f"dot_told_{place}:N", title=label) for place, label in enumerate(self.labels)]
        rim: dict[str, Any] = {"stroke": colours.paper, "strokeWidth": 1.5}
        for role, (size, shape) in POINTS.items():
            drawn = alt.Chart().transform_filter(f"datum.dot_kind == '{role}'")
            points = drawn.mark_point(
                filled=True, opacity=1, color=colours.colour_of(role), size=size, shape=shape, **rim
            )
            yield points.encode(x=x, y=axes.upright(self.y.unit, "dot_y"), tooltip=tooltips)


def look(chart: Points) -> PointsLook:
    """What of the chart is in its spec."""
    return PointsLook(chart.x, chart.y, chart.pointer)


def height(chart: Points) -> int:
    """Pixels."""
    return HEIGHT


def table(chart: Points, start: str | None, currency: str) -> ChartTable:
    """A row for each area, limit and link, then for each of the words, then for each point."""
    extent = _extent(chart)
    words = [*_limits(chart, extent), *_names(chart, extent, currency), *extent.corners]
    points = [replace(dot, x=extent.across(dot.x), y=extent.up(dot.y)) for dot in chart.dots]
    drawn = dots.table(points, [dot.x for dot in points], chart.pointer)
    return _lines(chart, extent) + notes.table({}, words) + drawn


@dataclass(frozen=True)
class Extent:
    """The values that the chart shows, from zero on."""

    right: float
    top: float

    @property
    def corners(self) -> list[Note]:
        """What the axes must reach."""
        return [Note(x, y, "", "room", beside=True) for x, y in ((0.0, 0.0), (self.right, self.top))]

    def across(self, x: float) -> float:
        """At the edge where it lies further out."""
        return min(max(x, 0.0), self.right)

    def up(self, y: float) -> float:
        return min(max(y, 0.0), self.top)

    def box(self, note: Note) -> Box:
        """Where a text stands, in parts of the chart."""
        x, y, width = note.at / self.right, note.y / self.top, LETTER * len(note.text)
        left = x if note.align == "left" else x - width
        middle = y + (APART if note.above else -APART)
        return left, left + width, middle - LINE / 2, middle + LINE / 2


def _extent(chart: Points) -> Extent:
    """Every point, but those that lie far beyond a limit."""
    return Extent(*(_reach(chart, side) for side in ("x", "y")))


def _reach(chart: Points, side: str) -> float:
    points, limits = [getattr(dot, side) for dot in chart.dots], [at for at, _, along in chart.limits if along == side]
    limit, outermost = max(limits, default=0.0), max([*points, *limits], default=0.0)
    return HEADROOM * (min(outermost, FAR * limit) if limit > 0 else outermost) or 1.0


def _lines(chart: Points, extent: Extent) -> ChartTable:
    """Areas, limits and links as far as the chart shows them."""
    limits = [(at, 0.0, at, extent.top) if side == "x" else (0.0, at, extent.right, at) for at, _, side in chart.limits]
    rows = [
        (kind, ends) for kind, found in zip(KINDS, (chart.areas, limits, chart.links), strict=True) for ends in found
    ]
    ends = [(extent.across(x), extent.up(y), extent.across(to_x), extent.up(to_y)) for _, (x, y, to_x, to_y) in rows]
    kinds = (kind for kind, _ in rows)
    return of_rows({"kind": kind} | dict(zip(COLUMNS, at, strict=True)) for kind, at in zip(kinds, ends, strict=True))


def _limits(chart: Points, extent: Extent) -> list[Note]:
    """The words of the limits, at the top and at the left."""
    return [
        Note(at, extent.top, words, "quiet", align="left", beside=True)
        if side == "x"
        else Note(0.0, at, words, "quiet", align="left", above=False)
        for at, words, side in chart.limits
    ]


def _names(chart: Points, extent: Extent, currency: str) -> Iterator[Note]:
    """Each point's words at the first of its four corners where there is room, from the top on."""
    taken = [extent.box(note) for note in _limits(chart, extent)]
    for dot in sorted((dot for dot in chart.dots if dot.words), key=lambda dot: -dot.y):
        x, y, words = extent.across(dot.x), extent.up(dot.y), _words(chart, dot, extent, currency)
        corners = [Note(x, y, words, INKS.get(dot.role, "ink"), align=side, above=above) for side, above in SIDES]
        free = [note for note in corners if _is_free(extent.box(note), taken)]
        written = (free or corners)[0]
        taken.append(extent.box(written))
        yield written


def _words(chart: Points, dot: Dot, extent: Extent, currency: str) -> str:
    """Shortened; with its number where it stands at the edge."""
    words = dot.words if len(dot.words) <= LONGEST else f"{dot.words[: LONGEST - 1]}…"
    for value, shown, axis in ((dot.y, extent.up(dot.y), chart.y), (dot.x, extent.across(dot.x), chart.x)):
        if value != shown:
            words += f", {formatted(value, axis.unit, currency)}"
    return words


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, right, bottom, top = box
    overlaps = (left < other[1] and other[0] < right and bottom < other[3] and other[2] < top for other in taken)
    return left >= 0 and right <= 1 and bottom >= 0 and not any(overlaps)
