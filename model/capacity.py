"""From meetings to coverage: hours, CSMs, load, engagement (model, section 3)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.parameters import StaffChange

Array = NDArray[np.float64]

ZERO, ONE = np.array(0.0), np.array(1.0)  # numpy takes an array of one faster than a plain number
HOURS_TOLERANCE = np.array(1e-9)  # hours at or below this are none
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


def reactive_hours(*, firefighting_hours: Array, lost: Array, renewed: Array, engagement: Array) -> Array:
    """Hours that accounts take in a month by being lost or at risk: of those that renewed, the share not served.

    Formula: firefighting hours x (lost + (1 - E) x renewed), E that of the month before.

    >>> reactive_hours(firefighting_hours=10.0, lost=2.0, renewed=18.0, engagement=0.5)
    110.0
    """
    return firefighting_hours * (lost + (1 - engagement) * renewed)


def load(*, required_hours: Array, capacity_hours: Array) -> Array:
    """Required over available hours: 0 when none are required, infinite when there are none for them.

    Here and in `hours_left` hours lost to firefighting are required as well.

    >>> load(required_hours=np.array([0.0, 150.0, 150.0]), capacity_hours=np.array([0.0, 100.0, 0.0])).tolist()
    [0.0, 1.5, inf]
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(required_hours > HOURS_TOLERANCE, required_hours / capacity_hours, 0.0)


def hours_left(*, required_hours: Array, seat_hours: Array, vacant: Array, vacant_by_overload: Array) -> Array:
    """Hours of the seats that are not vacant.

    Formula: seats x (1 - min(1, vacant + vacant_by_overload x min(1, max(0, load - 1)))), where the two shares are
    attrition and overload attrition, each x vacancy months / 12. Written with hours in place of load, which has no
    number without a seat.

    >>> float(hours_left(required_hours=150.0, seat_hours=100.0, vacant=0.1 * 4 / 12, vacant_by_overload=0.4 * 4 / 12))
    90.0
    """
    overload = np.minimum(seat_hours, np.maximum(required_hours - seat_hours, ZERO))
    left: Array = seat_hours - np.minimum(seat_hours, vacant * seat_hours + vacant_by_overload * overload)
    return left


def coverage(*, required_hours: Array, capacity_hours: Array) -> Array:
    """Share of the required hours that are there, at most 1; 1 when none are required.

    >>> coverage(required_hours=np.array([0.0, 200.0, 50.0]), capacity_hours=np.array([0.0, 150.0, 150.0])).tolist()
    [1.0, 0.75, 1.0]
    """
    covered: Array = np.minimum(capacity_hours / np.maximum(required_hours, HOURS_TOLERANCE), ONE)
    np.copyto(covered, ONE, where=required_hours <= HOURS_TOLERANCE)
    return covered


def next_engagement(*, engagement: Array, coverage: Array, engagement_memory: Array) -> Array:
    """Engagement after one more month of this coverage, within 0..1.

    Formula: E + (coverage - E) / tau.

    >>> float(next_engagement(engagement=1.0, coverage=0.4, engagement_memory=3))
    0.8
    """
    after: Array = engagement + (coverage - engagement) / engagement_memory
    within: Array = np.minimum(np.maximum(after, ZERO), ONE)
    return within


class Seats:
    """Head count by staff changes: arrays (months, segments, scenarios or 1), before any vacancy.

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

    def count(self, csms: Array) -> Array:
        """Seats in each month, (months, segments, scenarios)."""
        return np.maximum(0, csms + self.change)

    def ramping(self, *, ramp_months: Array, seats: Array) -> Array:
        """Seats that still ramp: hires of the last `ramp_months` months, this one included, at most all seats."""
        month = np.arange(1, len(seats) + 1)[:, None, None]
        before = np.maximum(0, month - ramp_months).astype(int)
        segments, scenarios = (np.arange(size) for size in self.hired.shape[1:])
        hired_before = self.hired[before, segments[:, None], scenarios]
        hired: Array = np.minimum(self.hired[1:] - hired_before, seats)
        return hired
