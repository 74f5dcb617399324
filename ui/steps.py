"""Undo and redo."""

from __future__ import annotations

from dataclasses import replace

from model.segment_changes import followed
from model.segments import names_of
from ui.link import Opened
from ui.state import current

STEPS = 20  # that can be undone


def step_back() -> None:
    """Undo: what was open before the last step. Viewing another segment is no step, and the one in view stays."""
    state = current()
    if state.past:
        _step_along(len(state.past) - 1)


def step_forward() -> None:
    """Redo."""
    state = current()
    if state.future:
        _step_along(len(state.past) + 1)


def step_to(opened: Opened) -> None:
    """Open this; unless only the segment in view differs, it is a step that can be undone."""
    state = current()
    if not opened.same_but_for_view(state.opened):
        state.past, state.future = (*state.past, state.opened)[-STEPS:], ()
    state.opened, state.refused, state.remarks, state.numbers_before = opened, {}, {}, {}


def walk_to(opened: Opened) -> None:
    """Back and forward walk along the steps that undo and redo know; an address of none of them is a new step."""
    state = current()
    steps = (*state.past, state.opened, *state.future)
    places = [place for place, step in enumerate(steps) if opened.same_but_for_view(step)]
    if places:
        nearest = min(places, key=lambda place: abs(place - len(state.past)))
        _place(steps, nearest, opened.segment)
    else:
        step_to(opened)


def _step_along(place: int) -> None:
    """Open the step at this place among all that are known; the segment in view stays in view."""
    state = current()
    steps = (*state.past, state.opened, *state.future)
    then = steps[place].scenario
    _place(steps, place, names_of(then).index(followed(then, state.scenario, state.segment)))


def _place(steps: tuple[Opened, ...], place: int, segment: int) -> None:
    """Open one of the steps, with the segment at this place in view."""
    state = current()
    state.notices, state.refused, state.remarks, state.numbers_before = [], {}, {}, {}
    state.past, state.future = steps[:place], steps[place + 1 :]
    state.opened = replace(steps[place], segment=segment)
