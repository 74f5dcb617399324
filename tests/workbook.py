"""A workbook as somebody else has it: its values poisoned, inputs changed by hand, worked out anew, read by path and key."""

from __future__ import annotations

import csv
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Row = tuple[Any, ...]
NUMBER = re.compile(r"-?\d+(\.\d+)?(E[+-]?\d+)?%?")
FORMULA = re.compile(r"(</f>)<v>[^<]*</v>")
POISON = "4711"
FIRST = 4  # months stand from the fifth column on


def poisoned(workbook: Path, written: Path, values: Mapping[int, float]) -> None:
    """A copy whose stored results are all wrong, with other values in these rows of Inputs."""
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                sheet = FORMULA.sub(rf"\1<v>{POISON}</v>", re.sub(r' t="(?:str|e|b)"(?=><f>)', "", text.decode()))
                if name == "xl/worksheets/sheet2.xml":
                    for row, value in values.items():
                        sheet, changed = re.subn(
                            rf'(<c r="C{row}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{value!r}\g<2>", sheet
                        )
                        assert changed == 1, f"Inputs!C{row} has no number"
                text = sheet.encode()
            new.writestr(name, text)


class Recalculated:
    """The values of a workbook, or of one of its sheets, by sheet and by the key in the first column."""

    def __init__(self, path: Path, only: str = "") -> None:
        self.rows: dict[str, dict[str, Row]] = {}
        self.numbers: dict[str, int] = {}
        for title, sheet in _tables(path) if path.suffix == ".csv" else _sheets(path, only):
            rows = self.rows.setdefault(title, {})
            for number, row in enumerate(sheet, 1):
                if row and row[0] is not None and str(row[0]) not in rows:
                    rows[str(row[0])] = row
                    if title == "Inputs":
                        self.numbers[str(row[0])] = number
            if title == "Checks":
                self.checks = [(row[1], row[2]) for row in sheet[3:] if row[1]]

    def path(self, sheet: str, key: str, months: int) -> list[float]:
        """A measure in each month, nan where there is no number."""
        row = self.rows[sheet][key]
        return [number(row[FIRST + month]) for month in range(months)]

    def figure(self, sheet: str, key: str, column: int) -> float:
        return number(self.rows[sheet][key][column])

    def word(self, sheet: str, key: str, column: int) -> str:
        return str(self.rows[sheet][key][column] or "")


def _sheets(path: Path, only: str) -> Iterator[tuple[str, list[Row]]]:
    book = load_workbook(path, data_only=True, read_only=True)
    for sheet in [book[only]] if only else book.worksheets:
        yield sheet.title, [*sheet.iter_rows(values_only=True)]
    book.close()


def _tables(path: Path) -> Iterator[tuple[str, list[Row]]]:
    """The sheets that `worked_out` wrote of one workbook."""
    for file in path.parent.glob(f"{path.stem}-*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            yield file.stem.removeprefix(f"{path.stem}-"), [tuple(map(_cell, row)) for row in csv.reader(lines)]


def _cell(text: str) -> float | str | None:
    """A number with every digit, words as they are."""
    if not NUMBER.fullmatch(text):
        return text or None
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def number(cell: Any) -> float:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else math.nan
