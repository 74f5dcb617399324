"""The outputs of one account of a segment: unit economics (model, section 6).

Rates are those at the engagement before month 1; month-to-month terms are left out. `..._of_turn` and `..._of_60`
are of each age of one turn of the ring and of five years.
"""

from operator import mul

from model.metrics.declare import Metrics, Parts
from model.metrics.hours import hired_to
from model.metrics.ring import left_by_renewal
from model.operations import (
    Number,
    defined,
    differs,
    fails,
    is_finite,
    lost_over,
    nonzero,
    of_each,
    ratio,
    total,
    usually,
    where,
)
from model.tolerances import HOURS_TOLERANCE, ONE

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
def cs_cost_of_account(*, csm_cost_a_month, csm_hours, csm_productivity, hours_per_account, staffed):
    share = usually(hours_per_account > HOURS_TOLERANCE, hours_per_account / (csm_hours * csm_productivity), 0)
    return where(staffed, csm_cost_a_month * share, 0)


@measure("Margin", "money/month", "Monthly margin of an account after cost to serve and its share of a CSM.", "up")
def margin(*, margin_before_cs, cs_cost_of_account):
    return margin_before_cs - cs_cost_of_account


@measure("Margin before CSMs", "money/month", "Monthly margin of an account without its share of a CSM.", "up")
def margin_before_cs(*, arpa, contribution):
    return arpa * contribution


# ---- how long it stays ----


@part()
def contract_churn(*, kept):
    """Share of contracts that are not renewed; what rounding leaves of none is none."""
    return usually(kept < ONE, 1 - kept, 0)


@part("Logo churn in 1 month", "share")
def monthly_churn(*, kept, renewal_months):
    return without_rounding(lost_over(kept, 1 / renewal_months))


@part("Logo churn in 12 months", "share")
def yearly_churn(*, kept, renewal_months):
    return without_rounding(lost_over(kept, 12 / renewal_months))


def without_rounding(churn: Number) -> Number:
    return usually(churn > 1 - ONE, churn, 0)


@measure("Lifetime", "months", "Expected life of an account.", "up")
def lifetime_months(*, renewal_months, contract_churn):
    return defined(renewal_months / nonzero(contract_churn), (contract_churn <= 0, "no_churn"))


# ---- by age, in months from its first revenue ----


@age("Expected MRR of an account", "money/month")
def expected_mrr(*, expected_mrr_before, renews, expands, kept, contraction_rate, price_increase, growth, added):
    left = left_by_renewal(kept=kept, contraction_rate=contraction_rate, price_increase=price_increase, added=added)
    renewed = where(renews, left, 1)
    return expected_mrr_before * where(expands, where(added, renewed + growth, renewed * (1 + growth)), renewed)


@age("Share of accounts left", "share")
def live_share(*, live_share_before, renews, kept):
    return live_share_before * where(renews, kept, 1)


@age("Expected margin", "money/month")
def expected_margin(*, expected_mrr, live_share, contribution, cs_cost_of_account):
    return expected_mrr * contribution - live_share * cs_cost_of_account


@age()
def discount(*, age, discount_rate):
    return (1 + discount_rate) ** (-age / 12)


@part("MRR kept over one turn", "ratio",
      "Q: by what the MRR of an account is multiplied over one turn of renewals and expansions.")  # fmt: skip
def kept_per_turn(*, kept, contraction_rate, price_increase, growth, added, renewals_per_turn, expansions_per_turn):
    renewal = left_by_renewal(kept=kept, contraction_rate=contraction_rate, price_increase=price_increase, added=added)
    both = where(added, renewal + growth, renewal * (1 + growth))
    return both * renewal ** (renewals_per_turn - 1) * (1 + growth) ** (expansions_per_turn - 1)


# ---- what it is worth ----


@measure("LTV (simple)", "money/account", "Monthly margin times lifetime.", "up")
def ltv_simple(*, margin, lifetime_months, contract_churn):
    return defined(margin * lifetime_months, ((contract_churn <= 0) & (margin <= 0), "no_margin"))


@part("Expected revenue of one turn", "money/account")
def revenue_of_turn(*, discounted_mrr_of_turn):
    return total(discounted_mrr_of_turn)


@part("Expected months of service in one turn", "months")
def service_of_turn(*, discounted_live_of_turn):
    return total(discounted_live_of_turn)


@part("MRR kept and discounted over one turn", "ratio")
def mrr_discounted_per_turn(*, kept_per_turn, discount_rate, turn):
    return kept_per_turn * (1 + discount_rate) ** (-turn / 12)


@part("Accounts kept and discounted over one turn", "ratio")
def accounts_discounted_per_turn(*, kept, renewals_per_turn, discount_rate, turn):
    return kept**renewals_per_turn * (1 + discount_rate) ** (-turn / 12)


@measure("LTV (compounding)", "money/account",
         "Expected margin over all ages with churn, contraction, price rise and expansion, discounted.", "up")  # fmt: skip
def ltv_compounding(
    *, revenue_of_turn, service_of_turn, mrr_discounted_per_turn, accounts_discounted_per_turn, contribution,
    cs_cost_of_account, margin,
):  # fmt: skip
    grows, stays = mrr_discounted_per_turn >= ONE, accounts_discounted_per_turn >= ONE
    revenue = revenue_of_turn / usually(fails(grows), 1 - mrr_discounted_per_turn, 1)
    service = service_of_turn / usually(fails(stays), 1 - accounts_discounted_per_turn, 1)
    return defined(
        revenue * contribution - service * cs_cost_of_account,
        (grows & ((margin <= 0) | (contribution <= 0)), "no_margin"),
        (grows, "diverges"),
        (stays & (cs_cost_of_account > 0), "no_margin"),
    )


@measure("LTV (5 years)", "money/account", "The same over 60 months: the usual cap when net churn is negative.", "up")
def ltv_5y(*, discounted_margin_of_60):
    return defined(total(discounted_margin_of_60))


@part("Linear growth a year", "share per year")
def yearly_growth(*, growth, expansion_months, price_increase, contraction_rate, renewal_months):
    return 12 * (growth / expansion_months + (price_increase - contraction_rate) / renewal_months)


@measure("LTV (linear expansion)", "money/account", "Skok's LTV with expansion by a constant amount.", "up")
def ltv_linear(*, margin, margin_before_cs, monthly_churn, yearly_growth):
    endless, churn = monthly_churn <= 0, nonzero(monthly_churn)
    grown = margin_before_cs * yearly_growth / 12 * (1 - churn) / churn**2
    return defined(margin / churn + grown, (endless & (margin <= 0), "no_margin"), (endless, "no_churn"))


@part("K: kept and discounted a year", "ratio")
def kept_and_discounted(*, yearly_churn, discount_rate):
    return (1 - yearly_churn) * (1 - discount_rate)


@measure("LTV (discounted)", "money/account", "Skok's discounted LTV, yearly, discounting by 1 - d.", "up")
def ltv_dcf(*, margin, yearly_growth, kept_and_discounted):
    endless = kept_and_discounted >= ONE
    left = usually(fails(endless), 1 - kept_and_discounted, 1)
    worth = 12 * margin * (1 / left + yearly_growth * kept_and_discounted / left**2)
    return defined(worth, (endless & (margin <= 0), "no_margin"), (endless, "no_churn"))


# ---- what it cost, and when that is back ----


def cost_of_accounts(weights: Number, cac: Number) -> Number:
    """What it costs to win so many accounts of each segment."""
    return total(of_each(mul, weights, cac))


def brought_by_accounts(weights: Number, onboarding_rates: Number, each: Number) -> Number:
    """What so many accounts of each segment bring: only those that are onboarded, and only where any are."""
    reaching = of_each(mul, weights, onboarding_rates)
    return total(of_each(lambda some, one: usually(some > 0, some * one, 0), reaching, each))


def blended_ltv_cac(*, weight_of_segments, onboarding_rate_of_segments, guideline_ltv_of_segments, cac_of_segments):
    worth = brought_by_accounts(weight_of_segments, onboarding_rate_of_segments, guideline_ltv_of_segments)
    return ratio(worth, cost_of_accounts(weight_of_segments, cac_of_segments))


def blended_payback(*, weight_of_segments, onboarding_rate_of_segments, margin_of_segments, cac_of_segments):
    cost = cost_of_accounts(weight_of_segments, cac_of_segments)
    earned = brought_by_accounts(weight_of_segments, onboarding_rate_of_segments, margin_of_segments)
    return usually(cost > 0, ratio(cost, earned), 0)


@measure("Revenue payback", "months", "Months of revenue that return the CAC.", "down")
def payback_revenue(*, cac, onboarding_rate, arpa):
    months = paid_back_by(arpa, cac=cac, onboarding_rate=onboarding_rate)
    return defined(months, (onboarding_rate <= 0, "no_onboarding"), (never(months), "never_pays_back"))


@measure("CAC payback", "months", "Months of margin that return the CAC: the guideline's.", "down", blended_payback)
def payback_margin(*, cac, onboarding_rate, margin):
    months = paid_back_by(margin, cac=cac, onboarding_rate=onboarding_rate)
    return defined(
        months,
        (onboarding_rate <= 0, "no_onboarding"),
        ((margin <= 0) & (cac > 0), "no_margin"),
        (never(months), "never_pays_back"),
    )


def paid_back_by(monthly: Number, *, cac: Number, onboarding_rate: Number) -> Number:
    """CAC / (CR5 x what an account brings a month); nothing has to be paid back without CAC."""
    return usually(cac > 0, ratio(cac, onboarding_rate * monthly), 0)


def never(months: Number) -> Number:
    """Whether nothing, or so little comes back that the number of months has none."""
    return fails(is_finite(months))


@measure("Payback with churn", "months",
         "Months from signature until the expected margin of a signed account has returned the CAC.", "down")  # fmt: skip
def payback_survival(*, months_until_earned, onboarding_months, onboarding_rate, margin, cac):
    months = usually(cac > 0, months_until_earned + onboarding_months, 0)
    return defined(
        months,
        (onboarding_rate <= 0, "no_onboarding"),
        ((margin <= 0) & (cac > 0), "no_margin"),
        (months > LAST_PAYBACK_MONTH, "never_pays_back"),
    )


def ltv_cac_of(ltv: Number, *, onboarding_rate: Number, cac: Number) -> Number:
    """CR5 x LTV / cac, undefined as the LTV is."""
    value = ratio(onboarding_rate * ltv, cac)
    no_cac = (cac <= 0) | ((ltv > 0) & never(value))  # nothing, or so little that the ratio has no number
    return defined(value, (onboarding_rate <= 0, "no_onboarding"), (no_cac, "no_cac"))


@measure("LTV:CAC", "ratio", "Lifetime value of a signed account over what it cost to win.", "up", blended_ltv_cac)
def ltv_cac(*, guideline_ltv, onboarding_rate, cac):
    return ltv_cac_of(guideline_ltv, onboarding_rate=onboarding_rate, cac=cac)


@part("Expected MRR of an account over one turn", "money/account")
def mrr_over_turn(*, expected_mrr_of_turn):
    return total(expected_mrr_of_turn)


@measure("Growth ceiling", "money/month", "The MRR that constant signatures approach.", "up")
def mrr_ceiling(*, new_accounts, onboarding_rate, mrr_over_turn, kept_per_turn, new_accounts_step, new_accounts_growth):
    grows = kept_per_turn >= ONE
    changes = differs(new_accounts_step, 0) | differs(new_accounts_growth, 0)
    level = new_accounts * onboarding_rate * mrr_over_turn / usually(fails(grows), 1 - kept_per_turn, 1)
    return defined(level, (grows, "no_ceiling"), (changes, "no_ceiling"))


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
def hours_per_account(*, hours_of_meetings, other_hours):
    return total([*hours_of_meetings, other_hours])
