"""The sheet Inputs of a workbook that came back: what was changed there, and what of it cannot be taken."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from exports.opened_sheets import ERROR, FORMULA, FoundCell
from exports.workbook_inputs import NOTE, UNUSED, Entry, numbered
from exports.workbook_plan import INPUTS, KEY, VALUE
from model.basis import touched
from model.problems import SHOWN, Problem, ScenarioError, one_line
from model.scenario import Scenario
from model.text import as_setting
from model.what_fits import what_fits

SAME = 1e-12  # relative: what a program may change of a number that it saves
Row = Mapping[int, FoundCell]


@dataclass(frozen=True)
class InputChange:
    """An input with another number than was written."""

    path: str
    cell: str
    before: float
    after: float


def what_if(
    scenario: Scenario, rows: Mapping[int, Row]
) -> tuple[Scenario, tuple[InputChange, ...], tuple[Problem, ...]]:
    """The scenario with the changed numbers, these, and what is wrong with those that are not taken."""
    found = {str(row[KEY].value): (number, row) for number, row in reversed([*rows.items()]) if KEY in row}
    changes, problems = dict[str, list[tuple[Entry, InputChange]]](), list[Problem]()
    for _, entry in numbered(scenario):
        number, row = found.get(one_line(entry.path), (0, None))
        if row is None:
            problems.append(Problem("", entry.path, f"has no row on {INPUTS} any more", "its number stays as it was"))
        elif not _is_same(entry, row.get(VALUE)):
            cell = f"{INPUTS}!C{number + 1}"
            if problem := _problem(entry, cell, row):
                problems.append(problem)
            else:
                change = InputChange(entry.path, cell, float(entry.value), float(row[VALUE].value))
                changes.setdefault(entry.input_path, []).append((entry, change))
    return _applied(scenario, changes, problems)


def _is_same(entry: Entry, cell: FoundCell | None) -> bool:
    expected, value = entry.cell_value, "" if cell is None else cell.value
    if not isinstance(expected, str):
        return _is_number(value) and math.isclose(value, expected, rel_tol=SAME)
    return bool(value == expected)


def _is_number(value: Any) -> TypeGuard[float]:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) <= sys.float_info.max  # also of an integer that has more digits


def _problem(entry: Entry, cell: str, row: Row) -> Problem | None:
    """Why a number is not taken, if it is not."""
    place = f"{entry.path} ({cell})"
    if not entry.may_change or (NOTE in row and row[NOTE].value == UNUSED):
        return Problem("", place, "is fixed in this workbook and was changed", "change it in Bowtie, and export again")
    low, high = entry.bounds or (-math.inf, math.inf)
    allowed = f"allowed is a number from {low:.10g} to {high:.10g}"
    held = row.get(VALUE)
    if held is None:
        return Problem("", place, "is empty", allowed)
    if held.kind == FORMULA:
        return Problem("", place, "is a formula", "type the number that it gives")
    if held.kind == ERROR or not _is_number(held.value):
        return Problem("", place, f"is {str(held.value)[:SHOWN]!r}, which is no number", allowed)
    if not low <= held.value <= high:
        return Problem("", place, f"is {held.value:.10g}", allowed)
    return None


def _applied(
    scenario: Scenario, changes: Mapping[str, list[tuple[Entry, InputChange]]], problems: list[Problem]
) -> tuple[Scenario, tuple[InputChange, ...], tuple[Problem, ...]]:
    """The changes as a link would have them: what fits is taken."""
    values = {path: _value(scenario, path, given) for path, given in changes.items()}
    try:
        changed, refused = what_fits(scenario, {path: as_setting(value) for path, value in values.items()}, "")
    except ScenarioError as error:
        return scenario, (), (*problems, *error.problems)
    for path, problem in refused.items():
        place = f"{path} ({', '.join(change.cell for _, change in changes[path])})"
        about_it = problem.path.startswith(path)
        problems.append(replace(problem, path=place) if about_it else Problem("", place, "is not taken", str(problem)))
    taken = {path: changed.value(path) for path in values if path not in refused}
    notes = touched(changed, taken)
    listed = [change for path in taken for _, change in changes[path]]
    return changed if notes is None else changed.changed({"notes": notes}), tuple(listed), tuple(problems)


def _value(scenario: Scenario, path: str, given: list[tuple[Entry, InputChange]]) -> Any:
    """The number of an input, or its table with other numbers in some rows."""
    value = scenario.value(path)
    for entry, change in given:
        value = entry.among(value, change.after) if isinstance(value, tuple) else change.after
    return value
