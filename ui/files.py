"""Choosing, opening and saving a scenario, and its own words."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

from model import Scenario
from model.problems import Problem, ScenarioError
from model.text import read_bytes, to_toml
from ui import escape, link, panel, state
from ui.panel import Control
from ui.state import State

PICKER = "pick-scenario"
WORDS = ("name", "summary", "source")
ONE_LINE = 80  # characters
LONGEST_NAME = 200  # characters
MOST = 500_000  # bytes of a file that the browser sends, and repeats until it is acknowledged


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
    handlers = {"save": _saved, "open": _opened}
    shown = {"link": is_whole, "most": MOST, "of": now.opened.key if now.opened.is_file else None}
    file = Control("file", "file", "", shown, handlers, whatever_is_open=True)
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


def _saved(request: Any) -> None:
    """Send the scenario as a file, unless what was open is gone with its session, as the page says."""
    now = state.current()
    match request:
        case {"number": number, "file": None | str() as file} if file is None or file in now.files:
            panel.hand_over(number, file_name(now.scenario), to_toml(now.scenario), "application/toml")


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
        case {"name": str() as name, "size": int() as size, "content": None | str() as content}:
            called = name[:LONGEST_NAME].encode(errors="replace").decode()
            try:
                state.open_file(called, read(called, size, content))
            except ScenarioError as error:
                state.notify([str(problem) for problem in error.problems])


def read(name: str, size: int, content: str | None) -> Scenario:
    """The scenario of a file of so many bytes, in base64 if they could be read. Raises ScenarioError."""
    if size > MOST:
        raise ScenarioError([Problem(name, "", f"is larger than {MOST:,} bytes", "a scenario is a few kB of text")])
    try:
        plain = None if content is None else base64.b64decode(content, validate=True)
    except ValueError:
        plain = None
    if plain is None:
        raise ScenarioError([Problem(name, "", "cannot be read", "check that it is still there, and open it again")])
    return read_bytes(BytesIO(plain), name)
