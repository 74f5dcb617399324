"""Switches that turn each effect of service off and on again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from model.questions.headcount.mechanisms import MECHANISMS, Mechanism
from model.scenario import Scenario
from model.segments import names_of
from ui import actions, escape, panel
from ui.body import Body
from ui.state import State, current

KEY = "ways"
ABOUT = "Untick one to see the decision without it."


def ways(body: Body) -> None:
    """The ways that act or have acted; the others have inputs to be set first."""
    state = body.state
    known = [way for way in MECHANISMS if _acting(state, way) is not None]
    if not known:
        return
    segment, line = state.scenario.segment(state.segment), escape.one_line(state.refused.get(KEY, ""))
    acting = [place for place, way in enumerate(known) if way.acts(segment)]
    switched = partial(_switched, [way.key for way in known])
    labels = [way.label for way in known]
    shown = {"about": ABOUT, "line": line, "refused": bool(line)}
    body.panel(KEY, [panel.several(KEY, "Effects of service", labels, acting, switched, **shown)])


def _switched(known: Sequence[str], places: Sequence[int]) -> None:
    """Set what is not chosen off, and what is chosen back."""
    state, values, keys = current(), dict[str, float](), {known[place] for place in places}
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
