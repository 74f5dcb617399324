"""The drawer of a flow: as wide at each step as its value, beside what it was otherwise, in a spec that never changes."""

import json
from typing import Any

import numpy as np
import pytest

from charts.drawn import drawn, height
from charts.theme import DARK, LIGHT
from model.answers import Flow
from tests.charts.test_specs import LOOKS, _values, forget_specs
from tests.questions.troughs import SMB

NONE = np.full(3, np.nan)


def flow(**given: Any) -> Flow:
    return Flow(
        **{"title": "A title", "unit": "money/month", "finding": ("Found.",), "tooltip": "MRR", "others": [NONE],
           "steps": ["FIRST", "SECOND", "THIRD"], "values": np.array([2000.0, 500.0, 1250.0]),
           "rates": ["", "× 25%", "× 250%"]} | given
    )  # fmt: skip


def rows(given: Flow) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = drawn(given, SMB, dark=False)[1].rows
    return table


def layers(given: Flow, kind: str, *, dark: bool = False) -> list[dict[str, Any]]:
    return [layer for layer in drawn(given, SMB, dark=dark)[0]["layer"] if layer["mark"]["type"] == kind]


@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_a_spec_is_the_same_bytes_whatever_the_values_and_names_only_columns_of_its_table(
    dark: bool, dated: bool
) -> None:
    specs, fields, columns = set(), set[str](), set[str]()
    for given in (flow(), flow(values=np.zeros(3)), flow(steps=["A", "B", "C"], others=[np.array([9.0, 9.0, 9.0])])):
        forget_specs()
        spec, table = drawn(given, SMB.changed({"start": "2026-11"}) if dated else SMB, dark=dark)
        specs.add(json.dumps(spec))
        fields |= {*_values(spec, "field"), *(layer["encoding"]["y2"]["field"] for layer in spec["layer"]
                                             if "y2" in layer["encoding"])}  # fmt: skip
        columns |= {*table.names}
    assert fields <= columns
    assert len(specs) == 1
    assert "data" not in json.loads(specs.pop())


def test_the_band_is_as_wide_as_the_value_on_either_side_of_each_step() -> None:
    outline = [(row["at"], row["high"] - row["low"], row["high"] + row["low"]) for row in rows(flow()) if row["high"]]
    assert outline == [
        (-0.35, 2000, 0),
        (0.35, 2000, 0),
        (0.65, 500, 0),
        (1.35, 500, 0),
        (1.65, 1250, 0),
        (2.35, 1250, 0),
    ]
    for dark, colours in ((False, LIGHT), (True, DARK)):
        (band,) = layers(flow(), "area", dark=dark)
        assert band["mark"]["color"] == colours.book
        assert (band["encoding"]["y"]["field"], band["encoding"]["y2"]["field"]) == ("high", "low")


def test_each_step_carries_its_name_its_value_and_the_rate_that_led_to_it() -> None:
    steps = [[row[name] for name in ("at", "name", "value", "rate", "told")] for row in rows(flow()) if row["name"]]
    assert steps == [
        [0, "FIRST", "2k", "", "$2k"], [1, "SECOND", "500", "× 25%", "$500"], [2, "THIRD", "1.25k", "× 250%", "$1.25k"],
    ]  # fmt: skip
    texts = layers(flow(), "text")
    assert [layer["encoding"]["text"]["field"] for layer in texts] == ["name", "value", "rate"]
    assert texts[0]["encoding"]["tooltip"] == [{"field": "told", "title": "MRR", "type": "nominal"}]


def test_other_results_have_a_dashed_outline_where_they_differ() -> None:
    given = flow(others=[NONE, np.array([3000.0, 500.0, 100.0])])
    table = rows(given)
    assert {row["other_high_0"] for row in table} == {row["other_low_0"] for row in table} == {None}
    sides = [(row["other_high_1"], row["other_low_1"]) for row in table if row["high"]]
    assert sides == [(1500, -1500)] * 2 + [(250, -250)] * 2 + [(50, -50)] * 2
    rims = layers(given, "line")
    assert [rim["encoding"]["y"]["field"] for rim in rims] == [
        "other_high_0", "other_low_0", "other_high_1", "other_low_1",
    ]  # fmt: skip
    assert {(rim["mark"]["color"], tuple(rim["mark"]["strokeDash"])) for rim in rims} == {(LIGHT.baseline, (5, 3))}
    assert layers(flow(others=[]), "line") == []


@pytest.mark.parametrize(("values", "other", "widest"), [
    ([2000, 500, 1250], NONE, 2000), ([20, 30, 5], np.array([1.0, 70.0, 2.0]), 70), ([0, 0, 0], NONE, 1),
])  # fmt: skip
def test_the_axis_leaves_room_for_the_names_over_the_widest_step(values: Any, other: Any, widest: float) -> None:
    given = flow(values=np.array(values, float), others=[other])
    reached = [row["reach"] for row in rows(given) if row["reach"] is not None]
    assert reached == pytest.approx([-0.8 * widest, 0.8 * widest])
    scales = [layer["encoding"]["y"]["scale"] for layer in drawn(given, SMB, dark=False)[0]["layer"]
              if "scale" in layer["encoding"]["y"]]  # fmt: skip
    assert all("domain" not in scale and scale["nice"] is False for scale in scales)


def test_it_is_as_tall_as_the_answer_says() -> None:
    assert [height(flow(tall=tall)) for tall in ("low", "usual", "high")] == [220, 280, 320]
