"""Hours of accounts and CSMs, and the engagement before month 1: what several pages speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.quantity import Quantity, simple
from model.trace.names import as_quantity

if TYPE_CHECKING:
    from model.trace.segment import SegmentTrace


def meetings(segment: SegmentTrace) -> list[tuple[str, Quantity, Quantity, Quantity]]:
    """Each kind of meeting with its name, times a year, hours and hours of preparation."""
    return segment.meetings()


def csm_hours_a_month(segment: SegmentTrace, month: int = 1) -> Quantity:
    """Hours of one CSM that reach accounts in a month."""
    return as_quantity(segment.in_month(month).part("csm_hours_a_month"))


def asked_hours(segment: SegmentTrace, month: int) -> Quantity:
    """Hours that accounts need in a month, firefighting included."""
    return simple(as_quantity(segment.in_month(month).part("asked_hours")))


def engagement_before(segment: SegmentTrace) -> Quantity | None:
    """The engagement of existing accounts before month 1; None where no team can be short of hours."""
    return segment.opening_engagement if segment.settings["limited"] else None
