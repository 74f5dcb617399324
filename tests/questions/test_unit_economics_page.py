"""Unit economics as they are shown: the map of the guidelines, the way to the ceiling, the moves, and what is said of them."""

import math

import numpy as np
import pytest

from model import Scenario, run
from model.answers import Answer, Dot, Lines, Part, Points, Remark, Table
from model.answers.words import in_short
from model.questions.unit_economics.channels import SHARES
from model.questions.unit_economics.page import answer
from model.text import example_files, read_file
from model.trace import Quantity, as_text
from tests.questions.asking import about, every, finding, in_order, line, picture, tables, words
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
CHANNELS, SMB, THREE = EXAMPLES["two-channels"], EXAMPLES["product-led-smb"], EXAMPLES["three-segments"]
CHEAPER = CHANNELS.changed({"Direct.cac": 20_000.0})
CEILING, LTV_CAC, PAYBACK = ("MRR and its growth ceiling", "LTV:CAC if new customers move",
                             "CAC payback if new customers move")  # fmt: skip


def shown(scenario: Scenario, before: Scenario | None = None, segment: int = 0) -> Answer:
    return answer(about(scenario, before, segment=segment))


def map_of(scenario: Scenario, before: Scenario | None = None) -> Points:
    found = shown(scenario, before).beside[0]
    assert isinstance(found, Points)
    return found


def dots(chart: Points) -> dict[str, Dot]:
    """By their names: those of the baseline have theirs only under the pointer."""
    return {dict(dot.tooltip)["Segment"]: dot for dot in chart.dots}


def of_map(scenario: Scenario, before: Scenario | None = None) -> str:
    return as_text(map_of(scenario, before).finding)


def values(chart: Lines, name: str) -> list[float]:
    found: list[float] = line(chart, name).values.tolist()
    return found


@pytest.mark.parametrize("key", EXAMPLES)
def test_blocks_stand_in_their_order_and_findings_are_sentences(key: str) -> None:
    for segment in range(len(EXAMPLES[key].segments)):
        found = shown(EXAMPLES[key], THREE, segment)
        titles = [table.title for table in tables(found.below)]
        moved = [Lines, Lines] * ("If new customers move to another segment" in titles)  # there is somewhere to
        assert [type(block) for block in in_order(found.beside)] == [Points, Lines, *moved, Remark]
        assert titles == [
            "Against your limits", "What you can afford to pay for a customer", "What a customer is worth",
            "How soon a customer pays back", "Growth ceilings",
            *(["If new customers move to another segment"] if moved else []),
        ]  # fmt: skip
        assert [type(block) for block in in_order(found.below)] == [Table, *[Part] * 5]  # all others are folded
        for chart in every(found.blocks):
            if isinstance(chart, (Points, Lines)):
                told = as_text(chart.finding)
                assert told.endswith(".")
                assert "nan" not in told


def test_figures_are_compared_with_those_of_the_baseline() -> None:
    figures = shown(CHEAPER, CHANNELS).figures
    blended = figures[0].by_result
    assert (blended["scenario"].value, blended["baseline"].value) == pytest.approx((480 / 158.4, 480 / 230.4))
    assert [*shown(CHEAPER).figures[0].by_result] == ["scenario"]


def test_room_to_the_churn_limit_is_in_points_and_no_discount_has_no_discounted_ltv() -> None:
    """Monthly terms: 2% less 1 - 0.985 is half a point."""
    scenario = SMB.changed({"SMB.retention_rate": 0.985, "SMB.expansion_rate": 0.0})
    standings, _, values_at_0, *_ = tables(shown(scenario).below)
    (_, cells), head = standings.rows[0], standings.head
    room = cells[head.index("Room, pts") - 1]
    assert isinstance(room, Quantity)
    assert (room.value, room.unit) == (pytest.approx(0.5), "points")
    assert "LTV (discounted)" not in values_at_0.head
    discounting = tables(shown(scenario.changed({"discount_rate": 0.1})).below)[2]
    assert "LTV (discounted)" in discounting.head
    assert {len(row) + 1 for _, row in discounting.rows} == {len(discounting.head)}


def test_one_number_is_written_one_way() -> None:
    """6.41 in the verdict, in the sentence of this page and in its card."""
    assert "LTV:CAC (6.41)" in run(THREE).verdict.sentence
    kept = THREE.changed({"guidelines.payback_months": 24.0})
    found = shown(kept)
    assert "LTV:CAC (6.41), CAC payback (17 months)" in as_text(found.sentence)
    assert [in_short(figure.shown, kept) for figure in found.figures[:2]] == ["6.41", "17 months"]


def test_the_last_row_against_the_guidelines_says_what_they_are() -> None:
    table = in_order(shown(CHANNELS).below)[0]
    assert isinstance(table, Table)
    name, cells = table.rows[-1]
    assert (name, [cell.value for cell in cells if isinstance(cell, Quantity)]) == ("Your limits", [3, 12, 0.02])
    assert [name for name, _ in table.rows] == ["Direct", "Resellers", "Company", "Your limits"]


# The map.


def test_the_map_has_a_point_where_each_stands_and_lines_at_the_limits() -> None:
    chart = map_of(CHANNELS)
    found = dots(chart)
    assert [(name, dot.words, dot.role) for name, dot in found.items()] == [
        ("Direct", "Direct", "whatif"), ("Resellers", "Resellers", "whatif"), ("Company", "Company", "ink"),
    ]  # fmt: skip
    assert [(dot.x, dot.y) for dot in found.values()] == [
        pytest.approx(place) for place in ((40, 1.5), (12, 5), (28.8, 480 / 230.4))
    ]
    assert found["Direct"].tooltip == (("Segment", "Direct"), ("LTV:CAC", "1.5"), ("CAC payback", "40 months"))
    assert chart.limits == ((12, "12 months", "x"), (3, "LTV:CAC 3", "y"))
    assert chart.areas == ((0, 3, 12, math.inf),)
    assert of_map(CHANNELS) == ("Within both limits: Resellers; outside: Direct, Company.")


def test_of_one_segment_there_is_one_point() -> None:
    assert [*dots(map_of(SMB))] == ["SMB"]


def test_the_baseline_is_a_point_behind_with_a_line_to_the_new_one() -> None:
    chart = map_of(CHEAPER, CHANNELS)
    assert [(name, dot.words) for name, dot in dots(chart).items() if dot.role == "baseline"] == [
        ("Direct, baseline", ""), ("Company, baseline", ""),
    ]  # fmt: skip
    assert [dot.role for dot in chart.dots] == ["baseline", "baseline", "whatif", "whatif", "ink"]
    assert len(chart.links) == 2
    assert chart.links[0] == pytest.approx((40, 1.5, 25, 2.4))
    assert of_map(CHEAPER, CHANNELS).endswith("; baseline: Company (2.08, 28.8 months).")
    same = map_of(CHANNELS, CHANNELS)
    assert (len(same.dots), same.links) == (3, [])
    assert "baseline" not in of_map(CHANNELS, CHANNELS)


def test_what_has_no_place_on_the_map_is_named_with_the_reason() -> None:
    free = CHANNELS.changed({"Resellers.cac": 0.0})
    assert "Resellers" not in dots(map_of(free))
    assert of_map(free).endswith("; not on the map: Resellers (no CAC).")
    flat = EXAMPLES["mid-market-flat"]
    assert of_map(flat) == "Not on the map: Mid-market (no CAC)."
    assert map_of(flat).dots == []
    assert map_of(flat).pointer == map_of(CHANNELS).pointer == ("Segment", "LTV:CAC", "CAC payback")


# The ceiling.


def test_the_way_to_the_ceiling_goes_on_beyond_the_horizon() -> None:
    chart = picture(shown(SMB), CEILING)
    mrr, beyond = (np.array(values(chart, name)) for name in ("MRR", "Beyond the horizon"))
    assert np.flatnonzero(~np.isnan(mrr)).tolist() == list(range(36))
    assert np.flatnonzero(~np.isnan(beyond)).tolist() == list(range(35, 120))
    level = 16_200 / (1 - 0.97 * 1.012)
    assert values(chart, "Ceiling") == pytest.approx([level] * 120)
    path, share = (next(one for one in chart.series if one.label == label) for label in ("MRR", "Of the ceiling"))
    assert share.values == pytest.approx(path.values / level)
    assert (share.unit, share.role, path.role) == ("share", None, None)
    assert words(chart) == ["62% in month 36", "half-way in month 38"]
    assert [mark.y for mark in chart.marks] == pytest.approx([path.values[35], path.values[37]])
    assert [one.words for one in chart.series if one.words] == ["Ceiling 882k"]
    assert finding(chart) == ("MRR of SMB goes from $225k today to $545k in month 36, towards a ceiling of $882k.")


def test_without_a_ceiling_the_way_ends_with_the_horizon() -> None:
    chart = picture(shown(THREE), CEILING)
    mrr = values(chart, "MRR")
    assert len(mrr) == 36
    assert not np.isnan(mrr).any()
    assert np.isnan(values(chart, "Ceiling")).all()
    assert (words(chart), line(chart, "MRR").words) == ([], "642k")
    assert "towards" not in finding(chart)


def test_the_baselines_way_and_its_ceiling() -> None:
    before = THREE.changed({"Enterprise.retention_rate": 0.8})  # 100,000 / (1 - 0.8 x 1.03 x 1.06)
    chart = picture(shown(THREE, before), CEILING)
    assert finding(chart).endswith("; baseline $790k.")
    assert finding(picture(shown(before, THREE), CEILING)).endswith("; baseline no ceiling.")
    other = picture(shown(before), CEILING)
    path = next(one for one in other.series if one.label == "MRR").values
    assert values(chart, "Baseline") == pytest.approx(path[:36].tolist())
    assert line(chart, "Baseline").words.startswith("Baseline ")
    assert np.isnan(values(picture(shown(THREE, THREE), CEILING), "Baseline")).all()
    assert chart.pointer == ("MRR", "Of the ceiling", "Baseline")


# New accounts moved.


def test_the_moves_have_a_line_for_each_other_segment_and_a_mark_at_the_border() -> None:
    chart = picture(shown(CHANNELS), LTV_CAC)
    path = values(chart, "Resellers")
    assert chart.places.tolist() == [*SHARES]
    assert len(path) == 21
    assert (path[0], path[-1]) == pytest.approx((480 / 230.4, 5))
    assert [(mark.x, mark.y, mark.words) for mark in chart.marks] == [(0.524, 3, "52.4%")]
    assert {*values(chart, "Guideline")} == {3}
    assert [one.words for one in chart.series] == ["at least 3", "Resellers 5"]
    assert finding(picture(shown(CHANNELS), PAYBACK)) == (
        "CAC payback is 28.8 months (at most 12); with all of Direct in Resellers 12 months."
    )
    several = picture(shown(THREE), PAYBACK)
    assert [one.name for one in several.series if one.label == several.each] == ["Mid-market", "SMB"]
    assert len({one.role for one in several.series}) == 3


def test_a_long_name_beside_a_line_leaves_room_for_its_figure() -> None:
    long = Scenario.model_validate(
        CHANNELS.model_dump(by_alias=True) | {"segments": [one.model_dump() | {"name": f"A channel with a long name {place}"}
                                              for place, one in enumerate(CHANNELS.segments)]}
    )  # fmt: skip
    chart = picture(shown(long), LTV_CAC)
    assert [one.words for one in chart.series] == ["at least 3", "A channel wit… 5"]


def test_without_another_segment_there_is_no_chart_of_moves() -> None:
    found = shown(SMB)
    _, _, remark = in_order(found.beside)
    assert isinstance(remark, Remark)
    assert as_text(remark.sentence).startswith("With one segment ")
    assert "If new customers move to another segment" not in [table.title for table in tables(found.below)]


def test_the_moves_of_the_baseline_are_drawn_where_they_differ() -> None:
    chart = picture(shown(CHEAPER, CHANNELS), LTV_CAC)
    before = values(chart, "Resellers, baseline")
    assert (before[0], before[-1]) == pytest.approx((480 / 230.4, 5))
    assert finding(chart).endswith("; baseline 2.08.")
    assert "baseline" not in [one.role for one in picture(shown(CHEAPER, CHEAPER), LTV_CAC).series]
    alone = CHANNELS.changed({"Direct.new_accounts": 0.0})
    assert "baseline" not in [one.role for one in picture(shown(CHEAPER, alone), LTV_CAC).series]


def test_a_line_has_a_gap_where_the_figure_has_no_value_and_ends_where_it_goes_too_far() -> None:
    endless = picture(
        shown(CHANNELS.changed({"Resellers.retention_rate": 1.0, "Resellers.new_accounts": 0.0})), LTV_CAC
    )
    first, *others = values(endless, "Resellers")
    assert first == pytest.approx(1.5)
    assert np.isnan(others).all()
    assert endless.marks == []
    assert "without value (no churn)" in finding(endless)
    poor = picture(shown(CHANNELS.changed({"Resellers.gross_margin": 0.01, "Resellers.new_accounts": 0.0})), PAYBACK)
    path = values(poor, "Resellers")
    assert np.nanmax(path) <= 10 * 40
    assert np.isnan(path[-1])
