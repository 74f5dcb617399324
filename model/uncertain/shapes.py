"""How values spread between and beyond low (P10), likely (P50) and high (P90), and stay within what is allowed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.parameters import InputRange, Parameter
from model.parameters.declare import Range

TENTH = 1.2815515655446004  # standard deviations from the middle to P90 of a normal number
NARROW = 10.0  # an input that goes over no more than this is a share, a rate or the like


@dataclass(frozen=True)
class Spread:
    """The values of one input as a function of a standard normal number: two halves that meet at the likely value.

    Each half is a normal distribution, of the value itself, of its logarithm above the least, or of its log odds
    between both bounds; or it is even. What would lie beyond a bound lies on it.
    """

    low: float
    likely: float
    high: float
    shape: str
    bounds: Range  # of the shape
    allowed: Range
    whole: bool
    least: float = 0.0  # of what is not 0

    def at(self, normal: Array) -> Array:
        """The values at these standard normal numbers; P10, P50 and P90 are low, likely and high."""
        if self.low == self.high:
            return np.full(np.shape(normal), self.likely)
        values = self._even(normal) if self.shape == "uniform" else self._halves(normal)
        if self.whole:
            values = np.floor(values + 0.5)
        values = np.clip(values, *self.allowed)
        return np.where((values > 0) & (values < self.least), self.least, values)

    def ppf(self, share: Array) -> Array:
        """The value below which a share of the draws lies."""
        from scipy.special import ndtri

        return self.at(ndtri(share))

    def _halves(self, normal: Array) -> Array:
        low, likely, high = (self._to(value) for value in (self.low, self.likely, self.high))
        slope = np.where(normal < 0, likely - low, high - likely) / TENTH
        return np.where(slope == 0, self.likely, self._from(likely + slope * normal))

    def _even(self, normal: Array) -> Array:
        from scipy.special import ndtr

        away = (ndtr(normal) - 0.5) / 0.4
        return np.asarray(self.likely + away * np.where(away < 0, self.likely - self.low, self.high - self.likely))

    def _to(self, value: float) -> float:
        least, most = self.bounds
        match self.shape:
            case "lognormal":
                return float(np.log(value - least))
            case "logit":
                return float(np.log((value - least) / (most - value)))
        return value

    def _from(self, value: Array) -> Array:
        least, most = self.bounds
        with np.errstate(over="ignore"):
            match self.shape:
                case "lognormal":
                    return least + np.exp(value)
                case "logit":
                    return least + (most - least) / (1 + np.exp(-value))
        return value


def spread_of(given: InputRange, parameter: Parameter, allowed: Range) -> Spread:
    """How an input spreads; `allowed` is what the scenario lets it be, within the bounds of its declaration."""
    bounds = parameter.bounds or allowed
    shape = given.shape or _shape(given, bounds)
    return Spread(given.low, given.likely, given.high, shape, bounds, allowed, parameter.whole,
                  parameter.least_above_zero or 0.0)  # fmt: skip


def _shape(given: InputRange, bounds: Range) -> str:
    """Log odds for a share that reaches neither end, a logarithm for an amount above nothing, else normal."""
    least, most = bounds
    if given.low <= least:
        return "normal"
    if most - least <= NARROW:
        return "logit" if given.high < most else "normal"
    return "lognormal" if least >= 0 else "normal"
