"""MRR on its way to the growth ceiling: within the horizon, and as it would go on."""

from __future__ import annotations

import altair as alt
import numpy as np

from charts import axes, months, notes
from charts.notes import Columns, Note, Table
from charts.paths import compared, in_words, last_shown, minus, told_each
from charts.theme import Chart, Palette
from model.batch import Array
from model.metrics import UNIT_ECONOMICS
from model.questions.unit_economics import UnitEconomics
from model.wording import percent, short

METRIC = UNIT_ECONOMICS["mrr_ceiling"]
TITLE, UNIT = METRIC.label, METRIC.unit


def chart(colours: Palette, dated: bool) -> Chart:
    x = axes.months(dated)
    path = alt.Chart().transform_filter(axes.MONTHS_ONLY).encode(x=x)
    ceiling = path.mark_line(color=colours.quiet, strokeWidth=1, strokeDash=[2, 3]).encode(y=axes.money("ceiling"))
    baseline = path.mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]).encode(y=axes.money("baseline"))
    beyond = path.mark_line(color=colours.whatif, strokeWidth=1.5, opacity=0.6).encode(y=axes.money("beyond"))
    mrr = path.mark_line(color=colours.whatif, strokeWidth=2.5).encode(y=axes.money("mrr"))
    told = {"Month": "when", "MRR": "mrr_told", "Of the ceiling": "share_told", "Baseline": "baseline_told"}
    return alt.layer(
        ceiling, baseline, beyond, mrr, axes.hover(colours, x, told), *notes.layers(colours, x),
        data=alt.NamedData("table"),
    )  # fmt: skip


def table(mine: UnitEconomics, before: UnitEconomics | None) -> Table:
    """One row per month and one per label; beyond the horizon the path stands in a column of its own."""
    scenario, path, level = mine.scenario, mine.ceiling.path, _level(mine)
    number, horizon = np.arange(1, len(path) + 1), scenario.horizon_months
    earlier = compared(path, None if before is None else before.ceiling.path)
    columns: Columns = months.columns(len(path), scenario.start) | {
        "mrr": np.where(number <= horizon, path, np.nan),
        "beyond": np.where(number >= horizon, path, np.nan),
        "ceiling": np.full(len(path), np.nan if level is None else level),
        "baseline": earlier,
        "mrr_told": told_each(path, UNIT, scenario.currency),
        "share_told": [percent(value / level) if level else "" for value in path.tolist()],
        "baseline_told": told_each(earlier, UNIT, scenario.currency),
    }
    height = float(max(path.max(), level or 0.0, np.nan_to_num(earlier).max()))
    return notes.table(columns, _notes(mine, columns["at"], earlier, height), [height * (1 + notes.HEADROOM)])


def finding(mine: UnitEconomics, before: UnitEconomics | None) -> str:
    """Where MRR starts and ends, and the level that it goes to."""
    scenario, path, level = mine.scenario, mine.ceiling.path, _level(mine)
    start, end = (in_words(float(value), UNIT, scenario.currency) for value in (path[0], path[_last(mine)]))
    when = months.name(_last(mine) + 1, scenario.start)
    goes = f"stays at {start} until" if start == end else f"goes from {start} to {end} in"
    sentence = f"MRR of {mine.ceiling.name} {goes} {when}"
    if level is not None:
        sentence += f"; the accounts it signs take it towards {in_words(level, UNIT, scenario.currency)}"
    earlier = None if before is None else _level(before)
    if before is not None and earlier != level:
        was = "has no ceiling" if earlier is None else f"goes towards {in_words(earlier, UNIT, scenario.currency)}"
        sentence += f"; the baseline {was}"
    return f"{sentence}."


def _level(answer: UnitEconomics) -> float | None:
    """The ceiling, None where there is none to approach."""
    ceiling = answer.ceiling.reached.ceiling
    return None if ceiling.reason or not ceiling.value else ceiling.value


def _last(answer: UnitEconomics) -> int:
    """The place of the horizon's last month."""
    return answer.scenario.horizon_months - 1


def _notes(mine: UnitEconomics, at: list[float], baseline: Array, height: float) -> list[Note]:
    scenario, path, level, last = mine.scenario, mine.ceiling.path, _level(mine), _last(mine)
    when, shown = months.name(last + 1, scenario.start), last_shown(baseline)
    if level is None:
        written = [Note(at[last], float(path[last]), minus(short(path[last])), "whatif", dot=True)]
    else:
        reached = f"{percent(mine.ceiling.reached.at_end.value, 0)} in {when}"
        written = [
            Note(at[-1], level, f"Ceiling {short(level)}", "baseline"),
            Note(at[last], float(path[last]), reached, "whatif", align="left", above=False, dot=True),
            *_half_way(mine, at),
        ]
    if shown is not None and abs(float(baseline[shown] - path[shown])) > notes.NEAR * height:
        written.append(Note(at[shown], float(baseline[shown]), f"Baseline {minus(short(baseline[shown]))}", "baseline"))
    return written


def _half_way(mine: UnitEconomics, at: list[float]) -> list[Note]:
    month = mine.ceiling.half_way
    if month is None:
        return []
    place = int(month.value) - 1
    text = f"half-way in {months.name(place + 1, mine.scenario.start)}"
    return [Note(at[place], float(mine.ceiling.path[place]), text, "whatif", align="right", dot=True)]
