"""Headcount by the hires and cuts of a plan (model, section 3)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.parameters import StaffChange

Array = NDArray[np.float64]


class Seats:
    """Headcount by staff changes: arrays (months, segments, scenarios or 1), before any vacancy.

    `change` is what staff changes add to `csms` (people); `ramping` the seats hired within the ramp; `cuts`
    the seats given up in each month.
    """

    def __init__(self, plans: Sequence[Sequence[Sequence[StaffChange]]], months: int) -> None:
        """`plans` are the staff changes of each segment in each scenario, or once in all."""
        self.hires = np.zeros((months + 1, len(plans), max(map(len, plans))))
        self.cuts = np.zeros_like(self.hires)
        for segment, of_scenarios in enumerate(plans):
            for place, changes in enumerate(of_scenarios):
                which = place if len(of_scenarios) > 1 else slice(None)
                for row in changes:
                    if row.month <= months:
                        (self.hires if row.change > 0 else self.cuts)[row.month, segment, which] += abs(row.change)
        self.change = np.cumsum(self.hires - self.cuts, axis=0)[1:]
        self.hired = np.cumsum(self.hires, axis=0)
        self.cuts = self.cuts[1:]

    def ramping(self, *, ramp_months: Array, seats: Array) -> Array:
        """Seats that still ramp: hires of the last `ramp_months` months, this one included, at most all seats."""
        month = np.arange(1, len(seats) + 1)[:, None, None]
        before = np.maximum(0, month - ramp_months).astype(int)
        segments, scenarios = (np.arange(size) for size in self.hired.shape[1:])
        hired_before = self.hired[before, segments[:, None], scenarios]
        hired: Array = np.minimum(self.hired[1:] - hired_before, seats)
        return hired
