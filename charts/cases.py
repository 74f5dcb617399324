"""Cumulative revenue of a book in each case; each line has its name and its end beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from charts import bundle, months
from charts.bundle import Line
from charts.notes import Columns, Table
from charts.paths import compared, in_words, last_shown, minus, told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.questions.clv_scenarios import Worth
from model.wording import short

TITLE, UNIT = "Cumulative revenue of the book, by case", "money"
ROOM = 165  # pixels to the right of the lines, for their names
SAME = 1e-9  # of the largest: lines closer than this are drawn as one
KINDS = {"mine": "whatif", "flat": "ink"}
BASELINE = "Baseline"
TOLD = {"mine": "Yours", "flat": "Flat", "churn": "Churn alone", "12": "Yearly", "3": "Quarterly", "1": "Monthly"}


@dataclass(frozen=True)
class Drawn:
    """A line, and the names of the cases that it stands for."""

    line: Line
    names: tuple[str, ...]


def chart(colours: Palette, dated: bool) -> Chart:
    told = {label: f"told_{key}" for key, label in TOLD.items()}
    return bundle.chart(colours, dated, {"Month": "when", **told, BASELINE: "told_baseline"}, ROOM)


def table(mine: Worth, before: Worth | None) -> Table:
    """One row per month, one per name, and the points of the lines."""
    scenario = mine.scenario
    paths = {case.key: np.array(case.path) for case in mine.cases}
    earlier = compared(paths["mine"], None if before is None else np.array(before.mine.path))
    columns: Columns = months.columns(scenario.horizon_months, scenario.start)
    for key, path in (*paths.items(), ("baseline", earlier)):
        columns |= {f"told_{key}": told_each(path, UNIT, scenario.currency)}
    drawn: list[Drawn] = []
    for case in reversed(mine.cases):
        drawn = _with(drawn, Line(case.name, paths[case.key], KINDS.get(case.key, "quiet")))
    lines = [replace(one.line, name=_named(one.names, one.line.values)) for one in drawn]
    if last_shown(earlier) is not None:
        lines.append(Line(_named((BASELINE,), earlier), earlier, "baseline"))
    return bundle.table(columns, lines, [])


def finding(mine: Worth, before: Worth | None) -> str:
    """What the chart shows, in words."""
    currency, ends = mine.scenario.currency, {case.key: case.path[-1] for case in mine.cases}
    own, flat, monthly = (in_words(ends[key], UNIT, currency) for key in ("mine", "flat", "1"))
    last = months.name(mine.scenario.horizon_months, mine.scenario.start)
    sentence = f"By {last} the book has brought {own} as it stands, {flat} when flat"
    sentence += f" and {monthly} with the same step every month"
    if before is not None and before.mine.path != mine.mine.path:
        by = "" if len(before.mine.path) == len(mine.mine.path) else f" by month {len(before.mine.path)}"
        sentence += f"; in the baseline {in_words(before.mine.path[-1], UNIT, before.scenario.currency)}{by}"
    return f"{sentence}."


def _with(drawn: list[Drawn], line: Line) -> list[Drawn]:
    """The lines with one more, or with its name at the one that is the same."""
    for place, one in enumerate(drawn):
        if np.allclose(one.line.values, line.values, rtol=0, atol=SAME * line.values.max()):
            return [*drawn[:place], replace(one, names=(*one.names, line.name)), *drawn[place + 1 :]]
    return [*drawn, Drawn(line, (line.name,))]


def _named(names: tuple[str, ...], path: Array) -> str:
    """The names, the user's first, and where the line ends."""
    first, *others = names
    together = f"{first}, {len(others)} others" if len(others) > 1 else ", ".join([first, *map(str.lower, others)])
    last = last_shown(path)
    return together if last is None else f"{together} {minus(short(float(path[last])))}"
