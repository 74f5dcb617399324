"""What a renewal leaves, an expansion adds and a new account brings, by row, month by month (model, section 2)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.engine.batch import Array
from model.engine.response import Response
from model.engine.rows import Rows
from model.engine.values import Inputs

ALL = np.array(1.0)  # of a share; numpy takes it faster than 1
RATES = frozenset((
    "retention_rate", "retention_at_risk", "early_churn", "contraction_rate", "price_increase", "expansion_rate",
    "expansion_share", "expansion_without_csm",
))  # fmt: skip


class Rates:
    """The rates of the months 1 to `last`; those of the month that was `set` are its attributes.

    Without dated changes they are (..., segments, scenarios or 1), else there is an axis of months before that.
    """

    def __init__(self, inputs: Inputs, rows: Rows, last: int, *, floor: bool) -> None:
        self.rows, self.adds, self.dated = rows, inputs["added"], bool(inputs.dated & RATES)
        of = inputs.reading(RATES, last)
        self.response = Response(inputs, of)
        price, contraction, full = of("price_increase"), of("contraction_rate"), self.response.full_growth
        self.reprices = bool(price.any() or contraction.any())
        if self.reprices:
            contracted, raised = self._by_row(contraction), self._by_row(price)
            contracted[..., rows.mrr, :, :] = contraction[..., None, :, :]
            self.repriced = raised - contracted if self.adds else (1 - contracted) * (1 + raised)
        self.expands = bool(full.any())
        self.floor_steps = np.minimum(full, 0) if floor and (full < 0).any() else None
        early = of("early_churn")
        self.staying = 1 - early if early.any() else None
        self.follows_engagement = self.response.of_retention or self.response.of_expansion

    def _by_row(self, rate: Array) -> Array:
        """A rate of growth by row."""
        return np.moveaxis(self.rows.growth(rate), 0, -3)

    def set(self, month: int, engagement: Array) -> None:
        """Sets what a month renews and expands at, after such engagement."""
        kept, growth = self.response.kept(self.at, month, engagement), self.response.growth(self.at, month, engagement)
        self.kept, self.growth = kept, growth
        self.grown = growth if self.adds else ALL + growth
        if self.reprices:
            repriced = self.at(self.repriced, month)
            self.renewal = kept + repriced if self.adds else kept * repriced
        else:
            self.renewal = kept if kept.ndim > 2 else kept[None]
        self.floor_step = None if self.floor_steps is None else self.at(self.floor_steps, month)
        self.stay = None if self.staying is None else self.at(self.staying, month)

    def at(self, values: Array, month: int) -> Array:
        """Of the values of all months those of one."""
        of_month: Array = values[month - 1] if self.dated else values
        return of_month


def first_mrr_by_row(inputs: Inputs, rows: Rows, of: Callable[[str], Array]) -> Array:
    """What an account brings in its first month, by row, 1 in rows of accounts: (rows, ..., segments, scenarios)."""
    worth = np.ones((len(rows.names), *of("acv").shape))
    worth[rows.mrr] = of("acv") / 12
    if inputs["uplifted"]:
        grown, raised = rows.growth(of("expansion_rate") * of("expansion_share")), rows.growth(of("price_increase"))
        worth = worth * (1 + raised + grown if inputs["added"] else (1 + raised) * (1 + grown))
    return worth
