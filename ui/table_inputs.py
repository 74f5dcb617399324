"""Editors for inputs that are tables, such as meetings and staff changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from model.parameters import Parameter
from model.typed import Refusal
from ui import actions, controls, field_numbers, panel, table_editor
from ui.body import Body
from ui.panel import Control
from ui.state import State, current
from ui.table_editor import WHOLE, Cell, Kind, SheetColumn, SheetRow, Taken

Columns = Mapping[str, Parameter]
Values = Mapping[str, Any]


def table(state: State, title: str, path: str, columns: Columns, within: str = "") -> Control:
    """An editor for the rows at this PATH. `within` is the place of one in a drawer, which each run opens anew."""
    key = controls.widget_key(f"table{within}", state, path)
    rows = [shown({name: getattr(row, name) for name in columns}, columns) for row in state.scenario.value(path)]
    heads, on_rows = [column(parameter) for parameter in columns.values()], partial(_typed, path, columns)
    return table_editor.table(state, key, title, heads, rows, on_rows, patient=bool(within))


def of_segment(title: str, name: str, columns: Columns, empty: str) -> Callable[[Body], None]:
    """Draws the editor for a table of the segment in view; title and `empty` say whose it is and what it is for."""

    def draw(body: Body) -> None:
        state = body.state
        path = f"{state.segment}.{name}"
        editor = table(state, title.format(state.segment), path, columns)
        purpose = [] if state.scenario.value(path) else [panel.text(f"{editor.key}-empty", empty)]
        body.panel(editor.key, [editor, *purpose])

    return draw


def column(parameter: Parameter) -> SheetColumn:
    """The column of the editor for a declared input."""
    kind: Kind = "number" if parameter.numeric else "text" if parameter.choices is None else "choice"
    unit = "" if parameter.unit in ("text", "-", parameter.label.lower()) else parameter.unit
    choices = tuple(str(option) for option in parameter.choices or ())
    heads = (parameter.name.replace("_", " "),)  # as the file calls it
    return SheetColumn(parameter.name, parameter.label, unit, kind, parameter.help, choices, heads)


def shown(values: Values, columns: Columns) -> SheetRow:
    """A row with these values, as they are typed."""
    cells = (
        field_numbers.shown(values[name], parameter) if parameter.numeric else str(values[name])
        for name, parameter in columns.items()
    )
    return SheetRow(tuple(cells), dict(values))


def read(rows: Sequence[SheetRow], columns: Columns) -> Taken:
    """The values of each row, and why a cell is refused: that one keeps its former value, a new row waits for it.

    A row without any text is none.
    """
    items = list[Values | None]()
    refused = dict[Cell, str]()
    for place, row in enumerate(rows):
        values = dict[str, Any]()
        for name, text in zip(columns, row.cells, strict=True):
            try:
                values[name] = _value(text, columns[name], row.item, name)
            except ValueError as error:
                refused[place, name] = Refusal.of(error)
                values |= {name: row.item[name]} if row.item else {}
        is_empty = not any(row.cells)
        if is_empty:
            refused = {cell: line for cell, line in refused.items() if cell[0] != place}
        items.append(None if is_empty or len(values) < len(columns) else values)
    return Taken(items, refused)


def _typed(path: str, columns: Columns, rows: Sequence[SheetRow]) -> Taken:
    """Apply the rows that can be read in one step, unless they break a rule between inputs."""
    taken = read(rows, columns)
    actions.change(path, [values for values in taken.items if values is not None])
    if line := current().refused.get(path):
        return Taken([row.item for row in rows], {**taken.refused, WHOLE: line})
    return taken


def _value(text: str, parameter: Parameter, former: Values | None, name: str) -> Any:
    """The value of a cell. Raises ValueError with what is wrong with its text."""
    if former and text == shown(former, {name: parameter}).cells[0]:
        return former[name]  # every digit of it, whatever a cell shows
    if not text:
        if parameter.required:
            raise ValueError("a value is missing")
        return parameter.default
    if parameter.numeric:
        return field_numbers.parse(text, parameter)
    _, longest = parameter.length or (0, 0)
    if len(text) > longest:
        raise ValueError(f"“{text[:longest]}…” has more than {longest} characters")
    return text
