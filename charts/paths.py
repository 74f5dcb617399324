"""Paths over months, as charts and tables take them."""

from __future__ import annotations

from charts import months
from model import Result
from model.answers.paths import SAME, compared, last_shown
from model.batch import Array
from model.wording import in_words, minus, told

__all__ = ["SAME", "compared", "ending", "in_words", "last_shown", "minus", "told_each"]


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
