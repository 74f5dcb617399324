"""What stands beside the inputs of segments (ranges, correlations, costs, dated changes) goes along with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from model.scenario import Scenario

BY_PATH = ("ranges", "costs")
TABLES = (*BY_PATH, "correlations")
Moves = Mapping[
    str, Sequence[str]
]  # what a segment is called afterwards: nothing once it is gone, two names for a copy


def moved(scenario: Scenario, moves: Moves) -> dict[str, Any]:
    """The tables with each PATH under the new names of its segment; segments that are not named stay."""
    tables: dict[str, Any] = {
        table: {new: row.model_dump() for path, row in getattr(scenario, table).items() for new in _paths(path, moves)}
        for table in BY_PATH
    }
    rows = [
        {**row.model_dump(), "a": a, "b": b} for row in scenario.correlations for a, b in _pairs(row.a, row.b, moves)
    ]
    changes = [{**row.model_dump(), "path": new} for row in scenario.changes for new in _paths(row.path, moves)]
    return {**tables, "correlations": rows, "changes": changes}


def put_back(scenario: Scenario, source: Scenario, name: str) -> dict[str, Any]:
    """The tables with what `source` has on this segment; a correlation only where both its inputs have a range."""
    both = {table: {**getattr(scenario, table), **_of_segment(source, table, name)} for table in BY_PATH}
    rows = [row for row in source.correlations if _segment(row.a) == name or _segment(row.b) == name]
    rows = [row for row in rows if {row.a, row.b} <= {*both["ranges"]}]
    return {
        **{table: {path: row.model_dump() for path, row in rows_of.items()} for table, rows_of in both.items()},
        "correlations": [row.model_dump() for row in (*scenario.correlations, *rows)],
        "changes": [
            row.model_dump()
            for row in (*scenario.changes, *(row for row in source.changes if _segment(row.path) == name))
        ],
    }


def _of_segment(source: Scenario, table: str, name: str) -> dict[str, Any]:
    return {path: row for path, row in getattr(source, table).items() if _segment(path) == name}


def _paths(path: str, moves: Moves) -> list[str]:
    segment, dot, name = path.rpartition(".")
    return [f"{new}{dot}{name}" for new in moves.get(segment, (segment,))]


def _pairs(a: str, b: str, moves: Moves) -> list[tuple[str, str]]:
    """Both inputs under their new names. The inputs of a copy go together as the segment's do, but with no others."""
    pairs = list(zip(_paths(a, moves), _paths(b, moves), strict=False))
    return pairs if _segment(a) == _segment(b) else pairs[:1]


def _segment(path: str) -> str:
    return path.rpartition(".")[0]
