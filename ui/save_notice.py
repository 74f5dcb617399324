"""A notice when a company is not saved, is read-only, or was changed in another tab."""

from __future__ import annotations

from ui import company_store, link, own_copy, panel
from ui.body import Body
from ui.panel import Action, Control
from ui.state import State

LOOKING = "You are looking at a shared company. What you change here stays with you."


def draw(body: Body) -> None:
    """One sentence, with what can be done; nothing while all is saved."""
    body.panel("kept", _rows(body.state))


def _rows(state: State) -> list[Control]:
    trouble = state.unsaved.get(state.opened.key)
    if company_store.is_conflict(state):
        choices = [
            Action("theirs", "Take theirs", company_store.take_theirs),
            Action("mine", "Keep mine as a copy", company_store.keep_mine),
        ]
        return [panel.text("unsaved", str(trouble), refused=True), panel.actions("conflict", "", choices)]
    if trouble:
        return [panel.text("unsaved", str(trouble), refused=True)]
    if state.opened.kind == link.VIEW:
        return [
            panel.text("looking", LOOKING),
            panel.actions("copy", "", [Action("keep", "Keep a copy", own_copy.keep_as_own)]),
        ]
    return []
