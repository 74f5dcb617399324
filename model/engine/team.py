"""CSMs of a given head count through the months: their coverage, and engagement (model, section 3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.memory import POOL
from model.engine.seats import Seats
from model.engine.values import Inputs
from model.metrics import hours
from model.operations import Known, greatest, plain

NOBODY = dict.fromkeys(("staff_changes_so_far", "hires_within_ramp", "csms_cut", "vacant_hours"), Known(0))


class FixedTeam:
    """The CSMs of segments with fixed staffing; of the others nothing is required, and they are fully served.

    `engagement` is that of the last month served.
    """

    def __init__(self, inputs: Inputs, months: int, last: int) -> None:
        of, given = inputs.given.of, inputs.given
        self.inputs = inputs
        self.fixed = np.array([[float(segment.staffing == "fixed")] for segment in given.segments])
        plans = [
            changes if fixed else ((),) for changes, fixed in zip(given.staff_changes, self.fixed[:, 0], strict=True)
        ]
        seats, self.opening = Seats(plans, last), of("csms") * self.fixed
        csms = seats.count(self.opening)
        self.paths = {
            "staff_changes_so_far": seats.change,
            "csms_cut": seats.cuts if seats.cuts.any() else None,
            "hires_within_ramp": seats.ramping(ramp_months=of("ramp_months"), seats=csms),
        }
        if inputs["fixed"] is True:  # then nobody is hired to need
            self.paths["csms"] = csms
        self.of_csm = inputs["csm_hours_a_month"]
        self.seat_hours = hours.seat_hours(
            csms=csms, hires_within_ramp=self.paths["hires_within_ramp"], ramp_productivity=of("ramp_productivity"),
            csm_hours_a_month=self.of_csm, fixed=True,
        )  # fmt: skip
        self.hours_per_account = given.hours_per_account / 12 * self.fixed
        self.leaving = {name: inputs[name] for name in ("csm_attrition", "overload_attrition", "vacancy_months")}
        self.has_vacancies = bool(np.any(of("vacancy_months"))) and bool(
            np.any(of("csm_attrition")) or np.any(of("overload_attrition"))
        )
        shape = (months, len(given.segments), given.size)
        self.coverage, self.engagements = POOL.empty(shape), POOL.empty(shape)
        self.engagement = self.engagement_before = self._opening_engagement()

    def serve(self, month: int, row: int, accounts: Array, reactive: Array | None) -> Array:
        """Engagement after a month with so many accounts, and hours lost to firefighting where there are any.

        What the month was like goes to that row of the paths.
        """
        required = hours.required_hours(accounts=accounts, hours_per_account_a_month=self.hours_per_account)
        coverage = self._covered(required, self.seat_hours[month - 1], reactive)
        self.engagement = hours.engagement(engagement_before=self.engagement, coverage=coverage,
                                           engagement_memory=self.inputs["engagement_memory"], fixed=True)  # fmt: skip
        self.coverage[row], self.engagements[row] = coverage, self.engagement
        return self.engagement

    def _opening_engagement(self) -> Array:
        """Coverage of the opening book alone, by the team before any change."""
        required = hours.required_hours(
            accounts=self.inputs["opening_accounts"], hours_per_account_a_month=self.hours_per_account
        )
        opening: Array = np.atleast_2d(plain(hours.opening_engagement(
            opening_required_hours=required, opening_csms=self.opening, csm_hours_a_month=self.of_csm, fixed=True,
            **self.leaving,
        )))  # fmt: skip
        return opening

    def _covered(self, required: Array, seat_hours: Array, reactive: Array | None) -> Array:
        """Coverage by what vacancies and firefighting leave of the hours of the seats."""
        left = seat_hours
        if self.has_vacancies:
            asked = required if reactive is None else required + reactive
            left = left - hours.vacant_hours(seat_hours=seat_hours, asked_hours=asked, **self.leaving)
        if reactive is not None:
            left = greatest(0, left - reactive)
        covered: Array = hours.covered(required_hours=required, hours=left)
        return covered

    def told(self, months: slice) -> dict[str, Any]:
        """The paths of these months."""
        count = months.stop - months.start
        staff = {name: Known(0) if path is None else path[months] for name, path in self.paths.items()}
        return staff | {
            "engagement_before_month_1": self.engagement_before[None],
            "coverage": self.coverage[:count],
            "engagement": self.engagements[:count],
        }
