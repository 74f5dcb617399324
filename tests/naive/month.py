"""One segment through all months, every cohort kept apart."""

from dataclasses import dataclass, field
from math import fsum
from typing import Any

from .capacity import coverage_of_month, coverage_without_changes, severance
from .cohorts import Cohort, Flows, bill, cohort_month, expansion_share_at, first_uplift, retention_at

LAYERS = ("book", "new")
SUMMED = (
    "signed_accounts",
    "committed_mrr",
    "new_mrr",
    "expansion_mrr",
    "price_mrr",
    "contraction_mrr",
    "churned_mrr",
    "churned_accounts",
    "renewing_mrr",
    "renewing_accounts",
    "expanding_mrr",
    "monthly_terms_mrr",
    "monthly_terms_accounts",
    "mrr",
    "accounts",
    "required_hours",
    "reactive_hours",
    "capacity_hours",
    "csms",
    "revenue",
    "cogs",
    "cost_to_serve",
    "cs_cost",
    "acquisition_cost",
    "operating_profit",
    "billings",
    "cash_flow",
)
SEGMENT_ONLY = ("load", "coverage", "engagement")


@dataclass
class SegmentRun:
    """A segment's months; `engagement` starts with month 0. `reruns` are with another (expansion, price)."""

    segment: dict[str, Any]
    opening_mrr: float
    engagement: list[float]
    monthly: dict[str, list[Any]]
    layers: dict[str, dict[str, list[float]]]
    reruns: dict[tuple[float, float], "SegmentRun"] = field(default_factory=dict)


def signed_accounts(segment: dict[str, Any], month: int) -> float:
    linear = segment["new_accounts"] + segment["new_accounts_step"] * (month - 1)
    return max(0.0, linear * (1 + segment["new_accounts_growth"]) ** (month - 1))


def opening_cohorts(segment: dict[str, Any], scenario: dict[str, Any]) -> list[Cohort]:
    turn = max(segment["renewal_months"], segment["expansion_months"])
    starts = [1] if scenario["book_anniversaries"] == "aligned" else [1 - i for i in range(turn)]
    accounts = segment["accounts"] / len(starts)
    mrr = accounts * segment["acv"] / 12 * first_uplift(segment, scenario)
    return [Cohort("book", start, accounts, mrr, last_billed=mrr) for start in starts]


def started_cohort(segment: dict[str, Any], scenario: dict[str, Any], month: int) -> Cohort | None:
    """The accounts whose first revenue is in this month."""
    signed_in = month - segment["onboarding_months"]
    if signed_in < 1:
        return None
    accounts = signed_accounts(segment, signed_in) * segment["onboarding_rate"]
    mrr = accounts * segment["acv"] / 12 * first_uplift(segment, scenario)
    return Cohort("new", month, accounts, mrr, last_billed=0.0)


def run_segment(
    segment: dict[str, Any], scenario: dict[str, Any], given_engagement: list[float] | None = None
) -> SegmentRun:
    """Run all months; with `given_engagement` (months 0..T) the engagement is that and not worked out."""
    months = range(1, scenario["horizon_months"] + 1)
    cohorts = opening_cohorts(segment, scenario)
    opening_mrr = fsum(cohort.mrr for cohort in cohorts)
    engagement: list[float] = list(given_engagement) if given_engagement else []
    monthly: dict[str, list[Any]] = {name: [] for name in SUMMED + SEGMENT_ONLY}
    layers: dict[str, dict[str, list[float]]] = {layer: {"mrr": [], "accounts": [], "revenue": []} for layer in LAYERS}

    for month in months:
        flows = Flows()
        at_risk = 0.0
        if month > 1:
            last_engagement = engagement[month - 1]
            retention = retention_at(segment, last_engagement)
            share = expansion_share_at(segment, last_engagement)
            for cohort in cohorts:
                flows.add(cohort_month(cohort, month, segment, scenario, retention, share, last_engagement))
            at_risk = (1 - last_engagement) * flows.renewed_accounts
        started = started_cohort(segment, scenario, month)
        if started is not None:
            cohorts.append(started)

        for layer in LAYERS:
            of_layer = [cohort for cohort in cohorts if cohort.layer == layer]
            layers[layer]["mrr"].append(fsum(cohort.all_mrr() for cohort in of_layer))
            layers[layer]["accounts"].append(fsum(cohort.all_accounts() for cohort in of_layer))
            layers[layer]["revenue"].append(layers[layer]["mrr"][-1])
        mrr = sum(layers[layer]["mrr"][-1] for layer in LAYERS)
        accounts = sum(layers[layer]["accounts"][-1] for layer in LAYERS)
        billings = fsum(bill(cohort, month, segment["billing_months"]) for cohort in cohorts)

        reactive_hours = segment["firefighting_hours"] * (flows.churned_accounts + at_risk)
        staff = coverage_of_month(segment, month, accounts, reactive_hours)
        if given_engagement is None:
            if month == 1:
                engagement.append(coverage_without_changes(segment, accounts))
            step = (staff.coverage - engagement[-1]) / segment["engagement_memory"]
            engagement.append(min(1.0, max(0.0, engagement[-1] + step)))

        signed = signed_accounts(segment, month)
        signed_later = signed_accounts(segment, month + segment["sales_cycle_months"])
        cogs = mrr * (1 - segment["gross_margin"])
        cost_to_serve = mrr * segment["cost_to_serve_rate"]
        cs_cost = staff.csms * segment["csm_cost"] / 12 + severance(segment, month)
        acquisition_cost = segment["cac"] * signed_later
        costs = cogs + cost_to_serve + cs_cost + acquisition_cost
        values = {
            "signed_accounts": signed,
            "committed_mrr": signed * segment["acv"] / 12,
            "new_mrr": started.mrr if started is not None else 0.0,
            "expansion_mrr": flows.expansion,
            "price_mrr": flows.price,
            "contraction_mrr": flows.contraction,
            "churned_mrr": flows.churn,
            "churned_accounts": flows.churned_accounts,
            "renewing_mrr": flows.renewing,
            "renewing_accounts": flows.renewing_accounts,
            "expanding_mrr": flows.expanding,
            "monthly_terms_mrr": fsum(piece.mrr for cohort in cohorts for piece in cohort.pieces),
            "monthly_terms_accounts": fsum(piece.accounts for cohort in cohorts for piece in cohort.pieces),
            "mrr": mrr,
            "accounts": accounts,
            "required_hours": staff.required_hours,
            "reactive_hours": staff.reactive_hours,
            "capacity_hours": staff.capacity_hours,
            "csms": staff.csms,
            "load": staff.load,
            "coverage": staff.coverage,
            "engagement": engagement[month],
            "revenue": mrr,
            "cogs": cogs,
            "cost_to_serve": cost_to_serve,
            "cs_cost": cs_cost,
            "acquisition_cost": acquisition_cost,
            "operating_profit": mrr - costs,
            "billings": billings,
            "cash_flow": billings - costs,
        }
        for name, value in values.items():
            monthly[name].append(value)
    return SegmentRun(segment, opening_mrr, engagement, monthly, layers)
