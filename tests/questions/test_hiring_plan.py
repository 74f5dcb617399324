"""The hiring plan: coverage by the naive model, nobody too many, what waiting costs; every wording."""

import math
import random
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from model import Scenario, run
from model.questions.headcount import fewest_hires as search
from model.questions.headcount.fewest_hires import Planning
from model.questions.headcount.hiring_plan import HiringPlan, planned
from model.text import example_files, read_file
from model.trace import Quantity, as_text
from model.written import with_values
from tests.arithmetic import worked_out
from tests.corner_scenarios import corner_scenarios
from tests.naive import naive_run
from tests.naive.capacity import csms_to_need
from tests.naive.defaults import with_defaults
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM, THREE = EXAMPLES["understaffed-team"], EXAMPLES["three-segments"]
PATH = "Mid-market.staff_changes"
NEAR = 2e-8
Rows = list[dict[str, Any]]


def asked(scenario: Scenario, segment: int = 0, **settings: Any) -> HiringPlan:
    return planned(run(scenario), segment, Planning(**settings))


def of_one(**inputs: Any) -> Scenario:
    """Accounts of which one CSM serves 100."""
    header = {"horizon_months": inputs.pop("horizon", 24)}
    segment = {"name": "Book", "acv": 12_000, "accounts": 100, "other_hours": 14.56, "staffing": "fixed", "csms": 1}
    return Scenario.model_validate(header | {"segments": [segment | inputs]})


def of_segment(scenario: Scenario, segment: int, rows: Rows) -> dict[str, Any]:
    """What the naive model makes of a segment with these staff changes in place of its own."""
    name = scenario.segments[segment].name
    changed = scenario.changed({f"{name}.staff_changes": rows})
    result: dict[str, Any] = naive_run(changed.model_dump(by_alias=True, exclude_none=True))["segments"][name]
    return result


def rows_of(answer: HiringPlan) -> Rows:
    (rows,) = answer.changes.values()
    return [row.model_dump() for row in rows]


def first_kept(scenario: Scenario, segment: int, settings: dict[str, Any]) -> int:
    """The first quarter's start that the lead time allows, and as much later as a ramp in which a hire counts nothing."""
    in_view, planning = scenario.segments[segment], Planning(**settings)
    earliest = planning.first_month + planning.lead_months
    start = next(month for month in range(1, 1000, 3) if month >= earliest)
    return start + (in_view.ramp_months if in_view.ramp_productivity == 0 else 0)


SETTINGS: tuple[dict[str, Any], ...] = (
    {}, {"least_coverage": 0.9}, {"least_coverage": 0.5, "lead_months": 0}, {"lead_months": 12}, {"first_month": 5},
)  # fmt: skip
TEAMS: dict[str, tuple[Scenario, int]] = {
    "as it is": (TEAM, 0),
    "of three": (THREE, 1),
    "ramping": (TEAM.changed({"Mid-market.ramp_months": 6}), 0),
    "no use in the ramp": (TEAM.changed({"Mid-market.ramp_months": 4, "Mid-market.ramp_productivity": 0.0}), 0),
    "leaving": (TEAM.changed({"Mid-market.csm_attrition": 0.3, "Mid-market.overload_attrition": 0.5, "Mid-market.vacancy_months": 3.0}), 0),
    "half a CSM": (TEAM.changed({"Mid-market.csms": 2.5}), 0),
    "growing fast": (TEAM.changed({"Mid-market.new_accounts_growth": 0.05}), 0),
    "renewing together": (TEAM.changed({"book_anniversaries": "aligned", "Mid-market.retention_at_risk": 0.6}), 0),
}  # fmt: skip


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("team", TEAMS)
def test_coverage_holds_from_the_first_start_and_one_hire_fewer_breaks_it(team: str, settings: dict[str, Any]) -> None:
    check(*TEAMS[team], settings)


@pytest.mark.parametrize("seed", range(80))
def test_so_it_is_for_scenarios_at_random(seed: int) -> None:
    rng = random.Random(seed)
    scenario = Scenario.model_validate(random_scenario(rng))
    for place, segment in enumerate(scenario.segments):
        if segment.staffing == "fixed":
            check(scenario, place, rng.choice(SETTINGS))


def check(scenario: Scenario, place: int, settings: dict[str, Any]) -> None:
    answer = asked(scenario, place, **settings)
    if not answer.changes:
        return
    rows, since = rows_of(answer), first_kept(scenario, place, settings)
    least = Planning(**settings).least_coverage
    monthly = of_segment(scenario, place, rows)
    assert min(monthly["coverage"][since - 1 :]) >= least - NEAR
    assert answer.staffed.tolist() == pytest.approx(monthly["csms"])
    defaults = with_defaults(scenario.model_dump(by_alias=True, exclude_none=True))["segments"][place]
    asked_for = map(sum, zip(monthly["required_hours"], monthly["reactive_hours"], strict=True))
    assert answer.needed.tolist() == [csms_to_need(hours, defaults) for hours in asked_for]
    for number, row in enumerate(rows):
        assert row["month"] % 3 == 1
        assert row["change"] >= 1
        assert float(row["change"]).is_integer()
        fewer = [*rows[:number], row | {"change": row["change"] - 1}, *rows[number + 1 :]]
        if sum(change["change"] for change in rows) < 1_000:
            assert min(of_segment(scenario, place, fewer)["coverage"][since - 1 :]) < least


@pytest.mark.parametrize("team", TEAMS)
def test_waiting_costs_what_the_naive_model_says_and_never_covers_more(team: str) -> None:
    scenario, place = TEAMS[team]
    answer = asked(scenario, place)
    rows, since = rows_of(answer), first_kept(scenario, place, {})
    later = [row | {"month": row["month"] + 3} for row in rows if row["month"] + 3 <= scenario.horizon_months]
    for (_, cells), changes in zip(answer.against, (rows, later, []), strict=True):
        monthly = of_segment(scenario, place, changes)
        values = [cell.value for cell in cells if isinstance(cell, Quantity)]
        expected = (monthly["csms"][-1], math.fsum(monthly["cs_cost"]), min(monthly["coverage"][since - 1 :]), monthly["accounts"][-1],
                    math.fsum(monthly["operating_profit"]))  # fmt: skip
        assert values == pytest.approx(expected)
    plan, waited, nobody = (cells[2].value for _, cells in answer.against if isinstance(cells[2], Quantity))
    assert plan > waited >= nobody


def test_the_table_by_quarter_says_who_starts_and_what_it_covers() -> None:
    answer = asked(TEAM)
    assert rows_of(answer) == [{"month": 4, "change": 1}, {"month": 19, "change": 1}]
    assert answer.starts == ((4, 1), (19, 1))
    monthly, nobody = of_segment(TEAM, 0, rows_of(answer)), of_segment(TEAM, 0, [])
    assert [quarter.month for quarter in answer.quarters] == list(range(1, 37, 3))
    for quarter in answer.quarters:
        months = slice(quarter.month - 1, quarter.month + 2)
        most, starting, staffed, covered, without = (cell.value for cell in quarter.cells if isinstance(cell, Quantity))
        assert starting == {4: 1, 19: 1}.get(quarter.month, 0)
        assert most == max(math.ceil(hours / (2080 * 0.7 / 12)) for hours in monthly["required_hours"][months])
        assert staffed == monthly["csms"][quarter.month - 1]
        assert covered == pytest.approx(min(monthly["coverage"][months]))
        assert without == pytest.approx(min(nobody["coverage"][months]))
    assert answer.without.tolist() == [3] * 36


def test_a_hire_is_shown_by_the_coverage_that_one_fewer_would_leave() -> None:
    start = next(quarter for quarter in asked(TEAM).quarters if quarter.month == 19).cells[1]
    assert isinstance(start, Quantity)
    kept, broken = (tried.value for tried in start.evidence)
    fewer = of_segment(TEAM, 0, [{"month": 4, "change": 1}])
    assert kept == pytest.approx(1)
    assert broken == pytest.approx(min(fewer["coverage"][18:])) != 1


def test_used_it_is_found_again() -> None:
    answer = asked(THREE, 1)
    again = asked(THREE.changed(answer.changes), 1)
    assert again.changes == answer.changes
    assert "own hires and cuts" in as_text(answer.sentence)
    assert "own hires and cuts" not in as_text(again.sentence)


def test_a_team_hired_to_need_is_told_by_quarter() -> None:
    answer = asked(THREE, 0)
    csms = naive_run(THREE.model_dump(by_alias=True, exclude_none=True))["segments"]["Enterprise"]["csms"]
    ends = [csms[min(start + 2, 36) - 1] for start in range(1, 37, 3)]
    before = [csms[0], *ends[:-1]]
    values = [[cell.value for cell in quarter.cells if isinstance(cell, Quantity)] for quarter in answer.quarters]
    assert [row[1] for row in values] == [end - start for end, start in zip(ends, before, strict=True)]
    assert [row[2] for row in values] == ends
    assert (answer.changes, answer.against, answer.waiting) == ({}, (), ())


HOLDS = r" to keep every account served from month 4\. They cost \S*300k over the horizon, and profit is "
WORDINGS: dict[str, tuple[Scenario, dict[str, Any], str]] = {
    "one start": (of_one(accounts=200, csm_cost=171_428.5714285714), {}, r"^Hire 1 CSM to start in month 4" + HOLDS + r"\S*300k lower than without hiring\. Still short: month 1 to month 3, down to 50%, because nobody hired in month 1 starts before month 4\.$"),
    "several starts": (of_one(new_accounts=20), {"lead_months": 0}, r"^Hire 5 CSMs to start between month 1 and month 19 to keep every account served from month 1\."),
    "for nothing": (of_one(accounts=200), {}, r"profit is the same as without hiring\."),
    "pays": (of_one(accounts=200, retention_at_risk=0.5), {}, r"profit is \S*[\d.]+k higher than without hiring\."),
    "or more": (of_one(accounts=200), {"least_coverage": 0.8}, r"to keep coverage at 80% or more from month 4\."),
    "one month": (of_one(accounts=112.5, new_accounts=20, new_accounts_step=-20, renewal_months=1, retention_rate=0.8), {"first_month": 2}, r"Still short: month 1, down to 90\.9%, because nobody hired in month 2 starts before month 7\.$"),
    "with gaps": (of_one(accounts=1000, csms=2.5, renewal_months=1, retention_rate=0.3, new_accounts_growth=0.5, new_accounts=40), {"lead_months": 12}, r"Still short: \d+ months from month 1 to month \d+, down to"),
    "ramp of no use": (of_one(accounts=200, ramp_months=6, ramp_productivity=0), {}, r"^Hire 1 CSM to start in month 4 to keep every account served from month 10\. .* nobody hired in month 1 counts before month 10\.$"),
    "enough": (of_one(), {}, r"^Hire nobody: the team of 1 keeps every account served\.$"),
    "more than enough": (of_one(csms=3), {}, r"keeps every account served\. By month 24 you have 2 CSMs more than you need: a plan only hires\.$"),
    "one too many": (of_one(csms=2), {}, r"By month 24 you have 1 CSM more than you need: a plan only hires\.$"),
    "enough later": (of_one(accounts=133.3, renewal_months=1, retention_rate=0.9), {}, r"^Hire nobody: the team of 1 keeps every account served from month 4\. Still short: month 1 to month 2, down to"),
    "no hours": (of_one(other_hours=0), {}, r"^Hire nobody: no account takes CSM time\."),
    "own cuts": (of_one(csms=2, staff_changes=[{"month": 3, "change": -1}]), {}, r"Your own hires and cuts are left out\.$"),
    "too late": (of_one(accounts=200), {"first_month": 20, "lead_months": 6}, r"^No hire can help: nobody hired in month 20 starts within 24 months\. Coverage is below 100% in 24 of 24 months and falls to 50%\.$"),
    "ramp too long": (of_one(accounts=200, ramp_months=24, ramp_productivity=0), {}, r"^No hire can help: a hire adds nothing in a ramp of 24 months, which ends after the horizon\."),
    "all vacant": (of_one(accounts=200, csm_attrition=1, vacancy_months=12), {}, r"^No hire can help: CSM attrition of 100% a year with 12 months of vacancy leaves every seat empty\."),
    "too many": (of_one(accounts=1e7, csm_hours=1, csm_productivity=0.01), {}, r"^No plan works: more than 1M CSMs would have to start in a month\."),
    "hired to need": (of_one(staffing="to_need", new_accounts=10), {}, r"^CSMs are hired as accounts need them, .* 2 in month 1 and 4 in month 24\. Set staffing to Fixed to plan hires with a lead time\.$"),
    "no team": (of_one(staffing="none", new_accounts=10), {}, r"^There are no CSMs\. Set staffing to Fixed to plan hires\. The hours would need 2 in month 1 and 4 in month 24\.$"),
    "no team, no hours": (of_one(staffing="none", other_hours=0), {}, r"to plan hires\.$"),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORDINGS)
def test_each_situation_has_its_wording(situation: str) -> None:
    scenario, settings, expected = WORDINGS[situation]
    words = as_text(asked(scenario, **settings).sentence)
    assert re.search(expected, words), words


WAITING = {
    "costs": ({"retention_at_risk": 0.5}, r"^With each start a quarter later, profit is \S*[\d.]+k lower than with the plan and coverage falls to 54.4%\.$"),
    "saves": ({"csm_cost": 120_000}, r"is \S*30k higher than with the plan and"),
    "changes nothing": ({}, r"is the same as with the plan and"),
}  # fmt: skip


@pytest.mark.parametrize("situation", WAITING)
def test_what_waiting_does_in_words(situation: str) -> None:
    inputs, expected = WAITING[situation]
    words = as_text(asked(of_one(accounts=200, **inputs)).waiting)
    assert re.search(expected, words), words


def test_a_search_without_end_is_given_up_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "ROUNDS", 0)
    words = as_text(asked(of_one(accounts=200)).sentence)
    assert re.match(r"No plan was found in 20 tries\. Coverage is below 100% in 24 of 24 months", words)


def test_it_takes_few_runs_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    engine = import_module("model.whatif.vary")
    made = engine.run_batch
    monkeypatch.setattr(engine, "run_batch", lambda *given, **asked: runs.append(1) or made(*given, **asked))
    for scenario, place in TEAMS.values():
        for settings in SETTINGS:
            runs.clear()
            asked(scenario, place, **settings)
            assert len(runs) < 10


def quantities(answer: HiringPlan) -> Iterator[Quantity]:
    cells = [cell for quarter in answer.quarters for cell in quarter.cells]
    cells += [cell for _, row in answer.against for cell in row]
    for quantity in (*answer.sentence, *answer.waiting, *cells):
        if isinstance(quantity, Quantity):
            yield quantity
            yield from quantity.evidence


@pytest.mark.parametrize("team", [*TEAMS, "hired to need", "no team"])
def test_every_number_shows_the_arithmetic_that_gives_it(team: str) -> None:
    scenario, place = TEAMS.get(team) or (WORDINGS[team][0], 0)
    by_key: dict[str, float] = {}
    for quantity in quantities(asked(scenario, place)):
        assert quantity.key
        assert by_key.setdefault(quantity.key, quantity.value) == quantity.value, quantity.key
        if (how := quantity.how) is not None:
            assert how.value == pytest.approx(quantity.value, rel=1e-9, abs=1e-9), quantity.label
            assert worked_out(with_values(how)) == pytest.approx(quantity.value, rel=1e-6, abs=1e-6), quantity.label


def test_every_scenario_has_a_plan_in_plain_numbers() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(40)]
    for number, data in enumerate([*some, *random.Random(1).sample(list(corner_scenarios()), 80)]):
        scenario = Scenario.model_validate(data)
        result = run(scenario)
        for place in range(len(scenario.segments)):
            answer = planned(result, place, Planning(**SETTINGS[number % len(SETTINGS)]))
            for text in (as_text(answer.sentence), as_text(answer.waiting)):
                assert not {"nan", "inf", "–"} & {*re.split(r"[\s,;:.]+", text)}, text
            assert all(quantity.reason or math.isfinite(quantity.value) for quantity in quantities(answer))
            if answer.changes:
                assert scenario.changed(answer.changes)
