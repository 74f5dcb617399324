"""Best: the value of an input with the highest figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np

from model.engine.batch import Array
from model.whatif.seek import T, Tries, whole_numbers
from model.whatif.vary import WhatIf

PARTS = 61  # whole numbers that are tried at a time
TIE = 1e-9  # of the highest: as high, but for rounding


@dataclass(frozen=True)
class Peak(Generic[T]):
    """Every value that was tried, in order, and the place of the best."""

    values: Sequence[float]
    amounts: Array
    rows: Sequence[T]
    place: int

    @property
    def value(self) -> float:
        return self.values[self.place]

    @property
    def beside(self) -> list[int]:
        """The places of the best and of its neighbours: the evidence that it is one."""
        return [place for place in range(self.place - 1, self.place + 2) if 0 <= place < len(self.values)]


def best(tries: Tries[T], values: Sequence[float], at: Callable[[float], WhatIf], rounds: int = 1) -> Peak[T]:
    """The best of some values, and of the whole numbers around it where the values are more than one apart."""
    values = sorted(values)
    amounts, rows = tries([at(value) for value in values])
    top = highest(amounts, tie=0)
    low, high = values[max(0, top - 1)], values[min(len(values) - 1, top + 1)]
    finer = sorted({*values, *whole_numbers(low, high, PARTS)})
    if rounds and finer != values:
        return best(tries, finer, at, rounds - 1)
    return Peak(values, np.asarray(amounts), rows, highest(amounts))


def highest(amounts: Sequence[float] | Array, tie: float = TIE) -> int:
    """The place of the highest, of several that are as high the first; a place without a number is none."""
    given = np.asarray(amounts, dtype=float)
    given = np.where(np.isnan(given), -np.inf, given)
    top = given.max()
    return int(np.argmax(given >= top - tie * abs(top))) if np.isfinite(top) else 0
