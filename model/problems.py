"""What is wrong with an input, said once and in the field's words: what, the value, where, allowed, remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from pydantic import ValidationError

from model.parameters import COMPANY, GUIDELINES, HEADER, MEETING, NOTE, SEGMENT, STAFF_CHANGE, Parameter
from model.scenario import is_segment_name

TABLES_OF = {"company": COMPANY, "guidelines": GUIDELINES, "notes": NOTE}
ROWS_OF = {"meetings": MEETING, "staff_changes": STAFF_CHANGE}
KEYS = {**HEADER, "company": None, "guidelines": None, "segments": None, "notes": None}
SHOWN = 60  # characters of a value that a message repeats


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `where` is a file, `link` or a flag; `path` the input, empty for all of it."""

    where: str
    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.path) if part)
        return _one_line(f"{place} {self.problem}: {self.remedy}".strip())


class ScenarioError(ValueError):
    """Everything that is wrong with an input; one line per problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def problems_of(error: ValidationError, data: Any, where: str) -> list[Problem]:
    """pydantic's findings in our words; `data` is what was given."""
    return [_problem(found, data, where) for found in error.errors(include_url=False)]


def _problem(found: Mapping[str, Any], data: Any, where: str) -> Problem:
    location, kind, value = found["loc"], found["type"], found.get("input")
    context = found.get("ctx", {})
    path = _path(location, data)
    if kind == "rule":
        inside = ".".join(part for part in (path, context["field"]) if part)
        return Problem(where, inside, context["problem"], context["remedy"])
    siblings, parameter = _declared(location)
    if kind == "missing":
        return Problem(where, path, "is missing", f"give {parameter.allowed}" if parameter else _shape(path))
    if kind == "extra_forbidden":
        misplaced = len(location) == 1 and location[0] in SEGMENT
        remedy = "put it under [[segments]]" if misplaced else suggest(str(location[-1]), siblings)
        return Problem(where, path, "is not known", remedy)
    if parameter is None:
        return Problem(where, path, f"is {_shown(value)}", _shape(str(location[-1]) if location else ""))
    return Problem(where, path, f"is {_shown(value)}", f"allowed is {parameter.allowed}{_hint(parameter, value)}")


def _path(location: Sequence[int | str], data: Any) -> str:
    """Where it is, with segments by name: `Mid-market.meetings[2].hours`."""
    parts: list[str] = []
    here = data
    for step in location:
        here = _inside(here, step)
        if isinstance(step, int):
            own = here.get("name") if parts == ["segments"] and isinstance(here, Mapping) else None
            if isinstance(own, str) and is_segment_name(own):
                parts = [own]
            else:
                parts[-1] += f"[{step + 1}]"
        else:
            parts.append(str(step)[:SHOWN])
    return ".".join(parts)


def _inside(data: Any, step: int | str) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


def _declared(location: Sequence[int | str]) -> tuple[Iterable[str], Parameter | None]:
    """The names allowed beside the place and its declaration, None for a table."""
    names = [step for step in location if isinstance(step, str)]
    if len(names) == 1:
        return KEYS, KEYS.get(names[0])
    table: Mapping[str, Parameter] = TABLES_OF.get(names[0], SEGMENT) if names else {}
    if len(names) > 2:
        table = ROWS_OF.get(names[1], NOTE)
    return table, table.get(names[-1]) if names else None


def _hint(parameter: Parameter, value: Any) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if parameter.is_share and number and parameter.bounds and 2 <= value <= 100 and value / 100 <= parameter.bounds[1]:
        return f"; write {value / 100:g} for {value:g} %"
    if parameter.whole and isinstance(value, float) and value.is_integer():
        return f"; write {value:.0f}"
    if isinstance(value, str) and parameter.numeric:
        return "; write it without quotes"
    if isinstance(value, str) and parameter.choices:
        near = difflib.get_close_matches(value, [str(choice) for choice in parameter.choices], n=1)
        return f"; did you mean {near[0]}?" if near else ""
    return ""


def _shape(name: str) -> str:
    rows = {
        "segments": "write at least one [[segments]] table with name and acv",
        "notes": 'write [notes."PATH"] tables',
    }
    return rows.get(name, f"write a [{name}] table" if name in TABLES_OF else "write a table of keys and values")


def suggest(name: str, known: Iterable[str]) -> str:
    """The remedy for a name that is not known."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else "leave it out"


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value) if isinstance(value, date | time) else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _one_line(text: str) -> str:
    """Text from a user may hold anything: control characters and line ends are shown, not obeyed."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
