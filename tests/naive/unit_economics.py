"""Unit economics of one segment, with the inputs of one month and at one engagement."""

from typing import Any

from .account import Account, Told, account_of, ages_to_tell, expected_stream, over_all_ages
from .capacity import csms_to_need
from .hours import NO_HOURS, hours_per_account, hours_per_csm
from .ltv import lifetime_months, ltv_5y, ltv_compounding, ltv_dcf, ltv_linear, ltv_simple
from .payback import payback_cash, payback_margin, payback_revenue, payback_survival


def ltv_cac(account: Account, ltv: Told) -> Told:
    if account.segment["onboarding_rate"] == 0:
        return "no_onboarding"
    if account.cac == 0:
        return "no_cac"
    if isinstance(ltv, str):
        return ltv
    return float(account.segment["onboarding_rate"] * ltv / account.cac)


def mrr_ceiling(account: Account, signed: float) -> Told:
    """The level that MRR approaches when so many accounts are signed a month."""
    segment = account.segment
    changing = segment["new_accounts_step"] != 0 or segment["new_accounts_growth"] != 0
    if changing or account.endless(account.turn_factor):
        return "no_ceiling"
    mrr = [mrr for mrr, _ in expected_stream(account, ages_to_tell(account))]
    return float(signed * segment["onboarding_rate"] * over_all_ages(account, mrr, account.turn_factor))


def unit_economics(
    segment: dict[str, Any], scenario: dict[str, Any], engagement: float, signed: float, accounts: float
) -> tuple[dict[str, float | None], dict[str, str]]:
    """All measures of section 6, and the reasons of those that are null.

    `segment` has the inputs of the month; `signed` are the accounts signed in it before the season, and `accounts`
    those that are to be served.
    """
    account = account_of(segment, scenario, engagement)
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
        "payback_revenue": payback_revenue(account),
        "payback_margin": payback_margin(account),
        "payback_survival": payback_survival(account),
        "payback_cash": payback_cash(account),
        "ltv_cac": ltv_cac(account, ltvs[scenario["guidelines"]["ltv"]]),
        "mrr_ceiling": mrr_ceiling(account, signed),
        "accounts_per_csm": hours_per_csm(segment) / hours if hours > NO_HOURS else "no_hours",
        "csms_needed": csms_to_need(accounts * hours / 12, segment) if hours > NO_HOURS else 0.0,
        "hours_per_account": hours,
    }
    values = {name: None if isinstance(value, str) else value for name, value in told.items()}
    reasons = {name: value for name, value in told.items() if isinstance(value, str)}
    return values, reasons
