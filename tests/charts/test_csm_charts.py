"""The charts of CSM capacity: frozen specs, what their tables hold, and what they say in words."""

import json
import random
from typing import Any

import pytest

from charts import account_hours, arr_per_csm, csm_year, csms, load, stacked
from charts.theme import frozen
from model import Scenario, run
from model.questions.csm_capacity import CsmCapacity, ask
from model.text import example_files, read_file
from tests.corner_scenarios import corner_scenarios
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM, THREE = EXAMPLES["understaffed-team"], EXAMPLES["three-segments"]
FAMILIES = [account_hours, csm_year, csms, load, arr_per_csm]
LOOKS = [(dark, dated) for dark in (False, True) for dated in (False, True)]
HOSTILE = "<img src=x onerror='x'> $x^2$"


def asked(scenario: Scenario, segment: int = 0) -> CsmCapacity:
    return ask(run(scenario), segment)


def changed(**inputs: Any) -> CsmCapacity:
    return asked(TEAM.changed({f"Mid-market.{name}": value for name, value in inputs.items()}))


def told(family: Any, mine: CsmCapacity, before: CsmCapacity | None = None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = family.table(mine, before).to_pylist()
    return rows


def notes(family: Any, mine: CsmCapacity, before: CsmCapacity | None = None) -> list[str]:
    return [row["note_text"] for row in told(family, mine, before) if row["note_text"]]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_the_spec_is_the_same_bytes_however_often_it_is_built(family: Any, dark: bool, dated: bool) -> None:
    first = json.dumps(frozen(family.chart, dark, dated))
    frozen.cache_clear()
    assert json.dumps(frozen(family.chart, dark, dated)) == first


@pytest.mark.parametrize("family", FAMILIES)
def test_the_spec_has_no_data_and_its_columns_are_there(family: Any) -> None:
    spec = json.dumps(frozen(family.chart, False, False))
    assert "data" not in spec.replace("datum", "")
    columns = set(family.table(asked(TEAM), None).column_names)
    assert set(fields(json.loads(spec))) <= columns


def fields(spec: Any) -> list[str]:
    if isinstance(spec, dict):
        own = [spec["field"]] if isinstance(spec.get("field"), str) else []
        return own + [name for part in spec.values() for name in fields(part)]
    return [name for part in spec for name in fields(part)] if isinstance(spec, list) else []


def test_the_bar_of_an_account_is_its_meetings_end_to_end() -> None:
    rows = told(account_hours, asked(TEAM))
    assert [row["from"] for row in rows] == pytest.approx([0, 6, 12, 18, 20])
    assert [row["to"] for row in rows] == pytest.approx([6, 12, 18, 20, 20.8])
    assert [row["text"] for row in rows] == [
        "Business review 6", "Business review, preparation 6", "Check-in 6", "Check-in, preparation 2", "Other time 0.8",
    ]  # fmt: skip
    assert [row["lighter"] for row in rows] == [False, True, False, True, False]
    assert [row["row"] for row in rows] == [5, 4, 3, 2, 1]  # so no line runs through a name
    assert len({row["kind"] for row in rows}) == 3
    assert stacked.height(account_hours.table(asked(TEAM), None)) == stacked.ROW * 6 + stacked.AROUND


def test_the_baseline_is_marked_where_it_ended_and_only_where_it_differs() -> None:
    mine, before = changed(other_hours=10.8), asked(TEAM)
    marked = next(row for row in told(account_hours, mine, before) if row["kind"] == "baseline")
    assert (marked["at"], marked["text"], marked["to"]) == (pytest.approx(20.8), "Baseline 20.8", None)
    assert account_hours.finding(mine, before) == (
        "An account of Mid-market takes 30.8 hours a year; the largest part is “Other time”, 10.8; in the baseline 20.8."
    )
    assert [row["kind"] for row in told(account_hours, before, before)].count("baseline") == 0
    productive = changed(csm_productivity=0.5)
    texts = [row["text"] for row in told(csm_year, productive, before)]
    assert texts == ["50 × 20.8 hours = 1,040", "Reaches no account 1,040", "Baseline: 1,456 reach accounts"]
    assert csm_year.finding(productive, before) == (
        "Of 2,080 paid hours 1,040 reach accounts, enough for 50 of Mid-market at 20.8 hours each; in the baseline 1,456 did."
    )


def test_need_and_team_by_month_with_what_is_short() -> None:
    mine = asked(TEAM)
    rows = told(csms, mine)[:36]
    assert [row["needed"] for row in rows] == mine.team.needed.tolist()
    assert {row["there"] for row in rows} == {3}
    assert all(row["peak"] == max(row["needed"], row["there"]) for row in rows)
    assert notes(csms, mine) == ["Needed 5", "There 3", "Hired to need"]
    assert csms.finding(mine, None) == (
        "Mid-market needs 4 in month 1 and 5 in month 36; 3 are there in the end, too few in 36 of 36 months."
    )
    enough = changed(csms=6.0)
    assert "6 are there in the end, never too few" in csms.finding(enough, mine)
    assert {row["to_need"] for row in told(csms, enough)} == {None}


def test_without_a_team_nobody_is_drawn_and_there_is_no_load() -> None:
    mine = changed(staffing="none")
    assert {row["there"] for row in told(csms, mine)} == {None}
    assert notes(csms, mine) == ["Needed 5"]
    assert csms.finding(mine, None) == "Mid-market needs 4 in month 1 and 5 in month 36."
    assert len(mine.team.load) == 0


def test_the_baselines_need_is_drawn_and_named_where_it_differs() -> None:
    mine, before = changed(csm_productivity=0.35), asked(TEAM)
    assert "Baseline 5" in notes(csms, mine, before)
    assert csms.finding(mine, before).endswith("; the baseline needs 5 in the end.")
    assert "in the baseline in 36" in load.finding(mine, before)


def test_a_team_hired_to_need_takes_fewer_where_neglect_ends_in_firefighting() -> None:
    mine = changed(csms=1.0, retention_at_risk=0.0, firefighting_hours=20.0)
    assert mine.team.to_need[-1] < mine.team.needed[-1]
    assert csms.finding(mine, None).endswith(f"would take {mine.team.to_need[-1]:.0f}, as none would be at risk.")


def test_a_team_hired_to_need_takes_more_where_neglected_accounts_leave() -> None:
    mine = changed(csms=1.0, retention_at_risk=0.6)
    assert mine.team.to_need[-1] > mine.team.needed[-1]
    assert f"hired to need it would take {mine.team.to_need[-1]:.0f}, as more accounts would stay" in csms.finding(
        mine, None
    )


LOADS = {
    "all the time": ({}, "Load is 1.42 in month 36; it is above 1 in 36 of 36 months, first in month 1."),
    "never": ({"csms": 5.0}, " in month 36 and never above 1."),
    "once": ({"csms": 3.0, "staff_changes": [{"month": 2, "change": 3}]}, "it is above 1 only in month 1."),
    "no hours at all": ({"csms": 0.0}, "Hours are required and nobody has any: load has no number."),
    "no hours at last": ({"csms": 6.0, "staff_changes": [{"month": 36, "change": -6}]}, "Load has no number in month 36, as nobody has hours; it is above 1 only in month 36."),
}  # fmt: skip


@pytest.mark.parametrize("situation", LOADS)
def test_load_in_words(situation: str) -> None:
    inputs, expected = LOADS[situation]
    finding = load.finding(changed(**inputs), None)
    assert finding.endswith(expected), finding


def test_the_first_month_above_1_is_marked_and_a_month_without_hours_has_no_load() -> None:
    later = changed(csms=4.0)
    first = later.team.above[0]
    assert 1 < first < 36
    assert f"first above 1 in month {first}" in notes(load, later)
    assert load.FULL in notes(load, later)
    ended = told(load, changed(csms=6.0, staff_changes=[{"month": 36, "change": -6}]))[:36]
    assert ended[35]["load"] is None
    assert ended[34]["load"] is not None
    assert notes(load, changed(csms=0.0)) == [load.FULL]


def test_ratios_are_lines_over_the_segments_the_smallest_first() -> None:
    rows = told(arr_per_csm, asked(THREE))
    lines = [row for row in rows if row["at"] is not None]
    assert [row["kind"] for row in lines] == ["published", "published", "own"]
    assert [row["at"] for row in lines] == sorted(row["at"] for row in lines)
    assert lines[0]["text"] == "USD 1.72M: ClientSuccess survey, 2021"
    bars = [row["text"].rpartition(" USD")[0] for row in rows if row["held"] is not None]
    assert bars == ["Enterprise", "Mid-market"]
    assert {row["last"] for row in lines} == {5}
    assert arr_per_csm.height(arr_per_csm.table(asked(THREE), None)) == 5 * arr_per_csm.ROW
    assert "of Enterprise, and USD" in arr_per_csm.finding(asked(THREE), None)
    assert arr_per_csm.finding(asked(TEAM), None) == "At the hours given one CSM can hold USD 2.71M of Mid-market."


@pytest.mark.parametrize("family", FAMILIES)
def test_names_are_data_and_never_in_the_spec(family: Any) -> None:
    meeting = {"name": HOSTILE, "per_year": 4, "hours": 2}
    plain = TEAM.model_dump(by_alias=True, exclude_unset=True)
    segment = plain["segments"][0] | {"name": HOSTILE[:40].replace("=", ""), "meetings": [meeting]}
    mine = asked(Scenario.model_validate(plain | {"segments": [segment]}))
    family.table(mine, asked(TEAM))
    assert "img" not in json.dumps(frozen(family.chart, False, False))


def test_every_scenario_can_be_drawn_against_every_other() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(12)]
    corners = random.Random(2).sample(list(corner_scenarios()), 36)
    answers = [asked(Scenario.model_validate(one)) for one in [*some, *corners]]
    for mine, before in zip(answers, [None, *answers], strict=False):
        drawn = [csm_year, *([account_hours, csms] if mine.hours.required else [])]
        drawn += [load] if mine.hours.required and len(mine.team.load) else []
        drawn += [arr_per_csm] if mine.ratios.ground else []
        for family in drawn:
            table, finding = family.table(mine, before), family.finding(mine, before)
            assert table.num_rows > 0
            assert finding.endswith(".")
            assert not {"nan", "inf"} & {*finding.replace(";", " ").replace(",", " ").rstrip(".").split()}, finding
