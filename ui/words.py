"""What a page says, as blocks of its body: the answer with its figures, sentences, notes and tables.

A sentence is a list of words and numbers. A number is a button that opens where it comes from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from model import months
from model.answers import Answer, Cell, Compared, MonthColumn, Row
from model.answers.words import exactly, in_full, in_short, why
from model.figures import REASONS
from model.guards import Guard, guards
from model.scenario import Scenario
from model.trace import PageLink, Quantity, Sentence, Strong
from model.wording import exact, formatted, short, unit_in_words
from ui import escape, menu
from ui.body import Block
from ui.state import State

Part = str | list[str]


def number(state: State, quantity: Quantity, shown: str = "") -> Part:
    """Short unless `shown` says how; what it stands for is kept until the next run."""
    state.shown[quantity.key] = quantity
    return _button(quantity.key, shown or in_short(quantity, state.scenario), exactly(quantity, state.scenario))


def within(state: State, sentence: Sentence) -> list[Part]:
    """A sentence with its numbers."""
    return [_words(state, part) if isinstance(part, str) else number(state, part) for part in sentence]


def head(state: State, page: str, answer: Answer) -> Block:
    """The question and its answer, with its figures; beside inputs also as a bar on a small screen."""
    figures = _figures(state, answer.figures, answer.scenarios)
    return {
        "kind": "head", "scenario": escape.one_line(state.scenario.name), "question": menu.PAGES[page].question,
        "answer": within(state, answer.sentence), "figures": figures, "bar": bool(answer.beside),
    }  # fmt: skip


def notes(state: State, subjects: Collection[str]) -> list[Block]:
    """What would be misread about these measures: the first note stands there, the others are folded."""
    about = [guard for guard in guards(state.result, state.trace) if {*guard.subject} & {*subjects}]
    return [{"kind": "notes", "notes": [_note(state, guard) for guard in about]}] if about else []


def remark(state: State, sentence: Sentence, title: str = "") -> Block:
    """A sentence by itself, or under its title."""
    return {"kind": "remark", "title": escape.one_line(title), "words": within(state, sentence)}


def listed(state: State, title: str, rows: Sequence[tuple[str, Sentence]]) -> Block:
    """A sentence to each of several names."""
    lines = [[escape.one_line(name), within(state, sentence)] for name, sentence in rows]
    return {"kind": "listed", "title": escape.one_line(title), "rows": lines}


def table(state: State, title: str, head: Sequence[str], rows: Iterable[Row], *, full: bool = False) -> Block:
    """`head` names its columns, first that of the rows' own names; `full` gives all digits."""
    lines = [[escape.one_line(name), *(cell(state, each, full) for each in cells)] for name, cells in rows]
    return {
        "kind": "table", "title": escape.one_line(title), "head": [escape.one_line(name) for name in head],
        "rows": lines,
    }  # fmt: skip


def by_month(state: State, columns: Sequence[MonthColumn]) -> Block:
    """Measures by month; the unit stands in the head."""
    start, currency = state.scenario.start, state.scenario.currency
    heads = [[escape.one_line(column.label), unit_in_words(column.unit, currency)] for column in columns]
    cells = [[_of_month(column, *at) for at in enumerate(column.values.tolist(), 1)] for column in columns]
    rows = [[months.name(month, start), *row] for month, row in enumerate(zip(*cells, strict=True), 1)]
    return {"kind": "months", "columns": heads, "rows": rows}


def _button(key: str, shown: str, exactly: str) -> list[str]:
    return ["number", escape.for_attribute(key), escape.one_line(shown), escape.one_line(exactly)]


def _words(state: State, part: str) -> Part:
    if isinstance(part, PageLink):
        return ["link", escape.piece(part), menu.href(state, part.page)]
    return ["strong", escape.piece(part)] if isinstance(part, Strong) else escape.piece(part)


def _figures(state: State, figures: Sequence[Compared], scenarios: Mapping[str, Scenario]) -> list[dict[str, Any]]:
    """A row of figures, each with its difference to that of the other results."""
    lines = [_below(state, figure) for figure in figures]
    kept = any(lines)  # an empty line is kept only beside full ones
    return [
        {
            "key": figure.shown.key, "label": figure.shown.label, "definition": figure.shown.definition,
            "value": number(state, figure.shown), "differences": figure.differences(scenarios),
            **({"note": line} if kept else {}),
        }
        for figure, line in zip(figures, lines, strict=True)
    ]  # fmt: skip


def _below(state: State, figure: Compared) -> list[Part]:
    """Under the figure: why there is none, or the month in which it falls."""
    if figure.shown.reason:
        return [why(figure.shown)]
    if figure.month is None:
        return []
    return [why(figure.month) if figure.month.reason else number(state, figure.month)]


def _note(state: State, guard: Guard) -> dict[str, Any]:
    of_several = guard.segment is not None and len(state.scenario.segments) > 1
    whose = [f"{escape.one_line(guard.segment or '')}: "] if of_several else []
    return {"name": guard.name, "words": [*whose, *within(state, guard.text)]}


def cell(state: State, cell: Cell, full: bool = False) -> str | list[Part]:
    if isinstance(cell, str):
        return escape.one_line(cell)
    several = cell if isinstance(cell, tuple) else (cell,)
    return [number(state, each, in_full(each, state.scenario) if full else "") for each in several]


def _of_month(column: MonthColumn, month: int, value: float) -> list[str]:
    """A value of a month, whose trace the page finds by its key; the unit of money stands in the head."""
    key = f"{column.key}{month}"
    if value == float("inf"):
        return _button(key, "–", REASONS["no_capacity"])
    shown = formatted(value, column.unit) if column.unit.startswith("share") else short(value)
    return _button(key, shown, exact(round(value, 6)))
