"""Where groups come from: the opening book by its anniversaries, and what is signed."""

from typing import Any

from .cohorts import Cohort
from .inputs import Inputs
from .rates import first_uplift


def turn_months(segment: dict[str, Any]) -> int:
    """L, the months after which every anniversary has come round."""
    return int(max(segment["renewal_months"], segment["expansion_months"]))


def opening_shares(segment: dict[str, Any], scenario: dict[str, Any]) -> list[tuple[int, float]]:
    """The start of each group of the opening book, and its share of the book."""
    renewal_months, calendar = segment["renewal_months"], segment["book_calendar"]
    if calendar:
        groups_of_entry = max(1, segment["expansion_months"] // renewal_months)
        return [
            (month - renewal_months * turn, entry / sum(calendar) / groups_of_entry)
            for month, entry in enumerate(calendar, 1)
            for turn in range(1, groups_of_entry + 1)
        ]
    if scenario["book_anniversaries"] == "aligned":
        return [(1, 1.0)]
    turn = turn_months(segment)
    return [(-i, 1 / turn) for i in range(turn)]


def opening_cohorts(inputs: Inputs, scenario: dict[str, Any]) -> list[Cohort]:
    segment = inputs.of(1)
    mrr_of_account = segment["acv"] / 12 * first_uplift(segment, scenario)
    cohorts = []
    for start, share in opening_shares(segment, scenario):
        accounts = segment["accounts"] * share
        mrr = accounts * mrr_of_account
        cohorts.append(Cohort("book", start, accounts, mrr, mrr, segment["book_renewals_done"]))
    return cohorts


def signed_cohort(inputs: Inputs, scenario: dict[str, Any], month: int) -> Cohort | None:
    """The accounts signed in this month that reach first value: they start after onboarding."""
    if month < 1:
        return None
    segment = inputs.of(month)
    accounts = inputs.signed(month) * segment["onboarding_rate"]
    mrr = accounts * segment["acv"] / 12 * first_uplift(segment, scenario)
    return Cohort("new", month + segment["onboarding_months"], accounts, mrr, last_billed=0.0, renewals=0)


def waiting_mrr(inputs: Inputs, scenario: dict[str, Any], month: int) -> float:
    """MRR signed by the end of this month that starts later."""
    first = month - inputs.segment["onboarding_months"] + 1
    signed = [signed_cohort(inputs, scenario, earlier) for earlier in range(first, month + 1)]
    return sum(cohort.mrr for cohort in signed if cohort is not None)
