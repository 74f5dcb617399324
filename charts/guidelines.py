"""The map of LTV:CAC over CAC payback: where each segment stands, and where the guidelines lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts import notes
from charts.notes import Note, Table
from charts.paths import minus
from charts.theme import Chart, Palette
from model.questions.unit_economics import UnitEconomics
from model.questions.unit_economics.standing import Standing
from model.trace import Quantity
from model.wording import short, told

TITLE, UNIT = "Map of the guidelines", "LTV:CAC over CAC payback"
HEIGHT = 340
FAR = 6  # times the guideline: what lies further out stands at the edge, with its number
HEADROOM = 1.15  # of the outermost value
LETTER, LINE, APART = 0.021, 0.065, 0.045  # a letter and a line of text, and a text from its dot, as parts of the chart
LONGEST = 24  # letters of a name in the map
COLUMNS = ("kind", "at", "y", "to_at", "to_y", "name", "ltv_cac_told", "payback_told")
SIDES = (("left", True), ("right", True), ("left", False), ("right", False))
Row = Mapping[str, Any]
Box = tuple[float, float, float, float]  # left, right, bottom, top


def chart(colours: Palette, dated: bool) -> Chart:
    x = alt.X("at:Q", scale=alt.Scale(nice=False, zero=True),
              axis=alt.Axis(title="CAC payback, months", titleAnchor="end", format=",~f", labelFlush=True))  # fmt: skip
    y = alt.Y("y:Q", scale=alt.Scale(nice=False, zero=True), axis=alt.Axis(title=None, format=",~f", tickCount=6))
    kept = _of("region").mark_rect(color=colours.later, opacity=0.35).encode(x=x, y=y, x2="to_at:Q", y2="to_y:Q")
    limits = _of("limit").mark_rule(color=colours.quiet, strokeDash=[2, 3]).encode(x=x, y=y, x2="to_at:Q", y2="to_y:Q")
    moved = _of("moved").mark_rule(color=colours.baseline, strokeWidth=1).encode(x=x, y=y, x2="to_at:Q", y2="to_y:Q")
    told = [alt.Tooltip(f"{column}:N", title=title) for column, title in
            (("name", "Segment"), ("ltv_cac_told", "LTV:CAC"), ("payback_told", "CAC payback"))]  # fmt: skip
    dots: dict[str, Any] = {"filled": True, "opacity": 1, "stroke": colours.paper, "strokeWidth": 1.5}
    before = _of("before").mark_point(**dots, color=colours.baseline, size=50)
    segments = _of("segment").mark_point(**dots, color=colours.whatif, size=90)
    blend = _of("blend").mark_point(**dots, color=colours.ink, size=130, shape="diamond")
    points = (points.encode(x=x, y=y, tooltip=told) for points in (before, segments, blend))
    return alt.layer(kept, limits, moved, *points, *notes.layers(colours, x), data=alt.NamedData("table"))


def table(mine: UnitEconomics, before: UnitEconomics | None) -> Table:
    """A row for each area, line and dot, and one for each label."""
    frame = _frame(mine, before)
    rows = [*frame.rows, *_moved(mine, before, frame), *(_dot(one, frame, _kind(one, mine)) for one in _placed(mine))]
    columns = {name: [row.get(name) for row in rows] for name in COLUMNS}
    return notes.table(columns, [*frame.labels, *_names(mine, frame)])


def finding(mine: UnitEconomics, before: UnitEconomics | None) -> str:
    """Who stands inside both guidelines, who outside, and who has no place on the map."""
    placed = _placed(mine)
    inside = [one for one in placed if one.ltv_cac.passes and one.payback.passes]
    outside = [one for one in placed if one not in inside]
    groups = [f"{words}: {', '.join(map(_told, group))}" for words, group in
              (("Inside both guidelines", inside), ("Outside", outside)) if group]  # fmt: skip
    missing = [f"{one.name} ({one.reason.partition(';')[0]})" for one in mine.standings if one.reason]
    if missing:
        groups.append(f"Not on the map: {', '.join(missing)}")
    company = mine.standings[-1]
    earlier = before and _before(company, mine, before)
    if earlier and not company.reason and _told(earlier) != _told(company):
        groups.append(f"Baseline: {_told(earlier)}")
    return ". ".join(groups) + "."


@dataclass(frozen=True)
class Frame:
    """What the map spans, and where the guidelines lie in it."""

    right: float
    top: float
    payback: Quantity
    ltv_cac: Quantity

    @property
    def rows(self) -> list[Row]:
        months, times = self.payback.value, self.ltv_cac.value
        return [
            {"kind": "region", "at": 0.0, "y": times, "to_at": months, "to_y": self.top},
            {"kind": "limit", "at": months, "y": 0.0, "to_at": months, "to_y": self.top},
            {"kind": "limit", "at": 0.0, "y": times, "to_at": self.right, "to_y": times},
        ]

    @property
    def labels(self) -> list[Note]:
        months, times = self.payback, self.ltv_cac
        return [
            Note(months.value, self.top, f"{short(months.value)} months", "baseline", align="left", above=False),
            Note(0.0, times.value, f"LTV:CAC {short(times.value)}", "baseline", align="left", above=False),
        ]

    def place(self, one: Standing) -> tuple[float, float]:
        """At the edge where it lies further out."""
        x, y = one.payback.figure.value, one.ltv_cac.figure.value
        return min(x, self.right), min(max(y, 0.0), self.top)

    def name(self, one: Standing) -> str:
        """Shortened; with its number where it stands at the edge."""
        x, y = one.payback.figure.value, one.ltv_cac.figure.value
        name = one.name if len(one.name) <= LONGEST else f"{one.name[: LONGEST - 1]}…"
        name = f"{name}, {minus(short(y))}" if not 0 <= y <= self.top else name
        return f"{name}, {short(x)} months" if x > self.right else name


def _frame(mine: UnitEconomics, before: UnitEconomics | None) -> Frame:
    shown = [*_placed(mine), *(_placed(before) if before else ())]
    payback, ltv_cac = mine.company.payback.limit, mine.company.ltv_cac.limit
    right = _reach([one.payback.figure.value for one in shown], payback.value)
    return Frame(right, _reach([one.ltv_cac.figure.value for one in shown], ltv_cac.value), payback, ltv_cac)


def _reach(values: Sequence[float], limit: float) -> float:
    outermost = max([*values, limit])
    return HEADROOM * (min(outermost, FAR * limit) if limit > 0 else outermost) or 1.0


def _of(kind: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.kind == '{kind}'")


def _placed(answer: UnitEconomics) -> list[Standing]:
    return [one for one in answer.standings if not one.reason]


def _kind(one: Standing, mine: UnitEconomics) -> str:
    return "segment" if one in mine.segments else "blend"


def _before(one: Standing, mine: UnitEconomics, before: UnitEconomics) -> Standing | None:
    """The same in the baseline, where it has a place."""
    same = before.segments if one in mine.segments else before.standings[-1:]
    return next((other for other in same if other.name == one.name and not other.reason), None)


def _dot(one: Standing, frame: Frame, kind: str) -> Row:
    x, y = frame.place(one)
    ltv_cac, payback = one.ltv_cac.figure, one.payback.figure
    return {"kind": kind, "at": x, "y": y, "name": one.name if kind != "before" else f"{one.name}, baseline",
            "ltv_cac_told": minus(short(ltv_cac.value)), "payback_told": told(payback.value, payback.unit)}  # fmt: skip


def _moved(mine: UnitEconomics, before: UnitEconomics | None, frame: Frame) -> Iterator[Row]:
    """Where each was in the baseline, and the line from there."""
    for one in _placed(mine) if before else ():
        earlier = before and _before(one, mine, before)
        if earlier and frame.place(earlier) != frame.place(one):
            (x, y), (to_x, to_y) = frame.place(earlier), frame.place(one)
            yield {"kind": "moved", "at": x, "y": y, "to_at": to_x, "to_y": to_y}
            yield _dot(earlier, frame, "before")


def _names(mine: UnitEconomics, frame: Frame) -> Iterator[Note]:
    """Each dot's name at the first of its four corners where there is room."""
    taken = [_box(label, frame) for label in frame.labels]
    for one in sorted(_placed(mine), key=lambda one: -one.ltv_cac.figure.value):
        x, y = frame.place(one)
        corners = [Note(x, y, frame.name(one), "whatif", align=side, above=above) for side, above in SIDES]
        free = [note for note in corners if _is_free(_box(note, frame), taken)]
        written = (free or corners)[0]
        taken.append(_box(written, frame))
        yield written


def _box(note: Note, frame: Frame) -> Box:
    """Where a text stands, in parts of the chart."""
    x, y, width = note.at / frame.right, note.y / frame.top, LETTER * len(note.text)
    left = x if note.align == "left" else x - width
    middle = y + (APART if note.above else -APART)
    return left, left + width, middle - LINE / 2, middle + LINE / 2


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, right, bottom, top = box
    overlaps = (left < one[1] and one[0] < right and bottom < one[3] and one[2] < top for one in taken)
    return left >= 0 and right <= 1 and bottom >= 0 and not any(overlaps)


def _told(one: Standing) -> str:
    return f"{one.name} ({minus(short(one.ltv_cac.figure.value))}, {short(one.payback.figure.value)} months)"
