"""Load, coverage and engagement by month with a decision on head count, and the coverage without it."""

from __future__ import annotations

import numpy as np

from charts import bundle, months
from charts.bundle import Line
from charts.notes import Columns, Table
from charts.paths import told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.metrics import MONTHLY
from model.questions.headcount.decision import Decision
from model.wording import percent

TITLE, UNIT = "Load, coverage and engagement", "1 is enough hours for all"
HEIGHT = 260
ROOM = 150  # pixels for the names
LOOKS = {"load": "ink", "engagement": "quiet", "coverage": "whatif"}
WITHOUT = "Coverage without it"


def chart(colours: Palette, dated: bool) -> Chart:
    told = {"Month": "when"} | {MONTHLY[name].label: f"{name}_told" for name in LOOKS} | {WITHOUT: "without_told"}
    return bundle.chart(colours, dated, told, ROOM)


def table(mine: Decision, before: Decision | None) -> Table:
    """One row per month, one per label, and the points of the lines."""
    paths = {name: _finite(mine.paths[name]) for name in LOOKS}
    without = mine.paths_without["coverage"]
    columns: Columns = months.columns(len(without), mine.scenario.start)
    columns |= {f"{name}_told": told_each(path, MONTHLY[name].unit, "") for name, path in paths.items()}
    columns |= {"without_told": told_each(without, MONTHLY["coverage"].unit, "")}
    lines = [Line(MONTHLY[name].label, path, LOOKS[name]) for name, path in paths.items()]
    return bundle.table(columns, [*lines, Line(WITHOUT, without, "baseline")], [])


def finding(mine: Decision, before: Decision | None) -> str:
    """What the chart shows, in words."""
    coverage, other = mine.paths["coverage"], mine.paths_without["coverage"]
    low = int(coverage.argmin())
    if coverage[low] >= 1 and other.min() >= 1:
        return "Every account gets its hours in every month, with the decision and without it."
    when = months.name(low + 1, mine.scenario.start)
    sentence = (
        f"Coverage is lowest in {when}, at {percent(float(coverage[low]))}; without the decision its lowest is "
        f"{percent(float(other.min()))}"
    )
    if before is not None and not np.isclose(before.paths["coverage"].min(), coverage[low]):
        sentence += f", and with it in the baseline {percent(float(before.paths['coverage'].min()))}"
    return f"{sentence}."


def _finite(path: Array) -> Array:
    return np.where(np.isinf(path), np.nan, path)
