"""Room for the words in a chart: no line runs through them, however wide it is."""

from typing import Any

import numpy as np
import pytest

from model.answers import Mark, Series
from tests.charts.test_lines import chart, notes

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
