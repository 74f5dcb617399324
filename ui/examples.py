"""The example scenarios that come with the app."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from model import Scenario
from model.problems import ScenarioError
from model.text import example_files, read_file

FOLDER = Path(__file__).parents[1] / "scenarios"
FIRST = "three-segments"  # what a visitor without a link sees


def examples() -> Mapping[str, Scenario]:
    """Scenario by key; the key is what a link calls it."""
    return _read()[0]


def broken() -> list[str]:
    """What is wrong with the files of the folder that are no scenarios, one line each."""
    return _read()[1]


def first() -> str:
    return FIRST if FIRST in examples() else next(iter(examples()))


@st.cache_resource(show_spinner=False)
def _read() -> tuple[dict[str, Scenario], list[str]]:
    scenarios, lines = {}, list[str]()
    for key, path in example_files(FOLDER).items():
        try:
            scenarios[key] = read_file(path)
        except ScenarioError as error:
            lines += [str(problem).replace(str(path), path.name) for problem in error.problems]
    return scenarios, lines
