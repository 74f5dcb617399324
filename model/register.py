"""The register of inputs as it is typed: value, class, source and note of each, read cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from model.basis import OUR_DATA, TOUCHED, Basis, Notes, basis_of, noted, touched
from model.parameters import NOTE, Parameter
from model.scenario import Scenario
from model.typed import Refusal
from model.wording import in_months

VALUE, BASIS, SOURCE, NOTE_TEXT = "value", "basis", "source", "note"
TO_CHOOSE = (Basis.OUR_DATA, Basis.SOURCED, Basis.DECIDED, Basis.ASSUMED, Basis.NOT_SET)
MONTHS = re.compile(r" months?\Z")
Read = Callable[[str, Parameter], Any]  # a typed text as a value; raises ValueError with the line that says why not
Cells = Mapping[str, str]  # those of a row that have changed, by column


@dataclass(frozen=True)
class EditedRegister:
    """What has been made of cells: values by PATH, the notes where they change, and a line for each cell not taken."""

    values: Mapping[str, Any]
    notes: Notes | None
    refused: Mapping[tuple[str, str], str]


def edited(scenario: Scenario, rows: Mapping[str, Cells], read: Read) -> EditedRegister:
    """The values and notes that these cells ask for, by PATH."""
    values, refused = dict[str, Any](), dict[tuple[str, str], str]()
    notes = noted(scenario, ())
    for path, cells in rows.items():
        for column, text in cells.items():
            try:
                if column == VALUE:
                    values[path] = value_of(text, scenario.paths()[path], read)
                else:
                    notes[path] = {**notes.get(path, {}), **_said(scenario, path, column, text, cells)}
            except ValueError as error:
                refused[path, column] = Refusal.of(error)
    for path in touched(scenario, values) or {}:
        notes.setdefault(path, {BASIS: TOUCHED})
    kept = {path: note for path, note in _without_nothing(notes).items() if note}
    return EditedRegister(values, None if kept == noted(scenario, ()) else kept, refused)


def text_of(value: Any, parameter: Parameter, number: Callable[[float, Parameter], str]) -> str:
    """A value as it is shown and typed: a choice in words, a table by its rows."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f"{len(value)} {'row' if len(value) == 1 else 'rows'}"
    if parameter.numeric and parameter.choices is not None:
        return in_months(value)
    return number(value, parameter) if parameter.numeric else str(value).replace("_", " ")


def value_of(text: str, parameter: Parameter, read: Read) -> Any:
    """The value in a cell. Raises ValueError with the line that says what is wrong."""
    if parameter.unit == "table":
        raise ValueError(f"{parameter.label} are a table: edit them on their own page")
    if parameter.numeric:
        return read(MONTHS.sub("", text) if parameter.choices else text, parameter)
    choice = text.strip().lower().replace(" ", "_")
    if choice not in (parameter.choices or ()):
        words = ", ".join(str(option).replace("_", " ") for option in parameter.choices or ())
        raise ValueError(f"“{text}” is none of {words}")
    return choice


def _said(scenario: Scenario, path: str, column: str, text: str, cells: Cells) -> dict[str, str | None]:
    """What a cell about a value adds to its note. Raises ValueError."""
    if column == BASIS:
        return {BASIS: _basis(scenario, path, text, cells)}
    longest = (NOTE[column].length or (0, 0))[1]
    if len(text) > longest:
        raise ValueError(f"“{text[:20]}…” has more than {longest} characters")
    return {column: text.strip()}


def _basis(scenario: Scenario, path: str, text: str, cells: Cells) -> str | None:
    """What the chosen class writes down; a source makes a value sourced by itself."""
    note = scenario.notes.get(path)
    source = cells.get(SOURCE, note.source if note else "")
    if text == Basis.OUR_DATA:
        return str(OUR_DATA)
    if text == Basis.SOURCED and not source:
        raise ValueError("give its source, and it is sourced")
    if text in (Basis.ASSUMED, Basis.DECIDED) and source:
        raise ValueError("it has a source: clear that first")
    if text == Basis.NOT_SET and basis_of(scenario.changed({"notes": {}}), path) != Basis.NOT_SET:
        raise ValueError("it is not at its default, so somebody has set it")
    if text not in (*TO_CHOOSE, Basis.EXAMPLE):
        raise ValueError(f"“{text[:40]}” is no class: choose one from the list")
    return str(TOUCHED) if text in (Basis.ASSUMED, Basis.DECIDED) else None


def _without_nothing(notes: Mapping[str, Mapping[str, Any]]) -> Notes:
    return {path: {name: text for name, text in note.items() if text} for path, note in notes.items()}
