"""How long until an account has earned back what it cost to win it. Every form has its own name."""

import numpy as np

from model.formulas.arithmetic import Numbers, formula

__all__ = [
    "expected_margins",
    "payback_margin",
    "payback_on_net_new",
    "payback_revenue",
    "payback_survival",
    "payback_with_sales_cycle",
]


@formula
def payback_revenue(*, cac: Numbers, arpa: Numbers, onboarding_rate: Numbers = 1.0) -> Numbers:
    """CAC payback on revenue, without gross margin (months).

    Formula: payback = CAC / (CR5 x ARPA)
    Variants: flatters: costs of delivery are left out. CR5 is the share of signed accounts that reach first
        value, 1 in publications. Some sources put all of a month's sales and marketing where CAC belongs.
    Source: Benny, "Break-even CAC" (benny.ghost.io/blog/break-even-cac).
    Undefined: no revenue, or nobody onboarded.

    >>> print(payback_revenue(cac=300, arpa=50))
    6.0
    """
    earned = onboarding_rate * arpa
    return np.where(earned > 0, cac / earned, np.nan)


@formula
def payback_margin(*, cac: Numbers, monthly_margin: Numbers, onboarding_rate: Numbers = 1.0) -> Numbers:
    """CAC payback on margin (months): the one that the guideline of 12 months is about.

    Formula: payback = CAC / (CR5 x margin), in publications CAC / (ARPA x gross margin)
    Variants: leaves churn out, see `payback_survival`; without margin, see `payback_revenue`.
    Source: D. Skok, "SaaS Metrics 2.0" (forentrepreneurs.com/saas-metrics-2): months to recover CAC.
    Undefined: margin 0 or less, or nobody onboarded: it is never earned back. Special cases: CAC 0 gives 0.

    >>> print(payback_margin(cac=600, monthly_margin=80))
    7.5
    """
    earned = onboarding_rate * monthly_margin
    return np.where(earned > 0, cac / earned, np.nan)


@formula
def payback_on_net_new(
    *, sales_and_marketing_spend: Numbers, net_new_mrr: Numbers, gross_margin: Numbers = 1.0
) -> Numbers:
    """CAC payback in aggregate, on net new MRR (months); spend and net new MRR of the same period.

    Formula: payback = sales and marketing / (net new MRR x gross margin)
    Variants: on net new MRR churn is taken off and expansion counted, so it is not the payback of one
        account; on new-customer MRR it is `payback_margin` of the average account.
    Source: Union Square Consulting, post on CAC payback.
    Undefined: no net new MRR.

    >>> print(payback_on_net_new(sales_and_marketing_spend=24e6, net_new_mrr=2.5e6, gross_margin=0.8))
    12.0
    """
    earned = net_new_mrr * gross_margin
    return np.where(earned > 0, sales_and_marketing_spend / earned, np.nan)


@formula
def payback_with_sales_cycle(*, payback_months: Numbers, sales_cycle_months: Numbers) -> Numbers:
    """Months from the first money spent on an account until it is earned back (months).

    Formula: sales cycle + payback
    Variants: the account is signed at the end of the sales cycle; rounded up, it is the month of the last
        payment.
    Source: github:nmalinowski/Product-Manager-Skills, saas-economics-efficiency-metrics ("cash trap").
    Undefined: payback undefined.

    >>> print(payback_with_sales_cycle(payback_months=11.3, sales_cycle_months=6))
    17.3
    """
    return payback_months + sales_cycle_months


@formula
def expected_margins(*, monthly_margin: Numbers, churn_by_month: Numbers, monthly_expansion: Numbers = 0.0) -> Numbers:
    """Expected margin of an account in each month of its life (money per account and month, months last).

    Formula: margin(t) = margin x (1 - c1)...(1 - c(t-1)) x (1 + expansion)^(t-1)
    Variants: the first month is whole, as when paid in advance; tables that let churn act first start with
        the second. `churn_by_month` has a value per month, so that early churn may be higher.
    Source: MetricKit, "Cohort payback curve"
        (metrickittools.com/saas-metrics/cohort-payback-curve-calculator).
    Undefined: never.

    >>> print(expected_margins(monthly_margin=100, churn_by_month=[0.1, 0.1, 0.1]).round(6))
    [100.  90.  81.]
    """
    kept = np.cumprod(1 - np.atleast_1d(churn_by_month), axis=-1)
    alive = np.concatenate([np.ones_like(kept[..., :1]), kept[..., :-1]], axis=-1)
    grown = np.power(np.expand_dims(1 + monthly_expansion, -1), np.arange(kept.shape[-1]))
    margins: Numbers = np.expand_dims(monthly_margin, -1) * alive * grown
    return margins


@formula
def payback_survival(*, cac: Numbers, margins_by_month: Numbers) -> Numbers:
    """CAC payback with churn (months): when expected margins, added up, reach CAC; months on the last axis.

    Formula: the smallest n with margin(1) + ... + margin(n) >= CAC, with a straight line within the month
    Variants: churn-adjusted payback; rounded up it is the month itself. Margins as of `expected_margins`.
    Source: MetricKit, "Cohort payback curve"
        (metrickittools.com/saas-metrics/cohort-payback-curve-calculator).
    Undefined: not reached within the given months.

    >>> print(payback_survival(cac=190, margins_by_month=[100, 90, 81]))
    2.0
    >>> print(payback_survival(cac=[50, 1_000], margins_by_month=[100, 90, 81]))
    [0.5 nan]
    """
    margins, needed = np.atleast_1d(margins_by_month), np.expand_dims(cac, -1)
    earned = np.cumsum(margins, axis=-1)
    reached = earned >= needed * (1 - 1e-9)
    last = np.argmax(reached, axis=-1)[..., None]  # the month that reaches it, from 0
    margins, earned, needed = np.broadcast_arrays(margins, earned, needed)
    of_month = np.take_along_axis(margins, last, axis=-1)
    before = np.take_along_axis(earned, last, axis=-1) - of_month
    months = last + (needed[..., :1] - before) / of_month
    return np.where(reached.any(axis=-1), np.where(needed[..., 0] > 0, months[..., 0], 0.0), np.nan)
