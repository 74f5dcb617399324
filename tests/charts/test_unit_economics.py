"""The map of the guidelines, the way to the ceiling and the moves: specs without numbers, tables with all of them."""

import json
from typing import Any

import pytest

from charts import ceiling, guidelines, moved
from charts.theme import frozen
from model import Scenario, run
from model.questions.unit_economics import UnitEconomics, ask
from model.text import example_files, read_file
from tests.charts.test_specs import _values
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
CHANNELS, SMB, THREE = EXAMPLES["two-channels"], EXAMPLES["product-led-smb"], EXAMPLES["three-segments"]
FAMILIES = [guidelines, ceiling, moved.LTV_CAC, moved.PAYBACK]


def asked(scenario: Scenario, segment: int = 0) -> UnitEconomics:
    return ask(run(scenario), segment)


def rows(family: Any, mine: UnitEconomics, before: UnitEconomics | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = family.table(mine, before).to_pylist()
    return found


def texts(family: Any, mine: UnitEconomics, before: UnitEconomics | None = None) -> list[str]:
    return [row[name] for row in rows(family, mine, before) for name in ("note_text", "text") if row.get(name)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.TITLE)
@pytest.mark.parametrize("dark", [False, True])
def test_the_spec_is_the_same_bytes_however_often_it_is_built(family: Any, dark: bool) -> None:
    first = json.dumps(frozen(family.chart, dark, False))
    frozen.cache_clear()
    assert json.dumps(frozen(family.chart, dark, False)) == first
    assert first != json.dumps(frozen(family.chart, not dark, False))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.TITLE)
@pytest.mark.parametrize("key", EXAMPLES)
def test_the_spec_has_no_data_and_every_column_that_it_names(family: Any, key: str) -> None:
    answer = asked(EXAMPLES[key])
    if not answer.moves.paths and isinstance(family, moved.Moved):
        answer = asked(CHANNELS)
    spec = frozen(family.chart, False, False)
    assert "data" not in json.dumps(spec).replace("datum", "")
    assert {*_values(spec, "field")} <= {*family.table(answer, None).column_names}
    finding = family.finding(answer, None)
    assert finding.endswith(".")
    assert "nan" not in finding


def test_the_map_has_a_dot_where_each_stands_and_lines_at_the_limits() -> None:
    drawn = rows(guidelines, asked(CHANNELS))
    dots = {row["name"]: (row["kind"], row["at"], row["y"]) for row in drawn if row["kind"] in ("segment", "blend")}
    assert dots["Direct"] == ("segment", pytest.approx(40), pytest.approx(1.5))
    assert dots["Resellers"] == ("segment", pytest.approx(12), pytest.approx(5))
    assert dots["Together"] == ("blend", pytest.approx(28.8), pytest.approx(480 / 230.4))
    lines = [(row["at"], row["y"], row["to_at"], row["to_y"]) for row in drawn if row["kind"] == "limit"]
    assert [(at, to_at) for at, _, to_at, _ in lines if at == to_at] == [(12, 12)]
    assert [(y, to_y) for _, y, _, to_y in lines if y == to_y] == [(3, 3)]
    assert {"12 months", "LTV:CAC 3"} <= {*texts(guidelines, asked(CHANNELS))}
    assert guidelines.finding(asked(CHANNELS), None) == (
        "Inside both guidelines: Resellers (5, 12 months). Outside: Direct (1.5, 40 months), Together (2.08, 28.8 months)."
    )


def test_of_one_segment_there_is_one_dot() -> None:
    assert [row["name"] for row in rows(guidelines, asked(SMB)) if row["kind"] in ("segment", "blend")] == ["SMB"]


def test_the_baseline_is_a_grey_dot_with_a_line_to_the_new_one() -> None:
    mine, before = asked(CHANNELS.changed({"Direct.cac": 20_000.0})), asked(CHANNELS)
    drawn = rows(guidelines, mine, before)
    assert [row["name"] for row in drawn if row["kind"] == "before"] == ["Direct, baseline", "Together, baseline"]
    first = next(row for row in drawn if row["kind"] == "moved")
    assert [first[name] for name in ("at", "y", "to_at", "to_y")] == pytest.approx([40, 1.5, 25, 2.4])
    assert guidelines.finding(mine, before).endswith("Baseline: Together (2.08, 28.8 months).")
    assert "Baseline" not in guidelines.finding(before, before)


def test_what_has_no_place_on_the_map_is_named_with_the_reason() -> None:
    answer = asked(CHANNELS.changed({"Resellers.cac": 0.0}))
    assert "Resellers" not in [row["name"] for row in rows(guidelines, answer)]
    assert guidelines.finding(answer, None).endswith(
        "Not on the map: Resellers (no CAC: accounts cost nothing to win)."
    )
    free = asked(EXAMPLES["mid-market-flat"])
    assert guidelines.finding(free, None) == "Not on the map: Mid-market (no CAC: accounts cost nothing to win)."
    assert {row["kind"] for row in rows(guidelines, free)} == {"region", "limit", None}


def test_what_lies_far_out_stands_at_the_edge_with_its_number() -> None:
    answer = asked(CHANNELS.changed({"Resellers.cac": 100.0, "Direct.cac": 100_000.0}))
    drawn = {row["name"]: row for row in rows(guidelines, answer) if row["kind"] == "segment"}
    edges = [max(row[name] or 0 for row in rows(guidelines, answer)) for name in ("to_at", "to_y")]
    assert [drawn["Direct"]["at"], drawn["Resellers"]["y"]] == edges
    assert {"Resellers, 480", "Direct, 125 months"} <= {*texts(guidelines, answer)}
    assert drawn["Resellers"]["ltv_cac_told"] == "480"


def test_names_near_each_other_stand_on_different_sides() -> None:
    segments = [
        {"name": name, "acv": 12_000.0, "new_accounts": 1, "cac": 9_600.0, "retention_rate": 0.8} for name in "AB"
    ]
    answer = asked(Scenario.model_validate({"segments": segments}))
    notes = [row for row in rows(guidelines, answer) if row["note_text"] in ("A", "B", "Together")]
    assert len({(row["note_align"], row["note_rise"]) for row in notes}) == 3


def test_the_way_to_the_ceiling_goes_on_beyond_the_horizon() -> None:
    answer = asked(SMB)
    drawn = [row for row in rows(ceiling, answer) if row["month"]]
    assert [row["month"] for row in drawn if row["mrr"] is not None] == list(range(1, 37))
    assert [row["month"] for row in drawn if row["beyond"] is not None] == list(range(36, 121))
    assert [row["ceiling"] for row in drawn] == pytest.approx([16_200 / (1 - 0.97 * 1.012)] * 120)
    assert texts(ceiling, answer) == ["Ceiling 882k", "62 % in month 36", "half-way in month 38"]
    assert ceiling.finding(answer, None) == (
        "MRR of SMB goes from USD 241k to USD 547k in month 36; the accounts it signs take it towards USD 882k."
    )


def test_without_a_ceiling_the_way_ends_with_the_horizon() -> None:
    answer = asked(THREE)
    drawn = [row for row in rows(ceiling, answer) if row["month"]]
    assert (len(drawn), {row["ceiling"] for row in drawn}) == (36, {None})
    assert "towards" not in ceiling.finding(answer, None)
    before = asked(THREE.changed({"Enterprise.retention_rate": 0.8}))  # 100,000 / (1 - 0.8 x 1.03 x 1.06)
    assert ceiling.finding(answer, before).endswith("; the baseline goes towards USD 790k.")
    assert ceiling.finding(before, answer).endswith("; the baseline has no ceiling.")


def test_the_moves_have_a_line_for_each_other_segment_and_a_mark_at_the_border() -> None:
    answer = asked(CHANNELS)
    drawn = rows(moved.LTV_CAC, answer)
    line = [(row["at"], row["y"]) for row in drawn if row["target"] == "Resellers"]
    assert len(line) == 21
    assert (line[0], line[-1]) == ((0.0, pytest.approx(480 / 230.4)), (1.0, pytest.approx(5)))
    assert [(row["at"], row["border"]) for row in drawn if row["border"]] == [(0.524, 3.0)]
    assert texts(moved.LTV_CAC, answer) == ["52.4 %", "at least 3", "Resellers 5"]
    assert moved.PAYBACK.finding(answer, None) == (
        "CAC payback is 28.8 months as it is (at most 12), 12 months when all new accounts of Direct go to Resellers "
        "(within the guideline only at 100 %)."
    )
    lines = {row["line"] for row in rows(moved.PAYBACK, asked(THREE)) if row["line"]}
    assert lines == {"0", "1"}


def test_the_moves_of_the_baseline_are_drawn_where_they_differ() -> None:
    mine, before = asked(CHANNELS.changed({"Direct.cac": 20_000.0})), asked(CHANNELS)
    assert [row["baseline"] for row in rows(moved.LTV_CAC, mine, before)][:1] == [pytest.approx(480 / 230.4)]
    assert moved.LTV_CAC.finding(mine, before).endswith(". In the baseline it is 2.08.")
    assert {row["baseline"] for row in rows(moved.LTV_CAC, mine, mine)} == {None}
    other = asked(CHANNELS, 1)
    assert {row["baseline"] for row in rows(moved.LTV_CAC, mine, other)} == {None}


def test_a_line_has_a_gap_where_the_figure_has_no_value_and_ends_where_it_goes_too_far() -> None:
    endless = asked(CHANNELS.changed({"Resellers.retention_rate": 1.0, "Resellers.new_accounts": 0.0}))
    values = [row["y"] for row in rows(moved.LTV_CAC, endless) if row["target"]]
    assert values[0] == pytest.approx(1.5)
    assert {*values[1:]} == {None}
    assert "without value (no churn)" in moved.LTV_CAC.finding(endless, None)
    assert "(within the guideline above 0 % on)" in moved.LTV_CAC.finding(endless, None)
    poor = asked(CHANNELS.changed({"Resellers.gross_margin": 0.01, "Resellers.new_accounts": 0.0}))
    shown = [row["y"] for row in rows(moved.PAYBACK, poor) if row["target"]]
    assert max(value for value in shown if value is not None) <= 10 * 40
    assert shown[-1] is None
    assert "(within the guideline at no share)" in moved.PAYBACK.finding(poor, None)
