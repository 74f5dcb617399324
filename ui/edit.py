"""Tables of a scenario, edited as tables: rows are changed, added and deleted, and taken together as one input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from model import Scenario
from model.parameters import Parameter
from model.typed import read
from ui import controls, escape, state, views
from ui.state import State

KEY = "sheets"
Row = dict[str, Any]
Place = tuple[bool, int]  # whether the row was there at the start, and its number among those
Columns = Mapping[str, Parameter]


@dataclass(frozen=True)
class EditSheet:
    """What an editor in the browser started from, and what its edits have made of that so far.

    The browser reports all its edits against the start. Once the scenario has other rows than were taken (undo, another
    scenario, a refused cell), a sheet with a number of its own takes its place, and what the old one reports is void.
    """

    number: int
    start: tuple[Row, ...]
    taken: Mapping[Place, Row]


def table(now: State, title: str, path: str, columns: Columns, within: str = "") -> None:
    """An editor for the rows at this PATH, and below it the line of what was refused.

    `within` distinguishes editors of the same rows on one page.
    """
    place = f"{path}{within}"
    sheet = _sheet(place, _rows(now.scenario, path, columns))
    key = _widget(sheet)
    st.html(f"<h2 class='chart'>{escape.for_html(title)}</h2>")
    with st.container(key=controls.widget_key(f"table{within}", now, path), gap="small"):
        st.data_editor(
            pa.table({name: pa.array([row[name] for row in sheet.start], _type(one)) for name, one in columns.items()}),
            key=key, num_rows="dynamic", hide_index=True, alt=title,
            column_config={name: _column(one) for name, one in columns.items()},
            on_change=views.report, args=(key, edited, path, place, columns, sheet.number),
        )  # fmt: skip
        if path in now.refused:
            st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[path])}</p>")


def edited(path: str, place: str, columns: Columns, number: int, edits: Mapping[str, Any] | None) -> None:
    """What an edit does: what is allowed is taken, a cell that is not keeps its former value and is said."""
    sheets = _sheets()
    sheet = sheets[place]
    if edits is None or number != sheet.number:
        return
    taken, lines, as_typed = _applied(sheet, columns, edits)
    state.change(path, list(taken.values()))
    now = state.current()
    if lines and path not in now.refused:
        state.refuse(path, lines[0] if len(lines) == 1 else f"{lines[0]} (and {len(lines) - 1} more)")
    sheets[place] = EditSheet(number, sheet.start, taken)
    if path in now.refused or not as_typed:
        _begin(place, _rows(now.scenario, path, columns))


def _sheet(place: str, rows: tuple[Row, ...]) -> EditSheet:
    """The sheet that shows these rows: the one in the browser if it does, or a new one."""
    sheet = _sheets().get(place)
    if sheet is None or tuple(sheet.taken.values()) != rows:
        return _begin(place, rows)
    in_browser = _widget(sheet) in st.session_state  # it is not after another page or segment was looked at
    return sheet if in_browser or sheet.start == rows else _begin(place, rows)


def _begin(place: str, rows: tuple[Row, ...]) -> EditSheet:
    sheets = _sheets()
    number = 1 + max((one.number for one in sheets.values()), default=0)
    sheets[place] = EditSheet(number, rows, {(True, count): row for count, row in enumerate(rows)})
    return sheets[place]


def _rows(scenario: Scenario, path: str, columns: Columns) -> tuple[Row, ...]:
    return tuple({name: getattr(row, name) for name in columns} for row in scenario.value(path))


def _applied(sheet: EditSheet, columns: Columns, edits: Mapping[str, Any]) -> tuple[dict[Place, Row], list[str], bool]:
    """The rows after these edits, a line for each cell that cannot be taken, and whether the browser shows the same."""
    blank = {name: _blank(parameter) for name, parameter in columns.items()}
    rows = [((True, place), row, edits["edited_rows"].get(place, {})) for place, row in enumerate(sheet.start)
            if place not in edits["deleted_rows"]]  # fmt: skip
    rows += [((False, place), blank, cells) for place, cells in enumerate(edits["added_rows"])]
    taken, lines, as_typed = dict[Place, Row](), list[str](), True
    for number, (place, start, cells) in enumerate(rows, 1):
        taken[place] = dict(start)
        for name in [name for name in columns if name in cells]:
            try:
                taken[place][name] = _parsed(cells[name], columns[name])
            except ValueError as error:
                taken[place][name] = sheet.taken.get(place, start)[name]
                lines.append(f"Row {number}, {columns[name].label.lower()}: {error}")
            as_typed = as_typed and taken[place][name] == cells[name]
    return taken, lines, as_typed


def _parsed(value: Any, parameter: Parameter) -> Any:
    """The value of a cell. Raises ValueError with what is wrong with it."""
    if value is None or value == "":
        if parameter.required:
            raise ValueError("a value is missing")
        return parameter.default
    if parameter.numeric:
        return read(str(value), parameter)
    text, (_, longest) = str(value), parameter.length or (0, 0)
    if len(text) > longest:
        raise ValueError(f"“{text[:longest]}…” has more than {longest} characters")
    return text


def _blank(parameter: Parameter) -> Any:
    """What a new row starts with: the default, or the least that is allowed and not negative."""
    if not parameter.required:
        return parameter.default
    low, _ = parameter.bounds or (0, 0)
    return int(max(0, low)) if parameter.whole else max(0.0, low)


def _column(parameter: Parameter) -> Any:
    """Bounds are left to the model, which says why it refuses; the browser would only not take the value."""
    unit = "" if parameter.unit == "text" else f" In {parameter.unit}."
    if parameter.numeric:
        return st.column_config.NumberColumn(parameter.label, help=f"{parameter.help}{unit}", default=_blank(parameter))
    return st.column_config.TextColumn(parameter.label, help=parameter.help, default=_blank(parameter))


def _type(parameter: Parameter) -> pa.DataType:
    if not parameter.numeric:
        return pa.string()
    return pa.int64() if parameter.whole else pa.float64()


def _widget(sheet: EditSheet) -> str:
    return f"edit-{sheet.number}"


def _sheets() -> dict[str, EditSheet]:
    sheets: dict[str, EditSheet] = st.session_state.setdefault(KEY, {})
    return sheets
