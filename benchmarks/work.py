"""The work W: its inputs, what must come out, and the check that two programs agree on it.

W is the whole model with one segment of monthly terms, all of whose accounts start in month 1, and everything else
left at its default: 36 months of renewal, expansion and new accounts, customer-success managers hired to need, and
company costs and cash.
Every program in this folder gets the same inputs, all of them positive or 0, and gives an `Outcome`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[np.float64]
Inputs: TypeAlias = dict[str, Column]

MONTHS = 36
HOURS_PER_CSM_MONTH = 2080 * 0.7 / 12  # csm_hours x csm_productivity, a month
WHOLE_PEOPLE = 1 - 1e-9  # taken off before head count is rounded up
NEGLIGIBLE = 1e-9  # of revenue and costs together: a loss smaller than this counts as none

PATHS = ("mrr", "accounts", "operating_profit", "cumulative_profit")
FIGURES = (
    "revenue",
    "arr_end",
    "profit",
    "trough",
    "trough_month",
    "breakeven_month",
    "payback_month",
    "cash_low",
    "cash_low_month",
)

# Low and high end of each input. Books, contract values and costs are drawn evenly on a log scale.
RANGES: dict[str, tuple[float, float]] = {
    "accounts": (5.0, 500.0),
    "acv": (1_200.0, 120_000.0),
    "new_accounts": (0.5, 30.0),
    "new_accounts_growth": (-0.03, 0.06),
    "onboarding_rate": (0.6, 1.0),
    "retention_rate": (0.93, 0.999),
    "expansion_rate": (-0.005, 0.03),
    "gross_margin": (0.6, 0.9),
    "cac": (500.0, 30_000.0),
    "fixed_costs": (5_000.0, 150_000.0),
    "csm_cost": (50_000.0, 150_000.0),
    "other_hours": (1.0, 60.0),
    "cash": (0.0, 3_000_000.0),
}
LOGARITHMIC = {"accounts", "acv", "new_accounts", "cac", "fixed_costs"}

# Ordinary extremes that random draws never hit, written over the first scenarios.
EDGES: tuple[dict[str, float], ...] = (
    {name: 0.0 for name in RANGES if name != "acv"},  # nothing at all: zero is never negative
    {"accounts": 0.0, "new_accounts": 0.0},  # no accounts, only fixed costs: never recovers
    {"fixed_costs": 0.0, "cac": 0.0, "csm_cost": 0.0},  # no costs: profitable from month 1
    {"retention_rate": 0.0},  # the whole book leaves every month
    {"retention_rate": 1.0, "expansion_rate": 0.0, "new_accounts_growth": 0.0},  # nothing changes
    {"onboarding_rate": 0.0},  # everything is spent, nobody starts
    {"other_hours": 0.0},  # no customer success
)


class Outcome(NamedTuple):
    """What W gives: paths by (month, scenario), and one figure a scenario; 0 or nan where there is none."""

    paths: dict[str, Column]
    figures: dict[str, Column]


@dataclass(frozen=True)
class Program:
    """One way to compute W, made ready for given inputs. What `run` returns, `outcome` sorts, untimed."""

    run: Callable[[], Any]
    outcome: Callable[[Any], Outcome]
    seconds: Callable[[], float] | None = None  # of one run, where another process does the work


class Missing(Exception):
    """A program cannot run here; says why."""


class Disagreement(Exception):
    """Two programs gave different numbers for the same inputs."""


def draw(scenarios: int, seed: int = 2025) -> Inputs:
    """The inputs of W for so many scenarios: random within `RANGES`, with `EDGES` first."""
    random = np.random.default_rng(seed)
    inputs: Inputs = {}
    for name, (low, high) in RANGES.items():
        if name in LOGARITHMIC:
            inputs[name] = np.exp(random.uniform(np.log(low), np.log(high), scenarios))
        else:
            inputs[name] = random.uniform(low, high, scenarios)
    for row, edge in enumerate(EDGES[:scenarios]):
        for name, value in edge.items():
            inputs[name][row] = value
    return inputs


def first(inputs: Inputs, scenarios: int) -> Inputs:
    """The first so many of the scenarios."""
    return {name: np.ascontiguousarray(column[:scenarios]) for name, column in inputs.items()}


def check(name: str, got: Outcome, expected: Outcome, tolerance: float = 1e-9) -> float:
    """Largest difference on any path or figure, relative to its largest value; raises if beyond tolerance."""
    worst = 0.0
    for part, mine, theirs in (
        *((path, got.paths[path], expected.paths[path]) for path in PATHS if path in got.paths),
        *((figure, got.figures[figure], expected.figures[figure]) for figure in FIGURES),
    ):
        if mine.shape != theirs.shape:
            raise Disagreement(f"{name}: {part} has shape {mine.shape}, expected {theirs.shape}")
        difference = np.abs(np.nan_to_num(mine) - np.nan_to_num(theirs))
        relative = float(difference.max() / max(np.abs(np.nan_to_num(theirs)).max(), 1e-300))
        if not relative <= tolerance:
            place = np.unravel_index(np.argmax(difference), difference.shape)
            where = " of ".join([f"month {place[0] + 1}"] * (len(place) - 1) + [f"scenario {place[-1]}"])
            raise Disagreement(
                f"{name}: {part} differs by {relative:.1e} of its largest value"
                f" ({where}: {mine[place]} instead of {theirs[place]})"
            )
        worst = max(worst, relative)
    return worst
