"""Axes and hover that charts over months share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.theme import Palette
from model.answers import Axis
from model.locales import writing

# Vega leaves out what lies beyond the data, and every other one where they would crowd.
MONTH_TICKS = [1, *range(6, 121, 6)]
LONGEST, LETTER = 50, 7  # pixels of the longest usual label ("−12.5M") with its distance, and of a letter more
MONTHS_ONLY = "isValid(datum.month)"


def months(dated: bool, *, room: int = 0) -> alt.X:
    """The month axis: numbers, or calendar months. `room` are pixels left free at its end, for names of lines."""
    ends: dict[str, Any] = {"range": [0, alt.ExprRef(f"width - {room}")]} if room else {}
    if dated:
        axis = alt.Axis(
            format="%b %Y" if writing().months else "%Y-%m", title=None, labelFlush=True, labelOverlap=True, tickCount=6
        )
        return alt.X("at:T", scale=alt.Scale(type="utc", nice=False, **ends), axis=axis)
    axis = alt.Axis(values=MONTH_TICKS, format="d", title="Month", titleAnchor="end", labelFlush=True)
    return alt.X("at:Q", scale=alt.Scale(nice=False, zero=False, **ends), axis=axis)


def values(x: Axis, *, room: int = 0) -> alt.X:
    """An axis of other values than months: a share, or a number of something."""
    scale: dict[str, Any] = {"range": [0, alt.ExprRef(f"width - {room}")]} if room else {}
    if x.ends:
        scale["domain"] = list(x.ends)
    written: dict[str, Any] = {"format": "%"} if x.unit == "share" else {"format": ",~f"}
    if x.unit == "people":
        written = {"format": ",d", "tickMinStep": 1}
    axis = alt.Axis(title=x.title, titleAnchor="end", labelFlush=True, **written)
    return alt.X("at:Q", scale=alt.Scale(nice=False, zero=False, **scale), axis=axis)


def upright(unit: str, field: str, *, zero: bool = True) -> alt.Y:
    """The axis of values of this unit."""
    if unit == "people":
        return people(field)
    return shares(field, zero=zero) if unit == "share" else money(field, zero=zero)


def shares(field: str, *, zero: bool = True) -> alt.Y:
    """An axis of shares, as percent."""
    axis = alt.Axis(title=None, format="%", tickCount=5, minExtent=width())
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=zero, nice=False), axis=axis)


def money(field: str, *, zero: bool = True) -> alt.Y:
    """A money axis with short numbers; the unit stands in the heading above the chart."""
    return alt.Y(
        f"{field}:Q",
        scale=alt.Scale(zero=zero, nice=False),
        axis=alt.Axis(title=None, labelExpr=short(), tickCount=5, minExtent=width()),
    )


def people(field: str) -> alt.Y:
    """An axis of heads, from none on, with no tick between two."""
    axis = alt.Axis(title=None, labelExpr=short(), tickCount=5, tickMinStep=1, minExtent=width())
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=True, nice=False), axis=axis)


def width() -> int:
    """Pixels of an axis of values, the same whatever stands on it, so that month 1 is at one place on a page."""
    return LONGEST + LETTER * max(len(scale.unit) - 1 for scale in writing().scales)


def short() -> str:
    """How the labels of an axis are written, with the short forms of the reader's locale."""
    size = "abs(datum.value)"
    text = f"{size} < 1 ? format(datum.value, '.2~f') : format(datum.value, ',.3~f')"
    for scale in reversed(writing().scales):
        unit = f"format(datum.value / {scale.divisor:.0f}, ',.3~f') + '{scale.unit}'"
        text = f"{size} >= {scale.start:.0f} ? {unit} : {text}"
    return f"{size} >= 1e15 ? format(datum.value, '.1e') : {text}"


def hover(colours: Palette, x: alt.X, lines: Mapping[str, str], name: str = "hover") -> alt.Chart:
    """A thin line at the month under the pointer with its values; `lines` maps labels to columns of text.

    Charts whose layer is called "hover" move together in the browser (ui/browser/opener.js).
    """
    nearest = alt.selection_point(
        name="month_under_pointer",
        nearest=True,
        on="pointerover",
        clear="pointerout",
        fields=["at"],
        empty=False,
    )
    chart: alt.Chart = (
        alt.Chart(name=name)
        .transform_filter(MONTHS_ONLY)
        .mark_rule(color=colours.quiet, strokeWidth=1)
        .encode(
            x=x,
            opacity=alt.condition(nearest, alt.value(0.6), alt.value(0)),
            tooltip=[alt.Tooltip(f"{column}:N", title=label) for label, column in lines.items()],
        )
        .add_params(nearest)
    )
    return chart
