"""What may be decided about the head count of a segment, and the ways in which its service acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.parameters.segment import StaffChange
from model.scenario import Segment

PAGE = "headcount"
Staffing = tuple[StaffChange, ...]


@dataclass(frozen=True)
class Mechanism:
    """A way in which service acts on a book, and the inputs that switch it off."""

    key: str
    label: str
    off: Mapping[str, float]

    def acts(self, segment: Segment) -> bool:
        """Whether any of its inputs is other than off."""
        return any(getattr(segment, name) != value for name, value in self.off.items())


MECHANISMS = (
    Mechanism("churn", "Churn", {"retention_at_risk": 0.0}),
    Mechanism("expansion", "Expansion", {"expansion_without_csm": 1.0}),
    Mechanism("terms", "Shorter contracts", {"month_to_month_shift": 0.0}),
    Mechanism("leavers", "CSMs leaving", {"csm_attrition": 0.0, "overload_attrition": 0.0}),
    Mechanism("fires", "Firefighting", {"firefighting_hours": 0.0}),
)


def acting(segment: Segment) -> list[Mechanism]:
    """The mechanisms that are switched on in a segment."""
    return [one for one in MECHANISMS if one.acts(segment)]


@dataclass(frozen=True)
class Plan:
    """A decision: the staff changes with it, and those without it."""

    key: str
    name: str
    made: Staffing
    otherwise: Staffing

    def more(self, months: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """CSMs more than without it, by month."""
        return _added(self.made, months) - _added(self.otherwise, months)


def plans(segment: Segment, months: int) -> list[Plan]:
    """The changes that are planned within the horizon, where there are any; one CSM fewer; one more."""
    rows = segment.staff_changes
    planned = [Plan("plan", "As planned", rows, ())] if any(row.month <= months for row in rows) else []
    fewest = segment.csms + min(0.0, *_added(rows, months))
    fewer = [Plan("fewer", "One CSM fewer", _and(rows, -1), rows)] if fewest >= 1 else []
    return [*planned, *fewer, Plan("more", "One CSM more", _and(rows, 1), rows)]


def constant(segment: Segment, csms: float) -> Staffing:
    """The changes that make the head count this from month 1 on."""
    return _and((), csms - segment.csms) if csms != segment.csms else ()


def _and(rows: Staffing, change: float) -> Staffing:
    return (*rows, StaffChange(month=1, change=change))


def _added(rows: Sequence[StaffChange], months: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What the changes add to the head count, by month."""
    month = np.arange(1, months + 1)
    return np.sum([row.change * (month >= row.month) for row in rows], axis=0) if rows else np.zeros(months)
