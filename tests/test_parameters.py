"""Declarations: every input and output is declared in full, and every input moves some output."""

from typing import Any

import pytest

from model import Scenario, run
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.parameters import CHANGE, COMPANY, GUIDELINES, HEADER, MEETING, REPLIES, SEGMENT, STAFF_CHANGE, Parameter
from model.report import as_json

TABLES = {"header": HEADER, "company": COMPANY, "guidelines": GUIDELINES, "replies": REPLIES, "segment": SEGMENT, "meeting": MEETING, "staff change": STAFF_CHANGE, "change": CHANGE}  # fmt: skip
ALL = [
    pytest.param(parameter, id=f"{table}.{name}")
    for table, parameters in TABLES.items()
    for name, parameter in parameters.items()
]
DISPLAY_ONLY = {"schema", "name", "summary", "source", "start", "currency", "fiscal_year_start"}

# A scenario in which everything is at work, and for each input another value for it.
LIVELY: dict[str, Any] = {
    "discount_rate": 0.1,
    "company": {"cash": 1e5, "fixed_costs": 1_000, "fixed_cost_growth": 0.01},
    "segments": [
        {
            "name": "A", "accounts": 100, "acv": 12_000, "new_accounts": 2, "new_accounts_step": 0.1, "new_accounts_growth": 0.01,
            "cac": 9_000, "sales_cycle_months": 2, "onboarding_rate": 0.9, "onboarding_months": 1, "renewal_months": 12,
            "retention_rate": 0.9, "contraction_rate": 0.02, "price_increase": 0.03, "expansion_months": 6, "expansion_rate": 0.05,
            "expansion_share": 0.5, "cost_to_serve_rate": 0.05, "billing_months": 3, "staffing": "fixed", "csms": 3,
            "staff_changes": [{"month": 6, "change": -1}, {"month": 9, "change": 1}], "csm_cost": 90_000, "csm_hours": 2_000,
            "meetings": [{"name": "Review", "per_year": 4, "hours": 2, "prep_hours": 1}], "other_hours": 40, "ramp_months": 3,
            "severance_months": 2, "retention_at_risk": 0.1, "expansion_without_csm": 0.5, "response_curve": 1.5,
            "engagement_memory": 3, "csm_attrition": 0.1, "overload_attrition": 0.2, "vacancy_months": 2,
            "retention_by_renewal": [0.8], "book_renewals_done": 0, "early_churn": 0.01, "signing_season": [2, *[1] * 11],
            "collection_months": 1, "onboarding_hours": 6, "onboarding_hours_months": 2, "renewal_hours": 4,
            "firefighting_hours": 3, "month_to_month_shift": 0.2, "month_to_month_retention": 0.97,
        }
    ],
}  # fmt: skip
OTHER: dict[str, Any] = {
    "expansion_base": "starting", "first_uplift": "from_start", "book_anniversaries": "aligned", "guidelines.ltv": "5y",
    "A.renewal_months": 24, "A.expansion_months": 3, "A.billing_months": 6, "A.staffing": "to_need",
    "A.book_calendar": [2, *[1] * 11], "A.signing_season": [1] * 12, "A.retention_by_renewal": [0.8, 0.85],
    "changes": [{"month": 4, "path": "A.cac", "value": 10_000}],
    "A.staff_changes": [{"month": 7, "change": -1}], "A.meetings": [{"name": "Call", "per_year": 12, "hours": 2}],
    "guidelines.ltv_cac": 9.0, "guidelines.payback_months": 1.0, "guidelines.net_mrr_churn": 0.001,
}  # fmt: skip


def figures(scenario: Scenario) -> dict[str, Any]:
    told = as_json(run(scenario))
    return {name: told[name] for name in ("summary", "total", "segments", "verdict")}


LIVE = Scenario.model_validate(LIVELY)
RATIO = LIVE.changed({"A.staffing": "ratio", "A.arr_per_csm": 3e5, "A.accounts_per_csm_ratio": 40.0})
INPUTS = [path for path, parameter in LIVE.paths().items()
          if path not in DISPLAY_ONLY and not path.endswith(".name") and parameter.group != "Replies"]  # fmt: skip


@pytest.mark.parametrize("path", INPUTS)
def test_every_input_moves_some_output(path: str) -> None:
    live = RATIO if path in ("A.arr_per_csm", "A.accounts_per_csm_ratio") else LIVE
    if path == "expansion_base":
        live = LIVE.changed({"A.early_churn": 0.0})
    value = live.value(path)
    if path in OTHER:
        other = OTHER[path]
    elif path == "A.accounts_per_csm_ratio":
        other = 20.0
    elif LIVE.paths()[path].whole:
        other = value + 1
    else:
        other = value * 0.7 + 0.01
    assert figures(live.changed({path: other})) != figures(live)


@pytest.mark.parametrize("parameter", ALL)
def test_declared_in_full(parameter: Parameter) -> None:
    assert parameter.label
    assert parameter.help.endswith(".")
    assert parameter.unit
    assert parameter.group
    assert parameter.kind in ("lever", "assumption", "text")
    if parameter.bounds is not None:
        low, high = parameter.bounds
        assert low < high
        assert parameter.required or parameter.default is None or low <= parameter.default <= high
        assert parameter.step
    for plausible in (parameter.plausible, parameter.plausible_monthly):
        if plausible is not None:
            assert plausible[0] < plausible[1]
            assert parameter.bounds is None or parameter.bounds[0] <= plausible[0] < plausible[1] <= parameter.bounds[1]
    if parameter.numeric and parameter.kind != "text" and parameter.name not in {*MEETING, *STAFF_CHANGE, *CHANGE}:
        assert parameter.plausible is not None


@pytest.mark.parametrize(
    "metric", [*MONTHLY.values(), *SUMMARY.values(), *UNIT_ECONOMICS.values()], ids=lambda metric: metric.name
)
def test_measures_are_declared_in_full(metric: Any) -> None:
    assert metric.label
    assert metric.unit
    assert metric.definition.endswith(".")
    assert metric.formula
    assert metric.good in ("up", "down", "neither")


def test_every_declared_measure_is_given_and_no_other() -> None:
    told = as_json(run(LIVE))
    assert {*told["total"]} - {"layers"} == {name for name, metric in MONTHLY.items() if metric.in_total}
    assert {*told["summary"]} == {*SUMMARY}
    part = told["segments"]["A"]
    assert {*part["summary"]} == {name for name, metric in SUMMARY.items() if metric.in_segments}
    assert {*part["unit_economics"]} == {*UNIT_ECONOMICS}
