"""Customer success in a month: hours, CSMs, coverage and engagement (model, section 3)."""

from model.metrics.flows import neglect
from model.metrics.monthly import MONTHLY, PARTS
from model.operations import (
    Known,
    Number,
    above,
    greatest,
    least,
    nonzero,
    ratio_or_infinite,
    rounded_up,
    total,
    usually,
    where,
)
from model.tolerances import HOURS_TOLERANCE, ROUNDING_TOLERANCE

measure, part = MONTHLY.measure, PARTS.part


def hired_to(hours: Number, csms_per_hour: Number) -> Number:
    """CSMs that hold these hours, rounded up; none when none are asked for.

    >>> [float(hired_to(hours, csms_per_hour(csm_hours_a_month=121.3))) for hours in (0.0, 121.0, 242.6)]
    [0.0, 1.0, 2.0]
    """
    return usually(hours > HOURS_TOLERANCE, rounded_up(hours * csms_per_hour), 0)


def share_of_csm(ratio: Number) -> Number:
    """What one of those takes of a CSM who has so many; nothing where the ratio is 0, which is not used."""
    return usually(ratio > 0, 1 / nonzero(ratio), Known(0))


def csms_by_ratio(*, mrr: Number, accounts: Number, arr_per_csm: Number, accounts_per_csm_ratio: Number) -> Number:
    """CSMs by the ARR or the accounts that one of them has, whichever takes more; a ratio of 0 is not used.

    >>> float(csms_by_ratio(mrr=1_400_000, accounts=90, arr_per_csm=2e6, accounts_per_csm_ratio=0))
    9.0
    """
    by_arr = mrr * (12 * share_of_csm(arr_per_csm))
    by_accounts = accounts * share_of_csm(accounts_per_csm_ratio)
    needed = greatest(by_arr, by_accounts)
    return usually(needed > HOURS_TOLERANCE, rounded_up(needed * (1 - ROUNDING_TOLERANCE)), 0)


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


def some_or_none(hours: Number) -> Number:
    """Hours that CSMs have; what rounding leaves of none is none."""
    return usually(hours > HOURS_TOLERANCE, hours, 0)


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
def hours_per_account_a_month(*, regular_hours):
    return regular_hours / 12


@part("Hours of an account a year", "hours/account/year", "Of meetings and other hours, whatever its phase.")
def regular_hours(*, hours_of_meetings, other_hours):
    return total([*hours_of_meetings, other_hours])


@part()
def csms_per_hour(*, csm_hours_a_month):
    """CSMs that an hour a month takes, rounding taken off."""
    return (1 - ROUNDING_TOLERANCE) / csm_hours_a_month


@measure("Hours required", "hours/month", "CSM hours that accounts take in the month as planned.")
def required_hours(*, accounts, hours_per_account_a_month, phase_hours):
    return accounts * hours_per_account_a_month + phase_hours


@measure("Phase hours", "hours/month", "Of the hours required, those of onboarding and of renewals.")
def phase_hours(*, onboarding_hours, onboarding_hours_months, signed_lately, renewal_hours, renewing_accounts):
    return onboarding_hours / onboarding_hours_months * signed_lately + renewal_hours * renewing_accounts


@part("Accounts in onboarding", "accounts", "Signed in the month, or in those over which onboarding hours are spread.")
def signed_lately(*, signed_lately_of_months):
    return total(signed_lately_of_months)


@measure("Firefighting hours", "hours/month",
         "Hours that lost accounts, and accounts that renew without full service, take before planned work.", good="down")  # fmt: skip
def reactive_hours(*, firefighting_hours, churned_accounts, renewed_accounts, engagement_before):
    return firefighting(firefighting_hours, churned_accounts, renewed_accounts, neglect(engagement=engagement_before))


def firefighting(hours: Number, lost: Number, renewed: Number, without: Number) -> Number:
    """So many hours for each account lost, and for the share of each renewed that has gone without service."""
    return hours * (lost + without * renewed)


@measure("Hours available", "hours/month", "CSM hours that reach accounts, after ramp and vacancies.", good="up")
def capacity_hours(*, seat_hours, vacant_hours, fixed):
    return where(fixed, seat_hours - vacant_hours, seat_hours)


@measure("CSMs", "people", "CSM seats, all of them paid: vacant and ramping ones too.")
def csms(
    *, opening_csms, staff_changes_so_far, asked_hours, csms_per_hour, mrr, accounts, arr_per_csm,
    accounts_per_csm_ratio, fixed, to_need, by_ratio,
):  # fmt: skip
    hired = hired_to(asked_hours, csms_per_hour)
    by_revenue = csms_by_ratio(mrr=mrr, accounts=accounts, arr_per_csm=arr_per_csm,
                               accounts_per_csm_ratio=accounts_per_csm_ratio)  # fmt: skip
    otherwise = where(by_ratio, by_revenue, where(to_need, hired, 0))
    return where(fixed, some_seats(opening_csms + staff_changes_so_far), otherwise)


def some_seats(seats: Number) -> Number:
    """A headcount; what rounding leaves of none is none."""
    return usually(seats > ROUNDING_TOLERANCE, seats, 0)


@measure("Load", "ratio",
         "Hours needed over hours of all seats; above 1 the team has too many accounts.",
         good="down", scope="segment")  # fmt: skip
def load(*, asked_hours, seat_hours, staffed):
    return where(
        staffed, usually(asked_hours > HOURS_TOLERANCE, ratio_or_infinite(asked_hours, some_or_none(seat_hours)), 0), 0
    )


@measure("Coverage", "share",
         "Share of the required hours that CSMs can give after firefighting, at most 100%.",
         good="up", scope="segment")  # fmt: skip
def coverage(*, required_hours, capacity_hours, reactive_hours, limited):
    left = greatest(0, some_or_none(capacity_hours) - reactive_hours)
    return where(limited, covered(required_hours=required_hours, hours=left), 1)


@measure("Engagement", "share", "Coverage as accounts feel it, which lags behind.", good="up", scope="segment")
def engagement(*, engagement_before, coverage, engagement_memory, limited):
    after = engagement_before + (coverage - engagement_before) / engagement_memory
    return where(limited, least(1, greatest(0, after)), 1)


@part("Hours required before month 1", "hours/month", "Of the opening book alone, renewals at their mean.")
def opening_required_hours(*, opening_accounts, hours_per_account_a_month, renewal_hours, renewal_months):
    return opening_accounts * (hours_per_account_a_month + renewal_hours / renewal_months)


@part("CSMs before month 1", "people", "The team before any change, or by ratio the CSMs of the opening book.")
def opening_team(*, opening_csms, opening_mrr, opening_accounts, arr_per_csm, accounts_per_csm_ratio, by_ratio):
    needed = csms_by_ratio(mrr=opening_mrr, accounts=opening_accounts, arr_per_csm=arr_per_csm,
                           accounts_per_csm_ratio=accounts_per_csm_ratio)  # fmt: skip
    return where(by_ratio, needed, opening_csms)


@part("Engagement before month 1", "share", "Coverage of the opening book by the opening team, as it has been served.")
def opening_engagement(
    *,
    opening_required_hours,
    opening_team,
    csm_hours_a_month,
    csm_attrition,
    overload_attrition,
    vacancy_months,
    fixed,
    limited,
):
    seats = opening_team * csm_hours_a_month
    vacant = vacant_hours(seat_hours=seats, asked_hours=opening_required_hours, csm_attrition=csm_attrition,
                          overload_attrition=overload_attrition, vacancy_months=vacancy_months)  # fmt: skip
    left = some_or_none(seats - where(fixed, vacant, 0))
    return where(limited, covered(required_hours=opening_required_hours, hours=left), 1)
