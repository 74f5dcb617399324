"""The changes of head count that a page compares: as planned, one CSM fewer, one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.parameters.segment import StaffChange
from model.scenario import Segment

PAGE = "headcount"
Staffing = tuple[StaffChange, ...]


@dataclass(frozen=True)
class StaffingOption:
    """A decision: the staff changes with it, and those without it."""

    key: str
    name: str
    made: Staffing
    otherwise: Staffing

    def more(self, months: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """CSMs more than without it, by month."""
        return _added(self.made, months) - _added(self.otherwise, months)


def staffing_options(segment: Segment, months: int) -> list[StaffingOption]:
    """The changes that are planned within the horizon, where they change anything; one CSM fewer; one more."""
    rows = segment.staff_changes
    added = _added(rows, months)
    planned = [StaffingOption("plan", "As planned", rows, ())] if added.any() else []
    fewest = segment.csms + min(0.0, *added)
    fewer = [StaffingOption("fewer", "One CSM fewer", _and(rows, -1), rows)] if fewest >= 1 else []
    return [*planned, *fewer, StaffingOption("more", "One CSM more", _and(rows, 1), rows)]


def constant(segment: Segment, csms: float) -> Staffing:
    """The changes that make the head count this from month 1 on."""
    return _and((), csms - segment.csms) if csms != segment.csms else ()


def _and(rows: Staffing, change: float) -> Staffing:
    return (*rows, StaffChange(month=1, change=change))


def _added(rows: Sequence[StaffChange], months: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What the changes add to the head count, by month."""
    month = np.arange(1, months + 1)
    return np.sum([row.change * (month >= row.month) for row in rows], axis=0) if rows else np.zeros(months)
