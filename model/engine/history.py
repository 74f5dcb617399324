"""What a month knows of the months before it: accounts signed lately, and bills that are paid later."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.engine.batch import Array
from model.engine.ring import Ring


class Recent:
    """A path with what came before the months at hand, which come a few at a time; before month 1 there was nothing."""

    def __init__(self, before: int, months: int, shape: tuple[int, ...]) -> None:
        self.before, self.path, self.count = before, np.zeros((before + months, *shape)), 0

    def take(self, path: Array) -> None:
        """Takes in the next months."""
        if self.count:
            self.path[: self.before] = self.path[self.count : self.count + self.before].copy()
        self.count = len(path)
        self.path[self.before : self.before + self.count] = path

    def ago(self, months: int) -> Array:
        """The path so many months before those at hand."""
        return self.path[self.before - months : self.before - months + self.count]

    def within(self, months: Array) -> Array:
        """The sum over the last so many months, this one included."""
        total = np.zeros((self.count, *self.path.shape[1:]))
        for back in range(int(months.max())):
            total += self.ago(back) * (months > back)
        return total


class Collected:
    """Receipts: bills so many months later; before month 1 as the opening book was billed."""

    def __init__(self, after: Array, months: int, rings: Sequence[Ring], shape: tuple[int, ...]) -> None:
        self.after = after
        self.bills = Recent(int(after.max()), months, shape)
        for back in range(self.bills.before):
            for ring in rings:
                self.bills.path[self.bills.before - 1 - back, ring.own] = ring.billed_before(-back)

    def of(self, billings: Array) -> Array:
        """What comes in in the next months."""
        self.bills.take(billings)
        received = np.zeros(billings.shape)
        for months in np.unique(self.after):
            received += self.bills.ago(int(months)) * (self.after == months)
        return received
