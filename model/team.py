"""A given number of CSMs through the months: their hours, load and coverage, and engagement (model, section 3)."""

from __future__ import annotations

import numpy as np

from model import capacity
from model.batch import Array, Given
from model.memory import POOL

COVERAGE = ("capacity_hours", "load", "coverage", "engagement")


class FixedTeam:
    """The CSMs of segments with fixed staffing. `engagement` is that of the last month served."""

    def __init__(self, given: Given, months: int) -> None:
        of = given.of
        seats = capacity.Seats(given.segments, given.scenario.horizon_months)
        self.cuts, self.csms = seats.cuts, seats.count(of("csms"))
        ramping = seats.ramping(ramp_months=of("ramp_months"), seats=self.csms)
        hours_per_csm = capacity.csm_hours_per_month(csm_hours=of("csm_hours"), csm_productivity=of("csm_productivity"))
        self.hours_before = of("csms") * hours_per_csm
        self.hours = (self.csms - ramping * (1 - of("ramp_productivity"))) * hours_per_csm
        self.hours_per_account = given.hours_per_account / 12
        self.memory = of("engagement_memory")
        self.vacancy = {name: of(name) for name in ("csm_attrition", "overload_attrition", "vacancy_months")}
        self.has_vacancies = bool(self.vacancy["vacancy_months"].any())
        self.told = {name: POOL.empty((months, len(given.segments), given.size)) for name in COVERAGE}
        self.engagement_before = np.ones((1, 1))

    def serve(self, month: int, row: int, accounts: Array) -> Array:
        """Engagement after a month with so many accounts; what the month was like goes to that row of `told`."""
        required = accounts * self.hours_per_account
        if month == 1:
            self.engagement = self.engagement_before = self._staffed(required, self.hours_before)[2]
        load, hours, coverage = self._staffed(required, self.hours[month - 1])
        self.engagement = capacity.next_engagement(
            engagement=self.engagement, coverage=coverage, engagement_memory=self.memory
        )
        for name, values in zip(COVERAGE, (hours, load, coverage, self.engagement), strict=True):
            self.told[name][row] = values
        return self.engagement

    def _staffed(self, required: Array, seat_hours: Array) -> tuple[Array, Array, Array]:
        """Load of the seats, hours left after vacancies, coverage."""
        load = capacity.load(required_hours=required, capacity_hours=seat_hours)
        hours = (
            seat_hours * (1 - capacity.vacant_share(load=load, **self.vacancy)) if self.has_vacancies else seat_hours
        )
        return load, hours, capacity.coverage(required_hours=required, capacity_hours=hours)
