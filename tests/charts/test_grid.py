"""The drawer of grids: every cell, border, point and word lands in its table, in a spec that never changes."""

import json
from typing import Any

import numpy as np
import pytest

from charts import grid
from charts.drawn import drawn
from charts.theme import DARK, LIGHT
from model.answers import Axis, Dot, Grid
from tests.charts.test_specs import LOOKS, _values, forget_specs
from tests.questions.troughs import THREE

COLUMNS, LINES = np.array([0.0, 0.1, 0.4]), np.array([0.0, 0.5, 1.0])
VALUES = np.array([[1200.0, -5.0], [0.0, -2e6]])
BORDER = [(0.1, 0.0), (0.07, 0.5), (0.05, 1.0)]


def chart(**given: Any) -> Grid:
    axes = {"x": Axis("share", "At risk"), "y": Axis("people", "CSMs")}
    cells = {"columns": COLUMNS, "lines": LINES, "values": VALUES, "label": "Change"}
    return Grid(**{"title": "A title", "unit": "money", "finding": ("Found.",)} | axes | cells | given)


def rows(given: Grid) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = grid.table(given, None, "EUR").rows
    return table


WITH = chart(border=BORDER, border_words="border", dots=[Dot(0.3, 0.25, "ink", words="yours")])


@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_a_spec_is_the_same_bytes_whatever_is_drawn_and_names_only_columns_of_its_table(
    dark: bool, dated: bool
) -> None:
    specs, fields, columns = set(), set[str](), set[str]()
    for given in (chart(), WITH):
        forget_specs()
        spec, table = drawn(given, THREE.changed({"start": "2026-11"}) if dated else THREE, dark=dark)
        fields |= {*_values(spec, "field")}
        columns |= {*table.names}
        specs.add(json.dumps(spec))
    (as_text,) = specs
    assert "data" not in as_text.replace("datum", "")
    assert (DARK if dark else LIGHT).loss in as_text


def test_every_cell_lies_between_its_edges_in_the_colour_of_its_sign() -> None:
    cells = {(row["at"], row["to"], row["y"], row["y_to"]): row["sign"] for row in rows(WITH) if row["sign"]}
    assert cells == {
        (0, 0.1, 0, 0.5): "above", (0.1, 0.4, 0, 0.5): "below", (0, 0.1, 0.5, 1): "below", (0.1, 0.4, 0.5, 1): "below",
    }  # fmt: skip
    spec, _ = drawn(WITH, THREE, dark=False)
    (scale,) = [layer["encoding"]["color"]["scale"] for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
        "above": LIGHT.whatif, "below": LIGHT.loss, "between": LIGHT.quiet,
    }  # fmt: skip


def test_the_pointer_is_told_the_middle_of_a_cell_and_about_its_value() -> None:
    texts = [(row["at_told"], row["y_told"], row["told"]) for row in rows(WITH) if row["sign"]]
    assert texts == [
        ("5%", "0.25", "about €1.2k"), ("25%", "0.25", "about −€5"),
        ("5%", "0.75", "about €0"), ("25%", "0.75", "about −€2M"),
    ]  # fmt: skip
    spec, _ = drawn(WITH, THREE, dark=False)
    (pointer,) = [layer["encoding"]["tooltip"] for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    assert [tooltip["title"] for tooltip in pointer] == ["At risk", "CSMs", "Change"]


def test_border_and_points_land_where_they_are_with_their_words() -> None:
    found = rows(WITH)
    assert [(row["border"], row["border_y"]) for row in found if row["border"]] == BORDER
    assert [(row["dot"], row["dot_y"]) for row in found if row["dot"]] == [(0.3, 0.25)]
    words = {row["text"]: (row["text_at"], row["text_y"]) for row in found if row["text"]}
    assert words.pop("yours") == (0.3, 0.25)
    assert words.pop("border") in BORDER
    assert not words
    assert not {"text", "border", "dot"} & {*grid.table(chart(), None, "EUR").names}


def test_signs_give_the_colour_and_each_of_several_borders_is_a_line_of_its_own() -> None:
    lines = [("accelerate", [(0.1, 0.0), (0.2, 1.0)]), ("", [(0.3, 0.2), (0.3, 0.1), (0.2, 0.0)])]
    found = rows(chart(signs=np.array([[1.0, 0.0], [-1.0, 0.0]]), borders=lines, from_zero=False))
    assert [row["sign"] for row in found if row["sign"]] == ["above", "between", "below", "between"]
    points = [(row["border_line"], row["border_at"], row["border"]) for row in found if row["border"] is not None]
    assert points == [("1", 0, 0.1), ("1", 1, 0.2), ("2", 0, 0.3), ("2", 1, 0.3), ("2", 2, 0.2)]
    assert [row["text"] for row in found if row["text"]] == ["accelerate"]


def test_the_unit_is_on_each_axis_and_its_title_takes_no_room_beside_the_map() -> None:
    spec, _ = drawn(WITH, THREE, dark=False)
    (cells,) = [layer["encoding"] for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    assert [(cells[side]["axis"]["title"], cells[side]["axis"]["format"]) for side in "xy"] == [
        ("At risk", "%"), ("CSMs", ",~f"),
    ]  # fmt: skip
    assert cells["y"]["axis"]["titleAngle"] == 0
    assert {cells[side]["scale"]["zero"] for side in "xy"} == {True}


def test_height_follows_how_tall_it_is() -> None:
    assert grid.height(chart(tall="low")) < grid.height(chart()) < grid.height(chart(tall="high"))
