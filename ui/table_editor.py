"""A table that is edited as in a spreadsheet: the browser keeps what is typed, Python says what it takes and refuses.

    columns = (SheetColumn("name", "Name", kind="text"), SheetColumn("people", "People"))
    rows = [SheetRow((place.name, str(place.people)), place) for place in places]
    panel.draw(state, "places", [table(state, "places", "Places", columns, rows, on_rows)])

    def on_rows(rows):     # all rows as typed, whenever a cell is left, rows are pasted, added, deleted or moved
        ...                # row.item is what the caller gave with the row, None for one that is new
        return Taken(items, {(2, "people"): "“ten” is not a number"})

What is refused stays as it was typed, marked, with its line, until it is mended or the caller has other rows. A line
that is a `Refusal` offers what may have been meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal
from uuid import uuid4

import streamlit as st

from model.typed import readings_of
from ui import escape
from ui.panel import Control
from ui.state import State

KEY = "tables"
MOST = 500  # rows
LONGEST_NUMBER, LONGEST_TEXT = 40, 200  # characters of a cell
LONGEST_ID = 40  # characters of a row's name
LONGEST = 200_000  # characters of all cells
MOST_LINES = 100  # refused cells that are sent to the browser
Cell = tuple[int, str]  # a row's place, from 0, and the key of a column
WHOLE: Cell = (-1, "")  # a line about the table as a whole
Kind = Literal["number", "text", "choice", "fixed"]  # what is fixed is not to be edited
Given = tuple[str, tuple["SheetRow", ...]]  # what is open, and the rows


@dataclass(frozen=True)
class SheetColumn:
    """A column: its label with its unit, and what its cells hold. `most` is how many characters they have.

    `heads` are other names by which the head of a pasted block may call it.
    """

    key: str
    label: str
    unit: str = ""
    kind: Kind = "number"
    help: str = ""
    choices: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        return LONGEST_NUMBER if self.kind == "number" else LONGEST_TEXT


@dataclass(frozen=True)
class SheetRow:
    """A row as it is shown or typed, and the caller's own item that it stands for: None for a row that is new."""

    cells: tuple[str, ...]
    item: Any = None


@dataclass(frozen=True)
class Taken:
    """What was made of typed rows: an item for each, None for one that is not taken yet, and a line a refusal."""

    items: Sequence[Any] = ()
    refused: Mapping[Cell, str] = field(default_factory=dict)


@dataclass
class Sheet:
    """What a session knows of one table: its rows with the name that the browser knows each by, and what is refused.

    `given` is what the caller gave when these were drawn first, None between an edit and that.
    """

    names: list[str]
    rows: tuple[SheetRow, ...]
    given: Given | None
    refused: Mapping[Cell, str] = field(default_factory=dict)


def table(
    state: State,
    key: str,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[SheetRow],
    on_rows: Callable[[Sequence[SheetRow]], Taken],
    *,
    addable: bool = True,
    add_label: str = "Add a row",
    most: int = MOST,
    movable: bool = False,
    patient: bool = False,
    whatever_is_open: bool = False,
) -> Control:
    """The table as a row of a panel. No two tables of a session have the same key.

    A `patient` one is sent when it is left: what it stands in does not outlive a run of the page.
    """
    sheet = _sheet(key, (state.known_key, tuple(rows)))
    places = {column.key: place for place, column in enumerate(columns)}
    refused = [
        [sheet.names[row] if row >= 0 else "", places.get(column, -1), escape.one_line(line), [*readings_of(line)]]
        for (row, column), line in [*sheet.refused.items()][:MOST_LINES]
    ]
    shown = {
        "columns": [_shown(column) for column in columns],
        "rows": [[name, *row.cells] for name, row in zip(sheet.names, sheet.rows, strict=True)],
        "refused": refused, "more": len(sheet.refused) - len(refused),
        "addable": addable, "add": add_label, "most": most, "longest": LONGEST, "movable": movable, "patient": patient,
    }  # fmt: skip
    typed = partial(_typed, key, len(columns), most, on_rows)
    return Control("table", key, title, shown, {"rows": typed}, whatever_is_open)


def _shown(column: SheetColumn) -> dict[str, Any]:
    return {
        "label": column.label, "unit": column.unit, "kind": column.kind, "help": column.help,
        "choices": column.choices, "heads": column.heads, "most": column.most,
    }  # fmt: skip


def _typed(key: str, columns: int, most: int, on_rows: Callable[[Sequence[SheetRow]], Taken], value: Any) -> None:
    """Hand the rows to the caller, and keep them as typed with what is refused of them."""
    if not _is_table(value, columns, most):
        return
    sheet = _sheets()[key]
    items = {name: row.item for name, row in zip(sheet.names, sheet.rows, strict=True)}
    names = [name for name, *_ in value]
    rows = tuple(SheetRow(tuple(cells), items.get(name)) for name, *cells in value)
    taken = on_rows(rows)
    known = [*taken.items, *([None] * (len(rows) - len(taken.items)))]
    kept = tuple(SheetRow(row.cells, item) for row, item in zip(rows, known, strict=True))
    _sheets()[key] = Sheet(names, kept, None, taken.refused)


def _is_table(value: Any, columns: int, most: int) -> bool:
    """Whether a browser may have sent this: so many rows at most, of so many cells that are not too long."""
    if not isinstance(value, list) or len(value) > most:
        return False
    longest = LONGEST_TEXT + 1  # one more is sent of a cell that is longer, so that it is refused and not cut
    if not all(isinstance(row, list) and len(row) == columns + 1 for row in value):
        return False
    if not all(isinstance(cell, str) and len(cell) <= longest for row in value for cell in row):
        return False
    if sum(len(cell) for row in value for cell in row[1:]) > LONGEST:
        return False
    names = {row[0] for row in value}
    return len(names) == len(value) and all(0 < len(name) <= LONGEST_ID for name in names)


def _sheet(key: str, given: Given) -> Sheet:
    """What is drawn: the rows as typed while something of them is refused or left out, else those of the caller."""
    sheet, (*_, rows) = _sheets().get(key), given
    if sheet is None or (sheet.given is not None and sheet.given != given):  # changed by something else
        sheet = Sheet(_names(len(rows)), rows, given)
    elif sheet.given is None:
        as_typed = bool(sheet.refused) or len(sheet.rows) != len(rows)
        sheet = Sheet(sheet.names, sheet.rows if as_typed else rows, given, sheet.refused)
    _sheets()[key] = sheet
    return sheet


def _names(rows: int) -> list[str]:
    """Names for rows that the browser has not seen, not even from a server that was there before."""
    drawn = uuid4().hex
    return [f"{drawn}-{row}" for row in range(rows)]


def _sheets() -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = st.session_state.setdefault(KEY, {})
    return sheets
