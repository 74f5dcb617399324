"""The drawer of points: every point, limit, area and link lands in its table, within what the axes reach."""

import json
from typing import Any

import numpy as np
import pytest

from charts import points
from charts.drawn import drawn
from charts.theme import LIGHT
from model.answers import Axis, Dot, Points
from model.questions.unit_economics import page as unit_economics
from tests.charts.test_specs import LOOKS, _values, forget_specs
from tests.questions.asking import about
from tests.questions.troughs import EXAMPLES, SMB, THREE, TROUGH

CHANNELS, FREE = EXAMPLES["two-channels"], EXAMPLES["mid-market-flat"]
LABELS = ("Segment", "LTV:CAC")


def dot(x: float, y: float, name: str = "", role: Any = "whatif") -> Dot:
    return Dot(x, y, role, words=name, tooltip=(("Segment", name), ("LTV:CAC", f"{y:g}")))


def chart(*dots: Dot, **given: Any) -> Points:
    parts: dict[str, Any] = {
        "title": "A title",
        "unit": "ratio",
        "finding": ("Found.",),
        "dots": dots,
        "pointer": LABELS,
    }
    return Points(**parts | {"x": Axis("months", "CAC payback"), "y": Axis("ratio")} | given)


def rows(given: Points, kind: str) -> list[tuple[float, float, float, float]]:
    found = points.table(given, None, "EUR").rows
    return [(row["at"], row["y"], row["to_at"], row["to_y"]) for row in found if row["kind"] == kind]


def notes(given: Points) -> dict[str, dict[str, Any]]:
    return {row["note_text"]: row for row in points.table(given, None, "EUR").rows if row["note_text"]}


def edges(given: Points) -> tuple[float, float]:
    """The right and the top of what the axes reach, by every field that stands on them."""
    found = points.table(given, None, "EUR").rows
    sides = ("at", "to_at"), ("y", "to_y", "dot_y", "note_y")
    values = [[row[name] for row in found for name in names if row.get(name) is not None] for names in sides]
    right, top = map(max, values)
    return right, top


@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_a_spec_is_the_same_bytes_whatever_the_scenario_and_names_only_columns_of_its_table(
    dark: bool, dated: bool
) -> None:
    specs, fields, columns = set(), set[str](), set[str]()
    for scenario, before in ((THREE.changed({"SMB.cac": 1.0}), THREE), (SMB, None), (FREE, None), (CHANNELS, None)):
        forget_specs()
        given = scenario.changed({"start": "2026-11"}) if dated else scenario
        picture = unit_economics.answer(about(given, before)).beside[0]
        assert isinstance(picture, Points)
        spec, table = drawn(picture, given, dark=dark)
        specs.add(json.dumps(spec))
        fields |= {*_values(spec, "field")}
        columns |= {*table.names}
    assert fields <= columns
    assert len(specs) == 1
    assert "data" not in specs.pop().replace("datum", "")


@pytest.mark.parametrize("role", points.POINTS)
def test_every_point_lands_at_its_place_in_the_look_of_its_role_with_what_is_told_of_it(role: Any) -> None:
    given = chart(dot(3, 4.0, "A", role), dot(1, 2.0, "B", role))
    found = [row for row in points.table(given, None, "EUR").rows if row["dot_y"] is not None]
    assert [(row["at"], row["dot_y"], row["dot_kind"], row["dot_told_0"], row["dot_told_1"]) for row in found] == [
        (3, 4, role, "A", "4"), (1, 2, role, "B", "2"),
    ]  # fmt: skip
    spec, _ = drawn(given, TROUGH, dark=False)
    (mark,) = [layer["mark"] for layer in spec["layer"] if f"'{role}'" in json.dumps(layer.get("transform", []))]
    assert (mark["color"], mark["size"], mark["shape"]) == (LIGHT.colour_of(role), *points.POINTS[role])
    assert {*LABELS} <= {*_values(spec, "title")}


def test_limits_areas_and_links_reach_as_far_as_what_is_shown() -> None:
    given = chart(
        dot(20, 4.0), dot(5, 10.0),
        limits=((12.0, "12 months", "x"), (3.0, "LTV:CAC 3", "y")),
        areas=((0.0, 3.0, 12.0, np.inf),), links=((5.0, 10.0, 20.0, 4.0),),
    )  # fmt: skip
    right, top = edges(given)
    assert right > 20
    assert top > 10
    assert rows(given, "limit") == [(12, 0, 12, top), (0, 3, right, 3)]
    assert rows(given, "area") == [(0, 3, 12, top)]
    assert rows(given, "link") == [(5, 10, 20, 4)]
    words = notes(given)
    assert [words["12 months"][name] for name in ("at", "note_y")] == [12, top]
    assert [words["LTV:CAC 3"][name] for name in ("at", "note_y")] == [0, 3]


def test_of_nothing_there_are_limits_alone() -> None:
    given = chart(limits=((12.0, "12 months", "x"),))
    assert edges(given)[0] > 12
    assert [*notes(given)] == ["12 months"]
    assert edges(chart()) == (1, 1)


def test_what_lies_far_beyond_a_limit_stands_at_the_edge_with_its_number() -> None:
    limits = ((12.0, "", "x"), (3.0, "", "y"))
    given = chart(dot(125, 0.5, "Direct"), dot(2, 480.0, "Resellers"), dot(4, -4.0, "Poor"), limits=limits)
    right, top = edges(given)
    assert (right, top) == pytest.approx((1.15 * 6 * 12, 1.15 * 6 * 3))
    at_the_edge = {text: (row["at"], row["note_y"]) for text, row in notes(given).items()}
    assert at_the_edge == {"Resellers, 480": (2, top), "Direct, 125 months": (right, 0.5), "Poor, −4": (4, 0)}
    found = [row for row in points.table(given, None, "EUR").rows if row["dot_y"] is not None]
    assert [(row["at"], row["dot_y"]) for row in found] == [(right, 0.5), (2, top), (4, 0)]
    assert edges(chart(dot(125, 480.0)))[0] > 125


def test_names_near_each_other_stand_on_different_sides_and_long_ones_are_shortened() -> None:
    given = chart(*(dot(12, 5.0, name) for name in "ABC"), dot(40, 2.0))
    assert len({(row["note_align"], row["note_rise"]) for row in notes(given).values()}) == 3
    (name,) = notes(chart(dot(12, 5.0, "A segment with a very long name")))
    assert name == "A segment with a very l…"
