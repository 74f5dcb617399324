"""One group of accounts: how it loses accounts, renews, expands and moves to month-to-month terms."""

from dataclasses import dataclass, field
from typing import Any

from .rates import expansion_share_at, month_to_month_retention_of, neglect_at, retention_at


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
        self.churn += other.churn
        self.churned_accounts += other.churned_accounts
        self.contraction += other.contraction
        self.price += other.price
        self.expanding += other.expanding
        self.expansion += other.expansion


@dataclass
class Cohort:
    """Accounts with the same month of first revenue; `renewals` counts those behind them."""

    layer: str  # "book" or "new"
    start: int
    accounts: float
    mrr: float
    last_billed: float
    renewals: int
    pieces: list[MonthlyPiece] = field(default_factory=list)

    def all_mrr(self) -> float:
        return self.mrr + sum(piece.mrr for piece in self.pieces)

    def all_accounts(self) -> float:
        return self.accounts + sum(piece.accounts for piece in self.pieces)


def step_mrr(
    mrr: float, age: int, segment: dict[str, Any], scenario: dict[str, Any], retention: float, share: float
) -> tuple[float, Flows]:
    """The month for accounts on their contract, but for their terms: the MRR after it, and the flows."""
    starting = scenario["expansion_base"] == "starting"
    at_start = mrr
    flows = Flows()
    flows.churn = mrr * segment["early_churn"]
    left = mrr * (1 - segment["early_churn"])
    if age % segment["renewal_months"] == 0:
        flows.renewing = left
        flows.churn = flows.churn + left * (1 - retention)
        left = left * retention

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
    cohort: Cohort, month: int, segment: dict[str, Any], scenario: dict[str, Any], engagement: float
) -> Flows:
    """Let one month pass for a cohort older than 0 months, at last month's engagement."""
    age = month - cohort.start
    share = expansion_share_at(segment, engagement)
    retention = retention_at(segment, engagement, cohort.renewals + 1)
    flows = Flows()

    for piece in cohort.pieces:
        flows.add(monthly_piece_month(piece, age, segment, scenario, share))

    cohort.mrr, contract_flows = step_mrr(cohort.mrr, age, segment, scenario, retention, share)
    contract_flows.churned_accounts = cohort.accounts * segment["early_churn"]
    cohort.accounts = cohort.accounts * (1 - segment["early_churn"])
    cohort.last_billed = cohort.last_billed * (1 - segment["early_churn"])
    if age % segment["renewal_months"] == 0:
        contract_flows.renewing_accounts = cohort.accounts
        contract_flows.churned_accounts += cohort.accounts * (1 - retention)
        cohort.accounts = cohort.accounts * retention
        contract_flows.renewed_accounts = cohort.accounts
        cohort.renewals += 1
        move_to_monthly_terms(cohort, segment["month_to_month_shift"] * neglect_at(engagement))
    flows.add(contract_flows)
    return flows


def move_to_monthly_terms(cohort: Cohort, share: float) -> None:
    if share > 0:
        cohort.pieces.append(MonthlyPiece(cohort.accounts * share, cohort.mrr * share))
        cohort.accounts = cohort.accounts * (1 - share)
        cohort.mrr = cohort.mrr * (1 - share)


def monthly_piece_month(
    piece: MonthlyPiece, age: int, segment: dict[str, Any], scenario: dict[str, Any], share: float
) -> Flows:
    """Renew one month-to-month piece, then expand it with its cohort."""
    retention = month_to_month_retention_of(segment)
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
