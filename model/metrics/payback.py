"""What it costs to win an account, and when that is back (model, section 6)."""

from operator import mul

from model.metrics.account import LAST_PAYBACK_MONTH, measure, part
from model.operations import Number, defined, fails, is_finite, of_each, ratio, total, usually, where


@part("CAC with onboarding", "money/account", "CAC, and the pay of the CSM hours that onboarding takes.")
def cost_to_win(*, cac, onboarding_hours, csm_hours, csm_productivity, csm_cost, staffed):
    return cac + where(staffed, onboarding_hours / (csm_hours * csm_productivity) * csm_cost, 0)


def cost_of_accounts(weights: Number, cost_to_win: Number) -> Number:
    """What it costs to win so many accounts of each segment."""
    return total(of_each(mul, weights, cost_to_win))


def brought_by_accounts(weights: Number, onboarding_rates: Number, each: Number) -> Number:
    """What so many accounts of each segment bring: only those that are onboarded, and only where any are."""
    reaching = of_each(mul, weights, onboarding_rates)
    return total(of_each(lambda some, one: usually(some > 0, some * one, 0), reaching, each))


def blended_ltv_cac(
    *, weight_of_segments, onboarding_rate_of_segments, guideline_ltv_of_segments, cost_to_win_of_segments
):
    worth = brought_by_accounts(weight_of_segments, onboarding_rate_of_segments, guideline_ltv_of_segments)
    return ratio(worth, cost_of_accounts(weight_of_segments, cost_to_win_of_segments))


def blended_payback(*, weight_of_segments, onboarding_rate_of_segments, margin_of_segments, cost_to_win_of_segments):
    cost = cost_of_accounts(weight_of_segments, cost_to_win_of_segments)
    earned = brought_by_accounts(weight_of_segments, onboarding_rate_of_segments, margin_of_segments)
    return usually(cost > 0, ratio(cost, earned), 0)


@measure("Revenue payback", "months", "Months of revenue that return the CAC.", "down")
def payback_revenue(*, cost_to_win, onboarding_rate, arpa):
    months = paid_back_by(arpa, cost_to_win=cost_to_win, onboarding_rate=onboarding_rate)
    return defined(months, (onboarding_rate <= 0, "no_onboarding"), (never(months), "never_pays_back"))


@measure("CAC payback", "months", "Months of margin that return the CAC: the guideline's.", "down", blended_payback)
def payback_margin(*, cost_to_win, onboarding_rate, margin):
    months = paid_back_by(margin, cost_to_win=cost_to_win, onboarding_rate=onboarding_rate)
    return defined(
        months,
        (onboarding_rate <= 0, "no_onboarding"),
        ((margin <= 0) & (cost_to_win > 0), "no_margin"),
        (never(months), "never_pays_back"),
    )


def paid_back_by(monthly: Number, *, cost_to_win: Number, onboarding_rate: Number) -> Number:
    """CAC / (CR5 x what an account brings a month); nothing has to be paid back without CAC."""
    return usually(cost_to_win > 0, ratio(cost_to_win, onboarding_rate * monthly), 0)


def never(months: Number) -> Number:
    """Whether nothing, or so little comes back that the number of months has none."""
    return fails(is_finite(months))


@measure("Payback with churn", "months",
         "Months from signature until the expected margin of a signed account has returned the CAC.", "down")  # fmt: skip
def payback_survival(*, months_until_earned, onboarding_months, onboarding_rate, margin, cost_to_win):
    months = usually(cost_to_win > 0, months_until_earned + onboarding_months, 0)
    return first_month_of(months, onboarding_rate=onboarding_rate, margin=margin)


@measure("Payback in cash", "months",
         "Months from signature until the bills paid by a signed account, less what it costs, have returned the CAC.",
         "down")  # fmt: skip
def payback_cash(*, months_until_collected, onboarding_months, onboarding_rate, margin, cost_to_win):
    months = usually(cost_to_win > 0, months_until_collected + onboarding_months, 0)
    return first_month_of(months, onboarding_rate=onboarding_rate, margin=margin)


def first_month_of(months: Number, *, onboarding_rate: Number, margin: Number) -> Number:
    """The month that reaches CAC; undefined beyond the last that is looked at."""
    never_reached = months > LAST_PAYBACK_MONTH
    return defined(
        months,
        (onboarding_rate <= 0, "no_onboarding"),
        (never_reached & (margin <= 0), "no_margin"),
        (never_reached, "never_pays_back"),
    )


def ltv_cac_of(ltv: Number, *, onboarding_rate: Number, cost_to_win: Number) -> Number:
    """CR5 x LTV / cac, undefined as the LTV is."""
    value = ratio(onboarding_rate * ltv, cost_to_win)
    no_cac = (cost_to_win <= 0) | ((ltv > 0) & never(value))  # nothing, or so little that the ratio has no number
    return defined(value, (onboarding_rate <= 0, "no_onboarding"), (no_cac, "no_cac"))


@measure("LTV:CAC", "ratio", "Lifetime value of a signed account over what it cost to win.", "up", blended_ltv_cac)
def ltv_cac(*, guideline_ltv, onboarding_rate, cost_to_win):
    return ltv_cac_of(guideline_ltv, onboarding_rate=onboarding_rate, cost_to_win=cost_to_win)
