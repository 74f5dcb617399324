"""What an input does at present: the value that acts when none is given, and why it may have no effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model import Scenario
from model.scenario import Segment

Rule = Callable[[Segment], str | None]


def _no_team(segment: Segment) -> str | None:
    return "no CSM model: choose a staffing" if segment.staffing == "none" else None


def _not_fixed(segment: Segment) -> str | None:
    return _no_team(segment) or ("CSMs are hired to need" if segment.staffing == "to_need" else None)


def _no_signatures(segment: Segment) -> str | None:
    return "no new accounts are signed" if segment.new_accounts == 0 and segment.new_accounts_step <= 0 else None


def _no_expansion(segment: Segment) -> str | None:
    return "expansion is 0 %" if segment.expansion_rate == 0 else None


def _no_ramp(segment: Segment) -> str | None:
    return _not_fixed(segment) or ("ramp is 0 months" if segment.ramp_months == 0 else None)


def _no_cut(segment: Segment) -> str | None:
    cuts = any(row.change < 0 for row in segment.staff_changes)
    return _not_fixed(segment) or (None if cuts else "no CSM is cut")


def _no_hires(segment: Segment) -> str | None:
    hires = any(row.change > 0 for row in segment.staff_changes)
    return _not_fixed(segment) or (None if hires else "no CSM is hired")


def _no_leavers(segment: Segment) -> str | None:
    nobody = segment.csm_attrition == segment.overload_attrition == 0
    return _not_fixed(segment) or ("no CSM leaves" if nobody else None)


def _no_vacancy(segment: Segment) -> str | None:
    return _not_fixed(segment) or ("vacancy is 0 months" if segment.vacancy_months == 0 else None)


def _no_shift(segment: Segment) -> str | None:
    return _not_fixed(segment) or ("no account shifts" if segment.month_to_month_shift == 0 else None)


def _no_risk(segment: Segment) -> str | None:
    safe = segment.retention_at_risk == 0 and segment.expansion_without_csm == 1 and segment.month_to_month_shift == 0
    return _not_fixed(segment) or ("accounts do not respond to coverage" if safe else None)


RULES: Mapping[str, Rule] = {
    "new_accounts_growth": _no_signatures,
    "sales_cycle_months": _no_signatures,
    "onboarding_months": _no_signatures,
    "expansion_share": _no_expansion,
    "csms": _not_fixed,
    "csm_cost": _no_team,
    "ramp_months": _no_hires,
    "ramp_productivity": _no_ramp,
    "severance_months": _no_cut,
    "retention_at_risk": _not_fixed,
    "expansion_without_csm": _not_fixed,
    "response_curve": _no_risk,
    "engagement_memory": _not_fixed,
    "csm_attrition": _no_vacancy,
    "overload_attrition": _no_vacancy,
    "vacancy_months": _no_leavers,
    "month_to_month_shift": _not_fixed,
    "month_to_month_retention": _no_shift,
}


def without_effect(scenario: Scenario, path: str) -> str | None:
    """Why the input at this PATH has no effect on any figure now, None when it has."""
    table, _, name = path.rpartition(".")
    if path == "company.fixed_cost_growth":
        return "fixed costs are 0" if scenario.company.fixed_costs == 0 else None
    if name not in RULES or table in ("", "company", "guidelines"):
        return None
    return RULES[name](scenario.segment(table))


def acting_value(scenario: Scenario, path: str) -> Any:
    """The value that acts: the one given, or the one that follows from other inputs where it is left out."""
    value = scenario.value(path)
    return scenario.segment(path.rpartition(".")[0]).monthly_terms_retention if value is None else value
