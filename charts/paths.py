"""Paths over months, as charts and tables take them."""

from __future__ import annotations

from model.answers.paths import SAME, compared, last_shown
from model.batch import Array
from model.wording import format_of, in_words, minus, told

__all__ = ["SAME", "compared", "in_words", "last_shown", "minus", "told_each"]


def told_each(values: Array, unit: str, currency: str) -> list[str]:
    """Each value in full, as it is shown under the pointer."""
    shown = values if format_of(unit) == "share" else values.round(2)
    return [minus(told(value, unit, currency, full=True)) for value in shown.tolist()]
