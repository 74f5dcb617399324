"""Guard-rails on a page: those about the measures that it shows."""

from __future__ import annotations

from collections.abc import Collection

from model.guards import Guard, guards
from ui import escape, numbers
from ui.state import State


def lines(now: State, subjects: Collection[str]) -> str:
    """The guard-rails about these measures, a line each."""
    return "".join(_line(now, guard) for guard in guards(now.result) if {*guard.subject} & {*subjects})


def _line(now: State, guard: Guard) -> str:
    of_several = guard.segment is not None and len(now.scenario.segments) > 1
    whose = f"{escape.for_html(guard.segment or '')}: " if of_several else ""
    return f"<p class='remark guard' data-guard='{guard.name}'>{whose}{numbers.within(now, guard.text)}</p>"
