"""What it costs to win an account, and what one gets for it."""

import numpy as np

from model.formulas.arithmetic import Numbers, added_up, formula

__all__ = ["blended", "cac", "cac_lag_adjusted", "conversion_rate", "ltv_cac"]


@formula
def conversion_rate(*, started: Numbers, converted: Numbers) -> Numbers:
    """Share of those at one stage who reach the next (share of those whose stage ended in the period).

    Formula: conversion = converted / started
    Variants: trial conversion, win rate, the bowtie's CR1 to CR5. Who is still in the stage counts in
        neither.
    Source: Stripe, "Billing analytics", trial conversion (docs.stripe.com/billing/subscriptions/analytics).
    Undefined: none started.

    >>> print(conversion_rate(started=100, converted=15))
    0.15
    """
    return converted / started


@formula
def cac(*, acquisition_spend: Numbers, new_accounts: Numbers) -> Numbers:
    """Customer acquisition cost (money per new account).

    Formula: CAC = spend / new accounts, both of the same period
    Variants: by what counts as spend: all sales and marketing (blended, "fully loaded" with salaries and
        tools); only what is aimed at new customers, without account managers and promotion to customers; with
        the cost of onboarding. Paid CAC divides paid channels by the accounts that they brought. See
        `cac_lag_adjusted`.
    Source: D. McCarthy, "Customer acquisition cost" (Younger Eats), in github:abdullahau/customer-analytics.
    Undefined: no new accounts (some tools print 0).

    >>> print(cac(acquisition_spend=500_000, new_accounts=100))
    5000.0
    """
    return acquisition_spend / new_accounts


@formula
def cac_lag_adjusted(
    *,
    monthly_spend: Numbers,
    acquisition_share: Numbers,
    lag_months: Numbers,
    spread_months: Numbers,
    new_accounts: Numbers,
) -> Numbers:
    """CAC of each month, from the spending that won that month's accounts (money per new account, by month).

    Formula: CAC(t) = sum over channels and their delays of share x spend(t - delay) / spread, over new
        accounts(t); a channel works from `lag_months` after the spending on, in equal parts over
        `spread_months`
    Variants: lag 0 and spread 1 is `cac` of the acquisition shares. A negative lag is money spent afterwards,
        such as on onboarding. `monthly_spend` has a row per channel; share, lag and spread have a value per
        channel.
    Source: D. McCarthy, "Customer acquisition cost" (Younger Eats), in github:abdullahau/customer-analytics.
    Undefined: months whose spending lies outside the given months; no new accounts.

    >>> print(cac_lag_adjusted(monthly_spend=[[10, 20, 30]], acquisition_share=[0.8], lag_months=[1],
    ...                        spread_months=[1], new_accounts=[1, 1, 2]))
    [nan  8.  8.]
    """
    spend, accounts = np.atleast_2d(monthly_spend), np.atleast_1d(new_accounts)
    share, lag, spread = (np.atleast_1d(given)[:, None] for given in (acquisition_share, lag_months, spread_months))
    delay = np.arange(int(lag.min()), int((lag + spread).max()))
    weight = np.where((delay >= lag) & (delay < lag + spread), share / spread, 0.0)  # channel, delay
    spent_in = np.arange(accounts.shape[-1])[:, None] - delay  # month, delay
    months = spend.shape[-1]
    known = (spent_in >= 0) & (spent_in < months)
    read = np.where(known, spend[:, np.clip(spent_in, 0, months - 1)], np.nan)  # channel, month, delay
    won_by = np.where(weight[:, None, :] > 0, weight[:, None, :] * read, 0.0)
    per_month: Numbers = won_by.sum(axis=(0, 2)) / accounts
    return per_month


@formula
def ltv_cac(*, ltv: Numbers, cac: Numbers, onboarding_rate: Numbers = 1.0) -> Numbers:
    """Lifetime value per money spent on acquisition (a plain number: 3 is "3 : 1").

    Formula: LTV:CAC = CR5 x LTV / CAC
    Variants: by the LTV used, which should always be named. CR5 is the share of signed accounts that reach
        first value; it is 1 in publications, whose CAC is per live account. 3 or more is the usual guideline.
    Source: D. Skok, "SaaS Metrics 2.0" (forentrepreneurs.com/saas-metrics-2).
    Undefined: CAC 0 (some tools print 0).

    >>> print(ltv_cac(ltv=15_000, cac=6_000))
    2.5
    """
    return onboarding_rate * ltv / cac


@formula
def blended(*, values: Numbers, weights: Numbers) -> Numbers:
    """Average of a measure over segments by weight (in the measure's unit); segments on the last axis.

    Formula: blended = sum of weight x value / sum of weights
    Variants: LTV and CAC are blended by new accounts, ARPA by accounts, churn by opening MRR. Ratios are not
        blended: a company's LTV:CAC is blended LTV over blended CAC.
    Source: github:nmalinowski/Product-Manager-Skills, saas-economics-efficiency-metrics, whose printed blend
        differs.
    Undefined: weights that add up to 0.

    >>> print(blended(values=[6_000, 51_000, 440_000], weights=[50, 40, 10]))
    67400.0
    """
    return added_up(values * weights) / added_up(weights + 0 * values)
