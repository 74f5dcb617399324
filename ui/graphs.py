"""A chart on a page: heading with its unit, what it shows in a sentence, the picture."""

from __future__ import annotations

from typing import Protocol

import streamlit as st

from charts.notes import Table
from charts.theme import Chart, Palette, frozen
from model import Result
from ui import escape
from ui.state import State

# The sentence that changes stands above the chart: a changing name would make the browser draw the chart anew.
ALT = "the sentence above the chart says what it shows, and the table below has its numbers."


class Family(Protocol):
    """A module of `charts` that draws one kind of chart."""

    TITLE: str
    UNIT: str

    def chart(self, colours: Palette, dated: bool) -> Chart: ...
    def table(self, result: Result, baseline: Result | None) -> Table: ...
    def finding(self, result: Result, baseline: Result | None) -> str: ...


def draw(now: State, family: Family) -> None:
    """The chart of the scenario against its baseline, in the reader's theme."""
    result, baseline = now.result, now.baseline_result
    unit = family.UNIT.replace("money", now.scenario.currency).replace("/", " a ")
    finding = family.finding(result, baseline)
    st.html(
        f"<h2 class='chart'>{escape.for_html(family.TITLE)} <small>{escape.for_html(unit)}</small></h2>"
        f"<p class='finding'>{escape.for_html(finding)}</p>"
    )
    spec = frozen(family.chart, st.context.theme.type == "dark", now.scenario.start is not None)
    st.vega_lite_chart(family.table(result, baseline), spec, theme=None, alt=f"{family.TITLE}: {ALT}")
