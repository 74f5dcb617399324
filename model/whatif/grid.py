"""Grid: a number over two inputs at once, and the border where it changes its sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.whatif.seek import Tries, crossings
from model.whatif.vary import WhatIf


@dataclass(frozen=True)
class GridValues:
    """`values` has a row for each of `up` and a column for each of `across`."""

    across: Array
    up: Array
    values: Array

    @property
    def border(self) -> tuple[tuple[float, float], ...]:
        """In each row the first point where the number changes its sign, on a straight line between two places."""
        found = []
        for height, line in zip(self.up.tolist(), self.values, strict=True):
            changes = [place for place in crossings(line) if line[place] and line[place + 1]]
            found += [(_zero(self.across[place:], line[place:]), height) for place in changes[:1]]
        return tuple(found)


def grid(tries: Tries[object], across: tuple[str, Sequence[float]], up: tuple[str, Sequence[float]]) -> GridValues:
    """The number at every pair of values of two inputs, in one call; each input is given by PATH with its values."""
    (path_across, values_across), (path_up, values_up) = across, up
    rows = [WhatIf({path_across: x, path_up: y}) for y in values_up for x in values_across]
    amounts = np.asarray(tries(rows)[0], dtype=float)
    return GridValues(
        np.asarray(values_across), np.asarray(values_up), amounts.reshape(len(values_up), len(values_across))
    )


def _zero(ends: Array, amounts: Array) -> float:
    return float(ends[0] + (ends[1] - ends[0]) * amounts[0] / (amounts[0] - amounts[1]))
