"""Places words in a chart of lines without overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from charts.frame import Frame
from charts.notes import NEAR, Note
from charts.room import Room
from model.answers import Lines, Mark, Series

EARLY, MIDDLE = 0.3, 0.5  # shares of the way along: words are to the right of a point before them, to its left after
BESIDE, FLAT = 12, 0.04  # a line's way about a mark: this part of the way along, and of the height
ROWS = 3  # lines of words that are tried, from the point outwards
FEW = 4  # letters that stand in the middle over their point
ROOM = 0.1  # a band thinner than this share of the height gets no words
EDGE, LATEST = 0.15, 0.6  # shares of the way along between which the words of a band stand
FILLED = ("book", "later")  # bands whose words have a colour of their own
INKS = {"limit": "quiet", "planned": "whatif", "beyond": "whatif"} | {
    role: role for role in ("whatif", "baseline", "loss", "ink", "quiet")
}


def of_marks(chart: Lines, at: Sequence[float], shown: Frame) -> list[Note]:
    """The marks, in their order: each where there is room for its words beside those before it."""
    room = Room(chart, at, shown)
    for mark in chart.marks:
        x = float(np.interp(mark.x, chart.places, at))
        candidates = _around(mark, x, _side(chart, mark, shown))
        room.place(candidates, replace(candidates[0], text="") if mark.short else None)
    return room.taken


def with_ends(marks: Sequence[Note], chart: Lines, at: Sequence[float], shown: Frame) -> list[Note]:
    """The marks and the words at the ends of lines, over them: under them near a higher end, or a mark at the end.

    An end that is marked already is not written again.
    """
    ends, room = list[tuple[float, float, Series]](), Room(chart, at, shown, marks)
    for line in chart.series:
        shown_at = np.flatnonzero(~np.isnan(line.values))
        if line.role is not None and line.words and len(shown_at):
            ends.append((at[int(shown_at[-1])], float(line.values[shown_at[-1]]), line))
    marked = {(note.at, note.y) for note in marks if note.dot}
    beside = [*((x, y) for x, y, _ in ends), *((note.at, note.y) for note in marks)]
    for x, y, line in sorted(ends, key=lambda end: end[1], reverse=True):
        if (x, y) in marked:
            continue
        others = (other for at_other, other in beside if at_other == x and other != y)
        above = not any(0 <= other - y <= 2 * NEAR * shown.height for other in others)
        kind, dot = INKS.get(line.role or "", "ink"), line.role in ("whatif", "loss")
        end = Note(x, y, line.words, kind, dot=dot)
        room.place([replace(end, above=over, row=row) for over in (above, not above) for row in range(ROWS)])
    return room.taken


def of_bands(chart: Lines, at: Sequence[float], shown: Frame) -> list[Note]:
    """The words of each band where it is thickest, but neither at the chart's edge nor late."""
    first, last = round(EDGE * (len(at) - 1)), round(LATEST * (len(at) - 1))
    written = list[Note]()
    for band in chart.bands:
        thickness, middle = band.high - band.low, (band.high + band.low) / 2
        place = first + int(np.argmax(thickness[first : last + 1]))
        if band.words and thickness[place] > 0 and thickness[place] >= ROOM * shown.height:
            kind = f"on_{band.role}" if band.role in FILLED else "ink"
            written.append(Note(at[place], float(middle[place]), band.words, kind, align="center"))
    return written


def _side(chart: Lines, mark: Mark, shown: Frame) -> str:
    """How its words are aligned: clear of where its line goes over or under it, or else by how early it is."""
    places = chart.places
    place = int(np.searchsorted(places, mark.x))
    for line in chart.series:
        if place < len(places) and line.role is not None and line.values[place] == mark.y:
            around = (max(place - len(places) // BESIDE, 0), min(place + len(places) // BESIDE, len(places) - 1))
            ways = ((line.values[near] - mark.y) * (1 if mark.above else -1) for near in around)
            before, after = (way > FLAT * shown.height for way in ways)  # a line that has no value there is in no way
            if before != after:
                return "left" if before else "right"
    return "left" if (place + 1) / len(places) <= (EARLY if mark.above else MIDDLE) else "right"


def _around(mark: Mark, x: float, first: str) -> list[Note]:
    """Where its words may stand: on the first side, on the other, further out, or else over and not under it.

    Its short words come after all of these.
    """
    kind = INKS.get(mark.role, "ink")
    return [
        Note(x, mark.y, words, kind, align=side, above=above, dot=mark.dot, row=row)
        for words in filter(None, (mark.words, mark.short))
        for sides in [("center",) if len(words) <= FEW else (first, "right" if first == "left" else "left")]
        for above in (mark.above, not mark.above)
        for row in range(ROWS)
        for side in sides
    ]
