"""One account of a segment as its unit economics see it: how it lives, pays and costs."""

from dataclasses import dataclass
from typing import Any

from .churn import COUNTS_AS_ONE, retention_of_account, turn_factor
from .cohorts import step_mrr
from .groups import turn_months
from .hours import NO_HOURS, hours_per_account, hours_per_csm
from .rates import expansion_share_at, first_uplift

Told = float | str  # a value, or the reason why there is none


@dataclass
class Account:
    """What the measures need to know of an account: the inputs of one month, at one engagement."""

    segment: dict[str, Any]
    scenario: dict[str, Any]
    engagement: float
    arpa: float
    margin_rate: float
    csm_cost: float
    cac: float
    turn: int
    turn_factor: float

    @property
    def margin(self) -> float:
        margin = self.arpa * self.margin_rate - self.csm_cost
        return 0.0 if abs(margin) <= 1e-12 * self.arpa else margin

    @property
    def retention(self) -> float:
        """CR6 of a mature account."""
        return retention_of_account(self.segment, self.engagement)

    @property
    def expansion_share(self) -> float:
        return expansion_share_at(self.segment, self.engagement)

    @property
    def months_of_list(self) -> int:
        """The age from which every renewal is that of a mature account."""
        return len(self.segment["retention_by_renewal"]) * int(self.segment["renewal_months"])

    def ended_by_list(self) -> bool:
        """Whether nobody is left after the renewals that have a retention each."""
        renewals = range(1, len(self.segment["retention_by_renewal"]) + 1)
        return any(retention_of_account(self.segment, self.engagement, renewal) == 0 for renewal in renewals)

    def turn_alive(self) -> float:
        """The share of mature accounts that lives through one turn."""
        renewals = self.turn // self.segment["renewal_months"]
        return float(self.retention**renewals * (1 - self.segment["early_churn"]) ** self.turn)

    def endless(self, factor_of_turn: float) -> bool:
        """Whether a series that is multiplied by this every turn has no end."""
        return not self.ended_by_list() and factor_of_turn >= COUNTS_AS_ONE


def account_of(segment: dict[str, Any], scenario: dict[str, Any], engagement: float) -> Account:
    return Account(
        segment=segment,
        scenario=scenario,
        engagement=engagement,
        arpa=segment["acv"] / 12,
        margin_rate=segment["gross_margin"] - segment["cost_to_serve_rate"],
        csm_cost=csm_cost_of_account(segment),
        cac=cac_with_onboarding(segment),
        turn=turn_months(segment),
        turn_factor=turn_factor(segment, scenario, engagement),
    )


def csm_cost_of_account(segment: dict[str, Any]) -> float:
    """What an account's share of a CSM costs a month."""
    pay = segment["csm_cost"] / 12
    if segment["staffing"] == "none":
        return 0.0
    if segment["staffing"] == "ratio":
        revenue, accounts = segment["arr_per_csm"], segment["accounts_per_csm_ratio"]
        by_revenue = segment["acv"] / revenue if revenue > 0 else 0.0
        by_accounts = 1 / accounts if accounts > 0 else 0.0
        return float(pay * max(by_revenue, by_accounts))
    hours = hours_per_account(segment)
    return float(pay * hours / hours_per_csm(segment)) if hours > NO_HOURS else 0.0


def cac_with_onboarding(segment: dict[str, Any]) -> float:
    """CAC with the pay of the hours that onboarding takes, where there is a CSM model."""
    if segment["staffing"] == "none":
        return float(segment["cac"])
    return float(segment["cac"] + segment["onboarding_hours"] / hours_per_csm(segment) * segment["csm_cost"])


def expected_stream(account: Account, months: int) -> list[tuple[float, float]]:
    """Expected MRR, and S, the expected share still an account, at ages 0 to months - 1 of an onboarded account."""
    segment = account.segment
    mrr = account.arpa * first_uplift(segment, account.scenario)
    alive = 1.0
    stream = [(mrr, alive)]
    for age in range(1, months):
        renewal = age // segment["renewal_months"]
        retention = retention_of_account(segment, account.engagement, max(1, renewal))
        mrr, _ = step_mrr(mrr, age, segment, account.scenario, retention, account.expansion_share)
        alive = alive * (1 - segment["early_churn"])
        if age % segment["renewal_months"] == 0:
            alive = alive * retention
        stream.append((mrr, alive))
    return stream


def expected_margin(account: Account, mrr: float, alive: float) -> float:
    return mrr * account.margin_rate - alive * account.csm_cost


def over_all_ages(account: Account, values: list[float], factor_of_turn: float) -> float:
    """The sum of a series that has an end: its ages up to one turn after the list, then turn after turn."""
    head, one_turn = values[: account.months_of_list], values[account.months_of_list :]
    if account.ended_by_list():
        return sum(head)
    return sum(head) + sum(one_turn) / (1 - factor_of_turn)


def ages_to_tell(account: Account) -> int:
    """The ages of the list and of one turn after it."""
    return account.months_of_list + account.turn
