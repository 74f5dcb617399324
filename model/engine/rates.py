"""What a renewal leaves, an expansion adds and a new account brings, by row, month by month (model, section 2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.response import Response
from model.engine.rows import Rows
from model.engine.values import InMonths, Inputs
from model.operations import plain

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
        self.inputs, self.rows = inputs, rows
        self.adds, self.dated = inputs["added"], bool(inputs.dated & RATES)
        self.whole = inputs.in_months(slice(0, last)) if self.dated else inputs
        self.response = Response(self.whole, inputs.given, self.of)
        price, contraction, full = self.of("price_increase"), self.of("contraction_rate"), self.response.full_growth
        self.reprices = bool(price.any() or contraction.any())
        if self.reprices:
            contracted, raised = self._by_row(contraction), self._by_row(price)
            contracted[..., rows.mrr, :, :] = contraction[..., None, :, :]
            self.repriced = raised - contracted if self.adds else (1 - contracted) * (1 + raised)
        self.expands = bool(full.any())
        self.floor_steps = np.minimum(full, 0) if floor and (full < 0).any() else None
        early = self.of("early_churn")
        self.staying = 1 - early if early.any() else None
        self.follows_engagement = self.response.of_retention or self.response.of_expansion

    def of(self, name: str) -> Array:
        """An input, (segments, scenarios or 1), or with an axis of months before those."""
        values = np.atleast_2d(np.asarray(plain(self.whole[name]), dtype=float))
        months = (self.whole.count,) if isinstance(self.whole, InMonths) else ()
        return np.broadcast_to(values, (*months, len(self.inputs.given.segments), values.shape[-1]))

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


def first_mrr_by_row(inputs: Any, rows: Rows, *, adds: bool) -> Array:
    """What an account brings in its first month, by row, 1 in rows of accounts: (rows, ..., segments, scenarios)."""
    price, arpa = (np.atleast_2d(plain(inputs[name])) for name in ("price_increase", "arpa"))
    full = np.atleast_2d(plain(inputs["expansion_rate"] * inputs["expansion_share"]))
    price, full, arpa = np.broadcast_arrays(price, full, arpa)
    worth = np.ones((len(rows.names), *arpa.shape))
    worth[rows.mrr] = arpa
    if inputs["uplifted"]:
        grown, raised = rows.growth(full), rows.growth(price)
        worth *= 1 + raised + grown if adds else (1 + raised) * (1 + grown)
    return worth
