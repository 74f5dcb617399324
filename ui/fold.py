"""What is drawn only while the reader has it open."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import panel, state
from ui.panel import Control
from ui.state import State


def section(now: State, key: str, label: str) -> DeltaGenerator | None:
    """A line that opens; below it the place to draw into, None while it is closed."""
    panel.draw(now, f"fold-{key}", [row(key, label, is_open(now, key))])
    return st.container(key=key) if is_open(now, key) else None


def row(key: str, label: str, is_open: bool) -> Control:
    """The line alone, among others of a panel."""
    return Control("fold", key, label, {"open": is_open}, {"opened": partial(_opened, key)}, whatever_is_open=True)


def is_open(now: State, key: str) -> bool:
    return key in now.unfolded


def _opened(key: str, is_open: Any) -> None:
    state.unfold(key, is_open is True)
