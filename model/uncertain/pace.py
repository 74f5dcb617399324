"""How fast can we grow: the fastest growth that cash carries with a chosen probability, and what more funding buys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.decide.outcome import finite_or_none
from model.engine.batch import Array
from model.engine.simulate import run_batch
from model.figures import Flags
from model.parameters import SEGMENT
from model.problems import Problem, ScenarioError
from model.scenario import Scenario
from model.uncertain.draws import Draws
from model.uncertain.run import chunk_size
from model.wording import formatted, percent, points

SLOWEST, FASTEST = -0.1, 0.2  # points of growth a month more than now that are tried
TRIED = 61  # of them at first, half a point apart
FINER, ROUNDS = 17, 3  # and then between the last that holds and the next
GROWTH = "new_accounts_growth"


@dataclass(frozen=True)
class Carried:
    """The fastest growth that is carried: points a month more than now, None where none is, and the median ARR there.

    `is_fastest_tried` says that faster growth might be carried as well.
    """

    growth: float | None
    arr: float | None
    is_fastest_tried: bool = False


@dataclass(frozen=True)
class Raise:
    """The money that keeps cash a buffer above the floor as planned, and the first month in which it is needed."""

    amount: float
    month: int | None


@dataclass(frozen=True)
class Pace:
    """What cash carries, without and with more funding."""

    scenario: Scenario
    draws: Draws
    probability: float
    floor: float
    buffer: float
    funding: float
    arr: float
    carried: Carried
    funded: Carried
    raising: Raise


@dataclass(frozen=True)
class _Tried:
    """At each growth (growths, draws): the lowest cash, whether it is still falling at the end, and the last ARR."""

    low: Array
    falling: Flags
    arr: Array

    def holds(self, floor: float, probability: float) -> Flags:
        """At which growth cash keeps the floor and is not still falling, as often as asked for."""
        return np.asarray(((self.low >= floor) & ~self.falling).mean(axis=1) >= probability - 1e-12)


def pace(scenario: Scenario, probability: float, floor: float = 0.0, funding: float = 0.0, buffer: float = 0.0,
         count: int = 256, seed: int = 0) -> Pace:  # fmt: skip
    """The fastest growth in every segment that signs. Raises ScenarioError where nobody signs."""
    signing = [row.name for row in scenario.segments if row.new_accounts or row.new_accounts_step]
    if not signing:
        raise ScenarioError([Problem("growth", "", "cannot be told: no segment signs", "set new_accounts")])
    draws = Draws(scenario, count, seed)
    first = np.linspace(SLOWEST, FASTEST, TRIED).tolist()
    tried = _tried(draws, signing, first)
    carried = _fastest(draws, signing, first, tried, floor, probability)
    funded = _fastest(draws, signing, first, tried, floor - funding, probability)
    arr = 12 * float(np.median(_planned(draws, "mrr")[-1]))
    return Pace(scenario, draws, probability, floor, buffer, funding, arr, carried, funded,
                _raise(_planned(draws, "cash"), floor + buffer, probability))  # fmt: skip


def _fastest(draws: Draws, signing: Sequence[str], growths: Sequence[float], tried: _Tried, floor: float,
             probability: float) -> Carried:  # fmt: skip
    """The fastest growth that holds, looked for more and more finely."""
    for _ in range(ROUNDS):
        holds = np.flatnonzero(tried.holds(floor, probability))
        if not len(holds):
            return Carried(None, None)
        last = int(holds[-1])
        if last == len(growths) - 1:
            return Carried(growths[last], float(np.median(tried.arr[last])), growths[last] >= FASTEST)
        growths = np.linspace(growths[last], growths[last + 1], FINER).tolist()
        tried = _tried(draws, signing, growths)
    last = int(np.flatnonzero(tried.holds(floor, probability))[-1])
    return Carried(growths[last], float(np.median(tried.arr[last])))


def _tried(draws: Draws, signing: Sequence[str], growths: Sequence[float]) -> _Tried:
    """Every draw at every growth, those of several in one call."""
    columns = draws.columns(0, draws.count)
    rows = {path: np.tile(values, len(growths)) for path, values in columns.items()}
    more = np.repeat(growths, draws.count)
    for segment in signing:
        path = f"{segment}.{GROWTH}"
        values = rows.get(path, np.full(len(more), draws.certain.value(path)))
        rows[path] = np.clip(values + more, *(SEGMENT[GROWTH].bounds or (-np.inf, np.inf)))
    size = chunk_size(draws.scenario)
    sides = [
        _lowest(draws, {path: values[start : start + size] for path, values in rows.items()})
        for start in range(0, len(more), size)
    ]
    low, falling, arr = (np.concatenate(side).reshape(len(growths), -1) for side in zip(*sides, strict=True))
    return _Tried(low, falling, arr)


def _lowest(draws: Draws, rows: dict[str, Array]) -> tuple[Array, Flags, Array]:
    """The lowest cash, whether it is still falling, and the last ARR, of each row."""
    ran = run_batch(draws.batch_of(rows), summary=("cash_low", "cash_low_month", "arr_end"), monthly=("cash_flow",))
    falls = (ran.summary["cash_low_month"] == draws.scenario.horizon_months) & (ran.monthly["cash_flow"][-1] < 0)
    return ran.summary["cash_low"], falls, ran.summary["arr_end"]


def _planned(draws: Draws, path: str) -> Array:
    """A path as planned, (months, draws)."""
    size = chunk_size(draws.scenario)
    parts = [
        run_batch(draws.batch(start, min(start + size, draws.count)), monthly=(path,)).monthly[path]
        for start in range(0, draws.count, size)
    ]
    return np.concatenate(parts, axis=1)


def _raise(cash: Array, least: float, probability: float) -> Raise:
    """What is missing to the least cash in so many of the draws, and the first month in which it is."""
    low = float(np.quantile(cash.min(axis=0), 1 - probability))
    missing = np.quantile(cash, 1 - probability, axis=1) < least
    return Raise(max(0.0, least - low), int(np.argmax(missing)) + 1 if missing.any() else None)


def as_json(found: Pace) -> dict[str, Any]:
    """Growth in points a month more than now."""
    return {
        "growth": found.carried.growth,
        "arr": found.carried.arr,
        "arr_as_planned": finite_or_none(found.arr),
        "funding": {"amount": found.funding, "growth": found.funded.growth, "arr": found.funded.arr},
        "raise": {"amount": found.raising.amount, "month": found.raising.month},
        "probability": found.probability,
        "floor": found.floor,
        "buffer": found.buffer,
        "draws": found.draws.count,
        "seed": found.draws.seed,
    }


def as_lines(found: Pace) -> str:
    """The fastest growth, what more funding buys, and the raise."""
    currency, sure = found.scenario.currency, percent(found.probability)
    lines = [f"Cash carries {_said(found.carried, currency)} (in {sure} of the draws)."]
    if found.funding:
        more = formatted(found.funding, "money", currency)
        lines.append(f"With {more} more funding it carries {_said(found.funded, currency)}.")
    amount, month = found.raising.amount, found.raising.month
    least = formatted(found.floor + found.buffer, "money", currency)
    if amount and month:
        lines.append(
            f"As planned, raise {formatted(amount, 'money', currency)} by month {month} to keep {least} in cash."
        )
    else:
        lines.append(f"As planned, cash stays above {least} without a raise.")
    return "\n".join(lines) + "\n"


def _said(carried: Carried, currency: str) -> str:
    if carried.growth is None:
        return "no growth that was tried"
    than = "at least " if carried.is_fastest_tried else ""
    side = "faster" if carried.growth >= 0 else "slower"
    arr = formatted(carried.arr, "money/year", currency)
    return f"growth {than}{points(abs(carried.growth))} a month {side} than planned, for an ARR of {arr}"
