"""Opens and saves scenario files, and edits a scenario's name and story."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from io import BytesIO
from typing import Any

from exports import opened
from exports.opened_zip import XLSX, is_workbook
from model import Scenario
from model.example_words import made_own
from model.problems import Problem, ScenarioError
from model.text import read_bytes, to_toml
from ui import actions, company_store, escape, examples, link, own_copy, panel
from ui.link import Opened
from ui.panel import Action, Control
from ui.state import State, current
from ui.turns import Turns

PICKER = "pick-scenario"
WORDS = ("name", "summary", "source")
ONE_LINE = 80  # characters
LONGEST_NAME = 200  # characters
MOST = 500_000  # bytes of a file that the browser sends, and repeats until it is acknowledged

_turns = Turns("opening")


def picker(state: State) -> list[Control]:
    """The picker of scenarios, with the story of the open one."""
    labels = _labels(state)
    picked = partial(_picked, list(labels))
    options, place = list(labels.values()), list(labels).index(state.opened.key)
    rows = [panel.choice(PICKER, "Scenario", options, place, picked, few=0, whatever_is_open=True)]
    scenario = state.scenario
    if state.opened.kind != link.OWN and scenario.name != state.opened.source.name:
        rows.append(panel.text("renamed", scenario.name, look="strong"))
    return [*rows, panel.text("story", scenario.summary, look="story", whole=scenario.summary)]


def listed(state: State) -> list[Control]:
    """Where the scenario is saved, files in and out, its link, and its name and story."""
    fields = [_field(state, path) for path in WORDS]
    worded = {path: partial(_worded, path) for path in WORDS}
    return [
        *_whose(state),
        file(state, "file"),
        Control("words", "words", "Name and story", {"fields": fields}, worded),
    ]


def file(state: State, key: str, *, opens: bool = True) -> Control:
    """Save the scenario as a file, open one, copy the link."""
    shown = {
        "link": state.opened.key not in state.unsaved,
        "most": MOST, "most_of_workbook": opened.MOST_BYTES, "opens": opens,
    }  # fmt: skip
    handlers = {"save": _saved} | ({"open": _opened} if opens else {})
    return Control("file", key, "", shown, handlers, whatever_is_open=True)


def _whose(state: State) -> list[Control]:
    """Says that the company is saved, or offers to keep a copy."""
    if state.opened.kind != link.OWN:
        words = "Keep a copy" if state.opened.kind == link.VIEW else "Keep as my own"
        return [panel.actions("own", "", [Action("make-own", words, own_copy.keep_as_own)])]
    if state.opened.key in state.unsaved:
        return []
    return [panel.text("saved", "Saved. Anyone with this link can change it. To let people only look, see Library.")]


def _field(state: State, path: str) -> dict[str, Any]:
    """A text of the scenario, as long as it may be."""
    parameter = state.scenario.paths()[path]
    _, longest = parameter.length or (0, 0)
    return {
        "name": path, "label": parameter.label, "about": parameter.help, "value": state.scenario.value(path),
        "most": longest, "long": longest > ONE_LINE, "refused": escape.one_line(state.refused.get(path, "")),
    }  # fmt: skip


def _worded(path: str, text: Any) -> None:
    if isinstance(text, str):
        actions.change(path, text.strip())


def _saved(request: Any) -> None:
    """Send the scenario as a file."""
    opened = current().opened
    match request:
        case {"number": number}:
            scenario = taken_away(opened)
            panel.hand_over(number, file_name(scenario), to_toml(scenario), "application/toml")


def taken_away(opened: Opened) -> Scenario:
    """The scenario as it leaves the app: an example that was changed goes without what is true only of the example."""
    is_changed = opened.kind == link.EXAMPLE and opened.source_differs_in_figures
    return made_own(opened.scenario, opened.source) if is_changed else opened.scenario


def file_name(scenario: Scenario) -> str:
    """The scenario's name as a file's."""
    return (re.sub(r"[^a-z0-9]+", "-", scenario.name.lower()).strip("-")[:60] or "scenario") + ".toml"


def _labels(state: State) -> dict[str, str]:
    """What the picker offers: one's own of this session, and the examples. No two are called the same."""
    names = {state.opened.key: state.opened.source.name} if state.opened.kind == link.VIEW else {}
    names |= {key: kept.opened.scenario.name for key, kept in state.saved.items()}
    names |= {state.opened.key: state.scenario.name} if state.opened.kind == link.OWN else {}
    names |= {key: scenario.name for key, scenario in examples.examples().items()}
    labels, seen = dict[str, str](), Counter[str]()
    for key, name in names.items():
        label = escape.one_line(name)
        seen[label] += 1
        labels[key] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return labels


def _picked(keys: Sequence[str], place: int) -> None:
    key = keys[place]
    if key in examples.examples():
        actions.open_example(key)
    else:
        company_store.open_kept(key)


def _opened(file: Any) -> None:
    """Open the file as a company of one's own, or say what is wrong with it; what is open stays open.

    A workbook opens with what was changed in it, beside the scenario that it was written from.
    """
    match file:
        case {"name": str() as name, "size": int() as size, "content": None | str() as content}:
            called = name[:LONGEST_NAME].encode(errors="replace").decode()
            try:
                data = received(called, size, content)
                if is_workbook(called, data):
                    workbook = _workbook(data, called)
                    actions.open_own(workbook.scenario, workbook.baseline)
                    actions.notify(workbook.remarks(called))
                else:
                    actions.open_own(read_bytes(BytesIO(data), called))
            except ScenarioError as error:
                actions.notify([str(problem) for problem in error.problems])


@lru_cache(maxsize=2)
def _workbook(data: bytes, name: str) -> opened.OpenedWorkbook:
    """What a workbook holds, kept for the run that follows: a repeat of the event ends the one that reads it."""
    with _turns.turn(partial(opened.opened, data, name), name) as workbook:
        return workbook.result()


def received(name: str, size: int, content: str | None) -> bytes:
    """What is in a file of so many bytes, which comes in base64 if it could be read. Raises ScenarioError.

    What the browser says of its size is not believed.
    """
    is_text = not name.lower().endswith(XLSX)
    most, remedy = (MOST, "a scenario is a few kB of text") if is_text else (opened.MOST_BYTES, opened.SMALLER)
    if max(size, len(content or "") * 3 // 4) > most:
        raise ScenarioError([Problem(name, "", f"is larger than {most:,} bytes", remedy)])
    try:
        plain = None if content is None else base64.b64decode(content, validate=True)
    except ValueError:
        plain = None
    if plain is None:
        raise ScenarioError([Problem(name, "", "cannot be read", "check that it is still there, and open it again")])
    return plain
