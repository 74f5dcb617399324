"""Hours that accounts need by month, and those that are there with a decision on head count and without it."""

from __future__ import annotations

import numpy as np

from charts import bundle, months
from charts.bundle import Line
from charts.notes import Columns, Table
from charts.paths import told_each
from charts.theme import Chart, Palette
from model.questions.headcount.decision import Decision
from model.wording import short

TITLE, UNIT = "Hours needed and there", "hours a month"
HEIGHT = 220
ROOM = 130  # pixels for the names
NAMES = ("Needed", "There", "There without it")


def chart(colours: Palette, dated: bool) -> Chart:
    told = {"Month": "when"} | {name: f"told_{place}" for place, name in enumerate(NAMES)}
    return bundle.chart(colours, dated, told, ROOM)


def table(mine: Decision, before: Decision | None) -> Table:
    """One row per month, one per label, and the points of the lines."""
    paths = (mine.needed, mine.paths["capacity_hours"], mine.paths_without["capacity_hours"])
    columns: Columns = months.columns(len(paths[0]), mine.scenario.start)
    columns |= {f"told_{place}": told_each(path, "hours", "") for place, path in enumerate(paths)}
    lines = [Line(*line) for line in zip(NAMES, paths, ("whatif", "ink", "baseline"), strict=True)]
    return bundle.table(columns, lines, [])


def finding(mine: Decision, before: Decision | None) -> str:
    """What the chart shows, in words."""
    needed, there = mine.needed, mine.paths["capacity_hours"]
    lacking = np.flatnonzero(there < needed * (1 - 1e-9))
    last = months.name(len(needed), mine.scenario.start)
    sentence = f"{short(float(needed[-1]))} hours are needed in {last} and {short(float(there[-1]))} are there"
    if not len(lacking):
        return f"{sentence}; there are enough in every month."
    if len(lacking) == len(needed):
        return f"{sentence}; there are too few in every month."
    first = months.name(int(lacking[0]) + 1, mine.scenario.start)
    return f"{sentence}; there are too few in {len(lacking)} of {len(needed)} months, first in {first}."
