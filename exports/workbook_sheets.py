"""The sheets of the model: what is worked out in its place, with keys, labels, units and heads."""

from __future__ import annotations

from exports.workbook_cells import Cells
from exports.workbook_formats import Paper
from exports.workbook_plan import AGES, BEFORE, ECONOMICS, FIRST, HEAD, KEY, LABEL, SUMMARY, TOTAL, UNIT, VALUE
from model import months
from model.scenario import Scenario

WIDE = 160  # columns of months that are as wide as a number


def write_model(papers: dict[str, Paper], cells: Cells, scenario: Scenario) -> None:
    """The company and each segment by month, the figures, and one account by its age."""
    last = dict.fromkeys(cells.rows, FIRST)
    for place in cells.formulas:
        last[place.sheet] = max(last[place.sheet], place.column)
    titles = [TOTAL, *(segment.name for segment in scenario.segments)]
    for name, title in zip((TOTAL, *cells.segments), titles, strict=True):
        _months(papers[name], title, last[name] - BEFORE, scenario)
    for name in (SUMMARY, ECONOMICS):
        _figures(papers[name], titles)
    papers[AGES].head("One account by its age in months", ["key", "", "unit", ""])
    for column in range(FIRST, last[AGES] + 1):
        papers[AGES].number(HEAD - 1, column, column - FIRST, "head")
    for name in cells.rows:
        _labels(papers[name], cells)
    _formulas(papers, cells)


def _months(paper: Paper, title: str, count: int, scenario: Scenario) -> None:
    paper.head(title, ["key", "", "unit", "before"])
    for month in range(1, count + 1):
        paper.number(HEAD - 1, BEFORE + month, month, "head")
        beyond = "after the horizon" if month > scenario.horizon_months else ""
        paper.words(HEAD - 2, BEFORE + month, beyond or _calendar(month, scenario), "quiet")


def _calendar(month: int, scenario: Scenario) -> str:
    return months.name(month, scenario.start) if scenario.start else ""


def _figures(paper: Paper, titles: list[str]) -> None:
    paper.head(paper.name, ["key", "", titles[0], "unit", *titles[1:]])
    quiet = {"type": "errors", "format": paper.formats.of("quiet")}
    paper.sheet.conditional_format(HEAD, VALUE, HEAD + 200, BEFORE + len(titles), quiet)


def _labels(paper: Paper, cells: Cells) -> None:
    """Keys, labels and units of the rows; the unit of a figure stands behind its value."""
    rows = cells.rows[paper.name]
    figures = paper.name in (SUMMARY, ECONOMICS)
    for key, row in rows.known.items():
        label, unit = rows.labels[key]
        paper.words(row, KEY, key, "quiet")
        paper.words(row, LABEL, label)
        paper.words(row, BEFORE if figures else UNIT, unit, "quiet")
    paper.widths(22, 40, 14, 14)
    paper.sheet.set_column(FIRST, FIRST + WIDE, 12)
    paper.sheet.freeze_panes(HEAD, VALUE if figures else FIRST)


def _formulas(papers: dict[str, Paper], cells: Cells) -> None:
    units = {
        (name, row): rows.labels[key][1] or "-" for name, rows in cells.rows.items() for key, row in rows.known.items()
    }
    for place, formula in cells.formulas.items():
        unit = units[place.sheet, place.row]
        papers[place.sheet].formula(place.row, place.column, formula.text, formula.value, "plain", unit)
