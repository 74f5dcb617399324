"""Profit and cash: margins, burn, runway and break-even."""

import numpy as np

from model.formulas.arithmetic import Numbers, formula, whole_up

__all__ = [
    "break_even_accounts",
    "break_even_mrr",
    "contribution_margin",
    "gross_burn",
    "net_burn",
    "operating_expenses",
    "operating_profit",
    "profit_margin",
    "runway_months",
]


@formula
def operating_expenses(
    *,
    sales_and_marketing: Numbers = 0.0,
    research_and_development: Numbers = 0.0,
    general_and_administrative: Numbers = 0.0,
) -> Numbers:
    """Operating expenses (money, per period): all costs but the cost of revenue.

    Formula: opex = sales and marketing + R&D + G&A
    Variants: customer success counts in cost of revenue or in sales and marketing: companies differ.
    Source: github:nmalinowski/Product-Manager-Skills, saas-economics-efficiency-metrics.
    Undefined: never.

    >>> print(operating_expenses(sales_and_marketing=5e6, research_and_development=3e6,
    ...                          general_and_administrative=1e6))
    9000000.0
    """
    return sales_and_marketing + research_and_development + general_and_administrative


@formula
def operating_profit(*, revenue: Numbers, cogs: Numbers = 0.0, operating_expenses: Numbers = 0.0) -> Numbers:
    """Operating profit (money, per period); negative is a loss.

    Formula: profit = revenue - cost of revenue - operating expenses
    Variants: EBITDA before depreciation; net income after interest and tax.
    Source: github:nmalinowski/Product-Manager-Skills, saas-economics-efficiency-metrics.
    Undefined: never.

    >>> print(operating_profit(revenue=10e6, cogs=2e6, operating_expenses=9e6))
    -1000000.0
    """
    return revenue - cogs - operating_expenses


@formula
def profit_margin(*, profit: Numbers, revenue: Numbers) -> Numbers:
    """Profit as a share of revenue (share, per period).

    Formula: margin = profit / revenue
    Variants: gross, operating, EBITDA or net margin, by the profit put in.
    Source: BizzBoard, "Rule of 40 performance" (bizzboard.com).
    Undefined: no revenue.

    >>> print(profit_margin(profit=-1e6, revenue=10e6))
    -0.1
    """
    return profit / revenue


@formula
def contribution_margin(*, revenue: Numbers, variable_costs: Numbers) -> Numbers:
    """What is left of revenue after the costs that grow with it (share of revenue, per period).

    Formula: contribution margin = (revenue - variable costs) / revenue
    Variants: gross margin, when variable costs are the cost of revenue only; as money, without the division.
    Source: github:nmalinowski/Product-Manager-Skills, saas-economics-efficiency-metrics.
    Undefined: no revenue.

    >>> print(contribution_margin(revenue=1e6, variable_costs=280_000))
    0.72
    """
    return (revenue - variable_costs) / revenue


@formula
def gross_burn(*, operating_expenses: Numbers, cogs: Numbers = 0.0) -> Numbers:
    """Money that goes out (money, per period).

    Formula: gross burn = operating expenses + cost of revenue
    Variants: strictly of cash paid, not of costs booked.
    Source: github:nmalinowski/Product-Manager-Skills, saas-economics-efficiency-metrics.
    Undefined: never.

    >>> print(gross_burn(operating_expenses=1_420_000, cogs=50_000))
    1470000.0
    """
    return operating_expenses + cogs


@formula
def net_burn(*, gross_burn: Numbers, revenue: Numbers) -> Numbers:
    """Money by which cash shrinks (money, per period); negative when it grows.

    Formula: net burn = gross burn - revenue
    Variants: opening less closing cash, without new capital, which differs by what is billed in advance.
    Source: github:nmalinowski/Product-Manager-Skills, saas-economics-efficiency-metrics.
    Undefined: never.

    >>> print(net_burn(gross_burn=800_000, revenue=400_000))
    400000.0
    """
    return gross_burn - revenue


@formula
def runway_months(*, cash: Numbers, monthly_net_burn: Numbers) -> Numbers:
    """Months until cash is used up at this burn (months).

    Formula: runway = cash / net burn per month
    Variants: at a constant burn; hiring shortens it before revenue answers.
    Source: Sparkco, post on runway.
    Undefined: no burn: cash does not run out.

    >>> print(runway_months(cash=2e6, monthly_net_burn=200_000))
    10.0
    """
    return np.where(monthly_net_burn > 0, cash / monthly_net_burn, np.nan)


@formula
def break_even_mrr(*, monthly_fixed_costs: Numbers, variable_cost_rate: Numbers) -> Numbers:
    """MRR that covers the fixed costs (money per month).

    Formula: break-even = fixed costs / (1 - variable costs per revenue)
    Variants: the denominator is the contribution margin; 12 of it are the break-even ARR.
    Source: MRR Sucks, "Break-even" (mrrsucks.com/learn/break-even).
    Undefined: variable costs of all revenue or more: more revenue does not help.

    >>> print(break_even_mrr(monthly_fixed_costs=28_000, variable_cost_rate=0.08).round(2))
    30434.78
    """
    kept = 1 - variable_cost_rate
    return np.where(kept > 0, monthly_fixed_costs / kept, np.nan)


@formula
def break_even_accounts(
    *, monthly_fixed_costs: Numbers, arpa: Numbers, variable_cost_per_account: Numbers = 0.0
) -> Numbers:
    """Accounts that cover the fixed costs (whole accounts, rounded up: one fewer is still a loss).

    Formula: break-even = fixed costs / (ARPA - variable cost per account), rounded up
    Variants: some calculators round to the nearest, which may be one too few.
    Source: Beyond Folder, "Break-even calculator" (beyondfolder.com/tools/break-even-calculator).
    Undefined: an account that costs as much as it earns, or more.

    >>> print(break_even_accounts(monthly_fixed_costs=3_000, arpa=49, variable_cost_per_account=10))
    77.0
    """
    contribution = arpa - variable_cost_per_account
    return np.where(contribution > 0, whole_up(monthly_fixed_costs / contribution), np.nan)
