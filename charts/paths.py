"""Paths over months, as charts and tables take them."""

from __future__ import annotations

import numpy as np

from model.batch import Array
from model.wording import told

SAME = 1e-9  # of the largest value: paths closer than this are drawn as one


def compared(values: Array, baseline: Array | None) -> Array:
    """The baseline's path over the same months: nan after its own last one, and all of it when the two are the same."""
    path = np.full(values.shape, np.nan)
    if baseline is not None:
        path[: len(baseline)] = baseline[: len(values)]
        if np.allclose(path, values, rtol=0, atol=SAME * np.abs(values).max()):
            path[:] = np.nan
    return path


def minus(text: str) -> str:
    """The text of a number with a true minus sign."""
    return text.replace("-", "−")


def in_words(value: float, unit: str, currency: str) -> str:
    """A value as it stands in a sentence."""
    return minus(told(value, unit, currency))


def told_each(values: Array, unit: str, currency: str) -> list[str]:
    """Each value in full, as it is shown under the pointer."""
    return [minus(told(round(value, 2), unit, currency, full=True)) for value in values.tolist()]
