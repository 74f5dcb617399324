"""What becomes of an example's own words when somebody makes it theirs."""

from __future__ import annotations

from typing import Any

from model.scenario import Scenario

SUFFIX = ", my version"


def made_own(scenario: Scenario, example: Scenario) -> Scenario:
    """A scenario that started from an example, without what is true only of the example.

    Words that the user has written stay. The example's name is marked, its story goes, its source becomes "Started from
    the example", and so does what it says of the source of an input that has another value now.
    """
    _, longest = scenario.paths()["name"].length or (0, 0)
    values: dict[str, Any] = {}
    if scenario.name == example.name:
        values["name"] = f"{example.name[: longest - len(SUFFIX)]}{SUFFIX}"
    if scenario.summary == example.summary:
        values["summary"] = ""
    if scenario.source == example.source:
        values["source"] = f"Started from the example {example.name}"
    values["notes"] = {
        path: note.model_dump() for path, note in scenario.notes.items() if not _is_of_example(scenario, example, path)
    }
    return scenario.changed(values)


def _is_of_example(scenario: Scenario, example: Scenario, path: str) -> bool:
    """Whether a note is the example's on a value that is not there any more."""
    if scenario.notes[path] != example.notes.get(path):
        return False
    return path not in example.paths() or scenario.value(path) != example.value(path)
