"""Finds room for the names of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from charts import notes
from charts.notes import Note
from model.engine.batch import Array

WIDE, HIGH = 480, 190  # pixels of the picture between the axes, roughly, on a wide page
LETTER, TALL = 7, 17  # pixels of a letter, and of a line of text with some air
STEPS = 97  # places along the months that are looked at
NOTHING = np.empty((2, 0))  # no point across, none up
AMPLE = 2.5  # times the half of a text's own size: further away than this nothing is any better


@dataclass(frozen=True)
class Name:
    """A name to be placed: its line's values by month, nan where it is not shown."""

    text: str
    kind: str
    values: Array


def placed(names: Sequence[Name], at: Sequence[float], low: float, high: float, marks: Sequence[Note]) -> list[Note]:
    """The names of the lines that are shown, clear of each other, of other lines and of the marks as far as may be."""
    whole = [name for name in names if not np.isnan(name.values[-1])]
    stopped = [name for name in names if np.isnan(name.values[-1]) and not np.isnan(name.values).all()]
    stopped.sort(key=lambda name: int(np.count_nonzero(~np.isnan(name.values))))  # those with the least choice first
    ends = [Note(at[-1], float(name.values[-1]), name.text, name.kind, align="left", beside=True) for name in whole]
    return [*_apart(ends, low, high), *_OnLines(names, at, low, high).placed(stopped, marks)]


def _apart(ends: Sequence[Note], low: float, high: float) -> list[Note]:
    """Names at the right end, moved up or down as far as they need not to lie on each other."""
    gap = TALL / HIGH * (high - low)
    above, apart = high + notes.HEADROOM * (high - low), list[Note]()
    for note in sorted(ends, key=lambda end: end.y):
        apart.append(replace(note, y=max(note.y, apart[-1].y + gap) if apart else note.y))
    for place in reversed(range(len(apart))):
        limit = above if place == len(apart) - 1 else apart[place + 1].y - gap
        apart[place] = replace(apart[place], y=min(apart[place].y, limit))
    return apart


class _OnLines:
    """Places on lines, in pixels from the lower left corner."""

    def __init__(self, names: Sequence[Name], at: Sequence[float], low: float, high: float) -> None:
        self.at, self.low, self.scale = at, low, HIGH / ((high - low) or 1.0)
        self.months = np.linspace(0, len(at) - 1, STEPS)
        self.across = np.linspace(0, WIDE, STEPS)
        self.paths = {
            name.text: (np.interp(self.months, range(len(at)), name.values) - low) * self.scale for name in names
        }

    def placed(self, names: Sequence[Name], marks: Sequence[Note]) -> list[Note]:
        """A line of which too little is shown for a name has none."""
        texts, found = [NOTHING, *(self._text(mark) for mark in marks)], list[Note]()
        for name in (name for name in names if not np.isnan(self.paths[name.text]).all()):
            lines = [np.stack([self.across, path]) for text, path in self.paths.items() if text != name.text]
            half, path = LETTER / 2 * len(name.text), self.paths[name.text]
            place = self._best(path, half, np.hstack([NOTHING, *lines]), np.hstack(texts))
            where = float(np.interp(self.months[place], range(len(self.at)), self.at))
            height = float(path[place]) / self.scale + self.low
            found.append(Note(where, height, name.text, name.kind, align="center", beside=True))
            texts.append(self._letters(self._middle(half)[place], float(path[place]), len(name.text), 0.5))
        return found

    def _best(self, path: Array, half: float, lines: Array, texts: Array) -> int:
        """The place on a path with the most room about it, the last of the best. Texts count before lines."""
        places = np.flatnonzero(~np.isnan(path))
        middle, height = self._middle(half)[places], path[places]
        from_lines, from_texts = (_room(middle, height, half, others) for others in (lines, texts))
        room = np.where(from_texts < 1, from_texts - 1, np.minimum(from_lines, from_texts))
        return int(places[len(places) - 1 - np.argmax(room[::-1])])

    def _middle(self, half: float) -> Array:
        """The middle of a text at each place: beside the point where there is no room to its left (notes.ALIGN)."""
        return self.across + np.where(self.across < half, half, 0.0)

    def _text(self, mark: Note) -> Array:
        """Where a mark and its text stand, letter by letter."""
        across = float(np.interp(mark.at, self.at, np.linspace(0, WIDE, len(self.at)))) if len(self.at) > 1 else 0.0
        height = (mark.y - self.low) * self.scale
        before = 0.0 if mark.align == "left" else 1.0
        text = self._letters(across, height - notes.rise(mark), len(mark.text), before)
        return np.hstack([np.array([[across], [height]]), text])

    def _letters(self, across: float, height: float, count: int, before: float) -> Array:
        """Top and bottom of each letter; `before` is the share of the text to the left of the point."""
        letters = across + LETTER * (np.arange(count + 1) - before * count)
        return np.hstack([np.stack([letters, np.full(count + 1, height + side)]) for side in (-TALL / 2, TALL / 2)])


def _room(across: Array, height: Array, half: float, others: Array) -> Array:
    """How far the nearest of other points is from each text, in halves of the text's own size."""
    shown = others[:, ~np.isnan(others[1])]
    over, up = np.abs(across[:, None] - shown[0]) / half, np.abs(height[:, None] - shown[1]) / (TALL / 2)
    room: Array = np.minimum.reduce(np.maximum(over, up), axis=1, initial=AMPLE)
    return room
