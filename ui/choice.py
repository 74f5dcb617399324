"""What a page shows of several, and its settings: the reader's, kept for the session, no part of the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from model.parameters import Parameter
from ui import controls, escape, state, typed, views
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


def of_number(now: State, name: str, parameter: Parameter, start: float) -> float:
    """The number that is set, by a typed value and a slider; `start` until somebody sets one."""
    key = f"set-{name}"
    chosen = typed.parse(now.chosen[key], parameter) if key in now.chosen else None
    value = start if chosen is None else chosen
    low, high = parameter.plausible or parameter.bounds or (value, value)
    step = parameter.step or 1.0
    help = f"{parameter.help} In {parameter.unit}. A setting of this page, no input of the scenario."
    with st.container(key=f"sourced-{key}", gap=None):
        controls.number(
            parameter, value, value, (min(low, value), max(high, value, low + step), step), help,
            {"type": f"type-{key}", "slide": f"slide-{key}"},
            partial(_typed_in, key, parameter), partial(_slid, key, parameter),
        )  # fmt: skip
        if key in now.refused:
            st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[key])}</p>")
    return value


def _typed_in(key: str, parameter: Parameter, text: str) -> None:
    try:
        value = typed.parse(text, parameter)
    except ValueError as error:
        state.refuse(key, str(error))
    else:
        state.choose(key, typed.shown(value, parameter))


def _slid(key: str, parameter: Parameter, value: float) -> None:
    state.choose(key, typed.shown(value, parameter))
