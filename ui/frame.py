"""What every page opens with: look, link, menu, scenario and changes."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from ui import changes, escape, files, menu, opener, state, style, trace, views
from ui.state import State

NAME = "Bowtie"
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    "<path d='M2 5v22l13-8v-6zM30 5v22l-13-8v-6z' fill='#0B6E8A'/></svg>"
)
NOTICES_SHOWN = 20


def open_page(key: str) -> State:
    """The state that the page shows. Called once, before anything else."""
    page = menu.PAGES[key]
    st.set_page_config(page_title=f"{page.label} · {NAME}", page_icon=ICON, layout="wide")
    now = state.follow_link()
    if views.reported():
        views.act()
        state.write_link(now)
    st.html(style.CSS)
    with st.sidebar:
        st.html(f"<p class='brand'>{NAME}</p>")
        menu.draw(now.link)
        files.picker(now)
        for part in (files.open_and_save, changes.listed):
            with st.container():  # keeps the place of what follows, however much there is to say
                part(now)
    with st.container():
        _notices(now)
    _rejoin()
    opener.listen()
    trace.opened(now)
    now.shown = {}
    return now


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
        "<div class='notice' role='alert'>This does not fit and was left out:"
        f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul></div>"
    )
    st.button("Dismiss", key="dismiss", on_click=views.pressed, args=("dismiss", state.notify, []), type="tertiary")
