"""A number as people type it: 95 000, $95k, 1.2M, 12,5%, (5), 1e6."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.typed.symbols import BLANKS, is_currency, signs

LONGEST = 40  # characters that are read as a number
SCALES = {
    "": 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "mio.": 1e6, "million": 1e6, "b": 1e9,
    "bn": 1e9, "mrd": 1e9, "mrd.": 1e9, "billion": 1e9, "t": 1e12, "trillion": 1e12,
}  # fmt: skip
THOUSAND_T = ("de",)  # where T is a thousand to many, and is not guessed
# What stands before the digits, the digits with the signs between them, a power of ten, and what follows.
PARTS = re.compile(r"([^\d.,]*+)(\d[\d.,' ]*+|[.,]\d++)(e[+-]?\d{1,3}+)?([^\d]*+)", re.IGNORECASE)
SIGNED = re.compile(r"([+-]?) *+([^+\- ]*+) *+([+-]?)")
GROUPED = {sign: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(sign)}\d{{3}})++") for sign in " ',."}
LAKHS = re.compile(r"[1-9]\d?(?:,\d\d(?=,))++,\d{3}")
LACKS_A_DIGIT = re.compile(r"[1-9]\d{0,2}[.,]\d\d")  # 36,00 may be 36,000 with a digit lost


class NotANumberError(ValueError):
    """What was typed is no number."""


@dataclass(frozen=True)
class TypedNumber:
    """What may have been meant: one number, or several where the signs can be read in two ways.

    `is_sure` is False where even the only one is a guess. A percentage is given as it was typed: 12.5 for 12.5%.
    """

    values: tuple[float, ...]
    is_percent: bool = False
    currency: str = ""
    is_sure: bool = True


def read_number(text: str, language: str = "en") -> TypedNumber:
    """The number in a text. Raises NotANumberError.

    >>> read_number("95 000").values, read_number("€1,2M").values, read_number("1.234", "fr").values
    ((95000.0,), (1200000.0,), (1234.0, 1.234))
    """
    plain = text.translate(BLANKS).strip()
    if len(text) > LONGEST:
        raise NotANumberError(text)
    if accounting := len(plain) > 1 and plain[0] == "(" and plain[-1] == ")":
        plain = plain[1:-1].strip()
    found = PARTS.fullmatch(plain)
    if found is None:
        raise NotANumberError(text)
    before, digits, power, after = found.groups(default="")
    sign, currency_before = _before(before)
    scale, currency_after, is_percent = _after(after.strip(), language)
    if (accounting and sign) or (currency_before and currency_after) or (is_percent and scale != 1):
        raise NotANumberError(text)
    factor = -1.0 if accounting or sign == "-" else 1.0
    readings, is_sure = _readings(digits.strip(), language, is_marked=is_percent or scale != 1)
    values = tuple(factor * float(f"{reading}{power}") * scale for reading in readings)
    if not values:
        raise NotANumberError(text)
    return TypedNumber(values, is_percent, currency_before or currency_after, is_sure)


def _before(text: str) -> tuple[str, str]:
    """Sign and currency, in either order. Raises NotANumberError."""
    found = SIGNED.fullmatch(text.strip())
    if found is None or (found[1] and found[3]) or (found[2] and not is_currency(found[2])):
        raise NotANumberError(text)
    return found[1] or found[3], found[2]


def _after(text: str, language: str) -> tuple[float, str, bool]:
    """Scale, currency and whether a percent sign follows. Raises NotANumberError."""
    words = text.removesuffix("%").strip()
    is_percent = text.endswith("%")
    if is_currency(words):
        return 1.0, words, is_percent
    for scale in sorted(SCALES, key=len, reverse=True):
        currency = words[len(scale) :].strip()
        if words.lower().startswith(scale) and (not currency or is_currency(currency)):
            if scale == "t" and language.startswith(THOUSAND_T):
                break
            return SCALES[scale], currency, is_percent
    raise NotANumberError(text)


def _readings(digits: str, language: str, *, is_marked: bool) -> tuple[tuple[str, ...], bool]:
    """What the digits may stand for, as floats are written, and whether that is sure: as the reader's language has it
    if it can be so, else in each way that is left."""
    if digits.isdecimal():
        return (digits,), True
    decimal, group = signs(language)
    whole, broken = dict(_whole(digits)), dict(_broken(digits))
    usual = next((whole[sign] for sign in (group, " ", "'") if sign in whole), broken.get(decimal))
    if usual is not None:
        return (usual,), True
    others = tuple(dict.fromkeys([*whole.values(), *broken.values()]))
    wants_a_digit = LACKS_A_DIGIT.fullmatch(digits) and group in broken and not is_marked
    return others, not (len(others) > 1 or wants_a_digit)


def _whole(digits: str) -> Iterator[tuple[str, str]]:
    """The digits as thousands, by the sign between them."""
    for sign, pattern in GROUPED.items():
        if pattern.fullmatch(digits) or (sign == "," and LAKHS.fullmatch(digits)):
            yield sign, digits.replace(sign, "")


def _broken(digits: str) -> Iterator[tuple[str, str]]:
    """The digits with a fraction, by the sign before it."""
    for sign in ".,":
        before, found, after = digits.partition(sign)
        if not found or (after and not after.isdecimal()):
            continue
        plain = before if before.isdecimal() or not before else next((text for _, text in _whole(before)), None)
        if plain is not None and (plain or after):
            yield sign, f"{plain or 0}.{after or 0}"
