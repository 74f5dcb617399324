"""Quarters and fiscal years of the naive model, worked by hand."""

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest

from model.__main__ import main
from model.text import scenario_from, to_toml
from tests.naive import naive_run
from tests.naive.periods import gathered, periods
from tests.random_second_edition import second_edition_scenario

GROWING: dict[str, Any] = {
    "horizon_months": 7,
    "segments": [{"name": "A", "acv": 12, "new_accounts": 1, "renewal_months": 12}],
}


def spans(scenario: dict[str, Any], by: str) -> list[tuple[int, int, bool]]:
    return [(period.first, period.last, period.complete) for period in periods(scenario, by)]


def test_quarters_count_from_month_1_without_a_start() -> None:
    assert spans(GROWING, "quarter") == [(1, 3, True), (4, 6, True), (7, 7, False)]
    assert spans(GROWING | {"fiscal_year_start": 2}, "quarter") == [(1, 3, True), (4, 6, True), (7, 7, False)]
    assert spans(GROWING, "year") == [(1, 7, False)]


def test_quarters_are_those_of_the_fiscal_year() -> None:
    """From December on: a year that starts in February has quarters from November, February and May on."""
    dated = GROWING | {"start": "2026-12", "fiscal_year_start": 2}
    assert spans(dated, "quarter") == [(1, 2, False), (3, 5, True), (6, 7, False)]
    assert spans(dated, "year") == [(1, 2, False), (3, 7, False)]


def test_a_year_is_complete_with_all_its_months() -> None:
    assert spans({"horizon_months": 26, "start": "2026-12"}, "year") == [(1, 1, False), (2, 13, True), (14, 25, True), (26, 26, False)]  # fmt: skip


def test_flows_are_added_up_and_levels_are_those_of_the_end() -> None:
    by_quarter = gathered(naive_run(GROWING)["total"], periods(GROWING, "quarter"))
    assert by_quarter["signed_accounts"] == [3, 3, 1]
    assert by_quarter["accounts"] == [3, 6, 7]
    assert by_quarter["mrr"] == [3, 6, 7]
    assert by_quarter["revenue"] == [1 + 2 + 3, 4 + 5 + 6, 7]


def test_ratios_are_weighted_by_the_hours_required() -> None:
    """Coverage 1 of 100 hours, 1/2 of 200 and 1/3 of 300: 300 of 600 hours."""
    staffed = {"other_hours": 12, "staffing": "fixed", "csms": 1, "csm_hours": 1200, "csm_productivity": 1}
    scenario = {"horizon_months": 3, "segments": [{"name": "A", "acv": 12, "new_accounts": 100, **staffed}]}
    (segment,) = naive_run(scenario)["segments"].values()
    by_quarter = gathered(segment, periods(scenario, "quarter"))
    assert by_quarter["required_hours"] == pytest.approx([600])
    assert by_quarter["coverage"] == pytest.approx([0.5])
    assert by_quarter["load"] == pytest.approx([(1 * 100 + 2 * 200 + 3 * 300) / 600])


@pytest.mark.parametrize("by", ["quarter", "year"])
@pytest.mark.parametrize("seed", range(6))
def test_the_command_line_gives_the_same_sums(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, seed: int, by: str
) -> None:
    """Of random scenarios with a calendar, a fiscal year and dated changes, as JSON and as CSV."""
    scenario = second_edition_scenario(random.Random(seed)) | {"horizon_months": 31}
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(scenario_from(scenario)), encoding="utf-8")
    naive, spans_of = naive_run(scenario), periods(scenario, by)
    assert main(["run", str(path), "--by", by, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["by_period"]
    assert [(each["first"], each["last"], each["complete"]) for each in found["periods"]] == [
        (each.first, each.last, each.complete) for each in spans_of
    ]
    assert main(["run", str(path), "--by", by, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    parts = {"total": (naive["total"], found["total"])}
    parts |= {name: (naive["segments"][name], part) for name, part in found["segments"].items()}
    for name, (plain, told) in parts.items():
        for measure, values in gathered(plain, spans_of).items():
            if measure not in told:
                continue
            near = 1e-9 * max([abs(value) for value in plain[measure] if value is not None], default=0) + 1e-9
            for value, of_json in zip(values, told[measure], strict=True):
                assert of_json == (None if value is None else pytest.approx(value, rel=1e-9, abs=near)), (name, measure)
            of_csv = [row[measure] for row in rows if row["part"] == name]
            assert [None if text == "" else float(text) for text in of_csv] == told[measure]
