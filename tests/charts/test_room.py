"""Room for the words in a chart: no line runs through them, however wide it is."""

from typing import Any

import numpy as np
import pytest

from charts import frame
from model.answers import Lines, Mark, Series
from model.questions import overview
from model.questions.cash_trough import page as cash_trough
from tests.charts.test_lines import chart, notes
from tests.every_page import EXAMPLES
from tests.questions.asking import about, every, picture

RISING = np.array([-1.0, -2.0, -3.0, -3.2, -3.0, -2.5, -1.5, 0.0, 2.0, 4.5, 7.5, 11.0, 15.0, 19.5, 24.5, 30.0])
FALLING = -RISING


@pytest.mark.parametrize("path", [RISING, FALLING, RISING[::-1].copy(), FALLING[::-1].copy()])
@pytest.mark.parametrize("month", [1, 2, 4, 8, 12, 16])
def test_no_line_runs_through_the_words_of_a_mark_however_wide_the_chart_is(path: Any, month: int) -> None:
    """Measured here in pixels of a plot 190 high: each point of the line and of zero, and the box of the words."""
    value, words = float(path[month - 1]), "recovered in month"
    given = chart(series=[Series("Own", path, "whatif")], marks=[Mark(month, value, words, "ink")])
    note, (low, high) = notes(given)[words], (min(path.min(), 0.0), max(path.max(), 0.0))
    height = [(level - low) / (high - low) * 190 for level in (value, 0.0)]
    for wide in (285, 340, 640):
        x, letters = wide * (month - 1) / 15, 7 * len(words)
        on_left = (note["note_align"] == "right" and x >= letters) or (
            note["note_align"] == "left" and wide - x < letters
        )
        left = x - letters if on_left else x
        bottom, top = (height[0] - note["note_rise"] + side for side in (-6.5, 6.5))
        across = np.linspace(left + 1, left + letters - 1, 60)
        line = (np.interp(across, np.linspace(0, wide, 16), path) - low) / (high - low) * 190
        assert not ((line > bottom) & (line < top)).any(), wide
        assert not bottom < height[1] < top, wide


@pytest.mark.parametrize("key", EXAMPLES)
def test_no_line_runs_through_what_is_marked_in_any_example(key: str) -> None:
    """Measured in pixels as above, in each chart of lines of the pages that mark months of their own."""
    for answer in (cash_trough.answer, overview.answer):
        for given in every(answer(about(EXAMPLES[key])).blocks):
            if not isinstance(given, Lines) or not given.marks:
                continue
            shown, at = frame.around(given), given.places
            written = notes(given)
            for mark in given.marks:
                note = written.get(mark.words) or written.get(mark.short)
                if note is None:
                    continue  # a dot alone
                for line in given.series:
                    for wide in (285, 340, 640):
                        plot = wide - (7 * given.letters + 18 if given.letters else 0)
                        x, letters = plot * (mark.x - at[0]) / (at[-1] - at[0]), 7 * len(note["note_text"])
                        left = x - {"left": 0, "right": letters, "center": letters / 2}[note["note_align"]]
                        if note["note_align"] == "right" and x < letters:
                            left = x
                        elif note["note_align"] == "left" and wide - x < letters:
                            left = x - letters
                        middle = (mark.y - shown.low) / shown.height * 190 - note["note_rise"]
                        across = np.linspace(left + 1, left + letters - 1, 60)
                        path = np.interp(across, np.linspace(0, plot, len(at)), line.values, right=np.nan)
                        height = (path - shown.low) / shown.height * 190
                        within = ~np.isnan(height) & (across >= 0) & (height <= 190)
                        assert not (within & (abs(height - middle) < 6.5)).any(), (given.title, note["note_text"], wide)


def test_words_without_room_are_short_or_left_out() -> None:
    """A mark amid lines that leave no room for any, and three marks where lines leave room for short words."""
    crowded = [Series(str(level), np.full(10, level), "quiet") for level in np.arange(0.0, 100.0, 4.0)]
    marks = [Mark(5, 48.0, "a long text in month 5", "ink", short="a long text")]
    assert not notes(chart(series=crowded, marks=marks))
    given = picture(cash_trough.answer(about(EXAMPLES["three-segments"])), "Cumulative profit")
    assert {mark.words for mark in given.marks} - {*notes(given)} == {
        "−336k in month 7", "break-even in month 8", "recovered in month 14",
    }  # fmt: skip
    assert {mark.short for mark in given.marks} <= {*notes(given)}


def test_words_keep_off_a_line_that_ends_where_they_stand() -> None:
    up = np.arange(0.0, 240.0, 10.0)
    parts = [
        Series("Before", np.where(up <= 120, up, np.nan), "whatif"),
        Series("After", np.where(up >= 120, up, np.nan), "beyond"),
    ]
    given = chart(series=parts[::-1], marks=[Mark(13, 120.0, "here it is", "ink", above=False)])
    assert notes(given)["here it is"]["note_align"] == "left"


def test_words_keep_off_their_own_line() -> None:
    """Over a line that goes up they stand to the left, under it to the right."""
    path = 10.0 * np.arange(10)
    over, under = (chart(series=[Series("Own", path, "whatif")], marks=[Mark(5, 40.0, "here it is", "ink", above=above)])
                   for above in (True, False))  # fmt: skip
    assert notes(over)["here it is"]["note_align"] == "right"
    assert notes(under)["here it is"]["note_align"] == "left"
