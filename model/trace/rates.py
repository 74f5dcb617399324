"""Hours of accounts and CSMs, and what engagement makes of retention and growth: what the measures of a month use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.response import NEGLECT_TOLERANCE
from model.trace.quantity import Quantity, constant, greatest, least, total

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace


def meetings(of: SegmentTrace) -> list[tuple[str, Quantity, Quantity, Quantity]]:
    """Each kind of meeting: its name, how often an account has it, how long it takes, how long it is prepared."""
    path = of.path("meetings")
    told = []
    for place, row in enumerate(of.segment.meetings, 1):
        name, key = row.name.strip() or f"Meeting {place}", f"{path}/{place}"
        often = Quantity(row.per_year, "a year", f"{name}, times a year", f"{key}/per_year")
        hours = Quantity(row.hours, "hours", f"{name}, hours", f"{key}/hours")
        prepared = Quantity(row.prep_hours, "hours", f"{name}, hours of preparation", f"{key}/prep_hours")
        told.append((name, often, hours, prepared))
    return told


def hours_per_account(of: SegmentTrace) -> Quantity:
    """Hours that an account takes in a year: its meetings with preparation, and the rest."""
    in_meetings = [often * (hours + prepared) for _, often, hours, prepared in meetings(of)]
    return total([*in_meetings, of.input("other_hours")])


def csm_hours_a_month(of: SegmentTrace) -> Quantity:
    return of.input("csm_hours") * of.input("csm_productivity") / 12


def asked_hours(of: SegmentTrace, month: int) -> Quantity:
    """Hours that are planned in a month, and those of firefighting where it takes any."""
    required = of.month("required_hours", month)
    if of.segment.firefighting_hours == 0:
        return required
    asked = required + of.month("reactive_hours", month)
    return asked.named("", f"Hours asked for{of.of}, month {month}", unit="hours/month")


def retention_at(of: SegmentTrace, engagement: Quantity | None) -> Quantity:
    """CR6(E) = CR6 - min(q, CR6) (1 - E)^k; the input itself where nothing responds."""
    full = of.input("retention_rate")
    if engagement is None or of.segment.retention_at_risk == 0:
        return full
    at_risk = least(of.input("retention_at_risk"), full)
    neglected = 1 - engagement
    lost = at_risk * neglected ** of.input("response_curve") if neglected.value >= NEGLECT_TOLERANCE else at_risk * 0
    return (full - lost).named("", "CR6 as served", unit=full.unit, definition="Share that renews at this engagement.")


def growth_at(of: SegmentTrace, engagement: Quantity | None) -> Quantity:
    """u s(E), s(E) = s (x0 + (1 - x0) E): what an expansion adds."""
    growth = of.input("expansion_rate") * of.input("expansion_share")
    if engagement is None or of.segment.expansion_rate <= 0 or of.segment.expansion_without_csm == 1:
        return growth
    without = of.input("expansion_without_csm")
    served = (without + (1 - without) * engagement).named("", "Share of expansions at this engagement", unit="share")
    return growth * served


def first_uplift(of: SegmentTrace) -> Quantity | None:
    """What the first month of an account holds already; None when nothing."""
    if of.scenario.first_uplift != "from_start":
        return None
    price, growth = of.input("price_increase"), of.input("expansion_rate") * of.input("expansion_share")
    together = 1 + price + growth if of.scenario.expansion_base == "starting" else (1 + price) * (1 + growth)
    return together.named("", "First uplift", unit="ratio", definition="Price rise and expansion in the first month.")


def uplifted(of: SegmentTrace, quantity: Quantity) -> Quantity:
    uplift = first_uplift(of)
    return quantity if uplift is None else quantity * uplift


def engagement_before(of: SegmentTrace) -> Quantity | None:
    """Engagement as the book has been served so far; None when there is no fixed team."""
    if of.segment.staffing != "fixed":
        return None
    required = of.month("required_hours", 1)
    seats = (of.input("csms") * csm_hours_a_month(of)).named(
        "", "Hours of the seats before any change", unit="hours/month"
    )
    return covered(required, less_vacancies(of, seats, load(required, seats))).named(
        "", "Engagement before month 1", unit="share", definition="Coverage of month 1 had there been no staff change."
    )


def load(required: Quantity, hours: Quantity) -> Quantity:
    return (required / hours).named("", "Load", unit="ratio") if hours.value else required / hours


def less_vacancies(of: SegmentTrace, hours: Quantity, load: Quantity) -> Quantity:
    """Hours of the seats less the share of them that stands empty."""
    if of.segment.vacancy_months == 0 or of.segment.csm_attrition == of.segment.overload_attrition == 0:
        return hours
    overload = 1 if load.reason else least(1, greatest(0, load - 1))
    leaving = of.input("csm_attrition") + of.input("overload_attrition") * overload
    vacant = least(1, leaving * of.input("vacancy_months") / 12).named("", "Share of seats vacant", unit="share")
    return hours * (1 - vacant)


def covered(required: Quantity, hours: Quantity) -> Quantity:
    return least(1, hours / required) if required.value > 1e-9 else constant(1)
