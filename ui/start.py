"""How a visitor starts a company of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from model import segment_table, segments
from model.trace import Trace
from model.unset_inputs import KEY, accepted, counted, unset
from ui import actions, examples, panel
from ui.body import Body
from ui.link import EXAMPLE, OWN
from ui.panel import Action, Control
from ui.state import State, current

FILLING_IN = "filling-in"  # what is open while it has not been looked at on another page yet
COMPANY, LIBRARY = "company", "library"


def open_blank() -> None:
    """Open a blank company, and go to its page: once, however often the browser tells of it."""
    state = current()
    if state.chosen.get(FILLING_IN) != state.opened.key:
        actions.open_own(segments.blank())
        state.chosen[FILLING_IN] = state.opened.key
    state.requested_page = COMPANY


def settle(state: State, page: str) -> None:
    """While a visitor fills in a new company, the baseline follows what is typed."""
    if state.chosen.get(FILLING_IN) != state.opened.key:
        return
    if page == COMPANY:
        state.opened = replace(state.opened, baseline=state.opened.scenario, source=state.opened.scenario)
    elif not state.requested_page:  # there, from another page
        del state.chosen[FILLING_IN]


def is_own(state: State) -> bool:
    """Whether the open scenario is a company of the visitor's, not an example."""
    return state.opened.kind == OWN


def is_offered(state: State, page: str) -> bool:
    """Whether the page shows how to begin: the first page does until something is opened or changed."""
    opened = state.opened
    is_first = opened.kind == EXAMPLE and opened.key == examples.first() and page == "overview"
    return is_first and opened.scenario == opened.source and not state.past


def offer(body: Body) -> None:
    """How to begin, in one line."""
    body.panel("begin", [panel.actions("begin", "This is an example.", [begin_own(), go(LIBRARY, "Try another")])])


def begin_own(*, main: bool = False) -> Action:
    """A button that leads to a blank company."""
    return Action("go_own", "Start your own", open_blank, main=main)


def unknown(body: Body) -> None:
    """One line on what is not known of one's own company."""
    state = body.state
    if is_own(state):
        body.panel("unset", _bare_line() if segment_table.is_bare(state.scenario) else unset_line(state))


def _bare_line() -> list[Control]:
    return [panel.actions("no-numbers", "Your company has no numbers yet.", [go(COMPANY, "Fill them in")])]


def unset_line(state: State) -> list[Control]:
    """How many inputs are not set, with a button to accept them as they are."""
    paths = state.asked().find(unset)
    if not paths:
        return []
    state.shown[KEY] = counted(Trace(state.result), paths)
    count = "1 input that moves the answer is" if len(paths) == 1 else f"{len(paths)} inputs that move the answer are"
    buttons = [
        Action("which", "See which", partial(actions.open_trace, KEY)),
        Action("accept", "Accept the rest as they are", partial(_accept, paths)),
    ]
    return [panel.actions("unset", f"{count} not set yet.", buttons)]


def go(page: str, words: str, *, main: bool = False) -> Action:
    """A button that leads to a page. The browser knows by its name that this one is left."""
    return Action("go", words, partial(_go, page), main=main)


def _go(page: str) -> None:
    current().requested_page = page


def _accept(paths: list[str]) -> None:
    actions.change("notes", accepted(current().scenario, paths))
