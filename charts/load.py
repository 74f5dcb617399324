"""Load by month: hours required over hours of the seats, with the line at 1 and the first month above it."""

from __future__ import annotations

import altair as alt
import numpy as np

from charts import axes, months, notes
from charts.notes import Columns, Note, Table
from charts.paths import SAME, last_shown, told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.metrics import MONTHLY
from model.questions.csm_capacity import CsmCapacity
from model.wording import short

METRIC = MONTHLY["load"]
TITLE, UNIT = METRIC.label, "hours required over hours there"
HEIGHT = 200
ROOM_ABOVE = 0.85  # of the highest load: a point below it has room for a second line of text
FULL = "1: as many hours there as required"


def chart(colours: Palette, dated: bool) -> Chart:
    x = axes.months(dated)
    path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
    full = alt.Chart().mark_rule(color=colours.quiet, strokeWidth=1).encode(y=alt.YDatum(1))
    too_many = path.mark_area(color=colours.loss, opacity=0.18).encode(y=_y("excess"), y2=alt.datum(1))
    baseline = path.mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]).encode(y=_y("baseline"))
    load = path.mark_line(color=colours.whatif, strokeWidth=2.5).encode(y=_y("load"))
    told = {"Month": "when", TITLE: "load_told", "Baseline": "baseline_told"}
    return alt.layer(
        too_many, full, baseline, load, axes.hover(colours, x, told), *notes.layers(colours, x),
        data=alt.NamedData("table"),
    )  # fmt: skip


def _y(field: str) -> alt.Y:
    axis = alt.Axis(title=None, tickCount=5)
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=True, nice=False), axis=axis)


def table(mine: CsmCapacity, before: CsmCapacity | None) -> Table:
    """One row per month and one per label; a month in which nobody has hours has no load."""
    load, earlier = _finite(mine.team.load), _earlier(mine, before)
    columns: Columns = months.columns(len(load), mine.scenario.start) | {
        "load": load,
        "excess": np.fmax(load, 1.0),
        "baseline": earlier,
        "load_told": told_each(load, METRIC.unit, ""),
        "baseline_told": told_each(earlier, METRIC.unit, ""),
    }
    height = float(np.nanmax([1.0, *load, *earlier]))
    return notes.table(
        columns, _notes(mine, columns["at"], load, earlier, height), [0.0, height * (1 + notes.HEADROOM)]
    )


def finding(mine: CsmCapacity, before: CsmCapacity | None) -> str:
    """What the chart shows, in words."""
    team, start = mine.team, mine.scenario.start
    lost = int(np.isinf(team.load).sum())
    if lost == len(team.load):
        return "Hours are required and nobody has any: load has no number."
    end = float(team.load[-1])
    last = months.name(len(team.load), start)
    sentence = (
        f"Load is {short(end)} in {last}" if np.isfinite(end) else f"Load has no number in {last}, as nobody has hours"
    )
    above = team.above
    if not above:
        sentence += " and never above 1"
    elif len(above) == 1:
        sentence += f"; it is above 1 only in {months.name(above[0], start)}"
    else:
        sentence += (
            f"; it is above 1 in {len(above)} of {len(team.load)} months, first in {months.name(above[0], start)}"
        )
    if before is not None and last_shown(_earlier(mine, before)) is not None:
        sentence += f"; in the baseline in {len(before.team.above)}"
    return f"{sentence}."


def _finite(load: Array) -> Array:
    return np.where(np.isinf(load), np.nan, load)


def _earlier(mine: CsmCapacity, before: CsmCapacity | None) -> Array:
    """The baseline's load over the same months; none where it has no team, or the same."""
    load, earlier = _finite(mine.team.load), np.full(mine.team.load.shape, np.nan)
    if before is not None:
        known = _finite(before.team.load)[: len(load)]
        earlier[: len(known)] = known
    same = np.allclose(earlier, load, rtol=SAME, atol=0, equal_nan=True)
    return np.full(load.shape, np.nan) if same else earlier


def _notes(mine: CsmCapacity, at: list[float], load: Array, baseline: Array, height: float) -> list[Note]:
    written = [Note(at[-1], 1.0, FULL, "quiet", above=not load[-1] > 1)]
    shown = [month for month in mine.team.above if not np.isnan(load[month - 1])]
    if shown:
        first = shown[0]
        text = f"first above 1 in {months.name(first, mine.scenario.start)}"
        value, side = float(load[first - 1]), "right" if first > len(load) / 2 else "left"
        higher = int(value < ROOM_ABOVE * height)  # the line rises through the text otherwise
        written.append(Note(at[first - 1], value, text, "loss", align=side, dot=True, row=higher))
    end, last = float(load[-1]), last_shown(baseline)
    if not np.isnan(end) and (not shown or shown[0] < len(load)):
        written.append(Note(at[-1], end, short(end), "whatif", above=end >= 1, dot=True))
    if last is not None and abs(baseline[last] - end) > notes.NEAR * height:
        written.append(Note(at[last], float(baseline[last]), f"Baseline {short(float(baseline[last]))}", "baseline"))
    return written
