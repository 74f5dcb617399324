"""W in plain Python: a loop over scenarios, a loop over months, numbers one by one."""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

import numpy as np

from benchmarks.work import (
    FIGURES,
    HOURS_PER_CSM_MONTH,
    MONTHS,
    NEGLIGIBLE,
    PATHS,
    WHOLE_PEOPLE,
    Inputs,
    Outcome,
    Program,
)

Row = tuple[float, ...]


class ScenarioOutcome(NamedTuple):
    """One scenario's four paths and nine figures, in the order of `PATHS` and `FIGURES`."""

    paths: tuple[list[float], ...]
    figures: Row


def plain_python(inputs: Inputs) -> Program:
    """The loop over all scenarios."""
    rows = list(rows_of(inputs))
    return Program(run=lambda: [scenario(*row) for row in rows], outcome=in_order)


def rows_of(inputs: Inputs) -> Iterator[Row]:
    """The inputs, one scenario after the other."""
    return zip(*(column.tolist() for column in inputs.values()), strict=True)


def in_order(outcomes: list[ScenarioOutcome]) -> Outcome:
    """Lists by scenario as arrays by month and scenario."""
    paths = np.array([one.paths for one in outcomes]).transpose(1, 2, 0)
    figures = np.array([one.figures for one in outcomes]).T
    return Outcome(dict(zip(PATHS, paths, strict=True)), dict(zip(FIGURES, figures, strict=True)))


def scenario(
    accounts: float,
    acv: float,
    new_accounts: float,
    new_accounts_growth: float,
    onboarding_rate: float,
    retention_rate: float,
    expansion_rate: float,
    gross_margin: float,
    cac: float,
    fixed_costs: float,
    csm_cost: float,
    other_hours: float,
    cash: float,
) -> ScenarioOutcome:
    """All months of one scenario."""
    arpa = acv / 12
    signed = new_accounts
    mrr = accounts * arpa
    kept, grown = 1.0, 1.0  # in month 1 nothing happens to the opening book
    csms_per_account = other_hours / 12 / HOURS_PER_CSM_MONTH * WHOLE_PEOPLE
    revenue = turnover = cumulative = 0.0
    lowest, lowest_month, last_loss = float("inf"), 0, 0
    mrr_path, accounts_path, profit_path, cumulative_path = [], [], [], []

    for month in range(1, MONTHS + 1):
        started = signed * onboarding_rate
        accounts = accounts * kept + started
        mrr = mrr * kept * grown + started * arpa
        cs_cost = ceil(accounts * csms_per_account) * csm_cost / 12
        costs = mrr * (1 - gross_margin) + cs_cost + signed * cac + fixed_costs
        profit = mrr - costs
        revenue += mrr
        turnover += mrr + costs
        cumulative += profit
        if cumulative < lowest:
            lowest, lowest_month = cumulative, month
        if profit < -NEGLIGIBLE * (mrr + costs):
            last_loss = month
        mrr_path.append(mrr)
        accounts_path.append(accounts)
        profit_path.append(profit)
        cumulative_path.append(cumulative)
        signed *= 1 + new_accounts_growth
        kept, grown = retention_rate, 1 + expansion_rate

    last_red = 0
    for month in range(MONTHS, 0, -1):
        if cumulative_path[month - 1] < -NEGLIGIBLE * turnover:
            last_red = month
            break
    figures = (
        revenue,
        12 * mrr,
        cumulative,
        lowest if last_red else 0,
        lowest_month if last_red else 0,
        last_loss + 1 if last_loss < MONTHS else 0,
        last_red + 1 if 0 < last_red < MONTHS else 0,
        cash + lowest,
        lowest_month,
    )
    return ScenarioOutcome((mrr_path, accounts_path, profit_path, cumulative_path), figures)
