"""The year of a CSM: paid hours that accounts take, that are left over, and that reach no account."""

from __future__ import annotations

from charts import stacked
from charts.notes import Table
from charts.stacked import Part, chart, height
from model.questions.csm_capacity import CsmCapacity
from model.wording import exact

__all__ = ["TITLE", "UNIT", "chart", "finding", "height", "table"]

TITLE, UNIT = "What a CSM has", "paid hours a year"
KINDS = {"Accounts": 0, "Reaches accounts": 0, "Left over": 2, "Reaches no account": 7}


def table(mine: CsmCapacity, before: CsmCapacity | None) -> Table:
    """A row a part, and one where the hours that reach accounts ended in the baseline."""
    parts = [
        Part(piece.hours.value, _text(mine, piece.label, piece.hours.value), KINDS[piece.label])
        for piece in mine.hours.year
    ]
    earlier = None if before is None else before.hours.reaching.value
    if earlier is None or earlier == mine.hours.reaching.value:
        return stacked.table(parts, None)
    return stacked.table(parts, (earlier, f"Baseline: {_told(earlier)} reach accounts"))


def finding(mine: CsmCapacity, before: CsmCapacity | None) -> str:
    """What the chart shows, in words."""
    of = mine.hours
    sentence = f"Of {_told(of.paid.value)} paid hours {_told(of.reaching.value)} reach accounts"
    if of.whole.reason is None:
        sentence += (
            f", enough for {_told(of.whole.value)} of {mine.segment} at {_told(of.per_account.value)} hours each"
        )
    if before is not None and before.hours.reaching.value != of.reaching.value:
        sentence += f"; in the baseline {_told(before.hours.reaching.value)} did"
    return f"{sentence}."


def _text(mine: CsmCapacity, label: str, hours: float) -> str:
    if label != "Accounts":
        return f"{label} {_told(hours)}"
    of = mine.hours
    return f"{_told(of.whole.value)} × {_told(of.per_account.value)} hours = {_told(hours)}"


def _told(hours: float) -> str:
    return exact(round(hours, 2))
