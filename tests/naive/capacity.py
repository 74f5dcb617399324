"""CSMs, their hours, and how far these reach."""

import math
from dataclasses import dataclass
from typing import Any

from .hours import NO_HOURS, hours_per_csm, service_hours

NOBODY = 1e-9  # a head count within this of 0 is 0


@dataclass
class Coverage:
    """The customer-success state of one month; `load` is None where it is infinite."""

    capacity_hours: float
    csms: float
    load: float | None
    coverage: float


def rounded_up(csms: float) -> float:
    """Whole CSMs, but for one part in 1e9."""
    return float(math.ceil(csms * (1 - 1e-9)))


def csms_to_need(asked_hours: float, segment: dict[str, Any]) -> float:
    """Whole CSMs for these hours of a month."""
    if asked_hours <= NO_HOURS:
        return 0.0
    return rounded_up(asked_hours / (hours_per_csm(segment) / 12))


def csms_by_ratio(segment: dict[str, Any], accounts: float, mrr: float) -> float:
    """Whole CSMs by revenue or by number of accounts, whichever asks for more."""
    by_revenue = 12 * mrr / segment["arr_per_csm"] if segment["arr_per_csm"] > 0 else 0.0
    by_accounts = accounts / segment["accounts_per_csm_ratio"] if segment["accounts_per_csm_ratio"] > 0 else 0.0
    needed = max(by_revenue, by_accounts)
    return rounded_up(needed) if needed > NOBODY else 0.0


def head_count(segment: dict[str, Any], month: int) -> float:
    changes = sum(row["change"] for row in segment["staff_changes"] if row["month"] <= month)
    csms = float(segment["csms"] + changes)
    return csms if csms > NOBODY else 0.0


def ramping_seats(segment: dict[str, Any], month: int) -> float:
    first = month - segment["ramp_months"] + 1
    hires = sum(
        row["change"] for row in segment["staff_changes"] if first <= row["month"] <= month and row["change"] > 0
    )
    return float(min(hires, head_count(segment, month)))


def severance(segment: dict[str, Any], month: int) -> float:
    """Severance paid in this month."""
    if segment["staffing"] != "fixed":
        return 0.0
    cuts = sum(-row["change"] for row in segment["staff_changes"] if row["month"] == month and row["change"] < 0)
    return float(cuts * segment["severance_months"] * segment["csm_cost"] / 12)


def coverage_of_month(
    segment: dict[str, Any], month: int, accounts: float, mrr: float, required: float, reactive: float
) -> Coverage:
    """How the month is staffed; `accounts` and `mrr` are those at its end."""
    hours_of_month = hours_per_csm(segment) / 12
    asked = required + reactive
    if segment["staffing"] == "none":
        return Coverage(0.0, 0.0, 0.0, 1.0)
    if segment["staffing"] == "to_need":
        csms = csms_to_need(asked, segment)
        capacity = csms * hours_of_month
        return Coverage(capacity, csms, asked / capacity if csms > 0 else 0.0, 1.0)
    if segment["staffing"] == "ratio":
        csms = csms_by_ratio(segment, accounts, mrr)
        return coverage_by_seats(csms, csms * hours_of_month, required, reactive)
    csms = head_count(segment, month)
    ramping = ramping_seats(segment, month)
    seats = csms - ramping + ramping * segment["ramp_productivity"]
    return coverage_by_seats(csms, seats * hours_of_month, required, reactive, leavers=segment)


def coverage_by_seats(
    csms: float, seat_hours: float, required: float, reactive: float, leavers: dict[str, Any] | None = None
) -> Coverage:
    """Coverage by a given head count whose seats are worth `seat_hours` before the vacancies that `leavers` leave."""
    asked = required + reactive
    seat_hours = none_below(seat_hours)
    if asked <= NO_HOURS:
        load = 0.0
    elif seat_hours == 0:
        load = math.inf
    else:
        load = asked / seat_hours
    vacant = vacant_share(leavers, load) if leavers else 0.0
    capacity = none_below(seat_hours * (1 - vacant))
    left = max(0.0, capacity - reactive)
    coverage = 1.0 if required <= NO_HOURS else min(1.0, left / required)
    return Coverage(capacity, csms, None if math.isinf(load) else load, coverage)


def none_below(hours: float) -> float:
    return hours if hours > NO_HOURS else 0.0


def vacant_share(segment: dict[str, Any], load: float) -> float:
    overload = min(1.0, max(0.0, load - 1))
    leaving = segment["csm_attrition"] + segment["overload_attrition"] * overload
    return float(min(1.0, leaving * segment["vacancy_months"] / 12))


def coverage_before(segment: dict[str, Any], accounts: float, mrr: float) -> float:
    """Engagement(0): the coverage of a month 0 of the opening book, its renewals at their mean, and the opening CSMs."""
    renewals = segment["renewal_hours"] * accounts / segment["renewal_months"]
    required = accounts * service_hours(segment) / 12 + renewals
    unchanged = {**segment, "staff_changes": []}
    return coverage_of_month(unchanged, 0, accounts, mrr, required, reactive=0.0).coverage
