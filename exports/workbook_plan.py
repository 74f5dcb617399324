"""Where everything stands in the workbook: which sheet, row and column a number has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from model.scenario import Scenario

READ_ME, INPUTS, TOTAL, PROFIT, SUMMARY = "Read me", "Inputs", "Total", "P&L and cash", "Summary"
ECONOMICS, AGES, ASSUMPTIONS, CHECKS = "Unit economics", "Accounts by age", "Assumptions", "Checks"
SCENARIO_FILE = "Scenario file"
OURS = (READ_ME, INPUTS, TOTAL, PROFIT, SUMMARY, ECONOMICS, AGES, ASSUMPTIONS, CHECKS, SCENARIO_FILE)
KEY, LABEL, UNIT, BEFORE, FIRST = range(5)  # columns: month 1, the company or age 0 stand in the fifth
VALUE = 2  # the column of Inputs with the values
HEAD = 3  # rows above the first
LONGEST_NAME = 31  # of a sheet


class Place(NamedTuple):
    """A cell; rows and columns count from 0."""

    sheet: str
    row: int
    column: int

    def seen_from(self, sheet: str) -> str:
        """Its address in a formula of a sheet."""
        fixed = "$" if self.sheet == INPUTS else ""
        address = f"{fixed}{letters(self.column)}{fixed}{self.row + 1}"
        return address if sheet == self.sheet else f"{quoted(self.sheet)}!{address}"


@dataclass
class Rows:
    """The rows of a sheet, by their keys, in the order in which they come."""

    sheet: str
    known: dict[str, int] = field(default_factory=dict)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)  # label and unit
    used: int = HEAD

    def at(self, key: str, label: str = "", unit: str = "") -> int:
        """The row of a key, a new one where it has none."""
        if key not in self.known:
            self.known[key] = self.used
            self.labels[key] = label, unit
            self.used += 1
        return self.known[key]

    def skip(self) -> None:
        """An empty row."""
        self.used += 1


def letters(column: int) -> str:
    """The name of a column.

    >>> letters(0), letters(26), letters(123)
    ('A', 'AA', 'DT')
    """
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def quoted(sheet: str) -> str:
    """The name of a sheet within a formula; only a plain word needs no quotes."""
    return sheet if re.fullmatch(r"[A-Z][a-z]+", sheet) else "'" + sheet.replace("'", "''") + "'"


def sheet_names(scenario: Scenario) -> list[str]:
    """A sheet for each segment, with its name as far as a sheet may have it.

    No two sheets have one name, large and small letters being the same.
    """
    taken = {name.casefold() for name in (*OURS, "History")}
    return [_unlike(segment.name, taken) for segment in scenario.segments]


def _unlike(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip().strip("'").strip() or "Segment"
    number, found = 1, plain[:LONGEST_NAME].rstrip(" '")
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: LONGEST_NAME - len(f' {number}')].rstrip(chr(32) + chr(39))} {number}"
    taken.add(found.casefold())
    return found


def runs(places: Iterable[Place | None]) -> list[tuple[int, int]]:
    """Where cells stand side by side: from which to which of them, a lone one from itself to itself.

    They follow each other in a row or in a column.
    """
    found: list[tuple[int, int]] = []
    step: tuple[int, int] | None = None
    before: Place | None = None
    for number, place in enumerate(places):
        step_here = None
        if before is not None and place is not None and before.sheet == place.sheet:
            step_here = place.row - before.row, place.column - before.column
        if found and step_here in ((0, 1), (1, 0)) and step in (None, step_here):
            found[-1], step = (found[-1][0], number), step_here
        else:
            found.append((number, number))
            step = None
        before = place
    return found
