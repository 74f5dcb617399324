"""What is drawn only while the reader has it open."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import actions, panel
from ui.panel import Control
from ui.state import State


def section(state: State, key: str, label: str) -> DeltaGenerator | None:
    """A line that opens; below it the place to draw into, None while it is closed."""
    panel.draw(state, f"fold-{key}", [row(key, label, is_open(state, key))])
    return st.container(key=key) if is_open(state, key) else None


def row(key: str, label: str, is_open: bool, part: str = "") -> Control:
    """The line alone, among others of a panel; the `part` that it opens is called as the line unless it says so."""
    handlers = {"opened": partial(_opened, part or key)}
    return Control("fold", key, label, {"open": is_open}, handlers, whatever_is_open=True)


def is_open(state: State, key: str) -> bool:
    return key in state.unfolded


def _opened(key: str, is_open: Any) -> None:
    actions.unfold(key, is_open is True)
