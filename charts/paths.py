"""Paths over months, as charts and tables take them."""

from __future__ import annotations

from model.engine.batch import Array
from model.wording import format_of, formatted


def formatted_each(values: Array, unit: str, currency: str) -> list[str]:
    """Each value in full, as it is shown under the pointer."""
    shown = values if format_of(unit) == "share" else values.round(2)
    return [formatted(value, unit, currency, full=True) for value in shown.tolist()]
