"""How the cells of the workbook look, and how they are written: text is data everywhere."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from exports.workbook_plan import HEAD
from model.problems import one_line
from model.wording import format_of

BLUE, GREY, AMBER, LINE = "#0B5CAD", "#6B7280", "#FFE8B8", "#D4D4D8"
HIGH, HIGHEST = 15, 400  # points of a row: with one line, and as a program can have it
MOST_LETTERS = 32_000  # of a cell, which may have 32,767
NUMBERS = {
    "money": "#,##0;[Red]-#,##0", "share": "0.0%", "month": "0", "months": "0.0", "ratio": "0.00",
    "count": "#,##0.0",
}  # fmt: skip
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "bottom_color": LINE},
    "section": {"bold": True, "font_color": GREY, "top": 1, "top_color": LINE},
    "quiet": {"font_color": GREY},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "unsourced": {"text_wrap": True, "valign": "top", "bg_color": AMBER},
    "input": {"font_color": BLUE, "bg_color": "#E8F1FB", "locked": False},
    "fixed": {"font_color": GREY, "bg_color": "#F1F1F3"},
    "wrong": {"bg_color": "#F8D7DA", "font_color": "#8B0000"},
    "plain": {},
}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.of = cache(self._made)

    def _made(self, style: str, unit: str = "") -> Any:
        number = {"num_format": "@" if unit == "text" else NUMBERS[format_of(unit)]} if unit else {}
        return self._book.add_format({"font_name": "Calibri", **STYLES[style], **number})


@dataclass(frozen=True)
class Paper:
    """One sheet to write on."""

    name: str
    sheet: Any
    formats: Formats
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)  # by row and column

    def words(self, row: int, column: int, text: str, style: str = "plain") -> None:
        """Text, which is never taken for a formula, a number or a link."""
        self.sheet.write_string(row, column, one_line(text)[:MOST_LETTERS], self.formats.of(style))

    def number(self, row: int, column: int, value: float, style: str = "plain", unit: str = "") -> None:
        self.sheet.write_number(row, column, value, self.formats.of(style, unit))

    def formula(
        self, row: int, column: int, text: str, value: float | str, style: str = "plain", unit: str = ""
    ) -> None:
        """A formula with what it gives at the inputs as written."""
        self.formulas[row, column] = text
        self.sheet.write_formula(row, column, f"={text}", self.formats.of(style, unit), value)

    def head(self, title: str, columns: list[str]) -> None:
        """The title, and the heads of the columns."""
        self.words(0, 0, title, "title")
        for column, words in enumerate(columns):
            self.words(HEAD - 1, column, words, "head")

    def make_room(self, row: int, *texts: tuple[str, int]) -> None:
        """The height that wrapped texts take in columns of these widths: not every program finds it by itself."""
        lines = max(math.ceil(len(text) / width) for text, width in texts)
        if lines > 1:
            self.sheet.set_row(row, min(HIGH * lines, HIGHEST))

    def widths(self, *widths: int) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
