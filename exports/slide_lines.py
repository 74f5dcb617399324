"""Native charts of lines: over months, on areas that are parts of a whole."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from charts import frame
from charts.lines import FILLS, FROM_BACK
from exports.slide_chart_parts import (
    APART,
    AXIS,
    LETTER,
    SMALL,
    added,
    axes,
    cell_format,
    entitle,
    lay_out,
    points,
    put,
    stroke,
)
from exports.slide_chart_words import labels, say
from exports.slide_theme import Box, colour
from exports.texts import plain
from model import months
from model.answers import Band, Lines, Series
from model.engine.batch import Array
from model.scenario import Scenario
from model.wording import format_of

LABEL, STEPS = 62, (1, 3, 6, 12, 24, 60)  # points of a month along the side, and how far apart they may be
TICKS = 5  # up the side, at most
MONTH = "mmm yyyy"


def lines_chart(slide: Any, chart: Lines, scenario: Scenario, box: Box) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    areas, lines = _areas(chart), _seen(chart)
    data = CategoryChartData(number_format=cell_format(chart.unit, [line.values for line in lines]))
    places = _places(chart, scenario)
    data.categories = places
    data.categories.number_format = MONTH if isinstance(places[0], date) else "General"
    for line in (*areas, *lines):
        data.add_series(plain(line.name), [None if math.isnan(value) else value for value in line.values.tolist()])
    made = added(slide, XL_CHART_TYPE.LINE, data, box)
    drawn_lines = list(made.chart.plots[0].series)[len(areas) :]
    seen = Counter[str]()
    for series, line in zip(drawn_lines, lines, strict=True):
        stroke(series, line.role or "quiet", seen[line.role or ""])
        seen[line.role or ""] += 1
    said = [label for label in labels(chart, lines, box) if label.place < len(chart.places)]
    for label in said:
        say(drawn_lines[label.line], label, last=len(chart.places) - 1)
    _fill(made.chart, areas)
    shown = frame.around(chart)
    axes(made.chart, chart.unit, [np.array([shown.low, shown.high])])
    _along(made.chart.category_axis, chart, places, max(2, int(box[2] // LABEL)))
    _up(made.chart.value_axis, chart)
    ends = [len(label.words) for label in said if label.place == len(places) - 1]
    lay_out(made.chart, box, left=AXIS, right=max(ends, default=0) * LETTER + APART)
    return made


def _areas(chart: Lines) -> list[Series]:
    """Parts of a whole, stacked: each is the line of its own name, which is not drawn itself."""
    told = {line.name: line.values for line in chart.series if line.role is None}
    named = [(band, told.get(band.words)) for band in chart.bands if band.role in FILLS]
    return [Series(band.words, values, band.role) for band, values in named if values is not None]


def _seen(chart: Lines) -> list[Series]:
    """The lines that there is anything of, from the back on, and the edges of bands that are not filled."""
    edges = [
        Series(line.name, line.values, "quiet")
        for line in chart.series
        if line.role is None and any(_is_edge(band, line.values) for band in chart.bands)
    ]
    own = [line for line in chart.series if line.role is not None and not np.isnan(line.values).all()]
    return [*edges, *sorted(own, key=lambda line: FROM_BACK.index(line.role or ""))]


def _is_edge(band: Band, values: Array) -> bool:
    return not band.words and any(np.array_equal(side, values, equal_nan=True) for side in (band.low, band.high))


def _places(chart: Lines, scenario: Scenario) -> list[Any]:
    """Where the values stand: months by number or as a day of the calendar, or what else there is along the side."""
    if chart.x.unit == "month" and scenario.start is not None:
        return [date(*months.of_calendar(int(month), scenario.start), 1) for month in chart.places]
    if format_of(chart.x.unit) == "share":
        return [f"{place:.0%}" for place in chart.places]
    return [int(place) if place == int(place) else f"{place:g}" for place in chart.places.tolist()]


def _fill(made: Any, areas: Sequence[Series]) -> None:
    """Turns the first series into stacked areas behind the lines."""
    if not areas:
        return
    from lxml import etree

    lines = made.plots[0]._element
    for series, area in zip(list(made.plots[0].series), areas, strict=False):
        series.format.fill.solid()
        colour(series.format.fill.fore_color, area.role or "quiet")
        series.format.line.fill.background()
    space = etree.QName(lines).namespace
    stacked = etree.Element(f"{{{space}}}areaChart")
    etree.SubElement(stacked, f"{{{space}}}grouping").set("val", "stacked")
    etree.SubElement(stacked, f"{{{space}}}varyColors").set("val", "0")
    for series in list(lines.iter(f"{{{space}}}ser"))[: len(areas)]:
        for part in (*series.iter(f"{{{space}}}marker"), *series.iter(f"{{{space}}}smooth")):
            part.getparent().remove(part)
        stacked.append(series)
    for axis in lines.iter(f"{{{space}}}axId"):
        etree.SubElement(stacked, f"{{{space}}}axId").set("val", axis.get("val"))
    lines.addprevious(stacked)


def _along(axis: Any, chart: Lines, places: Sequence[Any], most: int) -> None:
    """At `most` so many places are written along the side."""
    every = next(step for step in STEPS if len(places) / step <= most)
    if isinstance(places[0], date):
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = MONTH, False
        put(axis._element, {"baseTimeUnit": "months", "majorUnit": str(every), "majorTimeUnit": "months"})
        return
    put(axis._element, {"tickLblSkip": str(every)}, before="noMultiLvlLbl")
    axis.tick_labels.font.size = points(SMALL)
    if chart.x.title:
        entitle(axis, chart.x.title)


def _up(axis: Any, chart: Lines) -> None:
    """The side from zero on; of a chart that is cut as far as it is about, in round steps."""
    shown = frame.around(chart)
    if not chart.cut:
        if chart.from_zero and shown.low >= 0:
            axis.minimum_scale = 0
        return
    low, high = shown.room(chart)
    step = 10 ** math.floor(math.log10((high - low) / TICKS))
    step *= next(each for each in (1, 2, 5, 10) if (high - low) / (each * step) <= TICKS + 1)
    axis.minimum_scale, axis.maximum_scale = math.floor(low / step) * step, math.ceil(high / step) * step
    axis.major_unit = step
