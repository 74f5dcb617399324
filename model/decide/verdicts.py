"""The verdicts of many what-ifs at once, and how far each is from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from model.engine.batch import Array
from model.figures import PASSING, Figure, Flags
from model.result import BatchResult
from model.tolerances import ZERO
from model.verdict import ACCELERATE, HOLD, LABELS, decide, limit_of, passes

ASKED: Mapping[str, Any] = {
    "summary": ("net_mrr_churn", "cash_low"), "monthly": ("cash", "billings"), "by_segment": True,
    "economics": (),
}  # fmt: skip
FAR = 10.0  # limits away: from here on it makes no difference how far


@dataclass(frozen=True)
class Verdicts:
    """Of each row of a batch: whether each guideline is kept, the decision, and the advice that knows cash."""

    kept: Mapping[str, Flags]
    decisions: Any  # words, (rows,)
    runs_out: Flags
    has_cash: Flags
    room: Mapping[str, Array]  # by how many times its limit each guideline is kept
    worth: Array  # by how much a customer returns more than it cost to win, in times of CAC
    low_cash: Array

    @property
    def advice(self) -> Any:
        """The decision, but nobody accelerates into empty cash."""
        broke = self.runs_out & self.has_cash & (self.decisions == ACCELERATE)
        return np.where(broke, HOLD, self.decisions)

    def above_hold(self, scale: float) -> Array:
        """Above 0 where the advice is to accelerate, and 0 where it turns; cash counts in units of `scale`."""
        cash = np.where(self.has_cash, np.clip(self.low_cash / scale, -FAR, FAR), FAR)
        nearest: Array = np.min([*self.room.values(), cash, self.above_brakes], axis=0)
        return nearest

    @property
    def above_brakes(self) -> Array:
        """Above 0 where the advice is not to brake."""
        return np.minimum(self.room["net_mrr_churn"], self.worth)


def verdicts_of(ran: BatchResult) -> Verdicts:
    """The company's verdicts; needs what `ASKED` asks for."""
    figures = figures_of(ran)
    limits: Any = SimpleNamespace(**{name: _column(ran, f"guidelines.{name}") for name in LIMITS})
    kept = {name: np.asarray(passes(name, figures[name], limits)) for name in LABELS}
    opening = _column(ran, "company.cash")
    cash, billings = ran.monthly["cash"], ran.monthly["billings"]
    below = cash < -ZERO * (np.abs(opening) + np.cumsum(billings, axis=0))
    return Verdicts(
        kept, decide(figures, limits), np.asarray(below.any(axis=0)), np.broadcast_to(opening != 0, ran.batch.size),
        {name: _room(name, figures[name], limits) for name in LABELS}, _worth(figures["ltv_cac"], kept["ltv_cac"]),
        ran.total.summary["cash_low"].values,
    )  # fmt: skip


LIMITS = ("ltv_cac", "payback_months", "net_mrr_churn")


def figures_of(ran: BatchResult) -> dict[str, Figure]:
    """The figures behind the guidelines."""
    return {**ran.total.unit_economics, "net_mrr_churn": ran.total.summary["net_mrr_churn"]}


def _room(name: str, value: Figure, limits: Any) -> Array:
    limit = limit_of(name, limits)
    size = np.maximum(np.abs(limit), 1e-3)
    room = (value.values - limit if name == "ltv_cac" else limit - value.values) / size
    beyond = np.where(value.because(*PASSING), FAR, -FAR)
    return np.clip(np.where(np.isnan(room), beyond, room), -FAR, FAR)


def _worth(ltv_cac: Figure, kept: Flags) -> Array:
    return np.clip(np.where(ltv_cac.undefined, np.where(kept, FAR, -FAR), ltv_cac.values - 1), -FAR, FAR)


def _column(ran: BatchResult, path: str) -> Array:
    column = ran.batch.columns.get(path)
    return np.array([float(ran.batch.base.value(path))]) if column is None else column.astype(float)
