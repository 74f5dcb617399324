"""Customer-success hours: required, available, and how far they reach."""

import math
from dataclasses import dataclass
from typing import Any

NO_HOURS = 1e-9


@dataclass
class Coverage:
    """The customer-success state of one month; `load` is None where it is infinite."""

    required_hours: float
    reactive_hours: float
    capacity_hours: float
    csms: float
    load: float | None
    coverage: float


def hours_per_account(segment: dict[str, Any]) -> float:
    """Hours an account takes in a year."""
    in_meetings = sum(
        meeting["per_year"] * (meeting["hours"] + meeting["prep_hours"]) for meeting in segment["meetings"]
    )
    return in_meetings + segment["other_hours"]


def hours_per_csm(segment: dict[str, Any]) -> float:
    """Hours a year of one CSM that reach accounts."""
    return segment["csm_hours"] * segment["csm_productivity"]


def csms_to_need(required_hours: float, segment: dict[str, Any]) -> float:
    """Whole CSMs for these hours of a month."""
    if required_hours <= NO_HOURS:
        return 0.0
    needed = required_hours / (hours_per_csm(segment) / 12)
    return float(math.ceil(needed * (1 - 1e-9)))


def head_count(segment: dict[str, Any], month: int) -> float:
    changes = sum(row["change"] for row in segment["staff_changes"] if row["month"] <= month)
    return max(0.0, segment["csms"] + changes)


def ramping_seats(segment: dict[str, Any], month: int) -> float:
    first = month - segment["ramp_months"] + 1
    hires = sum(
        row["change"] for row in segment["staff_changes"] if first <= row["month"] <= month and row["change"] > 0
    )
    return min(hires, head_count(segment, month))


def severance(segment: dict[str, Any], month: int) -> float:
    """Severance paid in this month."""
    if segment["staffing"] != "fixed":
        return 0.0
    cuts = sum(-row["change"] for row in segment["staff_changes"] if row["month"] == month and row["change"] < 0)
    return cuts * segment["severance_months"] * segment["csm_cost"] / 12


def coverage_of_month(segment: dict[str, Any], month: int, accounts: float, reactive: float) -> Coverage:
    required = accounts * hours_per_account(segment) / 12
    if segment["staffing"] == "none":
        return Coverage(required, reactive, 0.0, 0.0, 0.0, 1.0)
    hours_of_month = hours_per_csm(segment) / 12
    if segment["staffing"] == "to_need":
        asked = required + reactive
        csms = csms_to_need(asked, segment)
        capacity = csms * hours_of_month
        return Coverage(required, reactive, capacity, csms, asked / capacity if csms > 0 else 0.0, 1.0)
    csms = head_count(segment, month)
    ramping = ramping_seats(segment, month)
    seats = csms - ramping + ramping * segment["ramp_productivity"]
    return fixed_coverage(segment, required, reactive, csms, seats * hours_of_month)


def coverage_without_changes(segment: dict[str, Any], accounts: float) -> float:
    """Coverage of month 1 had there been no staff change."""
    return coverage_of_month({**segment, "staff_changes": []}, 1, accounts, reactive=0.0).coverage


def fixed_coverage(
    segment: dict[str, Any], required: float, reactive: float, csms: float, seat_hours: float
) -> Coverage:
    """Coverage by a given head count whose seats are worth `seat_hours` before vacancies."""
    asked = required + reactive
    if asked <= NO_HOURS:
        load = 0.0
    elif seat_hours <= 0:
        load = math.inf
    else:
        load = asked / seat_hours
    overload = min(1.0, max(0.0, load - 1))
    leaving = segment["csm_attrition"] + segment["overload_attrition"] * overload
    vacant = min(1.0, leaving * segment["vacancy_months"] / 12)
    capacity = seat_hours * (1 - vacant)
    left = max(0.0, capacity - reactive)
    coverage = 1.0 if required <= NO_HOURS else min(1.0, left / required)
    return Coverage(required, reactive, capacity, csms, None if math.isinf(load) else load, coverage)
