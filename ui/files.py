"""Choosing, opening and saving a scenario, and its own words."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

from model import Scenario
from model.problems import Problem, ScenarioError
from model.text import LARGEST, read_bytes, to_toml
from ui import escape, link, panel, state
from ui.panel import Control
from ui.state import State

PICKER = "pick-scenario"
WORDS = ("name", "summary", "source")
ONE_LINE = 80  # characters


def picker(now: State) -> list[Control]:
    """Which scenario is open, by name, with its story."""
    labels = {option: escape.one_line(label) for option, label in _labels(now).items()}
    options, place = list(labels), list(labels).index((now.opened.key, now.opened.is_file))
    scenario, renamed = now.scenario, now.scenario.name != now.opened.source.name
    picked = partial(_picked, options)
    rows = [panel.choice(PICKER, "Scenario", [*labels.values()], place, picked, few=0, whatever_is_open=True)]
    if renamed:
        rows.append(panel.text("renamed", scenario.name, look="strong"))
    return [*rows, panel.text("story", scenario.summary, look="story", whole=scenario.summary)]


def listed(now: State) -> list[Control]:
    """A file out, a file in, the link to pass on, the scenario's own words."""
    is_whole = not now.opened.is_file and now.link_length <= link.LONGEST
    wishes = {"save": _saved, "open": _opened}
    file = Control("file", "file", "", {"link": is_whole, "most": LARGEST}, wishes, whatever_is_open=True)
    fields = [_field(now, path) for path in WORDS]
    worded = {path: partial(_worded, path) for path in WORDS}
    rows = [file, Control("words", "words", "Name and story", {"fields": fields}, worded)]
    if now.opened.is_file:
        line = f"Opened from {now.opened.key}. It lives as long as this session; the link does not hold it."
        rows.insert(0, panel.text("of-file", line))
    return rows


def _field(now: State, path: str) -> dict[str, Any]:
    """A text of the scenario, as long as it may be."""
    parameter = now.scenario.paths()[path]
    _, longest = parameter.length or (0, 0)
    return {
        "name": path, "label": parameter.label, "about": parameter.help, "value": now.scenario.value(path),
        "most": longest, "long": longest > ONE_LINE, "refused": escape.one_line(now.refused.get(path, "")),
    }  # fmt: skip


def _worded(path: str, text: Any) -> None:
    if isinstance(text, str):
        state.change(path, text.strip())


def _saved(number: Any) -> None:
    scenario = state.current().scenario
    panel.hand_over(number, file_name(scenario), to_toml(scenario), "application/toml")


def file_name(scenario: Scenario) -> str:
    """The scenario's name as a file's."""
    return (re.sub(r"[^a-z0-9]+", "-", scenario.name.lower()).strip("-")[:60] or "scenario") + ".toml"


def _labels(now: State) -> dict[tuple[str, bool], str]:
    """What the picker calls each scenario that it offers."""
    return {
        (key, is_file): f"{scenario.name} ({key})" if is_file else scenario.name
        for (key, is_file), scenario in state.openable(now).items()
    }


def _picked(options: Sequence[tuple[str, bool]], place: int) -> None:
    key, is_file = options[place]
    if is_file:
        state.open_file(key, state.current().files[key])
    else:
        state.open_example(key)


def _opened(file: Any) -> None:
    """Open the file, or say what is wrong with it; what is open stays open."""
    match file:
        case {"name": str() as name, "content": None | str() as content}:
            try:
                state.open_file(name, read(name, content))
            except ScenarioError as error:
                state.notify([str(problem) for problem in error.problems])


def read(name: str, content: str | None) -> Scenario:
    """The scenario of a file that somebody opens: its bytes in base64, if they could be read. Raises ScenarioError."""
    try:
        if content is not None:
            return read_bytes(BytesIO(base64.b64decode(content, validate=True)), name)
    except binascii.Error:
        pass
    raise ScenarioError([Problem(name, "", "cannot be read", "check that it is still there, and open it again")])
