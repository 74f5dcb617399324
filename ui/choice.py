"""What a page shows of several: a choice of the reader's, kept for the session and no part of the scenario."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui import state, views
from ui.state import State


def of_view(now: State, name: str, label: str, options: Mapping[str, str]) -> str:
    """The option in view, by its key; the first one until somebody chooses. `options` maps keys to words."""
    key, keys = f"view-{name}", list(options)
    chosen = now.chosen.get(key, keys[0])
    st.segmented_control(
        label, keys, default=views.show(key, chosen if chosen in options else keys[0]), key=key,
        format_func=options.__getitem__, required=True, on_change=views.report, args=(key, state.choose, key),
    )  # fmt: skip
    return chosen if chosen in options else keys[0]
