"""Seek: the values of an input at which a number crosses zero, or something begins or ceases to hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from model.engine.batch import Array
from model.figures import Flags
from model.scenario import Scenario
from model.whatif.vary import Row, Rows, WhatIf, vary

T = TypeVar("T")
Tries = Callable[[Sequence[WhatIf]], tuple[Any, Sequence[T]]]
PARTS = 32  # into which a bracket is cut


@dataclass(frozen=True)
class Search:
    """The values of an input in the order in which they are tried, and the what-if at each.

    In so many `rounds` more what lies between two of them is tried, where a root is; `whole` numbers stay whole.
    """

    values: Sequence[float]
    at: Callable[[float], WhatIf]
    rounds: int = 0
    whole: bool = False

    def between(self, low: float, high: float) -> Sequence[float]:
        """Values closer to each other, both ends included."""
        return whole_numbers(low, high, PARTS) if self.whole else np.linspace(low, high, PARTS + 1).tolist()


@dataclass(frozen=True)
class Side(Generic[T]):
    """A value that was tried, what it gave (of what holds or not: 1 or -1), and the row that shows it."""

    value: float
    amount: float
    row: T

    @property
    def holds(self) -> bool:
        return self.amount >= 0


@dataclass(frozen=True)
class Root(Generic[T]):
    """Two values beside each other, in the order tried, between which the sign changes; both rows are the evidence."""

    before: Side[T]
    after: Side[T]
    between: bool = True

    @property
    def holding(self) -> Side[T]:
        """The side on which it holds, or on which the number is zero or above."""
        return self.before if self.before.holds else self.after

    @property
    def missing(self) -> Side[T]:
        return self.after if self.before.holds else self.before

    @property
    def sides(self) -> tuple[Side[T], Side[T]]:
        return self.before, self.after

    @property
    def width(self) -> float:
        return abs(self.after.value - self.before.value)

    @property
    def at(self) -> float:
        """Where the number is zero, on a straight line; the last that holds where nothing lies between."""
        if not self.between:
            return self.holding.value
        part = self.before.amount / (self.before.amount - self.after.amount)
        return self.before.value + (self.after.value - self.before.value) * part


@dataclass(frozen=True)
class Sought(Generic[T]):
    """What was tried first, and every root in the order of the values; none where the sign is the same all over."""

    tried: Sequence[Side[T]]
    roots: Sequence[Root[T]]

    @property
    def nearest(self) -> Side[T]:
        """The value tried first that comes closest to zero."""
        return min(self.tried, key=lambda side: math.inf if math.isnan(side.amount) else abs(side.amount))


def seek(tries: Tries[T], *searches: Search) -> list[Sought[T]]:
    """The roots of each search; every round of all searches is one call of `tries`.

    `tries` gives for each what-if a number, or whether something holds, and a row to show for it. Roots between two
    values that are on one side are not seen: try more of them. Neighbours that both give just zero are a stretch of
    zeros, of which only the ends are roots.
    """
    found: list[list[Root[T]]] = [[] for _ in searches]
    first: list[Sequence[Side[T]]] = []
    asked = [(place, search.values, search.rounds) for place, search in enumerate(searches)]
    while asked:
        whatifs = [searches[place].at(value) for place, values, _ in asked for value in values]
        amounts, rows, smooth = _tried(tries, whatifs)
        start, finer = 0, []
        for place, values, rounds in asked:
            search, these = searches[place], slice(start, start + len(values))
            start = these.stop
            sides = _sides(values, amounts[these], rows[these])
            first += [sides] if len(first) < len(searches) else []
            for turn in crossings(amounts[these]):
                root = Root(sides[turn], sides[turn + 1], between=smooth and not search.whole)
                if rounds and not (search.whole and root.width <= 1):
                    finer.append((place, search.between(root.before.value, root.after.value), rounds - 1))
                else:
                    found[place].append(root)
        asked = finer
    return [
        Sought(sides, _in_order(search, roots)) for search, sides, roots in zip(searches, first, found, strict=True)
    ]


def of_figure(scenario: Scenario, name: str, *, segment: str = "", target: float = 0.0, **asked: Any) -> Tries[Row]:
    """Tries of a figure, of the company or of a segment, for `seek` and `best`: by how much it is above a target."""

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Array, Rows]:
        rows = vary(scenario, whatifs, **({"summary": (name,)} | asked), by_segment=bool(segment))
        rows = rows.of_segment(segment) if segment else rows
        return rows.values(name) - target, rows

    return tries


def crossings(amounts: Sequence[float] | Array | Flags) -> list[int]:
    """The places after which the sign changes, or something begins or ceases to hold."""
    signs = np.sign(_numbers(amounts))
    changes = (signs[:-1] != signs[1:]) & np.isfinite(signs[:-1]) & np.isfinite(signs[1:])
    return [int(place) for place in np.flatnonzero(changes)]


def whole_numbers(low: float, high: float, parts: int) -> list[float]:
    """Whole numbers between two and both of them, in the order from the one to the other; about so many at most."""
    step = max(1, math.ceil(abs(high - low) / parts))
    inside = range(math.ceil(min(low, high)), math.floor(max(low, high)) + 1, step)
    return sorted({low, high, *map(float, inside)}, reverse=high < low)


def _tried(tries: Tries[T], whatifs: Sequence[WhatIf]) -> tuple[Array, Sequence[T], bool]:
    amounts, rows = tries(whatifs)
    return _numbers(amounts), rows, np.asarray(amounts).dtype != np.bool_


def _numbers(amounts: Any) -> Array:
    """Numbers as they are; of what holds or not 1 or -1."""
    given = np.asarray(amounts)
    return np.where(given, 1.0, -1.0) if given.dtype == np.bool_ else given.astype(float)


def _sides(values: Sequence[float], amounts: Array, rows: Sequence[T]) -> list[Side[T]]:
    return [Side(float(value), float(amount), row) for value, amount, row in zip(values, amounts, rows, strict=True)]


def _in_order(search: Search, roots: list[Root[T]]) -> list[Root[T]]:
    """The roots in the order of the search; a number that is just zero at a value is one root and not two."""
    falls = search.values[0] > search.values[-1]
    roots = sorted(roots, key=lambda root: root.before.value, reverse=falls)
    return [
        root
        for place, root in enumerate(roots)
        if not (place and root.before.amount == 0 and roots[place - 1].after.value == root.before.value)
    ]
