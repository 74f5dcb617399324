"""Paths over months, as charts and tables take them."""

from __future__ import annotations

import numpy as np

from model.batch import Array
from model.wording import told


def fitted(values: Array, months: int) -> Array:
    """The path over this many months; nothing after its own last one."""
    path = np.full(months, np.nan)
    path[: len(values)] = values[:months]
    return path


def minus(text: str) -> str:
    """The text of a number with a true minus sign."""
    return text.replace("-", "−")


def told_each(values: Array, unit: str, currency: str) -> list[str]:
    """Each value in full, as it is shown under the pointer."""
    return [minus(told(round(value, 2), unit, currency, full=True)) for value in values.tolist()]
