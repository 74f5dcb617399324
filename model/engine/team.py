"""CSMs of a given headcount, or of a given ratio, through the months: their coverage, and engagement (section 3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.memory import POOL
from model.engine.seats import Seats
from model.engine.values import Inputs
from model.metrics import hours
from model.operations import Known, greatest, plain, where

NOBODY = dict.fromkeys(("staff_changes_so_far", "hires_within_ramp", "csms_cut", "vacant_hours"), Known(0))
NOTHING = np.array(0.0)
LEAVING = ("csm_attrition", "overload_attrition", "vacancy_months")


class Team:
    """The CSMs of segments whose team may be short of hours; of the others nothing is required, and they are served.

    `engagement` is that of the last month served.
    """

    def __init__(self, inputs: Inputs, months: int, last: int) -> None:
        of, given = inputs.given.of, inputs.given
        whole = self.inputs = inputs.in_months(slice(0, last))
        self.fixed = _where(given, "fixed")
        self.by_ratio = _where(given, "ratio")
        self.limited, self.some_by_ratio = self.fixed + self.by_ratio, bool(self.by_ratio.any())
        plans = [
            changes if fixed else ((),) for changes, fixed in zip(given.staff_changes, self.fixed[:, 0], strict=True)
        ]
        seats = Seats(plans, last)
        csms = hours.some_seats(of("csms") * self.fixed + seats.change)
        self.paths = {
            "staff_changes_so_far": seats.change,
            "csms_cut": seats.cuts if seats.cuts.any() else None,
            "hires_within_ramp": seats.ramping(ramp_months=of("ramp_months"), seats=csms),
        }
        if inputs["fixed"] is True:  # then nobody is hired to need or by ratio
            self.paths["csms"] = csms
        self.of_csm = whole["csm_hours_a_month"]
        self.seat_hours = hours.some_or_none(hours.seat_hours(
            csms=csms, hires_within_ramp=self.paths["hires_within_ramp"], ramp_productivity=of("ramp_productivity"),
            csm_hours_a_month=self.of_csm, fixed=True,
        ))  # fmt: skip
        self.hours_per_account = whole["hours_per_account_a_month"] * self.limited
        self.memory = inputs["engagement_memory"]
        self.leaving = {name: inputs[name] for name in LEAVING}
        leaves = inputs.some("csm_attrition") or inputs.some("overload_attrition")
        self.has_vacancies = leaves and inputs.some("vacancy_months")
        shape = (months, len(given.segments), given.size)
        self.coverage, self.engagements = POOL.empty(shape), POOL.empty(shape)
        opening = np.atleast_2d(np.asarray(plain(inputs["opening_engagement"]), dtype=float))
        self.engagement = self.engagement_before = opening

    def serve(
        self, month: int, row: int, mrr: Array | None, accounts: Array, phase: Array | None, reactive: Array | None
    ) -> Array:
        """Engagement after a month with so many accounts, and hours of phases and lost to firefighting.

        MRR is asked for where `some_by_ratio` staff by it. What the month was like goes to that row of the paths.
        """
        required = hours.required_hours(
            accounts=accounts, hours_per_account_a_month=of_month(self.hours_per_account, month),
            phase_hours=NOTHING if phase is None else phase * self.limited,
        )  # fmt: skip
        seat_hours = self.seat_hours[month - 1]
        if mrr is not None:
            seat_hours = np.where(self.by_ratio, self._hours_by_ratio(month, mrr, accounts), seat_hours)
        coverage = self._covered(required, seat_hours, reactive)
        self.engagement = hours.engagement(engagement_before=self.engagement, coverage=coverage,
                                           engagement_memory=self.memory, limited=True)  # fmt: skip
        self.coverage[row], self.engagements[row] = coverage, self.engagement
        return self.engagement

    def _hours_by_ratio(self, month: int, mrr: Array, accounts: Array) -> Array:
        """Hours of the CSMs that revenue or accounts are staffed with."""
        arr, ratio = (of_month(self.inputs[name], month) for name in ("arr_per_csm", "accounts_per_csm_ratio"))
        csms = hours.csms_by_ratio(mrr=mrr, accounts=accounts, arr_per_csm=arr, accounts_per_csm_ratio=ratio)
        of_csms: Array = hours.some_or_none(csms * of_month(self.of_csm, month))
        return of_csms

    def _covered(self, required: Array, seat_hours: Array, reactive: Array | None) -> Array:
        """Coverage by what vacancies and firefighting leave of the hours of the seats."""
        left = seat_hours
        if self.has_vacancies:
            asked = required if reactive is None else required + reactive
            vacant = hours.vacant_hours(seat_hours=seat_hours, asked_hours=asked, **self.leaving)
            left = hours.some_or_none(left - where(self.inputs["fixed"], vacant, 0))
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


def of_month(value: Any, month: int) -> Any:
    """Of a value that may have an axis of months the one of a month."""
    return value[month - 1] if isinstance(value, np.ndarray) and value.ndim > 2 else value


def _where(given: Any, staffing: str) -> Array:
    return np.array([[float(segment.staffing == staffing)] for segment in given.segments])
