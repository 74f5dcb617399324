"""What is wrong with an input, said once and in the field's words: what, the value, where, allowed, remedy."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from pydantic import ValidationError

from model.parameters import (
    CHANGE,
    COMPANY,
    CORRELATION,
    COST,
    GUIDELINES,
    HEADER,
    MEETING,
    NOTE,
    RANGE,
    REPLIES,
    SEGMENT,
    STAFF_CHANGE,
    Parameter,
)
from model.scenario import is_segment_name

TABLES_OF = {
    "company": COMPANY,
    "guidelines": GUIDELINES,
    "replies": REPLIES,
    "notes": NOTE,
    "ranges": RANGE,
    "costs": COST,
}
LISTS_OF = {"correlations": CORRELATION, "changes": CHANGE}
ROWS_OF = {"meetings": MEETING, "staff_changes": STAFF_CHANGE}
KEYS = {**HEADER, "company": None, "guidelines": None, "replies": None, "segments": None, "notes": None, "ranges": None,
        "correlations": None, "costs": None}  # fmt: skip
SHOWN = 60  # characters of a value that a message repeats
MOST = 100  # problems that are said


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `where` is a file, `link` or a flag; `path` the input, empty for all of it."""

    where: str
    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.path) if part)
        return one_line(f"{place} {self.problem}: {self.remedy}".strip())


class ScenarioError(ValueError):
    """Everything that is wrong with an input; one line per problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def problems_of(error: ValidationError, data: Any, where: str) -> list[Problem]:
    """pydantic's findings in our words, the first MOST of them; `data` is what was given."""
    errors = error.errors(include_url=False)
    problems = [problem for found in errors[:MOST] for problem in _problems(found, data, where)]
    if len(errors) > MOST:
        problems.append(Problem(where, "", f"has {len(errors) - MOST} more problems", "fix these first"))
    return problems


def _problems(found: Mapping[str, Any], data: Any, where: str) -> Iterator[Problem]:
    location, kind, value = found["loc"], found["type"], found.get("input")
    path = _path(location, data)
    siblings, parameter = _declared(location)
    name = str(location[-1]) if location else ""
    if kind == "rules":
        for field, problem, remedy in found["ctx"]["broken"]:
            row = f"segments[{location[1] + 1}]" if field == "name" else path
            yield Problem(where, ".".join(part for part in (row, field) if part), problem, remedy)
    elif kind == "missing":
        yield Problem(where, path, "is missing", f"give {parameter.allowed}" if parameter else _shape(path))
    elif kind == "extra_forbidden":
        yield Problem(where, path, "is not known", _home_of(name, siblings))
    elif kind == "too_many":
        most = found["ctx"]["most"]
        yield Problem(where, path, f"has more than {most} rows", f"keep at most {most}")
    elif kind == "unseen":
        yield Problem(where, path, f"is {_shown(value)}", "write a name without hidden characters")
    elif parameter is None:
        yield Problem(where, path, f"is {_shown(value)}", _shape(name))
    else:
        yield Problem(where, path, f"is {_shown(value)}", f"allowed is {parameter.allowed}{_hint(parameter, value)}")


def _home_of(name: str, siblings: Iterable[str]) -> str:
    """The remedy for a key that is not known where it stands."""
    homes = {"[[segments]]": SEGMENT, "[company]": COMPANY, "[guidelines]": GUIDELINES, "[replies]": REPLIES}
    for table, parameters in homes.items():
        if name in parameters and siblings is not parameters:
            return f"put it under {table}"
    if name in HEADER and siblings is not KEYS:
        return "put it at the top, before the first table"
    return suggest(name, siblings)


def _path(location: Sequence[int | str], data: Any) -> str:
    """Where it is, with segments by name: `Mid-market.meetings[2].hours`."""
    parts: list[str] = []
    here = data
    for step in location:
        here = _inside(here, step)
        if isinstance(step, int):
            name = here.get("name") if parts == ["segments"] and isinstance(here, Mapping) else None
            if isinstance(name, str) and is_segment_name(name):
                parts = [name]
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
    table: Mapping[str, Parameter] = {**TABLES_OF, **LISTS_OF}.get(names[0], SEGMENT) if names else {}
    if len(names) > 2 and names[0] not in TABLES_OF:
        table = ROWS_OF.get(names[1], NOTE)
    return table, table.get(names[-1]) if names else None


def _hint(parameter: Parameter, value: Any) -> str:
    """A guess at what was meant, where there is a likely one."""
    low, high = parameter.bounds or (-math.inf, math.inf)
    if isinstance(value, str):
        if parameter.numeric:
            return "; write it without quotes" if _is_number(value) else ""
        near = difflib.get_close_matches(value, [str(choice) for choice in parameter.choices or ()], n=1)
        return f"; did you mean {near[0]}?" if near else ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if parameter.least_above_zero is not None and 0 < value < parameter.least_above_zero:
        return f"; write 0, or {parameter.least_above_zero:g} and more"
    if parameter.is_share and 2 <= value <= 100 and value / 100 <= high:
        return f"; write {value / 100:g} for {value:g}%"
    if parameter.whole and isinstance(value, float) and value.is_integer() and low <= value <= high:
        return f"; write {value:.0f}"
    return ""


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _shape(name: str) -> str:
    rows = {
        "segments": "write at least one [[segments]] table with name and acv",
        "notes": 'write [notes."PATH"] tables',
        "ranges": 'write [ranges."PATH"] tables',
        "correlations": "write [[correlations]] tables with a, b and value",
        "costs": 'write [costs."PATH"] tables',
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
    if isinstance(value, int) and abs(value) >= 10**18:
        return "a very large number"
    text = str(value) if isinstance(value, date | time) else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def one_line(text: str) -> str:
    """Text from a user may hold anything: control characters and line ends are shown, not obeyed."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
