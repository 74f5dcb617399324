"""A chart of an answer as it is drawn: its frozen spec, and the table that it is drawn of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from charts import bars, flow, grid, lines, points
from charts.table import ChartTable
from charts.theme import Builder, Spec, frozen
from model import plans
from model.answers import MONTHS, Bars, Chart, Flow, Grid, Lines, Points, Rule
from model.locales import writing
from model.scenario import Scenario


class Drawer(Protocol):
    """A module that draws one kind of chart.

    Its `look` is what of the chart is in the spec: a value that can be compared, and called with colours and whether
    there are dates gives the chart. All that a scenario changes is in the table.
    """

    def look(self, chart: Any) -> Builder: ...
    def table(self, chart: Any, start: str | None, currency: str) -> ChartTable: ...
    def height(self, chart: Any) -> int: ...


NOTHING_TOLD = ("",)  # labels under the pointer
DRAWERS: dict[type, Drawer] = {Lines: lines, Bars: bars, Points: points, Grid: grid, Flow: flow}


def drawn(chart: Chart, scenario: Scenario, *, dark: bool, told: bool = True) -> tuple[Spec, ChartTable]:
    """The same spec for each chart of a place on a page, whatever the scenario; only the table differs.

    Plans are the exception: where there are any, charts over months have a rule in the month that each begins.
    What the pointer is `told` along lines takes long to write, and one that moves quickly can do without.
    """
    drawer = DRAWERS[type(chart)]
    if isinstance(chart, Lines) and chart.x == MONTHS and scenario.changes:
        chart = replace(chart, rules=[Rule(month, words) for month, words in plans.marks(scenario)])
    spec = frozen(drawer.look(chart), dark, scenario.start is not None, writing().tag)
    of_table = chart if told or not isinstance(chart, Lines) else replace(chart, pointer=NOTHING_TOLD)
    return spec, drawer.table(of_table, scenario.start, scenario.currency)


def height(chart: Chart) -> int:
    """Pixels."""
    return DRAWERS[type(chart)].height(chart)
