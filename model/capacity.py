"""From meetings to coverage: hours, CSMs, load, engagement (model, section 3)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.scenario import Segment

Array = NDArray[np.float64]

HOURS_TOLERANCE = 1e-9  # hours at or below this are none
ROUNDING_TOLERANCE = 1e-9  # taken off before head count is rounded up


def hours_per_account(*, meeting_hours: Array, other_hours: Array) -> Array:
    """Hours that one account takes in a year; meeting_hours = sum of per_year x (hours + prep_hours).

    >>> hours_per_account(meeting_hours=4 * (1.5 + 1.5) + 8 * (0.75 + 0.25), other_hours=0.8)  # the paper's mid-market
    20.8
    """
    return meeting_hours + other_hours


def csm_hours_per_month(*, csm_hours: Array, csm_productivity: Array) -> Array:
    """Hours of one CSM that reach accounts in a month.

    >>> round(csm_hours_per_month(csm_hours=2_080, csm_productivity=0.7), 2)
    121.33
    """
    return csm_hours * csm_productivity / 12


def csms_to_need(*, required_hours: Array, hours_per_csm: Array) -> Array:
    """CSMs that hold the required hours, rounded up after taking off one part in 1e9; 0 when none are required.

    Formula: ceil(required / hours of one CSM-month x (1 - 1e-9)); model, section 3.

    >>> csms_to_need(required_hours=np.array([0.0, 121.0, 242.6]), hours_per_csm=121.3).tolist()
    [0.0, 1.0, 2.0]
    """
    csms = np.ceil(required_hours * ((1 - ROUNDING_TOLERANCE) / hours_per_csm))
    needed = required_hours > HOURS_TOLERANCE
    return csms if needed.all() else csms * needed


def load(*, required_hours: Array, capacity_hours: Array) -> Array:
    """Required over available hours: 0 when none are required, infinite when there are none for them.

    >>> load(required_hours=np.array([0.0, 150.0, 150.0]), capacity_hours=np.array([0.0, 100.0, 0.0])).tolist()
    [0.0, 1.5, inf]
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(required_hours > HOURS_TOLERANCE, required_hours / capacity_hours, 0.0)


def vacant_share(*, load: Array, csm_attrition: Array, overload_attrition: Array, vacancy_months: Array) -> Array:
    """Share of seats that stand empty; overload counts up to 100 %.

    Formula: min(1, (attrition + overload attrition x min(1, max(0, load - 1))) x vacancy / 12).

    >>> float(vacant_share(load=1.5, csm_attrition=0.1, overload_attrition=0.4, vacancy_months=4))
    0.1
    """
    overload = np.minimum(1, np.maximum(0, load - 1))
    return np.minimum(1, (csm_attrition + overload_attrition * overload) * vacancy_months / 12)


def coverage(*, required_hours: Array, capacity_hours: Array) -> Array:
    """Share of the required hours that are there, at most 1; 1 when none are required.

    >>> coverage(required_hours=np.array([0.0, 200.0, 50.0]), capacity_hours=np.array([0.0, 150.0, 150.0])).tolist()
    [1.0, 0.75, 1.0]
    """
    covered = np.minimum(1, capacity_hours / np.maximum(required_hours, HOURS_TOLERANCE))
    return np.where(required_hours > HOURS_TOLERANCE, covered, 1.0)


def next_engagement(*, engagement: Array, coverage: Array, engagement_memory: Array) -> Array:
    """Engagement after one more month of this coverage, within 0..1.

    Formula: E + (coverage - E) / tau.

    >>> float(next_engagement(engagement=1.0, coverage=0.4, engagement_memory=3))
    0.8
    """
    return np.minimum(1, np.maximum(0, engagement + (coverage - engagement) / engagement_memory))


class Seats:
    """Head count of segments with fixed staffing: arrays (months, segments, 1), before any vacancy.

    `change` is what staff changes add to `csms` (people); `ramping` the seats hired within the ramp; `cuts`
    the seats given up in each month.
    """

    def __init__(self, segments: Sequence[Segment], months: int) -> None:
        rows = [(index, row) for index, segment in enumerate(segments) for row in segment.staff_changes]
        self.hires = np.zeros((months + 1, len(segments), 1))
        self.cuts = np.zeros_like(self.hires)
        for index, row in rows:
            if row.month <= months:
                (self.hires if row.change > 0 else self.cuts)[row.month, index] += abs(row.change)
        self.change = np.cumsum(self.hires - self.cuts, axis=0)[1:]
        self.hired = np.cumsum(self.hires, axis=0)
        self.cuts = self.cuts[1:]

    def count(self, csms: Array) -> Array:
        """Seats in each month, (months, segments, scenarios)."""
        return np.maximum(0, csms + self.change)

    def ramping(self, *, ramp_months: Array, seats: Array) -> Array:
        """Seats that still ramp: hires of the last `ramp_months` months, this one included, at most all seats."""
        month = np.arange(1, len(seats) + 1)[:, None, None]
        before = np.maximum(0, month - ramp_months).astype(int)
        hired_before = np.take_along_axis(
            np.broadcast_to(self.hired, (*self.hired.shape[:2], before.shape[2])), before, 0
        )
        return np.minimum(self.hired[1:] - hired_before, seats)
