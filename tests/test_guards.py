"""Guard-rails: each with a scenario that calls for it, worked out by hand, and one that calls for none."""

import random
import re
from typing import Any

import pytest

from model import Scenario, run
from model.guards import Guard, guards
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.trace import Quantity, as_text
from tests.corner_scenarios import corner_scenarios
from tests.random_scenarios import random_scenario

# Margin 800 a month, LTV 800 x 60 = 48,000, payback 10 months, net churn 1.84 % a month, no month at a loss.
QUIET: dict[str, Any] = {
    "name": "A",
    "accounts": 10,
    "acv": 12_000,
    "new_accounts": 1,
    "cac": 8_000,
    "retention_rate": 0.8,
}
# 150 accounts of an hour a month, and 100 hours of each CSM.
TEAM: dict[str, Any] = {"accounts": 150, "new_accounts": 0, "retention_rate": 1, "staffing": "fixed", "csms": 1, "csm_hours": 1_200,
                        "csm_productivity": 1, "other_hours": 12}  # fmt: skip
RESPONDS = {"retention_at_risk": 0.1}
LOSS = {"accounts": 0, "cac": 60_000, "retention_rate": 1}  # 800 x 666 - 36 x 60,000 = -1,627,200 after 36 months


def guards_of(header: dict[str, Any] | None = None, **changes: Any) -> tuple[Guard, ...]:
    return guards(run(Scenario.model_validate({**(header or {}), "segments": [{**QUIET, **changes}]})))


def told(name: str, header: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    return [as_text(guard.text, "USD") for guard in guards_of(header, **changes) if guard.name == name]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"retention_rate": 1}, "No account churns (renewal rate 100%), so the simple LTV has no limit and LTV:CAC passes for that reason alone. "
         "Use the five-year LTV instead: $48k."),
        ({"retention_rate": 1, "cac": 0}, "No account churns (renewal rate 100%), so the simple LTV has no limit. "
         "Use the five-year LTV instead: $48k."),
        ({**TEAM, **RESPONDS, "csms": 2}, "At the service level before month 1 no account churns (renewal rate 100%), so the simple LTV has no "
         "limit and LTV:CAC passes for that reason alone. Use the five-year LTV instead: $48k."),
    ],
)  # fmt: skip
def test_ltv_without_churn(changes: dict[str, Any], text: str) -> None:
    assert told("ltv_without_churn", **changes) == [text]


def test_nrr_above_100_percent_beside_a_lifetime_of_1_over_churn() -> None:
    """0.9 x 1.25 a year; over 5 years 800 x 12 x (1 + 1.125 + ... + 1.125^4); discounted by 25% it converges to 86,846."""
    grows = {"retention_rate": 0.9, "expansion_rate": 0.25}
    lead = "but the simple LTV counts neither expansion nor price rises."
    over_5_years = f"{lead} With both, the five-year LTV is $61.6k."
    assert told("expansion_left_out", **grows) == [f"NRR is 112.5%, {over_5_years}"]
    assert told("expansion_left_out", {"horizon_months": 12}, **grows) == [f"NRR is 112.5%, {over_5_years}"]
    assert told("expansion_left_out", accounts=0, new_accounts=5, **grows) == [
        f"Net MRR churn is −0.99% a month, {over_5_years}"
    ]
    (counted,) = told("expansion_left_out", {"discount_rate": 0.25}, **grows)
    assert counted == f"NRR is 112.5%, {lead} The compounding LTV does: $86.8k."
    subjects = [guards_of({"guidelines": {"ltv": ltv}}, **grows)[-1].subject for ltv in ("simple", "5y")]
    assert ["ltv_cac" in subject for subject in subjects] == [True, False]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "CSMs are short of time in every month (load up to 1.5)."),
        ({"csms": 2, "staff_changes": [{"month": 7, "change": -1}]},
         "CSMs are short of time in 30 of 36 months, first in month 7 (load up to 1.5)."),
        ({"staff_changes": [{"month": 35, "change": -1}]}, "No CSM is left in 2 of 36 months, first in month 35."),
    ],
)  # fmt: skip
def test_load_above_one(changes: dict[str, Any], text: str) -> None:
    best = " No response to service is set, so churn and expansion are the best case."
    assert told("load_above_one", **{**TEAM, **changes}) == [text + best]
    (guard,) = [guard for guard in guards_of(**{**TEAM, **changes}) if guard.name == "load_above_one"]
    assert (guard.segment, "load" in guard.subject, "nrr" in guard.subject) == ("A", True, True)


def test_a_team_that_is_short_of_time_is_said_once() -> None:
    """With a response the note on coverage says it."""
    assert told("load_above_one", **TEAM, **RESPONDS) == []
    assert len(told("shared_hours", **TEAM, **RESPONDS)) == 1


def test_a_given_number_of_csms_shares_its_hours() -> None:
    assert told("shared_hours", **TEAM, **RESPONDS) == [
        "CSM time is short from month 1 (66.9% covered at worst). Better retention adds accounts to the same team, so part of the gain is "
        "lost again."
    ]
    later = {"csms": 2, "staff_changes": [{"month": 7, "change": -1}]}
    (text,) = told("shared_hours", **{**TEAM, **later}, **RESPONDS)
    assert text.startswith("CSM time is short from month 7 (")
    assert told("shared_hours", **TEAM) == []
    assert told("shared_hours", **{**TEAM, "csms": 2}, **RESPONDS) == []
    assert told("shared_hours", **{**TEAM, "staffing": "to_need"}, **RESPONDS) == []


def test_a_cut_looks_best_in_its_first_months() -> None:
    """Only where the horizon ends before every contract has renewed: else the loss is shown."""
    cut = {**TEAM, **RESPONDS, "csms": 2, "staff_changes": [{"month": 7, "change": 1}, {"month": 7, "change": -2}]}
    assert told("early_gain_of_a_cut", {"horizon_months": 18}, **cut) == [
        "Not every contract renews between the cut of 1 CSM in month 7 and the end of the horizon, so part of its loss is not shown."
    ]
    assert told("early_gain_of_a_cut", **cut) == []
    assert told("early_gain_of_a_cut", {"horizon_months": 19}, **cut) == []
    for changes in ({"retention_at_risk": 0}, {"csms": 9}, {"staff_changes": [{"month": 7, "change": 1}]}):
        assert told("early_gain_of_a_cut", {"horizon_months": 18}, **{**cut, **changes}) == []


def test_horizon_shorter_than_the_contract() -> None:
    leave = (
        "renews within the horizon of 12 months, so revenue, ARR and profit leave renewals out. Net MRR churn (1.8% a month) and LTV count "
        "them."
    )
    short = {"horizon_months": 12}
    assert told("horizon_before_renewal", short) == [f"No new account {leave}"]
    assert told("horizon_before_renewal", {**short, "book_anniversaries": "aligned"}, onboarding_months=1) == [
        f"No account {leave}"
    ]
    assert told("horizon_before_renewal", {"horizon_months": 13}) == []
    assert told("horizon_before_renewal", short, new_accounts=0) == []
    assert told("horizon_before_renewal", short, retention_rate=1) == []


def test_churn_in_payback() -> None:
    """800 (1 - 0.9^k) / 0.1 reaches 6,000 in month 14, and never 9,000. A limit that is missed anyhow needs no note."""
    monthly = {"renewal_months": 1, "retention_rate": 0.9}
    lead = "months leaves out onboarding and churn. With them CAC"
    assert told("churn_in_payback", **monthly, cac=6_000) == [
        f"CAC payback of 7.5 {lead} takes 14 months to pay back, over your limit of 12 months."
    ]
    assert told("churn_in_payback", **monthly, cac=9_000) == [
        f"CAC payback of 11.2 {lead} is not recovered within 120 months."
    ]
    for limit in (5, 24):
        assert told("churn_in_payback", {"guidelines": {"payback_months": limit}}, **monthly, cac=6_000) == []
    assert told("churn_in_payback") == []


def test_later_signatures() -> None:
    """1,000 x 10 x (S(42) - S(6)) is spent, 1,000 x 10 x S(36) due, with S(n) = (1.05^n - 1) / 0.05: 325,900 more."""
    ahead = {"new_accounts": 10, "cac": 1_000, "sales_cycle_months": 6}
    assert told("later_signatures", **ahead, new_accounts_growth=0.05) == [
        "CAC is spent 6 months before signing, so profit carries $326k for accounts that sign after the horizon and pay nothing within it."
    ]
    (fewer,) = told("later_signatures", **ahead, new_accounts_growth=-0.05)
    assert fewer.endswith(" too little: that was spent before month 1 on accounts signed since.")
    assert told("later_signatures", **ahead) == []


def test_a_trough_that_is_not_over() -> None:
    longer = " A longer horizon shows its low point."
    trough = "Cumulative profit is still falling at the end of the horizon, at −$1.63M."
    cash = "Cash is still falling at the end of the horizon, at −$1.63M."
    assert told("trough_ahead", **LOSS) == [trough + longer]
    assert told("cash_ahead", **LOSS) == [cash + longer]
    (at_the_end,) = told("trough_ahead", {"horizon_months": 120}, **{**LOSS, "cac": 1e6})
    assert "longer" not in at_the_end
    for name in ("trough_ahead", "cash_ahead"):
        assert told(name, {"horizon_months": 120}, **{**LOSS, "cac": 10_000}) == []


@pytest.mark.parametrize(
    ("cac", "text"),
    [
        (9_400, "CAC payback of 11.8 months is only 0.2 months inside the limit of 12: a small change turns the verdict from accelerate to hold."),
        (9_600, "CAC payback of 12 months is right at the limit of 12: a small change turns the verdict from accelerate to hold."),
        (9_920, "CAC payback of 12.4 months is only 0.4 months outside the limit of 12: a small change turns the verdict from hold to accelerate."),
        (49_000, "LTV:CAC (simple LTV) of 0.98 is only 0.02 outside the limit of 1: a small change turns the verdict from brakes to hold."),
    ],
)  # fmt: skip
def test_limits_just_missed_or_just_kept(cac: float, text: str) -> None:
    assert told("near_limit", cac=cac) == [text]


def test_a_limit_that_turns_no_verdict_is_no_news() -> None:
    """LTV:CAC 3.1 beside a payback of 19 months: the verdict is to hold on both sides of 3."""
    assert told("near_limit", cac=15_484) == []


def test_net_churn_just_over_its_limit() -> None:
    """1 - 0.979 = 2.1% a month."""
    assert told("near_limit", renewal_months=1, retention_rate=0.979) == [
        "Net MRR churn of 2.1% a month is only 0.1 percentage points outside the limit of 2%: a small change turns the verdict from brakes to "
        "accelerate."
    ]


def test_a_segment_near_a_limit_is_named_where_its_own_verdict_turns() -> None:
    near = {**QUIET, "name": "B", "cac": 9_900}
    found = guards(run(Scenario.model_validate({"segments": [{**QUIET, "new_accounts": 50}, near]})))
    assert [(guard.name, guard.segment, guard.subject) for guard in found] == [("near_limit", "B", ("payback_margin",))]
    assert [guard.segment for guard in guards_of(cac=9_900)] == [None]


def test_nothing_is_said_where_nothing_misleads() -> None:
    assert guards_of() == ()


def everything() -> list[dict[str, Any]]:
    return [*(random_scenario(random.Random(seed)) for seed in range(250)), *list(corner_scenarios())[::9]]


def test_every_guard_is_readable_whatever_the_scenario() -> None:
    """No number without a value, a subject that is a measure, and numbers that can be opened."""
    measures = {*MONTHLY, *SUMMARY, *UNIT_ECONOMICS}
    seen = set()
    for data in everything():
        scenario = Scenario.model_validate(data)
        for guard in guards(run(scenario)):
            text = as_text(guard.text, scenario.currency)
            assert not re.search(r"\b(nan|inf|None)\b|–|  | \.|\{|\}|(?<![\d.,])1 months", text), text
            assert text.endswith(".")
            assert {*guard.subject} <= measures
            assert guard.segment is None or guard.segment in {own.name for own in scenario.segments}
            assert all(part.key and part.label for part in guard.text if isinstance(part, Quantity))
            seen.add(guard.name)
    assert len(seen) == 11
