"""How fast, how far and at what price the company grows."""

import numpy as np

from model.formulas.arithmetic import Numbers, formula

__all__ = [
    "burn_multiple",
    "magic_number",
    "magic_number_arr",
    "months_to_target",
    "mrr_ceiling",
    "quick_ratio",
    "rule_of_40",
]


@formula
def mrr_ceiling(*, new_mrr: Numbers, monthly_net_churn: Numbers) -> Numbers:
    """Level that MRR approaches when new MRR and churn stay as they are (money per month).

    Formula: ceiling = new MRR per month / net MRR churn per month
    Variants: growth ceiling, maximum MRR; in customers with new customers and customer churn. It is inverse
        to churn: from 5% to 4% lifts it by a quarter, only halved churn doubles it.
    Source: Mowt, "Maximum MRR calculator" (mowt.pages.dev/tools/maximum-mrr-calculator).
    Undefined: net churn 0 or negative: no ceiling.

    >>> print(mrr_ceiling(new_mrr=10_000, monthly_net_churn=[0.05, 0.025, 0]))
    [200000. 400000.     nan]
    """
    return np.where(monthly_net_churn > 0, new_mrr / monthly_net_churn, np.nan)


@formula
def quick_ratio(
    *,
    new_mrr: Numbers,
    expansion_mrr: Numbers = 0.0,
    reactivation_mrr: Numbers = 0.0,
    churned_mrr: Numbers = 0.0,
    contraction_mrr: Numbers = 0.0,
) -> Numbers:
    """MRR gained per MRR lost in a period (a plain number; 4 is a usual benchmark).

    Formula: quick ratio = (new + expansion + reactivation) / (churn + contraction)
    Variants: in customers, new over churned ones, by putting those in place of MRR.
    Source: ProfitWell, "SaaS Quick Ratio" (learn.profitwell.com), after M. Hamid.
    Undefined: nothing lost (elsewhere: infinity, 0 or left blank).

    >>> print(quick_ratio(new_mrr=40_000, expansion_mrr=5_000, churned_mrr=32_000, contraction_mrr=8_000))
    1.125
    """
    return (new_mrr + expansion_mrr + reactivation_mrr) / (churned_mrr + contraction_mrr)


@formula
def magic_number(
    *, quarter_revenue: Numbers, previous_quarter_revenue: Numbers, previous_quarter_spend: Numbers
) -> Numbers:
    """Yearly revenue gained per money of sales and marketing, from quarterly revenue (a plain number).

    Formula: magic number = 4 x (revenue - revenue of the quarter before) / sales and marketing of the quarter
        before
    Variants: with ARR, which is yearly already, there is no 4: `magic_number_arr`.
    Source: Scale Venture Partners, "The Magic Number" (scalevp.com); L. Leckie, "Magic Number for SaaS
        Companies" (2008).
    Undefined: no spend (some tools print 0).

    >>> print(magic_number(quarter_revenue=2.5e6, previous_quarter_revenue=2e6, previous_quarter_spend=8e5))
    2.5
    """
    return 4 * (quarter_revenue - previous_quarter_revenue) / previous_quarter_spend


@formula
def magic_number_arr(*, net_new_arr: Numbers, sales_and_marketing_spend: Numbers) -> Numbers:
    """ARR gained per money of sales and marketing (a plain number); both of periods of the same length.

    Formula: magic number = net new ARR / sales and marketing
    Variants: net sales efficiency; spend of the same period or of the one before. Put into the formula with
        the 4, net new ARR comes out four times too high.
    Source: github:dot-org-ai/primitives.org.ai, business-as-code metrics.
    Undefined: no spend (some tools print 0).

    >>> print(magic_number_arr(net_new_arr=50_000, sales_and_marketing_spend=100_000))
    0.5
    """
    return net_new_arr / sales_and_marketing_spend


@formula
def burn_multiple(*, net_burn: Numbers, net_new_arr: Numbers) -> Numbers:
    """Money burned per ARR gained (a plain number; lower is better); both of the same period.

    Formula: burn multiple = net burn / net new ARR
    Variants: the inverse is ARR per money burned (Bessemer's efficiency score). Negative when no money is
        burned.
    Source: D. Sacks, "The Burn Multiple" (2020).
    Undefined: no net new ARR, or ARR that shrinks (elsewhere: infinity, or a negative that looks good).

    >>> print(burn_multiple(net_burn=450_000, net_new_arr=300_000))
    1.5
    """
    return np.where(net_new_arr > 0, net_burn / net_new_arr, np.nan)


@formula
def rule_of_40(*, yearly_growth: Numbers, profit_margin: Numbers) -> Numbers:
    """Growth and profit margin together (share; 0.4 or more passes).

    Formula: score = yearly revenue growth + profit margin
    Variants: by the margin: EBITDA, operating profit or free cash flow; by the growth: revenue or ARR.
    Source: B. Feld, "The Rule of 40% for a Healthy SaaS Company" (2015); USV, "The Rule of 40%" (usv.com).
    Undefined: never.

    >>> print(rule_of_40(yearly_growth=0.55, profit_margin=-0.10).round(12))
    0.45
    """
    return yearly_growth + profit_margin


@formula
def months_to_target(*, target: Numbers, net_new_per_month: Numbers, current: Numbers = 0.0) -> Numbers:
    """Months until a target is reached in a straight line (months); of accounts, MRR or any stock.

    Formula: months = (target - current) / net new per month
    Variants: with churn the net new shrinks as the stock grows, see `mrr_ceiling`.
    Source: FinModelBuilder, "SaaS break-even analysis"
        (finmodelbuilder.com/blog/saas-break-even-analysis.html).
    Undefined: nothing net new. Special cases: 0 when the target is reached already.

    >>> print(months_to_target(target=500, net_new_per_month=20))
    25.0
    """
    missing = np.maximum(target - current, 0)
    return np.where(missing == 0, 0.0, np.where(net_new_per_month > 0, missing / net_new_per_month, np.nan))
