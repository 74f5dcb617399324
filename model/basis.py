"""What a value rests on: the user's own data, a source, an assumption, or nothing yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from model.parameters import NOTE, Parameter
from model.scenario import Scenario

Notes = dict[str, dict[str, Any]]


class Basis(StrEnum):
    """The class of a value, in the words that a reader sees."""

    OUR_DATA = "our data"
    SOURCED = "sourced"
    DECIDED = "decided"
    ASSUMED = "assumed, no source"
    EXAMPLE = "from the example"
    NOT_SET = "not set"


OUR_DATA, TOUCHED = NOTE["basis"].choices or ()


def basis_of(scenario: Scenario, path: str, example: Scenario | None = None) -> Basis:
    """The class of the value at a PATH. Beside the `example` it was made from, what nobody touched says so.

    >>> from model.scenario import Segment
    >>> scenario = Scenario(segments=(Segment(name="A", acv=1_200),))
    >>> basis_of(scenario, "A.acv"), basis_of(scenario, "A.gross_margin")
    (<Basis.ASSUMED: 'assumed, no source'>, <Basis.NOT_SET: 'not set'>)
    """
    note, value, parameter = scenario.notes.get(path), scenario.value(path), scenario.paths()[path]
    if note and note.basis == OUR_DATA:
        return Basis.OUR_DATA
    if note and note.source:
        return Basis.SOURCED
    if note is None and _is_default(parameter, value):
        return Basis.NOT_SET
    if example is not None and _is_as_in(example, scenario, path):
        return Basis.EXAMPLE
    return Basis.DECIDED if parameter.kind == "lever" else Basis.ASSUMED


def is_unsourced(scenario: Scenario, path: str) -> bool:
    """Whether the value is an assumption, not the user's own data, for which nobody has given a source."""
    is_assumption = scenario.paths()[path].kind == "assumption"
    return is_assumption and basis_of(scenario, path) not in (Basis.OUR_DATA, Basis.SOURCED)


def noted(scenario: Scenario, paths: Iterable[str], **fields: str | None) -> Notes:
    """The scenario's notes with these fields at these PATHs; a note without anything in it goes.

    >>> from model.scenario import Segment
    >>> scenario = Scenario(segments=(Segment(name="A", acv=1_200),))
    >>> noted(scenario, ["A.acv"], basis="our data")
    {'A.acv': {'basis': 'our data'}}
    """
    notes = {path: note.model_dump(exclude_defaults=True) for path, note in scenario.notes.items()}
    for path in paths:
        note = {name: value for name, value in {**notes.pop(path, {}), **fields}.items() if value}
        notes |= {path: note} if note else {}
    return notes


def touched(scenario: Scenario, values: Mapping[str, Any]) -> Notes | None:
    """The notes once somebody has set these values: one that equals its default is marked as touched.

    None where the notes stay as they are. Any other value shows by itself that it was set.
    """
    new = {path: value for path, value in values.items() if path in scenario.paths() and path not in scenario.notes}
    accepted = [path for path, value in new.items() if _is_default(scenario.paths()[path], value)]
    return noted(scenario, accepted, basis=TOUCHED) if accepted else None


def untouched(scenario: Scenario, baseline: Scenario, path: str) -> Notes | None:
    """The notes without the mark that the value was touched, where the baseline has none. None where they stay."""
    note = scenario.notes.get(path)
    marked = note is not None and note.basis == TOUCHED and not (note.source or note.note)
    return noted(scenario, [path], basis=None) if marked and path not in baseline.notes else None


def _is_default(parameter: Parameter, value: Any) -> bool:
    value = tuple(value) if isinstance(value, list) else value
    return parameter.kind != "text" and not parameter.required and bool(value == parameter.default)


def _is_as_in(example: Scenario, scenario: Scenario, path: str) -> bool:
    same_note = scenario.notes.get(path) == example.notes.get(path)
    return path in example.paths() and same_note and scenario.value(path) == example.value(path)
