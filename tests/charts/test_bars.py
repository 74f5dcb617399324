"""The drawer of bars: every piece, tick, limit and word lands in its table, in a spec that never changes."""

import json
from itertools import pairwise
from typing import Any

import pytest

from charts import axes, bars
from charts.drawn import drawn
from charts.theme import DARK, LIGHT
from model.answers import Bar, Bars, Piece, Tick
from tests.charts.test_specs import LOOKS, _values, forget_specs
from tests.questions.troughs import THREE, TROUGH

LINE = 15  # pixels of a line of words
FIRST, SECOND = (
    Piece("First", 0, 6, "series 0", words="First 6", tooltip="6"),
    Piece("Second", 6, 8, "loss", lighter=True),
)


def chart(*given: Bar, **parts: Any) -> Bars:
    return Bars(**{"title": "A title", "unit": "money", "finding": ("Found.",), "bars": given} | parts)


def rows(given: Bars) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = bars.table(given, None, "EUR").rows
    return table


def rules(given: Bars) -> list[dict[str, Any]]:
    return [row for row in rows(given) if row["width"]]


def written(given: Bars) -> list[tuple[str, str]]:
    return [(row["words"], row["role"]) for row in rows(given) if row["words"]]


WITHOUT = chart(inside=True)
WITH = chart(
    Bar("One", [FIRST, SECOND], [Tick(7, "baseline", "Baseline 7")], "8"), Bar("Two"), limits=[Tick(9, "ink", "nine")],
    inside=True,
)  # fmt: skip


@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_a_spec_is_the_same_bytes_whatever_is_drawn_and_names_only_columns_of_its_table(
    dark: bool, dated: bool
) -> None:
    specs, fields, columns = set(), set[str](), set[str]()
    for given in (WITHOUT, WITH):
        forget_specs()
        scenario = THREE.changed({"start": "2026-11"}) if dated else THREE
        spec, table = drawn(given, scenario, dark=dark)
        fields |= {*_values(spec, "field")}
        columns |= {*table.names}
        assert "height" not in spec
        specs.add(json.dumps(spec))
    assert fields <= columns
    (spec_as_text,) = specs
    assert "data" not in spec_as_text.replace("datum", "")


def test_pieces_land_from_value_to_value_and_say_so_to_the_pointer() -> None:
    given = chart(Bar("", [FIRST, SECOND]), pointer=("Meeting", "Hours"))
    found = [(row["start"], row["end"], row["role"], row["lighter"], row["part"], row["told"])
             for row in rows(given) if row["end"] is not None]  # fmt: skip
    assert found == [(0, 6, "series 0", False, "First", "6"), (6, 8, "loss", True, "Second", "")]
    assert {"Meeting", "Hours"} <= {*_values(drawn(given, TROUGH, dark=False)[0], "title")}


@pytest.mark.parametrize(("colours", "dark"), [(LIGHT, False), (DARK, True)])
@pytest.mark.parametrize("role", bars.ROLES)
def test_every_role_has_its_colour(role: str, colours: Any, dark: bool) -> None:
    spec, _ = drawn(WITH, TROUGH, dark=dark)
    scales = [layer["encoding"]["color"]["scale"] for layer in spec["layer"] if "color" in layer.get("encoding", {})]
    assert len(scales) == 5
    assert {dict(zip(scale["domain"], scale["range"], strict=True))[role] for scale in scales} == {
        colours.colour_of(role)
    }
    assert spec["resolve"]["scale"]["color"] == "independent"


def test_words_stand_below_their_bar_the_last_first_so_that_no_line_runs_through_any() -> None:
    given = chart(
        Bar("", [FIRST, SECOND, Piece("Third", 8, 10, "ink", words="Third 2")], [Tick(8, "baseline", "Before")])
    )
    assert written(given) == [("Third 2", "ink"), ("Before", "ink"), ("First 6", "ink")]
    found = [(row["at"], row["y"]) for row in rows(given) if row["words"]]
    assert [at for at, _ in found] == [9, 8, 3]
    assert all(low - high == bars.ROW for (_, high), (_, low) in pairwise(found))
    lines = {row["at"]: row for row in rules(given) if row["role"] == "quiet"}
    (bottom,) = {row["bottom"] for row in rows(given) if row["part"]}
    for at, y in found:
        assert lines[at]["top"] == bottom
        assert lines[at]["bottom"] < y
    assert bars.height(given) == bars.THICK + 2 * bars.BEYOND + 3 * bars.ROW + bars.AROUND


def test_a_tick_reaches_over_and_under_its_bar() -> None:
    given = chart(Bar("", [FIRST], [Tick(7, "baseline")]))
    (tick,) = [row for row in rules(given) if row["role"] == "baseline"]
    (piece,) = [row for row in rows(given) if row["part"]]
    assert (tick["at"], piece["top"] - tick["top"], tick["bottom"] - piece["bottom"]) == (7, bars.BEYOND, bars.BEYOND)
    assert written(given) == [("First 6", "ink")]


def test_names_stand_over_their_bars_with_the_amount_in_the_colour_of_the_first_part() -> None:
    given = chart(
        Bar("Start", ticks=[Tick(5, "ink")], amount="5"), Bar("Loss", [Piece("Loss", 5, 3, "loss")], (), "−2")
    )
    named = [row for row in rows(given) if row["name"]]
    assert [(row["name"], row["amount"], row["role"]) for row in named] == [
        ("Start", "5", "ink"),
        ("Loss", "−2", "loss"),
    ]
    (piece,) = [row for row in rows(given) if row["part"]]
    (tick,) = rules(given)
    assert named[0]["y"] < tick["top"] < tick["bottom"] < named[1]["y"] < piece["top"]
    assert bars.height(given) == 2 * bars.BLOCKS["usual"] + bars.AROUND


def test_names_stand_inside_of_their_bars_where_that_is_asked() -> None:
    given = chart(Bar("One", [FIRST]), inside=True)
    (piece,) = [row for row in rows(given) if row["part"]]
    (name,) = [row for row in rows(given) if row["name"]]
    assert name["y"] == (piece["top"] + piece["bottom"]) / 2


def test_limits_run_across_all_bars_and_their_words_stand_over_these_the_smallest_first() -> None:
    limits = [Tick(9, "whatif", "nine"), Tick(2, "ink", "two")]
    given = chart(Bar("One", [FIRST]), Bar("Two", [SECOND]), limits=limits, inside=True)
    assert written(given)[:2] == [("two", "ink"), ("nine", "whatif")]
    across = [row for row in rules(given) if row["at"] in (2, 9)]
    pieces = [row for row in rows(given) if row["part"]]
    assert [row["at"] for row in across] == [2, 9]
    assert across[0]["top"] < across[1]["top"] < min(row["top"] for row in pieces)
    assert all(row["bottom"] > max(piece["bottom"] for piece in pieces) for row in across)
    assert max(row["at"] for row in rows(given) if row["at"]) == pytest.approx(9 * bars.ROOM)


@pytest.mark.parametrize(("from_zero", "low", "high"), [(True, 0, 108), (False, 99.84, 108.16)])
def test_the_axis_reaches_from_zero_or_to_the_values_with_some_room(from_zero: bool, low: float, high: float) -> None:
    step = Piece("Step", 100, 108, "whatif")
    given = chart(Bar("Start", ticks=[Tick(100, "ink")]), Bar("Step", [step]), from_zero=from_zero)
    found = [(row["at"], row["y"]) for row in rows(given)][-2:]
    assert [at for at, _ in found] == pytest.approx([low, high])
    assert [y for _, y in found] == [0, 2 * bars.BLOCKS["usual"]]


def test_values_stand_along_the_side_and_roles_are_explained_where_that_is_asked() -> None:
    legend = (("Acquisition", "loss"), ("COGS", "series 6"), ("CSM", "series 3"))
    given = chart(Bar("One", [FIRST]), scaled=True, legend=legend)
    spec, _ = drawn(given, TROUGH, dark=False)
    assert axes.short() in _values(spec, "labelExpr")
    assert '"values": ["loss", "series 6", "series 3"]' in json.dumps(spec)
    assert any("'loss': 'Acquisition'" in words for words in _values(spec, "labelExpr"))
    assert bars.height(given) == bars.height(chart(Bar("One", [FIRST]))) + bars.AXIS + 2 * bars.LEGEND
    plain = json.dumps(drawn(chart(Bar("One", [FIRST])), TROUGH, dark=False)[0])
    assert "labelExpr" not in plain
    assert '"format": "%"' in json.dumps(drawn(chart(scaled=True, unit="share"), TROUGH, dark=False)[0])


def test_dots_stand_on_a_line_with_their_words_over_the_first_and_under_the_second() -> None:
    first, second = Tick(9, "series 5", "Step 9", "$9"), Tick(4, "ink", "Year 4", "$4")
    given = chart(Bar("One", dots=[first, second]), Bar("Two", dots=[first]), letters=12, from_zero=False)
    found = [(row["at"], row["role"], row["part"], row["told"]) for row in rows(given) if row["dot"]]
    assert found == [
        (9, "series 5", "Step 9", "$9"),
        (4, "ink", "Year 4", "$4"),
        (9, "series 5", "Step 9", "$9"),
    ]
    (between,) = [row for row in rows(given) if row["end"] is not None]
    assert (between["start"], between["end"]) == (4, 9)
    over, under, alone = (row["y"] for row in rows(given) if row["words"])
    middles = [row["y"] for row in rows(given) if row["dot"]]
    names = [(row["name"], row["y"]) for row in rows(given) if row["name"]]
    assert over < middles[0] == middles[1] < under < alone < middles[2]
    assert names == [("One", middles[0]), ("Two", middles[2])]
    assert all(low - high >= LINE for high, low in pairwise((over, under, alone)))
    corners = [row["at"] for row in rows(given)][-2:]
    assert corners == pytest.approx([3.9, 9.1])
    spec, _ = drawn(given, TROUGH, dark=False)
    ranges = {json.dumps(scale["range"]) for scale in _parts(spec, "scale") if isinstance(scale["range"][0], float)}
    assert ranges == {json.dumps([12 * bars.LETTER + bars.APART, {"expr": "width"}])}


def _parts(spec: Any, key: str) -> list[dict[str, Any]]:
    """The scales, or whatever stands under this key, that have a range."""
    if isinstance(spec, dict):
        known = [spec[key]] if isinstance(spec.get(key), dict) and "range" in spec[key] else []
        return known + [part for value in spec.values() for part in _parts(value, key)]
    return [part for value in spec for part in _parts(value, key)] if isinstance(spec, list) else []


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert [(row["at"], row["y"]) for row in rows(chart())] == [(0, 0), (1, 0)]
