"""A segment as it stands: its inputs, and what the months have made of it."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from model.engine.batch import Array
from model.result import Result, ResultPart
from model.scenario import Scenario, Segment
from model.trace.lookup import Trace

WHOLE = 1 - 1e-12  # a share from here on is all but for rounding
_opening: WeakKeyDictionary[Result, dict[str, float]] = WeakKeyDictionary()  # engagement by segment, once looked up


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
    def limited(self) -> bool:
        """Whether the team may be short of hours."""
        return self.segment.staffing in ("fixed", "ratio")

    @property
    def opening_engagement(self) -> float:
        """Engagement before month 1."""
        known, name = _opening.setdefault(self.result, {}), self.segment.name
        if name not in known:
            known[name] = Trace(self.result).segment(name).opening_engagement.value
        return known[name]

    @property
    def followed_beyond(self) -> bool:
        """Whether the opening book is looked at after the horizon, where nothing is shown."""
        booked = [segment for segment in self.scenario.segments if segment.accounts > 0]
        spans = [max(12, segment.renewal_months) + segment.aligned(self.scenario) for segment in booked]
        return max(spans, default=0) > self.scenario.horizon_months

    @property
    def renewal_rates(self) -> tuple[float, ...]:
        """The renewal rate, and those of first renewals."""
        return (self.segment.retention_rate, *self.segment.retention_by_renewal)

    @property
    def costs_to_win(self) -> bool:
        """Whether an account costs something to win: CAC, or the pay of its onboarding."""
        segment = self.segment
        onboarded = segment.staffing != "none" and segment.onboarding_hours > 0 and segment.csm_cost > 0
        return segment.cac > 0 or onboarded

    @property
    def lives_to_expand(self) -> bool:
        """Whether an account that never renews still comes to an expansion, or to its first uplift."""
        segment = self.segment
        early = segment.expansion_months < segment.renewal_months or self.scenario.first_uplift == "from_start"
        return max(self.renewal_rates) > 0 or early

    @property
    def churns(self) -> bool:
        segment = self.segment
        leaves = min(self.renewal_rates) < 1 or segment.early_churn > 0
        return leaves or (self.limited and segment.retention_at_risk > 0)

    @property
    def shifts(self) -> bool:
        """Whether accounts may move to month-to-month terms."""
        return self.limited and self.segment.month_to_month_shift > 0

    @property
    def renewal_acts(self) -> bool:
        """Whether anything happens to an account that renews."""
        segment = self.segment
        priced = segment.contraction_rate != 0 or segment.price_increase != 0
        return self.churns or self.shifts or priced or segment.renewal_hours > 0

    @property
    def renews_within(self) -> bool:
        """Whether a contract ends within the horizon: of a spread book in its first term, else R months later."""
        segment, months = self.segment, self.scenario.horizon_months
        if segment.accounts > 0 and not segment.aligned(self.scenario):
            return any((segment.book_calendar or (1.0,))[:months])
        return months > segment.renewal_months

    @property
    def takes_hours(self) -> bool:
        """Whether an account takes time of a CSM."""
        segment = self.segment
        meets = any(row.per_year * (row.hours + row.prep_hours) > 0 for row in segment.meetings)
        return meets or max(segment.other_hours, segment.renewal_hours, segment.onboarding_hours) > 0

    @property
    def loses(self) -> bool:
        """Whether an account is lost, or renews without having been served in full."""
        engagement = np.concatenate([[self.opening_engagement], self.path("engagement")[:-1]])
        at_risk = (self.path("renewing_accounts") > 0) & (engagement < 1)
        return bool(self.path("churned_accounts").any() or at_risk.any()) or self.followed_beyond

    @property
    def fights(self) -> bool:
        """Whether accounts take hours by being lost or at risk."""
        return self.segment.firefighting_hours > 0 and self.loses

    @property
    def at_risk(self) -> bool:
        """Whether accounts that renew, whenever they do, may take hours for want of service."""
        short = self.opening_engagement < 1 or bool((self.path("engagement")[:-1] < 1).any())
        return self.segment.firefighting_hours > 0 and short

    @property
    def staff_changes(self) -> list[float]:
        """Hires (+) and cuts (-) while accounts are looked at; a row of 0 is neither."""
        rows, last = self.segment.staff_changes, self.scenario.horizon_months
        return [row.change for row in rows if row.change and (row.month <= last or self.followed_beyond)]

    @property
    def has_seats(self) -> bool:
        if self.segment.staffing == "ratio":
            return bool(self.path("csms").any())
        return self.segment.csms > 0 or bool(self.staff_changes)

    @property
    def overloaded(self) -> bool:
        return self.opening_engagement < WHOLE or bool(self.path("load").max() > 1) or self.followed_beyond

    @property
    def served(self) -> bool:
        """Whether every account has had its hours whenever that acts; the last month's acts on the month after it."""
        engaged = bool((self.path("engagement")[:-1] >= WHOLE).all())
        return engaged and self.opening_engagement >= WHOLE and not self.followed_beyond

    @property
    def unserved(self) -> bool:
        """Whether no account has ever had any time of a CSM."""
        return self.opening_engagement == 0 and not self.path("coverage").any() and not self.followed_beyond

    @property
    def steady(self) -> bool:
        """Whether coverage has always been what it is."""
        if not self.takes_hours:
            return True
        coverage = np.concatenate([[self.opening_engagement], self.path("coverage")])
        return bool(np.ptp(coverage) <= 1 - WHOLE) and not self.followed_beyond

    @property
    def responds(self) -> bool:
        """Whether accounts feel it when they get less than their hours."""
        segment = self.segment
        at_risk = segment.retention_at_risk > 0 and max(self.renewal_rates) > 0
        unaided = self.expands and segment.expansion_rate > 0 and segment.expansion_without_csm < 1
        return self.limited and (at_risk or unaided or self.shifts)


def segments_of(result: Result) -> list[Present]:
    """Every segment of a result."""
    return [Present(result, segment) for segment in result.scenario.segments]
