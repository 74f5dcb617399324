"""The bowtie's right side: MRR from COMMIT over NEW and RENEW to EXPAND, its width at each step."""

from __future__ import annotations

import altair as alt
import pyarrow as pa

from charts.notes import Table
from charts.paths import in_words, minus
from charts.theme import Chart, Palette
from model.questions.compounding import Compounding
from model.wording import percent, short

TITLE, UNIT = "The bowtie's right side", "money/month"
HEIGHT = 220
LEVEL = 0.35  # of a step, on either side, where the outline stays level
ROOM = 0.8  # of the widest step, above and below the middle
NUMBERS = ("at", "high", "low", "baseline_high", "baseline_low", "middle", "reach")
TEXTS = ("name", "value", "rate", "told")


def chart(colours: Palette, dated: bool) -> Chart:
    x = alt.X("at:Q", axis=None, scale=alt.Scale(nice=False, zero=False))
    outline = alt.Chart().transform_filter("isValid(datum.high)").encode(x=x)
    flow = outline.mark_area(color=colours.book).encode(y=_y("high"), y2="low:Q")
    rims = [
        outline.mark_line(color=colours.baseline, strokeWidth=1.5, strokeDash=[5, 3]).encode(y=_y(side))
        for side in ("baseline_high", "baseline_low")
    ]
    room = alt.Chart().mark_point(opacity=0).encode(y=_y("reach"))
    steps = alt.Chart().transform_filter("isValid(datum.middle)").encode(x=x, y=_y("middle"))
    names = steps.mark_text(color=colours.quiet, fontWeight="bold").encode(
        text="name:N", y=alt.value(8), tooltip=[alt.Tooltip("told:N", title="MRR")]
    )
    values = steps.mark_text(color=colours.ink, fontSize=15, fontWeight="bold", dy=-8).encode(text="value:N")
    rates = steps.mark_text(color=colours.ink, dy=10).encode(text="rate:N")
    return alt.layer(room, flow, *rims, names, values, rates, data=alt.NamedData("table"))


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(nice=False))


def table(mine: Compounding, before: Compounding | None) -> Table:
    """Two rows a step for the outline and one with its texts, and two that leave room above and below."""
    widths = [step.mrr.value for step in mine.flow]
    earlier: list[float | None] = [None] * len(widths)
    if before is not None and _differs(mine, before):
        earlier = [step.mrr.value for step in before.flow]
    rows: list[dict[str, float | str | None]] = []
    for place, (width, other) in enumerate(zip(widths, earlier, strict=True)):
        half, half_before = width / 2, None if other is None else other / 2
        for side in (-LEVEL, LEVEL):
            rows.append({"at": place + side, "high": half, "low": -half, "baseline_high": half_before,
                         "baseline_low": None if half_before is None else -half_before})  # fmt: skip
    for place, step in enumerate(mine.flow):
        rate = "" if step.rate is None else f"× {percent(step.rate.value)}"
        told = in_words(step.mrr.value, UNIT, mine.scenario.currency)
        value = minus(short(step.mrr.value))
        rows.append({"at": float(place), "middle": 0.0, "name": step.name, "value": value, "rate": rate, "told": told})
    widest = max(*widths, *(one for one in earlier if one is not None), 0.0) or 1.0
    rows += [{"at": 0.0, "reach": sign * ROOM * widest} for sign in (-1, 1)]
    types = dict.fromkeys(NUMBERS, pa.float64()) | dict.fromkeys(TEXTS, pa.string())
    return pa.table({name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in types.items()})


def finding(mine: Compounding, before: Compounding | None) -> str:
    """What the chart shows, in words."""
    currency = mine.scenario.currency
    start, end = (in_words(step.mrr.value, UNIT, currency) for step in (mine.flow[0], mine.flow[-1]))
    sentence = f"{mine.segment}: of {start} a month committed, one renewal and one expansion make {end}"
    if before is not None and _differs(mine, before):
        sentence += f"; in the baseline {in_words(before.flow[-1].mrr.value, UNIT, currency)}"
    return f"{sentence}."


def _differs(mine: Compounding, before: Compounding) -> bool:
    return [step.mrr.value for step in mine.flow] != [step.mrr.value for step in before.flow]
