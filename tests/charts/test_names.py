"""Names of lines: where they stand, apart from each other and clear of marks."""

from itertools import pairwise

import numpy as np
import pytest

from charts import names
from charts.names import LETTER, TALL, WIDE, Name


def test_names_at_the_right_end_are_apart_in_their_order_and_not_above_the_chart() -> None:
    lines = [
        Name(str(place), "quiet", np.array([0.0, value])) for place, value in enumerate((9.0, 9.1, 9.9, 10.0, 1.0))
    ]
    placed = {note.text: note.y for note in names.placed(lines, [1, 2], 0.0, 10.0, [])}
    ordered = sorted(placed, key=placed.__getitem__)
    assert ordered == ["4", "0", "1", "2", "3"]
    assert min(high - low for low, high in pairwise(placed[name] for name in ordered)) >= 10 * TALL / names.HIGH - 1e-9
    assert max(placed.values()) <= 11.2 + 1e-9
    assert placed["4"] == 1


def test_names_of_lines_that_leave_stand_on_them_and_clear_of_each_other() -> None:
    up = np.array([0.0, 3.0, 6.0, 9.0, np.nan])
    flat = np.array([0.0, 1.0, 2.0, 3.0, np.nan])
    first, second = names.placed([Name("up", "quiet", up), Name("flat", "quiet", flat)], [1, 2, 3, 4, 5], 0.0, 10.0, [])
    for note, values in ((first, up), (second, flat)):
        assert note.y == pytest.approx(float(np.interp(note.at, [1, 2, 3, 4], values[:4])))
    across, rise = abs(first.at - second.at) / 4 * WIDE, abs(first.y - second.y) / 10 * names.HIGH
    assert across >= LETTER * 3 or rise >= TALL


def test_a_name_keeps_off_a_mark() -> None:
    line = Name("a line", "quiet", np.array([5.0] * 9 + [np.nan]))
    alone = names.placed([line], list(range(1, 11)), 0.0, 10.0, [])[0]
    mark = names.Note(alone.at, alone.y, "a mark that is in the way", "loss", above=False)
    moved = names.placed([line], list(range(1, 11)), 0.0, 10.0, [mark])[0]
    assert moved.at != alone.at


def test_a_line_of_which_only_a_point_is_shown_has_no_name() -> None:
    line = Name("a line", "quiet", np.array([np.nan, np.nan, 5.0, *[np.nan] * 5]))
    assert names.placed([line], list(range(1, 9)), 0.0, 10.0, []) == []
