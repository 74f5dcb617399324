"""Inputs as they are listed and opened one at a time: value, range, source and note."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from model.answers import Input
from model.basis import noted
from model.parameters import MEETING, NOTE, STAFF_CHANGE, Parameter
from model.trace import Quantity
from ui import controls, edit, escape, numbers, panel, state, typed, views
from ui.state import State

HEAD = ("Input", "Value", "Unit", "Kind", "Source and note", "Default", "Plausible")
TABLES = {"meetings": MEETING, "staff_changes": STAFF_CHANGE}
WITHIN = "-opened"  # the drawer, beside the page


def table(now: State, title: str, inputs: Iterable[Input]) -> str:
    """Inputs under a title, each with who says so; pressing a value opens it."""
    head = "".join(f"<th scope='col' class='words'>{name}</th>" for name in HEAD)
    body = "".join(_row(now, given) for given in inputs)
    return (
        f"<h2 class='chart'>{escape.for_html(title)}</h2><div class='months whole' tabindex='0'>"
        f"<table class='inputs'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def is_input(quantity: Quantity) -> bool:
    return quantity.key.startswith("=")


def path_of(now: State, quantity: Quantity) -> str | None:
    """The PATH of an input of the scenario, None for what is computed or belongs to another one."""
    table, dot, name = quantity.key[1:].rpartition(".")
    path = f"{table}{dot}{name.partition('/')[0]}"
    return path if is_input(quantity) and path in now.scenario.paths() else None


def value_of(now: State, path: str) -> str:
    """The value as it is typed, a choice or a table in words."""
    return _formatted(now.scenario.value(path), now.scenario.paths()[path])


def editor(now: State, path: str) -> None:
    """The control of one input, with its source and its note."""
    parameter = now.scenario.paths()[path]
    if parameter.name in TABLES:
        edit.table(now, parameter.label, path, TABLES[parameter.name], WITHIN)
    else:
        panel.draw(now, "opened-control", [controls.control(now, path, WITHIN)])
    note = now.scenario.notes.get(path)
    for name in ("source", "note"):
        declared = NOTE[name]
        key = controls.widget_key(name, now, path)
        st.text_input(
            declared.label, views.show(key, getattr(note, name) if note else ""), key=key, help=declared.help,
            max_chars=declared.length[1] if declared.length else None,
            on_change=views.report, args=(key, annotate, path, name),
        )  # fmt: skip


def annotate(path: str, name: str, text: str) -> None:
    """Set the source or the note of a value; it travels in the file."""
    state.change("notes", noted(state.current().scenario, [path], **{name: text}))


def _row(now: State, given: Input) -> str:
    parameter = given.parameter
    value = numbers.button(f"={given.path}", _formatted(given.value, parameter), parameter.help)
    kind = parameter.kind if given.idle is None else f"{parameter.kind}, no effect now: {given.idle}"
    source = "<span class='unsourced'>unsourced</span>" if given.unsourced else escape.for_html(given.source)
    ends = parameter.plausible
    plausible = f"{typed.shown(ends[0], parameter)} to {typed.shown(ends[1], parameter)}" if ends else ""
    default = _formatted(parameter.default, parameter)
    noted = f"{source}<br>{escape.for_html(given.note)}" if given.note else source
    texts = (numbers.unit(parameter.unit, now.scenario), kind, None, default, plausible)
    cells = "".join(f"<td class='words'>{noted if text is None else escape.for_html(text)}</td>" for text in texts)
    return f"<tr><th scope='row'>{escape.for_html(parameter.label)}</th><td>{value}</td>{cells}</tr>"


def _formatted(value: Any, parameter: Parameter) -> str:
    if value is None:
        return "required" if parameter.required else "from others"
    if parameter.numeric:
        return typed.shown(value, parameter)
    if isinstance(value, tuple | dict):
        return f"{len(value)} {'row' if len(value) == 1 else 'rows'}"
    return str(value).replace("_", " ")
