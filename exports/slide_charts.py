"""The charts of the slides: of the same values, drawn by the program that shows them, which can change them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from charts.drawn import drawn
from exports.slide_chart_parts import (
    APART,
    SIZE,
    added,
    axes,
    cell_format,
    entitle,
    lay_out,
    points,
    put,
    stroke,
    write,
)
from exports.slide_lines import lines_chart
from exports.slide_theme import Box, colour
from exports.texts import plain
from model.answers import Bars, Chart, Flow, Lines, Points
from model.answers.words import said
from model.scenario import Scenario
from model.wording import format_of

MARKERS = {"ink": "DIAMOND"}  # by role; others are round
NAMES = 0.45  # of the width, for the names of bars


def add_chart(slide: Any, chart: Chart, scenario: Scenario, box: Box) -> None:
    """A chart in a box of points, with what it shows in words for those who cannot see it."""
    match chart:
        case Lines():
            made = lines_chart(slide, chart, scenario, box)
        case Bars():
            made = _bars(slide, chart, box)
        case Points():
            made = _points(slide, chart, scenario, box)
        case Flow():
            made = _flow(slide, chart, box)
        case _:
            raise TypeError(f"no slide has a chart of the kind {type(chart).__name__}")
    described = made._element.nvGraphicFramePr.cNvPr
    described.set("name", plain(chart.title))
    described.set("descr", plain(f"{chart.title}: {said(chart.finding, scenario)}"))


def _bars(slide: Any, chart: Bars, box: Box) -> Any:
    """Bars from zero, each piece after the other; what stands at the right follows the name."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    deepest = max(len(bar.pieces) for bar in chart.bars)
    sizes = [[_size(bar.pieces[depth : depth + 1]) for bar in chart.bars] for depth in range(deepest)]
    data = CategoryChartData(number_format=cell_format(chart.unit, [np.array(each, dtype=float) for each in sizes]))
    data.categories = [plain(f"{bar.name}: {bar.amount}" if bar.amount else bar.name) for bar in chart.bars]
    for depth, row in enumerate(sizes):
        data.add_series(plain(chart.pointer[1] if deepest == 1 else chart.bars[0].pieces[depth].name), row)
    made = added(slide, XL_CHART_TYPE.BAR_STACKED, data, box)
    plot = made.chart.plots[0]
    plot.gap_width = 40
    for depth, series in enumerate(plot.series):
        for at, bar in enumerate(chart.bars):
            for piece in bar.pieces[depth : depth + 1]:
                fill = series.points[at].format.fill
                fill.solid()
                colour(fill.fore_color, piece.role)
    axes(made.chart, chart.unit, [np.array(each, dtype=float) for each in sizes])
    made.chart.category_axis.reverse_order = True
    made.chart.has_legend = deepest > 1
    made.chart.value_axis.visible = False  # each name has its value beside it
    made.chart.value_axis.has_major_gridlines = False
    if format_of(chart.unit) == "share":
        made.chart.value_axis.minimum_scale, made.chart.value_axis.maximum_scale = 0, 1
    put(made.chart.category_axis._element, {"tickLblSkip": "1"}, before="noMultiLvlLbl")
    lay_out(made.chart, box, left=NAMES * box[2], right=APART)
    return made


def _size(pieces: Sequence[Any]) -> float | None:
    return pieces[0].end - pieces[0].start if pieces else None


def _points(slide: Any, chart: Points, scenario: Scenario, box: Box) -> Any:
    """Each point under its name, and the limits as lines. What lies far out stands at the edge, as on the screen."""
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    rows = drawn(chart, scenario, dark=False)[1].rows
    right, top = (max(row[side] for row in rows if row.get("note_kind") == "room") for side in ("at", "note_y"))
    written = {(row["at"], row["note_y"]): row for row in rows if row.get("note_text")}
    data = XyChartData(number_format="General")
    points = [row for row in rows if row.get("dot_y") is not None]
    dots = data.add_series(plain(chart.title))
    for row in points if len(points) > 1 else points * 2:  # LibreOffice draws no series of one point
        dots.add_data_point(row["at"], row["dot_y"])
    for at, words, side in chart.limits:
        line = data.add_series(plain(words))
        for x, y in ((at, 0), (at, top)) if side == "x" else ((0, at), (right, at)):
            line.add_data_point(x, y)
    made = added(slide, XL_CHART_TYPE.XY_SCATTER, data, box)
    of_dots, *limits = made.chart.plots[0].series
    of_dots.format.line.fill.background()
    for at, row in enumerate(points):
        _dot(of_dots.points[at], row, written.get((row["at"], row["dot_y"])))
    for each, (_, words, side) in zip(limits, chart.limits, strict=True):
        stroke(each, "limit")
        _say_limit(each, words, across=side == "y")
    axes(made.chart, chart.y.unit, [])
    for axis, title, end in (
        (made.chart.category_axis, chart.x.title, right),
        (made.chart.value_axis, chart.y.title, top),
    ):
        axis.minimum_scale, axis.maximum_scale = 0, end
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
        if title:
            entitle(axis, title)
    made.chart.has_legend = False
    return made


def _dot(point: Any, row: Mapping[str, Any], note: Mapping[str, Any] | None) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE

    point.marker.style, point.marker.size = XL_MARKER_STYLE[MARKERS.get(row["dot_kind"], "CIRCLE")], 9
    point.marker.format.fill.solid()
    colour(point.marker.format.fill.fore_color, row["dot_kind"])
    if note:
        label, is_left = point.data_label, note["note_align"] == "right"
        label.has_text_frame = True
        write(label.text_frame, plain(note["note_text"]), "ink")
        label.position = XL_LABEL_POSITION.LEFT if is_left else XL_LABEL_POSITION.RIGHT


def _say_limit(series: Any, words: str, *, across: bool) -> None:
    """At the end of a line across, over the top of an upright one."""
    from pptx.enum.chart import XL_LABEL_POSITION

    label = series.points[0 if across else 1].data_label
    label.has_text_frame = True
    write(label.text_frame, plain(words), "quiet")
    label.position = XL_LABEL_POSITION.RIGHT


def _flow(slide: Any, chart: Flow, box: Box) -> Any:
    """A column for each step, with the rate that leads to it under its name."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    others = [other for other in chart.others if not np.isnan(other).all()]
    data = CategoryChartData(number_format=cell_format(chart.unit, [chart.values]))
    data.categories = [
        plain(f"{step} {rate}" if rate else step) for step, rate in zip(chart.steps, chart.rates, strict=True)
    ]
    data.add_series(plain(chart.tooltip), chart.values.tolist())
    for other in others:
        data.add_series("Baseline", [None if math.isnan(value) else value for value in other.tolist()])
    made = added(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, data, box)
    plot = made.chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.font.size = points(SIZE)
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = (
        cell_format(chart.unit, [chart.values]),
        False,
    )
    for series, role in zip(plot.series, ("book", *["baseline"] * len(others)), strict=True):
        series.format.fill.solid()
        colour(series.format.fill.fore_color, role)
    axes(made.chart, chart.unit, [chart.values])
    made.chart.value_axis.minimum_scale = 0
    return made
