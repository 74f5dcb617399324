"""Accounts per CSM, CSMs needed and ratios of revenue, each against a calculation of its own; every wording."""

import math
import random
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.questions.csm_capacity import CsmCapacity, ask
from model.questions.csm_capacity.hours import rows
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
HOURS_OF_A_CSM = 2080 * 0.7  # the paper's


def asked(scenario: Scenario, segment: int = 0) -> CsmCapacity:
    return ask(run(scenario), segment)


def sentence(scenario: Scenario, segment: int = 0) -> str:
    return as_text(asked(scenario, segment).sentence, "EUR")


def plain(scenario: Scenario) -> dict[str, Any]:
    return scenario.model_dump(by_alias=True, exclude_unset=True)


def of_one(**inputs: Any) -> Scenario:
    return Scenario.model_validate({"segments": [{"name": "Book", "acv": 12_000, "accounts": 100, **inputs}]})


@pytest.mark.parametrize(
    ("key", "segment", "hours", "accounts"),
    [("enterprise-20", "Enterprise", 72.8, 20), *((f"mid-market-{often}", "Mid-market", 20.8, 70) for often in ("flat", "yearly", "monthly"))],
)  # fmt: skip
def test_the_papers_books_come_out_at_the_papers_hours(key: str, segment: str, hours: float, accounts: int) -> None:
    """Printed: "around 20 accounts of $100,000 at 70% productivity" and "closer to 70 accounts of $36,000"."""
    scenario = EXAMPLES[key].changed({f"{segment}.other_hours": hours})
    answer = asked(scenario)
    assert answer.hours.whole.value == accounts
    assert as_text(answer.sentence).startswith(
        f"One CSM can look after {accounts} accounts: each needs {hours} hours a year, and a CSM has 1,456 productive "
        "hours. You need 1 CSM now"
    )


def test_hours_are_those_of_the_meetings_with_preparation_and_of_the_rest() -> None:
    """4 x (1.5 + 1.5) + 8 x (0.75 + 0.25) + 0.8 = 20.8, the scenario's own."""
    answer = asked(TEAM)
    pieces = [(piece.label, piece.hours.value, piece.lighter) for piece in answer.hours.account]
    assert pieces == [
        ("Business review", 6.0, False),
        ("Business review, preparation", 6.0, True),
        ("Check-in", 6.0, False),
        ("Check-in, preparation", 2.0, True),
        ("Other time", 0.8, False),
    ]
    assert answer.hours.per_account.value == pytest.approx(20.8)
    year = {piece.label: piece.hours.value for piece in answer.hours.year}
    assert year == pytest.approx({"Accounts": 1456, "Not productive": 624})
    with_rest = asked(TEAM.changed({"Mid-market.other_hours": 1.3}))
    assert {piece.label: piece.hours.value for piece in with_rest.hours.year} == pytest.approx(
        {"Accounts": 68 * 21.3, "Left over": 1456 - 68 * 21.3, "Not productive": 624}
    )


def test_many_meetings_are_told_as_the_largest_and_the_rest() -> None:
    meetings = [{"name": f"Kind {kind}", "per_year": 1, "hours": kind, "prep_hours": 1} for kind in range(1, 11)]
    answer = asked(of_one(meetings=meetings))
    names = [piece.label for piece in answer.hours.account if not piece.lighter]
    assert names == [*(f"Kind {kind}" for kind in range(4, 11)), "3 smaller ones"]
    assert answer.hours.account[-1].hours.value == 1 + 2 + 3 + 3
    assert sum(piece.hours.value for piece in answer.hours.account) == pytest.approx(55 + 10)


def test_a_meeting_without_a_name_is_told_by_its_place() -> None:
    answer = asked(of_one(meetings=[{"per_year": 2, "hours": 1}, {"per_year": 3, "hours": 1}]))
    assert [piece.label for piece in answer.hours.account] == ["Meeting 1", "Meeting 2"]


@pytest.mark.parametrize("firefighting", [0.0, 15.0])
@pytest.mark.parametrize("key", ["understaffed-team", "three-segments"])
def test_need_there_and_load_by_month_are_those_of_the_naive_model(key: str, firefighting: float) -> None:
    names = [table.name for table in EXAMPLES[key].segments]
    scenario = EXAMPLES[key].changed({f"{name}.firefighting_hours": firefighting for name in names})
    monthly = naive_run(plain(scenario))["segments"]
    hired = naive_run(plain(scenario.changed({f"{table.name}.staffing": "to_need" for table in scenario.segments})))
    for place, segment in enumerate(with_defaults(plain(scenario))["segments"]):
        name, team = segment["name"], asked(scenario, place).team
        asked_for = zip(monthly[name]["required_hours"], monthly[name]["reactive_hours"], strict=True)
        needed = [csms_to_need(required + reactive, segment) for required, reactive in asked_for]
        assert team.needed.tolist() == needed
        assert team.to_need.tolist() == hired["segments"][name]["csms"]
        if segment["staffing"] != "none":
            assert team.staffed.tolist() == monthly[name]["csms"]
            assert team.load.tolist() == pytest.approx(monthly[name]["load"])
            above = [month for month, load in enumerate(monthly[name]["load"], 1) if load > 1 + 1e-9]
            assert team.above == above
        years = asked(scenario, place).years
        assert [year.month for year in years] == [1, 13, 25, 36]
        for year in years:
            assert year.cells[0].value == pytest.approx(monthly[name]["accounts"][year.month - 1])
            assert year.cells[2].value == needed[year.month - 1]
            assert year.cells[5].value == hired["segments"][name]["csms"][year.month - 1]


def test_a_team_that_neglects_needs_fewer_than_one_that_serves() -> None:
    """Neglected accounts leave, so that the hours of the book as it is understate what full service takes."""
    team = asked(TEAM).team
    assert (team.to_need >= team.needed).all()
    assert team.to_need.sum() > team.needed.sum()


FIRE = {
    "accounts": 100,
    "renewal_months": 1,
    "retention_rate": 0.9,
    "other_hours": 14.56,
    "firefighting_hours": 1456 / 120,
}


@pytest.mark.parametrize(
    ("csms", "covered", "unserved", "more"),
    [(0.5, 0, 90, -1.4), (1, 0, 90, -0.9), (1.45, 0.5, 45, -0.45), (2, 1, 0, 0.1)],
)
def test_firefighting_comes_before_what_a_ratio_staffs(
    csms: float, covered: float, unserved: float, more: float
) -> None:
    """By hand: a CSM has 121 1/3 hours a month and holds 100 accounts; 10 lost take that, the 90 left 0.9 of a CSM."""
    scenario = of_one(**FIRE, acv=2_000_000 * csms / 90).changed({"horizon_months": 1})
    answer = asked(scenario)
    row = answer.ratios.ratios[0].staffed[0]
    assert answer.ratios.ground[0].needed.value == pytest.approx(1.9)
    assert (row.csms.value, row.covered.value, row.unserved.value) == pytest.approx((csms, covered, unserved))
    assert row.more.value == pytest.approx(more)


def test_room_and_accounts_too_many_leave_hours_for_firefighting() -> None:
    """The same book: 1.9 CSMs needed leave room for 10 accounts with 2, and one CSM has 90 too many with 190 asked for."""
    hired = sentence(of_one(**FIRE, staffing="to_need").changed({"horizon_months": 1}))
    assert "You need 2 CSMs, hired as accounts grow; 10 more accounts fit before the next CSM." in hired
    for csms, words in (
        (3, "is enough, with room for 110 more accounts."),
        (1, "; the team of 1 then has 90 too many, overloaded"),
    ):
        line = sentence(of_one(**FIRE, staffing="fixed", csms=csms).changed({"horizon_months": 1}))
        assert words in line, line


FIXED = {"staffing": "fixed", "csms": 2, "other_hours": 14.56}  # a CSM can look after 100 accounts
HIRE = [{"month": 7, "change": 1}]
WORDINGS: dict[str, tuple[dict[str, Any], str]] = {
    "no hours": ({}, r"^Accounts take no CSM time, so no CSM is needed\. Add meetings"),
    "firefighting alone": ({"firefighting_hours": 200, "retention_rate": 0.8}, r"^Accounts take no planned CSM time, so one CSM can hold any number\. Firefighting alone needs 2 CSMs by the end\.$"),
    "not one account": ({"other_hours": 1_820, "accounts": 4}, r"^One CSM cannot look after even one of the accounts: it needs 1,820 hours a year, and a CSM has 1,456 productive hours\. You need 5 CSMs"),
    "no account": ({"other_hours": 14.56, "accounts": 0}, r"There are no accounts to serve, so no CSM is needed\.$"),
    "one account": ({"other_hours": 1_000, "accounts": 1}, r"^One CSM can look after 1 account: .* You need 1 CSM now and in month 36; the next account needs another\. "),
    "no team": ({"other_hours": 14.56, "accounts": 130}, r"You need 2 CSMs now and in month 36; 70 more accounts fit before the next CSM\. Staffing is set to none, so nobody is paid yet\.$"),
    "none left": ({"other_hours": 14.56, "retention_rate": 0}, r"You need 1 CSM now and 0 by month 36\. Staffing is set to none"),
    "hired": ({"other_hours": 14.56, "staffing": "to_need", "new_accounts": 10}, r"You need 2 CSMs now and 5 by month 36, hired as accounts grow; 40 more accounts fit before the next CSM\.$"),
    "one month": ({"other_hours": 14.56, "horizon": 1}, r"You need 1 CSM; the next account needs another\."),
    "enough": ({**FIXED, "accounts": 150}, r"; the team of 2 is enough, with room for 50 more accounts\.$"),
    "enough for nobody": ({**FIXED, "retention_rate": 0}, r"; the team of 2 is enough, with no accounts left\.$"),
    "short": ({**FIXED, "accounts": 250}, r"; the team of 2 then has 50 too many, overloaded from month 1\.$"),
    "short later": ({**FIXED, "new_accounts": 10}, r"; the team of 2 then has 260 too many, overloaded from month 11\.$"),
    "short at last": ({**FIXED, "accounts": 200, "new_accounts": 1, "staff_changes": [{"month": 3, "change": 1}, {"month": 8, "change": -1}]},
                      r" then has 36 too many, overloaded first in month 1\.$"),
    "short at first": ({**FIXED, "accounts": 250, "staff_changes": HIRE}, r"; the team of 3 is then enough, with room for 50 more accounts, but load is above 1 in some months, first in month 1\.$"),
    "nobody": ({**FIXED, "csms": 0}, r"You need 1 CSM now and in month 36, but nobody on the team has hours for them: all 100 accounts go unserved\.$"),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORDINGS)
def test_each_situation_has_its_wording(situation: str) -> None:
    inputs, expected = WORDINGS[situation]
    horizon = inputs.get("horizon", 36)
    scenario = of_one(**{name: value for name, value in inputs.items() if name != "horizon"})
    words = sentence(scenario.changed({"horizon_months": horizon}))
    assert re.search(expected, words), words


def test_the_first_month_above_1_shows_the_months_around_it() -> None:
    answer = asked(of_one(**FIXED, new_accounts=10))
    first = next(
        part for part in answer.sentence if isinstance(part, Quantity) and part.key == "csm_capacity.first_above"
    )
    assert first.value == 11
    assert [load.value for load in first.evidence] == pytest.approx([200 / 200, 210 / 200])


def test_the_segment_is_named_only_among_several() -> None:
    assert sentence(THREE, 1).startswith("One CSM can look after 70 Mid-market accounts: ")
    assert sentence(TEAM).startswith("One CSM can look after 70 accounts: ")


def test_what_has_no_number_says_why() -> None:
    figures = {figure.key: figure for figure in asked(EXAMPLES["product-led-smb"]).figures}
    assert figures["csm_capacity.whole"].reason == "no_hours"
    assert figures["csm_capacity.load"].reason == "no_team"
    nobody = asked(of_one(**{**FIXED, "csms": 0}))
    assert nobody.figures[-1].reason == "no_capacity"
    assert np.isinf(nobody.team.load).all()


def quantities(answer: CsmCapacity) -> Iterator[Quantity]:
    """Every number that the page shows."""
    shown: list[Quantity | str] = [*answer.figures, *answer.sentence, *answer.productivity]
    shown += [cell for _, cells in (*rows(answer.hours), *answer.published) for cell in cells]
    shown += [cell for year in answer.years for cell in year.cells]
    shown += [cell for ground in answer.ratios.ground for cell in ground.cells]
    for ratio in answer.ratios.ratios:
        shown += [*ratio.finding, *(cell for row in ratio.staffed for cell in row.cells)]
    yield from (quantity for quantity in shown if isinstance(quantity, Quantity))


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_arithmetic_of_every_number_gives_it_and_keys_are_their_own(key: str) -> None:
    for place in range(len(EXAMPLES[key].segments)):
        by_key: dict[str, float] = {}
        for quantity in quantities(asked(EXAMPLES[key], place)):
            assert quantity.label
            assert quantity.key
            assert by_key.setdefault(quantity.key, quantity.value) == quantity.value or math.isnan(quantity.value), (
                quantity.key
            )
            how = quantity.how
            if how is not None and quantity.reason is None:
                assert how.value == pytest.approx(quantity.value, rel=1e-9, abs=1e-9), quantity.label
                assert worked_out(with_values(how)) == pytest.approx(quantity.value, rel=1e-6, abs=1e-6), quantity.label


def scenarios() -> list[Scenario]:
    some = [random_scenario(random.Random(seed)) for seed in range(30)]
    corners = list(corner_scenarios())
    return [Scenario.model_validate(inputs) for inputs in [*some, *random.Random(1).sample(corners, 80)]]


def test_every_scenario_has_an_answer_in_plain_numbers() -> None:
    for scenario in scenarios():
        result = run(scenario)
        for place in range(len(scenario.segments)):
            answer = ask(result, place)
            findings = (ratio.finding for ratio in answer.ratios.ratios)
            for text in (as_text(line) for line in (answer.sentence, answer.productivity, *findings)):
                assert not {"nan", "inf", "–"} & {*re.split(r"[\s,;:.]+", text)}, text
            assert all(quantity.reason or math.isfinite(quantity.value) for quantity in quantities(answer))
