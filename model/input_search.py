"""What an input is looked for by: its label, the words of its help, and other names that the trade has for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from model import labels
from model.parameters import Parameter
from model.scenario import TABLES, Scenario

SYNONYMS = {
    "accounts": "customers logos clients installed base book existing",
    "acv": "ARPA ARR average contract value price subscription",
    "new_accounts": "customers logos bookings signatures deals sales wins",
    "new_accounts_step": "growth sales ramp",
    "new_accounts_growth": "sales growth acceleration",
    "cac": "customer acquisition cost sales marketing spend",
    "sales_cycle_months": "lead time deal length",
    "onboarding_rate": "CR5 activation first value implementation",
    "onboarding_months": "CR5 implementation time to value go-live",
    "renewal_months": "length duration renewal period",
    "retention_rate": "CR6 churn retention GRR logo gross renew",
    "contraction_rate": "downgrade downsell churn shrink",
    "price_increase": "uplift indexation inflation price rise",
    "expansion_months": "upsell frequency CR7",
    "expansion_rate": "CR7 upsell cross-sell NRR growth",
    "expansion_share": "CR7 upsell adoption",
    "gross_margin": "COGS delivery hosting",
    "cost_to_serve_rate": "support services COGS",
    "billing_months": "prepaid annual upfront invoice payment cash",
    "staffing": "team hire to need fixed headcount",
    "csms": "headcount team people success managers",
    "staff_changes": "hire cut layoff headcount",
    "csm_cost": "salary compensation loaded payroll",
    "csm_hours": "capacity working time",
    "csm_productivity": "utilization capacity",
    "meetings": "QBR touch cadence",
    "other_hours": "touch email support",
    "ramp_months": "new hire training",
    "ramp_productivity": "new hire training",
    "severance_months": "layoff notice cut",
    "retention_at_risk": "response churn coverage service CR6",
    "expansion_without_csm": "response upsell CR7 organic",
    "response_curve": "elasticity shape",
    "engagement_memory": "lag delay",
    "csm_attrition": "turnover leave quit",
    "overload_attrition": "burnout turnover workload",
    "vacancy_months": "backfill hiring time open seat",
    "firefighting_hours": "escalation reactive",
    "changes": "plan what-if from month programme initiative",
    "book_calendar": "renewal dates months anniversaries",
    "signing_season": "seasonality bookings quarter",
    "retention_by_renewal": "cohort cliff first year churn age",
    "book_renewals_done": "tenure age cohort",
    "early_churn": "mid-term cancellation within term loss",
    "collection_months": "DSO payment terms receivables",
    "arr_per_csm": "ratio book of business revenue per CSM",
    "accounts_per_csm_ratio": "ratio book of business logos per CSM",
    "onboarding_hours": "implementation kickoff phase",
    "onboarding_hours_months": "implementation kickoff phase",
    "renewal_hours": "renewal preparation negotiation phase",
    "month_to_month_shift": "rolling monthly",
    "month_to_month_retention": "rolling monthly churn CR6",
    "company.cash": "bank runway funding raise",
    "company.fixed_costs": "overhead burn opex R&D G&A payroll",
    "company.fixed_cost_growth": "overhead inflation opex",
    "guidelines.ltv_cac": "threshold rule of three LTV CAC",
    "guidelines.payback_months": "threshold months to recover",
    "guidelines.net_mrr_churn": "threshold churn",
    "guidelines.ltv": "lifetime value formula",
    "horizon_months": "period years forecast length",
    "discount_rate": "WACC NPV present value DCF",
    "expansion_base": "compound additive Eq",
    "first_uplift": "timing",
    "book_anniversaries": "aligned spread renewals",
}
SHORTEST = 4  # letters of a word of the help that somebody may look for
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class SearchEntry:
    """An input: its name within its table, or its PATH, its label, and more words that it is found by."""

    name: str
    label: str
    words: str
    of_segment: bool


def index(scenario: Scenario, segment: str) -> list[SearchEntry]:
    """Every input of a segment and of the whole, in the order of declaration."""
    found = []
    for path, parameter in scenario.paths().items():
        table, _, name = path.rpartition(".")
        if parameter.kind != "text" and (table in ("", *TABLES) or table == segment):
            of_segment = table == segment
            name = name if of_segment else path
            found.append(SearchEntry(name, labels.with_unit(scenario, path), _words(name, parameter), of_segment))
    return found


@cache
def _words(name: str, parameter: Parameter) -> str:
    """Synonyms first, then the words of the help, each once."""
    synonyms = SYNONYMS.get(name, "").split()
    helping = [word.lower() for word in WORD.findall(parameter.help) if len(word) >= SHORTEST]
    return " ".join(dict.fromkeys([word.lower() for word in synonyms] + helping))
