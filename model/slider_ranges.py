"""Where a slider begins and ends: what is plausible under a segment's terms, in the scenario's own magnitude."""

from __future__ import annotations

import math

from model.effects import acting_value
from model.parameters import Parameter
from model.parameters.declare import Range
from model.scenario import Scenario
from model.terms import OVER, TERMS

YEAR = 12
DECADES = 50  # a range whose end is so many times its beginning is of no use to one scenario
ROOM = 4  # times its own value
STEPS = 200
AMOUNTS = ("money", "money/month", "money/year", "money/account", "accounts", "accounts/month")
NICE = (1, 2, 5, 10)
DIGITS = 4  # of a benchmark


def slider_range(scenario: Scenario, path: str, opened: Scenario | None = None) -> tuple[float, float, float]:
    """Low end, high end and step: the plausible range, widened to hold the value and later ones.

    Of an amount the range is that of the scenario's magnitude as it was `opened`, so that it stays while it is moved.
    Of one that was 0 it ends at the next power of ten.
    """
    parameter, value = scenario.paths()[path], float(acting_value(scenario, path))
    low, high, step = _under_its_term(scenario, path, parameter)
    if parameter.unit in AMOUNTS and (low <= 0 or high > DECADES * low):
        first = abs(float(acting_value(opened, path))) if opened is not None and path in opened.paths() else abs(value)
        magnitude = first or (10 ** math.ceil(math.log10(abs(value))) / ROOM if value else 0.0)
        low, high, step = _of_magnitude(magnitude, parameter) or (low, high, step)
    values = [value, *(change.value for change in scenario.changes_by_path.get(path, ()))]
    low, high = min(low, *values), max(high, *values)
    return low, max(high, low + step), step


def benchmark_here(scenario: Scenario, path: str) -> Range | None:
    """The yearly benchmark of a rate under its segment's term; None where it has none, or the term is a year."""
    parameter = scenario.paths()[path]
    months = _term(scenario, path, parameter)
    if parameter.benchmark is None or months in (None, YEAR):
        return None
    low, high = (OVER[parameter.name](end, months / YEAR) for end in parameter.benchmark)
    return round(low, DIGITS), round(high, DIGITS)


def _under_its_term(scenario: Scenario, path: str, parameter: Parameter) -> tuple[float, float, float]:
    """The plausible range of a year's rate as one of the segment's term, with as many steps."""
    value = float(acting_value(scenario, path))
    (low, high), step = parameter.plausible or parameter.bounds or (value, value), parameter.step or 1.0
    months, count = _term(scenario, path, parameter), (high - low) / step
    if months in (None, YEAR):
        return low, high, step
    if months == 1 and parameter.plausible_monthly is not None:
        low, high = parameter.plausible_monthly
    else:
        low, high = sorted(OVER[parameter.name](end, months / YEAR) for end in (low, high))
    step = _nice((high - low) / count)
    return _clean(math.floor(low / step + 1e-9) * step), _clean(math.ceil(high / step - 1e-9) * step), step


def _of_magnitude(value: float, parameter: Parameter) -> tuple[float, float, float] | None:
    """From 0, or the least that is allowed, to a few times the value; None for a value of 0, which has no magnitude."""
    if value == 0:
        return None
    _, most = parameter.bounds or (0, math.inf)
    step = _nice(ROOM * value / STEPS)
    if parameter.unit == "accounts":
        step = max(step, 1.0)
    high = math.ceil(ROOM * value / (10 * step)) * 10 * step
    low = step if parameter.bounds and parameter.bounds[0] > 0 else 0.0
    return low, min(high, most), step


def _term(scenario: Scenario, path: str, parameter: Parameter) -> int | None:
    term = TERMS.get(parameter.unit)
    return scenario.value(f"{path.rpartition('.')[0]}.{term}") if term else None


def _nice(size: float) -> float:
    """The next lower of 1, 2 and 5 times a power of ten.

    >>> _nice(0.0087), _nice(340.0)
    (0.005, 200.0)
    """
    power = 10.0 ** math.floor(math.log10(size))
    factor = max(step for step in NICE if step <= size / power + 1e-9)
    return _clean(factor * power)


def _clean(value: float) -> float:
    """The value without the noise of binary fractions."""
    return float(f"{value:.12g}")
