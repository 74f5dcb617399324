"""A row of at most five figures, each with its difference to the baseline."""

from __future__ import annotations

from collections.abc import Sequence

from model.figures import REASONS
from model.trace import Quantity, Trace
from model.wording import exact, percent, told
from ui import escape, numbers
from ui.state import State

MOST = 5
MONTH_OF = {"trough": "trough_month", "cash_low": "cash_low_month"}
SAME = 1e-9  # of the value: a difference smaller than this is rounding


def of_company(now: State, names: Sequence[str]) -> str:
    """The figures of these measures of the company."""
    before = now.baseline_result
    figures = [now.trace.summary(name) for name in names]
    return row(now, figures, None if before is None else [Trace(before).summary(name) for name in names])


def row(now: State, figures: Sequence[Quantity], before: Sequence[Quantity] | None) -> str:
    """Figures, and the same of the baseline where something has been changed."""
    earlier = {figure.key: figure for figure in before or ()}
    notes = [_note(now, figure) for figure in figures[:MOST]]
    told = notes if any(notes) else [None] * len(notes)  # an empty line is kept only beside full ones
    pairs = zip(figures[:MOST], told, strict=True)
    cells = (_cell(now, figure, earlier.get(figure.key), note) for figure, note in pairs)
    return f"<dl class='figures'>{''.join(cells)}</dl>"


def _cell(now: State, figure: Quantity, before: Quantity | None, note: str | None) -> str:
    note_line = "" if note is None else f"<dd class='note'>{note}</dd>"
    return (
        f"<div data-figure='{escape.for_html(figure.key)}'>"
        f"<dt title='{escape.for_html(figure.definition)}'>{escape.for_html(figure.label)}</dt>"
        f"<dd class='value'>{numbers.opened_by(now, figure)}</dd>"
        f"{note_line}"
        f"<dd class='note'>{difference(now, figure, before)}</dd></div>"
    )


def _note(now: State, figure: Quantity) -> str:
    """Under the figure: why there is none, the month in which it falls, or its unit."""
    if figure.reason:
        return escape.for_html(_why(figure))
    if figure.key in MONTH_OF:
        month = now.trace.summary(MONTH_OF[figure.key])
        return _why(month) if month.reason else numbers.opened_by(now, month)
    return ""


def _why(figure: Quantity) -> str:
    return REASONS[figure.reason or ""].partition(":")[0]


def difference(now: State, figure: Quantity, before: Quantity | None) -> str:
    """Against the baseline: sign, size, and whether that is better, in words and colour."""
    if before is None:
        return ""
    if figure.reason or before.reason:
        if figure.reason == before.reason:
            return "as in the baseline"
        was = _why(before) if before.reason else numbers.text(before, now.baseline)
        return f"baseline: {escape.for_html(was)}"
    change = figure.value - before.value
    if abs(change) <= SAME * max(abs(figure.value), abs(before.value)):
        return "as in the baseline"
    return f"{escape.for_html(_amount(figure, change, now.scenario.currency))}{_judgement(figure, change)}"


def _amount(figure: Quantity, change: float, currency: str) -> str:
    sign = "+" if change > 0 else "−"
    size = abs(change)
    if figure.unit == "month":
        return f"{exact(size)} {'month' if size == 1 else 'months'} {'later' if change > 0 else 'earlier'}"
    if figure.unit.startswith("share"):
        return f"{sign}{percent(size).removesuffix(' %')} points"
    return f"{sign}{told(size, figure.unit, currency)}"


def _judgement(figure: Quantity, change: float) -> str:
    if figure.good == "neither":
        return ""
    better = (change > 0) == (figure.good == "up")
    word = "better" if better else "worse"
    return f", <span class='{word}'>{word}</span>"
