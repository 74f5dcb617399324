"""Numbers as people read them: short money, percent, months. Text only; the exact number stays beside it."""

from __future__ import annotations

import math

UNDEFINED = "–"
SHORT = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


def short(value: float) -> str:
    """Three significant digits with k, M, B or T: 1234567 -> '1.23M'; from a thousand T on in powers of ten."""
    size = abs(value)
    if size >= 1e15:
        return f"{value:.2e}"
    for scale, unit in SHORT:
        if size >= scale * 0.9995:
            return f"{_three_digits(value / scale)}{unit}"
    return _three_digits(value)


def _three_digits(value: float) -> str:
    if value == 0 or abs(value) < 0.0005:
        return "0"
    decimals = max(0, 2 - math.floor(math.log10(abs(value)) + 1e-12))
    text = f"{value:.{min(decimals, 3)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: float) -> str:
    """The number with thousands separated and up to 6 digits after the point."""
    if abs(value) >= 1e15:
        return f"{value:.10g}"
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def percent(share: float, decimals: int = 1) -> str:
    """A fraction as percent: 0.0215 -> '2.1 %'; more digits where a small share would vanish."""
    value = 100 * share
    while decimals < 6 and value != 0 and abs(value) < 10 ** (1 - decimals) and abs(value) >= 1e-6:
        decimals += 1
    return f"{shortest(value, decimals)} %"


def format_of(unit: str) -> str:
    """How a number of this unit is written: money, share, month, months, ratio or count."""
    kind = "share" if unit.startswith("share") else unit.partition("/")[0]
    return kind if kind in ("money", "share", "month", "months", "ratio") else "count"


def told(value: float | None, unit: str, currency: str = "", *, full: bool = False) -> str:
    """A value as its unit is written: money short or in full, shares as percent, months by number."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    number = exact(value) if full else short(value)
    match format_of(unit):
        case "share":
            return percent(value)
        case "month":
            return f"month {value:.0f}"
        case "money":
            return f"{currency} {number}".strip()
        case "months":
            return f"{number} months"
    if unit.startswith("hours") and 999.5 <= abs(value) < 9_999.5 and not full:
        return f"{value:,.0f}"  # as people say them: 2,080 hours a year
    return number


def unit_in_words(unit: str, currency: str) -> str:
    """'USD a month'; nothing where a number has no unit, or says it itself.

    >>> unit_in_words("money/month", "USD"), unit_in_words("ratio", "USD")
    ('USD a month', '')
    """
    return "" if unit in ("-", "month", "ratio") else unit.replace("money", currency).replace("/", " a ")


def shortest(value: float, decimals: int) -> str:
    """At most so many decimals, none that are zero: 12.0 -> '12'; from a million on short."""
    if abs(value) >= 1e6:
        return short(value)
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def in_months(count: float) -> str:
    """A number of months in words.

    >>> in_months(1), in_months(2.5)
    ('1 month', '2.5 months')
    """
    number = shortest(count, 2)
    return f"{number} {'month' if number == '1' else 'months'}"


def telling_apart(value: float, limit: float) -> int:
    """Decimals that show `value` and `limit` as different numbers, at least 1."""
    for decimals in range(1, 12):
        if f"{value:.{decimals}f}" != f"{limit:.{decimals}f}":
            return decimals
    return 12


def minus(text: str) -> str:
    """The text of a number with a true minus sign."""
    return text.replace("-", "−")


def in_words(value: float, unit: str, currency: str) -> str:
    """A value as it stands in a sentence."""
    return minus(told(value, unit, currency))
