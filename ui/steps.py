"""Undo and redo."""

from __future__ import annotations

from dataclasses import replace

from model.segment_changes import followed
from model.segments import names_of
from ui.link import Opened
from ui.state import current

STEPS = 20  # that can be undone


def step_back() -> None:
    """Undo the last step. Viewing another segment is not a step, and the segment in view stays."""
    state = current()
    if state.past:
        _step_along(len(state.past) - 1)


def step_forward() -> None:
    """Redo the step that was undone last."""
    state = current()
    if state.future:
        _step_along(len(state.past) + 1)


def step_to(opened: Opened) -> None:
    """Open a scenario. This is a step, unless only the segment in view differs."""
    state = current()
    if not opened.same_but_for_view(state.opened):
        state.past, state.future = (*state.past, state.opened)[-STEPS:], ()
    state.opened, state.refused, state.remarks, state.numbers_before = opened, {}, {}, {}


def walk_to(opened: Opened) -> None:
    """Go to the step that the browser's back or forward names; an unknown address is a new step."""
    state = current()
    steps = (*state.past, state.opened, *state.future)
    places = [place for place, step in enumerate(steps) if opened.same_but_for_view(step)]
    if places:
        nearest = min(places, key=lambda place: abs(place - len(state.past)))
        _place(steps, nearest, opened.segment)
    else:
        step_to(opened)


def _step_along(place: int) -> None:
    """Open the step at this place and keep the segment in view."""
    state = current()
    steps = (*state.past, state.opened, *state.future)
    then = steps[place].scenario
    _place(steps, place, names_of(then).index(followed(then, state.scenario, state.segment)))


def _place(steps: tuple[Opened, ...], place: int, segment: int) -> None:
    """Open the step at a place with this segment in view."""
    state = current()
    state.notices, state.refused, state.remarks, state.numbers_before = [], {}, {}, {}
    state.past, state.future = steps[:place], steps[place + 1 :]
    state.opened = replace(steps[place], segment=segment)
