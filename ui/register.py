"""The register: a row an input with its value, class, source and note, each edited in its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from model import labels
from model.answers import Input, InputTable
from model.register import BASIS, NOTE_TEXT, SOURCE, TO_CHOOSE, VALUE, Edited, edited, text_of
from ui import escape, panel, state, table_editor, typed
from ui.state import State
from ui.table_editor import LONGEST_TEXT, Cell, Column, Row, Taken

LABEL, WHY = "label", "why"
EDITED = (VALUE, BASIS, SOURCE, NOTE_TEXT)
COLUMNS = (
    Column(LABEL, "Input", kind="fixed"),
    Column(VALUE, "Value", help="A number as you write it, or one of the choices."),
    Column(BASIS, "Class", kind="choice", choices=tuple(str(one) for one in TO_CHOOSE)),
    Column(SOURCE, "Source", kind="text", help="Where the value comes from."),
    Column(NOTE_TEXT, "Note", kind="text", help="A remark on the value."),
)
IDLE_COLUMNS = (COLUMNS[0], Column(WHY, "Why no effect", kind="fixed"), *COLUMNS[1:])


def table(now: State, block: InputTable) -> None:
    """The inputs of a block, to be edited in place."""
    key, columns = f"register-{block.key}", IDLE_COLUMNS if any(one.idle for one in block.rows) else COLUMNS
    keys = tuple(column.key for column in columns)
    shown = {given.path: _cells(now, given) for given in block.rows}
    rows = [Row(tuple(cells[key] for key in keys), path) for path, cells in shown.items()]
    on_rows = partial(_typed, keys, shown)
    sheet = table_editor.table(now, key, block.title, columns, rows, on_rows, addable=False)
    panel.draw(now, key, [sheet])


def _cells(now: State, given: Input) -> dict[str, str]:
    """The texts of a row: long ones are cut, and stay whole until they are written anew."""
    texts = {
        LABEL: labels.with_unit(now.scenario, given.path),
        WHY: given.idle or "",
        VALUE: text_of(given.value, given.parameter, typed.shown),
        BASIS: str(given.basis),
        SOURCE: given.source,
        NOTE_TEXT: given.note,
    }
    return {key: _cut(escape.one_line(text)) for key, text in texts.items()}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _typed(keys: Sequence[str], shown: Mapping[str, Mapping[str, str]], rows: Sequence[Row]) -> Taken:
    """Take the cells that differ from what was shown, in one step, and say of each that is not taken why."""
    scenario, places = state.current().scenario, {row.item: place for place, row in enumerate(rows)}
    typed_cells = {row.item: _changed(dict(zip(keys, row.cells, strict=True)), shown.get(row.item, {})) for row in rows}
    known = {path: cells for path, cells in typed_cells.items() if cells and path in scenario.paths()}
    found = edited(scenario, known, typed.parse)
    refused: dict[Cell, str] = {(places[path], column): line for (path, column), line in found.refused.items()}
    if found.values or found.notes is not None:
        _take(found)
        for path, line in state.current().refused.items():
            refused[places.get(path, -1), VALUE if path in places else ""] = line
    return Taken([row.item for row in rows], refused)


def _take(found: Edited) -> None:
    notes = {} if found.notes is None else {"notes": found.notes}
    state.change_together({**found.values, **notes}, beside=next(iter(found.values), "notes"))


def _changed(cells: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in cells.items() if key in EDITED and text != before.get(key)}
