"""Keeps a copy of an example or a read-only company as the visitor's own."""

from __future__ import annotations

from model import example_words
from store import copied, new_id
from ui import actions
from ui.link import EXAMPLE, OWN, Opened
from ui.state import current


def keep_as_own() -> None:
    """Copy the open scenario into a new company of the visitor's; this can be undone."""
    actions.open_step(as_own(current().opened))


def as_own(opened: Opened) -> Opened:
    """A copy that the visitor owns. What an example says of itself is not carried over."""
    if opened.kind == EXAMPLE:
        scenario, baseline = (
            example_words.made_own(version, opened.source) for version in (opened.scenario, opened.baseline)
        )
    else:
        name = copied(opened.scenario.name)
        scenario, baseline = (version.changed({"name": name}) for version in (opened.scenario, opened.baseline))
    return Opened(new_id(), OWN, baseline, baseline, scenario, opened.segment)
