"""How numbers, money and months are written in the reader's locale, as CLDR has it: taken from Babel once, then kept.

The locale is a context variable, English until the screen sets it; the command line and every file stay English. Only
the writing of numbers and the names of calendar months follow it: all words are English.

Choices of ours: English has k for a thousand, and M, B and T wherever it is spoken; the minus is always U+2212; where a
locale has no short form for thousands (German), they are written out; one that writes other digits, or from right to
left, reads English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

ENGLISH = "en"
LONGEST_TAG = 35  # characters of a language tag that is looked up
NO_BREAK = "\u00a0"
MINUS = "−"
TEN_TO_THE = tuple(10.0**power for power in range(3, 15))
ENGLISH_SHORT = ((1e3, "k"), (1e6, "M"), (1e9, "B"), (1e12, "T"))
LANGUAGE_SCRIPT_REGION = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?(?=$|[-_.@])")
MONTH_THEN_YEAR = ("MMM y", "LLL y")


@dataclass(frozen=True)
class Scale:
    """From `start` on a number is divided by `divisor` and followed by `unit`."""

    start: float
    divisor: float
    unit: str


@dataclass(frozen=True)
class Writing:
    """How a locale writes numbers. `signs` maps Python's comma, point and hyphen to its own."""

    tag: str
    decimal: str
    group: str
    grouping: tuple[int, int]  # digits of the last group, and of those before it
    percent: tuple[str, str]  # before and after the number
    scales: tuple[Scale, ...]  # the largest first
    months: tuple[str, ...]  # abbreviated; empty where a month is not written as a name and then the year
    signs: Mapping[int, str]

    @property
    def whole_thousands(self) -> bool:
        """Whether thousands have no short form."""
        return self.scales[-1].start > 1e3


_tag: ContextVar[str] = ContextVar("locale", default=ENGLISH)


def set_locale(tag: str | None) -> None:
    """What is written from here on in this context is for a reader of this locale, such as "de-DE"."""
    _tag.set(tag or ENGLISH)


def writing() -> Writing:
    """How the reader of this context writes numbers."""
    return writing_of(_tag.get())


@lru_cache(maxsize=256)
def writing_of(tag: str) -> Writing:
    """How numbers are written in the locale of a language tag; as in English where it is odd or unknown.

    >>> writing_of("de-DE").decimal, writing_of("zz-ZZ").decimal
    (',', '.')
    """
    locale = _locale_of(tag)
    symbols = locale.number_symbols["latn"]
    decimal, group = symbols["decimal"], symbols["group"]
    before, _, after = _plain(locale.percent_formats[None].pattern).partition("#")
    return Writing(
        tag=str(locale).replace("_", "-"),
        decimal=decimal,
        group=group,
        grouping=locale.decimal_formats[None].grouping,
        percent=(before, after.lstrip("#,0")),
        scales=_scales(locale),
        months=_months(locale),
        signs=str.maketrans({",": group, ".": decimal, "-": MINUS}),
    )


@lru_cache(maxsize=1024)
def money_around(tag: str, currency: str) -> tuple[str, str]:
    """What stands before and after an amount: the currency's sign where the locale puts it, a code a space apart.

    >>> money_around("en-US", "USD"), money_around("fr-CA", "CAD"), money_around("en-GB", "CHF")
    (('$', ''), ('', '\\xa0$'), ('CHF\\xa0', ''))
    """
    locale = _locale_of(tag)
    symbol = locale.currency_symbols.get(currency, currency)
    pattern = locale.currency_formats["standard"].pattern.partition(";")[0]
    before, after = re.split(r"[#0][#0,.]*", pattern, maxsplit=1)
    before, after = before.replace("¤", symbol), after.replace("¤", symbol)
    if before[-1:].isalpha():
        before += NO_BREAK
    return before, (NO_BREAK if after[:1].isalpha() else "") + after


def _locale_of(tag: str) -> Locale:
    """The locale of a tag without its extensions, if it writes our digits from left to right; else English."""
    known = LANGUAGE_SCRIPT_REGION.match(tag[:LONGEST_TAG])
    try:
        locale = Locale.parse(known[0].replace("-", "_")) if known else Locale(ENGLISH)
    except (UnknownLocaleError, ValueError):
        return Locale(ENGLISH)
    if locale.default_numbering_system != "latn" or locale.text_direction != "ltr":
        return Locale(ENGLISH)
    return locale


def _scales(locale: Locale) -> tuple[Scale, ...]:
    """The short forms of thousands, millions and so on; neighbours with the same unit are one."""
    if locale.language == ENGLISH:
        return tuple(Scale(start, start, unit) for start, unit in reversed(ENGLISH_SHORT))
    scales: list[Scale] = []
    for start in TEN_TO_THE:
        pattern = _plain(locale.compact_decimal_formats["short"]["other"][str(int(start))].pattern)
        digits, unit = pattern.count("0"), pattern.strip("0")
        scale = Scale(start, start / 10 ** (digits - 1), unit)
        same = scales and (scale.divisor, unit) == (scales[-1].divisor, scales[-1].unit)
        if unit and not same:
            scales.append(scale)
    return tuple(reversed(scales))


def _months(locale: Locale) -> tuple[str, ...]:
    skeleton = locale.datetime_skeletons.get("yMMM")
    if skeleton is None or skeleton.pattern not in MONTH_THEN_YEAR:
        return ()
    names = locale.months["format" if skeleton.pattern == MONTH_THEN_YEAR[0] else "stand-alone"]["abbreviated"]
    return tuple(names[month] for month in range(1, 13))


def _plain(pattern: str) -> str:
    """A pattern without the quotes around its letters."""
    return pattern.replace("'", "")
