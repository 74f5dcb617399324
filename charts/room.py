"""Keeps track of the room that is left for words in a chart of lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from charts import notes
from charts.frame import Frame
from charts.names import HIGH, LETTER
from charts.notes import Note
from charts.theme import FONT_SIZE
from model.answers import Lines

WIDTHS = (285, 340, 640)  # pixels between the axes: on a phone, of two beside each other, and by itself
AROUND = 18  # pixels around names that stand right of the lines
ON_WORDS, ON_LINES, OUTSIDE = 3, 2, 4  # how bad each is
STEPS = 97  # places along the lines that are looked at
Box = tuple[float, float, float, float]  # left, right, bottom, top, in pixels


class Room:
    """What is taken: by words that were placed, and by lines."""

    def __init__(self, chart: Lines, at: Sequence[float], shown: Frame, taken: Sequence[Note] = ()) -> None:
        self.at, self.shown, self.taken = at, shown, [*taken]
        self.names = chart.letters * LETTER + AROUND if chart.letters else 0  # pixels, right of the lines
        self.widths = [wide - self.names for wide in WIDTHS]
        self.deepest = -notes.HEADROOM * HIGH if shown.room(chart)[0] < shown.low else 0.0
        paths = [shown.within(line.values) for line in chart.series if line.role is not None]
        paths += [np.zeros(len(at))] if chart.from_zero and shown.low < 0 else []
        along = np.linspace(at[0], at[-1], STEPS)
        heights = [HIGH * (np.interp(along, at, path) - shown.low) / shown.height for path in paths]
        self.lines = np.array(heights).reshape(-1, STEPS)

    def place(self, candidates: Sequence[Note], bare: Note | None = None) -> Note:
        """Take the first that lies on nothing, or else the bare one; without that the one that lies on least."""
        lies_on = list[int]()
        for note in candidates:
            lies_on.append(self._in_the_way(note))
            if not lies_on[-1]:
                break
        found = candidates[lies_on.index(min(lies_on))] if bare is None or not lies_on[-1] else bare
        self.taken.append(found)
        return found

    def _in_the_way(self, note: Note) -> int:
        """How much it lies on: words at any width, lines at any width, and what is beyond the chart."""
        boxes = {wide: self._box(note, wide) for wide in self.widths}
        words = sum(
            box[1] > wide + AROUND / 2 or any(_meet(box, self._box(other, wide)) for other in self.taken if other.text)
            for wide, box in boxes.items()
        )
        lines = sum(self._crosses(box, wide) for wide, box in boxes.items())
        _, _, bottom, top = boxes[self.widths[0]]
        is_out = bottom < self.deepest or top > HIGH * (1 + notes.HEADROOM) + notes.LINE
        return ON_WORDS * words + ON_LINES * lines + OUTSIDE * is_out

    def _crosses(self, box: Box, wide: int) -> bool:
        """Whether a piece of any line lies in the box; what is missing lies nowhere."""
        left, right, bottom, top = box
        first, last = int(left / wide * (STEPS - 1)), int(np.ceil(right / wide * (STEPS - 1)))
        pieces = self.lines[:, max(first, 0) : last + 1]
        before, after = pieces[:, :-1], pieces[:, 1:]
        return bool(((np.minimum(before, after) < top) & (np.maximum(before, after) > bottom)).any())

    def _box(self, note: Note, wide: int) -> Box:
        """Where the words stand; words that would run out of the chart are written to the other side (notes.ALIGN)."""
        x = wide * (note.at - self.at[0]) / ((self.at[-1] - self.at[0]) or 1.0)
        width = LETTER * len(note.text)
        middle = HIGH * (note.y - self.shown.low) / self.shown.height - notes.rise(note)
        align = note.align
        if align == "left" and wide + self.names - x < width:
            align = "right"
        elif align == "right" and x < width:
            align = "left"
        left = x - {"left": 0.0, "right": width, "center": width / 2}[align]
        return left, left + width, middle - FONT_SIZE / 2, middle + FONT_SIZE / 2


def _meet(box: Box, other: Box) -> bool:
    return box[0] < other[1] and other[0] < box[1] and box[2] < other[3] and other[2] < box[3]
