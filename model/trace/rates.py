"""Hours of accounts and CSMs, and the engagement before month 1: what several pages speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.quantity import Quantity, simple
from model.trace.names import as_quantity

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace


def meetings(segment: SegmentTrace) -> list[tuple[str, Quantity, Quantity, Quantity]]:
    """Each kind of meeting: its name, how often an account has it, how long it takes, how long it is prepared."""
    return segment.meetings()


def csm_hours_a_month(segment: SegmentTrace) -> Quantity:
    """Hours of one CSM that reach accounts in a month."""
    return as_quantity(segment.in_month(1).part("csm_hours_a_month"))


def asked_hours(segment: SegmentTrace, month: int) -> Quantity:
    """Hours that are planned in a month, and those of firefighting where it takes any."""
    return simple(as_quantity(segment.in_month(month).part("asked_hours")))


def engagement_before(segment: SegmentTrace) -> Quantity | None:
    """Engagement as the book has been served so far; None when there is no fixed team."""
    return segment.opening_engagement if segment.segment.staffing == "fixed" else None
