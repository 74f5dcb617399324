"""Opens and saves scenario files, and edits a scenario's name and story."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

from model import Scenario
from model.example_words import made_own
from model.problems import Problem, ScenarioError
from model.text import read_bytes, to_toml
from ui import actions, company_store, escape, examples, link, own_copy, panel
from ui.panel import Action, Control
from ui.state import State, current

PICKER = "pick-scenario"
WORDS = ("name", "summary", "source")
ONE_LINE = 80  # characters
LONGEST_NAME = 200  # characters
MOST = 500_000  # bytes of a file that the browser sends, and repeats until it is acknowledged


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
    shown = {"link": state.opened.key not in state.unsaved, "most": MOST}
    file = Control("file", "file", "", shown, {"save": _saved, "open": _opened}, whatever_is_open=True)
    fields = [_field(state, path) for path in WORDS]
    worded = {path: partial(_worded, path) for path in WORDS}
    return [*_whose(state), file, Control("words", "words", "Name and story", {"fields": fields}, worded)]


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
    """Send the scenario as a file. An example that was changed goes without what is true only of the example."""
    opened = current().opened
    match request:
        case {"number": number}:
            is_changed = opened.kind == link.EXAMPLE and opened.source_differs_in_figures
            scenario = made_own(opened.scenario, opened.source) if is_changed else opened.scenario
            panel.hand_over(number, file_name(scenario), to_toml(scenario), "application/toml")


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
    """Open the file as a company of one's own, or say what is wrong with it; what is open stays open."""
    match file:
        case {"name": str() as name, "size": int() as size, "content": None | str() as content}:
            called = name[:LONGEST_NAME].encode(errors="replace").decode()
            try:
                actions.open_own(read(called, size, content))
            except ScenarioError as error:
                actions.notify([str(problem) for problem in error.problems])


def read(name: str, size: int, content: str | None) -> Scenario:
    """The scenario of a file of so many bytes, in base64 if they could be read. Raises ScenarioError.

    What the browser says of its size is not believed.
    """
    if max(size, len(content or "") * 3 // 4) > MOST:
        raise ScenarioError([Problem(name, "", f"is larger than {MOST:,} bytes", "a scenario is a few kB of text")])
    try:
        plain = None if content is None else base64.b64decode(content, validate=True)
    except ValueError:
        plain = None
    if plain is None:
        raise ScenarioError([Problem(name, "", "cannot be read", "check that it is still there, and open it again")])
    return read_bytes(BytesIO(plain), name)
