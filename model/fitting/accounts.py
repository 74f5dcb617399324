"""A table of accounts as people have it: what each got, whether it renewed, and its segment.

Text with a header, in columns parted by tabs (as pasted from a spreadsheet), semicolons or commas.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.engine.batch import Array
from model.fitting.decimals import Decimals, decimals_of
from model.problems import SHOWN, Problem, ScenarioError

LARGEST, MOST_ROWS, MOST_PROBLEMS = 5_000_000, 100_000, 10
MOST_SERVICE = 1e6  # hours or touches a year
SEPARATORS = "\t;,"
NAMES = {  # what a header may call a column, after words that say nothing are left out
    "hours": ("hours", "hour", "hrs"),
    "touches": ("touches", "touch", "touchpoints", "touch points", "contacts"),
    "renewed": ("renewed", "renewal", "renew", "retained", "retention"),
    "lost": ("lost", "churned", "churn", "cancelled", "canceled"),
    "segment": ("segment", "tier"),
}
FILLING = {"a", "account", "annual", "csm", "cs", "customer", "in", "is", "last", "name", "no", "number", "of", "per",
           "received", "the", "total", "was", "year", "yearly"}  # fmt: skip
ANSWERS = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
OUTCOMES = {"renewed": True, "retained": True, "lost": False, "churned": False, "cancelled": False, "canceled": False}
EXAMPLE = "hours,renewed,segment"


@dataclass(frozen=True, eq=False)
class Accounts:
    """What each account got in a year before its renewal, in hours or touches (`kind`), and whether it renewed.

    `segments` are the names that occur, `segment` is the place of each account's own among them; both are empty
    without such a column.
    """

    kind: str
    service: Array
    renewed: NDArray[np.bool_]
    segments: tuple[str, ...]
    segment: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.service)

    def of(self, name: str) -> NDArray[np.bool_]:
        """Which accounts are of a segment, whatever the case of its letters: all of them without such a column."""
        if not self.segments:
            return np.ones(len(self), dtype=bool)
        same = [place for place, one in enumerate(self.segments) if _plain(one) == _plain(name)]
        return np.isin(self.segment, same)


def decoded(content: bytes, where: str) -> str:
    """The text of a file: UTF-8, or UTF-16 as spreadsheets save "Unicode text". Raises ScenarioError."""
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ScenarioError([Problem(where, "", "is not UTF-8 text", "save it as CSV UTF-8")]) from None


def read_accounts(text: str, where: str = "table") -> Accounts:
    """The accounts of a table. Raises ScenarioError with what is wrong with it, at most ten lines and how many more."""
    if len(text) > LARGEST:
        _refuse(where, "", f"is larger than {LARGEST / 1e6:g} MB", "leave out the columns that are not needed")
    lines = text.removeprefix("\ufeff")
    if lines[:4].lower() == "sep=":
        lines = lines.partition("\n")[2]
    lines = lines.lstrip("\r\n")
    separator, places = _columns(lines, where)
    rows = _rows(lines, separator, where)
    if not rows:
        _refuse(where, "", "has a header and no accounts", "give a line for each account that came up for renewal")
    return _Reader(where, separator, places, rows).accounts()


def _columns(text: str, where: str) -> tuple[str, dict[str, int]]:
    """The separator, and the place of each column that is used."""
    heads = {mark: _first_row(text, mark) for mark in SEPARATORS}
    found = {mark: [_meaning(cell) for cell in cells] for mark, cells in heads.items()}
    separator = max(SEPARATORS, key=lambda mark: (len({*found[mark]} - {""}), len(heads[mark])))
    meanings = found[separator]
    problems = []
    for asked, remedy in ((("hours", "touches"), "hours or touches"), (("renewed", "lost"), "renewed or lost")):
        count = sum(meanings.count(name) for name in asked)
        if count == 0:
            problem = f"has no column of {remedy}: its first line is {_shown(' | '.join(heads[separator]))}"
            problems.append(Problem(where, "", problem, f"begin with a line such as {EXAMPLE}"))
        elif count > 1:
            problems.append(Problem(where, "", f"has {count} columns of {remedy}", "keep one of them"))
    if meanings.count("segment") > 1:
        problems.append(Problem(where, "", f"has {meanings.count('segment')} columns of segments", "keep one of them"))
    if problems:
        raise ScenarioError(problems)
    return separator, {name: place for place, name in enumerate(meanings) if name}


def _first_row(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


def _meaning(cell: str) -> str:
    words = " ".join(word for word in re.findall(r"[^\W_]+", cell.casefold()) if word not in FILLING)
    return next((name for name, called in NAMES.items() if words in called), "")


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

    def __init__(
        self, where: str, separator: str, places: dict[str, int], rows: Sequence[tuple[int, list[str]]]
    ) -> None:
        self.where, self.separator, self.places, self.rows = where, separator, places, rows
        self.problems = list[Problem]()
        self.more = 0

    def accounts(self) -> Accounts:
        kind = "hours" if "hours" in self.places else "touches"
        outcome = "renewed" if "renewed" in self.places else "lost"
        service = self._numbers(kind)
        renewed = [self._answer(number, cell, outcome) for number, cell in self._cells(outcome)]
        named = [cell for _, cell in self._cells("segment")] if "segment" in self.places else []
        if self.problems:
            more = [Problem("", "", f"and {self.more:,} more", "fix these first")] if self.more else []
            raise ScenarioError([*self.problems, *more])
        segments = tuple(dict.fromkeys(named))
        place = {name: at for at, name in enumerate(segments)}
        return Accounts(
            kind, np.array(service), np.array(renewed, dtype=bool), segments,
            np.array([place[name] for name in named], dtype=np.intp),
        )  # fmt: skip

    def _cells(self, name: str) -> Iterable[tuple[int, str]]:
        place = self.places[name]
        return ((number, cells[place].strip() if place < len(cells) else "") for number, cells in self.rows)

    def _numbers(self, name: str) -> list[float]:
        cells = list(self._cells(name))
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
