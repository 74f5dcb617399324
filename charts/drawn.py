"""A chart of an answer as it is drawn: its frozen spec, and the table that it is drawn of."""

from __future__ import annotations

from typing import Any

from charts import lines
from charts.notes import Table
from charts.theme import frozen
from model.answers import Chart, Lines
from model.scenario import Scenario

HEIGHTS = {"low": 220, "usual": 280, "high": 320}  # pixels


def drawn(chart: Chart, scenario: Scenario, *, dark: bool) -> tuple[dict[str, Any], Table]:
    """The same spec for each chart of a place on a page, whatever the scenario; only the table differs."""
    if not isinstance(chart, Lines):
        raise TypeError(f"there is no drawer for {type(chart).__name__} yet")
    look, table = lines.look(chart), lines.table(chart, scenario.start, scenario.currency)
    return frozen(look, dark, scenario.start is not None, HEIGHTS[chart.tall]), table
