"""Bills and receipts of a few months (model, sections 4 and 8)."""

from __future__ import annotations

from collections.abc import Sequence

from model.engine.batch import Array
from model.engine.history import Collected
from model.engine.memory import POOL
from model.engine.movements import Movements
from model.engine.needs import Paths
from model.engine.ring import Ring
from model.engine.values import Inputs


class Cash:
    """Contracts are billed in advance where their terms say so, others and month-to-month terms monthly."""

    def __init__(self, inputs: Inputs, rings: Sequence[Ring], longest: int, shape: tuple[int, int]) -> None:
        self.rings, after = rings, inputs.given.of("collection_months")
        self.collected = Collected(after, longest, rings, shape) if after.any() else None
        self.is_ahead = any(ring.billing > 1 for ring in rings)
        if self.is_ahead:
            self.billings = POOL.empty((longest, *shape))
            for ring in rings:
                ring.bill()

    def bill(self, ring: Ring, month: int, row: int) -> None:
        """What a ring is billed in a month."""
        if ring.bills:
            self.billings[row, ring.own] = ring.billed(month)

    def told(self, count: int, mrr: Array, movements: Movements) -> Paths:
        """Bills of these months, and which of them are collected in each: `mrr` itself where it is all of it."""
        billings = self._billings(count, mrr, movements) if self.is_ahead else mrr
        return {"billings": billings, "billings_collected": self.collected.of(billings) if self.collected else billings}

    def _billings(self, count: int, mrr: Array, movements: Movements) -> Array:
        billings = self.billings[:count]
        for ring in self.rings:
            if ring.bills is None:
                billings[:, ring.own] = mrr[:, ring.own]
            elif ring.monthly is not None:
                billings[:, ring.own] += movements.monthly_mrr(count, ring.own)
        return billings
