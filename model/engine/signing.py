"""The accounts signed in a month, or some months before or after it (model, sections 1, 2 and 4)."""

from __future__ import annotations

import numpy as np

from model.engine.batch import Array, Given
from model.engine.memory import POOL


class Signing:
    """signed(t + later) = max(0, (n + step (t + later - 1)) (1 + g)^(t + later - 1)) for t = 1, 2, ...

    `later` may differ by segment and scenario; before month 1 nothing is signed. Months come a few at a time and
    in their order, as the power grows by one multiplication a month.
    """

    def __init__(self, given: Given, later: Array, months: int) -> None:
        step, growth = given.of("new_accounts_step"), given.of("new_accounts_growth")
        self.first, self.step, self.later = given.of("new_accounts"), step, later
        self.steps, self.waits = bool(step.any()), bool((later < 0).any())
        self.factor = 1 + growth
        power = self.factor**later if later.any() else np.ones_like(self.factor)
        self.last = power if self.steps else self.first * power
        self.power = POOL.empty((months, *self.last.shape))

    def of(self, months: slice) -> Array:
        """Those of the next months, (months, segments, scenarios or 1); the next call writes them over."""
        signed = self.power[: months.stop - months.start]
        np.multiply(self.last, self.factor if months.start else 1.0, out=signed[0])
        if len(signed) > 1:
            signed[1:] = self.factor
            np.multiply.accumulate(signed, axis=0, out=signed)
        self.last = signed[-1]
        if self.steps or self.waits:
            since_first = np.arange(months.start, months.stop)[:, None, None] + self.later
            if self.steps:
                signed = np.maximum(signed * (self.first + self.step * since_first), 0)
            if self.waits:
                signed = signed * (since_first >= 0)
        return signed
