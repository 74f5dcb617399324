"""Lists what has changed against the baseline, each change with its own undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from model import Scenario, row_words
from model.parameters import Parameter
from model.parameters.declare import Kind
from model.scenario import TABLES
from model.segment_changes import SegmentChange
from ui import actions, escape, field_numbers, panel, steps
from ui.body import Block
from ui.link import Opened
from ui.panel import Action, Control
from ui.state import State

NOTHING = "Move a slider to compare with the {}."
KINDS: tuple[Kind, ...] = ("lever", "assumption")
MOST_DESCRIBED = 3  # changes of a version, each with its values
LONGEST_TEXT = 60  # characters
BESIDE_INPUTS = {
    "notes": "Notes", "ranges": "Ranges", "correlations": "Correlations", "costs": "Costs of improvement",
}  # fmt: skip


def line(state: State) -> Block:
    """One line on the page itself: what has been changed, or that nothing has."""
    changed = [[*map(escape.one_line, words)] for words in _described(state.opened)]
    count = f"{len(changed)} {'change' if len(changed) == 1 else 'changes'} against the baseline: "
    nothing = NOTHING.format("opened scenario" if state.opened.baseline == state.opened.source else "baseline")
    return {"kind": "changes", "count": count if changed else nothing, "changes": changed}


def _described(opened: Opened) -> Iterator[tuple[str, str, str]]:
    """Each change with its name, before and after: segments first."""
    yield from map(segments_changed, opened.segment_changes)
    for path in opened.changes:
        yield label(opened.scenario, path), *_values(opened, path)


def segments_changed(change: SegmentChange) -> tuple[str, str, str]:
    """A change of segments in words: its name, before and after."""
    match change.kind:
        case "renamed":
            return "Segment renamed", change.before, change.name
        case "reordered":
            return "Segments", "", "reordered"
        case done:
            return f"Segment {done}", "", change.name


def listed(state: State) -> list[Control]:
    """Undo and redo, the list with an undo of its own per line, resets, and making this the baseline."""
    buttons = [
        Action("undo", "Undo", steps.step_back, enabled=bool(state.past)),
        Action("redo", "Redo", steps.step_forward, enabled=bool(state.future)),
    ]
    rows = [
        panel.actions("steps", "Changes", buttons, whatever_is_open=True),
        *(_segments_change(state, change) for change in state.opened.segment_changes),
        *(_change(state, path) for path in state.opened.changes),
    ]
    rows += (
        _resets(state)
        if state.opened.changes or state.opened.segment_changes
        else [panel.text("nothing", "Nothing changed yet.")]
    )
    return rows


def since(before: Opened, after: Opened) -> str:
    """What was changed between two versions, in a line of text."""
    changed = list(_described(replace(after, baseline=before.scenario)))
    parts = [f"{name} {f'{was} → {is_now}' if was else is_now}" for name, was, is_now in changed[:MOST_DESCRIBED]]
    parts += [f"{len(changed) - MOST_DESCRIBED} more"] if len(changed) > MOST_DESCRIBED else []
    return "; ".join(parts) or "New baseline"


def label(scenario: Scenario, path: str) -> str:
    """The input's name, with its segment's where there are several."""
    table, _, _ = path.rpartition(".")
    if path in BESIDE_INPUTS:
        return BESIDE_INPUTS[path]
    name = scenario.paths()[path].label
    several = len(scenario.segments) > 1 and table not in ("", *TABLES)
    return f"{table}: {name}" if several else name


def _change(state: State, path: str) -> Control:
    before, after = _values(state.opened, path)
    shown = {"before": before, "after": after, "line": escape.one_line(state.refused.get(f"undo {path}", ""))}
    return Control(
        "change", f"undo {path}", escape.one_line(label(state.scenario, path)), shown, {"undo": partial(_undo, path)}
    )


def _segments_change(state: State, change: SegmentChange) -> Control:
    name, before, after = map(escape.one_line, segments_changed(change))
    shown = {"before": before, "after": after, "line": escape.one_line(state.refused.get(change.key, ""))}
    handlers = {"undo": lambda _: actions.undo_segments(change)}
    return Control("change", f"undo {change.key}", name, shown, handlers)


def _undo(path: str, _: Any) -> None:
    actions.undo(path)


def _resets(state: State) -> list[Control]:
    buttons = [
        *(_reset(state, kind) for kind in KINDS),
        Action("reset", "Reset all", actions.reset),
        Action("baseline", "Make this the baseline", actions.make_baseline),
    ]
    refused = [
        panel.text(f"refused-{kind}", state.refused[kind], refused=True) for kind in KINDS if kind in state.refused
    ]
    return [panel.actions("resets", "", buttons), *refused]


def _reset(state: State, kind: Kind) -> Action:
    changed = bool(state.opened.changed(kind))
    return Action(f"reset-{kind}", f"Reset {kind}s", partial(actions.reset_kind, kind), enabled=changed)


def _values(opened: Opened, path: str) -> tuple[str, str]:
    """The baseline's and the scenario's value; of notes and the like, which inputs they are about."""
    parameter = opened.scenario.paths().get(path)
    if parameter is None:
        return "", _beside_which(opened, path)
    before, after = (
        _formatted(version, version.value(path), parameter) for version in (opened.named_baseline, opened.scenario)
    )
    return before, after


def _beside_which(opened: Opened, path: str) -> str:
    before, after = (getattr(version, path) for version in (opened.named_baseline, opened.scenario))
    if not isinstance(after, Mapping):
        return "changed"
    about = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    labels = [label(opened.scenario, name) for name in about[:MOST_DESCRIBED]]
    rest = [f"{len(about) - MOST_DESCRIBED} more"] if len(about) > MOST_DESCRIBED else []
    return f"of {', '.join([*labels, *rest])}"


def _formatted(scenario: Scenario, value: Any, parameter: Parameter) -> str:
    if value is None:
        return "not set"
    if parameter.unit == "table":
        return row_words.in_words(value, scenario, parameter)
    if parameter.unit == "text":
        return value[:LONGEST_TEXT] + "…" * (len(value) > LONGEST_TEXT) or row_words.NONE
    return field_numbers.shown(value, parameter) if parameter.numeric else str(value).replace("_", " ")
