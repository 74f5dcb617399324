"""Numbers as people type and read them, in their locale: 98.5%, 36,000, 1.2M."""

from __future__ import annotations

import re

from model.parameters import Parameter
from model.wording import english, precise, precisely_percent

SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
DIGITS = 12  # significant digits that survive the way through percent
LONGEST = 40  # characters that are read as a number
# Blanks are never given back (*+): else those before a wrong letter are tried in every split, in quadratic time.
_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?)\s*+([kmbt]?)\s*+(%?)", re.IGNORECASE)


def shown(value: float | None, parameter: Parameter) -> str:
    """The value as it stands in the field: a share as percent, thousands apart, every decimal; nothing if left out."""
    if value is None:
        return ""
    if parameter.is_share:
        return precisely_percent(value)
    return precise(value)


def parse(text: str, parameter: Parameter) -> float | int | None:
    """The value that was typed. Raises ValueError with the line that says what is wrong."""
    if len(text) > LONGEST:
        raise ValueError(f"A number has at most {LONGEST} characters: write it like {_example(parameter)}")
    if not text.strip() and parameter.default is None and not parameter.required:
        return None
    found = _NUMBER.fullmatch(english(text.strip()))
    try:
        number = float((found[1] if found else "").replace(",", "")) * SCALES[found[2].lower() if found else ""]
    except ValueError:
        raise ValueError(f"“{text}” is not a number: write it like {_example(parameter)}") from None
    if found and found[3] and not parameter.is_share:
        raise ValueError(f"“{text}” is a percentage: this input is in {parameter.unit}")
    value = rounded(number / 100) if parameter.is_share else number
    low, high = parameter.bounds or (value, value)
    if not low <= value <= high:
        raise ValueError(f"“{text}” is outside {shown(low, parameter)} to {shown(high, parameter)}")
    if parameter.whole and not value.is_integer():
        raise ValueError(f"“{text}” is not a whole number")
    return int(value) if parameter.whole else value


def rounded(value: float) -> float:
    """The value without the noise of binary fractions."""
    return float(f"{value:.{DIGITS}g}")


def _example(parameter: Parameter) -> str:
    return precisely_percent(0.985) if parameter.is_share else f"{precise(1500)} or {precise(1.5)}k"
