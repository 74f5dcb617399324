"""The chart of the hiring plan: its lines and marks, and what it says in words."""

import json
import random
from typing import Any

import pytest

from charts import hiring
from charts.theme import frozen
from model import Scenario, run
from model.questions.headcount.hires import Planning
from model.questions.headcount.plan import HiringPlan, planned
from model.text import example_files, read_file
from model.trace import Trace
from tests.corner_scenarios import corner_scenarios
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM, THREE = EXAMPLES["understaffed-team"], EXAMPLES["three-segments"]


def asked(scenario: Scenario = TEAM, segment: int = 0, **inputs: Any) -> HiringPlan:
    changed = scenario.changed({f"{scenario.segments[segment].name}.{name}": value for name, value in inputs.items()})
    return planned(Trace(run(changed)), segment, Planning())


def notes(mine: HiringPlan) -> list[str]:
    return [row["note_text"] for row in hiring.table(mine, None).to_pylist() if row["note_text"]]


def test_the_spec_has_no_data_and_its_columns_are_there() -> None:
    spec = json.dumps(frozen(hiring.chart, False, False))
    assert "data" not in spec.replace("datum", "")
    columns = hiring.table(asked(), None).column_names
    assert {"needed", "there", "without", "peak", "at", "start_told"} <= set(columns)
    assert all(f'"field": "{name}"' not in spec for name in ("segment", "scenario"))


def test_need_plan_and_nobody_hired_by_month_with_the_starts_marked() -> None:
    mine = asked()
    rows = hiring.table(mine, None).to_pylist()[:36]
    assert [row["needed"] for row in rows] == mine.needed.tolist()
    assert [row["there"] for row in rows] == [3] * 3 + [4] * 12 + [5] * 21
    assert {row["without"] for row in rows} == {3}
    assert {row["month"]: row["start_told"] for row in rows if row["start_told"] != "0"} == {4: "1", 16: "1"}
    assert notes(mine) == ["With the plan 5", "Needed 5", "Without hiring 3", "+1", "+1"]
    assert hiring.finding(mine, None) == (
        "Mid-market needs 4 in month 1 and 5 in month 36; 5 are there in the end with the plan, 3 without hiring; "
        "fewer than needed are there in 3 of 36 months."
    )


def test_many_starts_are_marked_without_a_name() -> None:
    mine = asked(new_accounts=60.0)
    assert len(mine.starts) > hiring.NAMED
    assert not any(text.startswith("+") for text in notes(mine))
    dots = [row for row in hiring.table(mine, None).to_pylist() if row["note_dot"]]
    assert len(dots) == len(mine.starts) + 1


OTHERS = {
    "nobody to hire": ({"csms": 9.0}, ["There 9", "Needed 5"], "Mid-market needs 4 in month 1 and 5 in month 36; 9 are there in the end."),
    "no team": ({"staffing": "none"}, ["Needed 5"], "Mid-market needs 4 in month 1 and 5 in month 36; nobody is there."),
    "hired to need": ({"staffing": "to_need"}, ["There 5"], "Mid-market needs 4 in month 1 and 5 in month 36; 5 are there in the end."),
}  # fmt: skip


@pytest.mark.parametrize("situation", OTHERS)
def test_without_a_plan_it_shows_what_there_is(situation: str) -> None:
    inputs, written, words = OTHERS[situation]
    mine = asked(**inputs)
    assert notes(mine) == written
    assert hiring.finding(mine, None) == words
    assert {row["without"] for row in hiring.table(mine, None).to_pylist()} == {None}


def test_every_scenario_can_be_drawn() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(15)]
    for data in [*some, *random.Random(2).sample(list(corner_scenarios()), 30)]:
        mine = asked(Scenario.model_validate(data))
        assert hiring.table(mine, None).num_rows >= len(mine.needed)
        finding = hiring.finding(mine, None)
        assert not {"nan", "inf"} & {*finding.replace(";", " ").replace(",", " ").rstrip(".").split()}, finding
