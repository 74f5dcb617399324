"""Recurring revenue: what it is, what moves it, what it is per account."""

from model.formulas.arithmetic import Numbers, added_up, formula

__all__ = ["arpa", "arpu", "arr", "closing_mrr", "growth_rate", "mrr", "net_new_mrr"]


@formula
def mrr(*, subscribers: Numbers, price: Numbers, billing_months: Numbers = 1.0) -> Numbers:
    """Monthly recurring revenue of some plans (money per month); plans along the last axis are added up.

    Formula: MRR = sum over plans of subscribers x price / months that the price pays for
    Variants: of cancelled or downgraded plans only, it is churned or contraction MRR; a yearly price counts a
        twelfth a month; one-off fees and usage do not count.
    Source: Stripe, "Billing analytics" (docs.stripe.com/billing/subscriptions/analytics).
    Undefined: a price that pays for 0 months.

    >>> print(mrr(subscribers=[100, 50], price=[100, 600], billing_months=[1, 12]))
    12500.0
    """
    return added_up(subscribers * price / billing_months)


@formula
def net_new_mrr(
    *,
    new_mrr: Numbers = 0.0,
    expansion_mrr: Numbers = 0.0,
    price_mrr: Numbers = 0.0,
    contraction_mrr: Numbers = 0.0,
    churned_mrr: Numbers = 0.0,
    reactivation_mrr: Numbers = 0.0,
) -> Numbers:
    """Change of MRR in a period (money per month), from its movements; every movement is given as >= 0.

    Formula: net new MRR = new + expansion + price + reactivation - contraction - churn
    Variants: many sources count price rises as expansion and reactivation as new MRR; both may be left out.
    Source: ProfitWell, "SaaS Quick Ratio"; MetricKit, "MRR waterfall calculator".
    Undefined: never.

    >>> print(net_new_mrr(new_mrr=1_000, expansion_mrr=500, contraction_mrr=3_000, churned_mrr=2_000))
    -3500.0
    """
    return new_mrr + expansion_mrr + price_mrr + reactivation_mrr - contraction_mrr - churned_mrr


@formula
def closing_mrr(
    *,
    opening_mrr: Numbers,
    new_mrr: Numbers = 0.0,
    expansion_mrr: Numbers = 0.0,
    price_mrr: Numbers = 0.0,
    contraction_mrr: Numbers = 0.0,
    churned_mrr: Numbers = 0.0,
    reactivation_mrr: Numbers = 0.0,
) -> Numbers:
    """MRR at the end of a period (money per month): the MRR waterfall, also called MRR bridge or
    roll-forward.

    Formula: closing = opening + new + expansion + price + reactivation - contraction - churn
    Variants: as of `net_new_mrr`.
    Source: MetricKit, "MRR waterfall calculator" (metrickittools.com/saas-metrics/mrr-waterfall-calculator).
    Undefined: never.

    >>> print(closing_mrr(opening_mrr=200_000, new_mrr=12_000, expansion_mrr=8_000, contraction_mrr=3_000,
    ...                   churned_mrr=5_000))
    212000.0
    """
    return opening_mrr + net_new_mrr(
        new_mrr=new_mrr,
        expansion_mrr=expansion_mrr,
        price_mrr=price_mrr,
        contraction_mrr=contraction_mrr,
        churned_mrr=churned_mrr,
        reactivation_mrr=reactivation_mrr,
    )


@formula
def arr(*, mrr: Numbers) -> Numbers:
    """Annual recurring revenue, or run rate (money per year).

    Formula: ARR = 12 x MRR
    Variants: companies with yearly contracts add up contract values instead; ARR of contracts signed but not
        live yet is "committed" ARR (CARR).
    Source: github:nmalinowski/Product-Manager-Skills, saas-revenue-growth-metrics.
    Undefined: never.

    >>> print(arr(mrr=550_000))
    6600000.0
    """
    return 12 * mrr


@formula
def arpa(*, mrr: Numbers, accounts: Numbers) -> Numbers:
    """Average revenue per account (money per account and month).

    Formula: ARPA = MRR / accounts
    Variants: ACV is 12 x ARPA; of new accounts only it is the average selling price.
    Source: Vareto, "Average revenue per account" (vareto.com/glossary-terms/average-revenue-per-account).
    Undefined: no accounts.

    >>> print(arpa(mrr=35_000, accounts=10))
    3500.0
    """
    return mrr / accounts


@formula
def arpu(*, mrr: Numbers, users: Numbers) -> Numbers:
    """Average revenue per user (money per user and month).

    Formula: ARPU = MRR / users
    Variants: one account may have many users; where each account is one subscriber, ARPU and ARPA are the
        same (Stripe divides by active subscribers at the end of the period).
    Source: Stripe, "Billing analytics" (docs.stripe.com/billing/subscriptions/analytics).
    Undefined: no users.

    >>> print(arpu(mrr=50_000, users=100))
    500.0
    """
    return mrr / users


@formula
def growth_rate(*, current: Numbers, previous: Numbers) -> Numbers:
    """Growth from one period to the next (share of the previous, per the period between the two).

    Formula: growth = current / previous - 1
    Variants: month over month (MoM), quarter over quarter (QoQ), year over year (YoY): the period is the
        caller's.
    Source: github:dot-org-ai/primitives.org.ai, business-as-code metrics.
    Undefined: previous 0 (some tools print 0 there).

    >>> print(growth_rate(current=150_000, previous=100_000))
    0.5
    """
    return (current - previous) / previous
