"""Numbers on a page: each one is a button that opens where it comes from."""

from __future__ import annotations

from charts import months
from charts.paths import minus
from model import Scenario
from model.trace import Quantity, Sentence, origin
from model.wording import told, unit_in_words
from ui import escape
from ui.state import State


def opened_by(now: State, quantity: Quantity, shown: str = "") -> str:
    """The number as HTML, short unless `shown` says how; what it stands for is kept until the next run."""
    now.shown[quantity.key] = quantity
    return button(quantity.key, shown or text(quantity, now.scenario), exactly(quantity, now.scenario))


def within(now: State, sentence: Sentence) -> str:
    """A sentence as HTML, its numbers to be opened."""
    return "".join(escape.in_html(part) if isinstance(part, str) else opened_by(now, part) for part in sentence)


def button(key: str, shown: str, exact: str) -> str:
    """A number whose key the trace finds by itself."""
    opens, told = escape.for_attribute(key), escape.for_html(exact)
    return f"<button type='button' class='number' data-trace='{opens}' title='{told}'>{escape.for_html(shown)}</button>"


def text(quantity: Quantity, scenario: Scenario) -> str:
    """Short, with its unit where the unit is a sign: USD 1.2M, 93 %, month 13, 4.5."""
    if quantity.reason is None and quantity.unit == "month":
        return months.name(int(quantity.value), scenario.start)
    return minus(told(None if quantity.reason else quantity.value, quantity.unit, scenario.currency))


def in_full(quantity: Quantity, scenario: Scenario) -> str:
    """Every digit before the point and two after it, for what is compared with a printed number."""
    if quantity.reason is not None or quantity.unit == "month" or quantity.unit.startswith("share"):
        return text(quantity, scenario)
    return minus(told(round(quantity.value, 2), quantity.unit, scenario.currency, full=True))


def exactly(quantity: Quantity, scenario: Scenario) -> str:
    """Every digit that means something, or why there is no value."""
    exact = origin.exactly(quantity, scenario.currency)
    return exact if quantity.reason is not None else minus(exact)


def unit(unit: str, scenario: Scenario) -> str:
    """The unit in words: 'USD a month'; nothing where the number has none."""
    return unit_in_words(unit, scenario.currency)
