"""The last sheet: the scenario that a workbook was written from, and marks by which a formula is known to be untouched.

Whoever opens the workbook again needs both. They are words, so that every program keeps them; the marks find a formula
that was overwritten, not one that somebody forges.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from exports.opened_sheets import FoundCell
from exports.workbook_formats import Paper
from model.problems import Problem, ScenarioError
from model.scenario import Scenario
from model.text import LARGEST, to_toml

LINE, CONTINUED, DIGEST, FORMULAS = "scenario", "continued", "sha256", "formulas"  # what column A says of a row
TEXT, SHEET, ROW, COLUMN = 1, 2, 3, 4  # columns
FIRST_ROW = 3
LONGEST = 16_000  # characters of a cell; a program may count each twice, and has room for 32,767
MARK, NO_FORMULA = 4, "----"  # letters of a mark, and where no formula stands
NUMBER = re.compile(r"\d*\.\d+(?:E[+-]?\d+)?|\d+E[+-]?\d+")
UNLIKE = re.compile(r"\.|\dE")  # only numbers like these are written in several ways
DIGITS, PLACES = 15, 20  # of a number in a formula that every program keeps
LONGEST_FORMULA = 8_192  # characters, as every program has it
ABOUT = "Bowtie reads this sheet when the workbook is opened there. Leave it as it is."
MEND = "undo it there, or export the workbook again"


@dataclass
class Written:
    """What a workbook says of itself: its scenario as text, and the mark of each formula by sheet, row and column."""

    text: str = ""
    formulas: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)


def write_scenario(paper: Paper, scenario: Scenario, papers: Iterable[Paper]) -> None:
    """The sheet. `papers` are all the others, with the formulas that were written on them."""
    paper.head("Scenario file", ["", "text", "sheet", "row", "from column"])
    paper.words(1, 0, ABOUT, "quiet")
    lines = [_lasting(line) for line in to_toml(scenario).removesuffix("\n").split("\n")]
    pieces = [(DIGEST, _digest(lines))]
    for line in lines:
        parts = [line[start : start + LONGEST] for start in range(0, len(line), LONGEST)] or [""]
        pieces += zip((LINE, *[CONTINUED] * (len(parts) - 1)), parts, strict=True)
    for row, (kind, text) in enumerate(pieces, FIRST_ROW):
        paper.words(row, 0, kind, "quiet")
        paper.words(row, TEXT, text)
    for other in papers:
        for number, marks in _rows(other.formulas).items():
            row, first = row + 1, min(marks)
            paper.words(row, 0, FORMULAS, "quiet")
            paper.words(row, TEXT, "".join(marks.get(column, NO_FORMULA) for column in range(first, max(marks) + 1)))
            paper.words(row, SHEET, other.name)
            paper.number(row, ROW, number + 1)
            paper.number(row, COLUMN, first + 1)
    paper.widths(12, 100, 20)
    paper.sheet.protect()


def read_scenario(rows: Iterable[Mapping[int, FoundCell]]) -> Written:
    """What the sheet says, of the cells of each row by column. Raises ScenarioError where it was changed."""
    found, lines, digest, length = Written(), list[str](), "", 0
    for row in rows:
        cells = {column: cell.value for column, cell in row.items()}
        kind, text = cells.get(0), str(cells.get(TEXT, ""))
        length += len(text) if kind in (LINE, CONTINUED) else 0
        if length > LARGEST:
            break
        if kind == LINE:
            lines.append(text)
        elif kind == CONTINUED and lines:
            lines[-1] += text
        elif kind == DIGEST:
            digest = text
        elif kind == FORMULAS:
            _read_marks(found, text, cells)
    if not digest or digest != _digest(lines):
        raise ScenarioError([Problem("", "the sheet Scenario file", "was changed", MEND)])
    found.text = "".join(f"{line}\n" for line in lines)
    return found


def mark(formula: str) -> str:
    """Of a formula, whatever a program makes of the quotes of its sheets, its blanks and its numbers as it saves it.

    >>> mark("=A1*'SMB'!B2+1E-09*1.5*NA()") == mark("A1 * SMB!B2+0.000000001*1.50*NA"), mark("A1*2") == mark("A1*3")
    (True, False)
    """
    plain = formula[: LONGEST_FORMULA + 1].upper().lstrip("=")
    for noise in ("'", " ", "_XLFN.", "()"):
        plain = plain.replace(noise, "")
    if UNLIKE.search(plain):
        plain = NUMBER.sub(lambda found: _rounded(found[0]), plain)
    return f"{zlib.crc32(plain.encode(errors='replace')) & 0xFFFF:0{MARK}x}"


@lru_cache(maxsize=4096)
def _rounded(number: str) -> str:
    return f"{float(f'{float(number):.{PLACES}f}'):.{DIGITS}g}"


def _rows(formulas: Mapping[tuple[int, int], str]) -> dict[int, dict[int, str]]:
    """The marks of a sheet by row and column."""
    rows = dict[int, dict[int, str]]()
    for (row, column), text in formulas.items():
        rows.setdefault(row, {})[column] = mark(text)
    return rows


def _read_marks(found: Written, text: str, cells: Mapping[int, object]) -> None:
    row, first = cells.get(ROW), cells.get(COLUMN)
    if isinstance(row, int | float) and isinstance(first, int | float) and row >= 1 and first >= 1 and text:
        marks = found.formulas.setdefault(str(cells.get(SHEET)), {})
        for place in range(0, len(text), MARK):
            if (piece := text[place : place + MARK]) != NO_FORMULA:
                marks[int(row) - 1, int(first) - 1 + place // MARK] = piece


def _lasting(line: str) -> str:
    """A line of TOML of letters that a workbook keeps: others can only stand in quotes, where they may be escaped."""
    shown = "".join(one if one.isprintable() else _escaped(one) for one in line)
    return re.sub(r"x(?=[0-9A-Fa-f]{4}_)", lambda _: _escaped("x"), shown)  # which could mean a letter


def _escaped(letter: str) -> str:
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x1_0000 else f"\\U{ord(letter):08X}"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode(errors="replace")).hexdigest()
