"""The signs that people type: of decimals, of thousands, of currencies."""

from __future__ import annotations

from functools import lru_cache

from babel import numbers

from model.locales import money_around, writing_of

BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "’": "'", "−": "-", "–": "-"})
MORE_SIGNS = ("US$", "C$", "S$", "kr", "zł", "Kč", "Fr.", "₽", "₺", "₴")


def signs(language: str) -> tuple[str, str]:
    """What stands before a fraction, and between thousands: of English where the language is not known.

    >>> signs("de"), signs("fr-FR"), signs("xx")
    ((',', '.'), (',', ' '), ('.', ','))
    """
    writing = writing_of(language)
    return writing.decimal, writing.group.translate(BLANKS)


@lru_cache
def _currencies() -> frozenset[str]:
    """Every code, and every sign that English knows."""
    codes = numbers.list_currencies()
    return frozenset({*codes, *(numbers.get_currency_symbol(code, "en") for code in codes), *MORE_SIGNS})


def is_currency(text: str) -> bool:
    """Whether the text is a code or a sign of a currency: USD, €, US$."""
    return text in _currencies() or text.upper() in _currencies()


def is_currency_of(text: str, code: str, language: str) -> bool:
    """Whether the code or sign may stand for this currency: a $ for each kind of dollar."""
    signs = {"".join(money_around(tag, code)).strip() for tag in (language, "en", "en-CA")}
    return text.upper() == code or text in signs or any(sign.endswith(text) for sign in signs if len(text) == 1)
