"""Valid scenarios at the numeric corners, as dicts like those that a scenario file gives."""

from collections.abc import Iterator
from itertools import cycle, product
from typing import Any

from tests.random_scenarios import RENEWAL_MONTHS

BOOKS: tuple[dict[str, Any], ...] = (
    {"accounts": 0, "new_accounts": 0},
    {"accounts": 0, "new_accounts": 10},
    {"accounts": 70, "new_accounts": 0},
    {"accounts": 70, "new_accounts": 10},
)
RETENTIONS: tuple[dict[str, Any], ...] = (
    {"retention_rate": 1},
    {"retention_rate": 0},
    {"retention_rate": 0.9},
)
ONBOARDINGS: tuple[dict[str, Any], ...] = (
    {"onboarding_rate": 0},
    {"onboarding_rate": 1, "onboarding_months": 12},
)
ACQUISITIONS: tuple[dict[str, Any], ...] = ({"cac": 0}, {"cac": 6000, "sales_cycle_months": 24})
STAFF: tuple[dict[str, Any], ...] = (
    {"staffing": "none"},
    {"staffing": "to_need"},
    {"staffing": "fixed", "csms": 0},
    {"staffing": "fixed", "csms": 1, "ramp_months": 24, "ramp_productivity": 0},
)
TERMS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"horizon_months": 1}, {"renewal_months": 12, "expansion_months": 12, "billing_months": 12}),
    ({"horizon_months": 12}, {"renewal_months": 36, "expansion_months": 1, "billing_months": 36}),
    ({"horizon_months": 13}, {"renewal_months": 1, "expansion_months": 12, "billing_months": 1}),
    ({"horizon_months": 25}, {"renewal_months": 3, "expansion_months": 6, "billing_months": 3}),
    ({"horizon_months": 37}, {"renewal_months": 36, "expansion_months": 3, "billing_months": 18}),
)

# Turned through beside the product: lengths without a common factor, so that they meet in all ways.
RESPONSES: tuple[dict[str, Any], ...] = (
    {},
    {"retention_at_risk": 0.3, "expansion_without_csm": 0, "firefighting_hours": 8},
    {"retention_at_risk": 1, "response_curve": 0.1, "month_to_month_shift": 1, "firefighting_hours": 1000},
    {"retention_at_risk": 0.1, "month_to_month_shift": 0.5, "month_to_month_retention": 0},
    {"retention_at_risk": 0.05, "month_to_month_shift": 1, "month_to_month_retention": 1},
    {"month_to_month_shift": 1, "engagement_memory": 36, "firefighting_hours": 40},
    {"expansion_without_csm": 0, "response_curve": 10, "engagement_memory": 2},
)
RATES: tuple[dict[str, Any], ...] = (
    {},
    {"expansion_rate": 0.06},
    {"expansion_rate": 2, "price_increase": 1},
    {"expansion_rate": -0.5, "price_increase": -0.5},
    {"contraction_rate": 1, "expansion_rate": 2},
    {"expansion_rate": 0.2, "expansion_share": 0},
    {"price_increase": 0.06, "contraction_rate": 0.05},
    {"expansion_rate": -0.2},
    {"expansion_rate": 0.25, "price_increase": -0.2},
    {"price_increase": 1},
    {"contraction_rate": 0.2},
)
GROWTHS: tuple[dict[str, Any], ...] = (
    {},
    {"new_accounts_growth": 0.5},
    {"new_accounts_growth": -0.5},
    {"new_accounts_step": -1},
    {"new_accounts_step": 1e5, "new_accounts_growth": -0.5},
)
MARGINS: tuple[dict[str, Any], ...] = (
    {},
    {"gross_margin": 0},
    {"gross_margin": 1, "cost_to_serve_rate": 1},
    {"gross_margin": 0.5, "cost_to_serve_rate": 1},
    {"gross_margin": 1},
    {"csm_cost": 1e7},
    {"csm_cost": 120_000, "csm_hours": 1, "csm_productivity": 0.01},
    {"csm_cost": 120_000, "other_hours": 0},
    {"csm_cost": 60_000, "meetings": [{"name": "Review", "per_year": 4, "hours": 2, "prep_hours": 3}]},
)
CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"staff_changes": [{"month": 1, "change": 1}]},
    {"staff_changes": [{"month": 2, "change": 3}, {"month": 2, "change": -2}], "severance_months": 24},
    {"staff_changes": [{"month": 120, "change": 1}], "vacancy_months": 24, "csm_attrition": 1},
    {"overload_attrition": 2, "vacancy_months": 6},
    {"csm_attrition": 0.3, "vacancy_months": 3},
    {"staff_changes": [{"month": 12, "change": 1}, {"month": 13, "change": -1}], "severance_months": 3},
    {"severance_months": 1, "staff_changes": [{"month": 1, "change": 2}, {"month": 1, "change": -2}]},
    {"csm_attrition": 1, "overload_attrition": 2, "vacancy_months": 24},
    {"staff_changes": [{"month": 3, "change": 0.5}]},
    {"vacancy_months": 12},
    {"staff_changes": [{"month": 6, "change": 1000}]},
    {"ramp_months": 3},
)
OPTIONS: tuple[dict[str, Any], ...] = tuple(
    {"discount_rate": discount, "book_anniversaries": book, "first_uplift": uplift}
    for discount, book, uplift in product((0, 0.1, 1), ("spread", "aligned"), ("after_first_period", "from_start"))
)
COMPANIES: tuple[dict[str, Any], ...] = (
    {},
    {"cash": -1e12},
    {"fixed_costs": 1e12, "fixed_cost_growth": 0.5},
    {"fixed_costs": 10_000, "fixed_cost_growth": -0.5, "cash": 1e12},
)
LTVS = ("simple", "compounding", "5y", "dcf", "simple")


def corner_scenarios() -> Iterator[dict[str, Any]]:
    """The corners of section 9: every combination of the main settings, the others turned through."""
    turning = zip(
        cycle(RESPONSES),
        cycle(RATES),
        cycle(GROWTHS),
        cycle(MARGINS),
        cycle(CHANGES),
        cycle(OPTIONS),
        cycle(COMPANIES),
        cycle(LTVS),
        strict=False,
    )
    main = product(BOOKS, RETENTIONS, ONBOARDINGS, ACQUISITIONS, STAFF, TERMS)
    for index, settings in enumerate(zip(main, turning, strict=False)):
        (book, retention, onboarding, acquisition, staff, (horizon, terms)), others = settings
        response, rates, growth, margin, changes, options, company, ltv = others
        segment = {"name": "Corner", "acv": 36_000, "csm_cost": 90_000, "other_hours": 20.8}
        for part in (book, retention, onboarding, acquisition, terms, changes, staff, margin):
            segment |= part
        for part in (response, rates, growth):
            segment |= part
        scenario = {"name": f"Corner {index}", **horizon, **options, "company": company}
        yield {**scenario, "guidelines": {"ltv": ltv}, "segments": [segment]}
    yield from long_corners()
    yield from starting_corners()
    yield from money_corners()


def long_corners() -> Iterator[dict[str, Any]]:
    """Growth and shrinkage of signatures over 120 months, with every term."""
    for growth, renewal_months, expansion_months, staffing in product(
        (0.5, -0.5), RENEWAL_MONTHS, (1, 12), ("none", "to_need", "fixed")
    ):
        segment = {
            "name": "Long",
            "acv": 100_000,
            "accounts": 100,
            "new_accounts": 5,
            "new_accounts_growth": growth,
            "renewal_months": renewal_months,
            "expansion_months": expansion_months,
            "retention_rate": 0.9,
            "retention_at_risk": 0.2,
            "expansion_rate": 2 if expansion_months == 1 else -0.5,
            "billing_months": renewal_months,
            "month_to_month_shift": 0.2 if renewal_months >= 12 else 0,
            "staffing": staffing,
            "csms": 3,
            "other_hours": 30,
            "csm_cost": 100_000,
            "sales_cycle_months": 24,
            "cac": 50_000,
        }
        yield {"name": "Long", "horizon_months": 120, "segments": [segment]}


def starting_corners() -> Iterator[dict[str, Any]]:
    """The "starting" base at the ends of what it allows."""
    for retention, at_risk, contraction, price, expansion, terms, uplift in product(
        (0.5, 1),
        (0, 0.5),
        (0, 0.25),
        (-0.1, 1),
        (-0.1, 2),
        ((1, 1), (12, 3), (3, 12)),
        ("after_first_period", "from_start"),
    ):
        if retention - at_risk < 0.5:
            continue
        segment = {
            "name": "Starting",
            "acv": 36_000,
            "accounts": 70,
            "new_accounts": 2,
            "renewal_months": terms[0],
            "expansion_months": terms[1],
            "retention_rate": retention,
            "retention_at_risk": at_risk,
            "contraction_rate": contraction,
            "price_increase": price,
            "expansion_rate": expansion,
            "expansion_without_csm": 0,
            "month_to_month_shift": 1,
            "month_to_month_retention": 0.5,
            "staffing": "fixed",
            "csms": 1,
            "other_hours": 40,
            "cac": 6000,
        }
        scenario = {"name": "Starting", "horizon_months": 14, "expansion_base": "starting"}
        yield {**scenario, "first_uplift": uplift, "segments": [segment]}


def money_corners() -> Iterator[dict[str, Any]]:
    """The largest and the smallest sums, alone and beside an ordinary segment."""
    for accounts, acv, new_accounts, cac, beside in product((0, 1e7), (0.01, 1e9), (0, 1e6), (0, 1e9), (False, True)):
        extreme = {
            "name": "Extreme",
            "accounts": accounts,
            "acv": acv,
            "new_accounts": new_accounts,
            "cac": cac,
        }
        extreme |= {"staffing": "to_need", "other_hours": 2000, "csm_hours": 1, "csm_productivity": 0.01}
        ordinary = {"name": "Ordinary", "accounts": 50, "acv": 20_000, "retention_rate": 0.9, "cac": 9000}
        segments = [extreme, ordinary] if beside else [extreme]
        yield {"name": "Money", "horizon_months": 24, "segments": segments}
