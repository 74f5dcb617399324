"""Charts as pictures: drawn by Vega-Lite, all of them in one process of its own."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any, Literal

from charts.drawn import drawn, height
from charts.theme import VEGA_LITE
from exports.apart import Progress, apart
from model.answers import Bars, Chart, Lines
from model.scenario import Scenario
from model.wording import unit_in_words

Kind = Literal["svg", "png", "pdf"]
WIDTH, SECONDS = 760, 60


def picture(chart: Chart, scenario: Scenario, kind: Kind) -> bytes:
    """A chart under its title, on white. Raises ScenarioError where it cannot be drawn."""
    (made,) = pictures([(kind, spec(chart, scenario))])
    return made


def pictures(asked: Sequence[tuple[Kind, dict[str, Any]]], told: Progress = lambda share: None) -> list[bytes]:
    """A picture of each spec. Raises ScenarioError."""
    given = json.dumps({"version": VEGA_LITE, "specs": asked}).encode()
    made = apart("exports.drawing:draw", given, "The pictures", seconds=SECONDS + len(asked), told=told)
    with zipfile.ZipFile(io.BytesIO(made)) as drawn_ones:
        return [drawn_ones.read(str(number)) for number in range(len(asked))]


def spec(chart: Chart, scenario: Scenario, *, titled: bool = True, width: int = WIDTH) -> dict[str, Any]:
    """What Vega-Lite draws, with the data."""
    look, table = drawn(chart, scenario, dark=False)
    whole: dict[str, Any] = {
        **look, "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": table.rows},
        "width": width, "height": height(chart),
    }  # fmt: skip
    if titled:
        whole["title"] = {"text": chart.title, "subtitle": _unit(chart, scenario), "anchor": "start"}
    whole["config"] = {**look["config"], "background": "white", "padding": 16 if titled else 0}
    printable: dict[str, Any] = _printable(whole)
    return printable


def _unit(chart: Chart, scenario: Scenario) -> str:
    return unit_in_words(chart.unit, scenario.currency) if isinstance(chart, Lines | Bars) else ""


def _printable(part: Any) -> Any:
    """Without control characters, which no picture may hold."""
    if isinstance(part, str):
        return "".join(mark if mark.isprintable() else " " for mark in part)
    if isinstance(part, dict):
        return {key: _printable(value) for key, value in part.items()}
    return [_printable(value) for value in part] if isinstance(part, list | tuple) else part
