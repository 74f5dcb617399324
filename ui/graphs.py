"""A chart on a page: heading with its unit, what it shows in a sentence, the picture."""

from __future__ import annotations

from typing import Any, Protocol

import streamlit as st

from charts.notes import Table
from charts.theme import HEIGHT, Chart, Palette, frozen
from model.trace import Sentence
from ui import answer, escape, texts
from ui.state import State

# The sentence that changes stands above the chart: a changing name would make the browser draw the chart anew.
ALT = "the sentence above the chart says what it shows, and the table below has its numbers."


class Family(Protocol):
    """A module of `charts` that draws one kind of chart, of a result or of a page's answer.

    It may say its HEIGHT, or, where the chart grows with its rows, the `height` of a table.
    """

    TITLE: str
    UNIT: str

    def chart(self, colours: Palette, dated: bool) -> Chart: ...
    def table(self, mine: Any, before: Any) -> Table: ...
    def finding(self, mine: Any, before: Any) -> str: ...


def draw(now: State, family: Family, mine: Any = None, before: Any = None, remark: Sentence = ()) -> None:
    """The chart of the scenario against its baseline, in the reader's theme; of results where no answer is given.

    The remark stands below the sentence that says what the chart shows.
    """
    if mine is None:
        mine, before = now.result, now.baseline_result
    unit = family.UNIT.replace("money", now.scenario.currency).replace("/", " a ")
    finding = family.finding(mine, before)
    texts.show(
        f"<h2 class='chart'>{escape.for_html(family.TITLE)} <small>{escape.for_html(unit)}</small></h2>"
        f"<p class='finding'>{escape.for_html(finding)}</p>{answer.remark(now, remark) if remark else ''}"
    )
    dark, dated = st.context.theme.type == "dark", now.scenario.start is not None
    table, grows = family.table(mine, before), getattr(family, "height", None)
    spec = frozen(family.chart, dark, dated, grows(table) if grows else getattr(family, "HEIGHT", HEIGHT))
    st.vega_lite_chart(table, spec, theme=None, alt=f"{family.TITLE}: {ALT}")
