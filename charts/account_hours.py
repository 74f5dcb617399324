"""The hours that an account takes a year: one bar by kind of meeting, preparation lighter."""

from __future__ import annotations

from charts import stacked
from charts.notes import Table
from charts.stacked import Part, chart, height
from model.questions.csm_capacity import CsmCapacity
from model.wording import exact

__all__ = ["TITLE", "UNIT", "chart", "finding", "height", "table"]

TITLE, UNIT = "What an account takes", "hours a year"


def table(mine: CsmCapacity, before: CsmCapacity | None) -> Table:
    """A row a part, and one where the baseline's bar ended."""
    parts = [
        Part(piece.hours.value, f"{piece.label} {_told(piece.hours.value)}", piece.place, piece.lighter)
        for piece in mine.hours.account
    ]
    differs = before is not None and before.hours.per_account.value != mine.hours.per_account.value
    earlier = before.hours.per_account.value if before is not None and differs else None
    return stacked.table(parts, None if earlier is None else (earlier, f"Baseline {_told(earlier)}"))


def finding(mine: CsmCapacity, before: CsmCapacity | None) -> str:
    """What the chart shows, in words."""
    whole = mine.hours.per_account.value
    if not mine.hours.account:
        return f"An account of {mine.segment} takes no customer-success time."
    largest = max(mine.hours.account, key=lambda piece: piece.hours.value)
    sentence = f"An account of {mine.segment} takes {_told(whole)} hours a year"
    if len(mine.hours.account) > 1:
        sentence += f"; the largest part is “{largest.label}”, {_told(largest.hours.value)}"
    if before is not None and before.hours.per_account.value != whole:
        sentence += f"; in the baseline {_told(before.hours.per_account.value)}"
    return f"{sentence}."


def _told(hours: float) -> str:
    return exact(round(hours, 2))
