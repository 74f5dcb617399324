"""W in plain numpy, as one would first write it: whole tables at once, in either orientation."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.work import (
    HOURS_PER_CSM_MONTH,
    MONTHS,
    NEGLIGIBLE,
    WHOLE_PEOPLE,
    Column,
    Inputs,
    Outcome,
    Program,
)


def months_first(inputs: Inputs) -> Program:
    """Tables of (months, scenarios)."""
    return Program(run=lambda: _naive(inputs, months_axis=0), outcome=lambda told: told)


def scenarios_first(inputs: Inputs) -> Program:
    """Tables of (scenarios, months), turned at the end; the turn is a view and costs nothing."""
    return Program(run=lambda: _naive(inputs, months_axis=1), outcome=lambda told: told)


def _naive(inputs: Inputs, months_axis: int) -> Outcome:
    column = {name: np.expand_dims(values, months_axis) for name, values in inputs.items()}
    month = np.expand_dims(np.arange(MONTHS), 1 - months_axis)

    signed = column["new_accounts"] * (1 + column["new_accounts_growth"]) ** month
    started = signed * column["onboarding_rate"]
    accounts = np.empty_like(signed)
    mrr = np.empty_like(signed)
    accounts_now = inputs["accounts"]
    mrr_now = inputs["accounts"] * inputs["acv"] / 12
    for t in range(MONTHS):
        at = (t, slice(None)) if months_axis == 0 else (slice(None), t)
        if t > 0:
            accounts_now = accounts_now * inputs["retention_rate"]
            mrr_now = mrr_now * inputs["retention_rate"] * (1 + inputs["expansion_rate"])
        accounts_now = accounts_now + started[at]
        mrr_now = mrr_now + started[at] * inputs["acv"] / 12
        accounts[at] = accounts_now
        mrr[at] = mrr_now

    csms = np.ceil(accounts * column["other_hours"] / 12 / HOURS_PER_CSM_MONTH * WHOLE_PEOPLE)
    costs = (
        mrr * (1 - column["gross_margin"])
        + csms * column["csm_cost"] / 12
        + signed * column["cac"]
        + column["fixed_costs"]
    )
    profit = mrr - costs
    cumulative = np.cumsum(profit, axis=months_axis)
    cash = column["cash"] + cumulative
    negative = profit < -NEGLIGIBLE * (mrr + costs)
    tolerance = NEGLIGIBLE * (mrr + costs).sum(axis=months_axis, keepdims=True)
    in_the_red = cumulative < -tolerance
    ever_red = in_the_red.any(axis=months_axis)

    paths = {"mrr": mrr, "accounts": accounts, "operating_profit": profit, "cumulative_profit": cumulative}
    figures: dict[str, Column] = {
        "revenue": mrr.sum(axis=months_axis),
        "arr_end": 12 * np.take(mrr, -1, axis=months_axis),
        "profit": profit.sum(axis=months_axis),
        "trough": np.where(ever_red, cumulative.min(axis=months_axis), 0),
        "trough_month": np.where(ever_red, cumulative.argmin(axis=months_axis) + 1, np.nan),
        "breakeven_month": _recovery(negative, months_axis),
        "payback_month": np.where(ever_red, _recovery(in_the_red, months_axis), np.nan),
        "cash_low": cash.min(axis=months_axis),
        "cash_low_month": cash.argmin(axis=months_axis) + 1.0,
    }
    if months_axis == 1:
        paths = {name: path.T for name, path in paths.items()}
    return Outcome(paths, figures)


def _recovery(negative: NDArray[np.bool_], months_axis: int) -> Column:
    """First month after the last negative one; 1 when none is, nan when the last one is."""
    backwards = np.flip(negative, axis=months_axis)
    month = np.where(negative.any(axis=months_axis), MONTHS + 1 - backwards.argmax(axis=months_axis), 1)
    return np.where(month > MONTHS, np.nan, month)
