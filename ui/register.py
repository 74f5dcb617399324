"""The register of inputs: one row per input, every cell edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

import streamlit as st

from model import labels
from model.answers import InputTable
from model.basis import Basis, basis_of
from model.parameters import Parameter
from model.register import BASIS, NOTE_TEXT, SOURCE, TO_CHOOSE, VALUE, edited, text_of
from ui import actions, escape, field_numbers, table_editor
from ui.panel import Control
from ui.state import State, current
from ui.table_editor import LONGEST_TEXT, Cell, SheetColumn, SheetRow, Taken

LABEL, WHY = "label", "why"
UNDER_WAY = 5.0  # seconds that what is drawn may take to the browser
EDITED = (VALUE, BASIS, SOURCE, NOTE_TEXT)
COLUMNS = (
    SheetColumn(LABEL, "Input", kind="fixed"),
    SheetColumn(VALUE, "Value", help="A number as you write it, or one of the choices."),
    SheetColumn(BASIS, "Class", kind="choice", choices=tuple(str(basis) for basis in TO_CHOOSE)),
    SheetColumn(SOURCE, "Source", kind="text", help="Where the value comes from."),
    SheetColumn(NOTE_TEXT, "Note", kind="text", help="A remark on the value."),
)
IDLE_COLUMNS = (COLUMNS[0], SheetColumn(WHY, "Why no effect", kind="fixed"), *COLUMNS[1:])


@dataclass(frozen=True)
class Sent:
    """What the browser sent last: when, the cells of each row, and which of them were edited."""

    at: float
    cells: Mapping[str, Mapping[str, str]]
    edited: Mapping[str, Mapping[str, str]]


def table(state: State, block: InputTable) -> Control:
    """The inputs of a block, to be edited in place."""
    key, columns = f"register-{block.key}", IDLE_COLUMNS if any(row.idle for row in block.rows) else COLUMNS
    keys = tuple(column.key for column in columns)
    shown = {
        row.path: {
            LABEL: labels.with_unit(state.scenario, row.path),
            WHY: row.idle or "",
            **_cells(row.value, row.parameter, row.basis, row.source, row.note),
        }
        for row in block.rows
    }
    rows = [SheetRow(tuple(escape.one_line(cells[key]) for key in keys), path) for path, cells in shown.items()]
    on_rows = partial(_typed, key, keys)
    return table_editor.table(state, key, block.title, columns, rows, on_rows, addable=False)


def _texts(state: State, path: str) -> dict[str, str]:
    """The present texts of an input's cells."""
    scenario, note = state.scenario, state.scenario.notes.get(path)
    basis = basis_of(scenario, path, state.opened.example)
    said = (note.source, note.note) if note else ("", "")
    return _cells(scenario.value(path), scenario.paths()[path], basis, *said)


def _cells(value: Any, parameter: Parameter, basis: Basis, source: str, note: str) -> dict[str, str]:
    """The cells that can be edited. Long texts are cut, and stay whole until they are written anew."""
    cells = {
        VALUE: text_of(value, parameter, field_numbers.shown), BASIS: str(basis), SOURCE: source, NOTE_TEXT: note,
    }  # fmt: skip
    return {key: _cut(escape.one_line(text)) for key, text in cells.items()}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _typed(key: str, keys: Sequence[str], rows: Sequence[SheetRow]) -> Taken:
    """Apply the edited cells in one step, and say why each refused one is refused."""
    state = current()
    places = {row.item: place for place, row in enumerate(rows) if row.item in state.scenario.paths()}
    cells = {path: dict(zip(keys, rows[place].cells, strict=True)) for path, place in places.items()}
    last = st.session_state.get(f"{key}-sent")
    edits = {path: _edits(path, typed_cells, _texts(state, path), last) for path, typed_cells in cells.items()}
    st.session_state[f"{key}-sent"] = Sent(monotonic(), cells, edits)
    found = edited(state.scenario, {path: edit for path, edit in edits.items() if edit}, field_numbers.parse)
    refused: dict[Cell, str] = {(places[path], column): line for (path, column), line in found.refused.items()}
    if found.values or found.notes is not None:
        notes = {} if found.notes is None else {"notes": found.notes}
        actions.change_together({**found.values, **notes}, beside=next(iter(found.values), "notes"))
        for path, line in state.refused.items():
            refused[places.get(path, -1), VALUE if path in places else ""] = line
    return Taken([row.item for row in rows], refused)


def _edits(path: str, cells: Mapping[str, str], shown: Mapping[str, str], last: Sent | None) -> dict[str, str]:
    """The cells that were edited, without those that the browser has not seen change with another cell."""
    edits = {column: text for column, text in cells.items() if column in EDITED and text != shown[column]}
    if last is None or monotonic() - last.at > UNDER_WAY:
        return edits
    before, already = last.cells.get(path, {}), last.edited.get(path, {})
    return {column: text for column, text in edits.items() if column in already or text != before.get(column)}
