"""CSMs by month: what the hours need, who is there, and what a team hired to need would take."""

from __future__ import annotations

import numpy as np

from charts import heads, months, notes
from charts.heads import DASHED, DOTTED, Line
from charts.notes import Columns, Note, Table
from charts.paths import compared, last_shown, told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.questions.csm_capacity import CsmCapacity
from model.wording import short

TITLE, UNIT = "CSMs needed and there", "people"
NEEDED, THERE, TO_NEED = "Needed", "There", "Hired to need"
LATEST = 0.6  # of the months: a line that parts later has no room for its name


def chart(colours: Palette, dated: bool) -> Chart:
    lines = [
        Line("baseline", colours.baseline, 2, DASHED),
        Line("to_need", colours.whatif, 1.5, DOTTED),
        Line("there", colours.ink, 2),
        Line("needed", colours.whatif, 2.5),
    ]
    told = {"Month": "when", NEEDED: "needed_told", THERE: "there_told", TO_NEED: "to_need_told",
            "Baseline": "baseline_told"}  # fmt: skip
    return heads.chart(colours, dated, lines, told)


def table(mine: CsmCapacity, before: CsmCapacity | None) -> Table:
    """One row per month and one per label; columns are empty where there is no team or nothing differs."""
    team, start = mine.team, mine.scenario.start
    needed, nobody = team.needed, np.full(team.needed.shape, np.nan)
    there = team.there if len(team.there) else nobody
    to_need = compared(needed, team.to_need)
    earlier = compared(needed, None if before is None else before.team.needed)
    paths = {"needed": needed, "there": there, "to_need": to_need, "baseline": earlier}
    columns: Columns = months.columns(len(needed), start) | paths | {"peak": np.fmax(there, needed)}
    columns |= {f"{name}_told": told_each(path, UNIT, "") for name, path in paths.items()}
    height = max(float(np.nanmax(path)) for path in (*paths.values(), np.ones(1)) if not np.isnan(path).all())
    return notes.table(columns, _notes(columns["at"], paths, height), [0.0, height * (1 + notes.HEADROOM)])


def finding(mine: CsmCapacity, before: CsmCapacity | None) -> str:
    """What the chart shows, in words."""
    team, start = mine.team, mine.scenario.start
    first, last = (f"{short(float(team.needed[place]))} in {months.name(month, start)}"
                   for place, month in ((0, 1), (-1, len(team.needed))))  # fmt: skip
    sentence = f"{mine.segment} needs {first}" + (f" and {last}" if len(team.needed) > 1 else "")
    lacking = np.flatnonzero(team.there < team.needed) if len(team.there) else np.array([])
    if len(team.there):
        sentence += f"; {short(float(team.there[-1]))} are there in the end"
        fewest = f", too few in {len(lacking)} of {len(team.there)} months"
        sentence += fewest if len(lacking) else ", never too few"
    if team.to_need[-1] != team.needed[-1]:
        reason = "more accounts would stay" if team.to_need[-1] > team.needed[-1] else "none would be at risk"
        sentence += f"; hired to need it would take {short(float(team.to_need[-1]))}, as {reason}"
    if before is not None and last_shown(compared(team.needed, before.team.needed)) is not None:
        sentence += f"; the baseline needs {short(float(before.team.needed[-1]))} in the end"
    return f"{sentence}."


def _notes(at: list[float], paths: dict[str, Array], height: float) -> list[Note]:
    """Need and baseline are named where they end, who is there where it begins: there they are furthest apart."""
    needed, there = paths["needed"], paths["there"]
    last = last_shown(paths["baseline"])
    end = float(needed[-1])
    earlier = None if last is None else float(paths["baseline"][last])
    above, baseline_above = notes.ends(end, earlier, height)
    written = [Note(at[-1], end, f"{NEEDED} {short(end)}", "whatif", above=above, dot=True)]
    if last is not None and earlier is not None and abs(earlier - end) > notes.NEAR * height:
        written.append(Note(at[last], earlier, f"Baseline {short(earlier)}", "baseline", above=baseline_above))
    if not np.isnan(there[0]):
        written.append(Note(at[0], float(there[0]), f"{THERE} {short(float(there[0]))}", "ink", align="left",
                            above=bool(there[0] > needed[0])))  # fmt: skip
    other = np.flatnonzero(np.abs(paths["to_need"] - needed) > 0)
    if len(other) and other[0] < LATEST * len(at):
        first = int(other[0])
        written.append(Note(at[first], float(paths["to_need"][first]), TO_NEED, "whatif", align="left"))
    return written
