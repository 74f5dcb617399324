"""The search field that finds an input and opens it."""

from __future__ import annotations

from typing import Any

from model.input_search import index
from ui import actions, escape
from ui.panel import Control
from ui.state import State, current

KEY = "search"
MOST_SEGMENTS = 50  # whose names are matched


def field(state: State) -> Control:
    """The field, with what can be found: the inputs of the segment in view, or of one that is named, and of all."""
    entries = index(state.scenario, state.segment)
    shown = {
        "inputs": [[entry.name, entry.label, entry.words, entry.of_segment] for entry in entries],
        "segments": [escape.one_line(segment.name) for segment in state.scenario.segments[:MOST_SEGMENTS]],
        "segment": state.opened.segment,
    }
    return Control(KEY, KEY, "Find an input", shown, {"found": _found})


def _found(value: Any) -> None:
    """Open the drawer of the input: its name, and the place of its segment for one that belongs to one."""
    state = current()
    match value:
        case {"name": str() as name, "segment": int() as place} if 0 <= place < len(state.scenario.segments):
            path = f"{state.scenario.segments[place].name}.{name}"
        case {"name": str() as path, "segment": None}:
            pass
        case _:
            return
    if path in state.scenario.paths():
        actions.open_trace(f"={path}")
