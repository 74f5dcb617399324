"""Controls from declarations: a slider and a typed value with one state behind both, or a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from model import Scenario
from model.effects import acting_value, moves_only, without_effect
from model.parameters import Parameter
from ui import escape, state, typed, views
from ui.state import State

FINER = 5  # a monthly rate moves in steps this much smaller than a yearly one
TERMS = {"share per renewal": "renewal_months", "share per expansion": "expansion_months"}
CHOICES_AS_BUTTONS = 4


def group(now: State, title: str, paths: Iterable[str]) -> None:
    """Controls under one heading."""
    st.html(f"<h3 class='group'>{escape.for_html(title)}</h3>")
    for path in paths:
        control(now, path)


def control(now: State, path: str, within: str = "") -> None:
    """The control of one input, and below it why it was refused, what changed with it, or how little it does.

    All of it stands in one container, so that a line that comes or goes moves no other control's place on the page.
    An input without effect can still be set: another may need it to be set first. `within` tells controls of the
    same input apart that stand on one page.
    """
    parameter = now.scenario.paths()[path]
    named = "unsourced" if now.scenario.unsourced(path) else "sourced"
    with st.container(key=widget_key(f"{named}{within}", now, path), gap=None):
        if parameter.choices is not None:
            _choice(now, path, parameter, within)
        else:
            _number(now, path, parameter, within)
        if path in now.refused:
            st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[path])}</p>")
        elif path in now.remarks:
            st.html(f"<p class='remark' role='status'>{escape.for_html(now.remarks[path])}</p>")
        elif reason := without_effect(now.result, path):
            st.html(f"<p class='remark'>No effect now: {escape.for_html(reason)}</p>")
        elif little := moves_only(now.result, path):
            st.html(f"<p class='remark'>Moves only {escape.for_html(little)}</p>")


def slider_range(scenario: Scenario, path: str, parameter: Parameter) -> tuple[float, float, float]:
    """Low end, high end and step: the plausible range, widened to hold the value."""
    value = float(acting_value(scenario, path))
    plausible, step = parameter.plausible or parameter.bounds or (value, value), parameter.step or 1.0
    if parameter.plausible_monthly is not None and parameter.unit in TERMS:
        table = path.rpartition(".")[0]
        if scenario.value(f"{table}.{TERMS[parameter.unit]}") == 1:
            plausible, step = parameter.plausible_monthly, step / FINER
    low, high = min(plausible[0], value), max(plausible[1], value)
    return low, max(high, low + step), step


def _number(now: State, path: str, parameter: Parameter, within: str) -> None:
    value, acting = now.scenario.value(path), acting_value(now.scenario, path)
    number(
        parameter, value, acting, slider_range(now.scenario, path, parameter), _help(now, path, parameter),
        {"type": widget_key(f"type{within}", now, path), "slide": widget_key(f"slide{within}", now, path)},
        partial(typed_in, path), partial(slid, path),
    )  # fmt: skip


def number(
    parameter: Parameter,
    value: float | None,
    acting: float,
    ends: tuple[float, float, float],
    help: str,
    keys: Mapping[str, str],
    typed_in: Callable[[str], None],
    slid: Callable[[float], None],
) -> None:
    """A typed value and a slider that show one number; `acting` is what stands in for one that is left out."""
    low, high, step = ends
    kind = int if parameter.whole else float
    st.text_input(
        parameter.label, views.show(keys["type"], typed.shown(value, parameter)), key=keys["type"], help=help,
        placeholder=typed.shown(acting, parameter), autocomplete="off",
        on_change=views.report, args=(keys["type"], typed_in),
    )  # fmt: skip
    st.slider(
        f"{parameter.label}, slider", kind(low), kind(high), views.show(keys["slide"], kind(acting)), kind(step),
        key=keys["slide"], format="percent" if parameter.is_share else "localized",
        label_visibility="collapsed", on_change=views.report, args=(keys["slide"], slid),
    )  # fmt: skip


def _choice(now: State, path: str, parameter: Parameter, within: str) -> None:
    choices, key = parameter.choices or (), widget_key(f"choose{within}", now, path)
    value = views.show(key, now.scenario.value(path))
    words = partial(_words, parameter)
    few = len(choices) <= CHOICES_AS_BUTTONS
    if few:
        st.segmented_control(
            parameter.label, choices, default=value, key=key, format_func=words, required=True,
            help=_help(now, path, parameter), on_change=views.report, args=(key, state.change, path), width="stretch",
        )  # fmt: skip
    else:
        st.selectbox(
            parameter.label, choices, choices.index(value), key=key, format_func=words,
            help=_help(now, path, parameter), on_change=views.report, args=(key, state.change, path),
        )  # fmt: skip


def slid(path: str, value: float) -> None:
    """What a moved slider does."""
    state.change(path, value if isinstance(value, int) else typed.rounded(value))


def typed_in(path: str, text: str) -> None:
    """What a typed value does; one that cannot be taken is refused in one line."""
    try:
        state.change(path, typed.parse(text, state.current().scenario.paths()[path]))
    except ValueError as error:
        state.refuse(path, str(error))


def widget_key(part: str, now: State, path: str) -> str:
    """The widget's key: segments by position, as a name may be anything."""
    table, _, name = path.rpartition(".")
    names = [segment.name for segment in now.scenario.segments]
    return f"{part}-{names.index(table) if table in names else table or 'scenario'}-{name}"


def _help(now: State, path: str, parameter: Parameter) -> str:
    note = now.scenario.notes.get(path)
    parts = [f"{parameter.help} In {parameter.unit}." if parameter.unit != "-" else parameter.help]
    if parameter.plausible:
        parts.append(f"Range of the slider: {parameter.source}.")
    if note and note.source:
        parts.append(f"Source of the value: {escape.for_markdown(note.source)}.")
    elif now.scenario.unsourced(path):
        parts.append("Nobody has given a source for the value.")
    return " ".join(parts)


def _words(parameter: Parameter, choice: Any) -> str:
    if parameter.numeric:
        return f"{choice} {parameter.unit.removesuffix('s') if choice == 1 else parameter.unit}"
    return str(choice).replace("_", " ")
