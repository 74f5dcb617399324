"""Three horizons side by side: whether the answer is another over one year, three or five."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers import Asked, Block, Remark, Table
from model.metrics import SUMMARY
from model.result import Result
from model.trace import Quantity
from model.whatif import Rows, WhatIf, vary

HORIZONS = (12, 36, 60)
TITLE = "Over 12, 36 and 60 months"
FIGURES = ("profit", "trough", "breakeven_month", "payback_month", "cash_low")
HEAD = ("Over", *(SUMMARY[name].label for name in FIGURES))


def whatifs() -> list[WhatIf]:
    return [WhatIf({"horizon_months": months}, f"over {months} months", f"horizon.{months}") for months in HORIZONS]


def over(result: Result, _segment: int) -> Rows:
    """The scenario over each of them."""
    return vary(result.scenario, whatifs(), summary=FIGURES)


def blocks(asked: Asked) -> Sequence[Block]:
    """The table of horizons, or a remark that these figures turn out alike over all of them."""
    rows = asked.find(over)
    return (
        (table(rows),)
        if differ(rows)
        else (Remark(("Profit, break-even, recovery and cash come out alike over 12, 36 and 60 months.",)),)
    )


def table(rows: Rows) -> Table:
    """A row for each horizon."""
    return Table(TITLE, HEAD, [(f"{months} months", _figures(rows, place)) for place, months in enumerate(HORIZONS)])


def differ(rows: Rows) -> bool:
    """Whether a longer or a shorter look turns profit, break-even, recovery or cash from good to bad."""
    signs = {(row.summary("profit").value < 0, row.summary("cash_low").value < 0) for row in rows}
    reached = {tuple(row.summary(name).reason for name in ("breakeven_month", "payback_month")) for row in rows}
    return len(signs) > 1 or len(reached) > 1


def _figures(rows: Rows, place: int) -> list[Quantity]:
    return [rows[place].summary(name) for name in FIGURES]
