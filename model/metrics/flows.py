"""Accounts and MRR through a month: who signs, starts, renews, expands and leaves (model, section 2)."""

import numpy as np

from model.metrics.monthly import MONTHLY, PARTS
from model.operations import Known, Number, greatest, least, plain, total, usually, where
from model.quantity import Quantity
from model.tolerances import NEGLECT_TOLERANCE

measure, part = MONTHLY.measure, PARTS.part
FULLY_SERVED = np.array(1 - NEGLECT_TOLERANCE)  # numpy takes an array of one faster than a plain number


# ---- what engagement does ----


def neglect(*, engagement: Number) -> Number:
    """1 - E, the share of service that accounts go without; what rounding leaves of full service is none."""
    without = 1 - engagement
    return usually(without >= NEGLECT_TOLERANCE, without, 0)


def responding(*, full: Number, at_risk: Number, engagement: Number, curve: Number) -> Number:
    """A share of which some is lost for want of service: full - at_risk x (1 - E)^k.

    The engine has it as what is left without any service plus what service keeps, which holds its digits near E = 0.
    Neglect of less than 1e-8 is rounding and counts as none: with k = 0.1 it would cost a sixth of what is at risk.

    >>> round(float(responding(full=0.9, at_risk=0.2, engagement=0.5, curve=1.0)), 3)
    0.8
    """
    if not isinstance(engagement, np.ndarray) and any(
        isinstance(one, Quantity) for one in (full, at_risk, engagement, curve)
    ):
        return full - at_risk * usually(1 - engagement >= NEGLECT_TOLERANCE, (1 - engagement) ** curve, 0)
    return full - at_risk + at_risk * kept_by_service(engagement, curve)


def kept_by_service(engagement: Number, curve: Number) -> Number:
    """Of what is at risk, the share that this engagement keeps: 1 - (1 - E)^k."""
    served = plain(engagement)
    if not (isinstance(curve, Known) and curve == 1.0):
        served = -np.expm1(plain(curve) * np.log1p(-np.minimum(served, FULLY_SERVED)))
    return usually(engagement <= FULLY_SERVED, served, 1)


@part("CR6 as served", "share per renewal", "Share that renews at this engagement.")
def kept(*, retention_rate, retention_at_risk, response_curve, engagement_before):
    at_risk = least(retention_at_risk, retention_rate)
    return responding(full=retention_rate, at_risk=at_risk, engagement=engagement_before, curve=response_curve)


@part(
    "Growth of an expansion", "share", "What an expansion adds at this engagement; service does not soften shrinkage."
)
def growth(*, expansion_rate, expansion_share, expansion_without_csm, engagement_before):
    left_undone = (1 - expansion_without_csm) * (1 - engagement_before)
    return expansion_rate * expansion_share * where(expansion_rate < 0, 1, 1 - left_undone)


@part(
    "Retention on monthly terms", "share per month", "Share of the accounts on month-to-month terms that stays a month."
)
def kept_monthly(
    *, month_to_month_retention, month_to_month_left_out, retention_rate, retention_at_risk, renewal_months, early_churn
):
    unserved = retention_rate - least(retention_at_risk, retention_rate)
    left_out = unserved ** (1 / renewal_months) * (1 - early_churn)
    return where(month_to_month_left_out, left_out, month_to_month_retention)


@part("Share that moves to monthly terms", "share", "Of what renews in the month, for want of service.")
def moving(*, month_to_month_shift, engagement_before, limited):
    return where(limited, month_to_month_shift * neglect(engagement=engagement_before), 0)


@part("First uplift", "ratio", "Price rise and expansion in the first month.")
def first_uplift(*, price_increase, expansion_rate, expansion_share, uplifted, added):
    full = expansion_rate * expansion_share
    return where(uplifted, where(added, 1 + price_increase + full, (1 + price_increase) * (1 + full)), 1)


@part()
def arpa(*, acv):
    """Average revenue per account and month."""
    return acv / 12


@part("First MRR of an account", "money/month", "ARPA, with its first uplift.")
def first_mrr(*, arpa, first_uplift):
    return arpa * first_uplift


# ---- accounts that sign and start ----


@part()
def steps_so_far(*, new_accounts_step, month):
    """What the step has added since month 1."""
    return new_accounts_step * (month - 1)


@part()
def growth_so_far(*, new_accounts_growth, month):
    """By what growth has multiplied signatures since month 1."""
    return (1 + new_accounts_growth) ** (month - 1)


@part()
def signings(*, new_accounts, steps_so_far, growth_so_far):
    """Accounts that sign in a month, or would on a yearly mean where there is a season."""
    return greatest(0, (new_accounts + steps_so_far) * growth_so_far)


@part("Season", "ratio", "Signatures of the month over their yearly mean.")
def season(*, season_weight, weights_of_season):
    return 12 * season_weight / total(weights_of_season)


@measure("Signed accounts", "accounts/month", "Accounts signed in the month.", good="up")
def signed_accounts(*, new_accounts, steps_so_far, growth_so_far, season, seasonal):
    signed = signings(new_accounts=new_accounts, steps_so_far=steps_so_far, growth_so_far=growth_so_far)
    return where(seasonal, signed * season, signed)


@part("Accounts that start", "accounts/month", "Accounts that finish onboarding in the month and reach first value.")
def started_accounts(*, signed_accounts_at_signature, onboarding_rate_at_signature):
    return signed_accounts_at_signature * onboarding_rate_at_signature


@measure("Committed MRR", "money/month", "MRR that the accounts signed in the month commit to (Eq 1).", good="up")
def committed_mrr(*, signed_accounts, arpa):
    return signed_accounts * arpa


@measure("New MRR", "money/month",
         "MRR of accounts that reach first value in the month, first uplift included.", good="up")  # fmt: skip
def new_mrr(*, started_accounts, first_mrr_at_signature):
    return started_accounts * first_mrr_at_signature


@part("MRR that waits for its start", "money/month", "Signed by the end of the month, and starting later.")
def waiting_mrr(*, waiting_mrr_of_months):
    return total(waiting_mrr_of_months)


@part()
def onboarded_mrr(*, signed_accounts, onboarding_rate, first_mrr):
    """The MRR that will start of what is signed in a month."""
    return signed_accounts * onboarding_rate * first_mrr


@measure("Contracted MRR", "money/month",
         "MRR and what is signed and starts later; twelve times it is contracted ARR (CARR).", good="up")  # fmt: skip
def contracted_mrr(*, mrr, waiting_mrr):
    return mrr + waiting_mrr


# ---- movements ----


@measure("Expansion MRR", "money/month", "MRR that existing accounts add by expanding (Eq 3).", good="up")
def expansion_mrr(*, expanding_mrr, growth):
    return expanding_mrr * growth


@measure("Price MRR", "money/month", "MRR added by price rises at renewal.", good="up")
def price_mrr(*, renewing_mrr, renewed_mrr, contraction_rate, price_increase, added):
    return where(added, renewing_mrr, renewed_mrr * (1 - contraction_rate)) * price_increase


@measure("Contraction MRR", "money/month", "MRR lost to downgrades at renewal.", good="down")
def contraction_mrr(*, renewing_mrr, renewed_mrr, contraction_rate, added):
    return where(added, renewing_mrr, renewed_mrr) * contraction_rate


@measure("Churned MRR", "money/month", "MRR that does not renew (Eq 2), or is lost within the term.", good="down")
def churned_mrr(*, unrenewed_mrr, early_lost_mrr, monthly_terms_mrr_before, kept_monthly):
    return unrenewed_mrr + early_lost_mrr + monthly_terms_mrr_before * (1 - kept_monthly)


@measure("Churned accounts", "accounts/month", "Accounts that do not renew, or are lost within the term.", good="down")
def churned_accounts(*, unrenewed_accounts, early_lost_accounts, monthly_terms_accounts_before, kept_monthly):
    return unrenewed_accounts + early_lost_accounts + monthly_terms_accounts_before * (1 - kept_monthly)


# Of accounts whose renewals behind them decide their rate, these are summed by that number: see model/metrics/ring.py.


@part("MRR renewed", "money/month", "Of what is up for renewal, before contraction and price rise.")
def renewed_mrr(*, renewing_mrr, kept):
    return renewing_mrr * kept


@part("Accounts renewed", "accounts/month", "Of those up for renewal.")
def renewed_accounts(*, renewing_accounts, kept):
    return renewing_accounts * kept


@part("MRR not renewed", "money/month", "Of what is up for renewal.")
def unrenewed_mrr(*, renewing_mrr, kept):
    return renewing_mrr * (1 - kept)


@part("Accounts not renewed", "accounts/month", "Of those up for renewal.")
def unrenewed_accounts(*, renewing_accounts, kept):
    return renewing_accounts * (1 - kept)


@part("MRR lost within the term", "money/month", "Of accounts on contract, before anything else happens in the month.")
def early_lost_mrr(*, early_lost_mrr_of_buckets):
    return total(early_lost_mrr_of_buckets)


@part("Accounts lost within the term", "accounts/month", "Of those on contract, before anything else in the month.")
def early_lost_accounts(*, early_lost_accounts_of_buckets):
    return total(early_lost_accounts_of_buckets)


@measure("MRR up for renewal", "money/month",
         "MRR of the accounts whose contract ends in the month, before it does; month-to-month terms aside.")  # fmt: skip
def renewing_mrr(*, renewing_mrr_of_buckets):
    return total(renewing_mrr_of_buckets)


@measure("Accounts up for renewal", "accounts/month",
         "Accounts whose contract ends in the month, before it does; month-to-month terms aside.")  # fmt: skip
def renewing_accounts(*, renewing_accounts_of_buckets):
    return total(renewing_accounts_of_buckets)


@measure("MRR up for expansion", "money/month",
         "MRR of the accounts whose expansion falls due in the month, month-to-month terms included.")  # fmt: skip
def expanding_mrr(*, expanding_mrr_of_buckets, expanding_mrr_of_monthly_buckets):
    return total(expanding_mrr_of_buckets) + total(expanding_mrr_of_monthly_buckets)


@measure("Month-to-month MRR", "money/month",
         "MRR at the end of the month of the accounts that moved to month-to-month terms.")  # fmt: skip
def monthly_terms_mrr(*, monthly_terms_mrr_of_buckets):
    return total(monthly_terms_mrr_of_buckets)


@measure("Month-to-month accounts", "accounts",
         "Accounts at the end of the month that moved to month-to-month terms.")  # fmt: skip
def monthly_terms_accounts(*, monthly_terms_accounts_of_buckets):
    return total(monthly_terms_accounts_of_buckets)


@measure("MRR", "money/month", "Monthly recurring revenue at the end of the month.", good="up")
def mrr(*, mrr_before, new_mrr, expansion_mrr, price_mrr, contraction_mrr, churned_mrr):
    return mrr_before + new_mrr + expansion_mrr + price_mrr - contraction_mrr - churned_mrr


@measure(
    "Accounts", "accounts", "Live accounts at the end of the month; those still onboarding do not count.", good="up"
)
def accounts(*, accounts_before, started_accounts, churned_accounts):
    return accounts_before + started_accounts - churned_accounts
