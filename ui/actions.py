"""Everything a person can do to the open scenario: each action can be undone, or is refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from model import Scenario
from model.basis import touched, untouched
from model.parameters.declare import Kind
from model.problem_words import on_screen
from model.problems import problems_of
from model.segment_changes import SegmentChange, earlier, followed, undone
from model.segments import SegmentError, names_of
from model.terms import carried, conversions
from model.text import BESIDE_INPUTS, WHOLE_TABLES
from store import new_id
from ui import examples
from ui.adjustment_remarks import adjustment_remarks
from ui.link import EXAMPLE, OWN, Opened
from ui.state import current
from ui.steps import step_to


def change(path: str, value: Any) -> None:
    """Set one input. A value that is not allowed changes nothing and is refused beside the input."""
    notes = touched(current().scenario, {path: value})
    _change({path: value} if notes is None else {path: value, "notes": notes}, beside=path)


def change_together(values: Mapping[str, Any], beside: str) -> None:
    """Set several inputs in one step. If one is not allowed, nothing changes and the control says why."""
    _change(values, beside)


def refuse(path: str, line: str, readings: tuple[str, ...] = ()) -> None:
    """Say beside an input why its text is refused. Each of the `readings` is a clear text to type instead."""
    state = current()
    state.refused, state.readings = {path: line}, readings


def keep_numbers() -> None:
    """Undo the conversion of rates to a new term: each has the number again that was typed."""
    state = current()
    kept, state.numbers_before = state.numbers_before, {}
    _change(kept, beside="")


def undo(path: str) -> None:
    """Set one input, or a whole table, back to the baseline."""
    baseline = current().baseline
    if path not in {*baseline.paths(), *BESIDE_INPUTS}:
        return
    value = earlier(current().scenario, baseline, path) if path in BESIDE_INPUTS else baseline.value(path)
    notes = untouched(current().scenario, baseline, path)
    _change({path: value} if notes is None else {path: value, "notes": notes}, beside=f"undo {path}")


def reset() -> None:
    show_scenario(current().opened.baseline)


def undo_segments(change: SegmentChange) -> None:
    """Undo one change of the list of segments: a rename, a removal, an addition or a new order."""
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
    """Set every lever, or every assumption, back to the baseline."""
    state = current()
    values = {path: state.baseline.value(path) for path in state.opened.changed(kind)}
    _change(values, beside=kind)


def make_baseline() -> None:
    _show(baseline=current().scenario)


def open_example(key: str) -> None:
    scenario = examples.examples()[key]
    open_step(Opened(key, EXAMPLE, scenario, scenario, scenario))


def open_own(scenario: Scenario, baseline: Scenario | None = None) -> None:
    """Open a scenario as a new company of the visitor's. It is saved before the page is drawn."""
    baseline = baseline or scenario
    open_step(Opened(new_id(), OWN, baseline, baseline, scenario))


def open_step(opened: Opened) -> None:
    """Open another scenario; this can be undone."""
    current().notices = []
    step_to(opened)


def view_segment(index: int) -> None:
    _show(segment=index)


def choose(view: str, option: Any) -> None:
    """Choose what a page shows, or set one of its settings. Neither is part of the scenario."""
    state = current()
    state.chosen[view], state.refused = option, {}


def unfold(part: str, is_open: bool) -> None:
    """Open or close a part that a page draws only while it is open."""
    (current().unfolded.add if is_open else current().unfolded.discard)(part)


def open_pressed(key: str, press: float) -> None:
    """Open the trace of a number once for each press of it, however often the browser tells of it."""
    current().press = press
    open_trace(key)


def open_trace(key: str) -> None:
    current().traced = key


def close_trace(key: str) -> None:
    """Close the trace of this number; another one may have been pressed since."""
    if current().traced == key:
        current().traced = ""


def notify(lines: list[str]) -> None:
    current().notices = lines


def _change(values: Mapping[str, Any], beside: str) -> None:
    """Set the inputs, unless one belongs to a segment that is gone."""
    state = current()
    before, known = state.scenario, {*state.scenario.paths(), *WHOLE_TABLES}
    if not known.issuperset(values):
        return
    rates = conversions(before, values)
    along = {**before.adjustments(values), **carried(before, values)}
    try:
        _show(scenario=before.changed({**values, **along}))
    except ValidationError as error:
        refuse(beside, _broken_rule(error))
    else:
        state.remarks = adjustment_remarks(before, state.scenario, along, rates)
        state.numbers_before = {rate.path: rate.before for rate in rates}


def _broken_rule(error: ValidationError) -> str:
    """The first rule that the change would break, in one line."""
    scenario = current().scenario
    return on_screen(problems_of(error, scenario.model_dump(by_alias=True), "")[0], scenario)


def _show(**fields: Any) -> None:
    step_to(replace(current().opened, **fields))
