"""The hiring plan on its page: its settings and blocks, its chart's lines and marks, and what it says in words."""

import random
from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.answers import Asked, Fold, Lines, Offer, Part, Remark, Settings, Table
from model.questions.headcount.fewest_hires import Planning
from model.questions.headcount.hiring_plan import HiringPlan, planned
from model.questions.headcount.hiring_section import NAMED, csms_with_the_plan, hiring_plan
from model.text import example_files, read_file
from model.trace import as_text
from tests.corner_scenarios import corner_scenarios
from tests.questions.asking import about, finding, line
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM = EXAMPLES["understaffed-team"]
NEEDED, THERE, WITHOUT, START = "Needed", "With the plan", "Without hiring", "Start"


def asked(scenario: Scenario = TEAM, segment: int = 0, chosen: Any = None, **inputs: Any) -> Asked:
    changed = scenario.changed({f"{scenario.segments[segment].name}.{name}": value for name, value in inputs.items()})
    return about(changed, segment=segment, **(chosen or {}))


def plan(asking: Asked) -> HiringPlan:
    return planned(asking.result, asking.segment, Planning())


def chart(asking: Asked) -> Lines:
    return csms_with_the_plan(asking, plan(asking))


def written(given: Lines) -> list[str]:
    """What stands at the ends of lines, and at marks."""
    return [
        text for text in (*(series.words for series in given.series), *(mark.words for mark in given.marks)) if text
    ]


def blocks(asking: Asked) -> list[Any]:
    fold = hiring_plan(asking)
    assert isinstance(fold, Fold)
    return [*fold.blocks()]


def test_the_section_has_the_same_blocks_whoever_is_hired() -> None:
    for staffing in ("fixed", "to_need", "none"):
        kinds = [type(block) for block in blocks(asked(staffing=staffing))]
        assert kinds == [Settings, Remark, Part, Remark, Table, Offer, Table]
    assert blocks(asked(staffing="none", meetings=[], other_hours=0.0))[2].blocks == ()


def test_what_it_says_writes_and_lists_is_the_plan() -> None:
    settings, sentence, _, waiting, against, offer, quarters = blocks(asked())
    found = plan(asked())
    assert [(setting.key, setting.value) for setting in settings.settings] == [
        ("least_coverage", 1.0), ("lead_months", 3), ("first_month", 1),
    ]  # fmt: skip
    assert (as_text(sentence.sentence), as_text(waiting.sentence)) == (as_text(found.sentence), as_text(found.waiting))
    assert offer.changes == found.changes
    assert [name for name, _ in against.rows] == [
        "With the plan", "With each start a quarter later", "Without hiring",
    ]  # fmt: skip
    assert [name for name, _ in quarters.rows] == [f"month {start}" for start in range(1, 37, 3)]


def test_the_settings_are_those_that_the_reader_chose() -> None:
    chosen = {"set_least_coverage-": 0.9, "set_lead_months-": 6}
    *_, offer, _ = blocks(asked(chosen=chosen))
    assert offer.changes == planned(run(TEAM), 0, Planning(least_coverage=0.9, lead_months=6)).changes


def test_need_plan_and_nobody_hired_by_month_with_the_starts_marked() -> None:
    given = chart(asked())
    assert line(given, NEEDED).values.tolist() == plan(asked()).needed.tolist()
    assert line(given, THERE).values.tolist() == [3] * 3 + [4] * 15 + [5] * 18
    assert {*line(given, WITHOUT).values} == {3}
    (starts,) = [series.values for series in given.series if series.name == START]
    assert {month + 1: starts[month] for month in np.flatnonzero(starts)} == {4: 1, 19: 1}
    assert [(mark.x, mark.y) for mark in given.marks] == [(4, 4), (19, 5)]
    assert written(given) == ["Needed 5", "With the plan 5", "Without hiring 3", "+1", "+1"]
    assert finding(given) == (
        "Mid-market needs 4 in month 1 and 5 in month 36; you end with 5 by the plan, 3 without hiring. "
        "3 of 36 months stay short."
    )


def test_months_with_fewer_than_needed_are_shaded() -> None:
    given = chart(asked())
    (band,) = given.bands
    assert band.role == "loss"
    assert [month + 1 for month in np.flatnonzero(band.high > band.low)] == [1, 2, 3]


def test_many_starts_are_marked_without_a_name() -> None:
    asking = asked(new_accounts=60.0)
    given = chart(asking)
    assert len(given.marks) == len(plan(asking).starts) > NAMED
    assert not any(mark.words for mark in given.marks)


OTHERS = {
    "nobody to hire": ({"csms": 9.0}, ["Needed 5", "On the team 9"], "Mid-market needs 4 in month 1 and 5 in month 36; the team ends with 9."),
    "no team": ({"staffing": "none"}, ["Needed 5"], "Mid-market needs 4 in month 1 and 5 in month 36; nobody is on the team."),
    "hired to need": ({"staffing": "to_need"}, ["On the team 5"], "Mid-market needs 4 in month 1 and 5 in month 36; the team ends with 5."),
}  # fmt: skip


@pytest.mark.parametrize("situation", OTHERS)
def test_without_a_plan_it_shows_what_there_is(situation: str) -> None:
    inputs, words, sentence = OTHERS[situation]
    given = chart(asked(**inputs))
    assert written(given) == words
    assert finding(given) == sentence
    assert np.isnan(line(given, WITHOUT).values).all()


def test_every_scenario_can_be_drawn() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(15)]
    for data in [*some, *random.Random(2).sample(list(corner_scenarios()), 30)]:
        given = chart(asked(Scenario.model_validate(data)))
        assert len(line(given, NEEDED).values) == len(given.places)
        sentence = finding(given)
        assert not {"nan", "inf"} & {*sentence.replace(";", " ").replace(",", " ").rstrip(".").split()}, sentence
