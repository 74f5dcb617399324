"""Lifetime and lifetime values of an onboarded account."""

from math import expm1, fsum, log, log1p

from .account import Account, Told, ages_to_tell, expected_margin, expected_stream, over_all_ages
from .churn import COUNTS_AS_ONE


def yearly_discount(account: Account) -> float:
    return float(1 + account.scenario["discount_rate"])


def without_end(account: Account, reason: str) -> str:
    """The reason for an LTV that would be infinite."""
    turn_after_list = expected_stream(account, ages_to_tell(account))[account.months_of_list :]
    earned = sum(expected_margin(account, mrr, alive) for mrr, alive in turn_after_list)
    return "no_margin" if account.margin <= 0 or earned <= 0 else reason


def lifetime_months(account: Account) -> Told:
    """The sum of S over all ages."""
    factor = account.turn_alive()
    if account.endless(factor):
        return "no_churn"
    alive = [alive for _, alive in expected_stream(account, ages_to_tell(account))]
    return over_all_ages(account, alive, factor)


def ltv_simple(account: Account) -> Told:
    lifetime = lifetime_months(account)
    if isinstance(lifetime, str):
        return without_end(account, lifetime)
    return account.margin * lifetime


def ltv_compounding(account: Account) -> Told:
    yearly = yearly_discount(account)
    turn_discount = yearly ** (-account.turn / 12)
    revenue_factor = account.turn_factor * turn_discount
    cost_factor = account.turn_alive() * turn_discount
    revenue_endless = account.margin_rate != 0 and account.endless(revenue_factor)
    cost_endless = account.csm_cost != 0 and account.endless(cost_factor)
    if revenue_endless:
        return without_end(account, "diverges")
    if cost_endless:
        return "no_margin"

    stream = expected_stream(account, ages_to_tell(account))
    ltv = 0.0
    if account.margin_rate != 0:
        revenue = [mrr * yearly ** (-age / 12) for age, (mrr, _) in enumerate(stream)]
        ltv += over_all_ages(account, revenue, revenue_factor) * account.margin_rate
    if account.csm_cost != 0:
        alive_months = [alive * yearly ** (-age / 12) for age, (_, alive) in enumerate(stream)]
        ltv -= over_all_ages(account, alive_months, cost_factor) * account.csm_cost
    return ltv


def ltv_5y(account: Account) -> Told:
    return fsum(
        expected_margin(account, mrr, alive) * yearly_discount(account) ** (-age / 12)
        for age, (mrr, alive) in enumerate(expected_stream(account, 60))
    )


def monthly_growth(account: Account) -> float:
    """Expansion, price rise and contraction, added up per month."""
    segment = account.segment
    expansion = account.expansion_share * segment["expansion_rate"] / segment["expansion_months"]
    at_renewal = segment["price_increase"] - segment["contraction_rate"]
    return float(expansion + at_renewal / segment["renewal_months"])


def loss_over(account: Account, months: int) -> float:
    """Churn of a mature account over so many months: 1 - CR6^(months/R) (1 - early_churn)^months."""
    if account.retention <= 0:
        return 1.0
    kept = log(account.retention) / account.segment["renewal_months"] + log1p(-account.segment["early_churn"])
    return -expm1(kept * months)


def ltv_linear(account: Account) -> Told:
    churn = loss_over(account, 1)
    if 1 - churn >= COUNTS_AS_ONE:
        return without_end(account, "no_churn")
    growth = account.arpa * account.margin_rate * monthly_growth(account)
    return account.margin / churn + growth * (1 - churn) / churn**2


def ltv_dcf(account: Account) -> Told:
    churn, discount = loss_over(account, 12), account.scenario["discount_rate"]
    lost = churn + discount - churn * discount
    kept = 1 - lost
    if kept >= COUNTS_AS_ONE:
        return without_end(account, "no_churn")
    growth = 12 * monthly_growth(account)
    return float(12 * account.margin * (1 / lost + growth * kept / lost**2))
