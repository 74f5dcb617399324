"""Billing in advance (model, section 4)."""

from __future__ import annotations

import math

import numpy as np

from model.engine.batch import Array
from model.tolerances import LEAST_RISE

OF_BILLED = np.array(LEAST_RISE)  # numpy takes it faster than a plain number


class Bills:
    """What was last billed to each bucket of a ring, (buckets, segments, scenarios): at first its opening MRR."""

    def __init__(self, renewal: int, expansion: int, billing: int, opening: Array) -> None:
        self.billing, self.billed = billing, opening.copy()
        self.step = math.gcd(renewal, expansion, billing)
        age = np.arange(billing)[:, None] - np.arange(len(opening))
        left = (billing - age % billing)[:, :, None, None].astype(float)
        self.months_left = [left[month % billing, self.touched(month)] for month in range(billing)]

    def touched(self, month: int) -> slice:
        """The buckets that may renew, expand, start or be billed in a month."""
        return slice(month % self.step, None, self.step)

    def shrink(self, stay: Array) -> None:
        """What was billed to those who left is neither refunded nor counts any more."""
        self.billed *= stay

    def of(self, month: int, level: Array) -> Array:
        """MRR x B on the anniversaries of the bill; a rise above what was last billed for the months left.

        `level` is the MRR of the buckets touched, at the end of the month.
        """
        self.billed[month % self.billing :: self.billing] = 0
        before = self.billed[self.touched(month)]
        risen = level - before
        risen *= risen > OF_BILLED * before
        before += risen
        risen *= self.months_left[month % self.billing]
        total: Array = risen[0] if len(risen) == 1 else np.add.reduce(risen, axis=0)
        return total
