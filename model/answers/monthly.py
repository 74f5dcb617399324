"""Measures month by month, of the company or of the segment in view."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers.asked import Asked
from model.answers.blocks import Fold, MonthColumn, Months
from model.metrics import MONTHLY


def by_month(asked: Asked, names: Sequence[str], *, of_segment: bool = False) -> Fold:
    """A line that opens to a table of these measures."""
    title = "Month by month, of the segment in view" if of_segment else "Month by month"
    return Fold("months", title, lambda: (Months(_columns(asked, names, of_segment=of_segment)),))


def _columns(asked: Asked, names: Sequence[str], *, of_segment: bool) -> list[MonthColumn]:
    result = asked.result
    part, prefix = result.total, ""
    if of_segment:
        part, prefix = result.segments[asked.segment_name], f"{asked.segment}/"
    return [
        MonthColumn(MONTHLY[name].label, MONTHLY[name].unit, f"{prefix}{name}@", part.monthly[name][:, 0])
        for name in names
    ]
