"""What has been changed against the baseline: one line each, with its own undo."""

from __future__ import annotations

from functools import partial
from typing import Any

from model import Scenario
from model.parameters import Parameter
from model.parameters.declare import Kind
from model.text import settings
from ui import escape, panel, state, typed
from ui.link import Opened
from ui.panel import Action, Control
from ui.state import State

NOTHING = "Nothing changed yet: move a slider to compare with the scenario as it was opened."
KINDS: tuple[Kind, ...] = ("lever", "assumption")
MOST_TOLD = 3  # changes of a state, each with its values
TABLE_LABELS = {"segments": "Segments", "notes": "Notes"}


def line(now: State) -> str:
    """One line on the page itself: what has been changed, or that nothing has."""
    paths = list(now.opened.changes)
    changed = "; ".join(f"{escape.for_html(label(now.scenario, path))} {_from_to(now, path)}" for path in paths)
    count = f"{len(paths)} {'change' if len(paths) == 1 else 'changes'} against the baseline: "
    return f"<p class='remark change one-line'>{count + changed if paths else NOTHING}</p>"


def listed(now: State) -> list[Control]:
    """Undo and redo, the list with an undo of its own per line, resets, and making this the baseline."""
    steps = [
        Action("undo", "Undo", state.step_back, enabled=bool(now.past)),
        Action("redo", "Redo", state.step_forward, enabled=bool(now.future)),
    ]
    rows = [
        panel.actions("steps", "Changes", steps, whatever_is_open=True),
        *(_change(now, path) for path in now.opened.changes),
    ]
    return rows + (_resets(now) if now.opened.changes else [panel.text("nothing", "Nothing changed yet.")])


def told(before: Opened, after: Opened) -> str:
    """What differs between two states, in a line of text."""
    paths = list(settings(after.scenario, before.scenario))
    parts = [_told(before.scenario, after.scenario, path) for path in paths[:MOST_TOLD]]
    parts += ["new baseline"] if after.baseline != before.baseline else []
    parts += [f"{len(paths) - MOST_TOLD} more"] if len(paths) > MOST_TOLD else []
    return "; ".join(parts)


def _told(before: Scenario, after: Scenario, path: str) -> str:
    was, is_now = _values(before, after, path)
    return f"{label(after, path)} {f'{was} → {is_now}' if was else is_now}"


def label(scenario: Scenario, path: str) -> str:
    """The input's name, with its segment's where there are several."""
    table, _, _ = path.rpartition(".")
    if path in TABLE_LABELS:
        return TABLE_LABELS[path]
    own = scenario.paths()[path].label
    several = len(scenario.segments) > 1 and table not in ("", "company", "guidelines")
    return f"{table}: {own}" if several else own


def _change(now: State, path: str) -> Control:
    before, after = _values(now.baseline, now.scenario, path)
    shown = {"before": before, "after": after, "line": escape.one_line(now.refused.get(f"undo {path}", ""))}
    return Control(
        "change", f"undo {path}", escape.one_line(label(now.scenario, path)), shown, {"undo": partial(_undo, path)}
    )


def _undo(path: str, _: Any) -> None:
    state.undo(path)


def _resets(now: State) -> list[Control]:
    buttons = [
        *(_reset(now, kind) for kind in KINDS),
        Action("reset", "Reset all", state.reset),
        Action("baseline", "Make this the baseline", state.make_baseline),
    ]
    refused = [panel.text(f"refused-{kind}", now.refused[kind], refused=True) for kind in KINDS if kind in now.refused]
    return [panel.actions("resets", "", buttons), *refused]


def _reset(now: State, kind: Kind) -> Action:
    changed = bool(now.opened.changed(kind))
    return Action(f"reset-{kind}", f"Reset {kind}s", partial(state.reset_kind, kind), enabled=changed)


def _from_to(now: State, path: str) -> str:
    before, after = map(escape.for_html, _values(now.baseline, now.scenario, path))
    return f"<del>{before}</del> → {after}" if before else after


def _values(before: Scenario, after: Scenario, path: str) -> tuple[str, str]:
    """The value of either; of a text or a table only that it has changed."""
    parameter = after.paths().get(path)
    if parameter is None or parameter.unit in ("table", "text"):
        return "", "changed"
    return _formatted(before.value(path), parameter), _formatted(after.value(path), parameter)


def _formatted(value: Any, parameter: Parameter) -> str:
    if value is None:
        return "not set"
    return typed.shown(value, parameter) if parameter.numeric else str(value).replace("_", " ")
