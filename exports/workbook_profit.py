"""Profit and cash by month and by year, as a finance team lays it out."""

from __future__ import annotations

from exports.workbook_cells import Cells
from exports.workbook_formats import Paper
from exports.workbook_plan import BEFORE, FIRST, HEAD, KEY, LABEL, PROFIT, TOTAL, UNIT, Place, letters
from model.metrics import MONTHLY
from model.result import Result

ROWS = (
    "revenue", "cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "fixed_costs", "operating_profit",
    "cumulative_profit", "billings", "receipts", "cash_flow", "cash",
)  # fmt: skip
LEVELS = ("cumulative_profit", "cash")  # of which a year has its last month
YEAR = 12


def write_profit(paper: Paper, cells: Cells, result: Result) -> None:
    """Each month, and behind them each year from month 1."""
    last = result.scenario.horizon_months
    years = [(first, min(first + YEAR - 1, last)) for first in range(1, last + 1, YEAR)]
    paper.head("Profit and cash", ["key", "", "unit", ""])
    for month in range(1, last + 1):
        paper.number(HEAD - 1, BEFORE + month, month, "head")
    for number, (first, end) in enumerate(years, 1):
        words = f"Year {number}" if end - first == YEAR - 1 else f"Months {first}-{end}"
        paper.words(HEAD - 1, FIRST + last + number, words, "head")
    for row, name in enumerate(ROWS, HEAD):
        metric, path = MONTHLY[name], result.total.monthly[name][:, 0]
        paper.words(row, KEY, name, "quiet")
        paper.words(row, LABEL, metric.label)
        paper.words(row, UNIT, metric.unit, "quiet")
        for month in range(1, last + 1):
            total = Place(TOTAL, cells.rows[TOTAL].at(name), BEFORE + month).seen_from(PROFIT)
            paper.formula(row, BEFORE + month, total, float(path[month - 1]), unit=metric.unit)
        for number, (first, end) in enumerate(years, 1):
            level = name in LEVELS
            at_end = f"{letters(BEFORE + end)}{row + 1}"
            text = at_end if level else f"SUM({letters(BEFORE + first)}{row + 1}:{at_end})"
            value = float(path[end - 1] if level else path[first - 1 : end].sum())
            paper.formula(row, FIRST + last + number, text, value, unit=metric.unit)
    paper.widths(22, 30, 14, 4)
    paper.sheet.set_column(FIRST, FIRST + last + len(years), 12)
    paper.sheet.freeze_panes(HEAD, FIRST)
