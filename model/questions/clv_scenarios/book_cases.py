"""The cases that a book is compared in: what each holds, and what it earns over the horizon.

A book is some accounts of the segment in view. Accounts that sign later are no part of it; they share its team.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from model.metrics import LAYERS
from model.scenario import NOTHING_BESIDE, Scenario
from model.trace import Quantity, Trace, constant, rounded_down, total
from model.trace.segment import SegmentTrace
from model.whatif import Row, WhatIf

PAGE = "clv_scenarios"
PACES = {12: "Yearly", 6: "Half-yearly", 3: "Quarterly", 1: "Monthly"}  # by the months between two steps
COMPARED = (12, 3, 1)
YOURS = "mine"
TOLERANCE = 1e-9  # accounts per CSM are rounded down, but for what rounding in a computer takes
NO_GROWTH = {"expansion_rate": 0.0, "price_increase": 0.0}
NO_CHANGE = NO_GROWTH | {
    "retention_rate": 1.0, "contraction_rate": 0.0, "retention_at_risk": 0.0, "month_to_month_shift": 0.0
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One way in which the book may go, and what it earns.

    `gain`, `share` and `logos` are what it earns more than the flat case; `a_year` is its expansion in a year, None
    without any; `path` is the book's cumulative revenue by month.
    """

    key: str
    name: str
    holds: str
    a_year: Quantity | None
    revenue: Quantity
    margin: Quantity
    book_revenue: Quantity
    book_margin: Quantity
    gain: Quantity
    share: Quantity
    logos: Quantity
    path: tuple[float, ...]

    @property
    def terms(self) -> tuple[Quantity | tuple[()] | str, ...]:
        """What it holds, and its expansion in a year."""
        return self.holds, self.a_year or ()

    @property
    def cells(self) -> tuple[Quantity, ...]:
        return (self.revenue, self.margin, self.book_revenue, self.book_margin, self.gain, self.share, self.logos)


class Book:
    """The accounts that are valued: what one CSM can hold, or the opening book, or one account.

    `scenario` is that of the segment alone, whose opening book of `opening` accounts they are taken to be like.
    """

    def __init__(self, trace: Trace, segment: int) -> None:
        self.trace = trace.by_segment[segment]
        self.segment, self.months = self.trace.segment, trace.months
        self.several = len(trace.names) > 1
        self.scenario = alone(trace.scenario, self.trace)
        self.opening = self.scenario.segments[0].accounts
        self.kind, self.accounts = _book(self.trace)

    @cached_property
    def step(self) -> Quantity:
        """The share by which one expansion makes a fully served book grow."""
        return (self.trace.input("expansion_share") * self.trace.input("expansion_rate")).named(
            f"{PAGE}.step", "Growth of the book in one step", unit="share",
            definition="Share of customers that expand times expansion.",
        )  # fmt: skip

    def a_year(self, months: int) -> Quantity:
        """The growth of a year with a step every so many months."""
        steps = 12 // months
        growth = (1 + self.step) ** steps - 1 if steps > 1 else self.step
        return growth.named(
            f"{PAGE}.a_year.{months}", f"Expansion in a year, a step {every(months)}", unit="share",
            definition="The steps of a year, each on what the one before left.",
        )  # fmt: skip

    def of_book(self, quantity: Quantity, key: str, label: str, definition: str) -> Quantity:
        """A quantity of one account, for all accounts of the book."""
        return (quantity * self.accounts).named(f"{PAGE}.{key}", label, unit="money", good="up", definition=definition)

    @cached_property
    def _contribution(self) -> Quantity:
        return self.trace.input("gross_margin") - self.trace.input("cost_to_serve_rate")

    @cached_property
    def _service(self) -> Quantity:
        cost = self.trace.economics("margin_before_cs") - self.trace.economics("margin")
        return cost.named("", "CSM cost of a customer", unit="money/month",
                          definition="Its share of a CSM's pay, by the hours that it takes.")  # fmt: skip

    def margin(self, row: Row) -> Quantity:
        """Margin of an account over the horizon: revenue after its costs, less a CSM for as long as it lives."""
        margin = row.summary("horizon_clv") * self._contribution
        return margin - self._service * _lifetime(self, row) if self._service.value else margin


def span(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def every(months: int) -> str:
    """How often a step comes, in words."""
    return "every month" if months == 1 else f"every {months} months"


def alone(scenario: Scenario, trace: SegmentTrace) -> Scenario:
    """The scenario of this segment alone, with one account where it has no opening book."""
    data = scenario.model_dump(by_alias=True)
    segment = next(table for table in data["segments"] if table["name"] == trace.segment.name)
    if not segment["accounts"]:
        segment["accounts"] = 1.0
    return Scenario.model_validate(data | {"segments": [segment], **NOTHING_BESIDE})


def _book(trace: SegmentTrace) -> tuple[Literal["csm", "opening", "account"], Quantity]:
    per_csm = trace.economics("accounts_per_csm")
    if not per_csm.reason:
        held = rounded_down(per_csm * (1 + TOLERANCE))
        if held.value:
            definition = "Customers that one CSM has the hours for, rounded down."
            return "csm", held.named(f"{PAGE}.book", "Customers of the book", unit="accounts", definition=definition)
    if trace.segment.accounts:
        return "opening", trace.input("accounts")
    return "account", constant(1)


def whatifs(book: Book) -> dict[str, WhatIf]:
    """What each case changes in the scenario."""
    found: dict[str, dict[str, Any]] = {"flat": NO_CHANGE, "churn": NO_GROWTH}
    found |= {str(months): {"expansion_months": months} for months in COMPARED}
    found[YOURS] = {}
    return {key: WhatIf(of_segment(book, change), _of(book, key), f"{PAGE}.{key}") for key, change in found.items()}


def of_segment(book: Book, change: dict[str, Any]) -> dict[str, Any]:
    return {f"{book.segment.name}.{name}": value for name, value in change.items()}


def cases(book: Book, rows: Mapping[str, Row]) -> tuple[Case, ...]:
    """The cases of `whatifs`, which have run; the first is flat."""
    revenues = {key: _book_revenue(book, row, key) for key, row in rows.items()}
    flat = next(iter(revenues.values()))
    return tuple(_case(book, row, key, revenues[key], flat) for key, row in rows.items())


def _book_revenue(book: Book, row: Row, key: str) -> Quantity:
    return book.of_book(row.summary("horizon_clv"), f"{key}.book_revenue", f"Revenue of the book{_of(book, key)}",
                        "Revenue of a customer over the horizon, times the customers of the book.")  # fmt: skip


def _case(book: Book, row: Row, key: str, book_revenue: Quantity, flat: Quantity) -> Case:
    name, holds, months = _words(book, key)
    suffix = _of(book, key)
    margin = book.margin(row).named(
        f"{PAGE}.{key}.margin", f"Margin of a customer{suffix}", unit="money/account", good="up",
        definition="Revenue over the horizon less COGS, other cost to serve and its share of a CSM; not discounted.",
    )  # fmt: skip
    gain = (book_revenue - flat).named(
        f"{PAGE}.{key}.gain", f"More than flat{suffix}", unit="money", good="up",
        definition="Revenue of the book over the horizon, less what it would be if nobody left and nothing grew.",
    )  # fmt: skip
    share = (gain / flat).named(
        f"{PAGE}.{key}.share", f"Share more than flat{suffix}", unit="share", good="up",
        definition="What the book earns more than flat, over what it earns when flat.",
    )  # fmt: skip
    logos = (gain / book.trace.input("acv")).named(
        f"{PAGE}.{key}.logos", f"New-logo equivalent{suffix}", unit="accounts", good="up",
        definition="What the book earns more than flat, in first-year contracts of new customers.",
    )  # fmt: skip
    path = np.cumsum(row.layer(LAYERS[0], "revenue")) * (book.accounts.value / book.opening)
    return Case(
        key, name, holds, book.a_year(months) if months else None, row.summary("horizon_clv"), margin, book_revenue,
        book.of_book(margin, f"{key}.book_margin", f"Margin of the book{suffix}",
                     "Margin of a customer over the horizon, times the customers of the book."),
        gain, share, logos, tuple(path.tolist()),
    )  # fmt: skip


def _of(book: Book, key: str) -> str:
    return "" if key == YOURS else f": {_words(book, key)[0].lower()}"


def _words(book: Book, key: str) -> tuple[str, str, int]:
    """Name, what it holds, and the months between two steps, 0 without any."""
    current = book.segment.expansion_months
    match key:
        case "flat":
            return "Flat", "Nobody leaves and nothing grows", 0
        case "churn":
            return "Churn alone", "Your term, churn and contraction; no expansion, no price rise", 0
        case "mine":
            return "Yours", f"The scenario: it expands {every(current)}", current
    months = int(key)
    return PACES[months], f"All yours, but the same step {every(months)}", months


def _lifetime(book: Book, row: Row) -> Quantity:
    """Months that an account of the opening book lives within the horizon, on average."""

    def how() -> Quantity:
        trace = row.trace.by_segment[0]
        months = (trace.layer(LAYERS[0], "accounts", month) for month in range(1, trace.months + 1))
        return total(months) / trace.input("accounts")

    value = float(row.layer(LAYERS[0], "accounts").sum()) / book.opening
    return Quantity(value, "months", "Months that a customer stays within the horizon", origin=how)
