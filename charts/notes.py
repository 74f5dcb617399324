"""What is written into a chart: labels and marks at a point, carried by the data so that the spec never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.table import ChartTable, Row, of_columns, of_rows
from charts.theme import Palette

HEADROOM = 0.12  # share of the height that is left free for a label beyond the outermost value
# The side that the note asks for, or the other one where the text would run out of the chart (7 pixels a letter).
ALIGN = (
    "datum.note_align == 'left' && width - scale('x', datum.at) < 7 * length(datum.note_text) ? 'right' : "
    "datum.note_align == 'right' && scale('x', datum.at) < 7 * length(datum.note_text) ? 'left' : "
    "datum.note_align == 'center' && scale('x', datum.at) < 4 * length(datum.note_text) ? 'left' : datum.note_align"
)
LINE = 16.0  # pixels from one line of text to the next
NEAR = 0.09  # two labels whose values are closer than this share of the height would overlap


@dataclass(frozen=True)
class Note:
    """A text at a point. `kind` gives its colour; `align` its side; `above` whether it stands over the point.

    `beside` puts it on the point's own height, a little away from it; `row` so many lines of text further out.
    """

    at: float
    y: float
    text: str
    kind: str
    align: str = "right"
    above: bool = True
    dot: bool = False
    beside: bool = False
    row: int = 0


def table(columns: Mapping[str, Any], notes: Sequence[Note], room: Sequence[float] = ()) -> ChartTable:
    """One row per month, then one per note, then one per value that the axis must reach."""
    reached = (Note(columns["at"][0], value, "", "room") for value in room)
    return of_columns(columns) + of_rows(map(_row, [*notes, *reached]))


def _row(note: Note) -> Row:
    return {
        "at": note.at, "note_y": note.y, "note_text": note.text, "note_kind": note.kind, "note_align": note.align,
        "note_rise": rise(note), "note_shift": _shift(note), "note_dot": note.dot,
    }  # fmt: skip


def rise(note: Note) -> float:
    """Pixels from the point to the middle of the text; text within an area has no side."""
    if note.beside or note.kind.startswith("on_"):
        return 0.0
    return -13.0 - LINE * note.row if note.above else 14.0 + LINE * note.row


def _shift(note: Note) -> float:
    """Pixels from the point to the near end of the text."""
    return {"left": 7.0, "right": -7.0}.get(note.align, 0.0) if note.beside else 0.0


def layers(colours: Palette, x: alt.X) -> list[alt.Chart]:
    """Dots, and texts with a rim in the colour of the paper so that no line runs through them."""
    notes = alt.Chart().transform_filter("isValid(datum.note_y)")
    place = notes.encode(x=x, y=alt.Y("note_y:Q"))
    written: dict[str, Any] = {
        "align": alt.expr(ALIGN), "dx": alt.expr("datum.note_shift"), "dy": alt.expr("datum.note_rise"),
        "baseline": "middle",
    }  # fmt: skip
    kinds = ["whatif", "baseline", "loss", "ink", "quiet", "on_book", "on_later"]
    colour = alt.Color(
        "note_kind:N", scale=alt.Scale(domain=kinds, range=[getattr(colours, kind) for kind in kinds]), legend=None
    )
    on_paper = place.transform_filter("slice(datum.note_kind, 0, 3) != 'on_'")
    rim = on_paper.mark_text(**written, stroke=colours.paper, strokeWidth=4, strokeJoin="round", color=colours.paper)
    dots = place.transform_filter("datum.note_dot").mark_point(
        filled=True, size=52, opacity=1, stroke=colours.paper, strokeWidth=1.5
    )
    return [
        dots.encode(color=colour),
        rim.encode(text=alt.Text("note_text:N")),
        place.mark_text(**written).encode(text="note_text:N", color=colour),
    ]


def ends(whatif: float, baseline: float | None, height: float) -> tuple[bool, bool]:
    """Whether the labels at the two ends stand above their lines: near each other, only the higher one does."""
    if baseline is None or abs(whatif - baseline) > NEAR * 2 * height:
        return True, True
    return whatif >= baseline, baseline > whatif
