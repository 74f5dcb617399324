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
        (
            {"retention_rate": 1},
            "No account churns (CR6 is 100%), so a lifetime has no end and the simple LTV no value. LTV:CAC passes its guideline for "
            "that reason alone. Read the LTV over 5 years: $48k.",
        ),
        (
            {"retention_rate": 1, "cac": 0},
            "No account churns (CR6 is 100%), so a lifetime has no end and the simple LTV no value. Read the LTV over 5 years: $48k.",
        ),
        (
            {**TEAM, **RESPONDS, "csms": 2},
            "As served before month 1 no account churns (CR6 is 100%), so a lifetime has no end and the simple LTV no value. LTV:CAC passes "
            "its guideline for that reason alone. Read the LTV over 5 years: $48k.",
        ),
    ],
)
def test_ltv_without_churn(changes: dict[str, Any], text: str) -> None:
    assert told("ltv_without_churn", **changes) == [text]


def test_nrr_above_100_percent_beside_a_lifetime_of_1_over_churn() -> None:
    """0.9 x 1.25 a year; over 5 years 800 x 12 x (1 + 1.125 + ... + 1.125^4); discounted by 25% it converges to 86,846."""
    grows = {"retention_rate": 0.9, "expansion_rate": 0.25}
    lead = "but the simple LTV is today's margin over a lifetime of 1/churn, 120 months, and leaves expansion and price rises out."
    over_5_years = f"{lead} Counted with them over 5 years it is $61.6k."
    assert told("expansion_left_out", **grows) == [f"NRR is 112.5%, {over_5_years}"]
    assert told("expansion_left_out", {"horizon_months": 12}, **grows) == [
        f"Net MRR churn is −0.99% a month, {over_5_years}"
    ]
    (counted,) = told("expansion_left_out", {"discount_rate": 0.25}, **grows)
    assert counted == f"NRR is 112.5%, {lead} The compounding LTV counts them: $86.8k."
    subjects = [guards_of({"guidelines": {"ltv": ltv}}, **grows)[-1].subject for ltv in ("simple", "5y")]
    assert ["ltv_cac" in subject for subject in subjects] == [True, False]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Accounts ask for more hours than the CSMs have in every month: load is up to 1.5 (month 1)."),
        (
            {"csms": 2, "staff_changes": [{"month": 7, "change": -1}]},
            "Accounts ask for more hours than the CSMs have in 30 of 36 months, first in month 7: load is up to 1.5 (month 7).",
        ),
        (
            {"staff_changes": [{"month": 35, "change": -1}]},
            "Accounts ask for hours and there is no CSM to give them in 2 of 36 months, first in month 35: load has no end.",
        ),
    ],
)
def test_load_above_one(changes: dict[str, Any], text: str) -> None:
    best = " No response to it is set: churn and expansion are those of a fully served book, the best case."
    assert told("load_above_one", **{**TEAM, **changes}) == [text + best]
    (guard,) = [guard for guard in guards_of(**{**TEAM, **changes}) if guard.name == "load_above_one"]
    assert (guard.segment, "load" in guard.subject, "nrr" in guard.subject) == ("A", True, True)


def test_load_above_one_with_a_response() -> None:
    (guard,) = [guard for guard in guards_of(**TEAM, **RESPONDS) if guard.name == "load_above_one"]
    assert as_text(guard.text).endswith("What that costs rests on the response, an assumption.")
    assert "nrr" not in guard.subject


def test_a_given_number_of_csms_shares_its_hours() -> None:
    (text,) = told("shared_hours", **TEAM, **RESPONDS)
    assert text.startswith(
        "Coverage is down to 66.7% in month 1, and a given number of CSMs shares its hours among all accounts:"
    )
    assert told("shared_hours", **TEAM) == []
    assert told("shared_hours", **{**TEAM, "csms": 2}, **RESPONDS) == []
    assert told("shared_hours", **{**TEAM, "staffing": "to_need"}, **RESPONDS) == []


def test_a_cut_looks_best_in_its_first_months() -> None:
    cut = {**TEAM, **RESPONDS, "csms": 2, "staff_changes": [{"month": 7, "change": 1}, {"month": 7, "change": -2}]}
    text = (
        "Cutting 1 CSM from month 7 on saves pay at once; what it loses comes later, as contracts of 12 months end, so its first months "
        "look best."
    )
    assert told("early_gain_of_a_cut", **cut) == [text]
    beyond = " The horizon is over before each has ended: part of the loss lies beyond."
    assert told("early_gain_of_a_cut", {"horizon_months": 18}, **cut) == [text + beyond]
    for changes in ({"retention_at_risk": 0}, {"csms": 9}, {"staff_changes": [{"month": 7, "change": 1}]}):
        assert told("early_gain_of_a_cut", **{**cut, **changes}) == []


def test_horizon_without_a_span_for_nrr() -> None:
    assert told("horizon_without_span", {"horizon_months": 12}) == [
        "NRR, GRR and logo retention compare month 1 with the month 12 months later. The horizon is 12 months, so they have no value: "
        "set it to 13 months, or read net MRR churn, which comes from the rates: 1.8% a month."
    ]
    (text,) = told("horizon_without_span", {"horizon_months": 24}, renewal_months=24)
    assert "with the month 24 months later, the longest contract. The horizon is 24 months" in text
    assert told("horizon_without_span", {"horizon_months": 13}) == []


def test_horizon_shorter_than_the_contract() -> None:
    show = "so revenue, ARR and profit show nothing of what that does to them. Net MRR churn, 1.8% a month, and the LTVs come from the rates and do."
    short = {"horizon_months": 12}
    assert told("horizon_before_renewal", short) == [
        f"Contracts run 12 months and the horizon 12 months: no account signed within it comes up for renewal, {show}"
    ]
    assert told("horizon_before_renewal", {**short, "book_anniversaries": "aligned"}, onboarding_months=1) == [
        f"Contracts run 12 months from 1 month after the signature on and the horizon 12 months: no account comes up for renewal, {show}"
    ]
    assert told("horizon_before_renewal", {"horizon_months": 13}) == []
    assert told("horizon_before_renewal", short, new_accounts=0) == []
    assert told("horizon_before_renewal", short, retention_rate=1) == []


def test_churn_in_payback() -> None:
    """800 (1 - 0.9^k) / 0.1 reaches 6,000 in month 14, and never 9,000."""
    monthly = {"renewal_months": 1, "retention_rate": 0.9}
    lead = "months counts from the first revenue and lets no account leave. Counted from the signature, with onboarding and churn, it"
    only = "only the first keeps the limit of 12 months."
    assert told("churn_in_payback", **monthly, cac=6_000) == [f"CAC payback of 7.5 {lead} is 14 months: {only}"]
    assert told("churn_in_payback", **monthly, cac=9_000) == [
        f"CAC payback of 11.2 {lead} does not come within 120 months: {only}"
    ]
    (above,) = told("churn_in_payback", {"guidelines": {"payback_months": 5}}, **monthly, cac=6_000)
    assert above.endswith("it is 14 months.")
    assert told("churn_in_payback") == []


def test_later_signatures() -> None:
    """1,000 x 10 x (S(42) - S(6)) is spent, 1,000 x 10 x S(36) due, with S(n) = (1.05^n - 1) / 0.05: 325,900 more."""
    ahead = {"new_accounts": 10, "cac": 1_000, "sales_cycle_months": 6}
    assert told("later_signatures", **ahead, new_accounts_growth=0.05) == [
        "CAC is spent 6 months before the signature: profit and trough hold that of months 7 to 42, $326k more than the accounts "
        "signed within the horizon cost, and none of the revenue that this brings."
    ]
    (fewer,) = told("later_signatures", **ahead, new_accounts_growth=-0.05)
    assert fewer.endswith("less than the accounts signed within the horizon cost: the rest was spent before month 1.")
    assert told("later_signatures", **ahead) == []


def test_a_trough_that_is_not_over() -> None:
    longer = " A longer horizon shows how deep it gets."
    trough = "Cumulative profit is lowest in the last month of the horizon, at −$1.63M: the trough is not over."
    cash = "Cash is lowest in the last month of the horizon, at −$1.63M, and still falls."
    assert told("trough_ahead", **LOSS) == [trough + longer]
    assert told("cash_ahead", **LOSS) == [cash + longer]
    (at_the_end,) = told("trough_ahead", {"horizon_months": 120}, **{**LOSS, "cac": 1e6})
    assert at_the_end.endswith("the trough is not over.")
    for name in ("trough_ahead", "cash_ahead"):
        assert told(name, {"horizon_months": 120}, **{**LOSS, "cac": 10_000}) == []


@pytest.mark.parametrize(
    ("cac", "text"),
    [
        (9_400, "CAC payback of 11.8 months keeps its limit of 12 by 0.2 months, within 5% of it: a small change of an input may turn the verdict from accelerate to hold."),
        (9_600, "CAC payback of 12 months is right at its limit of 12: a small change of an input may turn the verdict from accelerate to hold."),
        (9_920, "CAC payback of 12.4 months misses its limit of 12 by 0.4 months, within 5% of it: a small change of an input may turn the verdict from hold to accelerate."),
        (15_484, "LTV:CAC (simple LTV) of 3.1 keeps its limit of 3 by 0.1, within 5% of it: a small change of an input leaves the verdict at hold."),
        (49_000, "LTV:CAC (simple LTV) of 0.98 misses its limit of 1 by 0.02, within 5% of it: a small change of an input may turn the verdict from brakes to hold."),
    ],
)  # fmt: skip
def test_limits_just_missed_or_just_kept(cac: float, text: str) -> None:
    assert told("near_limit", cac=cac) == [text]


def test_net_churn_just_over_its_limit() -> None:
    """1 - 0.979 = 2.1% a month."""
    assert told("near_limit", renewal_months=1, retention_rate=0.979) == [
        "Net MRR churn of 2.1% a month misses its limit of 2% by 0.1 percentage points, within 5% of it: a small change of an input may turn the "
        "verdict from brakes to accelerate."
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
    assert len(seen) == 12
