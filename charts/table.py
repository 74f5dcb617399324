"""What a chart is drawn of: parts below each other, each with columns of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np

Columns: TypeAlias = dict[str, list[Any]]
Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class ChartTable:
    """As the browser gets it: a row has no value in the columns of other parts, and None where it has none in its own.

    >>> (ChartTable([{"at": [1, 2]}]) + of_rows([{"at": 3, "words": "low"}])).rows
    [{'at': 1, 'words': None}, {'at': 2, 'words': None}, {'at': 3, 'words': 'low'}]
    """

    parts: Sequence[Columns]

    def __add__(self, other: ChartTable) -> ChartTable:
        return ChartTable([*self.parts, *other.parts])

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of all parts."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Every row, with every column."""
        columns = [(part, values) for part in self.parts for values in zip(*part.values(), strict=True)]
        rows = (dict(zip(part, values, strict=True)) for part, values in columns)
        return [{name: row.get(name) for name in self.names} for row in rows]

    def column(self, name: str) -> list[Any]:
        """What each row has in a column."""
        return [row[name] for row in self.rows]


def of_columns(columns: Mapping[str, Iterable[Any]]) -> ChartTable:
    """A table of one part; nan is no value."""
    return ChartTable([{name: _values(values) for name, values in columns.items()}] if columns else [])


def of_rows(rows: Iterable[Row]) -> ChartTable:
    """A part for each run of rows that have the same columns."""
    runs = ((names, list(run)) for names, run in groupby(rows, key=tuple))
    return ChartTable([{name: _values(row[name] for row in run) for name in names} for names, run in runs])


def _values(values: Iterable[Any]) -> list[Any]:
    plain = values.tolist() if isinstance(values, np.ndarray) else values
    return [None if value != value else value for value in plain]
