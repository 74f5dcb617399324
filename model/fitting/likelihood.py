"""Maximum likelihood of the response to engagement: CR6, retention at risk and curve, from which accounts renewed.

Accounts renew independently of each other, with the chance of Eq 2: CR6(E) = CR6 - q (1 - E)^k with 0 <= q <= CR6 <= 1
and k within the bounds of its input. For a given k the chance is linear in CR6 and q: the log-likelihood has one top,
which is solved for. Curves are tried one beside the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from model.engine.batch import Array
from model.fitting.cells import Cells
from model.parameters import SEGMENT

CONFIDENCE = 0.95
SIGMAS = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)  # its square is chi-squared's limit with 1 degree of freedom
CURVES = SEGMENT["response_curve"].bounds or (0.1, 10.0)
GRID, CLOSER = 33, 2  # curves tried at once, and how often closer to the best
HALVINGS, STEPS = 30, 60
CLOSE = 1e-9  # log-likelihood to be gained by another step
FINE = 1e-6  # of an interval's ends
TINY = 1e-12
MOST_AT_RISK = 1 - 1e-6  # at 1 there is no choice of CR6 left, and no slope along it
Ends = tuple[float, float]


@dataclass(frozen=True)
class Estimate:
    """A number with its 95% interval, and whether that goes to the ends of what is allowed."""

    value: float
    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True)
class Fit:
    """CR6 and retention at risk in shares per renewal, the curve, and the log-likelihood there.

    `gain` is twice the log-likelihood by which the fit exceeds that of no response at all.
    """

    retention_rate: Estimate
    retention_at_risk: Estimate
    response_curve: Estimate
    log_likelihood: float
    gain: float


def fitted(cells: Cells, curves: Ends = CURVES) -> Fit:
    """The fit with a curve between these ends.

    An interval holds the numbers that lose at most 3.84 of twice the log-likelihood when the other two are at their
    best for them (profile likelihood: Venzon and Moolgavkar 1988, Applied Statistics 37, 87-94).
    """
    curve = _best_curve(cells, _spread(curves, GRID))
    [risk], [retention], [top] = _of_curves(cells, np.array([curve]))

    def short(log_likelihoods: Array) -> float:
        return math.sqrt(max(0.0, 2 * (float(top) - float(log_likelihoods.max())))) - SIGMAS

    log_ends = math.log(curves[0]), math.log(curves[1])
    logs = _interval(lambda log: short(_of_curves(cells, np.exp([log]))[2]), math.log(curve), log_ends)
    low = curves[0] if logs.low_open else math.exp(logs.low)
    high = curves[1] if logs.high_open else math.exp(logs.high)
    # Whatever an interval of the other two holds goes with a curve within the curve's own.
    powers = cells.powers(_spread((low, high), GRID))
    every = np.ones(len(powers))
    return Fit(
        _interval(lambda share: short(_with_retention(cells, share * every, powers)), float(retention), (0.0, 1.0)),
        _interval(lambda share: short(_with_risk(cells, share * every, powers)), float(risk), (0.0, 1.0)),
        Estimate(curve, low, high, logs.low_open, logs.high_open),
        float(top),
        max(0.0, 2 * (float(top) - without_response(cells))),
    )


def retention(engagement: Array, *, retention_rate: float, retention_at_risk: float, response_curve: float) -> Array:
    """CR6(E), share per renewal (Eq 2, with response to engagement).

    >>> retention(np.array([0.0, 0.5, 1.0]), retention_rate=0.9, retention_at_risk=0.4, response_curve=2.0).tolist()
    [0.5, 0.8, 0.9]
    """
    neglected = np.maximum(0.0, 1 - engagement) ** response_curve
    return retention_rate - min(retention_at_risk, retention_rate) * neglected


def log_likelihood(cells: Cells, chance: Array) -> Array:
    """The log-likelihood of the renewals, given the chance of each cell's accounts to renew, (..., cells)."""
    within = np.clip(chance, TINY, 1 - TINY)
    total: Array = (cells.renewed * np.log(within) + cells.lost * np.log1p(-within)).sum(axis=-1)
    return total


def without_response(cells: Cells) -> float:
    """The log-likelihood when all renew with the same chance."""
    return float(log_likelihood(cells, np.full(cells.renewed.shape, cells.renewed.sum() / cells.accounts.sum())))


def _best_curve(cells: Cells, tried: Array) -> float:
    for closer in range(CLOSER + 1):
        best = int(_of_curves(cells, tried)[2].argmax())
        if closer < CLOSER:
            tried = _spread((tried[max(0, best - 1)], tried[min(len(tried) - 1, best + 1)]), GRID)
    return float(tried[best])


def _of_curves(cells: Cells, curves: Array) -> tuple[Array, Array, Array]:
    """Retention at risk, CR6 and log-likelihood at the top of each curve."""
    powers = cells.powers(curves)
    shares = np.full(len(curves), 0.5)

    def slope(risk: Array) -> tuple[Array, Array]:
        """Along retention at risk, CR6 always at its best: at an end of what it may be it stays there."""
        nonlocal shares
        shares = _given_risk(cells, risk, powers, shares)
        pull, bend = _pull(cells, _chance(risk, shares, powers))
        along = np.where((shares == 0)[:, None], 1 - powers, -powers)
        free = (shares > 0) & (shares < 1)
        both = np.where(free, (along * bend).sum(axis=-1) ** 2 / (bend.sum(axis=-1) + TINY), 0.0)
        return (along * pull).sum(axis=-1), (along**2 * bend).sum(axis=-1) - both

    risk = _top(slope, shares, MOST_AT_RISK)
    shares = _given_risk(cells, risk, powers, shares)
    return risk, np.minimum(1.0, risk + shares * (1 - risk)), log_likelihood(cells, _chance(risk, shares, powers))


def _chance(risk: Array, share: Array, powers: Array) -> Array:
    """The chance to renew, with CR6 this share of the way from retention at risk to 1."""
    return risk[:, None] * (1 - powers) + (share * (1 - risk))[:, None]


def _given_risk(cells: Cells, risk: Array, powers: Array, start: Array) -> Array:
    """The best share of the way from retention at risk to 1."""

    def slope(share: Array) -> tuple[Array, Array]:
        pull, bend = _pull(cells, _chance(risk, share, powers))
        return (1 - risk) * pull.sum(axis=-1), (1 - risk) ** 2 * bend.sum(axis=-1)

    return _top(slope, start)


def _with_retention(cells: Cells, retention: Array, powers: Array) -> Array:
    """The log-likelihood with this CR6, retention at risk the best share of it."""

    def chance(share: Array) -> Array:
        return retention[:, None] * (1 - share[:, None] * powers)

    def slope(share: Array) -> tuple[Array, Array]:
        pull, bend = _pull(cells, chance(share))
        step = -retention[:, None] * powers
        return (step * pull).sum(axis=-1), (step**2 * bend).sum(axis=-1)

    return log_likelihood(cells, chance(_top(slope, np.full(len(powers), 0.5))))


def _with_risk(cells: Cells, risk: Array, powers: Array) -> Array:
    """The log-likelihood with this retention at risk and the best CR6."""
    share = _given_risk(cells, risk, powers, np.full(len(powers), 0.5))
    return log_likelihood(cells, _chance(risk, share, powers))


def _pull(cells: Cells, chance: Array) -> tuple[Array, Array]:
    """First and, with the other sign, second derivative of the log-likelihood by each chance."""
    within = np.clip(chance, TINY, 1 - TINY)
    gained, lost = cells.renewed / within, cells.lost / (1 - within)
    return gained - lost, gained / within + lost / (1 - within)


def _top(slopes: Callable[[Array], tuple[Array, Array]], start: Array, end: float = 1.0) -> Array:
    """Where in 0..end a concave function is highest, from its slope and, with the other sign, its second derivative.

    By Newton's steps, halving instead where they would leave what is left of 0..1; an end where it is highest there.
    """
    low, high = np.zeros(start.shape), np.full(start.shape, end)
    at_low, at_high = slopes(low)[0] <= 0, slopes(high)[0] >= 0
    low, high = np.where(at_high & ~at_low, end, low), np.where(at_low, 0.0, high)
    place = np.clip(start, low, high)
    for _ in range(STEPS):
        slope, bend = slopes(place)
        if (slope**2 / (bend + TINY) * (high > low)).max() < CLOSE:
            break
        low, high = np.where(slope > 0, place, low), np.where(slope > 0, high, place)
        newton = place + slope / (bend + TINY)
        place = np.where((newton > low) & (newton < high), newton, (low + high) / 2)
    return place


def _interval(short: Callable[[float], float], value: float, bounds: Ends) -> Estimate:
    """The interval around a value, to where the likelihood falls short by as much as it may, or to a bound."""
    from scipy.optimize import brentq

    low, high = (bound if short(bound) <= 0 else float(brentq(short, bound, value, xtol=FINE)) for bound in bounds)
    return Estimate(value, low, high, low == bounds[0], high == bounds[1])


def _spread(ends: Ends, count: int) -> Array:
    """Curves from end to end, each the same factor from the one before."""
    return np.array(ends[:1]) if ends[0] == ends[1] else np.geomspace(*ends, count)
