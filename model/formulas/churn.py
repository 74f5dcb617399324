"""What leaves: accounts and MRR lost in a period. The denominator is in the name, for there are several."""

from model.formulas.arithmetic import Numbers, formula

__all__ = [
    "churned_accounts",
    "customer_churn",
    "customer_churn_average",
    "customer_churn_stripe",
    "revenue_churn_gross",
    "revenue_churn_net",
]


@formula
def churned_accounts(*, opening_accounts: Numbers, new_accounts: Numbers, closing_accounts: Numbers) -> Numbers:
    """Accounts lost in a period (accounts), from the counts at both ends.

    Formula: churned = opening + new - closing
    Variants: net of win-backs, when those are not counted as new.
    Source: DISH Network, quarterly filings: gross additions less net additions.
    Undefined: never.

    >>> print(churned_accounts(opening_accounts=100, new_accounts=20, closing_accounts=110))
    10.0
    """
    return opening_accounts + new_accounts - closing_accounts


@formula
def customer_churn(*, opening_accounts: Numbers, churned_accounts: Numbers) -> Numbers:
    """Customer churn over the opening accounts (share, per period): the usual definition.

    Formula: churn = churned / opening
    Variants: logo churn. Other denominators: `customer_churn_average`, `customer_churn_stripe`.
    Source: github:dot-org-ai/primitives.org.ai, business-as-code metrics; D. Skok, "SaaS Metrics 2.0".
    Undefined: no opening accounts (some tools print 0).

    >>> print(customer_churn(opening_accounts=100, churned_accounts=5))
    0.05
    """
    return churned_accounts / opening_accounts


@formula
def customer_churn_average(
    *, opening_accounts: Numbers, closing_accounts: Numbers, churned_accounts: Numbers, months: Numbers = 1.0
) -> Numbers:
    """Average monthly customer churn over the average of opening and closing accounts (share per month).

    Formula: churn = churned / ((opening + closing) / 2) / months
    Variants: the form in the filings of pay-TV and telephone companies, who count three months and print one.
    Source: DISH Network, quarterly filings ("average monthly churn rate").
    Undefined: no accounts at either end; 0 months.

    >>> print(customer_churn_average(opening_accounts=101, closing_accounts=99, churned_accounts=6, months=3))
    0.02
    """
    return churned_accounts / ((opening_accounts + closing_accounts) / 2) / months


@formula
def customer_churn_stripe(*, opening_accounts: Numbers, new_accounts: Numbers, churned_accounts: Numbers) -> Numbers:
    """Customer churn over all who were customers in the period, new ones included (share, per period).

    Formula: churn = churned / (opening + new)
    Variants: Stripe's; with accounts signed in the period it is lower than `customer_churn`.
    Source: Stripe, "Billing analytics" (docs.stripe.com/billing/subscriptions/analytics).
    Undefined: no account in the period.

    >>> print(customer_churn_stripe(opening_accounts=1_000, new_accounts=100, churned_accounts=100).round(4))
    0.0909
    """
    return churned_accounts / (opening_accounts + new_accounts)


@formula
def revenue_churn_gross(*, opening_mrr: Numbers, churned_mrr: Numbers, contraction_mrr: Numbers = 0.0) -> Numbers:
    """Gross MRR churn (share of opening MRR, per period): all that is lost, nothing gained set against it.

    Formula: gross churn = (churn + contraction) / opening = 1 - GRR
    Variants: without contraction it is "revenue churn", "MRR churn" or "cancellation" in some tools.
    Source: ChartMogul, "MRR churn rate" (help.chartmogul.com/hc/en-us/articles/203359341).
    Undefined: no opening MRR (some tools print 0).

    >>> print(revenue_churn_gross(opening_mrr=100, churned_mrr=10, contraction_mrr=10))
    0.2
    """
    return (churned_mrr + contraction_mrr) / opening_mrr


@formula
def revenue_churn_net(
    *,
    opening_mrr: Numbers,
    churned_mrr: Numbers = 0.0,
    contraction_mrr: Numbers = 0.0,
    expansion_mrr: Numbers = 0.0,
) -> Numbers:
    """Net MRR churn (share of opening MRR, per period); negative when expansion exceeds the losses.

    Formula: net churn = (churn + contraction - expansion) / opening = 1 - NRR
    Variants: ChartMogul offers a sum of daily rates, which differs from the monthly ratio when the base
        moves.
    Source: bigdelta, "Negative churn" (bigdelta.com/library/metrics/negative-churn); ChartMogul, "Net MRR
        churn rate" (help.chartmogul.com/hc/en-us/articles/4414075567250).
    Undefined: no opening MRR (some tools print 0).

    >>> print(revenue_churn_net(opening_mrr=20_000, churned_mrr=1_200, contraction_mrr=800,
    ...                         expansion_mrr=3_000))
    -0.05
    """
    return (churned_mrr + contraction_mrr - expansion_mrr) / opening_mrr
