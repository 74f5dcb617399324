"""What every page opens with: look, link, menu, scenario and changes."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model import locales
from ui import actions, address, changes, escape, files, menu, panel, save_notice, search, start, style, texts, views
from ui.state import State

NAME = "Bowtie"
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    "<path d='M2 5v22l13-8v-6zM30 5v22l-13-8v-6z' fill='#0B6E8A'/></svg>"
)
NOTICES_SHOWN = 20


def head(state: State, key: str, *parts: str) -> None:
    """What the page begins with, and the side that goes with it."""
    texts.show(*parts)
    with st.sidebar:
        st.html(f"<p class='brand'>{NAME}</p>")
        rows = [
            search.field(state),
            menu.listed(state, key),
            *files.picker(state),
            *files.listed(state),
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
    state.work_out()
    return state


def surround(state: State) -> DeltaGenerator:
    """What stands around every page, its own texts aside. Gives the place of what listens to numbers.

    It stands before all that may open or close: what is drawn anew misses what is pressed in that instant.
    """
    st.html(style.CSS)
    listens = st.container(key="numbers")
    with st.container():
        _notices(state)
    with st.container():
        save_notice.draw(state)
    _rejoin()
    state.shown = {}
    return listens


@st.fragment(run_every=timedelta(days=1))
def _rejoin() -> None:
    """Draws nothing. A page with a part that runs by itself asks for a run as soon as it finds the server again.

    Without it a server that was started again would learn of the page only from the next change, and lose that.
    """


def _notices(state: State) -> None:
    """What a link or a file holds that does not fit, by name."""
    if not state.notices:
        return
    shown, more = state.notices[:NOTICES_SHOWN], len(state.notices) - NOTICES_SHOWN
    lines = [*(escape.for_html(line) for line in shown), *([f"and {more} more"] if more > 0 else [])]
    st.html(
        "<div class='notice' role='alert'>This could not be used:"
        f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul></div>"
    )
    st.button("Dismiss", key="dismiss", on_click=views.pressed, args=("dismiss", actions.notify, []), type="tertiary")
