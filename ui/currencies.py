"""The currencies that money is told in: the codes of ISO 4217 that are legal tender somewhere, with their names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.numbers import get_territory_currencies

FIRST = ("USD", "EUR", "GBP")


@cache
def names() -> Mapping[str, str]:
    """Each code with its English name behind it, as a list offers them."""
    words = Locale("en")
    used = {code for territory in words.territories for code in get_territory_currencies(str(territory))}
    codes = [*FIRST, *sorted(used - {*FIRST})]
    return {code: f"{code}, {words.currencies[code]}" if code in words.currencies else code for code in codes}
