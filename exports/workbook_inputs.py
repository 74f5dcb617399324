"""The sheet of inputs: one row each, the number that may be changed in blue, what is fixed when written in grey."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from exports.workbook_formats import Paper
from exports.workbook_plan import BEFORE, HEAD, INPUTS, LABEL, VALUE
from model.cells import plain
from model.parameters import CHANGE, MEETING, SEGMENT, STAFF_CHANGE, Parameter
from model.problems import one_line
from model.scenario import TABLES, Scenario

FIRST_ROW, NOTE, CHECK = 3, 6, 7
# Numbers that decide which cells there are, beside words and choices.
STRUCTURE = ("horizon_months", "schema", "fiscal_year_start", "book_renewals_done")
FIXED = "Fixed when written: export again to change it."
UNUSED = "Nothing in this workbook uses it."


@dataclass(frozen=True)
class Entry:
    """One row: the key that the trace has for the number, and its declaration."""

    path: str
    label: str
    value: Any
    parameter: Parameter
    bounds: tuple[float, float] | None
    of_table: str = ""  # the input that it is a row of

    @property
    def key(self) -> str:
        return f"={self.path}"

    @property
    def input_path(self) -> str:
        """The input that it is, or that it is a number of."""
        return self.of_table or self.path

    def among(self, rows: tuple[Any, ...], value: float) -> tuple[Any, ...]:
        """The table's rows with another number in its place."""
        place = int(self.path.removeprefix(f"{self.of_table}/").partition("/")[0]) - 1
        row = rows[place]
        changed = value if isinstance(row, float) else row.model_copy(update={self.parameter.name: value})
        return (*rows[:place], changed, *rows[place + 1 :])

    @property
    def may_change(self) -> bool:
        """Whether it is a number that only fills cells."""
        name = self.path.rpartition(".")[2].partition("/")[0]
        number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        return number and self.bounds is not None and name not in STRUCTURE

    @property
    def cell_value(self) -> float | str:
        """What the cell holds: words as words, tables as how many rows they have."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, int | float):
            return float(self.value)
        if isinstance(self.value, tuple):
            return f"{len(self.value)} rows" if self.value else "none"
        return "left out" if self.value is None else one_line(str(self.value))


def entries(scenario: Scenario) -> dict[str, list[Entry]]:
    """The rows by the heading that they stand under, in the order of declaration."""
    found: dict[str, list[Entry]] = {"Scenario": [], "Company": [], "Guidelines": [], "Replies": []}
    found |= {f"Segment: {one_line(segment.name)}": [] for segment in scenario.segments}
    headings = dict(zip(("", *TABLES, *(segment.name for segment in scenario.segments)), found, strict=True))
    for path, parameter in scenario.paths().items():
        table, _, name = path.rpartition(".")
        value = scenario.value(path)
        if path == "changes" or table == "replies":
            continue
        rows = found[headings[table]]
        rows.append(Entry(path, parameter.label, value, parameter, parameter.bounds))
        if isinstance(value, tuple):
            rows.extend(_rows(path, name, value))
    changes = list(_changes(scenario))
    return {heading: rows for heading, rows in found.items() if rows} | ({"Plans": changes} if changes else {})


def _rows(path: str, name: str, rows: tuple[Any, ...]) -> Iterator[Entry]:
    """The rows of a table within a segment."""
    for place, row in enumerate(rows, 1):
        if name == "meetings":
            for part in ("per_year", "hours", "prep_hours"):
                words = f"{one_line(row.name) or f'Meeting {place}'}: {MEETING[part].label.lower()}"
                yield Entry(
                    f"{path}/{place}/{part}", words, getattr(row, part), MEETING[part], MEETING[part].bounds, path
                )
        elif name == "staff_changes":
            change = STAFF_CHANGE["change"]
            yield Entry(
                f"{path}/{place}", f"{change.label} in month {row.month}", row.change, change, change.bounds, path
            )
        else:
            declared = SEGMENT[name]
            yield Entry(f"{path}/{place}", f"{declared.label} {place}", row, declared, declared.entries, path)


def _changes(scenario: Scenario) -> Iterator[Entry]:
    for place, row in enumerate(scenario.changes, 1):
        of = scenario.paths()[row.path]
        over = f" over {row.over} months" if row.over else ""
        words = f"{one_line(row.path)} from month {row.month}{over}" + ("" if row.on else " (off)")
        yield Entry(f"changes/{place}", words, row.value, CHANGE["value"], of.bounds, "changes")


def numbered(scenario: Scenario) -> Iterator[tuple[int, Entry]]:
    """Each input with the row that it stands in; a heading takes one too."""
    row = FIRST_ROW
    for rows in entries(scenario).values():
        for entry in rows:
            row += 1
            yield row, entry
        row += 1


def write_inputs(book: Any, paper: Paper, scenario: Scenario, used: Collection[str]) -> None:
    """The sheet. `used` are the keys of inputs that formulas look at."""
    paper.head("Inputs", ["path", "input", "value", "unit", "least", "greatest", "note", "check"])
    paper.words(1, 0, "Change the blue numbers. Grey cells are fixed.", "quiet")
    row, taken = FIRST_ROW, set[str]()
    for heading, rows in entries(scenario).items():
        paper.words(row, LABEL, heading, "section")
        row += 1 + len(rows)
    for row, entry in numbered(scenario):
        _write(paper, row, entry, entry.may_change and entry.key in used)
        if not isinstance(entry.cell_value, str):
            book.define_name(_name(entry.path, taken), f"={INPUTS}!$C${row + 1}")
    paper.widths(30, 44, 14, 20, 12, 12, 40, 8)
    paper.sheet.freeze_panes(HEAD, VALUE + 1)
    paper.sheet.protect("", {"format_columns": True, "format_cells": True})  # the blue cells aside; without a password


def _write(paper: Paper, row: int, entry: Entry, blue: bool) -> None:
    value, unit = entry.cell_value, entry.parameter.unit
    paper.words(row, 0, entry.path, "quiet")
    paper.words(row, LABEL, entry.label)
    paper.words(row, BEFORE, unit, "quiet")
    if not blue:
        paper.words(row, NOTE, UNUSED if entry.may_change else FIXED, "quiet")
    if isinstance(value, str):
        paper.words(row, VALUE, value, "fixed")
        return
    paper.number(row, VALUE, value, "input" if blue else "fixed", unit)
    if not entry.may_change:
        paper.formula(row, CHECK, f"IF(C{row + 1}={plain(value)},0,1)", 0, "quiet")
    elif entry.bounds:
        _limit(paper, row, entry, *entry.bounds)


def _limit(paper: Paper, row: int, entry: Entry, low: float, high: float) -> None:
    """The bounds beside a number, which the program keeps too."""
    paper.number(row, VALUE + 2, low, "quiet")
    paper.number(row, VALUE + 3, high, "quiet")
    cell = f"C{row + 1}"
    paper.formula(row, CHECK, f"IF(AND({cell}>=E{row + 1},{cell}<=F{row + 1}),0,1)", 0, "quiet")
    whole = entry.parameter.whole and not entry.of_table
    paper.sheet.data_validation(row, VALUE, row, VALUE, {
        "validate": "integer" if whole else "decimal", "criteria": "between", "minimum": low, "maximum": high,
        "error_title": "Out of bounds", "error_message": f"Give a number from {low:.10g} to {high:.10g}.",
    })  # fmt: skip


def _name(path: str, taken: set[str]) -> str:
    """A name for a cell, of letters, figures and low lines, unlike any address and any name before it."""
    plain_path = re.sub(r"[^A-Za-z0-9]+", "_", path).strip("_")
    found, number = f"in_{plain_path}", 1
    while found.casefold() in taken:
        number += 1
        found = f"in_{plain_path}_{number}"
    taken.add(found.casefold())
    return found
