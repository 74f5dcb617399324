"""Making what is open one's own: an example, or what a read-only link shows."""

from __future__ import annotations

from model import example_words
from store import copied, new_id
from ui import state
from ui.link import EXAMPLE, OWN, Opened


def make_own() -> None:
    """Make what is open a new company of one's own, as a step that can be undone."""
    state.open_step(made_own(state.current().opened))


def made_own(opened: Opened) -> Opened:
    """The same as one's own. What an example says of itself is not carried over."""
    if opened.kind == EXAMPLE:
        scenario, baseline = (example_words.made_own(one, opened.source) for one in (opened.scenario, opened.baseline))
    else:
        name = copied(opened.scenario.name)
        scenario, baseline = (one.changed({"name": name}) for one in (opened.scenario, opened.baseline))
    return Opened(new_id(), OWN, baseline, baseline, scenario, opened.segment)
