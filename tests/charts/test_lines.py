"""The drawer of lines: every value and mark lands in its table, on an axis that holds them, in a spec that never changes."""

import json
from typing import Any

import numpy as np
import pytest

from charts import lines
from charts.drawn import drawn
from charts.theme import DARK, LIGHT
from model.answers import OTHERS, Axis, Band, Dot, Lines, Mark, Series
from model.questions import overview
from model.questions.cash_trough import page as cash_trough
from model.scenario import Scenario
from tests.charts.test_specs import LOOKS, _values, forget_specs
from tests.questions.asking import about, picture
from tests.questions.troughs import EXAMPLES, SMB, THREE, TROUGH

PICTURES = [(overview.answer, title) for title in ("ARR from existing and new customers", "Cumulative profit")]
PICTURES += [
    (cash_trough.answer, title)
    for title in (
        "Cumulative profit",
        "Cash",
        "Cumulative profit if you double new customers",
    )
]
UP, DOWN, NONE = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, -3.0, -1.0, 0.5]), np.full(4, np.nan)


def chart(**given: Any) -> Lines:
    return Lines(
        **{"title": "A title", "unit": "money", "finding": ("Found.",), "series": [Series("Up", UP, "whatif")]} | given
    )


def rows(given: Lines, start: str | None = None) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = lines.table(given, start, "EUR").rows
    return table


def points(given: Lines, role: str) -> list[tuple[float, float]]:
    """Those of the one line of this role, wherever the table has them."""
    if given.letters:
        return [(row["at"], row["line_y"]) for row in rows(given) if row["line_kind"] == role]
    column = f"line_{lines.look(given).lines.index(role)}"
    return [(row["at"], row[column]) for row in rows(given) if row[column] is not None]


def notes(given: Lines) -> dict[str, dict[str, Any]]:
    return {row["note_text"]: row for row in rows(given) if row["note_text"]}


def extent(given: Lines) -> tuple[float, float]:
    """What the axis must hold: every field that stands on y."""
    values = [value for row in rows(given) for name, value in row.items()
              if name.startswith(("line_", "low_", "high_", "note_y")) and isinstance(value, float)]  # fmt: skip
    return min(values), max(values)


@pytest.mark.parametrize(("dark", "dated"), LOOKS)
@pytest.mark.parametrize(("question", "title"), PICTURES)
def test_a_spec_is_the_same_bytes_whatever_the_scenario_and_names_only_columns_of_its_table(
    question: Any, title: str, dark: bool, dated: bool
) -> None:
    specs, fields, columns = set(), set[str](), set[str]()
    for scenario, before in ((TROUGH, None), (THREE, None), (THREE.changed({"SMB.cac": 1.0}), THREE), (SMB, None)):
        forget_specs()
        given = scenario.changed({"start": "2026-11"}) if dated else scenario
        spec, table = drawn(picture(question(about(given, before)), title), given, dark=dark)
        specs.add(json.dumps(spec))
        fields |= {*_values(spec, "field")}
        columns |= {*table.names}
    assert fields <= columns
    assert len(specs) == 1
    assert "data" not in specs.pop().replace("datum", "")


def test_a_spec_differs_by_colour_alone_when_dark_and_by_the_axis_when_dated() -> None:
    light, dark = (json.dumps(drawn(chart(), TROUGH, dark=dark)[0]) for dark in (False, True))
    for name in ("whatif", "baseline", "loss", "ink", "quiet", "paper"):
        assert getattr(LIGHT, name) in light
        assert getattr(DARK, name) in dark
    assert '"type": "temporal"' in json.dumps(drawn(chart(), TROUGH.changed({"start": "2026-11"}), dark=False)[0])
    assert '"type": "temporal"' not in light


ROLES = [*lines.STROKES][1:]


@pytest.mark.parametrize("letters", [0, 9])
@pytest.mark.parametrize("role", ROLES)
def test_every_value_of_a_line_lands_at_its_place_in_the_stroke_of_its_role(role: Any, letters: int) -> None:
    other: Any = "baseline" if role != "baseline" else "ink"
    given = chart(series=[Series("Up", UP, role), Series("Nothing", NONE, other)], letters=letters)
    assert points(given, role) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert points(given, other) == []
    colour, width, _, _ = lines.STROKES[role]
    spec, _ = drawn(given, TROUGH, dark=False)
    assert spec["resolve"]["scale"]["color"] == "independent"
    if letters:
        (strokes,) = [layer["encoding"] for layer in spec["layer"] if "strokeDash" in layer.get("encoding", {})]
        scales = [strokes[channel]["scale"] for channel in ("color", "strokeWidth")]
        assert [dict(zip(scale["domain"], scale["range"], strict=True))[role] for scale in scales] == [
            LIGHT.colour_of(colour), width,
        ]  # fmt: skip
    else:
        field = f"line_{lines.look(given).lines.index(role)}"
        (mark,) = [
            layer["mark"] for layer in spec["layer"] if layer.get("encoding", {}).get("y", {}).get("field") == field
        ]
        assert (mark["color"], mark["strokeWidth"]) == (LIGHT.colour_of(colour), width)


def test_a_line_is_broken_where_it_has_no_value() -> None:
    gap = [Series("Gap", np.array([1.0, np.nan, 3.0, 4.0]), "ink")]
    assert points(chart(series=gap), "ink") == [(1, 1), (3, 3), (4, 4)]
    found = [(row["line"], row["at"]) for row in rows(chart(series=gap, letters=9)) if row["line"]]
    assert [at for _, at in found] == [1, 3, 4]
    assert found[0][0] != found[1][0] == found[2][0]


@pytest.mark.parametrize("letters", [0, 9])
def test_every_value_of_a_band_lands_in_the_fill_of_its_role_and_its_words_in_the_middle(letters: int) -> None:
    later = Band(UP, 10 * UP, "later", "Later")
    given = chart(bands=[Band(0 * UP, UP, "book"), later], letters=letters)
    for place, (low, high) in enumerate(((0 * UP, UP), (UP, 10 * UP))):
        found = [(row["at"], row[f"low_{place}"], row[f"high_{place}"]) for row in rows(given) if row["month"]]
        assert found == [*zip((1, 2, 3, 4), low, high, strict=True)]
    areas = [
        layer["mark"]["color"]
        for layer in drawn(given, TROUGH, dark=False)[0]["layer"]
        if layer["mark"]["type"] == "area"
    ]
    assert areas == [LIGHT.book, LIGHT.later]
    (words,) = notes(given).values()
    assert (words["note_text"], words["note_kind"], words["note_y"]) == ("Later", "on_later", 5.5 * words["at"])


@pytest.mark.parametrize("above", [True, False])
def test_every_mark_lands_at_its_point_with_its_words_on_its_side(above: bool) -> None:
    marks = [Mark(2, 2.0, "the second", "loss", above=above), Mark(4, 4.0, "the fourth", "ink", above=above, dot=False)]
    found = notes(chart(marks=marks))
    assert [(row["at"], row["note_y"], row["note_kind"], row["note_dot"]) for row in found.values()] == [
        (2, 2, "loss", True), (4, 4, "ink", False),
    ]  # fmt: skip
    assert all((row["note_rise"] < 0) == above for row in found.values())


@pytest.mark.parametrize("letters", [0, 9])
def test_every_point_lands_with_its_interval_and_what_the_pointer_is_told(letters: int) -> None:
    points = [
        Dot(2, 3.0, "ink", tooltip=[("Accounts", "12")], low=-1.0, high=40.0),
        Dot(3, 4.0, "whatif", tooltip=[("Accounts", "7")]),
    ]
    given = chart(dots=points, letters=letters)
    found = [(row["at"], row["dot_y"], row["dot_low"], row["dot_high"], row["dot_kind"], row["dot_told_0"])
             for row in rows(given) if row["dot_y"]]  # fmt: skip
    assert found == [(2, 3, -1, 40, "ink", "12"), (3, 4, None, None, "whatif", "7")]
    low, high = extent(given)
    assert low < -1 < 40 < high
    spec, table = drawn(given, TROUGH, dark=False)
    assert {*_values(spec, "field")} <= {*table.names}
    assert "Accounts" in _values(spec, "title")


@pytest.mark.parametrize("tooltip", [[], [("Accounts", "12")]])
def test_points_that_tell_something_lie_over_what_the_pointer_finds_and_others_under_it(tooltip: Any) -> None:
    spec, _ = drawn(chart(dots=[Dot(2, 3.0, "ink", tooltip=tooltip)]), TROUGH, dark=False)
    layers = spec["layer"]
    (hover,) = [place for place, layer in enumerate(layers) if layer.get("name") == "hover"]
    fields = [layer["encoding"].get("y", {}).get("field") for layer in layers]
    assert (fields.index("dot_y") > hover) == bool(tooltip)


def test_months_stand_on_the_calendar_where_there_is_one() -> None:
    given = chart(marks=[Mark(3, 3.0, "here", "ink")])
    dated = rows(given, "1970-01")
    day = 86_400_000
    assert [row["at"] for row in dated if row["month"]] == [0, 31 * day, 59 * day, 90 * day]
    assert [row["at"] for row in dated if row["note_text"]] == [59 * day]
    assert [row["when"] for row in dated if row["month"]] == ["Jan 1970", "Feb 1970", "Mar 1970", "Apr 1970"]


def test_the_pointer_is_told_every_value_in_full_and_others_together() -> None:
    series = [Series("Own", 1234.5 * UP, "whatif"), Series("Baseline", NONE, "baseline"),
              Series("Share", UP / 8, None, unit="share"), Series("2 more", DOWN, "quiet", tooltip=OTHERS),
              Series("3 more", UP, "quiet", tooltip=OTHERS)]  # fmt: skip
    given = chart(series=series)
    assert given.labels == ("Own", "Baseline", "Share", OTHERS)
    second = rows(given)[1]
    assert [second[f"told_{place}"] for place in range(4)] == ["€2,469", "–", "25%", "2 more: −3 · 3 more: 2"]
    spec = json.dumps(drawn(given, TROUGH, dark=False)[0])
    assert all(json.dumps(label) in spec for label in given.labels)
    with_a_gap = rows(chart(series=[Series("A", np.array([1.0, np.nan, 3, 4]), "ink", tooltip="To")], each="To"))
    assert [row["told_0"] for row in with_a_gap if row["month"]] == ["A: 1", "A: –", "A: 3", "A: 4"]
    (share,) = [Series("Share", np.array([0.6214, 1, 1, 1]), None, unit="share")]
    assert rows(chart(series=[*series[:1], share]))[0]["told_1"] == "62.1%"
    alone = rows(chart(series=series[:1], pointer=("Own", OTHERS)))
    assert {row["told_1"] for row in alone if row["month"]} == {"–"}


@pytest.mark.parametrize(("unit", "expected"), [
    ("money/month", {"labelExpr": lines.axes.short()}), ("people", {"tickMinStep": 1}), ("share", {"format": "%"}),
])  # fmt: skip
def test_the_unit_is_on_the_axis(unit: str, expected: dict[str, Any]) -> None:
    spec, _ = drawn(chart(unit=unit), TROUGH, dark=False)
    axes = [layer["encoding"]["y"]["axis"] for layer in spec["layer"] if "axis" in layer["encoding"].get("y", {})]
    assert axes
    assert all(expected.items() <= axis.items() for axis in axes)


@pytest.mark.parametrize(("axis", "expected"), [
    (Axis("share", "Share moved", ends=(0, 1)), {"format": "%", "title": "Share moved"}),
    (Axis("people", "CSMs"), {"format": ",d", "title": "CSMs"}), (Axis("months", "Age"), {"format": ",~f", "title": "Age"}),
])  # fmt: skip
def test_lines_stand_over_other_values_than_months(axis: Axis, expected: dict[str, Any]) -> None:
    given = chart(x=axis, at=np.array([0.0, 0.25, 0.5, 1.0]), marks=[Mark(0.5, 3.0, "half", "ink")])
    assert points(given, "whatif") == [(0, 1), (0.25, 2), (0.5, 3), (1, 4)]
    assert notes(given)["half"]["at"] == 0.5
    spec, _ = drawn(given, TROUGH, dark=False)
    (x, *_) = [layer["encoding"]["x"] for layer in spec["layer"] if "axis" in layer["encoding"].get("x", {})]
    assert expected.items() <= x["axis"].items()
    assert axis.ends is None or x["scale"]["domain"] == [0, 1]


SERIES = [Series("Up", UP, "whatif"), Series("Baseline", DOWN, "baseline"), Series("Gone", NONE, "ink")]


@pytest.mark.parametrize("given", [
    chart(series=SERIES), chart(series=SERIES, from_zero=False), chart(series=SERIES, steps=True),
    chart(series=SERIES, letters=12), chart(marks=[Mark(2, -40.0, "low", "loss", above=False)]),
    chart(bands=[Band(-7 * UP, 9 * UP, "loss")]), chart(series=[Series("Down", -UP, "whatif")]),
    chart(series=[Series("Gone", NONE, "whatif")]),
], ids=str)  # fmt: skip
def test_the_axis_holds_every_value_lows_included_and_room_for_words(given: Lines) -> None:
    values = [line.values for line in given.series] + [side for band in given.bands for side in (band.low, band.high)]
    values += [np.array([mark.y for mark in given.marks])]
    known = np.concatenate(values)
    known = known[~np.isnan(known)] if not np.isnan(known).all() else np.zeros(1)
    low, high = extent(given)
    span = known.max() - known.min()
    assert high >= known.max() + (0.1 * span if known.max() > 0 else 0)
    assert low <= known.min() - (0.1 * span if known.min() < 0 else 0)
    scales = [layer["encoding"]["y"].get("scale", {}) for layer in drawn(given, TROUGH, dark=False)[0]["layer"]
              if "y" in layer["encoding"]]  # fmt: skip
    assert all("domain" not in scale for scale in scales)
    assert [scale["zero"] for scale in scales if "zero" in scale] == [given.from_zero] * sum(
        "zero" in scale for scale in scales
    )


def test_zero_is_a_line_where_values_lie_below_it() -> None:
    assert points(chart(), "zero") == []
    assert points(chart(series=SERIES), "zero") == [(1, 0), (2, 0), (3, 0), (4, 0)]


# Where words stand.


def test_the_ends_of_lines_carry_their_words_and_of_two_that_are_near_the_lower_stands_under() -> None:
    near = [Series("Own", UP, "whatif", words="Own 4"), Series("Baseline", UP + 0.1, "baseline", words="Baseline 4.1")]
    found = notes(chart(series=near))
    assert (found["Own 4"]["at"], found["Own 4"]["note_y"], found["Own 4"]["note_dot"]) == (4, 4, True)
    assert found["Own 4"]["note_rise"] > 0 > found["Baseline 4.1"]["note_rise"]
    far = [near[0], Series("Baseline", UP + 9, "baseline", words="Baseline 13")]
    assert all(row["note_rise"] < 0 for row in notes(chart(series=far)).values())
    shorter = [near[0], Series("Baseline", np.array([1.0, 2.0, np.nan, np.nan]), "baseline", words="Baseline 2")]
    assert notes(chart(series=shorter))["Baseline 2"]["at"] == 2


def test_an_end_that_is_near_a_mark_above_it_stands_under_its_line() -> None:
    series = [Series("Own", UP, "whatif", words="4")]
    for y, under in ((4.2, True), (2.0, False), (9.0, False)):
        given = chart(series=series, marks=[Mark(4, y, "as many as there are", "limit", dot=False)])
        assert (notes(given)["4"]["note_rise"] > 0) == under


def test_an_end_that_is_marked_is_not_written_twice() -> None:
    given = chart(series=[Series("Own", UP, "whatif", words="4")], marks=[Mark(4, 4.0, "recovered", "whatif")])
    assert [*notes(given)] == ["recovered"]


def test_marks_that_would_lie_on_each_other_stand_on_lines_of_their_own() -> None:
    path = np.array([0.0, -1.0, -1.2, -1.19, -1.0, 0.5, 3.0, 6.0])
    marks = [
        Mark(3, -1.2, "−1.2 in month 3", "loss", above=False),
        Mark(4, -1.19, "break-even in month 4", "ink", above=False),
    ]
    low, even = notes(chart(series=[Series("Own", path, "whatif")], marks=marks)).values()
    assert even["note_rise"] - low["note_rise"] == lines.notes.LINE


# What is cut.


def drawn_of(scenario: Scenario, key: str = "growth") -> Lines:
    return picture(cash_trough.answer(about(scenario, view_family=key)), "Cumulative profit")


@pytest.mark.parametrize("scenario", [TROUGH, THREE, SMB, EXAMPLES["two-channels"]])
def test_every_low_is_in_the_frame_and_the_own_path_whole(scenario: Scenario) -> None:
    given = drawn_of(scenario)
    lows = [float(np.nanmin(line.values)) for line in given.series if not np.isnan(line.values).all()]
    shown = [row["line_y"] for row in rows(given) if row["line_y"] is not None]
    assert min(shown) == pytest.approx(min(lows) if min(lows) < 0 else min(shown))
    assert [y for _, y in points(given, "whatif")] == given.series[0].values.tolist()


def test_a_line_is_cut_where_it_leaves_the_frame() -> None:
    """From -1 to 2 the own path is 3 high; another that climbs by 10 a month leaves at 2 + 3, half-way to its second month."""
    flat, steep = np.array([-1.0, 0.0, 2.0]), np.array([0.0, 10.0, 20.0])
    given = chart(series=[Series("Own", flat, "whatif"), Series("Steep", steep, "quiet")], cut=True, letters=5)
    shown = [(row["at"], row["line_y"]) for row in rows(given) if row["line_y"] is not None]
    assert max(y for _, y in shown) == 5.0
    assert (1.5, 5.0) in shown


def test_names_beside_the_lines_are_those_that_are_long_enough() -> None:
    for scenario in (THREE, TROUGH, SMB, EXAMPLES["two-channels"]):
        given = drawn_of(scenario)
        marked = {words for mark in given.marks for words in (mark.words, mark.short)}
        assert {*notes(given)} - marked == {line.words for line in given.series if not np.isnan(line.values).all()}
