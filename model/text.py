"""Scenarios as text: TOML files, links and flags, and what is wrong with them in the user's words.

The only module of the model that reads from disk. A link and a flag are the same thing: PATH=VALUE, with the
value as TOML writes it; a link joins them with & and names the scenario it starts from.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlencode

from pydantic import ValidationError

from model.migration import FORMAT, migrated
from model.parameters import HEADER, SEGMENT, Declared, Parameter
from model.problems import Problem, ScenarioError, problems_of, suggest
from model.scenario import TABLES, Scenario, Segment, paths_of
from model.segment_changes import earlier
from model.segments import names_of
from model.toml import parsed

LARGEST = 5_000_000  # bytes of a scenario file, as much as the app takes
BY_PATH = ("notes", "ranges", "costs")  # tables with one of an input by its PATH
BESIDE_INPUTS = (*BY_PATH, "correlations")
WHOLE_TABLES = ("segments", *BESIDE_INPUTS)  # PATHs that stand for a table as a whole
Pairs = Iterable[tuple[Segment, Segment]]  # a segment, and the same one in the scenario that it is compared with


def scenario_from(data: Mapping[str, Any], where: str = "") -> Scenario:
    """A scenario from plain data. Raises ScenarioError with every problem found; `where` names the file."""
    try:
        return Scenario.model_validate(migrated(data))
    except ValidationError as error:
        raise ScenarioError(problems_of(error, data, where)) from None


def read_toml(text: str, where: str = "") -> Scenario:
    """A scenario from the text of a file. Raises ScenarioError."""
    with suppress(MemoryError):  # what was read is let go before anything is said
        return scenario_from(_data(text, where), where)
    raise ScenarioError([Problem(where, "", "needs more memory than there is", "a scenario is a few kB of text")])


def _data(text: str, where: str) -> dict[str, Any]:
    try:
        return parsed(text)
    except ValueError as error:
        raise ScenarioError([Problem(where, "", str(error), "mend it there")]) from None


def read_file(path: str | Path) -> Scenario:
    """A scenario from a file. Raises ScenarioError, also when the file cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return read_bytes(file, str(path))
    except OSError as error:
        raise ScenarioError([Problem(str(path), "", f"cannot be read: {error.strerror}", "check the path")]) from None


def plain_file(path: str | Path) -> dict[str, Any]:
    """The data of a file that has been read before, as it stands there."""
    return parsed(Path(path).read_text(encoding="utf-8-sig"))


def read_bytes(file: BinaryIO, where: str) -> Scenario:
    """A scenario from an open file: UTF-8, at most LARGEST bytes. Raises ScenarioError."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ScenarioError([Problem(where, "", f"is larger than {LARGEST:,} bytes", "a scenario is a few kB of text")])
    try:
        return read_toml(data.decode("utf-8-sig"), where)
    except UnicodeDecodeError:
        raise ScenarioError([Problem(where, "", "is not UTF-8 text", "save it as UTF-8")]) from None


def packaged_toml(name: str) -> dict[str, Any]:
    """Data that comes with the model."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def example_files(folder: str | Path) -> dict[str, Path]:
    """The scenario files of a folder by their name without ending, in order."""
    return {path.stem: path for path in sorted(Path(folder).glob("*.toml"))}


def to_toml(scenario: Scenario) -> str:
    """The scenario as a file: only what differs from the defaults, tables in their own sections."""
    data = scenario_data(scenario)
    lines = [f"schema = {FORMAT}", *(f"{key} = {_toml(data[key])}" for key in data if _is_plain(key))]
    for table in TABLES:
        if table in data:
            lines += ["", f"[{table}]", *(f"{key} = {_toml(value)}" for key, value in data[table].items())]
    for segment in data["segments"]:
        lines += ["", "[[segments]]", *(f"{key} = {_toml(value)}" for key, value in segment.items())]
    for table in BY_PATH:
        for path, row in data.get(table, {}).items():
            lines += ["", f"[{table}.{_quoted(path)}]", *(f"{key} = {_toml(value)}" for key, value in row.items())]
    for row in data.get("correlations", ()):
        lines += ["", "[[correlations]]", *(f"{key} = {_toml(value)}" for key, value in row.items())]
    return "\n".join(lines) + "\n"


def scenario_data(scenario: Scenario) -> dict[str, Any]:
    """The scenario as plain data without what is left at its default; names stay."""
    data = scenario.model_dump(by_alias=True, exclude_defaults=True)
    data["name"] = scenario.name
    data["segments"] = [
        {"name": segment.name, "acv": segment.acv, **segment.model_dump(exclude_defaults=True)}
        for segment in scenario.segments
    ]
    return data


def settings(scenario: Scenario, base: Scenario) -> dict[str, str]:
    """What `scenario` changes in `base`, as PATH -> VALUE. Unlike segments are given as a whole."""
    same_segments = names_of(scenario) == names_of(base)
    values = _differing_values(
        scenario, base, zip(scenario.segments, base.segments, strict=True) if same_segments else ()
    )
    if not same_segments:
        values["segments"] = _toml(scenario_data(scenario)["segments"])
    tables = (name for name in BESIDE_INPUTS if getattr(scenario, name) != getattr(base, name))
    return values | {name: _beside_inputs(scenario, name) for name in tables}


def differences(scenario: Scenario, base: Scenario) -> dict[str, str]:
    """Each input that is not as in `base`, as PATH -> VALUE; of segments that both have under the same name."""
    known = {segment.name: segment for segment in base.segments}
    pairs = [(segment, known[segment.name]) for segment in scenario.segments if segment.name in known]
    values = _differing_values(scenario, base, pairs)
    tables = (name for name in BESIDE_INPUTS if getattr(scenario, name) != earlier(scenario, base, name))
    return values | {name: _beside_inputs(scenario, name) for name in tables}


def _differing_values(scenario: Scenario, base: Scenario, pairs: Pairs) -> dict[str, str]:
    """PATH -> VALUE of the inputs that differ, of these pairs of segments."""
    values = {}
    for path, parameter, value in _differing(scenario, base, pairs):
        bare = parameter.is_text and value is not None and not value.startswith('"')
        values[path] = value if bare else as_setting(value)
    return values


def as_setting(value: Any) -> str:
    """A number or a table as VALUE of a link and a flag."""
    return _toml(_plain(value))


def _differing(scenario: Scenario, base: Scenario, pairs: Pairs) -> Iterator[tuple[str, Parameter, Any]]:
    """PATH, declaration and value of each input that is not as in `base`. A table that is the same is passed over."""
    tables: list[tuple[str, Mapping[str, Parameter], Any, Any]] = [("", HEADER, scenario, base)]
    tables += [(f"{name}.", TABLES[name], getattr(scenario, name), getattr(base, name)) for name in TABLES]
    tables += [(f"{segment.name}.", SEGMENT, segment, before) for segment, before in pairs]
    for prefix, declared, table, before in tables:
        if table != before:
            for name, parameter in declared.items():
                if name != "schema" and (value := getattr(table, name)) != getattr(before, name):
                    yield f"{prefix}{name}", parameter, value


def _beside_inputs(scenario: Scenario, name: str) -> str:
    table = getattr(scenario, name)
    return _toml({path: _plain(row) for path, row in table.items()} if name in BY_PATH else _plain(table))


def with_settings(base: Scenario, pairs: Iterable[tuple[str, str]], where: str = "--set") -> Scenario:
    """`base` with PATH=VALUE settings. Raises ScenarioError naming every path or value that does not fit."""
    data = base.model_dump(by_alias=True)
    pairs = list(pairs)
    found = [_set(data, path, text, where) for path, text in pairs if path in WHOLE_TABLES]
    if not _has_names(data["segments"]):
        return scenario_from(data, where)  # which says what is wrong with them
    found += [_set(data, path, text, where) for path, text in pairs if path not in WHOLE_TABLES]
    if problems := [problem for problem in found if problem is not None]:
        raise ScenarioError(problems)
    return scenario_from(data, where)


def to_link(scenario: Scenario, base: Scenario, base_name: str) -> str:
    """The query of a link: the example it starts from and every difference to it."""
    return urlencode({"scenario": base_name, **settings(scenario, base)})


def from_link(query: str, examples: Mapping[str, Scenario]) -> Scenario:
    """The scenario of a link. Raises ScenarioError, also for an example that is not known."""
    pairs = parse_qsl(query, keep_blank_values=True)
    name = dict(pairs).get("scenario", "")
    if name not in examples:
        raise ScenarioError(
            [Problem("link", "scenario", f"is {name!r}, which is no scenario", suggest(name, examples))]
        )
    return with_settings(examples[name], [(path, text) for path, text in pairs if path != "scenario"], "link")


def to_flags(scenario: Scenario, base: Scenario) -> list[str]:
    """The arguments of the command line that turn `base` into `scenario`."""
    return [part for path, value in settings(scenario, base).items() for part in ("--set", f"{path}={value}")]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file, for editors."""
    return Scenario.model_json_schema(by_alias=True)


def _set(data: dict[str, Any], path: str, text: str, where: str) -> Problem | None:
    names = [segment["name"] for segment in data["segments"]]
    known = paths_of(tuple(names))
    if path not in known and path not in WHOLE_TABLES:
        return Problem(where, path, "is no input of this scenario", suggest(path, known))
    try:
        value = _value(known.get(path), text)
    except ValueError:
        return Problem(where, path, f"cannot be read as a value: {text[:60]!r}", "write it as in a scenario file")
    table, _, name = path.rpartition(".")
    owner = data if not table else data[table] if table in TABLES else data["segments"][names.index(table)]
    if value is None:
        owner.pop(name, None)
    else:
        owner[name] = value
    return None


def _has_names(segments: Any) -> bool:
    rows = isinstance(segments, list | tuple) and all(isinstance(segment, dict) for segment in segments)
    return rows and all(isinstance(segment.get("name"), str) for segment in segments)


def _value(parameter: Parameter | None, text: str) -> Any:
    """VALUE as data: words as they stand for words, else what TOML reads; empty for left out."""
    if text == "" and parameter is not None and parameter.default is None and not parameter.required:
        return None
    if parameter is not None and parameter.is_text:
        quoted = len(text) > 1 and text[0] == text[-1] == '"'
        return _read_value(text) if quoted else text
    return _read_value(text)


def _read_value(text: str) -> Any:
    """The one value that the text holds: on one line, with no comment and nothing after it."""
    data = {} if "\n" in text or "\r" in text else parsed(f"values = [{text}]\n")
    if list(data) != ["values"] or len(data["values"]) != 1:
        raise ValueError(text)
    return data["values"][0]


def _plain(value: Any) -> Any:
    if isinstance(value, Declared):
        return value.model_dump(exclude_defaults=True)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _is_plain(key: str) -> bool:
    return key not in (*TABLES, *WHOLE_TABLES, "schema")


def _toml(value: Any) -> str:
    """A value as TOML writes it on one line; nothing for a value that is left out."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value).lower()
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_toml(item) for item in value) + "]"


def _key(key: str) -> str:
    return key if key.replace("_", "").isascii() and key.replace("_", "").isalnum() else _quoted(key)


def _quoted(text: str) -> str:
    """A basic TOML string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
