"""The charts of the workbook, drawn by the spreadsheet itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exports.workbook_cells import Cells
from exports.workbook_formats import Paper
from exports.workbook_plan import BEFORE, FIRST, HEAD, SUMMARY, TOTAL

ACCENT, QUIET = "#0B5CAD", "#9CA3AF"
HIGH = 17  # rows that a chart covers


@dataclass(frozen=True)
class Drawn:
    """One measure in a chart: a line or a column, its name and its colour."""

    key: str
    kind: str
    name: str
    colour: str


CHARTS = {
    "MRR of existing and new customers": (
        Drawn("mrr_of_book", "column", "Existing customers", QUIET),
        Drawn("mrr_of_new", "column", "New customers", ACCENT),
    ),
    "Operating profit by month and added up": (
        Drawn("operating_profit", "column", "Operating profit", QUIET),
        Drawn("cumulative_profit", "line", "Cumulative profit", ACCENT),
    ),
    "Cash at the end of each month": (Drawn("cash", "line", "Cash", ACCENT),),
}


def add_charts(book: Any, paper: Paper, cells: Cells) -> None:
    """Below the figures of the summary."""
    row = max(place.row for place in cells.formulas if place.sheet == SUMMARY) + 3
    for title, series in CHARTS.items():
        kinds = dict.fromkeys(each.kind for each in series)
        first, *others = (_chart(book, cells, kind, [each for each in series if each.kind == kind]) for kind in kinds)
        for other in others:
            first.combine(other)
        first.set_title({"name": title, "name_font": {"size": 12}})
        first.set_x_axis({"name": "Month", "label_position": "low"})
        first.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E5E7EB"}}})
        first.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
        first.set_size({"width": 760, "height": 320})
        paper.sheet.insert_chart(row, 1, first, {"description": title})
        row += HIGH


def _chart(book: Any, cells: Cells, kind: str, series: list[Drawn]) -> Any:
    chart = book.add_chart({"type": kind, **({"subtype": "stacked"} if len(series) > 1 else {})})
    last = BEFORE + cells.trace.months
    for each in series:
        row = cells.rows[TOTAL].at(each.key)
        line = {"line": {"color": each.colour, "width": 2}}
        look = line if kind == "line" else {"fill": {"color": each.colour}, "gap": 40}
        months = [TOTAL, HEAD - 1, FIRST, HEAD - 1, last]
        chart.add_series({"name": each.name, "values": [TOTAL, row, FIRST, row, last], "categories": months, **look})
    return chart
