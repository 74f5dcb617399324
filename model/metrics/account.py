"""The outputs of one account of a segment: what it brings, what it takes, how long it stays (model, section 6).

Rates are those at the engagement before month 1; month-to-month terms are left out. What it is worth stands in
`worth.py`, when its CAC is back in `payback.py`. Ages count in months from the first revenue. `..._of_list` are of each
age up to the last renewal that has a rate of its own, `..._of_turn` of each age of one turn of the ring after that,
`..._of_60` of five years.
"""

from model.metrics.declare import Metrics, Parts
from model.metrics.hours import hired_to, share_of_csm
from model.metrics.ring import left_by_renewal
from model.operations import (
    Number,
    defined,
    fails,
    greatest,
    lost_over,
    nonzero,
    total,
    usually,
    where,
)
from model.tolerances import HOURS_TOLERANCE, LEAST_MARGIN, ONE

LAST_PAYBACK_MONTH = 120
CAP = 60  # months of the capped LTV
LTVS = {"simple": "ltv_simple", "compounding": "ltv_compounding", "5y": "ltv_5y", "dcf": "ltv_dcf"}

UNIT_ECONOMICS, PARTS, AGES = Metrics(), Parts(), Parts()
part, age = PARTS.part, AGES.part


def measure(label, unit, definition, good="neither", company=None):
    return UNIT_ECONOMICS.measure(label, unit, definition, good=good, scope="segment", company=company)


# ---- what an account brings and takes a month ----


@measure("ARPA", "money/month", "Average revenue per account and month.", "up")
def arpa(*, acv):
    return acv / 12


@part("CSM cost of an account", "money/month", "Its share of a CSM's pay.")
def cs_cost_of_account(
    *, csm_cost_a_month, csm_hours, csm_productivity, hours_per_account, acv, arr_per_csm, accounts_per_csm_ratio,
    staffed, by_ratio,
):  # fmt: skip
    by_hours = usually(hours_per_account > HOURS_TOLERANCE, hours_per_account / (csm_hours * csm_productivity), 0)
    by_revenue = greatest(acv * share_of_csm(arr_per_csm), share_of_csm(accounts_per_csm_ratio))
    return where(staffed, csm_cost_a_month * where(by_ratio, by_revenue, by_hours), 0)


@measure("Margin", "money/month", "Monthly margin of an account after cost to serve and its share of a CSM.", "up")
def margin(*, margin_before_cs, cs_cost_of_account, arpa):
    left = margin_before_cs - cs_cost_of_account
    return usually(greatest(left, -1 * left) > LEAST_MARGIN * arpa, left, 0)


@measure("Margin before CSMs", "money/month", "Monthly margin of an account without its share of a CSM.", "up")
def margin_before_cs(*, arpa, contribution):
    return arpa * contribution


# ---- how long it stays ----


@part()
def kept_for_sure(*, kept):
    """Share of contracts that is renewed; what rounding takes from all is nothing."""
    return usually(kept < ONE, kept, 1)


@part("Logo churn in 1 month", "share")
def monthly_churn(*, kept, renewal_months, early_churn, leaks):
    lost = lost_over(kept, 1 / renewal_months)
    return without_rounding(where(leaks, either(lost, early_churn), lost))


@part("Logo churn in 12 months", "share")
def yearly_churn(*, kept, renewal_months, early_churn, leaks):
    lost = lost_over(kept, 12 / renewal_months)
    return without_rounding(where(leaks, either(lost, lost_over(1 - early_churn, 12)), lost))


def either(one: Number, other: Number) -> Number:
    """The share lost for one reason or the other."""
    return one + other - one * other


def without_rounding(churn: Number) -> Number:
    return usually(churn > 1 - ONE, churn, 0)


@part("Live in a term", "months", "Expected months that an account lives of each contract term it begins.")
def months_of_term(*, renewal_months, early_churn, leaks):
    lived = lost_over(1 - early_churn, renewal_months) / nonzero(early_churn)
    return where(leaks, usually(early_churn > 0, lived, renewal_months), renewal_months)


@part("Accounts kept over one term", "share")
def live_per_term(*, kept_for_sure, renewal_months, early_churn, leaks):
    return kept_for_sure * where(leaks, (1 - early_churn) ** renewal_months, 1)


@part("Accounts kept over one turn", "share")
def live_per_turn(*, live_per_term, renewals_per_turn):
    return live_per_term**renewals_per_turn


@part()
def stays_for_ever(*, live_per_turn, live_share_after_list):
    return (live_per_turn >= ONE) & (live_share_after_list > 0)


@part()
def months_lived(*, live_share_of_list, live_share_after_list, months_of_term, live_per_term, stays_for_ever):
    later = months_of_term / usually(fails(stays_for_ever), nonzero(1 - live_per_term), 1)
    return total(live_share_of_list) + live_share_after_list * later


@measure("Lifetime", "months", "Expected life of an account.", "up")
def lifetime_months(*, months_lived, stays_for_ever):
    return defined(months_lived, (stays_for_ever, "no_churn"))


# ---- by age, in months from its first revenue ----


@age("Expected MRR of an account", "money/month")
def expected_mrr(
    *, expected_mrr_before, renews, expands, kept, contraction_rate, price_increase, growth, added, early_churn, leaks
):
    left = left_by_renewal(kept=kept, contraction_rate=contraction_rate, price_increase=price_increase, added=added)
    renewed = where(renews, left, 1) * where(leaks, 1 - early_churn, 1)
    return expected_mrr_before * where(expands, where(added, renewed + growth, renewed * (1 + growth)), renewed)


@age("Share of accounts left", "share")
def live_share(*, live_share_before, renews, kept, early_churn, leaks):
    return live_share_before * where(renews, kept, 1) * where(leaks, 1 - early_churn, 1)


@age("Expected margin", "money/month")
def expected_margin(*, expected_mrr, live_share, contribution, cs_cost_of_account):
    return expected_mrr * contribution - live_share * cs_cost_of_account


@age("Expected cash", "money/month")
def expected_cash(*, expected_receipts, expected_mrr, live_share, contribution, cs_cost_of_account):
    return expected_receipts - expected_mrr * (1 - contribution) - live_share * cs_cost_of_account


@age()
def discount(*, age, discount_rate):
    return (1 + discount_rate) ** (-age / 12)


@part("MRR kept over one turn", "ratio",
      "Q: by what the MRR of an account is multiplied over one turn of renewals and expansions.")  # fmt: skip
def kept_per_turn(
    *, kept_for_sure, contraction_rate, price_increase, growth, added, renewals_per_turn, expansions_per_turn, turn,
    early_churn, leaks,
):  # fmt: skip
    renewal = left_by_renewal(
        kept=kept_for_sure, contraction_rate=contraction_rate, price_increase=price_increase, added=added
    )
    both = where(added, renewal + growth, renewal * (1 + growth))
    factor = both * renewal ** (renewals_per_turn - 1) * (1 + growth) ** (expansions_per_turn - 1)
    return factor * where(leaks, (1 - early_churn) ** turn, 1)


# ---- how many CSMs hold it ----


@measure("Accounts per CSM", "accounts/CSM", "Accounts that one CSM can hold.")
def accounts_per_csm(*, csm_hours, csm_productivity, hours_per_account):
    none = hours_per_account <= HOURS_TOLERANCE
    return defined(csm_hours * csm_productivity / usually(fails(none), hours_per_account, 1), (none, "no_hours"))


@measure("CSMs needed", "people", "CSMs that the opening book needs, rounded up.")
def csms_needed(*, opening_accounts, hours_per_account, csms_per_hour):
    hours = usually(hours_per_account > HOURS_TOLERANCE, opening_accounts * hours_per_account / 12, 0)
    return defined(hired_to(hours, csms_per_hour))


@measure("Hours per account", "hours/account/year", "Customer-success hours that one account takes in a year.")
def hours_per_account(*, regular_hours, renewal_hours, renewal_months):
    return regular_hours + renewal_hours * 12 / renewal_months
