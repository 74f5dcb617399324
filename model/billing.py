"""Billing in advance (model, section 4)."""

from __future__ import annotations

import math

import numpy as np

from model.batch import Array


class Bills:
    """What was last billed to each bucket of a ring, (buckets, segments, scenarios): at first its opening MRR."""

    def __init__(self, renewal: int, expansion: int, billing: int, opening: Array) -> None:
        self.billing, self.billed = billing, opening.copy()
        self.step = math.gcd(renewal, expansion, billing)
        age = np.arange(billing)[:, None] - np.arange(len(opening))
        self.months_left = (billing - age % billing)[:, :, None, None]

    def touched(self, month: int) -> slice:
        """The buckets that may renew, expand, start or be billed in a month."""
        return slice(month % self.step, None, self.step)

    def of(self, month: int, level: Array) -> Array:
        """MRR x B on the anniversaries of the bill; a rise above what was last billed for the months left.

        `level` is the MRR of the buckets touched, at the end of the month.
        """
        self.billed[month % self.billing :: self.billing] = 0
        billed, left = self.billed[self.touched(month)], self.months_left[month % self.billing, self.touched(month)]
        risen = np.maximum(level - billed, 0)
        np.maximum(billed, level, out=billed)
        total: Array = np.add.reduce(risen * left, axis=0)
        return total
