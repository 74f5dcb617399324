"""Reads the state from the page's address and writes it back."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import browser_name, company_store, examples, link, own_copy, steps, views
from ui.state import STATE_KEY, State, current


def follow_link() -> State:
    """The state that the address asks for: read at the first run, and when the person went back or forward.

    After something was done on the page the address may still hold what was true before it; so may an entry of the
    menu that was clicked before it was drawn anew. The state holds then, and the address follows.
    """
    entries, repeated = link.once(_address())
    known = STATE_KEY in st.session_state
    if known and (views.reported() or entries == current().link):
        return current()
    if known and not went_back_or_forward():
        write_link(current())
        return current()
    opened, lines = link.read(entries, examples.examples(), examples.first(), company_store.find)
    if known:
        steps.walk_to(opened)
    else:
        st.session_state[STATE_KEY] = State(opened, entries, browser=browser_name.of_session())
        lines = [*examples.broken(), *lines]
    state = current()
    state.link, state.notices = entries, [*repeated, *lines]
    company_store.has_opened(state, opened)
    return state


def write_link(state: State) -> None:
    """Bring store and address up to date. What no longer fits in a link becomes the user's own, and has a short one.

    What is one's own and could not be kept has no link: the address is left as it was, which the page says.
    """
    entries = link.write(state.opened, examples.first())
    if link.length(entries) > link.LONGEST and state.opened.kind != link.OWN:
        kept = own_copy.as_own(state.opened)
        state.known_as[kept.key] = state.known_key
        state.opened = kept
        entries = link.write(state.opened, examples.first())
    company_store.keep(state)
    if state.opened.kind != link.OWN or state.opened.key in state.saved:
        state.link = entries
    if link.once(_address())[0] != state.link:
        st.query_params.from_dict(state.link)
    state.link_is_old = False


def went_back_or_forward() -> bool:
    """Whether the browser's own history asked for this run."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _address() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
