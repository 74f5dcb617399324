"""A sentence in which every number knows where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from model.quantity import Quantity
from model.wording import formatted

Sentence = tuple[Quantity | str, ...]


class Strong(str):
    """Words that a reader should see first."""

    __slots__ = ()


class PageLink(str):
    """The name of a page, which a reader can follow to it; `page` is its key."""

    __slots__ = ("page",)
    page: str

    def __new__(cls, words: str, page: str) -> PageLink:
        link = super().__new__(cls, words)
        link.page = page
        return link


def as_text(sentence: Sentence, currency: str = "") -> str:
    """The sentence as plain text.

    >>> as_text(("Revenue is ", Quantity(1_234_567.0, "money", "Revenue"), "."), "EUR")
    'Revenue is €1.23M.'
    """
    return "".join(part if isinstance(part, str) else _formatted(part, currency) for part in sentence)


def _formatted(number: Quantity, currency: str) -> str:
    return number.words or formatted(None if number.reason else number.value, number.unit, currency)


def listed(parts: Sequence[Sentence]) -> Sentence:
    """Parts with commas and an 'and' between them."""
    joined: list[Quantity | str] = []
    for place, part in enumerate(parts):
        joined += [*(() if place == 0 else (" and " if place == len(parts) - 1 else ", ",)), *part]
    return tuple(joined)
