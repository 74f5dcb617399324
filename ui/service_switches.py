"""Switches that turn each effect of service off and on again."""

from __future__ import annotations

import streamlit as st

from model.questions.headcount.mechanisms import MECHANISMS, Mechanism
from model.scenario import Scenario
from model.segments import names_of
from ui import actions, views
from ui.body import Body
from ui.state import State, current

KEY = "ways"


def ways(body: Body) -> None:
    """The ways that act or have acted; the others have inputs to be set first."""
    state = body.state
    known = {way.key: way for way in MECHANISMS if _acting(state, way) is not None}
    if not known:
        return
    acting = [key for key, way in known.items() if way.acts(state.scenario.segment(state.segment))]
    with body.streamlit("switches"):
        st.pills(
            "Effects of service", list(known), selection_mode="multi", default=views.show(KEY, acting), key=KEY,
            format_func=lambda key: known[key].label, on_change=views.report, args=(KEY, _switched),
            help="Switch one off to see the decision without it.",
        )  # fmt: skip


def _switched(keys: list[str]) -> None:
    """Set what is not chosen off, and what is chosen back."""
    state, values = current(), dict[str, float]()
    segment = state.scenario.segment(state.segment)
    for way in MECHANISMS:
        source = _acting(state, way) if way.key in keys else None
        if way.acts(segment) and source is None:
            values |= {f"{segment.name}.{name}": off for name, off in way.off.items()}
        elif not way.acts(segment) and source is not None:
            values |= {f"{segment.name}.{name}": source.value(f"{segment.name}.{name}") for name in way.off}
    if values:
        actions.change_together(values, beside=KEY)


def _acting(state: State, way: Mechanism) -> Scenario | None:
    """The scenario, or else the last one before it, in which it acts on the segment in view."""
    steps = (state.scenario, *(step.scenario for step in reversed(state.past)), state.baseline)
    in_segment = (scenario for scenario in steps if state.segment in names_of(scenario))
    return next((scenario for scenario in in_segment if way.acts(scenario.segment(state.segment))), None)
