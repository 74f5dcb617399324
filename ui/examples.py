"""The example scenarios that come with the app."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from model import Scenario, text

FOLDER = Path(__file__).parents[1] / "scenarios"
FIRST = "three-segments"  # what a visitor without a link sees


@st.cache_resource(show_spinner=False)
def examples() -> Mapping[str, Scenario]:
    """Scenario by key; the key is what a link calls it."""
    return {key: text.read_file(path) for key, path in text.example_files(FOLDER).items()}


def first() -> str:
    return FIRST if FIRST in examples() else next(iter(examples()))
