"""A chart of an answer as it is drawn: its frozen spec, and the table that it is drawn of."""

from __future__ import annotations

from typing import Any, Protocol

from charts import bars, flow, grid, lines, points
from charts.table import Table
from charts.theme import Builder, Spec, frozen
from model.answers import Bars, Chart, Flow, Grid, Lines, Points
from model.locales import writing
from model.scenario import Scenario


class Drawer(Protocol):
    """A module that draws one kind of chart.

    Its `look` is what of the chart is in the spec: a value that can be compared, and called with colours and whether
    there are dates gives the chart. All that a scenario changes is in the table.
    """

    def look(self, chart: Any) -> Builder: ...
    def table(self, chart: Any, start: str | None, currency: str) -> Table: ...
    def height(self, chart: Any) -> int: ...


DRAWERS: dict[type, Drawer] = {Lines: lines, Bars: bars, Points: points, Grid: grid, Flow: flow}


def drawn(chart: Chart, scenario: Scenario, *, dark: bool) -> tuple[Spec, Table]:
    """The same spec for each chart of a place on a page, whatever the scenario; only the table differs."""
    drawer = DRAWERS[type(chart)]
    spec = frozen(drawer.look(chart), dark, scenario.start is not None, writing().tag)
    return spec, drawer.table(chart, scenario.start, scenario.currency)


def height(chart: Chart) -> int:
    """Pixels."""
    return DRAWERS[type(chart)].height(chart)
