"""Numbers as people read them, in the reader's locale: $1.2M, 95.1%, −$315k, month 13.

Text only; the exact number stays beside it. Formats are our own on the symbols of CLDR (`model/locales.py`), as Babel's
take a hundred times as long. A number never shows a minus before a zero.
"""

from __future__ import annotations

import math

from model.locales import MINUS, NO_BREAK, Writing, money_around, writing

UNDEFINED = "–"
DIGITS = 12  # significant digits of a value in arithmetic: enough that it comes out to the digits shown
LARGE = 1e15  # from here on in powers of ten
NO_UNIT = ("-", "month", "ratio")


def short(value: float) -> str:
    """Three significant digits with k, M, B or T.

    >>> short(1_234_567), short(-0.0001)
    ('1.23M', '0')
    """
    size, reader = abs(value), writing()
    if size >= LARGE:
        return _signed(f"{value:.2e}", reader)
    for scale in reader.scales:
        if size >= scale.start * 0.9995:
            return _signed(_three_digits(value / scale.divisor), reader) + scale.unit
    if size >= 999.5:  # thousands without a short form
        digits = 0 if size < 9999.5 else 2 - math.floor(math.log10(size))
        return _signed(f"{round(value, digits):,.0f}", reader)
    return _signed(_three_digits(value), reader)


def _three_digits(value: float) -> str:
    if abs(value) < 0.0005:
        return "0"
    decimals = max(0, 2 - math.floor(math.log10(abs(value)) + 1e-12))
    return _without_zeros(f"{value:,.{min(decimals, 3)}f}")


def exact(value: float) -> str:
    """The number with thousands separated and up to 6 digits after the point."""
    if abs(value) >= LARGE:
        return _signed(f"{value:.10g}", writing())
    return _signed(_without_zeros(f"{value:,.6f}"), writing())


def precise(value: float) -> str:
    """A number with 12 significant digits and thousands apart.

    >>> precise(1234.5), precise(-0.1 - 0.2), precise(2.5e-9)
    ('1,234.5', '−0.3', '2.5e−9')
    """
    rounded = float(f"{value:.{DIGITS}g}")
    if abs(rounded) >= LARGE or float(f"{rounded:.6f}") == rounded:
        return exact(rounded)
    if abs(rounded) < 1e-5:
        return _signed(f"{rounded:.{DIGITS}g}".replace("e-0", "e-"), writing())
    return _signed(_without_zeros(f"{rounded:,.{DIGITS - 1 - math.floor(math.log10(abs(rounded)))}f}"), writing())


def shortest(value: float, decimals: int) -> str:
    """At most so many decimals, none that are zero: 12.0 -> '12'; from a million on short."""
    if abs(value) >= 1e6:
        return short(value)
    return _signed(_without_zeros(f"{value:,.{decimals}f}"), writing())


def percent(share: float, decimals: int = 1) -> str:
    """A fraction as percent: 0.951 -> '95.1%'; more digits where a small share would vanish."""
    before, after = writing().percent
    return f"{before}{in_hundredths(share, decimals)}{after}"


def precisely_percent(share: float) -> str:
    """A fraction as percent with 12 significant digits."""
    before, after = writing().percent
    return f"{before}{precise(100 * share)}{after}"


def points(share: float, decimals: int = 1) -> str:
    """A difference of two shares.

    >>> points(0.036), points(-0.01)
    ('3.6 points', '−1 point')
    """
    text = in_hundredths(share, decimals)
    return f"{text} {'point' if text.lstrip(MINUS) == '1' else 'points'}"


def in_hundredths(share: float, decimals: int = 1) -> str:
    """The number of a percentage or of points, without the sign."""
    value = 100 * share
    while decimals < 6 and value != 0 and abs(value) < 10 ** (1 - decimals) and abs(value) >= 1e-6:
        decimals += 1
    return shortest(value, decimals)


def money(value: float, currency: str, *, full: bool = False) -> str:
    """An amount with its currency's sign, short, or in full to the cent.

    >>> money(-314_900, "USD"), money(1234.5, "EUR", full=True)
    ('−$315k', '€1,234.50')
    """
    in_full = full and abs(value) < LARGE
    number = _signed(f"{value:,.2f}".removesuffix(".00"), writing()) if in_full else short(value)
    before, after = money_around(writing().tag, currency) if currency else ("", "")
    sign = MINUS if number.startswith(MINUS) else ""
    return f"{sign}{before}{number.removeprefix(MINUS)}{after}"


def counted(count: float, noun: str, plural: str = "", decimals: int = 2) -> str:
    """A number of things.

    >>> counted(1, "CSM"), counted(2.5, "CSM"), counted(0, "entry", "entries")
    ('1 CSM', '2.5 CSMs', '0 entries')
    """
    number = shortest(count, decimals)
    return f"{number} {noun if number.lstrip(MINUS) == '1' else plural or f'{noun}s'}"


def in_months(count: float) -> str:
    """A number of months in words.

    >>> in_months(1), in_months(2.5)
    ('1 month', '2.5 months')
    """
    return counted(count, "month")


def format_of(unit: str) -> str:
    """How a number of this unit is written: money, share, month, months, ratio or count."""
    kind = "share" if unit.startswith("share") else unit.partition("/")[0]
    return kind if kind in ("money", "share", "month", "months", "ratio") else "count"


def formatted(value: float | None, unit: str, currency: str = "", *, full: bool = False) -> str:
    """A value as its unit is written: money short or in full, shares as percent, months by number."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    match format_of(unit):
        case "share":
            return percent(value)
        case "month":
            return f"month {value:.0f}"
        case "money":
            return money(value, currency, full=full)
        case "months":
            number = exact(value) if full else short(value)
            return f"{number} {'month' if number == '1' else 'months'}"
    if unit.startswith("hours") and 999.5 <= abs(value) < 9_999.5 and not full:
        return _signed(f"{value:,.0f}", writing())  # as people say them: 2,080 hours a year
    return exact(value) if full else short(value)


def unit_in_words(unit: str, currency: str) -> str:
    """'$ a month'; nothing where a number has no unit, or says it itself.

    >>> unit_in_words("money/month", "USD"), unit_in_words("hours/account/year", "USD"), unit_in_words("ratio", "USD")
    ('$ a month', 'hours an account a year', '')
    """
    if unit in NO_UNIT:
        return ""
    first, *others = unit.split("/")
    first = first.replace("money", currency_sign(currency))
    articles = ("an" if other[:1] in "aeio" or other == "hour" else "a" for other in others)
    return " ".join([first, *(f"{article} {other}" for article, other in zip(articles, others, strict=True))])


def currency_sign(currency: str) -> str:
    """The currency's sign in the reader's locale, or its code where it has none."""
    return "".join(money_around(writing().tag, currency)).strip(NO_BREAK + " ")


def telling_apart(value: float, limit: float) -> int:
    """Decimals that show `value` and `limit` as different numbers, at least 1."""
    for decimals in range(1, 12):
        if f"{value:.{decimals}f}" != f"{limit:.{decimals}f}":
            return decimals
    return 12


def minus(text: str) -> str:
    """The text of a number with a true minus sign."""
    return text.replace("-", MINUS)


def _without_zeros(text: str) -> str:
    """Decimals that are zero are left out."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(text: str, reader: Writing) -> str:
    """A number as Python writes it, in the signs of the reader; no minus before a zero."""
    if text[:1] == "-" and not text.strip("-0.,"):
        text = text[1:]
    if reader.grouping != (3, 3) and "," in text:
        text = _regrouped(text, reader.grouping)
    return text.translate(reader.signs)


def _regrouped(text: str, grouping: tuple[int, int]) -> str:
    """The groups of digits as some locales have them: 12,34,567."""
    whole, point, decimals = text.replace(",", "").partition(".")
    sign, digits = ("-", whole[1:]) if whole[0] == "-" else ("", whole)
    groups = [digits[-grouping[0] :]]
    digits = digits[: -grouping[0]]
    while digits:
        groups.insert(0, digits[-grouping[1] :])
        digits = digits[: -grouping[1]]
    return f"{sign}{','.join(groups)}{point}{decimals}"
