"""What the native charts of the slides share: how they are added, their axes, lines and words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from charts.lines import DASHED, DOTTED, FINE, SOLID, STROKES
from exports.slide_theme import Box, colour
from exports.texts import plain
from model.engine.batch import Array
from model.wording import format_of

SIZE, SMALL = 10, 8  # points of what is written in a chart, and of numbers along it
LETTER, APART, AXIS = 5.2, 12, 44  # points of a letter, around words, and of what stands at the side
SAMPLE = 46  # points of the line beside a name in a legend
PIXEL = 0.75  # points
SCALES = ((1e9, ',,,"B"'), (1e6, ',,"M"'), (1e3, ',"k"'))  # from a number on, and how a cell writes it


def added(slide: Any, kind: Any, data: Any, box: Box) -> Any:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    made = slide.shapes.add_chart(kind, *map(Pt, box), data)
    chart = made.chart
    chart.has_title = False
    chart.font.size = Pt(SIZE)
    colour(chart.font.color, "quiet")
    chart.has_legend = len(list(chart.plots[0].series)) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    return made


def axes(made: Any, unit: str, values: Sequence[Array]) -> None:
    """Thin lines across, numbers in short, and the names below all that is drawn."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    side, along = made.value_axis, made.category_axis
    along.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis in (side, along):
        axis.major_tick_mark = XL_TICK_MARK.NONE
        colour(axis.format.line.color, "rule")
    side.has_major_gridlines, along.has_major_gridlines = True, False
    colour(side.major_gridlines.format.line.color, "rule")
    side.tick_labels.number_format, side.tick_labels.number_format_is_linked = cell_format(unit, values), False


def cell_format(unit: str, values: Sequence[Array]) -> str:
    """How a cell writes numbers of this unit, and of this size, in short."""
    if format_of(unit) == "share":
        return "0%"
    largest = max((float(np.nanmax(np.abs(each), initial=0.0)) for each in values), default=0.0)
    for start, ending in SCALES:
        if largest >= start:
            return f"#,##0{'.0' if largest < 10 * start else ''}{ending}"
    return "#,##0" if largest >= 10 else "0.0#"


def put(element: Any, values: Mapping[str, str], before: str = "") -> None:
    """Gives an element parts with these values, at its end or before another part."""
    from lxml import etree

    space = etree.QName(element).namespace
    for name, value in values.items():
        for old in element.findall(f"{{{space}}}{name}"):
            element.remove(old)
        part = etree.Element(f"{{{space}}}{name}", val=value)
        follows = element.find(f"{{{space}}}{before}") if before else None
        element.append(part) if follows is None else follows.addprevious(part)


def lay_out(made: Any, box: Box, *, left: float, right: float) -> None:
    """What is drawn leaves so many points at its sides, and room for the legend below."""
    from lxml import etree

    area = made._chartSpace.chart.plotArea
    space = etree.QName(area).namespace
    for old in area.findall(f"{{{space}}}layout"):
        area.remove(old)
    wide, entries = box[2], sum(len(series.name) * LETTER + SAMPLE for plot in made.plots for series in plot.series)
    below = 22 + (14 if made.category_axis.has_title else 0)
    below += 12 + 13 * math.ceil(entries / wide) if made.has_legend else 0
    layout = etree.Element(f"{{{space}}}layout")
    manual = etree.SubElement(layout, f"{{{space}}}manualLayout")
    parts = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge", "x": left / wide, "y": 8 / box[3],
             "w": 1 - (left + right) / wide, "h": 1 - (8 + below) / box[3]}  # fmt: skip
    for name, value in parts.items():
        etree.SubElement(manual, f"{{{space}}}{name}").set("val", value if isinstance(value, str) else f"{value:.4f}")
    area.insert(0, layout)


def entitle(axis: Any, words: str) -> None:
    axis.has_title = True
    write(axis.axis_title.text_frame, plain(words), "quiet")


def write(text_frame: Any, words: str, name: str) -> None:
    from pptx.util import Pt

    text_frame.text = words
    font = text_frame.paragraphs[0].runs[0].font
    font.size = Pt(SIZE)
    colour(font.color, name)


def stroke(series: Any, role: str, others: int = 0) -> None:
    """The line of a role; where there are `others` of it already, in other dashes."""
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    name, width, dashed, _ = STROKES[role]
    line, dashes = series.format.line, [SOLID, DASHED, DOTTED, FINE]
    line.width = Pt(width * PIXEL)
    colour(line.color, name)
    kind = (dashes.index(dashed) + others) % len(dashes)
    if kind:
        line.dash_style = (MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.SQUARE_DOT)[kind - 1]
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE


def points(size: float) -> Any:
    from pptx.util import Pt

    return Pt(size)
