"""What one person does on a page or at a prompt, timed through the engine with every option on."""

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks import ours
from benchmarks.everything import SEGMENT, everything
from benchmarks.timing import clock, interleaved
from benchmarks.work import Column

MONTHLY = ("mrr", "cumulative_profit")
SUMMARY = ("revenue", "profit", "breakeven_month", "payback_month")
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
DRAWS = 8_192
COMPANY = {"company.cash": 2_000_000.0, "company.fixed_costs": 180_000.0, "company.fixed_cost_growth": 0.005}
HIGHEST = {"onboarding_rate": 1.0, "retention_rate": 1.0, "month_to_month_retention": 1.0}  # bounds
MOVED = (
    "accounts", "acv", "new_accounts", "new_accounts_step", "new_accounts_growth",
    "onboarding_rate", "retention_rate", "contraction_rate", "price_increase", "expansion_rate",
    "expansion_share", "gross_margin", "cost_to_serve_rate", "cac", "csms", "csm_cost", "csm_hours",
    "csm_productivity", "other_hours", "ramp_productivity", "severance_months", "retention_at_risk",
    "expansion_without_csm", "response_curve", "engagement_memory", "csm_attrition",
    "overload_attrition", "vacancy_months", "month_to_month_shift", "month_to_month_retention",
)  # fmt: skip
DRAWN = (
    "new_accounts", "onboarding_rate", "retention_rate", "expansion_rate", "gross_margin", "cac",
    "retention_at_risk",
)  # fmt: skip


def milliseconds(rounds: int) -> dict[str, float]:
    """Each moment's median processor time."""
    cases = {name: partial(clock, moment) for name, moment in moments().items()}
    return {name: 1_000 * seconds for name, seconds in interleaved(cases, rounds).items()}


def moments() -> dict[str, Callable[[], object]]:
    """The moments by name; scenarios are validated and inputs drawn beforehand."""
    single, triple = ours.scenario(everything(1)), ours.scenario(everything(3))
    names = [segment["name"] for segment in everything(3)["segments"]]
    tornado, grid = one_at_a_time(), crossed(40)
    drawn = {count: draws(names[:count]) for count in (1, 3)}
    return {
        "one scenario, one segment": lambda: ours.one(single),
        "one scenario, three segments": lambda: ours.one(triple),
        "tornado of 80 runs": lambda: ours.many(single, tornado, (), SUMMARY),
        "8,192 draws and fan chart, one segment": lambda: fan_chart(single, drawn[1]),
        "8,192 draws and fan chart, three segments": lambda: fan_chart(triple, drawn[3]),
        "grid of 40 x 40": lambda: ours.many(single, grid, (), SUMMARY),
    }


def fan_chart(scenario: object, columns: dict[str, Column]) -> dict[str, Column]:
    """Quantiles per month of the paths of all draws."""
    result = ours.many(scenario, columns, MONTHLY, SUMMARY)
    places = [round(quantile * (DRAWS - 1)) for quantile in QUANTILES]
    return {name: np.sort(result.monthly[name], axis=1)[:, places] for name in MONTHLY}


def one_at_a_time() -> dict[str, Column]:
    """80 runs, in each of which one input is 10 % lower or higher; the first inputs come twice."""
    columns = {f"{SEGMENT['name']}.{name}": np.full(80, float(SEGMENT[name])) for name in MOVED}
    columns |= {path: np.full(80, value) for path, value in COMPANY.items()}
    paths = list(columns)
    for run in range(80):
        columns[paths[run // 2 % len(paths)]][run] *= 0.9 if run % 2 else 1.1
    for path, column in columns.items():
        np.minimum(column, HIGHEST.get(path.partition(".")[2], np.inf), out=column)
    return columns


def crossed(steps: int) -> dict[str, Column]:
    """Every pair of two inputs' values."""
    retention, risk = np.meshgrid(np.linspace(0.7, 1.0, steps), np.linspace(0.0, 0.3, steps))
    name = SEGMENT["name"]
    return {f"{name}.retention_rate": retention.ravel(), f"{name}.retention_at_risk": risk.ravel()}


def draws(segments: list[str]) -> dict[str, Column]:
    """Seven inputs of each segment drawn evenly within 5 % of their values."""
    random = np.random.default_rng(8_192)
    rows = {row["name"]: row for row in everything(len(segments))["segments"]}
    columns = {}
    for segment in segments:
        for name in DRAWN:
            values = rows[segment][name] * random.uniform(0.95, 1.05, DRAWS)
            columns[f"{segment}.{name}"] = np.minimum(values, HIGHEST.get(name, np.inf))
    return columns
