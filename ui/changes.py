"""What has been changed against the baseline: one line each, with its own undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from model import Scenario
from model.parameters import Parameter
from model.parameters.declare import Kind
from ui import escape, link, state, typed, views
from ui.state import State

NOTHING = "Nothing changed yet: move a slider to compare with the scenario as it was opened."
KINDS: tuple[Kind, ...] = ("lever", "assumption")
TABLE_LABELS = {"segments": "Segments", "notes": "Notes"}


def line(now: State) -> None:
    """One line on the page itself: what has been changed, or that nothing has."""
    paths = list(now.opened.changes)
    told = "; ".join(f"{escape.for_html(label(now.scenario, path))} {_from_to(now, path)}" for path in paths)
    count = f"{len(paths)} {'change' if len(paths) == 1 else 'changes'} against the baseline: "
    st.html(f"<p class='remark change one-line'>{count + told if paths else NOTHING}</p>")


def listed(now: State) -> None:
    """Undo and redo, the list with an undo of its own per line, resets, and making this the baseline."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps"):
        st.html("<h3 class='group'>Changes</h3>")
        _button("Undo", "undo", state.step_back, enabled=bool(now.past), icon=":material/undo:")
        _button("Redo", "redo", state.step_forward, enabled=bool(now.future), icon=":material/redo:")
    paths = now.opened.changes
    with st.container(gap="small"):
        for number, path in enumerate(paths):
            _change(now, path, number)
    if paths:
        _resets(now)
    else:
        st.html("<p class='remark'>Nothing changed yet.</p>")
    _too_long(now)


def label(scenario: Scenario, path: str) -> str:
    """The input's name, with its segment's where there are several."""
    table, _, _ = path.rpartition(".")
    if path in TABLE_LABELS:
        return TABLE_LABELS[path]
    own = scenario.paths()[path].label
    several = len(scenario.segments) > 1 and table not in ("", "company", "guidelines")
    return f"{table}: {own}" if several else own


def _change(now: State, path: str, number: int) -> None:
    name = label(now.scenario, path)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.html(f"<p class='change'>{escape.for_html(name)}<br>{_from_to(now, path)}</p>")
        key = f"undo-{number}"
        st.button(
            f"Undo {escape.for_markdown(name)}", key=key, type="tertiary", icon=":material/undo:",
            on_click=views.pressed, args=(key, state.undo, path),
        )  # fmt: skip
    _refused(now, f"undo {path}")


def _resets(now: State) -> None:
    with st.container(horizontal=True, key="resets"):
        for kind in KINDS:
            _button(f"Reset {kind}s", f"reset-{kind}", state.reset_kind, kind, enabled=bool(now.opened.changed(kind)))
        _button("Reset all", "reset", state.reset)
        _button("Make this the baseline", "make_baseline", state.make_baseline)
    for kind in KINDS:
        _refused(now, kind)


def _button(
    name: str, key: str, action: Callable[..., None], *arguments: Any, enabled: bool = True, icon: str = ""
) -> None:
    st.button(
        name, key=key, type="tertiary", icon=icon or None, disabled=not enabled,
        on_click=views.pressed, args=(key, action, *arguments),
    )  # fmt: skip


def _refused(now: State, what: str) -> None:
    if what in now.refused:
        st.html(f"<p class='refused' role='alert'>{escape.for_html(now.refused[what])}</p>")


def _from_to(now: State, path: str) -> str:
    parameter = now.scenario.paths().get(path)
    if parameter is None or parameter.unit in ("table", "text"):
        return "changed"
    before, after = (_told(scenario.value(path), parameter) for scenario in (now.baseline, now.scenario))
    return f"<del>{escape.for_html(before)}</del> → {escape.for_html(after)}"


def _told(value: Any, parameter: Parameter) -> str:
    if value is None:
        return "not set"
    return typed.shown(value, parameter) if parameter.numeric else str(value).replace("_", " ")


def _too_long(now: State) -> None:
    if now.link_length > link.LONGEST:
        st.html(
            f"<p class='refused' role='alert'>These changes no longer fit in the link ({now.link_length:,} characters; "
            f"{link.LONGEST:,} do): they live as long as this session. Save the scenario as a file to keep them.</p>"
        )
