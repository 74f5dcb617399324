"""Cumulative profit of a family of what-ifs, with the low, break-even and recovery of the user's own."""

from __future__ import annotations

from functools import partial

from charts import months, whatifs
from charts.notes import Note, Table
from charts.paths import in_words, minus
from charts.theme import Chart, Palette
from model.batch import Array
from model.metrics import MONTHLY
from model.questions.cash_trough.families import Family, Member
from model.wording import short

METRIC = MONTHLY["cumulative_profit"]
TITLE, UNIT = METRIC.label, METRIC.unit
HEIGHT = 320


def chart(colours: Palette, dated: bool) -> Chart:
    return whatifs.chart(colours, dated, TITLE)


def table(mine: Family, before: Family | None) -> Table:
    """One row per month, one per label, and the points of the lines."""
    return whatifs.table(mine, before, _path, UNIT, _marks(mine))


def finding(mine: Family, before: Family | None) -> str:
    """What the chart shows, in words."""
    parts = [f"{mine.name}, {mine.own.name} (yours): {_told(mine, mine.own)}"]
    if mine.profit_differs and all(one.figures["trough_month"].reason for one in mine.members):
        parts.append("nor has any of the others one")
    elif mine.profit_differs:
        parts += [f"at {one.name} {_told(mine, one)}" for one in whatifs.ends(mine)]
    elif len(mine.members) > 1:
        parts.append("the others have the same profit")
    if before is not None:
        parts.append(f"in the baseline {_told(before, before.own)}")
    return f"{'; '.join(parts)}."


def _told(family: Family, member: Member) -> str:
    low, month, recovery = (member.figures[name] for name in ("trough", "trough_month", "payback_month"))
    if month.reason:
        return "no trough"
    scenario = family.scenario
    sentence = f"low of {in_words(low.value, UNIT, scenario.currency)} in {_month(family, month.value)}"
    if recovery.reason:
        return f"{sentence}, not recovered"
    return f"{sentence}, recovered in {_month(family, recovery.value)}"


def _month(family: Family, month: float) -> str:
    return months.name(round(month), family.scenario.start)


def _path(member: Member) -> Array:
    return member.profit


def _marks(mine: Family) -> list[Note]:
    """Low, break-even and recovery; without a low nothing has to be made up for."""
    figures = mine.own.figures
    low, breakeven, recovery = (figures[name] for name in ("trough_month", "breakeven_month", "payback_month"))
    value = minus(short(figures["trough"].value))
    mark = partial(whatifs.mark, mine.scenario, mine.own.profit)
    if low.reason:
        return []
    row = whatifs.row_below(mine.scenario, low, breakeven)
    return [*mark(low, f"{value} in", "loss"), *mark(breakeven, "break-even in", "ink", row=row),
            *mark(recovery, "recovered in", "whatif", above=True)]  # fmt: skip
