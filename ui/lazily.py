"""What is drawn only when the reader opens it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import views


def expander(label: str, key: str) -> DeltaGenerator | None:
    """The open expander to draw into, None while it is closed."""
    shown = st.expander(label, key=key, on_change=views.pressed, args=(key, views.nothing))
    return shown if shown.open else None


def popover(label: str, key: str) -> DeltaGenerator | None:
    """The open popover to draw into, None while it is closed."""
    shown = st.popover(label, key=key, on_change=views.pressed, args=(key, views.nothing))
    return shown if shown.open else None
