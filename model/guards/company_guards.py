"""Guard-rails on figures of the company."""

from __future__ import annotations

from collections.abc import Callable

from model.guards.guard import LONGEST_HORIZON, Guard
from model.trace import Trace

YEAR = 12


def trough_ahead(trace: Trace) -> Guard | None:
    """The low point of cumulative profit may lie beyond the horizon."""
    if not _is_last(trace, "trough_month"):
        return None
    text = ("Cumulative profit is still falling at the end of the horizon, at ", trace.summary("trough"),
            f".{_longer(trace)}")  # fmt: skip
    return Guard("trough_ahead", text, ("trough", "trough_month", "cumulative_profit"))


def cash_ahead(trace: Trace) -> Guard | None:
    """The low point of cash may lie beyond the horizon."""
    if not _is_last(trace, "cash_low_month") or trace.month("cash_flow", trace.months).value >= 0:
        return None
    text = ("Cash is still falling at the end of the horizon, at ", trace.summary("cash_low"),
            f".{_longer(trace)}")  # fmt: skip
    return Guard("cash_ahead", text, ("cash_low", "cash_low_month", "cash"))


def _is_last(trace: Trace, figure: str) -> bool:
    return trace.summary(figure).value == trace.months


def _longer(trace: Trace) -> str:
    return " A longer horizon shows its low point." if trace.months < LONGEST_HORIZON else ""


GUARDS: tuple[Callable[[Trace], Guard | None], ...] = (trough_ahead, cash_ahead)
