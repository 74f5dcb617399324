"""What stays: revenue and accounts that are still there at the end of a period, and what grows on them."""

import numpy as np

from model.formulas.arithmetic import Numbers, compounded, formula

__all__ = [
    "accounts_lost",
    "expansion_rate",
    "grr",
    "logo_retention",
    "nrr",
    "required_expansion_rate",
    "survivors",
]


@formula
def nrr(
    *,
    opening_mrr: Numbers,
    expansion_mrr: Numbers = 0.0,
    contraction_mrr: Numbers = 0.0,
    churned_mrr: Numbers = 0.0,
) -> Numbers:
    """Net revenue retention (share of opening MRR, per period): the opening accounts' MRR at the end, growth
    included, new accounts left out.

    Formula: NRR = (opening + expansion - contraction - churn) / opening
    Variants: net dollar retention (NDR); of the whole base, or of the contracts up for renewal only (then all
        four are contract values of those); revenue instead of MRR. Monthly movements over opening MRR give a
        monthly NRR: a year of it is its 12th power, not its 12-fold.
    Source: Klipfolio, "GRR vs NRR" (klipfolio.com/metrics/difference/grr-vs-nrr); D. Skok, "SaaS Metrics
        2.0".
    Undefined: no opening MRR (some tools print 0).

    >>> print(nrr(opening_mrr=100_000, expansion_mrr=15_000, contraction_mrr=5_000, churned_mrr=8_000))
    1.02
    """
    return (opening_mrr + expansion_mrr - contraction_mrr - churned_mrr) / opening_mrr


@formula
def grr(*, opening_mrr: Numbers, contraction_mrr: Numbers = 0.0, churned_mrr: Numbers = 0.0) -> Numbers:
    """Gross revenue retention (share of opening MRR, per period): what is left without any expansion.

    Formula: GRR = (opening - contraction - churn) / opening
    Variants: gross dollar retention (GDR). Never above 1, as both losses are >= 0. A few sources call logo
        retention "gross retention".
    Source: Klipfolio, "GRR vs NRR" (klipfolio.com/metrics/difference/grr-vs-nrr); Subscript, "Calculating
        retention" (subscript.com/the-dive/calculating-retention).
    Undefined: no opening MRR (some tools print 0).

    >>> print(grr(opening_mrr=200_000, contraction_mrr=1_000, churned_mrr=2_000))
    0.985
    """
    return (opening_mrr - contraction_mrr - churned_mrr) / opening_mrr


@formula
def logo_retention(*, opening_accounts: Numbers, closing_accounts: Numbers, new_accounts: Numbers = 0.0) -> Numbers:
    """Share of the opening accounts that are still customers at the end (per period).

    Formula: logo retention = (closing - new) / opening
    Variants: customer retention rate (CRR); "gross retention" in some glossaries. 1 - `customer_churn`.
    Source: QuantLedger, "Logo retention vs dollar retention"
        (quantledger.app/blog/logo-retention-vs-dollar-retention).
    Undefined: no opening accounts.

    >>> print(logo_retention(opening_accounts=100, closing_accounts=110, new_accounts=20))
    0.9
    """
    return (closing_accounts - new_accounts) / opening_accounts


@formula
def expansion_rate(*, opening_mrr: Numbers, expansion_mrr: Numbers) -> Numbers:
    """Growth of the opening accounts' MRR (share of opening MRR, per period).

    Formula: expansion rate = expansion / opening
    Variants: gross, upgrades alone; net, when downgrades and churn are taken off the expansion first, and
        then it is NRR - 1.
    Source: Upzelo, "Expansion MRR" (upzelo.com/glossary/expansion-mrr).
    Undefined: no opening MRR.

    >>> print(expansion_rate(opening_mrr=5_000, expansion_mrr=1_000))
    0.2
    """
    return expansion_mrr / opening_mrr


@formula
def required_expansion_rate(*, target_nrr: Numbers, mrr_churn: Numbers, contraction_rate: Numbers = 0.0) -> Numbers:
    """Expansion that reaches an NRR (share of opening MRR; all four per the same period).

    Formula: expansion = target NRR - 1 + churn + contraction
    Variants: negative when the target is reached without expansion.
    Source: MetricKit, "Retention targets planner"
        (metrickittools.com/saas-metrics/retention-targets-planner-calculator).
    Undefined: never.

    >>> print(required_expansion_rate(target_nrr=1.02, mrr_churn=0.015, contraction_rate=0.005).round(12))
    0.04
    """
    return target_nrr - 1 + mrr_churn + contraction_rate


@formula
def survivors(*, opening_accounts: Numbers, monthly_churn: Numbers, months: Numbers) -> Numbers:
    """Accounts of a cohort that are left after some months (accounts); of 1 account, the retention curve.

    Formula: survivors = opening x (1 - c)^months
    Variants: at one constant churn; real cohorts lose more at first and less later.
    Source: Stripe, "Billing analytics", retention by cohort
        (docs.stripe.com/billing/subscriptions/analytics).
    Undefined: churn above 1 over a part of a month.

    >>> print(survivors(opening_accounts=1, monthly_churn=0.1, months=[1, 2, 3]).round(3))
    [0.9   0.81  0.729]
    """
    return opening_accounts * np.power(1 - monthly_churn, months)


@formula
def accounts_lost(*, opening_accounts: Numbers, monthly_churn: Numbers, months: Numbers) -> Numbers:
    """Accounts of a cohort that are gone after some months (accounts).

    Formula: lost = opening x (1 - (1 - c)^months) = opening - survivors
    Variants: months x churn overstates it: who has left cannot leave again.
    Source: Eustatiu, "Churn rate guide" (eustatiu.com/en/guides/churn-rate-guide).
    Undefined: churn above 1.

    >>> print(accounts_lost(opening_accounts=1_000, monthly_churn=0.03, months=12).round(1))
    306.2
    """
    return opening_accounts * -compounded(-monthly_churn, months)
