"""The address of the page: the state is read from it, and written into it."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import browser_name, examples, keeping, link, own, state, views
from ui.state import State


def follow_link() -> State:
    """The state that the address asks for: read at the first run, and when the person went back or forward.

    After something was done on the page the address may still hold what was true before it; so may an entry of the
    menu that was clicked before it was drawn anew. The state holds then, and the address follows.
    """
    entries, repeated = link.once(_address())
    known = state.KEY in st.session_state
    if known and (views.reported() or entries == state.current().link):
        return state.current()
    if known and not went_back_or_forward():
        write_link(state.current())
        return state.current()
    opened, lines = link.read(entries, examples.examples(), examples.first(), keeping.find)
    if known:
        state.walk_to(opened)
    else:
        st.session_state[state.KEY] = state.State(opened, entries, browser=browser_name.of_session())
        lines = [*examples.broken(), *lines]
    now = state.current()
    now.link, now.notices = entries, [*repeated, *lines]
    keeping.has_opened(now, opened)
    return now


def write_link(now: State) -> None:
    """Bring store and address up to date. What no longer fits in a link becomes the user's own, and has a short one.

    What is one's own and could not be kept has no link: the address is left as it was, which the page says.
    """
    entries = link.write(now.opened, examples.first())
    if link.length(entries) > link.LONGEST and now.opened.kind != link.OWN:
        kept = own.made_own(now.opened)
        now.known_as[kept.key] = now.known_key
        now.opened = kept
        entries = link.write(now.opened, examples.first())
    keeping.keep(now)
    if now.opened.kind != link.OWN or now.opened.key in now.kept:
        now.link = entries
    if link.once(_address())[0] != now.link:
        st.query_params.from_dict(now.link)
    now.link_is_old = False


def went_back_or_forward() -> bool:
    """Whether the browser's own history asked for this run."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _address() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
