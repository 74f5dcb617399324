"""Quantities of what a result holds: an input as given, a figure, a value of a month, with how each comes about."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from model.figures import Figure
from model.metrics import SUMMARY, UNIT_ECONOMICS, Metric
from model.parameters import Parameter
from model.quantity import Quantity
from model.result import ResultPart

AT_END = "_end"  # of a figure of an account as of the last month


def given(parameter: Parameter, label: str, key: str, value: Any) -> Quantity:
    """An input as it is given; words and tables have no number."""
    number = float(value) if isinstance(value, int | float) else math.nan
    return Quantity(number, parameter.unit, label, key, parameter.symbol, parameter.help)


def measured(
    metric: Metric, label: str, key: str, figure: Figure, formula: str, origin: Callable[[], Quantity]
) -> Quantity:
    """A figure that the engine gives, and how it comes about."""
    return Quantity(
        float(figure.values[0]), metric.unit, label, key, definition=metric.definition, formula=formula,
        good=metric.good, reason=figure.reason(0), origin=origin, by_equation=True,
    )  # fmt: skip


def of_month(
    metric: Metric, label: str, key: str, value: float, formula: str, origin: Callable[[], Quantity | None]
) -> Quantity:
    """A value of a month that the engine gives, and how it comes about."""
    reason = None if math.isfinite(value) else "no_capacity"
    return Quantity(
        math.nan if reason else value, metric.unit, label, key, definition=metric.definition, formula=formula,
        good=metric.good, reason=reason, origin=origin, by_equation=True,
    )  # fmt: skip


def economics_in(part: ResultPart, name: str, months: int) -> tuple[Metric, Figure, str]:
    """The declaration, the figure, and the words for when it is, empty for before month 1."""
    base = name.removesuffix(AT_END)
    metric = UNIT_ECONOMICS.get(base) or SUMMARY[base]
    if base == name:
        return metric, part.unit_economics[name], ""
    return metric, part.unit_economics_end[base], f", month {months}"
