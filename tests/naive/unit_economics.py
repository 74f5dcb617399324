"""Unit economics of one segment at engagement(0)."""

from dataclasses import dataclass
from math import expm1, fsum, log
from typing import Any

from .capacity import NO_HOURS, csms_to_need, hours_per_account, hours_per_csm
from .cohorts import expansion_share_at, first_uplift, retention_at, step_mrr
from .month import SegmentRun
from .summary import turn_factor, turn_months

Told = float | str  # a value, or the reason why there is none
COUNTS_AS_ONE = 1 - 1e-12


@dataclass
class Account:
    """What the measures need to know of an account of the segment."""

    segment: dict[str, Any]
    scenario: dict[str, Any]
    retention: float
    share: float
    turn: int
    turn_factor: float
    arpa: float
    margin_rate: float
    csm_cost: float

    @property
    def margin(self) -> float:
        return self.arpa * self.margin_rate - self.csm_cost


def account_of(run: SegmentRun, scenario: dict[str, Any]) -> Account:
    segment = run.segment
    hours = hours_per_account(segment)
    csm_cost = 0.0
    if segment["staffing"] != "none" and hours > NO_HOURS:
        accounts_per_csm = hours_per_csm(segment) / hours
        csm_cost = segment["csm_cost"] / 12 / accounts_per_csm
    return Account(
        segment=segment,
        scenario=scenario,
        retention=retention_at(segment, run.engagement[0]),
        share=expansion_share_at(segment, run.engagement[0]),
        turn=turn_months(segment),
        turn_factor=turn_factor(run, scenario),
        arpa=segment["acv"] / 12,
        margin_rate=segment["gross_margin"] - segment["cost_to_serve_rate"],
        csm_cost=csm_cost,
    )


def expected_stream(account: Account, months: int) -> list[tuple[float, float]]:
    """Expected MRR, and expected share still an account, at ages 0 to months - 1."""
    mrr = account.arpa * first_uplift(account.segment, account.scenario)
    alive = 1.0
    stream = [(mrr, alive)]
    for age in range(1, months):
        mrr, _ = step_mrr(mrr, age, account.segment, account.scenario, account.retention, account.share)
        if age % account.segment["renewal_months"] == 0:
            alive = alive * account.retention
        stream.append((mrr, alive))
    return stream


def expected_margin(account: Account, mrr: float, alive: float) -> float:
    return mrr * account.margin_rate - alive * account.csm_cost


def without_end(account: Account, reason: str) -> str:
    """The reason for an LTV that would be infinite."""
    return "no_margin" if account.margin <= 0 else reason


def lifetime_months(account: Account) -> Told:
    if account.retention >= COUNTS_AS_ONE:
        return "no_churn"
    return account.segment["renewal_months"] / (1 - account.retention)


def ltv_simple(account: Account) -> Told:
    lifetime = lifetime_months(account)
    if isinstance(lifetime, str):
        return without_end(account, lifetime)
    return account.margin * lifetime


def ltv_compounding(account: Account) -> Told:
    yearly = 1 + account.scenario["discount_rate"]
    turns_discount = yearly ** (-account.turn / 12)
    turns_alive = account.retention ** (account.turn // account.segment["renewal_months"])
    revenue_factor = account.turn_factor * turns_discount
    cost_factor = turns_alive * turns_discount

    if revenue_factor >= COUNTS_AS_ONE:
        return without_end(account, "diverges")
    if account.csm_cost > 0 and cost_factor >= COUNTS_AS_ONE:
        return "no_margin"

    stream = expected_stream(account, account.turn)
    revenue = fsum(mrr * yearly ** (-age / 12) for age, (mrr, _) in enumerate(stream))
    ltv = revenue / (1 - revenue_factor) * account.margin_rate
    if account.csm_cost > 0:
        alive_months = fsum(alive * yearly ** (-age / 12) for age, (_, alive) in enumerate(stream))
        ltv -= alive_months / (1 - cost_factor) * account.csm_cost
    return ltv


def ltv_5y(account: Account) -> Told:
    yearly = 1 + account.scenario["discount_rate"]
    return fsum(
        expected_margin(account, mrr, alive) * yearly ** (-age / 12)
        for age, (mrr, alive) in enumerate(expected_stream(account, 60))
    )


def monthly_growth(account: Account) -> float:
    """Expansion, price rise and contraction, added up per month."""
    segment = account.segment
    at_renewal = segment["price_increase"] - segment["contraction_rate"]
    return (
        account.share * segment["expansion_rate"] / segment["expansion_months"] + at_renewal / segment["renewal_months"]
    )


def loss_over(account: Account, months: float) -> float:
    """Churn over so many months: 1 - CR6^(months/R)."""
    if account.retention <= 0:
        return 1.0
    return -expm1(log(account.retention) * months / account.segment["renewal_months"])


def ltv_linear(account: Account) -> Told:
    churn = loss_over(account, 1)
    if 1 - churn >= COUNTS_AS_ONE:
        return without_end(account, "no_churn")
    growth = account.arpa * account.margin_rate * monthly_growth(account)
    return account.margin / churn + growth * (1 - churn) / churn**2


def ltv_dcf(account: Account) -> Told:
    kept = (1 - loss_over(account, 12)) * (1 - account.scenario["discount_rate"])
    if kept >= COUNTS_AS_ONE:
        return without_end(account, "no_churn")
    growth = 12 * monthly_growth(account)
    return 12 * account.margin * (1 / (1 - kept) + growth * kept / (1 - kept) ** 2)


def payback(account: Account, monthly: float) -> Told:
    """CAC over what a signed account brings a month."""
    segment = account.segment
    if segment["onboarding_rate"] == 0:
        return "no_onboarding"
    if segment["cac"] == 0:
        return 0.0
    if monthly <= 0:
        return "no_margin"
    return segment["cac"] / (segment["onboarding_rate"] * monthly)


def payback_survival(account: Account) -> Told:
    segment = account.segment
    if segment["onboarding_rate"] == 0:
        return "no_onboarding"
    if segment["cac"] == 0:
        return 0.0
    if account.margin <= 0:
        return "no_margin"
    stream = expected_stream(account, 120)
    earned = 0.0
    for month in range(1, 121):
        age = month - 1 - segment["onboarding_months"]
        if age >= 0:
            mrr, alive = stream[age]
            earned += segment["onboarding_rate"] * expected_margin(account, mrr, alive)
        if earned >= segment["cac"] * (1 - 1e-9):
            return float(month)
    return "never_pays_back"


def ltv_cac(account: Account, ltv: Told) -> Told:
    segment = account.segment
    if segment["onboarding_rate"] == 0:
        return "no_onboarding"
    if segment["cac"] == 0:
        return "no_cac"
    if isinstance(ltv, str):
        return ltv
    return segment["onboarding_rate"] * ltv / segment["cac"]


def mrr_ceiling(account: Account) -> Told:
    segment = account.segment
    changing = segment["new_accounts_step"] != 0 or segment["new_accounts_growth"] != 0
    if changing or account.turn_factor >= COUNTS_AS_ONE:
        return "no_ceiling"
    of_one_turn = fsum(mrr for mrr, _ in expected_stream(account, account.turn))
    return segment["new_accounts"] * segment["onboarding_rate"] * of_one_turn / (1 - account.turn_factor)


def unit_economics(run: SegmentRun, scenario: dict[str, Any]) -> tuple[dict[str, float | None], dict[str, str]]:
    """All measures of section 6, and the reasons of those that are null."""
    account = account_of(run, scenario)
    segment = run.segment
    hours = hours_per_account(segment)
    ltvs = {
        "simple": ltv_simple(account),
        "compounding": ltv_compounding(account),
        "5y": ltv_5y(account),
        "dcf": ltv_dcf(account),
    }
    told: dict[str, Told] = {
        "arpa": account.arpa,
        "margin": account.margin,
        "margin_before_cs": account.arpa * account.margin_rate,
        "lifetime_months": lifetime_months(account),
        "ltv_simple": ltvs["simple"],
        "ltv_compounding": ltvs["compounding"],
        "ltv_5y": ltvs["5y"],
        "ltv_linear": ltv_linear(account),
        "ltv_dcf": ltvs["dcf"],
        "payback_revenue": payback(account, account.arpa),
        "payback_margin": payback(account, account.margin),
        "payback_survival": payback_survival(account),
        "ltv_cac": ltv_cac(account, ltvs[scenario["guidelines"]["ltv"]]),
        "mrr_ceiling": mrr_ceiling(account),
        "accounts_per_csm": hours_per_csm(segment) / hours if hours > NO_HOURS else "no_hours",
        "csms_needed": csms_to_need(segment["accounts"] * hours / 12, segment),
        "hours_per_account": hours,
    }
    values = {name: None if isinstance(value, str) else value for name, value in told.items()}
    reasons = {name: value for name, value in told.items() if isinstance(value, str)}
    return values, reasons
