"""Cash of a family of what-ifs, with the lowest cash of the user's own and the month in which it is used up."""

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

METRIC = MONTHLY["cash"]
TITLE, UNIT = METRIC.label, METRIC.unit


def chart(colours: Palette, dated: bool) -> Chart:
    return whatifs.chart(colours, dated, TITLE)


def table(mine: Family, before: Family | None) -> Table:
    """One row per month, one per label, and the points of the lines."""
    return whatifs.table(mine, before, _path, UNIT, _marks(mine))


def finding(mine: Family, before: Family | None) -> str:
    """What the chart shows, in words."""
    parts = [f"{mine.name}, {mine.own.name} (yours): lowest {_told(mine, mine.own)}"]
    parts += [f"at {one.name} {_told(mine, one)}" for one in whatifs.ends(mine)]
    if before is not None:
        parts.append(f"in the baseline {_told(before, before.own)}")
    return f"{'; '.join(parts)}."


def _told(family: Family, member: Member) -> str:
    low, month = member.figures["cash_low"], round(member.figures["cash_low_month"].value)
    value = in_words(low.value, UNIT, family.scenario.currency)
    return f"{value} in {months.name(month, family.scenario.start)}"


def _path(member: Member) -> Array:
    return member.cash


def _marks(mine: Family) -> list[Note]:
    """The lowest cash, and where it is used up before."""
    figures = mine.own.figures
    low, empty = figures["cash_low_month"], mine.empty
    value = minus(short(figures["cash_low"].value))
    mark = partial(whatifs.mark, mine.scenario, mine.own.cash)
    marks = mark(low, f"{value} in", "ink" if empty.reason else "loss")
    if empty.value != low.value:
        marks += mark(empty, "used up in", "loss", above=True)
    return marks
