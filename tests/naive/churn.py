"""Net MRR churn a month, from the rates."""

from math import expm1, fsum, log
from typing import Any

from .cohorts import step_mrr
from .groups import turn_months
from .rates import expansion_share_at, retention_at

COUNTS_AS_ONE = 1 - 1e-12


def retention_of_account(segment: dict[str, Any], engagement: float, renewal: int | None = None) -> float:
    """CR6(E), taken as 1 where it is 1 but for rounding; without a number, that of mature accounts."""
    retention = retention_at(segment, engagement, renewal)
    return 1.0 if retention >= COUNTS_AS_ONE else retention


def turn_factor(segment: dict[str, Any], scenario: dict[str, Any], engagement: float) -> float:
    """Q: what the MRR of a mature account grows by over one turn at this engagement."""
    retention = retention_of_account(segment, engagement)
    share = expansion_share_at(segment, engagement)
    mrr = 1.0
    for age in range(1, turn_months(segment) + 1):
        mrr, _ = step_mrr(mrr, age, segment, scenario, retention, share)
    return mrr


def net_mrr_churn(segment: dict[str, Any], scenario: dict[str, Any], engagement: float) -> float:
    factor = turn_factor(segment, scenario, engagement)
    return without_rounding(1.0 if factor <= 0 else -expm1(log(factor) / turn_months(segment)))


def weighted_churn(churns: list[float], mrr: list[float], signed_mrr: list[float]) -> float | None:
    """The company's: by the MRR that there is, else by what is signed; None without either."""
    weights = mrr if sum(mrr) > 0 else signed_mrr
    if sum(weights) == 0:
        return None
    weighted = fsum(weight * churn for weight, churn in zip(weights, churns, strict=True))
    return without_rounding(weighted / fsum(weights))


def without_rounding(churn: float) -> float:
    return 0.0 if abs(churn) < 1e-12 else churn
