"""A chart on a page of a PDF: lines, areas and words of the SVG that Vega makes of it, which has few kinds of parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import atan2, degrees, hypot
from typing import Any
from xml.etree.ElementTree import Element, fromstring

Inherited = dict[str, str]
Font = Callable[[str], tuple[str, str]]  # its name, and what of a text it can show

STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?[0-9.]+(?:e-?[0-9]+)?")
PASSED_ON = ("fill", "stroke")
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def draw_svg(canvas: Any, svg: bytes, left: float, top: float, scale: float, font: Font) -> None:
    """Draws it with its upper left corner at a place in points."""
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(scale, -scale)
    _draw(canvas, fromstring(svg), {}, font)
    canvas.restoreState()


def _draw(canvas: Any, element: Element, before: Inherited, font: Font) -> None:
    if element.get("display") == "none":
        return
    canvas.saveState()
    canvas.translate(*_moved(element))
    passed = before | {name: value for name in PASSED_ON if (value := element.get(name))}
    look = passed | dict(element.attrib)
    match element.tag.rpartition("}")[2]:
        case "path" if look.get("d") and element.get("class") not in ("background", "foreground"):
            _stroke(canvas, _path(canvas, look["d"]), look)
        case "line":
            path = canvas.beginPath()
            path.moveTo(0, 0)
            path.lineTo(float(look["x2"]), float(look["y2"]))
            _stroke(canvas, path, look)
        case "text" if element.text and look.get("fill", "none") != "none":
            _write(canvas, element.text, look, font)
    for part in element:
        _draw(canvas, part, passed, font)
    canvas.restoreState()


def _moved(element: Element) -> tuple[float, float]:
    numbers = [float(number) for number in NUMBER.findall(element.get("transform", ""))]
    return (numbers[0], numbers[1]) if len(numbers) > 1 else (0.0, 0.0)


def _path(canvas: Any, text: str) -> Any:
    """What Vega writes: straight lines, and circles of two halves."""
    path, x, y = canvas.beginPath(), 0.0, 0.0
    for command, numbers in _steps(text):
        match command:
            case "M":
                x, y = numbers
                path.moveTo(x, y)
            case "L":
                x, y = numbers
                path.lineTo(x, y)
            case "h":
                x += numbers[0]
                path.lineTo(x, y)
            case "v":
                y += numbers[0]
                path.lineTo(x, y)
            case "A":
                end_x, end_y = numbers[-2:]
                across, up, radius = (x + end_x) / 2, (y + end_y) / 2, hypot(x - end_x, y - end_y) / 2
                start = degrees(atan2(y - up, x - across))
                path.arcTo(across - radius, up - radius, across + radius, up + radius, start, 180)
                x, y = end_x, end_y
            case "Z":
                path.close()
    return path


def _steps(text: str) -> Iterator[tuple[str, list[float]]]:
    for command, numbers in STEP.findall(text.replace("e-", "E-")):
        yield command, [float(number) for number in NUMBER.findall(numbers)]


def _stroke(canvas: Any, path: Any, look: Inherited) -> None:
    fill, stroke, opacity = look.get("fill", "none"), look.get("stroke", "none"), float(look.get("opacity", 1))
    if fill != "none":
        canvas.setFillColor(fill)
        canvas.setFillAlpha(opacity)
    if stroke != "none":
        canvas.setStrokeColor(stroke)
        canvas.setStrokeAlpha(opacity * float(look.get("stroke-opacity", 1)))
        canvas.setLineWidth(float(look.get("stroke-width", 1)))
        canvas.setDash([float(each) for each in NUMBER.findall(look.get("stroke-dasharray", ""))])
    if fill != "none" or stroke != "none":
        canvas.drawPath(path, fill=int(fill != "none"), stroke=int(stroke != "none"))


def _write(canvas: Any, text: str, look: Inherited, font: Font) -> None:
    name, shown = font(text)
    size = float(look["font-size"].removesuffix("px"))
    canvas.saveState()
    canvas.scale(1, -1)
    canvas.setFillColor(look["fill"])
    canvas.setFillAlpha(float(look.get("opacity", 1)))
    width = canvas.stringWidth(shown, name, size)
    rim = "stroke" in look  # paper about the words, so that no line runs through them
    canvas.setFont(name, size)
    start = -ANCHORS[look.get("text-anchor", "start")] * width
    if rim:
        canvas.setStrokeColor(look["stroke"])
        canvas.setLineWidth(float(look.get("stroke-width", 1)))
        canvas.setLineJoin(1)
    text_object = canvas.beginText(start, 0)
    text_object.setTextRenderMode(2 if rim else 0)
    text_object.textOut(shown)
    canvas.drawText(text_object)
    canvas.restoreState()
