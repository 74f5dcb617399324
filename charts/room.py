"""Room for words in a chart of lines: on no other words, on no line and within the chart, however wide it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from charts import notes
from charts.frame import Frame
from charts.names import HIGH, LETTER
from charts.notes import Note
from charts.theme import FONT_SIZE
from model.answers import Lines

WIDTHS = (290, 480, 640)  # pixels between the axes: on a phone, on a page beside its inputs, and by itself
STEPS = 97  # places along the lines that are looked at
Box = tuple[float, float, float, float]  # left, right, bottom, top, in pixels


class Room:
    """What is taken: by words that were placed, and by lines."""

    def __init__(self, chart: Lines, at: Sequence[float], shown: Frame, taken: Sequence[Note] = ()) -> None:
        self.at, self.shown, self.taken = at, shown, [*taken]
        self.deepest = -notes.HEADROOM * HIGH if shown.room(chart)[0] < shown.low else 0.0
        paths = [shown.within(one.values) for one in chart.series if one.role is not None]
        paths += [np.zeros(len(at))] if chart.from_zero and shown.low < 0 else []
        along = np.linspace(at[0], at[-1], STEPS)
        heights = [HIGH * (np.interp(along, at, path) - shown.low) / shown.height for path in paths]
        self.lines = np.array(heights).reshape(-1, STEPS)

    def place(self, candidates: Sequence[Note]) -> Note:
        """Take the first that lies on nothing, or else on a line; the first of all where there is no such one."""
        free = [note for note in candidates if not self._meets_words(note)]
        within = [note for note in free if self._is_within(note)]
        clear = (note for note in within if not self._meets_line(note))
        found = next(clear, None) or next(iter([*within, *free, *candidates]))
        self.taken.append(found)
        return found

    def _meets_words(self, note: Note) -> bool:
        return any(_meet(self._box(note, wide), self._box(other, wide)) for wide in WIDTHS for other in self.taken)

    def _meets_line(self, note: Note) -> bool:
        return any(self._crosses(self._box(note, wide), wide) for wide in WIDTHS)

    def _crosses(self, box: Box, wide: int) -> bool:
        """Whether a piece of any line lies in the box; what is missing lies nowhere."""
        left, right, bottom, top = box
        first, last = int(left / wide * (STEPS - 1)), int(np.ceil(right / wide * (STEPS - 1)))
        pieces = self.lines[:, max(first, 0) : last + 1]
        before, after = pieces[:, :-1], pieces[:, 1:]
        return bool(((np.minimum(before, after) < top) & (np.maximum(before, after) > bottom)).any())

    def _is_within(self, note: Note) -> bool:
        _, _, bottom, top = self._box(note, WIDTHS[0])
        return bottom >= self.deepest and top <= HIGH * (1 + notes.HEADROOM) + notes.LINE

    def _box(self, note: Note, wide: int) -> Box:
        """Where the words stand; words that would run out of the chart are written to the other side (notes.ALIGN)."""
        x = wide * (note.at - self.at[0]) / ((self.at[-1] - self.at[0]) or 1.0)
        width = LETTER * len(note.text)
        middle = HIGH * (note.y - self.shown.low) / self.shown.height - notes.rise(note)
        align = note.align
        if align == "left" and wide - x < width:
            align = "right"
        elif align == "right" and x < width:
            align = "left"
        left = x - {"left": 0.0, "right": width, "center": width / 2}[align]
        return left, left + width, middle - FONT_SIZE / 2, middle + FONT_SIZE / 2


def _meet(box: Box, other: Box) -> bool:
    return box[0] < other[1] and other[0] < box[1] and box[2] < other[3] and other[2] < box[3]
