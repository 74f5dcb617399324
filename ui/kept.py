"""What the page says of keeping: that another tab was first, that nothing can be saved, that one is only looking."""

from __future__ import annotations

from ui import keeping, link, own, panel
from ui.panel import Action, Control
from ui.state import State

LOOKING = "You are looking at a shared company. What you change here stays with you."


def notice(now: State) -> None:
    """One sentence, with what can be done; nothing while all is saved."""
    rows = _rows(now)
    if rows:
        panel.draw(now, "kept", rows)


def _rows(now: State) -> list[Control]:
    trouble = now.unsaved.get(now.opened.key)
    if keeping.is_conflict(now):
        choices = [
            Action("theirs", "Take theirs", keeping.take_theirs),
            Action("mine", "Keep mine as a copy", keeping.keep_mine),
        ]
        return [panel.text("unsaved", str(trouble), refused=True), panel.actions("conflict", "", choices)]
    if trouble:
        return [panel.text("unsaved", str(trouble), refused=True)]
    if now.opened.kind == link.VIEW:
        return [
            panel.text("looking", LOOKING),
            panel.actions("copy", "", [Action("keep", "Keep a copy", own.make_own)]),
        ]
    return []
