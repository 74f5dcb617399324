"""What a result rests on: every input that acts, with who says so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from model import labels, row_words
from model.basis import is_unsourced
from model.effects import without_effect
from model.result import Result
from model.scenario import Scenario
from model.text import to_toml
from model.wording import precise, precisely_percent

NO_SOURCE = "no source"


@dataclass(frozen=True)
class Assumed:
    """An input that acts: its name, its value as it was entered, and its source in words."""

    path: str
    kind: str
    name: str
    value: str
    source: str
    is_unsourced: bool
    is_default: bool


def inputs(result: Result) -> list[Assumed]:
    """Every input that acts, in the order of declaration."""
    scenario, found = result.scenario, []
    for path, parameter in scenario.paths().items():
        if parameter.kind == "text" or without_effect(result, path) is not None:
            continue
        value, note, unsourced = scenario.value(path), scenario.notes.get(path), is_unsourced(scenario, path)
        source = note.source if note and note.source else NO_SOURCE if unsourced else ""
        found.append(
            Assumed(
                path, parameter.kind, labels.name(scenario, path), _written(scenario, path), source,
                unsourced, value == parameter.default,
            )
        )  # fmt: skip
    return found


def fingerprint(scenario: Scenario) -> str:
    """What two scenarios have in common that are the same in every input."""
    return hashlib.sha256(to_toml(scenario).encode()).hexdigest()


def _written(scenario: Scenario, path: str) -> str:
    value, parameter = scenario.value(path), scenario.paths()[path]
    if parameter.unit == "table":
        return row_words.in_words(value, scenario, parameter)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return precisely_percent(value) if parameter.is_share else precise(value)
    return str("" if value is None else value)
