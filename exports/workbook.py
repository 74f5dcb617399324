"""The workbook: the whole model as live formulas, so that whoever changes a number on Inputs sees everything follow."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cache
from typing import Any

from exports.apart import Progress
from exports.workbook_cells import Cells
from exports.workbook_charts import add_charts
from exports.workbook_checks import Checks, write_checks
from exports.workbook_figures import Figures
from exports.workbook_formats import Formats, Paper
from exports.workbook_inputs import numbered, write_inputs
from exports.workbook_plan import (
    AGES,
    ASSUMPTIONS,
    CHECKS,
    ECONOMICS,
    INPUTS,
    PROFIT,
    READ_ME,
    SCENARIO_FILE,
    SUMMARY,
    TOTAL,
    sheet_names,
)
from exports.workbook_profit import write_profit
from exports.workbook_scenario import write_scenario
from exports.workbook_sheets import write_model
from exports.workbook_words import write_assumptions, write_read_me
from model.metrics import LAYERS, MONTHLY
from model.metrics.monthly import LAYER_METRICS
from model.problems import Problem, ScenarioError
from model.result import Result
from model.scenario import Scenario
from model.trace import Trace

MOST_CELLS = 250_000  # about two minutes to write


@contextmanager
def _uncollected() -> Iterator[None]:
    """No collector runs: it would look through a million parts that are all needed, for a fifth of all time."""
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()


@_uncollected()
def workbook(result: Result, progress: Progress = lambda share: None, on: date | None = None) -> bytes:
    """The workbook of a result as a file. Raises ScenarioError for one that would be too large.

    `progress` is told which share is done. The same result gives the same file of a day, which is today by default.
    """
    library = _library()
    _refuse_the_huge(result.scenario)
    cells, checks = written(result, progress)
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with library.Workbook(file, options) as book:
        book.set_properties({"author": "Bowtie", "created": datetime.combine(on or date.today(), time())})
        names = [READ_ME, INPUTS, SUMMARY, PROFIT, TOTAL, *cells.segments, ECONOMICS, AGES, ASSUMPTIONS, CHECKS]
        names.append(SCENARIO_FILE)
        formats = Formats(book)
        papers = {name: Paper(name, book.add_worksheet(name, _plain_sheet()), formats) for name in names}
        write_checks(papers[CHECKS], checks, result.scenario)
        write_inputs(book, papers[INPUTS], result.scenario, cells.inputs)
        write_model(papers, cells, result.scenario)
        write_profit(papers[PROFIT], cells, result)
        write_assumptions(papers[ASSUMPTIONS], result.scenario)
        write_read_me(papers[READ_ME], result, cells.rows[SUMMARY].at("verdict.advice"))
        add_charts(book, papers[SUMMARY], cells)
        write_scenario(papers.pop(SCENARIO_FILE), result.scenario, papers.values())
        progress(0.95)
    return file.getvalue()


@cache
def _plain_sheet() -> type[Any]:
    """A sheet that takes formulas as they are: looking for newer functions in each takes a third of all time."""
    from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

    def stored(sheet: Any, row: int, column: int, formula: str, style: Any, value: float | str) -> None:
        if not sheet._check_dimensions(row, column):
            sheet.table[row][column] = CellFormulaTuple(formula.removeprefix("="), style, value)

    return type("PlainSheet", (Worksheet,), {"_write_formula": stored})


def written(result: Result, progress: Progress = lambda share: None) -> tuple[Cells, list[tuple[str, str]]]:
    """Every formula of the workbook and where it stands; and the checks, in words and as formulas."""
    trace = Trace(result, follows=True)
    cells = Cells(trace, sheet_names(result.scenario))
    for row, entry in numbered(result.scenario):
        cells.input_at(entry.key, row)
    for month in range(1, trace.months + 1):
        _ask_month(cells, trace, month)
        cells.write()
        progress(0.8 * month / trace.months)
    Figures(cells, result).write()
    checks = [*Checks(cells).all()]
    cells.write()  # what the checks have asked for
    return cells, checks


def _ask_month(cells: Cells, trace: Trace, month: int) -> None:
    """Every measure of a month, and those of existing and of new customers."""
    for name, metric in MONTHLY.items():
        for segment in trace.by_segment if metric.in_segments else ():
            cells.place(segment.month(name, month))
        if metric.in_total:
            cells.place(trace.month(name, month))
    for segment in trace.by_segment:
        for layer in LAYERS:
            for name in LAYER_METRICS:
                cells.place(segment.layer(layer, name, month))


def estimated_cells(scenario: Scenario) -> int:
    """About how many formulas a workbook has."""
    groups = sum(
        max(segment.renewal_months, segment.expansion_months) * (len(segment.retention_by_renewal) + 1)
        for segment in scenario.segments
    )
    return scenario.horizon_months * (10 * groups + 80 * len(scenario.segments))


def _refuse_the_huge(scenario: Scenario) -> None:
    cells = estimated_cells(scenario)
    if cells > MOST_CELLS:
        problem = f"would take about {cells:,} cells; a workbook holds at most {MOST_CELLS:,}"
        raise ScenarioError([Problem("workbook", "", problem, "shorten the horizon or export fewer segments")])


def _library() -> Any:
    """XlsxWriter, an extra and slow to load."""
    try:
        import xlsxwriter
        import xlsxwriter.worksheet
    except ImportError:
        remedy = "pip install 'bowtie[export]'"
        raise ScenarioError([Problem("workbook", "", "needs XlsxWriter, which is not installed", remedy)]) from None
    return xlsxwriter
