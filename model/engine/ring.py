"""A ring of renewal buckets: the accounts of segments with the same terms (model, section 2).

A bucket holds the accounts whose first month is the same modulo L = max(renewal, expansion) months; they live
through the same steps. What happens in a month, and in which order, stands in `model/engine/march.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.billing import Bills
from model.engine.rows import Rows, layers_added
from model.scenario import Scenario, Segment


def of_like_terms(scenario: Scenario) -> Iterator[slice]:
    """Neighbouring segments that can share one ring."""

    def terms(one: Segment) -> tuple[Any, ...]:
        return one.renewal_months, one.expansion_months, one.billing_months, one.aligned(scenario)

    start = 0
    for _, like in groupby(scenario.segments, terms):
        stop = start + len(list(like))
        yield slice(start, stop)
        start = stop


def shares_of_book(segment: Segment, length: int) -> list[float]:
    """Which share of the opening book stands in each bucket: by its calendar, or evenly."""
    calendar = segment.book_calendar
    if not calendar:
        return [1 / length] * length
    terms = length // segment.renewal_months
    return [calendar[(bucket - 1) % segment.renewal_months] / sum(calendar) / terms for bucket in range(length)]


class Ring:
    """The accounts of the segments `own`, `everyone`: (buckets, rows, segments, scenarios).

    First come those on contracts, `state`. Those on month-to-month terms stand behind them in a second ring of the same
    rows, `monthly`, with one bucket for each month between expansions; None where nobody moves there.
    """

    def __init__(
        self, own: slice, segments: Sequence[Segment], rows: Rows, opening: Array, *, aligned: bool, moves: bool
    ) -> None:
        """`opening` is the opening book by row: all in the bucket of month 1, `aligned`, or spread over all."""
        self.own, self.rows, self.segments, self.aligned = own, rows, segments[own], aligned
        terms = self.segments[0]
        self.renewal, self.expansion, self.billing = terms.renewal_months, terms.expansion_months, terms.billing_months
        self.length = max(self.renewal, self.expansion)
        self.state, self.everyone, self.monthly = self._empty(opening.shape, moves=moves)
        self._open(opening)
        self.bills: Bills | None = None
        self._renewing = [self.state[month :: self.renewal] for month in range(self.renewal)]
        self._expanding = [self.state[month :: self.expansion, ..., rows.mrr, :, :] for month in range(self.expansion)]

    def _empty(self, shape: tuple[int, ...], *, moves: bool) -> tuple[Array, Array, Array | None]:
        """State, everyone and those on monthly terms, of one memory."""
        everyone = np.zeros((self.length + self.expansion * moves, *shape))
        return everyone[: self.length], everyone, everyone[self.length :] if moves else None

    def _open(self, opening: Array) -> None:
        if self.aligned:
            self.state[1 % self.length] = opening
        elif any(segment.book_calendar for segment in self.segments):
            shares = np.array([shares_of_book(segment, self.length) for segment in self.segments])
            self.state[:] = opening * shares.T[:, None, :, None]
        else:
            self.state[:] = opening / self.length

    def take_rates(self, left: Array, grown: Array) -> None:
        """From now on a renewal leaves this by row, and an expansion multiplies by that; both of all segments."""
        self.left, self.grown = left[..., self.own, :], self.of(grown)

    def bill(self) -> None:
        """From now on bills are kept, where terms are longer than a month."""
        if self.billing > 1:
            self.bills = Bills(self.renewal, self.expansion, self.billing, self._level(slice(None)))

    def of(self, rate: Array) -> Array:
        """Its own of a rate of all segments; a single one without axes, as which numpy takes it fastest."""
        own: Array = rate[..., self.own, :]
        return own.reshape(()) if own.size == 1 else own

    def leak(self, stay: Array) -> None:
        """Those on contract whom a month loses before all else."""
        self.state *= self.of(stay)
        if self.bills:
            self.bills.shrink(self.of(stay))

    def renewing(self, month: int) -> Array:
        """The buckets whose contract ends in a month."""
        return self._renewing[month % self.renewal]

    def expanding(self, month: int) -> Array:
        """MRR of the buckets that expand in a month."""
        return self._expanding[month % self.expansion]

    def starting(self, month: int) -> Array:
        """The bucket of those whose first month it is."""
        first: Array = self.state[month % self.length]
        return first

    def turn(self, month: int) -> None:
        """Those who have renewed in a month have one more renewal behind them, where that makes a difference."""

    def added(self, buckets: Array) -> Array:
        """Some buckets added up, by row."""
        return added(buckets)

    def expanding_monthly(self, month: int) -> Array:
        """MRR of the bucket on monthly terms that expands in a month."""
        assert self.monthly is not None
        bucket = month % self.expansion
        return self.monthly[bucket : bucket + 1, self.rows.mrr]

    def move(self, leaving: Array, month: int) -> None:
        """Puts those who leave contracts on monthly terms."""
        assert self.monthly is not None
        bucket = month % self.expansion
        several = self.expansion > self.renewal
        moved = self.monthly[month % self.renewal :: self.renewal] if several else self.monthly[bucket : bucket + 1]
        moved += leaving

    def billed(self, month: int) -> Array:
        """What is billed for contracts in a month, in advance."""
        assert self.bills
        return self.bills.of(month, self._level(self.bills.touched(month)))

    def billed_before(self, month: int) -> Array:
        """What the opening book was billed in month 0, -1, ...: as if each group had had its opening MRR."""
        opening = self._level(slice(month % self.billing, None, self.billing))
        total: Array = np.add.reduce(opening, axis=0) * self.billing
        return total

    def _level(self, buckets: slice) -> Array:
        """MRR by bucket, layers added up."""
        return layers_added(self.state[buckets, self.rows.mrr_of_layers])


class NumberedRing(Ring):
    """A ring that keeps accounts apart by the renewals behind them, as the first ones have rates of their own.

    Its state is (buckets, renewals behind, rows, segments, scenarios); the last number are all later ones.
    """

    def __init__(self, *ring: Any, renewals: int, done: Array, aligned: bool, moves: bool) -> None:
        """`done` are the renewals that the opening book has behind it, (segments, scenarios or 1)."""
        self.renewals, self.done = renewals, done
        super().__init__(*ring, aligned=aligned, moves=moves)

    def _empty(self, shape: tuple[int, ...], *, moves: bool) -> tuple[Array, Array, Array | None]:
        contracts = self.length * (self.renewals + 1)
        everyone = np.zeros((contracts + self.expansion * moves, *shape))
        state = everyone[:contracts].reshape(self.length, self.renewals + 1, *shape)
        return state, everyone, everyone[contracts:] if moves else None

    def _open(self, opening: Array) -> None:
        numbers, whole = self.state, np.zeros((self.length, *opening.shape))
        self.state = whole
        super()._open(opening)
        self.state = numbers
        for number in range(self.renewals + 1):
            numbers[:, number] = whole * (self.done == number)

    def starting(self, month: int) -> Array:
        first: Array = self.state[month % self.length, 0]
        return first

    def turn(self, month: int) -> None:
        renewed = self.renewing(month)
        renewed[:, -1] += renewed[:, -2]
        renewed[:, 1:-1] = renewed[:, :-2].copy()
        renewed[:, 0] = 0

    def added(self, buckets: Array) -> Array:
        total: Array = np.add.reduce(buckets, axis=(0, 1))
        return total

    def move(self, leaving: Array, month: int) -> None:
        super().move(np.add.reduce(leaving, axis=1), month)

    def _level(self, buckets: slice) -> Array:
        return layers_added(np.add.reduce(self.state[buckets], axis=1)[:, self.rows.mrr_of_layers])


def added(parts: Array) -> Array:
    """Added up over the first axis: one part is its own sum, and two are added as they are."""
    total: Array = parts[0]
    if len(parts) > 1:
        total = total + parts[1] if len(parts) == 2 else np.add.reduce(parts, axis=0)
    return total
