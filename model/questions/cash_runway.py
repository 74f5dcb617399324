"""Cash on several pages: when it runs out, and how much it takes to get through the low point."""

from __future__ import annotations

import math

from model.trace import Quantity, Trace
from model.verdict import emptied


def runs_out(trace: Trace) -> Quantity:
    """The first month that ends with less than no cash; without opening cash nothing can run out."""
    cash = trace.scenario.company.cash
    month, found = emptied(trace.result.total.monthly, cash)[0], Quantity(math.nan, reason="never_empty")
    if not cash:
        found = Quantity(math.nan, reason="no_cash")
    elif month:
        shown = tuple(trace.month("cash", each) for each in (month - 1, month) if each)
        found = Quantity(month - 1, "month", "Last month before it", evidence=shown) + 1
    return found.named(
        "cash_trough.empty", "Cash runs out", unit="month", good="up",
        definition="The first month that ends with less than no cash.",
    )  # fmt: skip


def needed(trace: Trace) -> Quantity:
    """The opening cash that the low point takes."""
    return (trace.input("company.cash") - trace.summary("cash_low")).named(
        "cash_trough.needed", "Opening cash needed", unit="money", good="down",
        definition="The opening cash with which the lowest cash would be just zero.",
    )  # fmt: skip
