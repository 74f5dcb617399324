"""Notes on a page: what would be misread about the measures that it shows. One stands above, the rest is folded."""

from __future__ import annotations

from collections.abc import Collection

from model.guards import Guard, guards
from ui import escape, numbers
from ui.state import State


def lines(state: State, subjects: Collection[str]) -> str:
    """The first note about these measures, and how many more there are to open."""
    notes = [_line(state, guard) for guard in guards(state.result) if {*guard.subject} & {*subjects}]
    if len(notes) < 2:
        return "".join(notes)
    first, *rest = notes
    more = "1 more note" if len(rest) == 1 else f"{len(rest)} more notes"
    return f"{first}<details class='notes'><summary>{more}</summary>{''.join(rest)}</details>"


def _line(state: State, guard: Guard) -> str:
    of_several = guard.segment is not None and len(state.scenario.segments) > 1
    whose = f"{escape.for_html(guard.segment or '')}: " if of_several else ""
    return f"<p class='remark guard' data-guard='{guard.name}'>{whose}{numbers.within(state, guard.text)}</p>"
