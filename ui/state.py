"""What a session knows. One scenario is the truth: the link is read into it, and widgets are views of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st
from pydantic import ValidationError

from model import Result, Scenario, run
from model.answers import BASELINE, SCENARIO, Asked
from model.basis import touched, untouched
from model.parameters.declare import Kind
from model.problems import problems_of
from model.segment_changes import SegmentChange, earlier_notes, followed, undone
from model.segments import SegmentError, names_of
from model.terms import conversions
from model.text import WHOLE_TABLES
from model.trace import Quantity, Trace
from store import StoreError, new_id
from ui import examples
from ui.along import changed_along
from ui.link import EXAMPLE, OWN, Opened

KEY = "state"
Answer = TypeVar("Answer")
STEPS = 20  # that can be undone
NOTES = "notes"  # as a PATH: all of them


@dataclass(frozen=True)
class Kept:
    """What the store has of a company of one's own: its version and, of the move that made it, where it `started`."""

    version: int
    opened: Opened
    started: Opened | None = None
    at: float = 0


@dataclass
class State:
    """Of one session. `link` is what the address held when it last agreed with the state. Another run may interrupt
    one that has just done something: `link_is_old` until the address is written.

    `browser` is the name under which the store lists this browser's companies, `kept` what it has of each that this
    session has opened, and `unsaved` why the newest change of one is not there.

    `past` and `future` are what undo and redo open, the nearest step last and first. `shown` are the page's own
    numbers by their keys, `traced` is the one whose trace is open. `going` is the page that was asked for.
    `known_as` gives the key of what became one's own as it was changed the key that it had before.
    """

    opened: Opened
    link: dict[str, str]
    notices: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    readings: tuple[str, ...] = ()  # what may have been meant by the text that was refused
    remarks: dict[str, str] = field(default_factory=dict)
    numbers_before: dict[str, float] = field(default_factory=dict)  # of rates that were converted, as were typed
    browser: str = field(default_factory=new_id)
    kept: dict[str, Kept] = field(default_factory=dict)
    unsaved: dict[str, StoreError] = field(default_factory=dict)
    link_is_old: bool = False
    results: dict[str, Result] = field(default_factory=dict)
    found: dict[Any, tuple[Result, Any, Any]] = field(default_factory=dict)
    chosen: dict[str, Any] = field(default_factory=dict)
    unfolded: set[str] = field(default_factory=set)
    shown: dict[str, Quantity] = field(default_factory=dict)
    traced: str = ""
    going: str = ""
    traces: Trace | None = None
    past: tuple[Opened, ...] = ()
    future: tuple[Opened, ...] = ()
    known_as: dict[str, str] = field(default_factory=dict)

    @property
    def known_key(self) -> str:
        """The key by which the browser knows what is open: that of before, if it became one's own as it was changed."""
        return self.known_as.get(self.opened.key, self.opened.key)

    @property
    def scenario(self) -> Scenario:
        return self.opened.scenario

    @property
    def baseline(self) -> Scenario:
        """What the scenario is compared with, under the names that its segments have now."""
        return self.opened.named_baseline

    @property
    def segment(self) -> str:
        """The name of the segment in view."""
        return self.scenario.segments[self.opened.segment].name

    @property
    def result(self) -> Result:
        return self._result(SCENARIO, self.scenario)

    @property
    def baseline_result(self) -> Result | None:
        """The baseline's result, None as long as nothing but words differs."""
        return self._result(BASELINE, self.baseline) if self.opened.differs_in_figures else None

    def work_out(self) -> None:
        """Both results, now: whoever asks later finds them."""
        _ = self.result, self.baseline_result

    @property
    def trace(self) -> Trace:
        """Where each number of the scenario's result comes from."""
        if self.traces is None or self.traces.result is not self.result:
            self.traces = Trace(self.result)
        return self.traces

    def asked(self) -> Asked:
        """What a question is asked about. What is found for a result is kept until that is another one."""
        before = self.baseline_result
        results = {SCENARIO: self.result} if before is None else {SCENARIO: self.result, BASELINE: before}
        return Asked(results, self.opened.segment, chosen=self.chosen, keeper=self._found, example=self.opened.example)

    def _found(self, name: str, finding: Callable[..., Answer], result: Result, segment: int, *settings: Any) -> Answer:
        known, asked = self.found.get((name, finding)), (segment, *settings)
        if known is None or known[0] is not result or known[1] != asked:
            known = self.found[name, finding] = result, asked, finding(result, segment, *settings)
        answer: Answer = known[2]
        return answer

    def _result(self, of: str, scenario: Scenario) -> Result:
        if of not in self.results or self.results[of].scenario != scenario:
            self.results[of] = run(scenario)
        return self.results[of]


def current() -> State:
    state: State = st.session_state[KEY]
    return state


def change(path: str, value: Any) -> None:
    """Set one input; what is not allowed changes nothing and is said beside the input."""
    notes = touched(current().scenario, {path: value})
    _change({path: value} if notes is None else {path: value, "notes": notes}, beside=path)


def change_together(values: Mapping[str, Any], beside: str) -> None:
    """Set several inputs in one step; what is not allowed changes nothing and is said beside what asked for it."""
    _change(values, beside)


def refuse(path: str, line: str, readings: tuple[str, ...] = ()) -> None:
    """Say beside an input why what was typed is not taken; each of the `readings`, typed instead, is clear."""
    state = current()
    state.refused, state.readings = {path: line}, readings


def keep_numbers() -> None:
    """Take back what was converted along with a term: each rate has the number again that was typed."""
    state = current()
    kept, state.numbers_before = state.numbers_before, {}
    _change(kept, beside="")


def undo(path: str) -> None:
    """Set one input, or a table as a whole, back to the baseline's."""
    baseline = current().baseline
    if path not in {*baseline.paths(), NOTES}:
        return
    value = earlier_notes(current().scenario, baseline) if path == NOTES else baseline.value(path)
    notes = untouched(current().scenario, baseline, path)
    _change({path: value} if notes is None else {path: value, "notes": notes}, beside=f"undo {path}")


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


def reset() -> None:
    show_scenario(current().opened.baseline)


def undo_segments(change: SegmentChange) -> None:
    """Take back that a segment was renamed, removed, added, or that they were reordered."""
    opened = current().opened
    try:
        show_scenario(undone(opened.scenario, opened.baseline, change))
    except (SegmentError, ValidationError) as error:
        refuse(change.key, str(error) if isinstance(error, SegmentError) else _broken_rule(error))


def show_scenario(scenario: Scenario, in_view: str | None = None) -> None:
    """Show another version of the scenario, as one step. The segment in view stays so, whatever it is called now."""
    opened = current().opened
    names = names_of(scenario)
    if in_view is None:
        in_view = followed(scenario, opened.scenario, current().segment)
    _show(scenario=scenario, segment=names.index(in_view))


def reset_kind(kind: Kind) -> None:
    """Set every lever, or every assumption, back to the baseline's."""
    state = current()
    values = {path: state.baseline.value(path) for path in state.opened.changed(kind)}
    _change(values, beside=kind)


def make_baseline() -> None:
    _show(baseline=current().scenario)


def open_example(key: str) -> None:
    scenario = examples.examples()[key]
    open_step(Opened(key, EXAMPLE, scenario, scenario, scenario))


def open_own(scenario: Scenario) -> None:
    """Open a new company of one's own: it is kept, under an id of its own, before the page is drawn."""
    open_step(Opened(new_id(), OWN, scenario, scenario, scenario))


def open_step(opened: Opened) -> None:
    """Open something else, as a step that can be undone."""
    current().notices = []
    _step_to(opened)


def view_segment(index: int) -> None:
    _show(segment=index)


def choose(view: str, option: Any) -> None:
    """What a page shows of several, a setting of it, or what was read for it; no part of the scenario."""
    state = current()
    state.chosen[view], state.refused = option, {}


def unfold(part: str, is_open: bool) -> None:
    """What a page draws only while it is open."""
    (current().unfolded.add if is_open else current().unfolded.discard)(part)


def open_trace(key: str) -> None:
    current().traced = key


def close_trace(key: str) -> None:
    """Close the trace of this number; another one may have been pressed since."""
    if current().traced == key:
        current().traced = ""


def notify(lines: list[str]) -> None:
    current().notices = lines


def _change(values: Mapping[str, Any], beside: str) -> None:
    """Set the inputs, but not those of a segment that is no longer there."""
    state = current()
    before, known = state.scenario, {*state.scenario.paths(), *WHOLE_TABLES}
    if not known.issuperset(values):
        return
    rates = conversions(before, values)
    along = {**before.adjustments(values), **{rate.path: rate.after for rate in rates}}
    try:
        _show(scenario=before.changed({**values, **along}))
    except ValidationError as error:
        refuse(beside, _broken_rule(error))
    else:
        state.remarks = changed_along(before, state.scenario, along, rates)
        state.numbers_before = {rate.path: rate.before for rate in rates}


def _broken_rule(error: ValidationError) -> str:
    """The first of the rules that a change of what is open would break, in one line."""
    return str(problems_of(error, current().scenario.model_dump(by_alias=True), "")[0])


def _show(**fields: Any) -> None:
    _step_to(replace(current().opened, **fields))


def _step_to(opened: Opened) -> None:
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
        _step_to(opened)


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
