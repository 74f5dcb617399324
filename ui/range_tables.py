"""Editors of what stands beside the inputs: ranges, correlations, and costs of improvement.

Each is one table of a scenario, and each edit of it one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from model import Scenario, labels
from model.decide.domain import numeric_paths
from model.parameters import CORRELATION, COST, RANGE, Parameter
from model.parameters.uncertainty import MOST_CORRELATIONS, SHAPES, WIDE
from model.typed import Refusal
from model.uncertain.draws import MOST_RANGES
from ui import actions, escape, field_numbers, table_editor
from ui.body import Body
from ui.state import current
from ui.table_editor import WHOLE, Cell, SheetColumn, SheetRow, Taken

INPUT = "input"
OFFERED = 300  # inputs: of more there is no list, and they are typed by their PATH
AUTOMATIC = "automatic"
Row = Mapping[str, str]  # the texts of a row, by column
Made = tuple[Any, Any]  # of a row: its key in the scenario's table, and its values


@dataclass(frozen=True)
class Beside:
    """A table of the scenario: how its rows are shown, read, and put together again."""

    table: str
    title: str
    add: str
    most: int
    columns: Callable[[Scenario], Sequence[SheetColumn]]
    rows: Callable[[Scenario], Sequence[SheetRow]]
    made: Callable[[Row, Scenario], Made]
    changed: Callable[[Scenario, Sequence[Made]], Mapping[str, Any]]


def uncertain(body: Body) -> None:
    """Ranges; and below them, folded, what goes together."""
    _draw(body, RANGES)
    with body.fold(CORRELATIONS.table, CORRELATIONS.title) as is_open:
        if is_open:
            _draw(body, CORRELATIONS)


def costs(body: Body) -> None:
    _draw(body, COSTS)


def _draw(body: Body, beside: Beside) -> None:
    scenario, key = body.state.scenario, f"beside-{beside.table}"
    editor = table_editor.table(
        body.state, key, beside.title, beside.columns(scenario), beside.rows(scenario), partial(_typed, beside),
        add_label=beside.add, most=beside.most,
    )  # fmt: skip
    body.panel(key, [editor])


def _typed(beside: Beside, rows: Sequence[SheetRow]) -> Taken:
    """Apply the rows that can be read in one step; one that cannot keeps what it was, a new one waits for it."""
    state = current()
    keys = [column.key for column in beside.columns(state.scenario)]
    items, refused, seen = list[Made | None](), dict[Cell, str](), set[Any]()
    for place, row in enumerate(rows):
        texts = dict(zip(keys, row.cells, strict=True))
        try:
            made = beside.made(texts, state.scenario) if any(row.cells) else None
            if made is not None and made[0] in seen:
                raise CellError(keys[0], "is there a second time")
        except CellError as error:
            refused[place, error.column] = error.line
            made = row.item
        seen |= set() if made is None else {made[0]}
        items.append(made)
    actions.change_together(beside.changed(state.scenario, [made for made in items if made is not None]), beside.table)
    if line := state.refused.get(beside.table):
        return Taken([row.item for row in rows], {**refused, WHOLE: line})
    return Taken(items, refused)


class CellError(Exception):
    """A cell that cannot be read: its column, and the line that says why."""

    def __init__(self, column: str, line: str) -> None:
        super().__init__(line)
        self.column, self.line = column, line


# ---- inputs by their names ----


def _paths(scenario: Scenario) -> list[str]:
    """The inputs that can have a range or a cost."""
    known = scenario.paths()
    return [path for path in numeric_paths(scenario) if known[path].bounds is not None and path != "horizon_months"]


def _shown(scenario: Scenario, path: str) -> str:
    return escape.one_line(labels.name(scenario, path))


def _named(scenario: Scenario, texts: Row, column: str) -> str:
    """The PATH of an input that was chosen from the list, or typed. Raises CellError."""
    text = texts[column].strip()
    found = {_shown(scenario, path): path for path in _paths(scenario)}
    if text in found.values():
        return text
    if text not in found:
        raise CellError(column, f"“{text}” is no input with a range: choose one" if text else "choose an input")
    return found[text]


def _inputs(scenario: Scenario, key: str, label: str, paths: Sequence[str] | None = None) -> SheetColumn:
    """The column of an input: a list where that is not too long."""
    names = [_shown(scenario, path) for path in (_paths(scenario) if paths is None else paths)]
    if len(names) > OFFERED:
        return SheetColumn(key, label, kind="text", help="Its PATH, such as company.fixed_costs.")
    return SheetColumn(key, label, kind="choice", choices=tuple(dict.fromkeys(names)))


def _number(texts: Row, column: str, parameter: Parameter) -> float:
    """What was typed, as a value of the input. Raises CellError."""
    try:
        value = field_numbers.parse(texts[column], replace(parameter, required=True))
    except ValueError as error:
        raise CellError(column, Refusal.of(error)) from None
    if value is None:
        raise CellError(column, "a value is missing")
    return value


def _column(parameters: Mapping[str, Parameter], key: str) -> SheetColumn:
    return SheetColumn(key, parameters[key].label, help=parameters[key].help)


# ---- ranges ----


def _range_columns(scenario: Scenario) -> Sequence[SheetColumn]:
    shape = SheetColumn("shape", "Shape", kind="choice", help=RANGE["shape"].help, choices=(AUTOMATIC, *SHAPES))
    return _inputs(scenario, INPUT, "Input"), *(_column(RANGE, key) for key in ("low", "likely", "high")), shape


def _range_rows(scenario: Scenario) -> Sequence[SheetRow]:
    rows = []
    for path, row in scenario.ranges.items():
        numbers = (field_numbers.shown(value, scenario.paths()[path]) for value in (row.low, row.likely, row.high))
        made = (path, row.model_dump(exclude_defaults=True))
        rows.append(SheetRow((_shown(scenario, path), *numbers, row.shape or AUTOMATIC), made))
    return rows


def _made_range(texts: Row, scenario: Scenario) -> Made:
    """A likely value that is left out is the input's own."""
    path = _named(scenario, texts, INPUT)
    parameter = scenario.paths()[path]
    known = {"likely": field_numbers.shown(scenario.value(path), parameter)}
    given = {key: texts[key] or known.get(key, "") for key in ("low", "likely", "high")}
    values: dict[str, Any] = {key: _number(given, key, parameter) for key in given}
    if texts["shape"] in SHAPES:
        values["shape"] = texts["shape"]
    return path, values


def _with_ranges(scenario: Scenario, made: Sequence[Made]) -> Mapping[str, Any]:
    """Correlations of inputs that have no range any more go with it."""
    ranges = dict(made)
    kept = tuple(row for row in scenario.correlations if row.a in ranges and row.b in ranges)
    return {"ranges": ranges, **({} if kept == scenario.correlations else {"correlations": kept})}


RANGES = Beside("ranges", "Ranges", "Add a range", MOST_RANGES, _range_columns, _range_rows, _made_range, _with_ranges)


# ---- correlations ----


def _pair_columns(scenario: Scenario) -> Sequence[SheetColumn]:
    paths = [*scenario.ranges]
    both = (_inputs(scenario, key, CORRELATION[key].label, paths) for key in ("a", "b"))
    return *both, _column(CORRELATION, "value")


def _pair_rows(scenario: Scenario) -> Sequence[SheetRow]:
    return [
        SheetRow(
            (_shown(scenario, row.a), _shown(scenario, row.b), field_numbers.shown(row.value, CORRELATION["value"])),
            (frozenset({row.a, row.b}), row.model_dump()),
        )
        for row in scenario.correlations
    ]  # fmt: skip


def _made_pair(texts: Row, scenario: Scenario) -> Made:
    a, b = (_named(scenario, texts, key) for key in ("a", "b"))
    return frozenset({a, b}), {"a": a, "b": b, "value": _number(texts, "value", CORRELATION["value"])}


def _with_pairs(_: Scenario, made: Sequence[Made]) -> Mapping[str, Any]:
    return {"correlations": [row for _, row in made]}


CORRELATIONS = Beside("correlations", "Inputs that go together", "Add a pair", MOST_CORRELATIONS, _pair_columns,
                      _pair_rows, _made_pair, _with_pairs)  # fmt: skip


# ---- costs of improvement ----


def _cost_columns(scenario: Scenario) -> Sequence[SheetColumn]:
    return _inputs(scenario, INPUT, "Input"), *(_column(COST, key) for key in ("change", "cost", "most"))


def _difference(scenario: Scenario, path: str) -> Parameter:
    """A difference of an input's values."""
    return replace(scenario.paths()[path], bounds=WIDE, plausible=None, whole=False, least_above_zero=None)


def _cost_rows(scenario: Scenario) -> Sequence[SheetRow]:
    rows = []
    for path, row in scenario.costs.items():
        away = _difference(scenario, path)
        cells = (field_numbers.shown(row.change, away), field_numbers.shown(row.cost, COST["cost"]),
                 field_numbers.shown(row.most, away))  # fmt: skip
        rows.append(SheetRow((_shown(scenario, path), *cells), (path, row.model_dump(exclude_defaults=True))))
    return rows


def _made_cost(texts: Row, scenario: Scenario) -> Made:
    path = _named(scenario, texts, INPUT)
    away = _difference(scenario, path)
    values = {"change": _number(texts, "change", away), "cost": _number(texts, "cost", COST["cost"])}
    if texts["most"]:
        values["most"] = _number(texts, "most", away)
    return path, values


def _with_costs(_: Scenario, made: Sequence[Made]) -> Mapping[str, Any]:
    return {"costs": dict(made)}


COSTS = Beside("costs", "Costs of improvement", "Add a cost", 100, _cost_columns, _cost_rows, _made_cost, _with_costs)
