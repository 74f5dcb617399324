"""Paths over months, as charts and tables take them."""

from __future__ import annotations

import numpy as np

from charts import months
from model import Result
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


def last_shown(path: Array) -> int | None:
    """The place of the last month that a compared path has, None when it has none."""
    shown = np.flatnonzero(~np.isnan(path))
    return int(shown[-1]) if len(shown) else None


def minus(text: str) -> str:
    """The text of a number with a true minus sign."""
    return text.replace("-", "−")


def in_words(value: float, unit: str, currency: str) -> str:
    """A value as it stands in a sentence."""
    return minus(told(value, unit, currency))


def ending(path: Array, unit: str, result: Result) -> str:
    """Where a compared path ends, in words; its month where it is not the last one."""
    scenario, last = result.scenario, last_shown(path)
    if last is None:
        return ""
    value = in_words(float(path[last]), unit, scenario.currency)
    return f"ends at {value}" if last == len(path) - 1 else f"is at {value} in {months.name(last + 1, scenario.start)}"


def told_each(values: Array, unit: str, currency: str) -> list[str]:
    """Each value in full, as it is shown under the pointer."""
    return [minus(told(round(value, 2), unit, currency, full=True)) for value in values.tolist()]
