"""A table of accounts as people have it: what each got, whether it renewed, and its segment.

Text with a header, in columns parted by tabs (as pasted from a spreadsheet), semicolons or commas.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.engine.batch import Array
from model.fitting.columns import YEAR, Columns, clashes, guessed, meaning
from model.fitting.decimals import Decimals, decimals_of
from model.problems import SHOWN, Problem, ScenarioError

LARGEST, MOST_ROWS, MOST_PROBLEMS = 5_000_000, 100_000, 10
MOST_SERVICE = 1e6  # hours or touches a year
SEPARATORS = "\t;,"
ANSWERS = {"yes": True, "y": True, "true": True, "t": True, "1": True, "1.0": True,
           "no": False, "n": False, "false": False, "f": False, "0": False, "0.0": False}  # fmt: skip
OUTCOMES = {"renewed": True, "retained": True, "lost": False, "churned": False, "cancelled": False, "canceled": False}
EXAMPLE = "hours,renewed,segment"


@dataclass(frozen=True, eq=False)
class Accounts:
    """What each account got in a year before its renewal, in hours or touches (`kind`), and whether it renewed.

    `segments` are the names that occur, `segment` is the place of each account's own among them; both are empty
    without such a column. `outcome_months` is the time in which it renewed or was lost: None for a renewal.
    """

    kind: str
    service: Array
    renewed: NDArray[np.bool_]
    segments: tuple[str, ...]
    segment: NDArray[np.intp]
    outcome_months: float | None = None

    def __len__(self) -> int:
        return len(self.service)

    def in_segment(self, name: str) -> NDArray[np.bool_]:
        """Which accounts are in a segment, in capitals or not; all of them where the table has no segments."""
        if not self.segments:
            return np.ones(len(self), dtype=bool)
        same = [place for place, segment in enumerate(self.segments) if _plain(segment) == _plain(name)]
        return np.isin(self.segment, same)


def decoded(content: bytes, where: str) -> str:
    """The text of a file: UTF-8, or UTF-16 as spreadsheets save "Unicode text". Raises ScenarioError."""
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ScenarioError([Problem(where, "", "is not UTF-8 text", "save it as CSV UTF-8")]) from None


@dataclass(frozen=True, eq=False)
class AccountsTable:
    """A table with a header, as text: which of its columns are read is for the reader to say."""

    where: str
    separator: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[int, list[str]]]
    known: dict[Columns, Accounts] = field(default_factory=dict)

    @cached_property
    def guess(self) -> Columns:
        return guessed(self.heads)

    def accounts(self, columns: Columns) -> Accounts:
        """The accounts in these columns. Raises ScenarioError with at most ten lines, and how many more there are."""
        if columns not in self.known:
            self.known.clear()
            self.known[columns] = _Reader(self, columns).accounts()
        return self.known[columns]


def read_accounts(text: str, where: str = "table") -> Accounts:
    """The accounts of a table whose header says what its columns are. Raises ScenarioError."""
    table = read_table(text, where)
    problems = [
        Problem(where, "", f"has {count} columns of {words}", "keep one of them")
        for words, count in clashes(table.heads)
    ]
    if problems:
        raise ScenarioError(problems)
    return table.accounts(table.guess)


def read_table(text: str, where: str = "table") -> AccountsTable:
    """A table, whatever its columns are called. Raises ScenarioError."""
    if len(text) > LARGEST:
        _refuse(where, "", f"is larger than {LARGEST / 1e6:g} MB", "leave out the columns that are not needed")
    lines = text.removeprefix("\ufeff")
    if lines[:4].lower() == "sep=":
        lines = lines.partition("\n")[2]
    lines = lines.lstrip("\r\n")
    firsts = {mark: _first_row(lines, mark) for mark in SEPARATORS}
    known = {mark: len({meaning(cell) for cell in cells} - {""}) for mark, cells in firsts.items()}
    separator = max(SEPARATORS, key=lambda mark: (known[mark], len(firsts[mark])))
    return AccountsTable(where, separator, tuple(firsts[separator]), _rows(lines, separator, where))


def _first_row(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


def _rows(text: str, separator: str, where: str) -> list[tuple[int, list[str]]]:
    """Each line that is not empty, with its number; the header is the first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = list[tuple[int, list[str]]]()
    try:
        for cells in reader:
            if len(rows) > MOST_ROWS:
                _refuse(where, "", f"has more than {MOST_ROWS:,} accounts", "give a random part of them")
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        _refuse(where, f"line {reader.line_num}", f"cannot be read: {error}", "mend its quotation marks")
    return rows[1:]


class _Reader:
    """Rows as columns, and what is wrong with their cells."""

    def __init__(self, table: AccountsTable, columns: Columns) -> None:
        self.where, self.separator, self.rows, self.columns = table.where, table.separator, table.rows, columns
        self.service, self.outcome = self._places(table)
        self.problems = list[Problem]()
        self.more = 0

    def _places(self, table: AccountsTable) -> tuple[int, int]:
        """Those of service and outcome, without which there is nothing to read."""
        columns, wanted = self.columns, ("hours or touches", "renewed or lost")
        problems = [
            Problem(self.where, "", f"has no column of {words}: its first line is {_shown(' | '.join(table.heads))}",
                    f"begin with a line such as {EXAMPLE}")
            for words, place in zip(wanted, (columns.service, columns.outcome), strict=True) if place is None
        ]  # fmt: skip
        if not problems and not self.rows:
            remedy = "give a line for each account that came up for renewal"
            problems = [Problem(self.where, "", "has a header and no accounts", remedy)]
        if columns.service is None or columns.outcome is None or problems:
            raise ScenarioError(problems)
        return columns.service, columns.outcome

    def accounts(self) -> Accounts:
        columns = self.columns
        outcome = "lost" if columns.lost else "renewed"
        service = np.array(self._numbers(columns.kind)) * (YEAR / columns.months)
        renewed = [self._answer(number, cell, outcome) for number, cell in self._cells(self.outcome)]
        named = [] if columns.segment is None else [cell for _, cell in self._cells(columns.segment)]
        if self.problems:
            more = [Problem("", "", f"and {self.more:,} more", "fix these first")] if self.more else []
            raise ScenarioError([*self.problems, *more])
        segments = tuple(dict.fromkeys(named))
        place = {name: at for at, name in enumerate(segments)}
        return Accounts(
            columns.kind, service, np.array(renewed, dtype=bool), segments,
            np.array([place[name] for name in named], dtype=np.intp), columns.outcome_months,
        )  # fmt: skip

    def _cells(self, place: int) -> Iterable[tuple[int, str]]:
        return ((number, cells[place].strip() if place < len(cells) else "") for number, cells in self.rows)

    def _numbers(self, name: str) -> list[float]:
        cells = list(self._cells(self.service))
        decimals = Decimals(".") if self.separator == "," else decimals_of([cell for _, cell in cells])
        return [self._number(number, cell, name, decimals) for number, cell in cells]

    def _number(self, number: int, cell: str, name: str, decimals: Decimals) -> float:
        value = decimals.read(cell)
        if value is None and decimals.ambiguous(cell):
            self._wrong(number, name, cell, "it could be read in two ways: write it without thousands apart")
        elif value is None or value > MOST_SERVICE:
            self._wrong(number, name, cell, f"allowed is a number from 0 to {MOST_SERVICE:,.0f} ({name} a year)")
        return value or 0.0

    def _answer(self, number: int, cell: str, name: str) -> bool:
        """Whether it renewed: what answers no to being lost has."""
        word = cell.casefold()
        if word in OUTCOMES:
            return OUTCOMES[word]
        if word not in ANSWERS:
            self._wrong(number, name, cell, "write yes or no")
        return ANSWERS.get(word, True) == (name == "renewed")

    def _wrong(self, number: int, name: str, cell: str, remedy: str) -> None:
        if len(self.problems) == MOST_PROBLEMS:
            self.more += 1
        else:
            problem = f"is {_shown(cell)}" if cell else "is empty"
            self.problems.append(Problem(self.where, f"line {number}, {name}", problem, remedy))


def _refuse(where: str, path: str, problem: str, remedy: str) -> None:
    raise ScenarioError([Problem(where, path, problem, remedy)])


def _shown(cell: str) -> str:
    return repr(cell) if len(cell) <= SHOWN else f"{cell[:SHOWN]!r}…"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
