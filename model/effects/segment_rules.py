"""Why an input of a segment has no effect on any figure at present, or moves a few only."""

from __future__ import annotations

from collections.abc import Mapping

from model.effects.present import Present
from model.effects.rule import Narrow, Why

Rule = Why[Present]

NO_TEAM = Rule("Choose a staffing to use this", lambda present: present.segment.staffing == "none")
NOT_FIXED = Rule("Set staffing to Fixed to use this", lambda present: present.segment.staffing != "fixed")
NOT_LIMITED = Rule("Set staffing to Fixed to use this", lambda present: not present.limited)
NOT_BY_RATIO = Rule("Set staffing to Ratio to use this", lambda present: present.segment.staffing != "ratio")
NO_BOOK = Rule("There are no existing accounts: enter some to use this", lambda present: present.segment.accounts == 0)
NO_SIGNATURES = Rule("No new accounts sign: set new accounts above 0 to use this", lambda present: present.signs_nobody)
NO_CAC = Rule("CAC is 0: raise it to use this", lambda present: present.segment.cac == 0)
NOTHING_RENEWS = Rule(
    "Nothing renews: raise the renewal rate to use this", lambda present: max(present.renewal_rates) == 0
)
NO_EXPANSION = Rule("Expansion is 0%: raise it to use this", lambda present: present.segment.expansion_rate == 0)
NOBODY_EXPANDS = Rule(
    "No account expands: raise their share to use this", lambda present: present.segment.expansion_share == 0
)
GONE_BEFORE = Rule(
    "No account lives to expand: raise the renewal rate to use this", lambda present: not present.lives_to_expand
)
NO_HOURS = Rule(
    "Accounts take no CSM time: enter meetings or other hours to use this", lambda present: not present.takes_hours
)
NOTHING_TO_COUNT = Rule(
    NO_HOURS.reason,
    lambda present: (
        not present.takes_hours
        and not (present.limited and present.has_seats)
        and not (present.segment.staffing == "to_need" and present.fights)
    ),
)
NOTHING_ASKED = Rule(NO_HOURS.reason, lambda present: not present.takes_hours and not present.fights)
NO_HIRES = Rule(
    "No CSM is hired within the horizon: add a hire to use this",
    lambda present: not any(row > 0 for row in present.staff_changes),
)
NO_CUT = Rule(
    "No CSM is cut within the horizon: add a cut to use this",
    lambda present: not any(row < 0 for row in present.staff_changes),
)
NO_CSM = Rule("The team is empty: add a CSM to use this", lambda present: not present.has_seats)
NO_VACANCY = Rule("Vacancy is 0 months: raise it to use this", lambda present: present.segment.vacancy_months == 0)
NO_OVERLOAD = Rule("The team is never overloaded, so this never acts", lambda present: not present.overloaded)
SERVED = Rule("Every account gets its hours, so this never acts", lambda present: present.served)
NO_SHIFT = Rule("No account moves to monthly terms: raise that share to use this", lambda present: not present.shifts)
NO_RENEWAL = Rule(
    "No contract ends within the horizon: extend it to use this",
    lambda present: present.segment.accounts == 0 and not present.renews_within,
)

NO_REVENUE = Rule(
    "The segment has no revenue: add accounts to use this",
    lambda present: not present.path("revenue").any() and not present.costs_to_win,
)

UNFELT = (NOT_LIMITED, NO_HOURS, SERVED)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "new_accounts_growth": (  # it takes the growth ceiling away, where there is one
        Rule(
            NO_SIGNATURES.reason,
            lambda present: (
                present.signs_nobody
                and (present.segment.new_accounts_step < 0 or present.part.summary["net_mrr_churn"].values[0] <= 0)
            ),
        ),
    ),
    "sales_cycle_months": (
        NO_CAC,
        NO_SIGNATURES,
        Rule(
            "The same number signs every month: enter a growth to use this",
            lambda present: (
                not present.segment.signing_season
                and present.segment.new_accounts_step == present.segment.new_accounts_growth == 0
            ),
        ),
    ),
    "onboarding_months": (
        Rule(
            "No signed account reaches first value: raise CR5 to use this",
            lambda present: present.segment.onboarding_rate == 0,
        ),
        Rule(NO_SIGNATURES.reason, lambda present: present.signs_nobody and not present.costs_to_win),
    ),
    "contraction_rate": (NOTHING_RENEWS,),
    "price_increase": (
        Rule(
            NOTHING_RENEWS.reason,
            lambda present: max(present.renewal_rates) == 0 and present.scenario.first_uplift == "after_first_period",
        ),
    ),
    "expansion_rate": (NOBODY_EXPANDS, GONE_BEFORE),
    "expansion_share": (NO_EXPANSION, GONE_BEFORE),
    "billing_months": (
        Rule(
            "A contract of 1 month is billed monthly: choose a longer one to use this",
            lambda present: present.segment.renewal_months == 1,
        ),
        NO_REVENUE,
    ),
    "collection_months": (NO_REVENUE,),
    "book_calendar": (
        NO_BOOK,
        Rule(
            "A contract of 1 month is up for renewal every month: choose a longer one to use this",
            lambda present: present.segment.renewal_months == 1 and present.scenario.book_anniversaries == "spread",
        ),
    ),
    "book_renewals_done": (
        NO_BOOK,
        Rule(
            "Every renewal has the same rate: enter early renewal rates to use this",
            lambda present: not present.segment.retention_by_renewal,
        ),
    ),
    "signing_season": (NO_SIGNATURES,),
    "arr_per_csm": (NOT_BY_RATIO,),
    "accounts_per_csm_ratio": (NOT_BY_RATIO,),
    "onboarding_hours": (
        Rule(
            NO_SIGNATURES.reason,
            lambda present: (
                present.signs_nobody and (present.segment.staffing == "none" or present.segment.csm_cost == 0)
            ),
        ),
    ),
    "onboarding_hours_months": (
        NO_SIGNATURES,
        Rule(
            "Onboarding takes no CSM time: enter its hours to use this",
            lambda present: present.segment.onboarding_hours == 0,
        ),
    ),
    "staffing": (Rule(NO_HOURS.reason, lambda present: NOTHING_ASKED.holds(present) and not present.has_seats),),
    "csms": (NOT_FIXED,),
    "staff_changes": (
        NOT_FIXED,
        Rule(
            "Every hire and cut comes after the horizon: extend it to use this",
            lambda present: any(row.change for row in present.segment.staff_changes) and not present.staff_changes,
        ),
    ),
    "csm_cost": (NO_TEAM, NOTHING_TO_COUNT),
    "csm_hours": (NOTHING_TO_COUNT,),
    "csm_productivity": (NOTHING_TO_COUNT,),
    "ramp_months": (
        NOT_FIXED,
        NO_HIRES,
        Rule(
            "A ramping hire counts in full: lower ramp productivity to use this",
            lambda present: present.segment.ramp_productivity == 1,
        ),
    ),
    "ramp_productivity": (
        NOT_FIXED,
        NO_HIRES,
        Rule("Ramp is 0 months: raise it to use this", lambda present: present.segment.ramp_months == 0),
    ),
    "severance_months": (
        NOT_FIXED,
        NO_CUT,
        Rule("A CSM costs nothing: enter a cost to use this", lambda present: present.segment.csm_cost == 0),
    ),
    "retention_at_risk": (*UNFELT, NOTHING_RENEWS),
    "expansion_without_csm": (
        *UNFELT,
        NO_EXPANSION,
        NOBODY_EXPANDS,
        Rule(
            "Expansion is negative, and service does not change that",
            lambda present: present.segment.expansion_rate < 0,
        ),
        GONE_BEFORE,
    ),
    "response_curve": (
        *UNFELT,
        Rule("Retention at risk is 0%: raise it to use this", lambda present: present.segment.retention_at_risk == 0),
        Rule("No account gets CSM time: add a CSM to use this", lambda present: present.unserved),
        NOTHING_RENEWS,
    ),
    "engagement_memory": (
        NOT_LIMITED,
        NO_HOURS,
        Rule("Coverage is the same in every month, so this never acts", lambda present: present.steady),
    ),
    "csm_attrition": (NOT_FIXED, NO_CSM, NO_VACANCY),
    "overload_attrition": (NOT_FIXED, NO_CSM, NO_VACANCY, NOTHING_ASKED, NO_OVERLOAD),
    "vacancy_months": (
        NOT_FIXED,
        NO_CSM,
        Rule(
            "No CSM leaves: raise attrition to use this",
            lambda present: (
                present.segment.csm_attrition == 0
                and not (present.segment.overload_attrition > 0 and present.overloaded)
            ),
        ),
    ),
    "firefighting_hours": (
        Rule("No account is lost or at risk within the horizon, so this never acts", lambda present: not present.loses),
    ),
    "month_to_month_shift": (*UNFELT, NOTHING_RENEWS, NO_RENEWAL),
    "month_to_month_retention": (*UNFELT, NO_SHIFT, NOTHING_RENEWS, NO_RENEWAL),
}

RETURNS = frozenset({"ltv_cac", "payback_revenue", "payback_margin", "payback_survival", "payback_cash"})
PHASES = frozenset({"required_hours", "phase_hours"})
PER_CSM = frozenset({"accounts_per_csm", "csms_needed"})
HOURS = PER_CSM | {"hours_per_account", "required_hours"}
RETAINED = frozenset({"nrr", "grr", "logo_retention"})
DUE = frozenset({"renewing_mrr", "renewing_accounts", "expanding_mrr"})
CASH = frozenset({"billings", "receipts", "cash_flow", "cash", "cash_low", "cash_low_month", "payback_cash"})
NARROW: Mapping[str, Narrow[Present]] = {
    "new_accounts_growth": Narrow(frozenset({"mrr_ceiling"}), "the growth ceiling", NO_SIGNATURES),
    "cac": Narrow(RETURNS, "LTV:CAC and the paybacks", NO_SIGNATURES),
    "onboarding_rate": Narrow(RETURNS, "LTV:CAC and the paybacks", NO_SIGNATURES),
    "onboarding_months": Narrow(
        frozenset({"payback_survival", "payback_cash"}), "payback with churn and in cash", NO_SIGNATURES
    ),
    "renewal_months": Narrow(
        RETAINED | DUE,
        "what is up for renewal and the span of NRR",
        Rule(
            "A renewal changes nothing: no churn, contraction or price rise is set",
            lambda present: not present.renewal_acts and not present.at_risk,
        ),
    ),
    "expansion_months": Narrow(
        DUE, "what is up for expansion", Rule("No account expands", lambda present: not present.expands)
    ),
    "billing_months": Narrow(
        CASH, "billings and cash", Rule("Profit counts revenue in the month it is for", lambda _: True)
    ),
    "collection_months": Narrow(
        CASH, "receipts and cash", Rule("Profit counts revenue in the month it is for", lambda _: True)
    ),
    "onboarding_hours": Narrow(PHASES, "the hours required", NO_TEAM),
    "onboarding_hours_months": Narrow(PHASES, "the hours required", NO_TEAM),
    "renewal_hours": Narrow(HOURS | PHASES, "hours and accounts per CSM", NO_TEAM),
    "firefighting_hours": Narrow(frozenset({"reactive_hours"}), "the hours of firefighting", NO_TEAM),
    "csm_hours": Narrow(PER_CSM, "accounts per CSM", NO_TEAM),
    "csm_productivity": Narrow(PER_CSM, "accounts per CSM", NO_TEAM),
    "meetings": Narrow(HOURS, "hours and accounts per CSM", NO_TEAM),
    "other_hours": Narrow(HOURS, "hours and accounts per CSM", NO_TEAM),
}
