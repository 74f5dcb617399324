"""The cells of a workbook that anyone may have sent, read by openpyxl: only so many, whatever it claims to have."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from exports.opened_zip import AGAIN, refused
from model.problems import one_line

MOST_ROWS, MOST_COLUMNS = 100_000, 1_000
FORMULA, ERROR = "f", "e"


class FoundCell(NamedTuple):
    """A cell with something in it; row and column count from 0. A formula, of a range too, is its text."""

    row: int
    column: int
    value: Any
    kind: str


class Sheets:
    """The sheets of a workbook, named as a cell has their names. Raises ScenarioError for what openpyxl cannot read."""

    def __init__(self, data: bytes) -> None:
        try:
            from openpyxl import load_workbook
        except ImportError:
            raise refused("needs openpyxl, which is not installed", "pip install 'bowtie[export]'") from None
        with _foreign():
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            self._sheets = {one_line(sheet.title): sheet for sheet in book.worksheets}

    def __contains__(self, name: str) -> bool:
        return name in self._sheets

    def cells(self, name: str, rows: int, columns: int) -> Iterator[FoundCell]:
        """The cells of a sheet within so many rows and columns, and no more than it says it has."""
        with _foreign():
            sheet = self._sheets[name]
            last_row = min(rows, MOST_ROWS, sheet.max_row or MOST_ROWS)
            last_column = min(columns, MOST_COLUMNS, sheet.max_column or MOST_COLUMNS)
            for row, cells in enumerate(sheet.iter_rows(max_row=last_row, max_col=last_column)):
                for column, cell in enumerate(cells):
                    if cell.value is not None:
                        yield FoundCell(row, column, getattr(cell.value, "text", cell.value), cell.data_type)

    def rows(self, name: str, rows: int, columns: int) -> dict[int, dict[int, FoundCell]]:
        """The same by row and column."""
        found = dict[int, dict[int, FoundCell]]()
        for cell in self.cells(name, rows, columns):
            found.setdefault(cell.row, {})[cell.column] = cell
        return found


@contextmanager
def _foreign() -> Iterator[None]:
    """Whatever a library makes of what is no good workbook is one sentence."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except MemoryError:
        raise
    except Exception as error:
        raise refused(f"cannot be read ({type(error).__name__})", AGAIN) from None
