"""A button that writes what a part of a page has found into the scenario, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import escape, state, views
from ui.state import State


def button(now: State, label: str, key: str, changes: Mapping[str, Any]) -> None:
    """Of no use while the scenario has these values already; nothing where there are none to write."""
    with st.container():  # keeps the place of what follows
        if not changes:
            return
        st.button(
            label, key=key, disabled=now.scenario.changed(changes) == now.scenario,
            on_click=views.pressed, args=(key, state.change_together, changes, key),
        )  # fmt: skip
        if key in now.refused:
            st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[key])}</p>")
