"""Public formulas of the field: pure arithmetic on numbers or arrays, named as the field names them.

Arguments are keywords, single numbers or arrays; rates are fractions, with their period in the name or in the
first line. What is undefined is nan. Every docstring has the same parts in the same order, so that a glossary
can be made of them: what it is and its unit, Formula, Variants, Source, Undefined, an example.
"""

from model.formulas.acquisition import blended, cac, cac_lag_adjusted, conversion_rate, ltv_cac
from model.formulas.arithmetic import ratio
from model.formulas.capacity import (
    accounts_per_csm,
    arr_per_csm,
    book_of_business,
    csms_needed,
    hours_available_per_account,
    hours_per_account,
)
from model.formulas.churn import (
    churned_accounts,
    customer_churn,
    customer_churn_average,
    customer_churn_stripe,
    revenue_churn_gross,
    revenue_churn_net,
)
from model.formulas.discounting import annuity_multiplier, perpetuity_multiplier, present_value
from model.formulas.growth import (
    burn_multiple,
    magic_number,
    magic_number_arr,
    months_to_target,
    mrr_ceiling,
    quick_ratio,
    rule_of_40,
)
from model.formulas.payback import (
    expected_margins,
    payback_margin,
    payback_on_net_new,
    payback_revenue,
    payback_survival,
    payback_with_sales_cycle,
)
from model.formulas.periods import (
    monthly_churn_from_yearly,
    monthly_growth_from_yearly,
    monthly_retention_from_yearly,
    yearly_churn_from_monthly,
    yearly_growth_from_monthly,
    yearly_retention_from_monthly,
)
from model.formulas.profit import (
    break_even_accounts,
    break_even_mrr,
    contribution_margin,
    gross_burn,
    net_burn,
    operating_expenses,
    operating_profit,
    profit_margin,
    runway_months,
)
from model.formulas.retention import (
    accounts_lost,
    expansion_rate,
    grr,
    logo_retention,
    nrr,
    required_expansion_rate,
    survivors,
)
from model.formulas.revenue import arpa, arpu, arr, closing_mrr, growth_rate, mrr, net_new_mrr
from model.formulas.value import (
    lifetime_months,
    ltv_capped,
    ltv_dcf,
    ltv_discounted,
    ltv_linear,
    ltv_simple,
    monthly_margin,
)

__all__ = [
    "accounts_lost",
    "accounts_per_csm",
    "annuity_multiplier",
    "arpa",
    "arpu",
    "arr",
    "arr_per_csm",
    "blended",
    "book_of_business",
    "break_even_accounts",
    "break_even_mrr",
    "burn_multiple",
    "cac",
    "cac_lag_adjusted",
    "churned_accounts",
    "closing_mrr",
    "contribution_margin",
    "conversion_rate",
    "csms_needed",
    "customer_churn",
    "customer_churn_average",
    "customer_churn_stripe",
    "expansion_rate",
    "expected_margins",
    "gross_burn",
    "growth_rate",
    "grr",
    "hours_available_per_account",
    "hours_per_account",
    "lifetime_months",
    "logo_retention",
    "ltv_cac",
    "ltv_capped",
    "ltv_dcf",
    "ltv_discounted",
    "ltv_linear",
    "ltv_simple",
    "magic_number",
    "magic_number_arr",
    "monthly_churn_from_yearly",
    "monthly_growth_from_yearly",
    "monthly_margin",
    "monthly_retention_from_yearly",
    "months_to_target",
    "mrr",
    "mrr_ceiling",
    "net_burn",
    "net_new_mrr",
    "nrr",
    "operating_expenses",
    "operating_profit",
    "payback_margin",
    "payback_on_net_new",
    "payback_revenue",
    "payback_survival",
    "payback_with_sales_cycle",
    "perpetuity_multiplier",
    "present_value",
    "profit_margin",
    "quick_ratio",
    "ratio",
    "required_expansion_rate",
    "revenue_churn_gross",
    "revenue_churn_net",
    "rule_of_40",
    "runway_months",
    "survivors",
    "yearly_churn_from_monthly",
    "yearly_growth_from_monthly",
    "yearly_retention_from_monthly",
]
