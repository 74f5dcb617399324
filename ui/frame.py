"""What every page opens with: look, link, menu, scenario and changes."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model import locales
from ui import (
    address,
    changes,
    escape,
    files,
    kept,
    menu,
    panel,
    search,
    start,
    state,
    style,
    texts,
    views,
)
from ui.state import State

NAME = "Bowtie"
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    "<path d='M2 5v22l13-8v-6zM30 5v22l-13-8v-6z' fill='#0B6E8A'/></svg>"
)
NOTICES_SHOWN = 20


def head(now: State, key: str, *parts: str) -> None:
    """What the page begins with, and the side that goes with it."""
    texts.show(*parts)
    with st.sidebar:
        st.html(f"<p class='brand'>{NAME}</p>")
        rows = [search.field(now), menu.listed(now, key), *files.picker(now), *files.listed(now), *changes.listed(now)]
        panel.draw(now, "side", rows)


def arrived(key: str) -> State:
    """The state, after what was done, with its results: what is drawn at once is drawn sooner than one by one."""
    st.set_page_config(page_title=f"{menu.PAGES[key].label} · {NAME}", page_icon=ICON, layout="wide")
    locales.set_locale(st.context.locale)
    now = address.follow_link()
    if views.reported():
        now.link_is_old = True
        views.act()
    start.settle(now, key)
    if now.link_is_old:
        address.write_link(now)
    menu.leave(now, key)
    now.work_out()
    return now


def surround(now: State) -> DeltaGenerator:
    """What stands around every page, its own texts aside. Gives the place of what listens to numbers.

    It stands before all that may open or close: what is drawn anew misses what is pressed in that instant.
    """
    st.html(style.CSS)
    listens = st.container(key="numbers")
    with st.container():
        _notices(now)
    with st.container():
        kept.notice(now)
    _rejoin()
    now.shown = {}
    return listens


@st.fragment(run_every=timedelta(days=1))
def _rejoin() -> None:
    """Draws nothing. A page with a part that runs by itself asks for a run as soon as it finds the server again.

    Without it a server that was started again would learn of the page only from the next change, and lose that.
    """


def _notices(now: State) -> None:
    """What a link or a file holds that does not fit, by name."""
    if not now.notices:
        return
    shown, more = now.notices[:NOTICES_SHOWN], len(now.notices) - NOTICES_SHOWN
    lines = [*(escape.for_html(line) for line in shown), *([f"and {more} more"] if more > 0 else [])]
    st.html(
        "<div class='notice' role='alert'>This could not be used:"
        f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul></div>"
    )
    st.button("Dismiss", key="dismiss", on_click=views.pressed, args=("dismiss", state.notify, []), type="tertiary")
