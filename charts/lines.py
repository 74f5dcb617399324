"""Charts of lines with bands, names and marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from charts import axes, dots, frame, months, names, notes, places, rules
from charts.frame import Frame
from charts.names import Name
from charts.table import ChartTable, of_columns
from charts.theme import HEIGHTS, Chart, Palette
from model.answers import Axis, Lines, Series
from model.engine.batch import Array
from model.wording import UNDEFINED, format_of, formatted

SOLID, DASHED, DOTTED, FINE = [1, 0], [5, 3], [2, 2], [2, 3]
LETTER, APART = 7, 18  # pixels of a letter, and of what is around a name beside a line
# By role: the colour, its width in pixels, dashes, and how much of the ground it covers.
STROKES: dict[str, tuple[str, float, list[int], float]] = {
    "zero": ("quiet", 1, SOLID, 1),
    "quiet": ("quiet", 1.25, SOLID, 0.75),
    "limit": ("quiet", 1.5, FINE, 1),
    "baseline": ("baseline", 2, DASHED, 1),
    "planned": ("whatif", 1.5, DOTTED, 1),
    "beyond": ("whatif", 1.5, SOLID, 0.6),
    "ink": ("ink", 2, SOLID, 1),
    "loss": ("loss", 2.5, SOLID, 1),
    "whatif": ("whatif", 2.5, SOLID, 1),
    **{f"series {place}": (f"series {place}", 2.5, SOLID, 1) for place in range(8)},
}
FILLS = {"book": 1.0, "later": 1.0, "loss": 0.18, "whatif": 0.14, **{f"series {place}": 1.0 for place in range(8)}}
FROM_BACK = list(STROKES)
LINE_COLUMNS = ("at", "line_y", "line", "line_kind")


@dataclass(frozen=True)
class LinesLook:
    """What of a chart is in its spec: nothing that the scenario changes.

    Lines with their names beside them may come and go: their points stand below each other in the table. Of others each
    is a column, which is less work for the browser: `lines` are their roles.
    """

    x: Axis
    unit: str
    labels: tuple[str, ...]
    letters: int
    lines: tuple[str, ...]
    bands: tuple[str, ...]
    dots: tuple[str, ...] | None
    steps: bool
    from_zero: bool
    ruled: bool

    def __call__(self, colours: Palette, dated: bool) -> Chart:
        """Bands at the back, then lines, what the pointer is told, and words."""
        x = self._x(dated)
        shape: dict[str, Any] = {"interpolate": "step-after"} if self.steps else {}
        path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
        layers = [
            path.mark_area(color=colours.colour_of(role), opacity=FILLS[role], **shape)
            .encode(y=self._y(f"high_{place}"), y2=f"low_{place}:Q")
            for place, role in enumerate(self.bands)
        ]  # fmt: skip
        layers += [self._points(colours, x, shape)] if self.letters else list(self._columns(colours, path, shape))
        columns = {self.x.title: "when"} | {label: f"told_{place}" for place, label in enumerate(self.labels)}
        hover = axes.hover(colours, x, columns, "hover" if self.x.unit == "month" else "pointer")
        points = [] if self.dots is None else dots.layers(colours, x, self._y("dot_y"), self.dots)
        layers += [hover, *points] if self.dots else [*points, hover]  # under the pointer is what lies on top
        layers += [*notes.layers(colours, x), *(rules.layers(x, colours) if self.ruled else ())]
        apart = {"color": "independent", "opacity": "independent"}  # lines, points and words have roles of their own
        chart: Chart = alt.layer(*layers, data=alt.NamedData("table"), resolve=alt.Resolve(scale=apart))
        return chart

    def _columns(self, colours: Palette, path: alt.Chart, shape: dict[str, Any]) -> Iterator[alt.Chart]:
        """Each line from its column; on bands a dashed one has paper about it."""
        for place in sorted(range(len(self.lines)), key=lambda place: FROM_BACK.index(self.lines[place])):
            role, y = self.lines[place], self._y(f"line_{place}")
            colour, width, dashes, opacity = STROKES[role]
            if self.bands and dashes != SOLID:
                yield path.mark_line(color=colours.paper, strokeWidth=2 * width, **shape).encode(y=y)
            look: dict[str, Any] = {"color": colours.colour_of(colour), "strokeWidth": width, "opacity": opacity}
            look |= {} if dashes == SOLID else {"strokeDash": dashes}
            yield path.mark_line(**look, **shape).encode(y=y)

    def _points(self, colours: Palette, x: alt.X, shape: dict[str, Any]) -> alt.Chart:
        """Every line from the points of all of them, those at the back first in the table."""
        drawn = alt.Chart().transform_filter("isValid(datum.line_y)").mark_line(**shape)
        points: alt.Chart = drawn.encode(x=x, y=self._y("line_y"), detail=alt.Detail("line:N"), **_strokes(colours))
        return points

    def _x(self, dated: bool) -> alt.X:
        room = self.letters * LETTER + APART if self.letters else 0
        return axes.months(dated, room=room) if self.x.unit == "month" else axes.values(self.x, room=room)

    def _y(self, field: str) -> alt.Y:
        return axes.upright(self.unit, field, zero=self.from_zero)


def look(chart: Lines) -> LinesLook:
    """What of the chart is in its spec."""
    unit = format_of(chart.unit) if chart.unit != "people" else "people"
    lines = () if chart.letters else ("zero", *(line.role for line in _drawn(chart) if line.role))
    bands = tuple(band.role for band in chart.bands)
    points = dots.labels(chart.dots) if chart.dots else None
    return LinesLook(chart.x, unit, chart.labels, chart.letters, lines, bands, points, chart.steps, chart.from_zero,
                     bool(chart.rules))  # fmt: skip


def height(chart: Lines) -> int:
    """Pixels."""
    return HEIGHTS[chart.tall]


def table(chart: Lines, start: str | None, currency: str) -> ChartTable:
    """A row for each place along x with what the pointer is told, then words, then the points of lines and bands."""
    at = _places(chart, start)
    columns = _pointer(chart, at, start, currency)
    shown = frame.around(chart)
    marks = places.of_marks(chart, at, shown)
    drawn, zero = _drawn(chart), chart.from_zero and shown.low < 0
    for place, band in enumerate(chart.bands):
        columns |= {f"low_{place}": band.low, f"high_{place}": band.high}
    if not chart.letters:
        paths = [np.full(len(at), 0.0 if zero else np.nan), *(line.values for line in drawn)]
        columns |= {f"line_{place}": path for place, path in enumerate(paths)}
        marks = [*places.with_ends(marks, chart, at, shown), *places.of_bands(chart, at, shown)]
        return _together(notes.table(columns, marks, shown.room(chart)), chart, at, start)
    named = [Name(line.words, _kind(line), shown.within(line.values)) for line in drawn if line.words]
    marks += [*names.placed(named, at, shown.low, shown.high, marks), *places.of_bands(chart, at, shown)]
    points = [(x, 0.0, "zero", "zero") for x in at] if zero else []
    points += _points(drawn, at, shown, chart.cut)
    return _together(notes.table(columns, marks, shown.room(chart)) + _rows(points), chart, at, start)


def _together(table: ChartTable, chart: Lines, at: Sequence[float], start: str | None) -> ChartTable:
    """With the chart's rules and points."""
    table += rules.table(chart.rules, start, len(at))
    if not chart.dots:
        return table
    where = np.interp([dot.x for dot in chart.dots], chart.places, at).tolist()
    return table + dots.table(chart.dots, where, dots.labels(chart.dots))


def _drawn(chart: Lines) -> list[Series]:
    return [line for line in chart.series if line.role is not None]


def _places(chart: Lines, start: str | None) -> list[float]:
    """Where the values stand on the axis."""
    if chart.x.unit != "month":
        return [float(place) for place in chart.places]
    return [months.position(int(month), start) for month in chart.places]


def _pointer(chart: Lines, at: Sequence[float], start: str | None, currency: str) -> dict[str, Any]:
    """What the pointer is told at each place."""
    if chart.x.unit == "month":
        columns: dict[str, Any] = months.columns(len(at), start)
    else:
        when = _formatted_each(chart.places, chart.x.unit, currency)
        columns = {"month": list(range(1, len(at) + 1)), "at": list(at), "when": when}
    for place, label in enumerate(chart.labels):
        series = [line for line in chart.series if line.label == label]
        columns[f"told_{place}"] = _tooltips(chart, label, series, currency)
    return columns


def _tooltips(chart: Lines, label: str, series: Sequence[Series], currency: str) -> list[str]:
    if not series:
        return [UNDEFINED] * len(chart.places)
    if label != chart.each:
        return _formatted_each(series[0].values, series[0].unit or chart.unit, currency)
    each = [[f"{line.name}: {formatted(value, '', '')}" for value in line.values.tolist()] for line in series]
    return [" · ".join(values) for values in zip(*each, strict=True)]


def _formatted_each(values: Array, unit: str, currency: str) -> list[str]:
    """Each value in full, as the pointer shows it."""
    shown = values if format_of(unit) == "share" else values.round(2)
    return [formatted(value, unit, currency, full=True) for value in shown.tolist()]


def _points(series: Sequence[Series], at: Sequence[float], shown: Frame, cut: bool) -> list[tuple[Any, ...]]:
    """The points of the lines, from the back on; a line is in pieces where it has no value or leaves the frame."""
    return [
        (x, y, f"{place}.{part}", line.role)
        for place, line in enumerate(sorted(series, key=lambda line: FROM_BACK.index(line.role or "")))
        for part, piece in enumerate(frame.pieces(at, line.values, shown) if cut else frame.unbroken(at, line.values))
        for x, y in piece
    ]


def _rows(points: Sequence[tuple[Any, ...]]) -> ChartTable:
    return of_columns(dict(zip(LINE_COLUMNS, zip(*points, strict=True), strict=True))) if points else ChartTable([])


def _kind(series: Series) -> str:
    """The colour of its words."""
    return places.INKS.get(series.role or "", "ink")


def _strokes(colours: Palette) -> dict[str, Any]:
    """Colour, width, dashes and opacity of a line by its role."""
    roles = list(STROKES)
    colour, width, dashes, opacity = (list(looks) for looks in zip(*STROKES.values(), strict=True))
    ranges = {
        "color": (alt.Color, [colours.colour_of(name) for name in colour]), "strokeWidth": (alt.StrokeWidth, width),
        "strokeDash": (alt.StrokeDash, dashes), "opacity": (alt.Opacity, opacity),
    }  # fmt: skip
    return {
        channel: kind("line_kind:O", scale=alt.Scale(type="ordinal", domain=roles, range=ends), legend=None)
        for channel, (kind, ends) in ranges.items()
    }
