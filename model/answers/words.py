"""Numbers of an answer in words: short as they stand on a page, in full, and their units."""

from __future__ import annotations

from dataclasses import replace

from model import months
from model.figures import REASONS
from model.scenario import Scenario
from model.trace import Quantity, Sentence, printed
from model.wording import formatted, unit_in_words


def in_short(quantity: Quantity, scenario: Scenario) -> str:
    """The number in short, with its unit where that is a sign: $1.2M, 93%, month 13, 4.5."""
    if quantity.words:
        return quantity.words
    if quantity.reason is None and quantity.unit == "month":
        return months.name(int(quantity.value), scenario.start)
    return formatted(None if quantity.reason else quantity.value, quantity.unit, scenario.currency)


def said(sentence: Sentence, scenario: Scenario) -> str:
    """A sentence as plain text, as it stands on a page."""
    return "".join(part if isinstance(part, str) else in_short(part, scenario) for part in sentence)


def in_full(quantity: Quantity, scenario: Scenario) -> str:
    """Every digit before the point and two after it, for what is compared with a printed number."""
    if quantity.reason is not None or quantity.unit == "month" or quantity.unit.startswith("share"):
        return in_short(quantity, scenario)
    return formatted(round(quantity.value, 2), quantity.unit, scenario.currency, full=True)


def in_whole(quantity: Quantity) -> Quantity:
    """A count that is said as it is counted: 1,080 accounts."""
    return replace(quantity, words=formatted(quantity.value, quantity.unit, full=True))


def exactly(quantity: Quantity, scenario: Scenario) -> str:
    """Every digit that means something, or why there is no value."""
    return printed.exactly(quantity, scenario.currency)


def why(quantity: Quantity) -> str:
    """Why there is no value, in a few words."""
    return REASONS[quantity.reason or ""].partition(":")[0]


def of_unit(unit: str, scenario: Scenario) -> str:
    """The unit in words: '$ a month'; nothing where the number has none."""
    return unit_in_words(unit, scenario.currency)
