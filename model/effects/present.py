"""A segment as it stands: its inputs, and what the months have made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.result import Result, ResultPart
from model.scenario import Scenario, Segment

WHOLE = 1 - 1e-12  # a share from here on is all but for rounding


@dataclass(frozen=True)
class Present:
    """One segment of a result."""

    result: Result
    segment: Segment

    @property
    def scenario(self) -> Scenario:
        return self.result.scenario

    @property
    def part(self) -> ResultPart:
        return self.result.segments[self.segment.name]

    def path(self, name: str) -> Array:
        """One of the segment's paths by month."""
        return self.part.monthly[name][:, 0]

    @property
    def signs_nobody(self) -> bool:
        return self.segment.new_accounts == 0 and self.segment.new_accounts_step <= 0

    @property
    def expands(self) -> bool:
        return self.segment.expansion_rate * self.segment.expansion_share != 0

    @property
    def lives_to_expand(self) -> bool:
        """Whether an account that never renews still comes to an expansion, or to its first uplift."""
        segment = self.segment
        early = segment.expansion_months < segment.renewal_months or self.scenario.first_uplift == "from_start"
        return segment.retention_rate > 0 or early

    @property
    def churns(self) -> bool:
        segment = self.segment
        return segment.retention_rate < 1 or (segment.staffing == "fixed" and segment.retention_at_risk > 0)

    @property
    def shifts(self) -> bool:
        """Whether accounts may move to month-to-month terms."""
        return self.segment.staffing == "fixed" and self.segment.month_to_month_shift > 0

    @property
    def renewal_acts(self) -> bool:
        """Whether anything happens to an account that renews."""
        segment = self.segment
        return self.churns or self.shifts or segment.contraction_rate != 0 or segment.price_increase != 0

    @property
    def renews_within(self) -> bool:
        """Whether a contract ends within the horizon: of a spread book from month 2 on, else R months after month 1."""
        segment, months = self.segment, self.scenario.horizon_months
        spread = segment.accounts > 0 and self.scenario.book_anniversaries == "spread"
        return months > (1 if spread else segment.renewal_months)

    @property
    def takes_hours(self) -> bool:
        """Whether an account takes time of a CSM."""
        segment = self.segment
        return segment.other_hours > 0 or any(
            row.per_year * (row.hours + row.prep_hours) > 0 for row in segment.meetings
        )

    @property
    def loses(self) -> bool:
        """Whether an account is lost, or renews without having been served in full."""
        at_risk = (self.path("renewing_accounts")[1:] > 0) & (self.path("engagement")[:-1] < 1)
        return bool(self.path("churned_accounts").any() or at_risk.any())

    @property
    def fights(self) -> bool:
        """Whether accounts take hours by being lost or at risk."""
        return self.segment.firefighting_hours > 0 and self.loses

    @property
    def at_risk(self) -> bool:
        """Whether accounts that renew, whenever they do, may take hours for want of service."""
        return self.segment.firefighting_hours > 0 and bool((self.path("engagement")[:-1] < 1).any())

    @property
    def staff_changes(self) -> list[float]:
        """Hires (+) and cuts (-) within the horizon; a row of 0 is neither."""
        rows = self.segment.staff_changes
        return [row.change for row in rows if row.change and row.month <= self.scenario.horizon_months]

    @property
    def has_seats(self) -> bool:
        return self.segment.csms > 0 or bool(self.staff_changes)

    @property
    def hires_at_once(self) -> bool:
        """Whether fewer CSMs may have served the book before month 1 than in it."""
        return any(row.month == 1 and row.change > 0 for row in self.segment.staff_changes)

    @property
    def overloaded(self) -> bool:
        return (self.takes_hours and self.hires_at_once) or bool(self.path("load").max() > 1)

    @property
    def served(self) -> bool:
        """Whether every account has had its hours whenever that acts; the last month's acts on the month after it."""
        engaged = bool((self.path("engagement")[:-1] >= WHOLE).all())
        return engaged and bool(self.path("coverage")[0] >= WHOLE) and not self.hires_at_once

    @property
    def unserved(self) -> bool:
        """Whether no account has ever had any time of a CSM."""
        return self.segment.csms == 0 and not self.path("coverage").any()

    @property
    def steady(self) -> bool:
        """Whether coverage has always been what it is."""
        if not self.takes_hours:
            return True
        changed = any(row.month == 1 and row.change for row in self.segment.staff_changes)
        return not changed and bool(np.ptp(self.path("coverage")) <= 1 - WHOLE)

    @property
    def responds(self) -> bool:
        """Whether accounts feel it when they get less than their hours."""
        segment = self.segment
        at_risk = segment.retention_at_risk > 0 and segment.retention_rate > 0
        unaided = self.expands and segment.expansion_rate > 0 and segment.expansion_without_csm < 1
        return segment.staffing == "fixed" and (at_risk or unaided or self.shifts)


def segments_of(result: Result) -> list[Present]:
    """Every segment of a result."""
    return [Present(result, segment) for segment in result.scenario.segments]
