"""CSMs by month: what the hours need, who is there with the hiring plan and without, and who starts when."""

from __future__ import annotations

import numpy as np

from charts import heads, months, notes
from charts.heads import DASHED, Line
from charts.notes import Columns, Note, Table
from charts.paths import told_each
from charts.theme import Chart, Palette
from model.questions.headcount.plan import HiringPlan
from model.wording import short

TITLE, UNIT = "CSMs needed, and there with the plan", "people"
NEEDED, THERE, WITHOUT, START = "Needed", "With the plan", "Without hiring", "Start"
NAMED = 8  # starts that are named: more would crowd, and the table has them


def chart(colours: Palette, dated: bool) -> Chart:
    lines = [
        Line("without", colours.baseline, 2, DASHED),
        Line("needed", colours.ink, 2),
        Line("there", colours.whatif, 2.5),
    ]
    told = {"Month": "when", NEEDED: "needed_told", THERE: "there_told", WITHOUT: "without_told", START: "start_told"}
    return heads.chart(colours, dated, lines, told)


def table(mine: HiringPlan, before: HiringPlan | None) -> Table:
    """One row per month and one per label; columns are empty where there is no team, or nothing is hired."""
    nobody = np.full(mine.needed.shape, np.nan)
    there = mine.there if len(mine.there) else nobody
    paths = {"needed": mine.needed, "there": there, "without": mine.without if mine.starts else nobody}
    starts = dict(mine.starts)
    columns: Columns = months.columns(len(there), mine.scenario.start) | paths | {"peak": np.fmax(there, mine.needed)}
    columns |= {f"{name}_told": told_each(path, UNIT, "") for name, path in paths.items()}
    columns["start_told"] = [short(starts.get(month, 0.0)) for month in columns["month"]]
    height = max(1.0, *(float(np.nanmax(path)) for path in paths.values() if not np.isnan(path).all()))
    return notes.table(columns, _notes(mine, columns["at"], height), [0.0, height * (1 + notes.HEADROOM)])


def finding(mine: HiringPlan, before: HiringPlan | None) -> str:
    """What the chart shows, in words."""
    start, count = mine.scenario.start, len(mine.needed)
    first = f"{short(float(mine.needed[0]))} in {months.name(1, start)}"
    last = f" and {short(float(mine.needed[-1]))} in {months.name(count, start)}" if count > 1 else ""
    sentence = f"{mine.segment} needs {first}{last}"
    if not len(mine.there):
        return f"{sentence}; nobody is there."
    sentence += f"; {short(float(mine.there[-1]))} are there in the end"
    if mine.starts:
        sentence += f" with the plan, {short(float(mine.without[-1]))} without hiring"
        lacking = int((mine.there < mine.needed).sum())
        sentence += f"; fewer than needed are there in {lacking} of {count} months" if lacking else ""
    return f"{sentence}."


def _notes(mine: HiringPlan, at: list[float], height: float) -> list[Note]:
    """Each line is named where it ends, the starts where they are."""
    needed = float(mine.needed[-1])
    if not len(mine.there):
        return [Note(at[-1], needed, f"{NEEDED} {short(needed)}", "ink", dot=True)]
    there = float(mine.there[-1])
    above, needed_above = notes.ends(there, needed, height)
    written = [
        Note(at[-1], there, f"{THERE if mine.starts else 'There'} {short(there)}", "whatif", above=above, dot=True)
    ]
    if mine.starts or needed != there:  # the same line otherwise
        written.append(Note(at[-1], needed, f"{NEEDED} {short(needed)}", "ink", above=needed_above and needed != there))
    if mine.starts and there - mine.without[-1] > notes.NEAR * height:
        without = float(mine.without[-1])
        written.append(Note(at[-1], without, f"{WITHOUT} {short(without)}", "baseline", above=False))
    for month, hired in mine.starts:
        text = f"+{short(hired)}" if len(mine.starts) <= NAMED else ""
        written.append(Note(at[month - 1], float(mine.there[month - 1]), text, "whatif", align="center", dot=True))
    return written
