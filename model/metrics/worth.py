"""What one account is worth: five lifetime values, and the MRR that constant signatures approach (model, section 6)."""

from model.metrics.account import measure, part
from model.operations import defined, differs, fails, nonzero, total, usually
from model.tolerances import ONE


@part("Expected revenue before the turn", "money/account")
def revenue_of_list(*, discounted_mrr_of_list):
    return total(discounted_mrr_of_list)


@part("Expected revenue of one turn", "money/account")
def revenue_of_turn(*, discounted_mrr_of_turn):
    return total(discounted_mrr_of_turn)


@part("Expected months of service before the turn", "months")
def service_of_list(*, discounted_live_of_list):
    return total(discounted_live_of_list)


@part("Expected months of service in one turn", "months")
def service_of_turn(*, discounted_live_of_turn):
    return total(discounted_live_of_turn)


@part()
def earns_nothing(*, margin, mrr_over_turn, live_over_turn, contribution, cs_cost_of_account):
    """Whether what goes on for ever is a loss, at first or in the end."""
    return (margin <= 0) | (mrr_over_turn * contribution - live_over_turn * cs_cost_of_account <= 0)


@part("Expected months of an account over one turn", "months")
def live_over_turn(*, live_share_of_turn):
    return total(live_share_of_turn)


@measure("LTV (simple)", "money/account", "Monthly margin times lifetime.", "up")
def ltv_simple(*, margin, lifetime_months, stays_for_ever, earns_nothing):
    return defined(margin * lifetime_months, (stays_for_ever & earns_nothing, "no_margin"))


@part("MRR kept and discounted over one turn", "ratio")
def mrr_discounted_per_turn(*, kept_per_turn, discount_rate, turn):
    return kept_per_turn * (1 + discount_rate) ** (-turn / 12)


@part("Accounts kept and discounted over one turn", "ratio")
def accounts_discounted_per_turn(*, live_per_turn, discount_rate, turn):
    return live_per_turn * (1 + discount_rate) ** (-turn / 12)


@measure("LTV (compounding)", "money/account",
         "Expected margin over all ages with churn, contraction, price rise and expansion, discounted.", "up")  # fmt: skip
def ltv_compounding(
    *, revenue_of_list, service_of_list, revenue_of_turn, service_of_turn, mrr_discounted_per_turn,
    accounts_discounted_per_turn, contribution, cs_cost_of_account, earns_nothing,
):  # fmt: skip
    grows = (mrr_discounted_per_turn >= ONE) & (revenue_of_turn > 0)
    stays = (accounts_discounted_per_turn >= ONE) & (service_of_turn > 0)
    revenue = revenue_of_list + revenue_of_turn / usually(fails(grows), nonzero(1 - mrr_discounted_per_turn), 1)
    service = service_of_list + service_of_turn / usually(fails(stays), nonzero(1 - accounts_discounted_per_turn), 1)
    endless = grows & differs(contribution, 0)
    return defined(
        revenue * contribution - service * cs_cost_of_account,
        (endless & earns_nothing, "no_margin"),
        (endless, "diverges"),
        (stays & (cs_cost_of_account > 0), "no_margin"),  # what it costs has no end, what it brings has one
    )


@measure("LTV (5 years)", "money/account", "The same over 60 months: the usual cap when net churn is negative.", "up")
def ltv_5y(*, discounted_margin_of_60):
    return defined(total(discounted_margin_of_60))


@part("Linear growth a year", "share per year")
def yearly_growth(*, growth, expansion_months, price_increase, contraction_rate, renewal_months):
    return 12 * (growth / expansion_months + (price_increase - contraction_rate) / renewal_months)


@measure("LTV (linear expansion)", "money/account", "Skok's LTV with expansion by a constant amount.", "up")
def ltv_linear(*, margin, margin_before_cs, monthly_churn, yearly_growth, earns_nothing):
    endless, churn = monthly_churn <= 0, nonzero(monthly_churn)
    grown = margin_before_cs * yearly_growth / 12 * (1 - churn) / churn**2
    return defined(margin / churn + grown, (endless & earns_nothing, "no_margin"), (endless, "no_churn"))


@part("K: kept and discounted a year", "ratio")
def kept_and_discounted(*, yearly_churn, discount_rate):
    return (1 - yearly_churn) * (1 - discount_rate)


@measure("LTV (discounted)", "money/account", "Skok's discounted LTV, yearly, discounting by 1 - d.", "up")
def ltv_dcf(*, margin, yearly_growth, kept_and_discounted, yearly_churn, discount_rate, earns_nothing):
    endless = kept_and_discounted >= ONE
    left = usually(fails(endless), yearly_churn + discount_rate - yearly_churn * discount_rate, 1)
    worth = 12 * margin * (1 / left + yearly_growth * kept_and_discounted / left**2)
    return defined(worth, (endless & earns_nothing, "no_margin"), (endless, "no_churn"))


@part("Expected MRR of an account before the turn", "money/account")
def mrr_over_list(*, expected_mrr_of_list):
    return total(expected_mrr_of_list)


@part("Expected MRR of an account over one turn", "money/account")
def mrr_over_turn(*, expected_mrr_of_turn):
    return total(expected_mrr_of_turn)


@measure("Growth ceiling", "money/month", "The MRR that constant signatures approach.", "up")
def mrr_ceiling(
    *, signings, onboarding_rate, mrr_over_list, mrr_over_turn, kept_per_turn, new_accounts_step, new_accounts_growth
):
    grows = (kept_per_turn >= ONE) & (mrr_over_turn > 0)
    changes = differs(new_accounts_step, 0) | differs(new_accounts_growth, 0)
    lived = mrr_over_list + mrr_over_turn / usually(fails(grows), nonzero(1 - kept_per_turn), 1)
    return defined(signings * onboarding_rate * lived, (grows, "no_ceiling"), (changes, "no_ceiling"))
