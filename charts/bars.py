"""Charts of horizontal bars, with ticks on them and limits across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt

from charts import axes
from charts.table import ChartTable, Row, of_rows
from charts.theme import Chart, Palette
from model.answers import Bar, Bars, Piece, Tick
from model.wording import format_of

ROW = 21  # pixels of a line of words below a bar, and of a bar without a name over it
NAME = 17  # pixels of the name over a bar
BLOCKS = {"low": 34, "usual": 40, "high": 46}  # pixels of a bar with its name over it
DOTTED = 52  # pixels of dots with the words over and under them
THICK, THIN = 18, 12  # pixels of a bar by itself, and under its name
AROUND, AXIS, LEGEND = 27, 23, 20  # pixels around a chart, of its axis, and of a line of its legend
BEYOND = 2  # pixels of a tick over and under its bar
GAP = 4  # pixels between a line to a piece's words and the words before it
ENTRIES = 2  # of a legend beside each other
ROOM, SPARE = 1.08, 0.02  # of the furthest limit, so that there is another side of it; and of the span
LETTER, APART = 6.6, 8  # pixels of a letter, and between a name and what it stands left of
RIGHT = 5  # pixels from a line to its words
OVER, UNDER = -15, 16  # pixels from a dot to the middle of its words
# Words that would run out of the chart stand further to the left, or to the right.
SHIFT = (
    "max({room} + 3 - scale('x', datum.at), "
    "min(datum.dx, width - scale('x', datum.at) - {letter} * length(datum.words)))"
)
ROLES = ("whatif", "baseline", "loss", "ink", "quiet", "book", "later", *(f"series {place}" for place in range(8)))


@dataclass(frozen=True)
class BarsLook:
    """What of a chart is in its spec. Across is the value; up and down everything stands at pixels of the table."""

    unit: str
    legend: tuple[tuple[str, str], ...]
    pointer: tuple[str, str]
    inside: bool
    letters: int
    scaled: bool
    from_zero: bool

    @property
    def room(self) -> float:
        """Pixels left of the bars, for names."""
        return self.letters * LETTER + APART if self.letters else 0

    def __call__(self, colours: Palette, dated: bool) -> Chart:
        """Pieces, then ticks, limits and the lines to words, then dots and what is written."""
        x, colour = self._x("at"), self._colour(colours)
        tooltips = [
            alt.Tooltip(f"{column}:N", title=title)
            for column, title in zip(("part", "told"), self.pointer, strict=True)
        ]
        pieces = (
            _with("end")
            .mark_rect(stroke=colours.paper, strokeWidth=1)
            .encode(
                x=self._x("start"), x2=alt.X2("end:Q"), y=_y("top"), y2=alt.Y2("bottom:Q"),
                color=self._colour(colours, named=True), tooltip=tooltips,
                opacity=alt.condition("datum.lighter", alt.value(0.55), alt.value(1)),
            )
        )  # fmt: skip
        lines = _with("width").mark_rule().encode(
            x=x, y=_y("top"), y2=alt.Y2("bottom:Q"), color=colour, strokeWidth=alt.StrokeWidth("width:Q", scale=None)
        )  # fmt: skip
        room = _with("y").mark_point(opacity=0, size=0).encode(x=x, y=_y("y"))
        dots = (
            _with("dot")
            .mark_point(filled=True, size=90, opacity=1)
            .encode(x=x, y=_y("y"), color=colour, tooltip=tooltips)
        )
        chart: Chart = alt.layer(
            room, pieces, lines, dots, *self._written(colours, x, colour), data=alt.NamedData("table"),
            resolve=alt.Resolve(scale={"color": "independent"}),  # only the pieces' has a legend
        )  # fmt: skip
        return chart

    def _written(self, colours: Palette, x: alt.X, colour: alt.Color) -> Iterator[alt.Chart]:
        """Names at the left, amounts at the right, and words at their values."""
        left: dict[str, Any] = {"align": "left", "baseline": "middle"}
        right = left | {"align": "right"}
        at, side = (self.room - APART, right) if self.letters else (6 if self.inside else 0, left)
        name, amount = _with("name").mark_text(**side, color=colours.ink), _with("amount").mark_text(**right)
        yield name.encode(x=alt.value(at), y=_y("y"), text=alt.Text("name:N"))
        yield amount.encode(x=alt.value(alt.expr("width")), y=_y("y"), text=alt.Text("amount:N"), color=colour)
        left |= {"dx": alt.expr(SHIFT.format(room=self.room, letter=LETTER))}
        words = _with("words").encode(x=x, y=_y("y"), text=alt.Text("words:N"))
        yield words.mark_text(**left, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
        yield words.mark_text(**left).encode(color=colour)

    def _x(self, field: str) -> alt.X:
        written: dict[str, Any] = {"format": "%"} if self.unit == "share" else {"labelExpr": axes.short()}
        axis = alt.Axis(title=None, tickCount=5, **written) if self.scaled else None
        ends: dict[str, Any] = {"range": [self.room, alt.ExprRef("width")]} if self.letters else {}
        return alt.X(f"{field}:Q", scale=alt.Scale(nice=False, zero=self.from_zero, **ends), axis=axis)

    def _colour(self, colours: Palette, *, named: bool = False) -> alt.Color:
        scale = alt.Scale(domain=list(ROLES), range=[colours.colour_of(role) for role in ROLES])
        names = {role: name for name, role in self.legend}
        legend = alt.Legend(
            orient="top", title=None, columns=ENTRIES, labelColor=colours.ink, labelFontSize=12, values=[*names],
            labelExpr=f"{names}[datum.label]",
        ) if named and names else None  # fmt: skip
        return alt.Color("role:N", scale=scale, legend=legend)


def _with(column: str) -> alt.Chart:
    """The rows that have a value in this column."""
    return alt.Chart().transform_filter(f"isValid(datum.{column})")


def _y(field: str) -> alt.Y:
    """Pixels from the top: the table reaches from none to all that is drawn."""
    return alt.Y(f"{field}:Q", scale=alt.Scale(nice=False, zero=True, reverse=True), axis=None)


def look(chart: Bars) -> BarsLook:
    """What of the chart is in its spec."""
    return BarsLook(
        format_of(chart.unit), chart.legend, chart.pointer, chart.inside, chart.letters, chart.scaled, chart.from_zero
    )


def height(chart: Bars) -> int:
    """Pixels of all of it."""
    legend = LEGEND * ceil(len(chart.legend) / ENTRIES)
    return _bottom(chart) + AROUND + legend + (AXIS if chart.scaled else 0)


def table(chart: Bars, start: str | None, currency: str) -> ChartTable:
    """A row for each piece, tick, limit and name, and one for each corner that the axes must reach."""
    rows, top, bottom = list[Row](), ROW * len(chart.limits), _bottom(chart)
    for line, limit in enumerate(sorted(chart.limits, key=lambda limit: limit.value)):
        rows.append(_rule(limit, ROW * (line + 0.5), bottom, 1.5))
        rows.append(_written(limit, ROW * (line + 0.5)))
    for bar in chart.bars:
        rows += _rows(chart, bar, top)
        top += _tall(chart, bar)
    rows += [{"at": value, "y": y} for value, y in zip(_reached(chart), (0, bottom), strict=True)]
    return of_rows(rows)


def _bottom(chart: Bars) -> int:
    """Pixels: a line for each limit, and for each bar with what is written over and under it."""
    return ROW * len(chart.limits) + sum(_tall(chart, bar) for bar in chart.bars)


def _rows(chart: Bars, bar: Bar, top: int) -> Iterator[Row]:
    """The bar from this height on. The last of the words stand in the first line, so that no line runs through any."""
    over = _has_name_over(chart, bar)
    high = top + BEYOND + (NAME if over else 0)
    low = high + (THIN if over else THICK)
    middle = top + DOTTED / 2 if bar.dots else (high + low) / 2
    for piece in bar.pieces:
        yield {"start": piece.start, "end": piece.end, "top": high, "bottom": low, "role": piece.role,
               "lighter": piece.lighter, "part": piece.name, "told": piece.tooltip}  # fmt: skip
    for tick in bar.ticks:
        yield _rule(tick, high - BEYOND, low + BEYOND, 2.5)
    yield from _dotted(bar, middle)
    if bar.name or bar.amount:
        parts: list[Piece | Tick] = [*bar.pieces, *bar.ticks]
        role = parts[0].role if parts else "ink"
        yield {"y": top + NAME / 2 if over else middle, "name": bar.name, "amount": bar.amount or None, "role": role}
    for line, tick in enumerate(_below(bar)):
        y = low + BEYOND + ROW * (line + 0.5)
        yield _rule(Tick(tick.value, "quiet"), low, y - ROW / 2 + GAP, 1)
        yield _written(tick, y)


def _dotted(bar: Bar, y: float) -> Iterator[Row]:
    """The line between the dots, and each dot: the words of the first stand over it, of the second under it."""
    if len(bar.dots) > 1:
        start, *_, end = sorted(dot.value for dot in bar.dots)
        yield {"start": start, "end": end, "top": y - 1.5, "bottom": y + 1.5, "role": "quiet", "lighter": True}
    for dot, away in zip(bar.dots, (OVER, UNDER), strict=False):
        yield {"at": dot.value, "y": y, "dot": True, "role": dot.role, "part": dot.words, "told": dot.tooltip}
        yield {**_written(dot, y + away), "dx": -LETTER / 2 * len(dot.words)}


def _rule(tick: Tick, top: float, bottom: float, width: float) -> Row:
    return {"at": tick.value, "top": top, "bottom": bottom, "width": width, "role": tick.role}


def _written(tick: Tick, y: float) -> Row:
    return {"at": tick.value, "y": y, "words": tick.words, "role": tick.role, "dx": RIGHT}


def _below(bar: Bar) -> Sequence[Tick]:
    """What is written under a bar, from the right on: the middles of pieces, and ticks."""
    named = [Tick((piece.start + piece.end) / 2, "ink", piece.words) for piece in bar.pieces]
    named += [Tick(tick.value, "ink", tick.words) for tick in bar.ticks]
    return sorted((tick for tick in named if tick.words), key=lambda tick: -tick.value)


def _tall(chart: Bars, bar: Bar) -> int:
    if bar.dots:
        return DOTTED
    alone = BLOCKS[chart.tall] if _has_name_over(chart, bar) else THICK + 2 * BEYOND
    return alone + ROW * len(_below(bar))


def _has_name_over(chart: Bars, bar: Bar) -> bool:
    return bool(bar.name) and not (chart.inside or chart.letters)


def _reached(chart: Bars) -> tuple[float, float]:
    """The lowest and the highest value on the axis."""
    values = [limit.value for limit in chart.limits]
    for bar in chart.bars:
        values += [tick.value for tick in (*bar.ticks, *bar.dots)]
        values += [end for piece in bar.pieces for end in (piece.start, piece.end)]
    low, high = min(values, default=0.0), max(values, default=0.0)
    spare = SPARE * (high - low)
    if not chart.from_zero:
        return low - spare, high + spare
    return min(low, 0.0), (ROOM * high if chart.limits else high) or 1.0
