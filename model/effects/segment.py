"""Why an input of a segment has no effect on any figure at present, or moves a few only."""

from __future__ import annotations

from collections.abc import Mapping

from model.effects.present import Present
from model.effects.rule import Narrow, Why

Rule = Why[Present]

NO_TEAM = Rule("no CSM model: choose a staffing", lambda now: now.segment.staffing == "none")
TO_NEED = Rule("CSMs are hired to need", lambda now: now.segment.staffing == "to_need")
NO_SIGNATURES = Rule("no new accounts are signed", lambda now: now.signs_nobody)
NO_CAC = Rule("CAC is 0", lambda now: now.segment.cac == 0)
NOTHING_RENEWS = Rule("nothing renews (CR6 is 0 %)", lambda now: now.segment.retention_rate == 0)
NO_EXPANSION = Rule("expansion is 0 %", lambda now: now.segment.expansion_rate == 0)
NOBODY_EXPANDS = Rule("no account expands: their share is 0 %", lambda now: now.segment.expansion_share == 0)
GONE_BEFORE = Rule("no account lives to expand (CR6 is 0 %)", lambda now: not now.lives_to_expand)
NO_HOURS = Rule("accounts take no CSM time: give meetings or other hours", lambda now: not now.takes_hours)
NOTHING_TO_COUNT = Rule(
    NO_HOURS.reason,
    lambda now: (
        not now.takes_hours
        and not (now.segment.staffing == "fixed" and now.has_seats)
        and not (now.segment.staffing == "to_need" and now.fights)
    ),
)
NOTHING_ASKED = Rule(NO_HOURS.reason, lambda now: not now.takes_hours and not now.fights)
NO_HIRES = Rule("no CSM is hired within the horizon", lambda now: not any(row > 0 for row in now.staff_changes))
NO_CUT = Rule("no CSM is cut within the horizon", lambda now: not any(row < 0 for row in now.staff_changes))
NO_CSM = Rule("there is no CSM", lambda now: not now.has_seats)
NO_VACANCY = Rule("vacancy is 0 months", lambda now: now.segment.vacancy_months == 0)
NO_OVERLOAD = Rule("load is never above 1", lambda now: not now.overloaded)
SERVED = Rule("every account gets its hours: coverage is 100 %", lambda now: now.served)
NO_SHIFT = Rule("no account shifts to monthly terms", lambda now: not now.shifts)
NO_RENEWAL = Rule("no contract ends within the horizon", lambda now: not now.renews_within)

NOT_FIXED = (NO_TEAM, TO_NEED)
UNFELT = (*NOT_FIXED, NO_HOURS, SERVED)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "new_accounts_growth": (  # it takes the growth ceiling away, where there is one
        Rule(
            NO_SIGNATURES.reason,
            lambda now: (
                now.signs_nobody
                and (now.segment.new_accounts_step < 0 or now.part.summary["net_mrr_churn"].values[0] <= 0)
            ),
        ),
    ),
    "sales_cycle_months": (
        NO_CAC,
        NO_SIGNATURES,
        Rule(
            "the same number is signed every month",
            lambda now: now.segment.new_accounts_step == now.segment.new_accounts_growth == 0,
        ),
    ),
    "onboarding_months": (
        Rule("no signed account reaches first value (CR5 is 0 %)", lambda now: now.segment.onboarding_rate == 0),
        Rule(NO_SIGNATURES.reason, lambda now: now.signs_nobody and now.segment.cac == 0),
    ),
    "contraction_rate": (NOTHING_RENEWS,),
    "price_increase": (
        Rule(
            NOTHING_RENEWS.reason,
            lambda now: now.segment.retention_rate == 0 and now.scenario.first_uplift == "after_first_period",
        ),
    ),
    "expansion_rate": (NOBODY_EXPANDS, GONE_BEFORE),
    "expansion_share": (NO_EXPANSION, GONE_BEFORE),
    "billing_months": (
        Rule("a contract of 1 month can only be billed monthly", lambda now: now.segment.renewal_months == 1),
        Rule("there is no revenue", lambda now: not now.path("revenue").any()),
    ),
    "staffing": (Rule(NO_HOURS.reason, lambda now: NOTHING_ASKED.holds(now) and not now.has_seats),),
    "csms": NOT_FIXED,
    "staff_changes": (
        *NOT_FIXED,
        Rule(
            "every hire and cut comes after the horizon",
            lambda now: any(row.change for row in now.segment.staff_changes) and not now.staff_changes,
        ),
    ),
    "csm_cost": (NO_TEAM, NOTHING_TO_COUNT),
    "csm_hours": (NOTHING_TO_COUNT,),
    "csm_productivity": (NOTHING_TO_COUNT,),
    "ramp_months": (
        *NOT_FIXED,
        NO_HIRES,
        Rule("a ramping hire counts in full", lambda now: now.segment.ramp_productivity == 1),
    ),
    "ramp_productivity": (
        *NOT_FIXED,
        NO_HIRES,
        Rule("ramp is 0 months", lambda now: now.segment.ramp_months == 0),
    ),
    "severance_months": (
        *NOT_FIXED,
        NO_CUT,
        Rule("a CSM costs nothing", lambda now: now.segment.csm_cost == 0),
    ),
    "retention_at_risk": (*UNFELT, NOTHING_RENEWS),
    "expansion_without_csm": (
        *UNFELT,
        NO_EXPANSION,
        NOBODY_EXPANDS,
        Rule("expansion is negative, which neglect does not soften", lambda now: now.segment.expansion_rate < 0),
        GONE_BEFORE,
    ),
    "response_curve": (
        *UNFELT,
        Rule("retention at risk is 0 %", lambda now: now.segment.retention_at_risk == 0),
        Rule("no account gets any CSM time", lambda now: now.unserved),
        NOTHING_RENEWS,
    ),
    "engagement_memory": (*NOT_FIXED, NO_HOURS, Rule("coverage is the same in every month", lambda now: now.steady)),
    "csm_attrition": (*NOT_FIXED, NO_CSM, NO_VACANCY),
    "overload_attrition": (*NOT_FIXED, NO_CSM, NO_VACANCY, NOTHING_ASKED, NO_OVERLOAD),
    "vacancy_months": (
        *NOT_FIXED,
        NO_CSM,
        Rule(
            "no CSM leaves",
            lambda now: now.segment.csm_attrition == 0 and not (now.segment.overload_attrition > 0 and now.overloaded),
        ),
    ),
    "firefighting_hours": (Rule("no account is lost or at risk within the horizon", lambda now: not now.loses),),
    "month_to_month_shift": (*UNFELT, NOTHING_RENEWS, NO_RENEWAL),
    "month_to_month_retention": (*UNFELT, NO_SHIFT, NOTHING_RENEWS, NO_RENEWAL),
}

RETURNS = frozenset({"ltv_cac", "payback_revenue", "payback_margin", "payback_survival"})
PER_CSM = frozenset({"accounts_per_csm", "csms_needed"})
HOURS = PER_CSM | {"hours_per_account", "required_hours"}
RETAINED = frozenset({"nrr", "grr", "logo_retention"})
DUE = frozenset({"renewing_mrr", "renewing_accounts", "expanding_mrr"})
CASH = frozenset({"billings", "cash_flow", "cash", "cash_low", "cash_low_month"})
NARROW: Mapping[str, Narrow[Present]] = {
    "new_accounts_growth": Narrow(frozenset({"mrr_ceiling"}), "the growth ceiling", NO_SIGNATURES),
    "cac": Narrow(RETURNS, "LTV:CAC and the paybacks", NO_SIGNATURES),
    "onboarding_rate": Narrow(RETURNS, "LTV:CAC and the paybacks", NO_SIGNATURES),
    "onboarding_months": Narrow(frozenset({"payback_survival"}), "CAC payback with churn", NO_SIGNATURES),
    "renewal_months": Narrow(
        RETAINED | DUE,
        "what is up for renewal and the span of NRR",
        Rule(
            "a renewal changes nothing: no churn, contraction or price rise",
            lambda now: not now.renewal_acts and not now.at_risk,
        ),
    ),
    "expansion_months": Narrow(
        DUE, "what is up for expansion", Rule("no account expands", lambda now: not now.expands)
    ),
    "billing_months": Narrow(
        CASH, "billings and cash", Rule("profit takes revenue in the month that it is for", lambda _: True)
    ),
    "firefighting_hours": Narrow(frozenset({"reactive_hours"}), "the hours of firefighting", NO_TEAM),
    "csm_hours": Narrow(PER_CSM, "accounts per CSM", NO_TEAM),
    "csm_productivity": Narrow(PER_CSM, "accounts per CSM", NO_TEAM),
    "meetings": Narrow(HOURS, "hours and accounts per CSM", NO_TEAM),
    "other_hours": Narrow(HOURS, "hours and accounts per CSM", NO_TEAM),
}
