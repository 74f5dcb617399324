"""One group of accounts: how it renews, expands, moves to month-to-month terms and is billed."""

from dataclasses import dataclass, field
from math import expm1, log1p
from typing import Any


@dataclass
class MonthlyPiece:
    """Accounts of one cohort that moved to month-to-month terms in one month."""

    accounts: float
    mrr: float


@dataclass
class Flows:
    """What changed in one month, and what it is a share of: what was up for renewal and for expansion."""

    renewing: float = 0.0
    renewing_accounts: float = 0.0
    renewed_accounts: float = 0.0
    churn: float = 0.0
    churned_accounts: float = 0.0
    contraction: float = 0.0
    price: float = 0.0
    expanding: float = 0.0
    expansion: float = 0.0

    def add(self, other: "Flows") -> None:
        self.renewing += other.renewing
        self.renewing_accounts += other.renewing_accounts
        self.renewed_accounts += other.renewed_accounts
        self.expanding += other.expanding
        self.churn += other.churn
        self.churned_accounts += other.churned_accounts
        self.contraction += other.contraction
        self.price += other.price
        self.expansion += other.expansion


@dataclass
class Cohort:
    """Accounts with the same month of first revenue."""

    layer: str  # "book" or "new"
    start: int
    accounts: float
    mrr: float
    last_billed: float
    pieces: list[MonthlyPiece] = field(default_factory=list)

    def all_mrr(self) -> float:
        return self.mrr + sum(piece.mrr for piece in self.pieces)

    def all_accounts(self) -> float:
        return self.accounts + sum(piece.accounts for piece in self.pieces)


def retention_at(segment: dict[str, Any], engagement: float) -> float:
    """CR6(E), the share that renews at this engagement."""
    retention = segment["retention_rate"]
    at_risk = min(segment["retention_at_risk"], retention)
    if 1 - engagement < 1e-9:  # less is rounding, which a small k would blow up
        return retention
    # 1 - (1 - E)^k in the form that keeps its digits when E is close to 0
    return retention - at_risk - at_risk * expm1(segment["response_curve"] * log1p(-engagement))


def expansion_share_at(segment: dict[str, Any], engagement: float) -> float:
    """s(E), the share of accounts that expands at this engagement."""
    share = segment["expansion_share"]
    if segment["expansion_rate"] < 0:
        return share
    anyway = segment["expansion_without_csm"]
    return share * (anyway + (1 - anyway) * engagement)


def first_uplift(segment: dict[str, Any], scenario: dict[str, Any]) -> float:
    """What the MRR of an account is multiplied by in its first month."""
    if scenario["first_uplift"] != "from_start":
        return 1.0
    price = segment["price_increase"]
    expansion = segment["expansion_share"] * segment["expansion_rate"]
    if scenario["expansion_base"] == "starting":
        return 1 + price + expansion
    return (1 + price) * (1 + expansion)


def step_mrr(
    mrr: float, age: int, segment: dict[str, Any], scenario: dict[str, Any], retention: float, share: float
) -> tuple[float, Flows]:
    """Steps 1 to 3 of the month for accounts on their contract: the MRR after them, and the flows."""
    starting = scenario["expansion_base"] == "starting"
    at_start = mrr
    left = mrr
    flows = Flows()
    if age % segment["renewal_months"] == 0:
        flows.renewing = at_start
        flows.churn = at_start * (1 - retention)
        left = at_start * retention

        flows.contraction = (at_start if starting else left) * segment["contraction_rate"]
        left = left - flows.contraction

        flows.price = (at_start if starting else left) * segment["price_increase"]
        left = left + flows.price
    if age % segment["expansion_months"] == 0:
        flows.expanding = at_start if starting else left
        flows.expansion = flows.expanding * segment["expansion_rate"] * share
        left = left + flows.expansion
    return left, flows


def cohort_month(
    cohort: Cohort,
    month: int,
    segment: dict[str, Any],
    scenario: dict[str, Any],
    retention: float,
    share: float,
    engagement: float,
) -> Flows:
    """Let one month pass for a cohort older than 0 months: CR6 and s at last month's engagement, and that."""
    age = month - cohort.start
    flows = Flows()

    for piece in cohort.pieces:
        flows.add(monthly_piece_month(piece, age, segment, scenario, share))

    cohort.mrr, contract_flows = step_mrr(cohort.mrr, age, segment, scenario, retention, share)
    if age % segment["renewal_months"] == 0:
        contract_flows.renewing_accounts = cohort.accounts
        contract_flows.churned_accounts = cohort.accounts * (1 - retention)
        cohort.accounts = cohort.accounts * retention
        contract_flows.renewed_accounts = cohort.accounts
        moving = segment["month_to_month_shift"] * (1 - engagement)
        if moving > 0:
            cohort.pieces.append(MonthlyPiece(cohort.accounts * moving, cohort.mrr * moving))
            cohort.accounts = cohort.accounts * (1 - moving)
            cohort.mrr = cohort.mrr * (1 - moving)
    flows.add(contract_flows)
    return flows


def monthly_piece_month(
    piece: MonthlyPiece, age: int, segment: dict[str, Any], scenario: dict[str, Any], share: float
) -> Flows:
    """Renew one month-to-month piece, then expand it with its cohort."""
    retention = segment["month_to_month_retention"]
    at_start = piece.mrr
    flows = Flows()
    flows.churn = at_start * (1 - retention)
    flows.churned_accounts = piece.accounts * (1 - retention)
    piece.mrr = at_start * retention
    piece.accounts = piece.accounts * retention
    if age % segment["expansion_months"] == 0:
        flows.expanding = at_start if scenario["expansion_base"] == "starting" else piece.mrr
        flows.expansion = flows.expanding * segment["expansion_rate"] * share
        piece.mrr = piece.mrr + flows.expansion
    return flows


def bill(cohort: Cohort, month: int, billing_months: int) -> float:
    """What the cohort is billed this month."""
    months_into_period = (month - cohort.start) % billing_months
    billed = 0.0
    if months_into_period == 0:
        billed = cohort.mrr * billing_months
        cohort.last_billed = cohort.mrr
    elif cohort.mrr > cohort.last_billed:
        billed = (cohort.mrr - cohort.last_billed) * (billing_months - months_into_period)
        cohort.last_billed = cohort.mrr
    return billed + sum(piece.mrr for piece in cohort.pieces)
