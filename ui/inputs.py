"""Opens a single input with its value, source and note."""

from __future__ import annotations

from typing import Any

import streamlit as st

from model.basis import noted
from model.parameters import MEETING, NOTE, STAFF_CHANGE, Parameter
from model.trace import Quantity
from ui import actions, controls, field_numbers, panel, table_inputs, views
from ui.state import State, current

HEAD = ("Input", "Value", "Unit", "Kind", "Source and note", "Default", "Plausible")
TABLES = {"meetings": MEETING, "staff_changes": STAFF_CHANGE}
PLANNED = "changes/"
WITHIN = "-opened"  # the drawer, beside the page


def is_input(quantity: Quantity) -> bool:
    return quantity.key.startswith("=")


def path_of(state: State, quantity: Quantity) -> str | None:
    """The PATH of an input of the scenario, None for what is computed or belongs to another one."""
    key = quantity.key[1:]
    if key.startswith(PLANNED):  # opens as the input that it changes
        return state.scenario.changes[int(key.removeprefix(PLANNED)) - 1].path
    table, dot, name = key.rpartition(".")
    path = f"{table}{dot}{name.partition('/')[0]}"
    return path if is_input(quantity) and path in state.scenario.paths() else None


def value_of(state: State, path: str) -> str:
    """The value as it is typed, a choice or a table in words."""
    return _formatted(state.scenario.value(path), state.scenario.paths()[path])


def editor(state: State, path: str) -> None:
    """The control of one input, with its source and its note."""
    parameter = state.scenario.paths()[path]
    if parameter.name in TABLES:
        control = table_inputs.table(state, parameter.label, path, TABLES[parameter.name], WITHIN)
    else:
        control = controls.control(state, path, WITHIN)
    panel.draw(state, "opened-control", [control])
    note = state.scenario.notes.get(path)
    for name in ("source", "note"):
        declared = NOTE[name]
        key = controls.widget_key(name, state, path)
        st.text_input(
            declared.label, views.show(key, getattr(note, name) if note else ""), key=key, help=declared.help,
            max_chars=declared.length[1] if declared.length else None,
            on_change=views.report, args=(key, annotate, path, name),
        )  # fmt: skip


def annotate(path: str, name: str, text: str) -> None:
    """Set the source or the note of a value; it travels in the file."""
    actions.change("notes", noted(current().scenario, [path], **{name: text}))


def _formatted(value: Any, parameter: Parameter) -> str:
    if value is None:
        return "required" if parameter.required else "from others"
    if parameter.numeric:
        return field_numbers.shown(value, parameter)
    if isinstance(value, tuple | dict):
        return f"{len(value)} {'row' if len(value) == 1 else 'rows'}"
    return str(value).replace("_", " ")
