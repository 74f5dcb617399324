"""A second trough: the accelerated path against cohorts kept apart by hand, its marks, and every wording."""

import math
import random
import re

import pytest

from model import Scenario, run
from model.questions.cash_trough.second_trough import SecondTrough
from model.scenario import Segment
from model.trace import Quantity
from tests.corner_scenarios import corner_scenarios
from tests.questions.troughs import EXAMPLES, SMB, THREE, TROUGH, asked, in_words, made, naive
from tests.random_scenarios import random_scenario
from tests.test_trace import disagreement


def accelerated(scenario: Scenario) -> SecondTrough:
    return asked(scenario).second


def signed(segment: Segment, month: int, start: int) -> float:
    """Signatures that double a sales cycle after the acceleration."""
    once = max(
        0.0,
        (segment.new_accounts + segment.new_accounts_step * (month - 1))
        * (1 + segment.new_accounts_growth) ** (month - 1),
    )
    return once * (2 if month >= start + segment.sales_cycle_months else 1)


def by_cohorts(scenario: Scenario, start: int) -> list[float]:
    """Cumulative profit, each month's accounts followed on their own; renewed base, no opening book, no CSMs."""
    total, path = 0.0, []
    for month in range(1, scenario.horizon_months + 1):
        for segment in scenario.segments:
            mrr = 0.0
            for since in range(1, month - segment.onboarding_months + 1):
                age = month - since - segment.onboarding_months
                kept = segment.retention_rate ** (age // segment.renewal_months)
                grown = (1 + segment.expansion_rate * segment.expansion_share) ** (age // segment.expansion_months)
                mrr += signed(segment, since, start) * segment.onboarding_rate * segment.acv / 12 * kept * grown
            total += mrr * (segment.gross_margin - segment.cost_to_serve_rate)
            total -= segment.cac * signed(segment, month + segment.sales_cycle_months, start)
        company = scenario.company
        total -= company.fixed_costs * (1 + company.fixed_cost_growth) ** (month - 1)
        path.append(total)
    return path


STREAMS = {
    "Skok's trough": TROUGH,
    "monthly terms": made(months=48, renewal_months=1, retention_rate=0.97, expansion_months=1, expansion_rate=0.01, cac=8_000, new_accounts_step=2),
    "a sales cycle": made(months=48, sales_cycle_months=4, onboarding_months=2, onboarding_rate=0.9, cac=9_000,
                          new_accounts_growth=0.01, retention_rate=0.9, company={"fixed_costs": 3_000}),
    "two cycles": made(months=40, sales_cycle_months=3, cac=6_000, new_accounts_step=0.5, gross_margin=0.8,
                       beside={"sales_cycle_months": 1, "cac": 2_000, "renewal_months": 3, "retention_rate": 0.95}),
}  # fmt: skip


@pytest.mark.parametrize("name", STREAMS)
def test_twice_the_signatures_by_cohorts_kept_apart(name: str) -> None:
    second = accelerated(STREAMS[name])
    assert second.start
    assert second.path is not None
    start = round(second.start.value)
    path = by_cohorts(STREAMS[name], start)
    assert second.path.tolist() == pytest.approx(path)
    assert second.low
    assert second.low_month
    assert second.back
    assert second.low.value == pytest.approx(min(path[start - 1 :]))
    assert second.low_month.value == start + path[start - 1 :].index(min(path[start - 1 :]))
    level = path[start - 2]
    last = max(month for month, value in enumerate(path, 1) if month >= start and value < level - 1e-6)
    assert second.back.value == last + 1


def test_it_starts_the_month_after_recovery_or_after_break_even() -> None:
    for scenario, figure in (
        (TROUGH, "payback_month"),
        (EXAMPLES["two-channels"], "breakeven_month"),
        (SMB, "breakeven_month"),
    ):
        start = accelerated(scenario).start
        assert start
        assert start.value == naive(scenario)["summary"][figure] + 1


def test_csms_for_the_additional_accounts_are_hired_to_need() -> None:
    """Beside a team to need: never cheaper than hiring together, and by less than one CSM a month dearer."""
    team = {
        "csm_cost": 96_000,
        "other_hours": 50.0,
        "cac": 3_000,
        "retention_rate": 0.9,
        "company": {"fixed_costs": 3_000},
    }
    alone, staffed = made(months=30, **team), made(months=30, staffing="to_need", **team)
    second = accelerated(staffed)
    assert second.start
    assert second.path is not None
    start = round(second.start.value)
    hours = 2_080 * 0.7 / 12
    live = [10.0 * sum((2 if since >= start else 1) * 0.9 ** ((month - since) // 12) for since in range(1, month + 1))
            for month in range(1, 31)]  # fmt: skip
    pay = [math.ceil(accounts * 50 / 12 / hours * (1 - 1e-9)) * 8_000 for accounts in live]
    total_by_month = [value - sum(pay[:month]) for month, value in enumerate(by_cohorts(alone, start), 1)]
    dearer = [profit - other for profit, other in zip(total_by_month, second.path.tolist(), strict=True)]
    assert dearer[: start - 1] == pytest.approx([0] * (start - 1), abs=1e-6)
    steps = [after - before for before, after in zip(dearer[start - 2 :], dearer[start - 1 :], strict=False)]
    assert min(steps) >= -1e-6
    assert max(steps) <= 8_000 + 1e-6


def test_a_fixed_team_serves_todays_accounts_as_before() -> None:
    scenario = EXAMPLES["understaffed-team"]
    second = accelerated(scenario)
    assert second.path is not None
    assert second.path[0] == run(scenario).total.monthly["cumulative_profit"][0, 0]
    assert "get CSMs as they need them" in in_words(second.sentence)
    assert "CSMs" not in in_words(accelerated(TROUGH).sentence)


NOBODY = {"new_accounts": 0, "accounts": 10}
WORDINGS = {
    "nobody signs": (made(**NOBODY), r"^No new customers are signed, so there is nothing to double\.$"),
    "still a loss": (made(cac=15_000), r"^The last month still loses money: double new customers only after break-even\.$"),
    "recovered at last": (made(months=3, cac=2_000), r"^Recovery comes in the last month, so doubling would show only after it\.$"),
    "break-even at last": (made(months=1), r"^Break-even comes in the last month, so doubling would show only after it\.$"),
    "too many": (made(new_accounts=1e6, new_accounts_growth=0.1), r"^Twice as many customers are more than the model takes\.$"),
    "nothing": (made(onboarding_rate=0, accounts=5), r" from month 2 on changes nothing: the added customers neither cost nor earn anything\.$"),
    "none more": (made(new_accounts_step=-10, accounts=5), r" changes nothing: "),
    "no trough": (made(), r" from month 2 on opens no low point\. It is ahead of plan from month 2 on\. The added customers are like the others\.$"),
    "no second trough": (made(months=16, company={"cash": 1, "fixed_costs": 60_000}), r" opens no second low point\. It is ahead of plan from month 12 on\. "),
    "behind, no trough": (EXAMPLES["understaffed-team"], r" opens no low point\. At the end it is still behind plan\. "),
    "a trough": (SMB, r" opens a low point of €77\.7k in month 2, back in month 3\. It is ahead of plan from month 19 on\. "),
    "a second trough": (TROUGH, r"^Doubling new customers from month 38 on opens a second low point of −€516k in month 41, back in month 46\. At the end"),
    "a sales cycle": (THREE, r" from month 15 on opens a second low point .* are like the others, sign a sales cycle after they are paid for and get CSMs"),
    "not back": (EXAMPLES["two-channels"], r" in month 36, not back within 36 months\. At the end it is still behind"),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORDINGS)
def test_each_situation_has_its_wording(situation: str) -> None:
    scenario, expected = WORDINGS[situation]
    text = in_words(accelerated(scenario).sentence)
    assert re.search(expected, text), text


@pytest.mark.parametrize(
    "name", ["three-segments", "two-channels", "trough-5-more", "product-led-smb", "understaffed-team"]
)
def test_the_arithmetic_that_is_shown_gives_each_number(name: str) -> None:
    second = accelerated(EXAMPLES[name])
    numbers = [part for part in second.sentence if isinstance(part, Quantity)]
    assert numbers
    deeper = [term for quantity in numbers for term in quantity.terms]
    assert [line for quantity in (*numbers, *deeper) if (line := disagreement(quantity))] == []


def test_every_scenario_has_an_answer_in_plain_numbers() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(100, 150)]
    for data in [*some, *random.Random(5).sample(list(corner_scenarios()), 60)]:
        second = accelerated(Scenario.model_validate(data))
        numbers = [part for part in second.sentence if isinstance(part, Quantity)]
        assert all(quantity.reason or math.isfinite(quantity.value) for quantity in numbers)
        assert second.path is None or all(map(math.isfinite, second.path))
