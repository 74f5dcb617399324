"""Plans: what is planned of an input below its control, and the list of all with what each adds."""

from __future__ import annotations

from functools import partial
from typing import Any

from model import months, plans
from model.answers import Plans
from model.parameters import CHANGE, DatedChange, Parameter
from ui import actions, escape, field_numbers, panel, words
from ui.body import Block
from ui.panel import Control
from ui.state import State, current

KEY = "plans"


def beside(state: State, path: str, row: Control) -> Control:
    """The control with what is planned of its input, and a way to plan more."""
    scenario, parameter = state.scenario, state.scenario.paths()[path]
    if not parameter.dated:
        return row
    rows = [
        {
            "place": place, "words": escape.one_line(plans.in_words(scenario, change)), "on": change.on,
            "at": change.value, **_typed(state, change, parameter),
        }
        for place, change in plans.of_input(scenario, path)
    ]  # fmt: skip
    still = plans.growth_goes_on(state.result, path)
    following = months.name(plans.next_month(scenario, path), scenario.start).removeprefix("month ")
    shown = {
        "rows": rows, "next": following, "dated": scenario.start is not None,
        "line": escape.one_line(state.refused.get(_place(path), "")), "note": still.words if still else "",
        "offer": still.offer if still else "",
    }  # fmt: skip
    return panel.extended(row, {"planned": partial(_planned, path)}, planned=shown)


def listed(state: State, block: Plans) -> Block:
    """Every plan with its switch, what it says and what it adds."""
    panel.listen(Control(KEY, KEY, block.title, handlers={"switched": _switched}))
    rows = [
        {
            "place": row.place, "name": escape.one_line(row.name), "words": escape.one_line(row.words), "on": row.on,
            "cells": [words.cell(state, cell) for cell in row.cells],
        }
        for row in block.rows
    ]  # fmt: skip
    return {
        "kind": KEY, "title": block.title, "head": block.head, "rows": rows,
        "total": [words.cell(state, number) for number in block.total], "remark": block.remark,
    }  # fmt: skip


def _typed(state: State, change: DatedChange, parameter: Parameter) -> dict[str, str]:
    """The change as its fields have it."""
    month = months.name(change.month, state.scenario.start).removeprefix("month ")
    return {"month": month, "over": str(change.over), "to": field_numbers.shown(change.value, parameter)}


def _place(path: str) -> str:
    """Where a refusal is kept."""
    return f"plan {path}"


def _planned(path: str, value: Any) -> None:
    """Make a plan, change it, switch it, or drop it."""
    scenario = current().scenario
    places = [place for place, _ in plans.of_input(scenario, path)] if path in scenario.paths() else []
    match value:
        case {"place": int() as place, "on": bool() as on} if place in places:
            _change(path, plans.switched(scenario, place, on))
        case {"place": int() as place, "drop": True} if place in places:
            _change(path, plans.with_row(scenario, place, None))
        case {"offer": True} if still := plans.growth_goes_on(current().result, path):
            _change(path, plans.with_row(scenario, None, still.row))
        case {"place": None | int() as place, "month": str(), "over": str(), "to": str()} if place in (None, *places):
            _set(path, place, value)


def _set(path: str, place: int | None, texts: dict[str, str]) -> None:
    """Take the texts of a plan, or refuse them in one line."""
    scenario = current().scenario
    row = None if place is None else scenario.changes[place]
    try:
        month = _month(texts["month"], scenario.start)
        over = field_numbers.parse(texts["over"] or "0", CHANGE["over"])
        value = field_numbers.parse(texts["to"], scenario.paths()[path])
        if value is None:
            raise ValueError("Say what it becomes")
    except ValueError as error:
        actions.refuse(_place(path), str(error))
        return
    kept = {} if row is None else {"note": row.note, "on": row.on}
    if row is not None and field_numbers.shown(row.value, scenario.paths()[path]) == texts["to"]:
        value = row.value  # every digit of it
    made = DatedChange(path=path, month=int(month), over=int(over or 0), value=float(value), **kept)
    _change(path, plans.with_row(scenario, place, made))


def _month(text: str, start: str | None) -> int:
    """The number of a month that is typed so, or by the calendar. Raises ValueError."""
    if start is None or text.strip().isdecimal():
        return int(field_numbers.parse(text, CHANGE["month"]) or 0)
    read = months.read(text)
    if read is None:
        raise ValueError("Say from which month on")
    number = months.since(start, read)
    if not CHANGE["month"].may_be(number):
        low, high = (months.name(int(end), start) for end in CHANGE["month"].bounds or (2, 120))
        raise ValueError(f"“{text}” is outside {low} to {high}")
    return number


def _change(path: str, rows: plans.Rows) -> None:
    actions.change_together({"changes": rows}, _place(path))


def _switched(value: Any) -> None:
    """Switch one plan of the list on or off, or drop it."""
    changes = current().scenario.changes
    match value:
        case {"place": int() as place} if 0 <= place < len(changes):
            _planned(changes[place].path, value)
