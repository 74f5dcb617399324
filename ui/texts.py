"""Texts, figures and tables below each other are one element to the browser: it draws few things faster than many."""

from __future__ import annotations

import streamlit as st


def show(*parts: str) -> None:
    """These pieces of HTML below each other; an empty one takes no room, and nothing keeps the place."""
    st.html("".join(f"<section>{part}</section>" for part in parts if part) or "<section></section>")
