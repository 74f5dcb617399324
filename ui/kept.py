"""What the page says of keeping: that another tab was first, that nothing can be saved, that one is only looking."""

from __future__ import annotations

from ui import keeping, link, own, panel
from ui.panel import Action, Control
from ui.state import State

LOOKING = "You are looking at a shared company. What you change here stays with you."


def notice(state: State) -> None:
    """One sentence, with what can be done; nothing while all is saved."""
    rows = _rows(state)
    if rows:
        panel.draw(state, "kept", rows)


def _rows(state: State) -> list[Control]:
    trouble = state.unsaved.get(state.opened.key)
    if keeping.is_conflict(state):
        choices = [
            Action("theirs", "Take theirs", keeping.take_theirs),
            Action("mine", "Keep mine as a copy", keeping.keep_mine),
        ]
        return [panel.text("unsaved", str(trouble), refused=True), panel.actions("conflict", "", choices)]
    if trouble:
        return [panel.text("unsaved", str(trouble), refused=True)]
    if state.opened.kind == link.VIEW:
        return [
            panel.text("looking", LOOKING),
            panel.actions("copy", "", [Action("keep", "Keep a copy", own.make_own)]),
        ]
    return []
