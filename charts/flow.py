"""A band that flows through steps, as wide at each step as its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from charts.table import ChartTable, of_rows
from charts.theme import HEIGHTS, Chart, Palette
from model.answers import Flow
from model.wording import formatted, minus, short

LEVEL = 0.35  # of a step, on either side, where the outline stays level
ROOM = 0.8  # of the widest step, above and below the middle


@dataclass(frozen=True)
class FlowLook:
    """What of the chart is in its spec: what its values are called, and how many others there may be."""

    tooltip: str
    others: int

    def __call__(self, colours: Palette, dated: bool) -> Chart:
        """The band with the outlines of the others, and each step's name, value and rate in the middle."""
        x = alt.X("at:Q", axis=None, scale=alt.Scale(nice=False, zero=False))
        outline = alt.Chart().transform_filter("isValid(datum.high)").encode(x=x)
        band = outline.mark_area(color=colours.book).encode(y=_y("high"), y2=alt.Y2("low:Q"))
        rims = [
            outline.mark_line(color=colours.baseline, strokeWidth=1.5, strokeDash=[5, 3]).encode(y=_y(side))
            for place in range(self.others)
            for side in _sides(place)
        ]
        room = alt.Chart().mark_point(opacity=0).encode(y=_y("reach"))
        steps = alt.Chart().transform_filter("isValid(datum.middle)").encode(x=x, y=_y("middle"))
        names = steps.mark_text(color=colours.quiet, fontWeight="bold").encode(
            text=alt.Text("name:N"), y=alt.value(8), tooltip=[alt.Tooltip("told:N", title=self.tooltip)]
        )
        values = steps.mark_text(color=colours.ink, fontSize=15, fontWeight="bold", dy=-8).encode(
            text=alt.Text("value:N")
        )
        rates = steps.mark_text(color=colours.ink, dy=10).encode(text=alt.Text("rate:N"))
        return alt.layer(room, band, *rims, names, values, rates, data=alt.NamedData("table"))


def look(chart: Flow) -> FlowLook:
    """What of the chart is in its spec."""
    return FlowLook(chart.tooltip, len(chart.others))


def height(chart: Flow) -> int:
    """Pixels."""
    return HEIGHTS[chart.tall]


def table(chart: Flow, start: str | None, currency: str) -> ChartTable:
    """Two rows a step for the outlines and one with its texts, and two that leave room above and below."""
    outlines = {"high": chart.values / 2, "low": -chart.values / 2}
    for place, other in enumerate(chart.others):
        outlines |= dict(zip(_sides(place), (other / 2, -other / 2), strict=True))
    rows: list[dict[str, Any]] = [
        {"at": step + side} | {name: float(path[step]) for name, path in outlines.items()}
        for step in range(len(chart.steps))
        for side in (-LEVEL, LEVEL)
    ]
    for step, (name, value, rate) in enumerate(zip(chart.steps, chart.values.tolist(), chart.rates, strict=True)):
        words = formatted(value, chart.unit, currency)
        rows.append({"at": step, "middle": 0, "name": name, "value": minus(short(value)), "rate": rate, "told": words})
    widest = float(np.nanmax([chart.values, *chart.others])) or 1.0
    rows += [{"at": 0, "reach": side * ROOM * widest} for side in (-1, 1)]
    return of_rows(rows)


def _sides(place: int) -> tuple[str, str]:
    """The columns of the outline of another result."""
    return f"other_high_{place}", f"other_low_{place}"


def _y(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(nice=False))
