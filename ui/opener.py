"""What the browser does by itself: a number that is pressed opens its trace, and charts over months move together."""

from __future__ import annotations

import streamlit as st

from ui import actions, escape, served, views

KEY = "opener"
_mount = served.component("opener")


def listen() -> None:
    """From now on a number that is pressed opens its trace."""
    _mount(key=KEY, on_opened_change=_opened, height=0)


def _opened() -> None:
    key = st.session_state[KEY].opened
    if isinstance(key, str):
        views.pressed(KEY, actions.open_trace, escape.from_attribute(key))
