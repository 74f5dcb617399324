"""CSMs through the months: how many, their hours, load and coverage, and engagement (model, section 3)."""

from __future__ import annotations

import numpy as np

from model import capacity
from model.batch import Array, Given
from model.memory import POOL


def staffed(given: Given, staffing: str) -> Array:
    """1 for the segments with this staffing, else 0, (segments, 1)."""
    return np.array([[float(segment.staffing == staffing)] for segment in given.segments])


class Staff:
    """The CSMs of all segments. Those with fixed staffing have a team, whose months have to be served one by one."""

    def __init__(self, given: Given, months: int, *, hours: bool) -> None:
        """`hours`: whether hours, load, coverage and engagement are told."""
        self.hours = hours
        self.fixed, self.to_need = staffed(given, "fixed"), staffed(given, "to_need")
        self.hires_to_need = bool(self.to_need.any())
        self.hours_per_account = given.hours_per_account / 12
        self.hours_per_csm = capacity.csm_hours_per_month(
            csm_hours=given.of("csm_hours"), csm_productivity=given.of("csm_productivity")
        )
        self.team = FixedTeam(given, self.fixed, self.hours_per_csm, months) if self.fixed.any() else None
        self.none = np.zeros((months, len(given.segments), 1))
        self.served = np.ones((months, len(given.segments), 1))

    def told(self, months: slice, accounts: Array, reactive: Array | None) -> dict[str, Array]:
        """CSMs, and where wanted their hours, load and coverage, in months with so many accounts.

        `reactive` are the hours lost to firefighting, None where there are none.
        """
        count, team = len(accounts), self.team
        none, served = self.none[:count], self.served[:count]
        required = accounts * self.hours_per_account if self.hours or self.hires_to_need else none
        asked = required if reactive is None else required + reactive
        csms = team.csms[months] if team else none
        if self.hires_to_need:
            hired = capacity.csms_to_need(required_hours=asked, hours_per_csm=self.hours_per_csm)
            csms = hired if self.to_need.all() else np.where(self.to_need, hired, csms)
        told = {"csms": csms, "cuts": team.cuts[months] if team else none}
        told["engagement_before"] = team.engagement_before[None] if team else served[:1]
        if not self.hours:
            return told
        seat_hours = team.seat_hours[months] if team else none
        capacity_hours = team.capacity_hours[:count] if team else none
        if self.hires_to_need:
            seat_hours = np.where(self.to_need, csms * self.hours_per_csm, seat_hours)
            capacity_hours = np.where(self.to_need, seat_hours, capacity_hours)
        asked_of_csms = asked * (self.fixed + self.to_need)
        return told | {
            "required_hours": required,
            "reactive_hours": none if reactive is None else reactive,
            "capacity_hours": capacity_hours,
            "load": capacity.load(required_hours=asked_of_csms, capacity_hours=seat_hours),
            "coverage": team.coverage[:count] if team else served,
            "engagement": team.engagements[:count] if team else served,
        }


class FixedTeam:
    """The CSMs of segments with fixed staffing; of the others nothing is required, and they are fully served.

    `engagement` is that of the last month served.
    """

    def __init__(self, given: Given, fixed: Array, hours_per_csm: Array, months: int) -> None:
        of = given.of
        plans = [
            changes if is_fixed else ((),) for changes, is_fixed in zip(given.staff_changes, fixed[:, 0], strict=True)
        ]
        seats = capacity.Seats(plans, given.scenario.horizon_months)
        self.cuts, self.csms = seats.cuts, seats.count(of("csms") * fixed)
        ramping = seats.ramping(ramp_months=of("ramp_months"), seats=self.csms)
        self.hours_before = of("csms") * fixed * hours_per_csm
        self.seat_hours = (self.csms - ramping * (1 - of("ramp_productivity"))) * hours_per_csm
        self.hours_per_account = given.hours_per_account / 12 * fixed
        self.memory = of("engagement_memory")
        years = of("vacancy_months") / 12
        self.vacancies = {
            "vacant": of("csm_attrition") * years,
            "vacant_by_overload": of("overload_attrition") * years,
        }
        self.has_vacancies = any(share.any() for share in self.vacancies.values())
        shape = (months, len(given.segments), given.size)
        self.capacity_hours, self.coverage, self.engagements = (POOL.empty(shape) for _ in range(3))
        self.engagement = self.engagement_before = np.ones((1, 1))

    def serve(self, month: int, row: int, accounts: Array, reactive: Array | None) -> Array:
        """Engagement after a month with so many accounts, and hours lost to firefighting where there are any.

        What the month was like goes to that row of the paths.
        """
        required = accounts * self.hours_per_account
        if month == 1:
            self.engagement = self.engagement_before = self._staffed(required, self.hours_before)[1]
        hours, coverage = self._staffed(required, self.seat_hours[month - 1], reactive)
        self.engagement = capacity.next_engagement(
            engagement=self.engagement, coverage=coverage, engagement_memory=self.memory
        )
        self.capacity_hours[row], self.coverage[row], self.engagements[row] = hours, coverage, self.engagement
        return self.engagement

    def _staffed(self, required: Array, seat_hours: Array, reactive: Array | None = None) -> tuple[Array, Array]:
        """Hours left after vacancies, and coverage by what firefighting leaves of them."""
        hours = seat_hours
        if self.has_vacancies:
            asked = required if reactive is None else required + reactive
            hours = capacity.hours_left(required_hours=asked, seat_hours=seat_hours, **self.vacancies)
        left = hours if reactive is None else np.maximum(hours - reactive, capacity.ZERO)
        return hours, capacity.coverage(required_hours=required, capacity_hours=left)
