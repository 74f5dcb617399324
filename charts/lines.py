"""Lines over the months or another x, with bands between them, their names, and marks on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pyarrow as pa

from charts import axes, frame, months, names, notes, places
from charts.frame import Frame
from charts.names import Name
from charts.notes import Table
from charts.paths import told_each
from charts.theme import Chart, Palette
from model.answers import OTHERS, Axis, Lines, Series
from model.wording import format_of, minus, short

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
FILLS = {"book": 1.0, "later": 1.0, "loss": 0.18, "whatif": 0.14}
FROM_BACK = list(STROKES)
LINE_COLUMNS = {"at": pa.float64(), "line_y": pa.float64(), "line": pa.string(), "line_kind": pa.string()}
BAND_COLUMNS = {"at": pa.float64(), "low": pa.float64(), "high": pa.float64(), "band": pa.string()}


@dataclass(frozen=True)
class Look:
    """What of a chart is in its spec: nothing that the scenario changes."""

    x: Axis
    unit: str
    labels: tuple[str, ...]
    letters: int
    steps: bool
    from_zero: bool
    banded: bool

    def __call__(self, colours: Palette, dated: bool) -> Chart:
        """Bands at the back, then lines in the order of the data, what the pointer is told, and words."""
        x, y = self._x(dated), self._y("line_y")
        shape: dict[str, Any] = {"interpolate": "step-after"} if self.steps else {}
        layers = [self._bands(colours, x, shape), self._rim(colours, x, shape)] if self.banded else []
        told = {self.x.title: "when"} | {label: f"told_{place}" for place, label in enumerate(self.labels)}
        hover = axes.hover(colours, x, told, "hover" if self.x.unit == "month" else "pointer")
        lines = alt.Chart().transform_filter("isValid(datum.line_y)").mark_line(**shape)
        lines = lines.encode(x=x, y=y, detail="line:N", **_strokes(colours))
        layers += [lines, hover, *notes.layers(colours, x)]
        chart: Chart = alt.layer(*layers, data=alt.NamedData("table")).resolve_scale(
            color="independent", opacity="independent"
        )
        return chart

    def _x(self, dated: bool) -> alt.X:
        room = self.letters * LETTER + APART if self.letters else 0
        return axes.months(dated, room=room) if self.x.unit == "month" else axes.values(self.x, room=room)

    def _y(self, field: str) -> alt.Y:
        if self.unit == "people":
            return axes.people(field)
        if self.unit == "share":
            return axes.shares(field, zero=self.from_zero)
        return axes.money(field, zero=self.from_zero)

    def _bands(self, colours: Palette, x: alt.X, shape: dict[str, Any]) -> alt.Chart:
        fills = alt.Scale(domain=list(FILLS), range=[colours.of(role) for role in FILLS])
        shades = alt.Scale(type="ordinal", domain=list(FILLS), range=list(FILLS.values()))
        bands: alt.Chart = (
            alt.Chart()
            .transform_filter("isValid(datum.high)")
            .mark_area(**shape)
            .encode(
                x=x, y=self._y("high").stack(None), y2="low:Q", detail="band:N",
                color=alt.Color("band:N", scale=fills, legend=None),
                opacity=alt.Opacity("band:O", scale=shades, legend=None),
            )
        )  # fmt: skip
        return bands

    def _rim(self, colours: Palette, x: alt.X, shape: dict[str, Any]) -> alt.Chart:
        """Paper about a dashed line, so that it is seen on an area."""
        baseline = alt.Chart().transform_filter("datum.line_kind == 'baseline'")
        rim: alt.Chart = baseline.mark_line(color=colours.paper, strokeWidth=4, **shape).encode(
            x=x, y=self._y("line_y"), detail="line:N"
        )
        return rim


def look(chart: Lines) -> Look:
    """What of the chart is in its spec."""
    unit = format_of(chart.unit) if chart.unit != "people" else "people"
    return Look(chart.x, unit, chart.labels, chart.letters, chart.steps, chart.from_zero, bool(chart.bands))


def table(chart: Lines, start: str | None, currency: str) -> Table:
    """A row for each place along x with what the pointer is told, then words, then the points of lines and bands."""
    at = _places(chart, start)
    columns = _pointer(chart, at, start, currency)
    shown = frame.of(chart)
    marks = places.of_marks(chart, at, shown)
    drawn = [one for one in chart.series if one.role is not None]
    if chart.letters:
        named = [Name(one.words, _kind(one), shown.within(one.values)) for one in drawn if one.words]
        marks = [*marks, *names.placed(named, at, shown.low, shown.high, marks)]
    else:
        marks = places.with_ends(marks, drawn, at, shown)
    marks = [*marks, *places.of_bands(chart, at, shown)]
    points = [*_zero(chart, at, shown), *_points(drawn, at, shown, chart.cut)]
    tables = [notes.table(columns, marks, shown.room(chart)), _rows(LINE_COLUMNS, points)]
    if chart.bands:
        tables.append(_rows(BAND_COLUMNS, list(_areas(chart, at))))
    return pa.concat_tables(tables, promote_options="permissive")


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
        when = told_each(chart.places, chart.x.unit, currency)
        columns = {"month": list(range(1, len(at) + 1)), "at": list(at), "when": when}
    for place, label in enumerate(chart.labels):
        series = [one for one in chart.series if one.label == label]
        columns[f"told_{place}"] = _told(label, series, len(at), chart.unit, currency)
    return columns


def _told(label: str, series: Sequence[Series], count: int, unit: str, currency: str) -> list[str]:
    if not series:
        return ["–"] * count
    if label != OTHERS:
        return told_each(series[0].values, series[0].unit or unit, currency)
    each = [[f"{one.name}: {minus(short(value))}" for value in one.values.tolist()] for one in series]
    return [" · ".join(values) for values in zip(*each, strict=True)]


def _zero(chart: Lines, at: Sequence[float], shown: Frame) -> list[tuple[Any, ...]]:
    """The line at zero, where values lie below it."""
    return [(x, 0.0, "zero", "zero") for x in at] if chart.from_zero and shown.low < 0 else []


def _points(series: Sequence[Series], at: Sequence[float], shown: Frame, cut: bool) -> list[tuple[Any, ...]]:
    """The points of the lines, from the back on; a line is in pieces where it has no value or leaves the frame."""
    return [
        (x, y, f"{place}.{part}", one.role)
        for place, one in enumerate(sorted(series, key=lambda one: FROM_BACK.index(one.role or "")))
        for part, piece in enumerate(frame.pieces(at, one.values, shown) if cut else frame.unbroken(at, one.values))
        for x, y in piece
    ]


def _areas(chart: Lines, at: Sequence[float]) -> Iterator[tuple[Any, ...]]:
    for band in chart.bands:
        for x, low, high in zip(at, band.low.tolist(), band.high.tolist(), strict=True):
            if low == low and high == high:
                yield x, low, high, band.role


def _rows(columns: dict[str, pa.DataType], rows: Sequence[tuple[Any, ...]]) -> Table:
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pa.table(
        {name: pa.array(column, kind) for (name, kind), column in zip(columns.items(), values, strict=True)}
    )


def _kind(series: Series) -> str:
    """The colour of its words."""
    return places.INKS.get(series.role or "", "ink")


def _strokes(colours: Palette) -> dict[str, Any]:
    """Colour, width, dashes and opacity of a line by its role."""
    roles = list(STROKES)
    colour, width, dashes, opacity = (list(looks) for looks in zip(*STROKES.values(), strict=True))
    ranges = {
        "color": (alt.Color, [colours.of(name) for name in colour]), "strokeWidth": (alt.StrokeWidth, width),
        "strokeDash": (alt.StrokeDash, dashes), "opacity": (alt.Opacity, opacity),
    }  # fmt: skip
    return {
        channel: kind("line_kind:O", scale=alt.Scale(type="ordinal", domain=roles, range=ends), legend=None)
        for channel, (kind, ends) in ranges.items()
    }
