"""Charts as pictures: drawn by Vega-Lite in a process of its own, which has neither network nor files to read."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Literal

from charts.drawn import drawn, height
from model.answers import Bars, Chart, Lines
from model.problems import Problem, ScenarioError
from model.scenario import Scenario
from model.wording import unit_in_words

Kind = Literal["svg", "png"]
WIDTH, SECONDS = 760, 60
VEGA_LITE = "6.1"  # as on the screen
DRAW = """
import json, sys, vl_convert
asked = json.load(sys.stdin)
nowhere = {"allowed_base_urls": ["https://nowhere.invalid/"], "vl_version": asked["version"]}
made = (vl_convert.vegalite_to_svg(asked["spec"], **nowhere).encode() if asked["kind"] == "svg"
        else vl_convert.vegalite_to_png(asked["spec"], scale=2, **nowhere))
sys.stdout.buffer.write(made)
"""


def picture(chart: Chart, scenario: Scenario, kind: Kind) -> bytes:
    """A chart under its title, on white. Raises ScenarioError where it cannot be drawn."""
    spec, table = drawn(chart, scenario, dark=False)
    whole: dict[str, Any] = {
        **spec, "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": table.rows},
        "width": WIDTH, "height": height(chart),
        "title": {"text": chart.title, "subtitle": _unit(chart, scenario), "anchor": "start"},
    }  # fmt: skip
    whole["config"] = {**spec["config"], "background": "white", "padding": 16}
    asked = json.dumps({"kind": kind, "version": VEGA_LITE, "spec": _printable(whole)}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-c", DRAW], input=asked, capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        raise ScenarioError([Problem("picture", "", "cannot be drawn", "install Bowtie with its charts")]) from None
    return done.stdout


def _unit(chart: Chart, scenario: Scenario) -> str:
    return unit_in_words(chart.unit, scenario.currency) if isinstance(chart, Lines | Bars) else ""


def _printable(part: Any) -> Any:
    """Without control characters, which no picture may hold."""
    if isinstance(part, str):
        return "".join(mark if mark.isprintable() or mark == " " else " " for mark in part)
    if isinstance(part, dict):
        return {key: _printable(value) for key, value in part.items()}
    return [_printable(value) for value in part] if isinstance(part, list | tuple) else part
