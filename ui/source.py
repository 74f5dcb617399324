"""The line below a control that says what its value rests on, and opens to whose it is, its source and a note."""

from __future__ import annotations

from functools import partial
from typing import Any

from model.basis import OUR_DATA, TOUCHED, Basis, basis_of, is_unsourced, noted
from model.parameters import NOTE
from ui import actions, escape, panel
from ui.panel import Control
from ui.state import State, current

NOT_SAID = "Not said"


def beside(state: State, path: str, row: Control) -> Control:
    """The control with this line."""
    scenario, note = state.scenario, state.scenario.notes.get(path)
    whose = _whose(scenario.paths()[path].kind)
    basis = basis_of(scenario, path, state.opened.example)
    shown = {
        "line": escape.one_line(_line(basis, note.source if note else "")),
        "lacks": is_unsourced(scenario, path),
        "options": list(whose),
        "whose": next(words for words, text in whose.items() if text == (note.basis if note else None)),
        "source": escape.one_line(note.source if note else ""),
        "note": escape.one_line(note.note if note else ""),
        "most": [(NOTE[name].length or (0, 0))[1] for name in ("source", "note")],
    }
    return panel.extended(row, {"rests": partial(_said, path)}, rests=shown)


def _whose(kind: str) -> dict[str, str | None]:
    return {NOT_SAID: None, "Our data": OUR_DATA, "Decided" if kind == "lever" else "Assumed": TOUCHED}


def _line(basis: Basis, source: str) -> str:
    if basis == Basis.SOURCED:
        return f"Source: {source}"
    words = f"{basis[0].upper()}{basis[1:]}"
    return f"{words}: {source}" if source else words


def _said(path: str, value: Any) -> None:
    """Write down whose the value is, its source or its note."""
    scenario = current().scenario
    match value:
        case {"name": "source" | "note" as name, "text": str() as text} if path in scenario.paths():
            actions.change("notes", noted(scenario, [path], **{name: text.strip()}))
        case {"name": "basis", "text": str() as text} if path in scenario.paths():
            whose = _whose(scenario.paths()[path].kind)
            if text in whose:
                actions.change("notes", noted(scenario, [path], basis=whose[text]))
