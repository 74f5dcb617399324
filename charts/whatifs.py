"""A family of what-ifs in one chart: the scenario's own path with its marks, the others beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from charts import bundle, months
from charts.bundle import Line
from charts.notes import Columns, Note, Table
from charts.paths import compared, minus, told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.questions.cash_trough.families import Family, Member
from model.scenario import Scenario
from model.trace import Quantity
from model.wording import short

Path = Callable[[Member], Array]
EARLY, MIDDLE = 0.3, 0.5  # shares of the horizon: text is to the right of a mark before them, to its left after


def chart(colours: Palette, dated: bool, title: str) -> Chart:
    told = {"Month": "when", f"{title}, yours": "told", "Baseline": "baseline_told", "Others": "others_told"}
    return bundle.chart(colours, dated, told)


def table(mine: Family, before: Family | None, path: Path, unit: str, marks: Sequence[Note]) -> Table:
    """One row per month, one per label and the points of the lines; what-ifs that do not differ are left out."""
    scenario, own = mine.scenario, path(mine.own)
    baseline = compared(own, None if before is None else path(before.own))
    others = [one for one in mine.members if not one.own and not np.isnan(compared(own, path(one))).all()]
    told = [[f"{one.name}: {minus(short(value))}" for value in path(one).tolist()] for one in others]
    columns: Columns = months.columns(len(own), scenario.start) | {
        "told": told_each(own, unit, scenario.currency),
        "baseline_told": told_each(baseline, unit, scenario.currency),
        "others_told": [" · ".join(values) for values in zip(*told, strict=True)] or ["–"] * len(own),
    }
    lines = [Line(one.name, path(one), "quiet") for one in others]
    lines += [Line("Baseline", baseline, "baseline"), Line(mine.own.name, own, "whatif")]
    return bundle.table(columns, lines, marks)


def mark(
    scenario: Scenario, path: Array, month: Quantity, text: str, kind: str, *, above: bool = False, row: int = 0
) -> list[Note]:
    """A mark on a path at a month; none where there is no such month. The text stands where the path has left room."""
    if month.reason:
        return []
    number = round(month.value)
    side = "left" if number <= (EARLY if above else MIDDLE) * scenario.horizon_months else "right"
    at, told = months.position(number, scenario.start), f"{text} {months.name(number, scenario.start)}"
    return [Note(at, float(path[number - 1]), told, kind, align=side, above=above, dot=True, row=row)]


def row_below(scenario: Scenario, first: Quantity, second: Quantity) -> int:
    """How many lines the text of a second mark stands below that of the first, not to run into it."""
    apart = abs(second.value - first.value)
    return 1 if apart <= EARLY * scenario.horizon_months else 0


def ends(mine: Family) -> list[Member]:
    """The first and the last of the others, for a sentence."""
    others = [one for one in mine.members if not one.own]
    return others if len(others) < 2 else [others[0], others[-1]]
