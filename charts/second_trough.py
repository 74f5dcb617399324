"""Cumulative profit as it is, and with twice the signatures from some month on: a second trough."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from charts import bundle, months, whatifs
from charts.bundle import Line
from charts.notes import Columns, Note, Table
from charts.paths import compared, in_words, minus, told_each
from charts.theme import Chart, Palette
from model.metrics import MONTHLY
from model.questions.cash_trough.second import SecondTrough
from model.wording import short

TITLE, UNIT = "Cumulative profit when accelerated", MONTHLY["cumulative_profit"].unit
HEIGHT = 320


def chart(colours: Palette, dated: bool) -> Chart:
    told = {
        "Month": "when",
        "As it is": "told",
        "Accelerated": "accelerated_told",
        "Baseline accelerated": "before_told",
    }
    return bundle.chart(colours, dated, told)


def table(mine: SecondTrough, before: SecondTrough | None) -> Table:
    """One row per month, one per label, and the points of the lines."""
    start, currency = mine.scenario.start, mine.scenario.currency
    path = mine.profit if mine.path is None else mine.path
    earlier = compared(path, None if before is None else before.path)
    columns: Columns = months.columns(len(path), start) | {
        "told": told_each(mine.profit, UNIT, currency),
        "accelerated_told": told_each(path, UNIT, currency),
        "before_told": told_each(earlier, UNIT, currency),
    }
    lines = [
        Line("Baseline", earlier, "baseline"),
        Line("Accelerated", compared(mine.profit, mine.path), "ink"),
        Line("As it is", mine.profit, "whatif"),
    ]
    return bundle.table(columns, lines, _marks(mine))


def finding(mine: SecondTrough, before: SecondTrough | None) -> str:
    """What the chart shows, in words."""
    start = mine.scenario.start
    if mine.start is None or mine.path is None:
        return "There is nothing to accelerate."
    sentence = f"Accelerated from {months.name(round(mine.start.value), start)} on, cumulative profit"
    end, other = (in_words(float(path[-1]), UNIT, mine.scenario.currency) for path in (mine.path, mine.profit))
    if mine.low and mine.low_month:
        low = in_words(mine.low.value, UNIT, mine.scenario.currency)
        sentence += f" falls to {low} in {months.name(round(mine.low_month.value), start)} and"
    return f"{sentence} ends at {end}, as it is at {other}."


def _marks(mine: SecondTrough) -> list[Note]:
    if mine.path is None or mine.start is None:
        return []
    mark = partial(whatifs.mark, mine.scenario, mine.path)
    marks = mark(mine.start, "from", "ink", above=True)
    if mine.low and mine.low_month and mine.back:
        marks += mark(mine.low_month, f"{minus(short(mine.low.value))} in", "loss")
        row = whatifs.row_below(mine.scenario, mine.low_month, mine.back) if marks[-1].align == "left" else 0
        marks += [replace(note, align="left") for note in mark(mine.back, "back in", "ink", row=row)]
    return marks
