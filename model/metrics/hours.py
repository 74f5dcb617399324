"""Customer success in a month: hours, CSMs, coverage and engagement (model, section 3)."""

from model.metrics.flows import neglect
from model.metrics.monthly import MONTHLY, PARTS
from model.operations import Number, above, greatest, least, ratio_or_infinite, rounded_up, usually, where
from model.tolerances import HOURS_TOLERANCE, ROUNDING_TOLERANCE

measure, part = MONTHLY.measure, PARTS.part


def hired_to(hours: Number, csms_per_hour: Number) -> Number:
    """CSMs that hold these hours, rounded up; none when none are asked for.

    >>> [float(hired_to(hours, csms_per_hour(csm_hours_a_month=121.3))) for hours in (0.0, 121.0, 242.6)]
    [0.0, 1.0, 2.0]
    """
    return usually(hours > HOURS_TOLERANCE, rounded_up(hours * csms_per_hour), 0)


def csms_to_need(hours: Number, *, csm_hours: Number, csm_productivity: Number) -> Number:
    """CSMs of such hours a year that hold these hours a month."""
    of_one = csm_hours_a_month(csm_hours=csm_hours, csm_productivity=csm_productivity)
    return hired_to(hours, csms_per_hour(csm_hours_a_month=of_one))


def covered(*, required_hours: Number, hours: Number) -> Number:
    """The share of the required hours that CSMs can give, at most 1; 1 when none are required.

    >>> [float(covered(required_hours=required, hours=150.0)) for required in (0.0, 200.0, 50.0)]
    [1.0, 0.75, 1.0]
    """
    share = least(1, hours / above(HOURS_TOLERANCE, required_hours))
    return usually(required_hours > HOURS_TOLERANCE, share, 1)


@part("Hours of a CSM", "hours/month", "Hours of one CSM that reach accounts in a month.")
def csm_hours_a_month(*, csm_hours, csm_productivity):
    return csm_hours * csm_productivity / 12


@part("Hours needed", "hours/month", "Planned hours and firefighting.")
def asked_hours(*, required_hours, reactive_hours):
    return required_hours + reactive_hours


@part("Hours of the seats", "hours/month", "Of all CSMs, those that ramp in part, before vacancies.")
def seat_hours(*, csms, hires_within_ramp, ramp_productivity, csm_hours_a_month, fixed):
    ramping = where(fixed, least(hires_within_ramp, csms) * (1 - ramp_productivity), 0)
    return (csms - ramping) * csm_hours_a_month


@part("Hours of empty seats", "hours/month", "Of CSMs who left, of themselves or overloaded, and are not replaced yet.")
def vacant_hours(*, seat_hours, asked_hours, csm_attrition, overload_attrition, vacancy_months):
    overload = least(seat_hours, greatest(0, asked_hours - seat_hours))
    left = (csm_attrition * seat_hours + overload_attrition * overload) * (vacancy_months / 12)
    return least(seat_hours, left)


@part()
def hours_per_account_a_month(*, hours_per_account):
    return hours_per_account / 12


@part()
def csms_per_hour(*, csm_hours_a_month):
    """CSMs that an hour a month takes, rounding taken off."""
    return (1 - ROUNDING_TOLERANCE) / csm_hours_a_month


@measure("Hours required", "hours/month", "CSM hours that accounts take in the month as planned.")
def required_hours(*, accounts, hours_per_account_a_month):
    return accounts * hours_per_account_a_month


@measure("Firefighting hours", "hours/month",
         "Hours that lost accounts, and accounts that renew without full service, take before planned work.", good="down")  # fmt: skip
def reactive_hours(*, firefighting_hours, churned_accounts, renewing_accounts, kept, engagement_before):
    return firefighting_hours * (churned_accounts + neglect(engagement=engagement_before) * (renewing_accounts * kept))


@measure("Hours available", "hours/month", "CSM hours that reach accounts, after ramp and vacancies.", good="up")
def capacity_hours(*, seat_hours, vacant_hours, fixed):
    return where(fixed, seat_hours - vacant_hours, seat_hours)


@measure("CSMs", "people", "CSM seats, all of them paid: vacant and ramping ones too.")
def csms(*, opening_csms, staff_changes_so_far, asked_hours, csms_per_hour, fixed, to_need):
    hired = hired_to(asked_hours, csms_per_hour)
    return where(fixed, greatest(0, opening_csms + staff_changes_so_far), where(to_need, hired, 0))


@measure("Load", "ratio",
         "Hours needed over hours of all seats; above 1 the team has too many accounts.",
         good="down", scope="segment")  # fmt: skip
def load(*, asked_hours, seat_hours, staffed):
    return where(staffed, usually(asked_hours > HOURS_TOLERANCE, ratio_or_infinite(asked_hours, seat_hours), 0), 0)


@measure("Coverage", "share",
         "Share of the required hours that CSMs can give after firefighting, at most 100%.",
         good="up", scope="segment")  # fmt: skip
def coverage(*, required_hours, capacity_hours, reactive_hours, fixed):
    left = greatest(0, capacity_hours - reactive_hours)
    return where(fixed, covered(required_hours=required_hours, hours=left), 1)


@measure("Engagement", "share", "Coverage as accounts feel it, which lags behind.", good="up", scope="segment")
def engagement(*, engagement_before, coverage, engagement_memory, fixed):
    after = engagement_before + (coverage - engagement_before) / engagement_memory
    return where(fixed, least(1, greatest(0, after)), 1)


@part("Hours required before month 1", "hours/month", "Of the opening book alone.")
def opening_required_hours(*, opening_accounts, hours_per_account_a_month):
    return opening_accounts * hours_per_account_a_month


@part("Engagement before month 1", "share", "Coverage of the opening book by the opening team, as it has been served.")
def opening_engagement(
    *,
    opening_required_hours,
    opening_csms,
    csm_hours_a_month,
    csm_attrition,
    overload_attrition,
    vacancy_months,
    fixed,
):
    seats = opening_csms * csm_hours_a_month
    vacant = vacant_hours(seat_hours=seats, asked_hours=opening_required_hours, csm_attrition=csm_attrition,
                          overload_attrition=overload_attrition, vacancy_months=vacancy_months)  # fmt: skip
    return where(fixed, covered(required_hours=opening_required_hours, hours=seats - vacant), 1)
