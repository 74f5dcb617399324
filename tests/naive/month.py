"""One segment through all months, every cohort kept apart."""

from copy import copy
from dataclasses import dataclass, field
from math import fsum
from typing import Any

from .billing import bill, billed_before, receipts
from .capacity import coverage_before, coverage_of_month, severance
from .cohorts import Flows, cohort_month
from .groups import opening_cohorts, signed_cohort, waiting_mrr
from .hours import phase_hours, reactive_hours, service_hours
from .inputs import Inputs
from .rates import neglect_at

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
    "contracted_mrr",
    "accounts",
    "required_hours",
    "phase_hours",
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
    "receipts",
    "cash_flow",
)
SEGMENT_ONLY = ("load", "coverage", "engagement")
COSTS = ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost")


@dataclass
class SegmentRun:
    """A segment's months; `engagement` starts with month 0."""

    inputs: Inputs
    scenario: dict[str, Any]
    months: int
    opening_mrr: float
    engagement: list[float]
    monthly: dict[str, list[Any]]
    layers: dict[str, dict[str, list[float]]]
    others: dict[Any, "SegmentRun"] = field(default_factory=dict)

    @property
    def segment(self) -> dict[str, Any]:
        """The inputs as given, which are those of month 1."""
        return self.inputs.segment


def run_segment(
    inputs: Inputs, scenario: dict[str, Any], months: int, given_engagement: list[float] | None = None
) -> SegmentRun:
    """Run so many months; with `given_engagement` (from month 0 on) the engagement is that and not worked out."""
    cohorts = opening_cohorts(inputs, scenario)
    opening = [copy(cohort) for cohort in cohorts]
    opening_mrr = fsum(cohort.mrr for cohort in opening)
    opening_accounts = fsum(cohort.accounts for cohort in opening)
    engagement = given_engagement or [coverage_before(inputs.of(1), opening_accounts, opening_mrr)]
    monthly: dict[str, list[Any]] = {name: [] for name in SUMMED + SEGMENT_ONLY}
    layers: dict[str, dict[str, list[float]]] = {layer: {"mrr": [], "accounts": [], "revenue": []} for layer in LAYERS}

    for month in range(1, months + 1):
        segment = inputs.of(month)
        last_engagement = engagement[month - 1]
        flows = Flows()
        for cohort in cohorts:
            if month > cohort.start:
                flows.add(cohort_month(cohort, month, segment, scenario, last_engagement))
        started = signed_cohort(inputs, scenario, month - segment["onboarding_months"])
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

        phases = phase_hours(inputs, month, flows.renewing_accounts)
        required = accounts * service_hours(segment) / 12 + phases
        neglect = neglect_at(last_engagement)
        reactive = reactive_hours(segment, neglect, flows.churned_accounts, flows.renewed_accounts)
        staff = coverage_of_month(segment, month, accounts, mrr, required, reactive)
        if given_engagement is None:
            step = (staff.coverage - last_engagement) / segment["engagement_memory"]
            engagement.append(min(1.0, max(0.0, last_engagement + step)))

        signed = inputs.signed(month)
        month_of_signature = month + segment["sales_cycle_months"]
        cac = inputs.of(month_of_signature)["cac"]
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
            "contracted_mrr": mrr + waiting_mrr(inputs, scenario, month),
            "accounts": accounts,
            "required_hours": required,
            "phase_hours": phases,
            "reactive_hours": reactive,
            "capacity_hours": staff.capacity_hours,
            "csms": staff.csms,
            "load": staff.load,
            "coverage": staff.coverage,
            "engagement": engagement[month],
            "revenue": mrr,
            "cogs": mrr * (1 - segment["gross_margin"]),
            "cost_to_serve": mrr * segment["cost_to_serve_rate"],
            "cs_cost": staff.csms * segment["csm_cost"] / 12 + severance(segment, month),
            "acquisition_cost": cac * inputs.signed(month_of_signature),
            "billings": billings,
        }
        for name, value in values.items():
            monthly[name].append(value)

    costs = [sum(of_month) for of_month in zip(*(monthly[name] for name in COSTS), strict=True)]
    billing_months, collection_months = inputs.segment["billing_months"], inputs.segment["collection_months"]
    before = [billed_before(opening, -i, billing_months) for i in range(collection_months)]
    monthly["receipts"] = receipts(monthly["billings"], before, collection_months)
    for told, incoming in (("operating_profit", "revenue"), ("cash_flow", "receipts")):
        monthly[told] = [money - cost for money, cost in zip(monthly[incoming], costs, strict=True)]
    return SegmentRun(inputs, scenario, months, opening_mrr, engagement, monthly, layers)


def run_again(run: SegmentRun, inputs: Inputs, months: int, engagement: list[float] | None, name: str) -> SegmentRun:
    """Another run of the same segment, kept under its name and length so that it is done once."""
    if (name, months) not in run.others:
        run.others[name, months] = run_segment(inputs, run.scenario, months, engagement)
    return run.others[name, months]


def run_for(run: SegmentRun, months: int) -> SegmentRun:
    """The same segment over at least so many months: beyond the horizon where that needs it."""
    return run if run.months >= months else run_again(run, run.inputs, months, None, "as it is")
