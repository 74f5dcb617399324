"""A ring of renewal buckets: the accounts of segments with the same terms (model, section 2).

A bucket holds the accounts whose first month is the same modulo L = max(renewal, expansion) months; they live
through the same steps. What happens in a month, and in which order, stands in `model/engine/march.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from model.engine.batch import Array
from model.engine.billing import Bills
from model.engine.rows import Rows, layers_added
from model.scenario import Segment


def of_like_terms(segments: Sequence[Segment]) -> Iterator[slice]:
    """Neighbouring segments that can share one ring."""
    start = 0
    for _, like in groupby(segments, lambda one: (one.renewal_months, one.expansion_months, one.billing_months)):
        stop = start + len(list(like))
        yield slice(start, stop)
        start = stop


class Ring:
    """The accounts of the segments `own`, `everyone`: (buckets, rows, segments, scenarios).

    First come those on contracts, `state`. Those on month-to-month terms stand behind them in a second ring of the same
    rows, `monthly`, with one bucket for each month between expansions; None where nobody moves there.
    """

    def __init__(self, own: slice, terms: Segment, rows: Rows, opening: Array, *, aligned: bool, moves: bool) -> None:
        """`opening` is the opening book by row: all in the bucket of month 1, `aligned`, or spread evenly over all."""
        self.own, self.rows = own, rows
        self.renewal, self.expansion, self.billing = terms.renewal_months, terms.expansion_months, terms.billing_months
        self.length = max(self.renewal, self.expansion)
        self.everyone = np.zeros((self.length + self.expansion * moves, *opening.shape))
        self.state = self.everyone[: self.length]
        self.monthly = self.everyone[self.length :] if moves else None
        self.aligned = aligned
        if aligned:
            self.state[1 % self.length] = opening
        else:
            self.state[:] = opening / self.length
        self.bills: Bills | None = None
        self._renewing = [self.state[month :: self.renewal] for month in range(self.renewal)]
        self._expanding = [self.state[month :: self.expansion, rows.mrr] for month in range(self.expansion)]
        self._starting: list[Array] = [*self.state]

    def take_rates(self, left: Array, grown: Array) -> None:
        """From now on a renewal leaves this by row, and an expansion multiplies by that; both of all segments."""
        self.left, self.grown = left[:, :, self.own], self.of(grown)

    def bill(self) -> None:
        """From now on bills are kept, where terms are longer than a month."""
        if self.billing > 1:
            self.bills = Bills(self.renewal, self.expansion, self.billing, self._level(slice(None)))

    def of(self, rate: Array) -> Array:
        """Its own of a rate of all segments; a single one without axes, as which numpy takes it fastest."""
        own: Array = rate[self.own]
        return own.reshape(()) if own.size == 1 else own

    def renewing(self, month: int) -> Array:
        """The buckets whose contract ends in a month."""
        return self._renewing[month % self.renewal]

    def expanding(self, month: int) -> Array:
        """MRR of the buckets that expand in a month."""
        return self._expanding[month % self.expansion]

    def starting(self, month: int) -> Array:
        """The bucket of those whose first month it is."""
        return self._starting[month % self.length]

    def expanding_monthly(self, month: int) -> Array:
        """MRR of the bucket on monthly terms that expands in a month."""
        assert self.monthly is not None
        bucket = month % self.expansion
        return self.monthly[bucket : bucket + 1, self.rows.mrr]

    def moved(self, month: int) -> slice:
        """Where on monthly terms the buckets go that renew in a month."""
        if self.expansion > self.renewal:
            return slice(month % self.renewal, None, self.renewal)
        return slice(month % self.expansion, month % self.expansion + 1)

    def billed(self, month: int) -> Array:
        """What is billed for contracts in a month, in advance."""
        assert self.bills
        return self.bills.of(month, self._level(self.bills.touched(month)))

    def _level(self, buckets: slice) -> Array:
        """MRR by bucket, layers added up."""
        return layers_added(self.state[buckets, self.rows.mrr_of_layers])


def added(parts: Array) -> Array:
    """Added up over the first axis: one part is its own sum, and two are added as they are."""
    total: Array = parts[0]
    if len(parts) > 1:
        total = total + parts[1] if len(parts) == 2 else np.add.reduce(parts, axis=0)
    return total
