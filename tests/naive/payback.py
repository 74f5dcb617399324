"""When the CAC of a signed account is back."""

from collections.abc import Iterator

from .account import Account, Told, expected_margin, expected_stream
from .billing import bill
from .cohorts import Cohort

LONGEST = 120
ENOUGH = 1 - 1e-9


def not_asked(account: Account) -> Told | None:
    """What every payback is when nobody is onboarded or nothing is spent."""
    if account.segment["onboarding_rate"] == 0:
        return "no_onboarding"
    return 0.0 if account.cac == 0 else None


def payback_revenue(account: Account) -> Told:
    told = not_asked(account)
    return told if told is not None else float(account.cac / (account.segment["onboarding_rate"] * account.arpa))


def payback_margin(account: Account) -> Told:
    told = not_asked(account)
    if told is not None:
        return told
    if account.margin <= 0:
        return "no_margin"
    return float(account.cac / (account.segment["onboarding_rate"] * account.margin))


def first_month_paid_back(account: Account, earned_by_month: Iterator[float]) -> Told:
    told = not_asked(account)
    if told is not None:
        return told
    total = 0.0
    for month, earned in enumerate(earned_by_month, 1):
        total += earned
        if total >= account.cac * ENOUGH:
            return float(month)
    return "no_margin" if account.margin <= 0 else "never_pays_back"


def payback_survival(account: Account) -> Told:
    return first_month_paid_back(account, margin_by_month(account))


def payback_cash(account: Account) -> Told:
    return first_month_paid_back(account, cash_by_month(account))


def margin_by_month(account: Account) -> Iterator[float]:
    """The expected margin of a signed account in the months from its signature on."""
    stream = expected_stream(account, LONGEST)
    for month in range(1, LONGEST + 1):
        age = month - 1 - account.segment["onboarding_months"]
        yield account.segment["onboarding_rate"] * expected_margin(account, *stream[age]) if age >= 0 else 0.0


def cash_by_month(account: Account) -> Iterator[float]:
    """The expected cash of a signed account in the months from its signature on.

    It is billed as one group of expected size; bills come in later, and costs are those of the months of revenue.
    """
    segment = account.segment
    stream = expected_stream(account, LONGEST)
    first_revenue = 1 + segment["onboarding_months"]
    group = Cohort("new", first_revenue, 0.0, 0.0, last_billed=0.0, renewals=0)
    billed: dict[int, float] = {}
    for month in range(1, LONGEST + 1):
        age = month - first_revenue
        costs = 0.0
        if age >= 0:
            mrr, alive = (segment["onboarding_rate"] * value for value in stream[age])
            group.mrr = mrr
            if age > 0:
                group.last_billed = group.last_billed * (1 - segment["early_churn"])
            billed[month] = bill(group, month, segment["billing_months"])
            costs = mrr * (1 - account.margin_rate) + alive * account.csm_cost
        yield billed.get(month - segment["collection_months"], 0.0) - costs
