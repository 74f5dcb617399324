"""The segment in view and its inputs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import groupby

import streamlit as st

from model.parameters import SEGMENT, Parameter
from model.scenario import TABLES, Segment
from ui import actions, address, controls, link, panel, start
from ui.body import Body, fold_row, is_unfolded
from ui.panel import Control
from ui.state import State

KEY, MORE, ARRIVED = "view-segment", "more_inputs", "arrived"
LEVERS, ASSUMPTIONS = "Levers: what you decide", "Assumptions: what the world does"
GUIDELINES = "Guidelines: your limits"
Names = Sequence[str]


def arrive(state: State, page: str, answerable: Callable[[Segment], bool]) -> None:
    """A page opens on a segment that it can answer for, unless the link or the reader names another one."""
    came_from = st.session_state.get(ARRIVED)
    st.session_state[ARRIVED] = page
    by_link = came_from is None and link.SEGMENT in state.link
    if came_from == page or by_link or address.went_back_or_forward():
        return
    segments = state.scenario.segments
    first = next((place for place, segment in enumerate(segments) if answerable(segment)), None)
    if first is not None and not answerable(segments[state.opened.segment]):
        actions.view_segment(first)
        address.write_link(state)


def picker(body: Body) -> None:
    """Draw the picker of segments on a page without inputs."""
    body.panel("segment", _picker(body.state))


def _picker(state: State) -> list[Control]:
    """The picker where there are several segments, and the link to edit them."""
    names = [segment.name for segment in state.scenario.segments]
    several = [panel.choice(KEY, "Segment", names, state.opened.segment, actions.view_segment, few=0)]
    edit = panel.actions("edit-segments", "", [start.go(start.COMPANY, "Edit segments")], whatever_is_open=True)
    return [*(several if len(names) > 1 else ()), edit]


def inputs(body: Body, *, levers: Names, assumptions: Names, guidelines: Names = ()) -> None:
    """What the page's question needs: the picker, its inputs under their headings, and all others one click away.

    A name of a segment's input is that of the segment in view; others are PATHs.
    """
    state = body.state
    groups = {LEVERS: levers, GUIDELINES: guidelines, ASSUMPTIONS: assumptions}
    shown = {title: [_path(state, name) for name in names] for title, names in groups.items() if names}
    rows = [row for title, paths in shown.items() for row in controls.group(state, title, paths)]
    others = _other_inputs(state, [path for paths in shown.values() for path in paths])
    body.panel("inputs", [*_picker(state), *rows, *others])


def _path(state: State, name: str) -> str:
    return f"{state.segment}.{name}" if name in SEGMENT else name


def _other_inputs(state: State, shown: Collection[str]) -> list[Control]:
    """Every other number and choice, when they are asked for; `shown` are the PATHs that the page has already."""
    is_open = is_unfolded(state, MORE)
    others = groupby(_others(state, shown), key=lambda path: state.scenario.paths()[path].group) if is_open else ()
    rows = [row for title, paths in others for row in controls.group(state, title, paths)]
    return [fold_row(MORE, "More inputs", is_open), *rows]


def _others(state: State, shown: Collection[str]) -> list[str]:
    """Other inputs of the segment in view, the company and the scenario, in the order of their declaration."""
    declared = state.scenario.paths()
    in_view = [path for path in declared if path.rpartition(".")[0] == state.segment]
    common = [path for path in declared if path.rpartition(".")[0] in ("", *TABLES)]
    return [path for path in (*in_view, *common) if path not in shown and _has_control(declared[path])]


def _has_control(parameter: Parameter) -> bool:
    """Numbers and choices have one; text and tables are edited elsewhere. Left out, a value follows from others."""
    return parameter.kind != "text" and (parameter.numeric or parameter.choices is not None)
