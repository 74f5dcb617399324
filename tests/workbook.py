"""A workbook as somebody else has it: its values poisoned, inputs changed by hand, worked out anew, read by path and key."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

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
    """The values of a workbook, by sheet and by the key in the first column."""

    def __init__(self, path: Path) -> None:
        book = load_workbook(path, data_only=True, read_only=True)
        self.rows: dict[str, dict[str, tuple[Any, ...]]] = {}
        self.numbers: dict[str, int] = {}
        for sheet in book.worksheets:
            rows = self.rows.setdefault(sheet.title, {})
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                if row and row[0] is not None and str(row[0]) not in rows:
                    rows[str(row[0])] = row
                    if sheet.title == "Inputs":
                        self.numbers[str(row[0])] = number
            if sheet.title == "Checks":
                self.checks = [(row[1], row[2]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]]
        book.close()

    def path(self, sheet: str, key: str, months: int) -> list[float]:
        """A measure in each month, nan where there is no number."""
        row = self.rows[sheet][key]
        return [number(row[FIRST + month]) for month in range(months)]

    def figure(self, sheet: str, key: str, column: int) -> float:
        return number(self.rows[sheet][key][column])

    def word(self, sheet: str, key: str, column: int) -> str:
        return str(self.rows[sheet][key][column] or "")


def number(cell: Any) -> float:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else math.nan
