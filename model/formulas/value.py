"""What an account is worth: margin per month, lifetime, and the lifetime values (LTV, CLV) of the field."""

import numpy as np

from model.figures import Figure
from model.formulas.arithmetic import Numbers, formula
from model.formulas.discounting import FirstPayment, annuity_multiplier, perpetuity_multiplier
from model.metrics import account, money, worth

__all__ = [
    "lifetime_months",
    "ltv_capped",
    "ltv_dcf",
    "ltv_discounted",
    "ltv_linear",
    "ltv_simple",
    "monthly_margin",
]


@formula
def monthly_margin(
    *,
    arpa: Numbers,
    gross_margin: Numbers = 1.0,
    cost_to_serve_rate: Numbers = 0.0,
    csm_cost_per_account: Numbers = 0.0,
) -> Numbers:
    """Margin of an account (money per account and month), before what it cost to acquire it.

    Formula: margin = ARPA x (gross margin - cost to serve rate) - cost of customer success per account
    Variants: ARPA x gross margin alone, in most publications; revenue (gross margin 1) in the most careless.
    Source: D. Skok, "SaaS Metrics 2.0", for gross margin. Customer success belongs to the cost of keeping a
        customer, not to CAC; it is 0 where it counts in gross margin.
    Undefined: never.

    >>> print(monthly_margin(arpa=500, gross_margin=0.8, csm_cost_per_account=50))
    350.0
    """
    contribution = money.contribution(gross_margin=gross_margin, cost_to_serve_rate=cost_to_serve_rate)
    before_cs = account.margin_before_cs(arpa=arpa, contribution=contribution)
    margin: Numbers = account.margin(margin_before_cs=before_cs, cs_cost_of_account=csm_cost_per_account, arpa=arpa)
    return margin


@formula
def lifetime_months(*, churn_per_renewal: Numbers, renewal_months: Numbers = 1.0) -> Numbers:
    """Average customer lifetime (months).

    Formula: lifetime = R / (1 - CR6), with R months between renewals; 1 / c with a monthly churn c
    Variants: by accounts (customer churn) or by revenue (MRR churn).
    Source: J. Cohen, "The mistake of 1/c in LTV" (2013): N = 1 / c.
    Undefined: no churn, or negative churn: lifetime has no end.

    >>> print(lifetime_months(churn_per_renewal=[0.02, 0.25], renewal_months=[1, 12]))
    [50. 48.]
    """
    return np.where(churn_per_renewal > 0, renewal_months / churn_per_renewal, np.nan)


@formula
def ltv_simple(*, monthly_margin: Numbers, lifetime_months: Numbers) -> Numbers:
    """Lifetime value (money per account): the usual formula, undiscounted, with neither expansion nor cap.

    Formula: LTV = margin x lifetime = ARPA x gross margin / churn
    Variants: without gross margin it is lifetime revenue; with yearly revenue and yearly churn the same
        figure.
    Source: D. Skok, "SaaS Metrics 2.0" (forentrepreneurs.com/saas-metrics-2).
    Undefined: lifetime undefined (no churn). Elsewhere: 0, infinity, or a cap at 36 to 120 months.

    >>> print(ltv_simple(monthly_margin=75, lifetime_months=lifetime_months(churn_per_renewal=0.05)))
    1500.0
    """
    return monthly_margin * lifetime_months


@formula
def ltv_capped(
    *,
    monthly_margin: Numbers,
    monthly_churn: Numbers,
    months: Numbers,
    first_payment: FirstPayment = "at_start",
) -> Numbers:
    """Lifetime value of the first so many months only (money per account), undiscounted.

    Formula: LTV = margin x (1 - (1 - c)^months) / c
    Variants: 36 and 60 months are usual. `first_payment` "after_renewal" lets churn act before the first
        payment, as tables do that sum months 1 to n of (1 - c)^m.
    Source: J. Cohen, "The mistake of 1/c in LTV" (2013).
    Undefined: churn above 1. Special cases: without churn margin x months; negative churn grows.

    >>> print(ltv_capped(monthly_margin=1, monthly_churn=[0.02, 0], months=36).round(3))
    [25.839 36.   ]
    """
    return monthly_margin * annuity_multiplier(
        retention=1 - monthly_churn, discount_rate=0.0, periods=months, first_payment=first_payment
    )


@formula
def ltv_discounted(
    *,
    monthly_margin: Numbers,
    monthly_churn: Numbers,
    monthly_discount_rate: Numbers,
    first_payment: FirstPayment = "at_start",
) -> Numbers:
    """Present value of an account's margins for ever (money per account).

    Formula: LTV = margin x (1 + d) / (1 + d - r), with r = 1 - c
    Variants: by `first_payment`, see `perpetuity_multiplier`; margin / (c + d) is "at_end". A negative churn
        (expansion above losses) is allowed as long as it is smaller than d.
    Source: P. Fader and B. Hardie, "Reconciling and Clarifying CLV Formulas"; J. Cohen, "The mistake of 1/c
        in LTV".
    Undefined: c + d <= 0: the sum diverges.

    >>> print(ltv_discounted(monthly_margin=17.95, monthly_churn=0.005, monthly_discount_rate=0.01).round(2))
    1208.63
    """
    return monthly_margin * perpetuity_multiplier(
        retention=1 - monthly_churn, discount_rate=monthly_discount_rate, first_payment=first_payment
    )


@formula
def ltv_linear(*, monthly_margin: Numbers, monthly_churn: Numbers, monthly_margin_growth: Numbers) -> Numbers:
    """Lifetime value with margin that grows in a straight line (money per account; rates per month).

    Formula: LTV = a / c + m (1 - c) / c^2, with a the first month's margin and m its growth per month
    Variants: growth by a rate instead of an amount compounds, and diverges when it exceeds churn.
    Source: D. Skok, "SaaS Metrics 2.0 - Detailed definitions" (forentrepreneurs.com).
    Undefined: no churn.

    >>> print(ltv_linear(monthly_margin=100, monthly_churn=0.5, monthly_margin_growth=10))
    220.0
    """
    ever = monthly_margin / monthly_churn + monthly_margin_growth * (1 - monthly_churn) / monthly_churn**2
    return np.where(monthly_churn > 0, ever, np.nan)


@formula
def ltv_dcf(
    *, yearly_margin: Numbers, yearly_churn: Numbers, yearly_growth: Numbers, discount_rate: Numbers
) -> Numbers:
    """Lifetime value, discounted, with margin that grows in a straight line (money per account).

    Formula: LTV = a x (1 / (1 - K) + G K / (1 - K)^2), with K = (1 - c)(1 - d), a the first year's margin and
        G its growth per year as a share of a; all rates per year
    Variants: Skok discounts by 1 - d; the usual 1 / (1 + d) gives a little more.
    Source: D. Skok, "What's your TRUE customer lifetime value (LTV)? - DCF provides the answer"
        (forentrepreneurs.com).
    Undefined: K of 1 or more: neither churn nor discount.

    >>> print(ltv_dcf(yearly_margin=1_000, yearly_churn=0.2, yearly_growth=0.1, discount_rate=0.375).round(6))
    2200.0
    """
    kept = worth.kept_and_discounted(yearly_churn=yearly_churn, discount_rate=discount_rate)
    ltv: Figure = worth.ltv_dcf(
        margin=yearly_margin / 12, yearly_growth=yearly_growth, kept_and_discounted=kept, yearly_churn=yearly_churn,
        discount_rate=discount_rate, earns_nothing=yearly_margin <= 0,
    )  # fmt: skip
    return ltv.values
