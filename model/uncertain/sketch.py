"""Means and quantiles of many numbers that come a few at a time, in memory that does not grow with them."""

from __future__ import annotations

import math

import numpy as np

from model.engine.batch import Array


class Sketch:
    """Rows of numbers (rows, any), of which means and quantiles are asked; nan is no number.

    Up to twice `kept` of them are all there, and quantiles are exact. Of more, each block of so many is sorted and
    every second number kept, and so again with two of these: ranks are off by a few in `kept` at most. Blocks are the
    same however many numbers come at once, and so are means and quantiles to the last digit.
    """

    def __init__(self, rows: int, kept: int) -> None:
        self.kept = kept
        self._waiting = np.empty((rows, 0))
        self._sums: list[Array] = []  # of each block
        self._levels: dict[int, Array] = {}  # how many numbers each stands for: those that are kept
        self._turns: dict[int, int] = {}

    def add(self, numbers: Array) -> None:
        """Takes in more numbers, (rows, more)."""
        self._waiting = np.concatenate([self._waiting, numbers], axis=1)
        while self._waiting.shape[1] > 2 * self.kept:
            block, self._waiting = self._waiting[:, : 2 * self.kept], self._waiting[:, 2 * self.kept :]
            self._sums.append(np.nansum(block, axis=1))
            self._rise(1, block)

    def _rise(self, weight: int, block: Array) -> None:
        turn = self._turns[weight] = 1 - self._turns.get(weight, 1)
        half = np.sort(block, axis=1)[:, turn::2]
        if (other := self._levels.pop(2 * weight, None)) is None:
            self._levels[2 * weight] = half
        else:
            self._rise(2 * weight, np.concatenate([other, half], axis=1))

    def means(self, counts: Array) -> Array:
        """The mean of each row, which has so many numbers; nan for a row without any."""
        sums = np.array([*self._sums, np.nansum(self._waiting, axis=1)]).T
        return np.array(
            [math.fsum(row) / count if count else math.nan for row, count in zip(sums, counts, strict=True)]
        )

    def quantiles(self, shares: Array) -> Array:
        """The numbers below which these shares of each row lie, (rows, shares); nan for a row without any."""
        values = np.concatenate([self._waiting, *self._levels.values()], axis=1)
        weights = np.concatenate(
            [np.ones(self._waiting.shape[1]), *(np.full(block.shape[1], w) for w, block in self._levels.items())]
        )
        return np.array([_weighted(row, weights, shares) for row in values])


def _weighted(row: Array, weights: Array, shares: Array) -> Array:
    """As numpy's quantiles where all weights are 1, and the same with a number in place of each of several."""
    known = ~np.isnan(row)
    if not known.any():
        return np.full(len(shares), np.nan)
    order = np.argsort(row[known], kind="stable")
    numbers, heavy = row[known][order], weights[known][order]
    if heavy.max() == 1:
        return np.asarray(np.quantile(numbers, shares))
    places = np.cumsum(heavy) - (heavy + 1) / 2
    return np.asarray(np.interp(np.asarray(shares) * (heavy.sum() - 1), places, numbers))
