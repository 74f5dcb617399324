"""A month's rate as a year's and back: by compounding, never by 12. Exact also for rates near 0."""

import numpy as np

from model.formulas.arithmetic import Numbers, compounded, formula

__all__ = [
    "monthly_churn_from_yearly",
    "monthly_growth_from_yearly",
    "monthly_retention_from_yearly",
    "yearly_churn_from_monthly",
    "yearly_growth_from_monthly",
    "yearly_retention_from_monthly",
]


@formula
def yearly_churn_from_monthly(*, monthly_churn: Numbers) -> Numbers:
    """Churn of a year in which every month has this churn (share per year).

    Formula: yearly = 1 - (1 - monthly)^12
    Variants: 12 x monthly, in many articles, is too high: 2% a month is 21.5% a year.
    Source: D. Skok, "SaaS Metrics 2.0" (forentrepreneurs.com/saas-metrics-2).
    Undefined: churn above 1. Special cases: 1 stays 1.

    >>> print(yearly_churn_from_monthly(monthly_churn=0.02).round(5))
    0.21528
    """
    return -compounded(-monthly_churn, 12)


@formula
def monthly_churn_from_yearly(*, yearly_churn: Numbers) -> Numbers:
    """Churn of each month that makes up a year's churn (share per month).

    Formula: monthly = 1 - (1 - yearly)^(1/12)
    Variants: yearly / 12 is too low.
    Source: D. Skok, "SaaS Metrics 2.0" (forentrepreneurs.com/saas-metrics-2), solved for the month.
    Undefined: churn above 1. Special cases: 1 stays 1.

    >>> print(monthly_churn_from_yearly(yearly_churn=0.1).round(5))
    0.00874
    """
    return -compounded(-yearly_churn, 1 / 12)


@formula
def yearly_growth_from_monthly(*, monthly_growth: Numbers) -> Numbers:
    """Growth of a year in which every month has this growth (share per year).

    Formula: yearly = (1 + monthly)^12 - 1
    Variants: also of interest and discount rates (effective yearly rate). 2% a month is 26.8% a year.
    Source: arithmetic of compound interest.
    Undefined: growth below −1.

    >>> print(yearly_growth_from_monthly(monthly_growth=0.02).round(5))
    0.26824
    """
    return compounded(monthly_growth, 12)


@formula
def monthly_growth_from_yearly(*, yearly_growth: Numbers) -> Numbers:
    """Growth of each month that makes up a year's growth (share per month); of discount rates too.

    Formula: monthly = (1 + yearly)^(1/12) - 1
    Variants: yearly / 12 is too high.
    Source: Pulse RevOps, "q105" (pulserevops.com/sales-trainings/q105), for a discount rate.
    Undefined: growth below −1.

    >>> print(monthly_growth_from_yearly(yearly_growth=0.118).round(6))
    0.009338
    """
    return compounded(yearly_growth, 1 / 12)


@formula
def yearly_retention_from_monthly(*, monthly_retention: Numbers) -> Numbers:
    """Retention of a year in which every month has this retention (share per year); for NRR, GRR and logos.

    Formula: yearly = monthly^12
    Variants: monthly movements x 12 over opening ARR give the month's ratio again, not the year's.
    Source: arithmetic of compounding.
    Undefined: never.

    >>> print(yearly_retention_from_monthly(monthly_retention=1.02).round(4))
    1.2682
    """
    return np.power(monthly_retention, 12)


@formula
def monthly_retention_from_yearly(*, yearly_retention: Numbers) -> Numbers:
    """Retention of each month that makes up a year's retention (share per month); for NRR, GRR and logos.

    Formula: monthly = yearly^(1/12)
    Variants: none.
    Source: Pulse RevOps, "q105" (pulserevops.com/sales-trainings/q105).
    Undefined: negative retention.

    >>> print(monthly_retention_from_yearly(yearly_retention=1.12).round(6))
    1.009489
    """
    return np.power(yearly_retention, 1 / 12)
