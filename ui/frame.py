"""What every page opens with: look, link, menu, scenario and changes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model import locales
from model.answers import SCENARIO
from ui import (
    actions,
    address,
    changes,
    escape,
    files,
    glossary,
    menu,
    panel,
    save_notice,
    search,
    start,
    style,
    track_turns,
    views,
)
from ui.body import Body, open_page
from ui.panel import Action
from ui.state import State

NAME = "Bowtie"
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    "<path d='M2 5v22l13-8v-6zM30 5v22l-13-8v-6z' fill='#0B6E8A'/></svg>"
)
NOTICES_SHOWN = 20


def side(state: State, key: str) -> None:
    """What stands at the side of every page."""
    with st.sidebar:
        st.html(f"<p class='brand'>{NAME}</p>")
        rows = [
            search.field(state),
            menu.listed(state, key),
            *files.picker(state),
            *files.listed(state),
            *glossary.listed(state, key),
            *changes.listed(state),
        ]
        panel.draw(state, "side", rows)


def arrived(key: str) -> State:
    """The state, after what was done, with its results: what is drawn at once is drawn sooner than one by one."""
    st.set_page_config(page_title=f"{menu.PAGES[key].label} · {NAME}", page_icon=ICON, layout="wide")
    locales.set_locale(st.context.locale)
    state = address.follow_link()
    if views.reported():
        state.link_is_old = True
        views.act()
    start.settle(state, key)
    if state.link_is_old:
        address.write_link(state)
    menu.leave(state, key)
    open_page(state, key)
    before = state.results.get(SCENARIO)
    state.work_out()
    if state.brings_more and state.result is before:
        track_turns.give_way()
    state.brings_more = False
    return state


def surround(state: State) -> DeltaGenerator:
    """What stands around every page. Gives the place of what listens to numbers.

    It stands before all that may open or close: what is drawn anew misses what is pressed in that instant.
    """
    st.html(style.CSS)
    listens = st.container(key="numbers")
    _rejoin()
    state.shown = {}
    return listens


def notices(body: Body) -> None:
    """What a link or a file holds that does not fit, by name; and what is to be said of keeping."""
    state = body.state
    if state.notices:
        shown, more = state.notices[:NOTICES_SHOWN], len(state.notices) - NOTICES_SHOWN
        lines = [*map(escape.one_line, shown), *([f"and {more} more"] if more > 0 else [])]
        body.add({"kind": "notice", "words": "This could not be used:", "lines": lines})
        dismiss = Action("dismiss", "Dismiss", partial(actions.notify, []))
        body.panel("notices", [panel.actions("dismiss", "", [dismiss], whatever_is_open=True)])
    save_notice.draw(body)


@st.fragment(run_every=timedelta(days=1))
def _rejoin() -> None:
    """Draws nothing. A page with a part that runs by itself asks for a run as soon as it finds the server again.

    Without it a server that was started again would learn of the page only from the next change, and lose that.
    """
