"""Scenarios beside each other in tables: figures with their differences, and every input that differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from model import labels, row_words
from model.answers import Cell, Row, Table
from model.decide.unlike_inputs import Differing
from model.parameters import Parameter
from model.questions.compare.sides import FIGURES, Comparison, Side
from model.scenario import Scenario, Segment
from model.trace import Quantity
from model.wording import UNDEFINED, counted, in_hundredths, points

NOT_THERE = "not there"


def figures(found: Comparison) -> Table:
    """Each figure of the company; of every other scenario also the difference to the base, and that in percent."""
    head = ["Figure", found.base.name]
    for side in found.others:
        head += [side.name, "Difference", "%"]
    rows: list[Row] = [(found.base.figure(name).label, [*_cells(found, name)]) for name in FIGURES]
    rows.append(("Verdict", [*_verdicts(found)]))
    return Table("Figures side by side", head, rows)


def _cells(found: Comparison, name: str) -> Iterator[Cell]:
    base = found.base.figure(name)
    yield base
    for side in found.others:
        figure = side.figure(name)
        yield from (figure, difference(side, figure, base), relative(side, figure, base))


def _verdicts(found: Comparison) -> Iterator[Cell]:
    yield found.base.result.verdict.advice
    for side in found.others:
        yield from (side.result.verdict.advice, "", "")


def difference(side: Side, figure: Quantity, base: Quantity, *, size_only: bool = False) -> Quantity:
    """By how much a figure is above that of the base, or how far from it: of a share in percentage points."""
    change = base - figure if size_only and base.value > figure.value else figure - base
    unit, words = {"month": "months"}.get(base.unit, base.unit), ""
    if base.unit.startswith("share") and not change.reason:
        words = points(change.value) if size_only else f"{in_hundredths(change.value)} pts"
        change, unit = change * 100, "points"
    return replace(change, words=words).named(
        f"compare.{side.key}.{'size' if size_only else 'change'}.{base.key}", f"{figure.label}: difference",
        unit=unit, definition=f"{side.name} less the baseline." if not size_only else "Without its sign.",
        good=base.good,
    )  # fmt: skip


def relative(side: Side, figure: Quantity, base: Quantity) -> Cell:
    """The difference as a share of the base; of months there is none."""
    if base.unit == "month":
        return ""
    share = (figure - base) / (0 - base if base.value < 0 else base)
    return share.named(
        f"compare.{side.key}.relative.{base.key}", f"{figure.label}: difference, %", unit="share",
        definition="The difference as a share of the baseline's, whatever its sign.", good=base.good,
    )  # fmt: skip


def inputs(found: Comparison) -> Table:
    """Every input that differs; text aside."""
    rows = [(_name(found, row), [row.kind, *_values(found, row)]) for row in found.differs]
    return Table("Inputs that differ", ("Input", "Kind", *(side.name for side in found.sides)), rows)


def _name(found: Comparison, row: Differing) -> str:
    for side in found.sides:
        if row.path in side.scenario.paths():
            return labels.name(side.scenario, row.path)
    return f"Segment {row.path}"


def _values(found: Comparison, row: Differing) -> Iterator[Cell]:
    for side, value in zip(found.sides, row.values, strict=True):
        parameter = side.scenario.paths().get(row.path)
        is_number = parameter is not None and parameter.numeric and value is not None
        yield side.trace.input(row.path) if is_number else _in_words(value, side.scenario, parameter)


def _in_words(value: Any, scenario: Scenario, parameter: Parameter | None) -> str:
    match value:
        case Segment():
            return counted(value.accounts, "customer")
        case None:
            return "not set" if parameter else NOT_THERE
        case tuple() if parameter:
            return row_words.in_words(value, scenario, parameter)
    return str(value).replace("_", " ") or UNDEFINED
