"""What becomes of a blended figure as new accounts are moved from one segment to another: a line for each other one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa

from charts.notes import Table
from charts.paths import minus
from charts.theme import Chart, Palette
from model.figures import REASONS
from model.metrics import UNIT_ECONOMICS
from model.questions.unit_economics import UnitEconomics
from model.questions.unit_economics.channels import NONE, SHARES, Path
from model.trace import as_text
from model.wording import percent, short, told

NUMBERS = ("at", "y", "baseline", "limit", "border", "text_y", "rise")
ABOVE, BELOW = -11.0, 13.0  # pixels from a point to the middle of its text
TEXTS = ("line", "colour", "text", "target", "share_told", "value_told")
HEADROOM = 1.15  # of the highest value
FAR = 10  # times the guideline, or the figure as it is: a line ends where it would go further
NEAR = 0.13  # of the height: texts at the end closer than this would overlap
IN_ORDER = (0, 3, 5, 7, 1, 4, 6, 2)  # of the palette's series, those first that are seen best as lines
Row = dict[str, Any]
Earlier = Mapping[str, Path]  # the baseline's, by target


@dataclass(eq=False)
class Moved:
    """The chart of one measure; `rule` says how its guideline reads."""

    measure: str
    rule: str
    TITLE: str = field(init=False)
    UNIT: str = field(init=False)
    HEIGHT: int = 220

    def __post_init__(self) -> None:
        metric = UNIT_ECONOMICS[self.measure]
        self.TITLE = f"{metric.label} when new accounts are moved"
        self.UNIT = "blended" if metric.unit == "ratio" else f"blended, {metric.unit}"

    def chart(self, colours: Palette, dated: bool) -> Chart:
        axis = alt.Axis(format="%", title="Share of new accounts moved", titleAnchor="end", labelFlush=True)
        shares = alt.Chart().encode(x=alt.X("at:Q", scale=alt.Scale(nice=False), axis=axis))
        paths = shares.encode(detail="line:N")
        places = [str(place) for place in range(len(IN_ORDER))]
        scale = alt.Scale(domain=places, range=[colours.series[place] for place in IN_ORDER])
        colour = alt.Color("colour:N", scale=scale, legend=None)
        limit = (
            shares.transform_filter("isValid(datum.limit)")
            .mark_line(color=colours.quiet, strokeWidth=1.5, strokeDash=[2, 3])
            .encode(y=_y("limit"))
        )
        baseline = paths.mark_line(color=colours.baseline, strokeWidth=2, strokeDash=[5, 3]).encode(y=_y("baseline"))
        lines = paths.mark_line(strokeWidth=2.5).encode(y=_y("y"), color=colour)
        borders = shares.mark_point(
            filled=True, size=60, opacity=1, stroke=colours.paper, strokeWidth=1.5, color=colours.ink
        ).encode(y=_y("border"))
        titles = {"target": "To", "share_told": "Moved", "value_told": UNIT_ECONOMICS[self.measure].label}
        hover = shares.mark_point(size=200, opacity=0).encode(
            y=_y("y"), tooltip=[alt.Tooltip(f"{column}:N", title=title) for column, title in titles.items()]
        )
        texts = shares.transform_filter("isValid(datum.text_y)").encode(y=_y("text_y"), text="text:N")
        written: dict[str, Any] = {
            "align": alt.expr("datum.at < 0.2 ? 'left' : datum.at > 0.8 ? 'right' : 'center'"),
            "baseline": "middle",
            "dy": alt.expr("datum.rise"),
        }
        rim = texts.mark_text(**written, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
        return alt.layer(
            limit, baseline, lines, borders, hover, rim, texts.mark_text(**written, color=colours.ink),
            data=alt.NamedData("table"),
        )  # fmt: skip

    def table(self, mine: UnitEconomics, before: UnitEconomics | None) -> Table:
        """A row for each line and share, for each border, and for each text."""
        paths, limit = mine.moves.of(self.measure), _limit(mine, self.measure)
        most = _most(paths, limit)
        rows = [row for place, path in enumerate(paths)
                for row in _line(place, path, _earlier(mine, before, self.measure).get(path.target), most)]  # fmt: skip
        high = max([limit, *(row[name] for row in rows for name in ("y", "baseline") if row[name] is not None)])
        rows += [{"at": share, "limit": limit} for share in (SHARES[0], SHARES[-1])]
        rows += [*_borders(paths, limit), *_texts(paths, f"{self.rule} {short(limit)}", limit, most, high)]
        rows.append({"at": SHARES[0], "text_y": HEADROOM * high or 1.0, "text": ""})
        types = dict.fromkeys(NUMBERS, pa.float64()) | dict.fromkeys(TEXTS, pa.string())
        return pa.table({name: pa.array([row.get(name) for row in rows], type=kind) for name, kind in types.items()})

    def finding(self, mine: UnitEconomics, before: UnitEconomics | None) -> str:
        """Where the figure starts, where it goes with each other segment, and which shares keep the guideline."""
        paths, limit = mine.moves.of(self.measure), _limit(mine, self.measure)
        label = UNIT_ECONOMICS[self.measure].label
        parts = [f"{_value(path, -1)} when all new accounts of {mine.moves.source} go to {path.target} ({_kept(path)})"
                 for path in paths]  # fmt: skip
        sentence = f"{label} is {_value(paths[0], 0)} as it is ({self.rule} {short(limit)}), {'; '.join(parts)}"
        earlier = _earlier(mine, before, self.measure)
        if earlier:
            sentence += f". In the baseline it is {_value(next(iter(earlier.values())), 0)}"
        return f"{sentence}."


LTV_CAC = Moved("ltv_cac", "at least")
PAYBACK = Moved("payback_margin", "at most")


def _y(column: str) -> alt.Y:
    return alt.Y(
        f"{column}:Q", scale=alt.Scale(zero=True, nice=False), axis=alt.Axis(title=None, format=",~f", tickCount=5)
    )


def _limit(mine: UnitEconomics, measure: str) -> float:
    return (mine.company.ltv_cac if measure == "ltv_cac" else mine.company.payback).limit.value


def _earlier(mine: UnitEconomics, before: UnitEconomics | None, measure: str) -> Earlier:
    """The baseline's lines, where accounts of the same segment are moved and anything differs."""
    if before is None or before.moves.source != mine.moves.source:
        return {}
    other, own = before.moves.of(measure), mine.moves.of(measure)
    same = len(own) == len(other) and all(
        np.allclose(one.values, two.values, rtol=1e-9, atol=0, equal_nan=True)
        for one, two in zip(own, other, strict=True)
    )
    return {} if same else {path.target: path for path in other}


def _most(paths: Sequence[Path], limit: float) -> float:
    """The highest value that is drawn."""
    starts = [float(path.values[0]) for path in paths if not np.isnan(path.values[0])]
    return FAR * max([limit, *starts]) or float("inf")


def _line(place: int, path: Path, earlier: Path | None, most: float) -> Iterator[Row]:
    for step, share in enumerate(SHARES):
        value = float(path.values[step])
        before = float(earlier.values[step]) if earlier else float("nan")
        yield {
            "at": share, "y": value if value <= most else None, "baseline": before if before <= most else None,
            "line": str(place), "colour": str(place % len(IN_ORDER)), "target": path.target,
            "share_told": percent(share, 0), "value_told": minus(short(value)) if value <= most else "",
        }  # fmt: skip


def _borders(paths: Sequence[Path], limit: float) -> list[Row]:
    """A dot and its share where a line crosses the guideline; where it has no value none crosses."""
    shares = [border.share.value for path in paths if not np.isnan(path.values).any() for border in path.borders]
    return [{"at": share, "border": limit, "text_y": limit, "rise": BELOW, "text": percent(share)} for share in shares]


def _texts(paths: Sequence[Path], rule: str, limit: float, most: float, high: float) -> Iterator[Row]:
    """The guideline's rule where it is clear of lines, and each line's name and value at its end, apart."""
    lines = [path.values for path in paths]
    clear = {step: min([abs(float(line[step]) - limit) for line in lines if line[step] <= most], default=0.0)
             for step in (0, len(SHARES) // 2)}  # fmt: skip
    yield {"at": SHARES[max(clear, key=clear.__getitem__)], "text_y": limit, "rise": ABOVE, "text": rule}
    ends = []
    for path in paths:
        drawn = np.flatnonzero(path.values <= most)
        if len(drawn):
            ends.append((float(path.values[drawn[-1]]), SHARES[int(drawn[-1])], path.target))
    lowest = -np.inf
    for value, share, target in sorted(ends):
        lowest = max(value, lowest + NEAR * high)
        yield {"at": share, "text_y": lowest, "rise": ABOVE, "text": f"{target} {minus(short(value))}"}


def _value(path: Path, place: int) -> str:
    quantity = path.told[place]
    if quantity.reason:
        return f"without value ({REASONS[quantity.reason].partition(':')[0]})"
    return minus(told(quantity.value, quantity.unit))


def _kept(path: Path) -> str:
    if not path.spans:
        return f"within the guideline {NONE}"
    spans = (as_text(span.sentence) for span in path.spans)
    return f"within the guideline {' and '.join(spans)}"
