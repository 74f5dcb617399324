"""Choosing, opening and saving a scenario."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from model import Scenario
from model.problems import Problem, ScenarioError
from model.text import read_toml, to_toml
from ui import copy, escape, lazily, panel, state, views
from ui.panel import Control
from ui.state import State

PICKER, ROUNDS = "pick-scenario", "uploads"
WORDS = ("name", "summary", "source")
ONE_LINE = 80  # characters


def picker(now: State) -> list[Control]:
    """Which scenario is open, by name, with its story."""
    labels = {option: escape.one_line(label) for option, label in _labels(now).items()}
    options, place = list(labels), list(labels).index((now.opened.key, now.opened.is_file))
    scenario, renamed = now.scenario, now.scenario.name != now.opened.source.name
    picked = partial(_picked, options)
    rows = [panel.choice(PICKER, "Scenario", [*labels.values()], place, picked, few=0, whatever_is_open=True)]
    if renamed:
        rows.append(panel.text("renamed", scenario.name, look="strong"))
    return [*rows, panel.text("story", scenario.summary, look="story", whole=scenario.summary)]


def open_and_save(now: State) -> None:
    """A file out, the scenario's own words, a file in, the link to pass on."""
    if now.opened.is_file:
        name = escape.for_html(now.opened.key)
        st.html(
            f"<p class='remark'>Opened from {name}. It lives as long as this session; the link does not hold it.</p>"
        )
    with st.container(horizontal=True, gap="small", key="file"):
        st.download_button(
            "Save as a file", lambda: to_toml(now.scenario), file_name=file_name(now.scenario),
            mime="application/toml", on_click="ignore", key="save",
        )  # fmt: skip
        words = lazily.popover("Name and story", key="words")
        if words is not None:
            with words:
                for path in WORDS:
                    _word(now, path)
        with st.popover("Open a file"):
            key = f"upload-{st.session_state.setdefault(ROUNDS, 0)}"
            st.file_uploader(
                "A scenario file (.toml)", type="toml", key=key, on_change=views.report, args=(key, _opened)
            )
        copy.button(now)


def _word(now: State, path: str) -> None:
    """A text of the scenario, as long as it may be."""
    parameter, key = now.scenario.paths()[path], f"word-{path}"
    _, longest = parameter.length or (0, 0)
    draw = st.text_input if longest <= ONE_LINE else st.text_area
    draw(
        parameter.label, views.show(key, now.scenario.value(path)), key=key, max_chars=longest, help=parameter.help,
        on_change=views.report, args=(key, _worded, path),
    )  # fmt: skip
    if path in now.refused:
        st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[path])}</p>")


def _worded(path: str, text: str) -> None:
    state.change(path, text.strip())


def file_name(scenario: Scenario) -> str:
    """The scenario's name as a file's."""
    return (re.sub(r"[^a-z0-9]+", "-", scenario.name.lower()).strip("-")[:60] or "scenario") + ".toml"


def read(name: str, content: bytes) -> Scenario:
    """The scenario of a file that somebody opens. Raises ScenarioError."""
    try:
        return read_toml(content.decode("utf-8-sig").replace("\r\n", "\n"), name)
    except UnicodeDecodeError:
        raise ScenarioError([Problem(name, "", "is not UTF-8 text", "save it as UTF-8")]) from None


def _labels(now: State) -> dict[tuple[str, bool], str]:
    """What the picker calls each scenario that it offers."""
    return {
        (key, is_file): f"{scenario.name} ({key})" if is_file else scenario.name
        for (key, is_file), scenario in state.openable(now).items()
    }


def _picked(options: Sequence[tuple[str, bool]], place: int) -> None:
    key, is_file = options[place]
    if is_file:
        state.open_file(key, state.current().files[key])
    else:
        state.open_example(key)


def _opened(file: UploadedFile | None) -> None:
    """Open the file, or say what is wrong with it; what is open stays open."""
    if file is None:
        return
    st.session_state[ROUNDS] += 1
    try:
        state.open_file(file.name, read(file.name, file.getvalue()))
    except ScenarioError as error:
        state.notify([str(problem) for problem in error.problems])
