"""Whether the company's cash lasts: its lowest point, and the first month without any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.figures import Array, Figure
from model.scenario import Scenario
from model.tolerances import ZERO


@dataclass(frozen=True)
class CashCheck:
    """Opening cash against its lowest point. `runs_out` is the first month that ends below zero, None without one.

    `falling` says that the last month of the horizon is the lowest and costs cash.
    """

    opening: float
    low: float
    low_month: int
    runs_out: int | None
    falling: bool

    @property
    def given(self) -> bool:
        """Whether opening cash is known at all: 0 is what nobody has entered."""
        return self.opening != 0

    @property
    def passes(self) -> bool | None:
        """Whether it lasts; None where no opening cash is given."""
        return self.runs_out is None if self.given else None

    @property
    def needed(self) -> float:
        """The opening cash with which the lowest point would be just zero."""
        return max(0.0, self.opening - self.low)


def cash_check(scenario: Scenario, paths: Mapping[str, Array], summary: Mapping[str, Figure]) -> CashCheck:
    """Whether the cash of one scenario lasts, from its monthly paths and figures."""
    opening, cash = scenario.company.cash, paths["cash"]
    low, month = float(summary["cash_low"].values[0]), int(summary["cash_low_month"].values[0])
    falling = month == len(cash) and bool(paths["cash_flow"][-1, 0] < 0)
    return CashCheck(opening, low, month, emptied(paths, opening)[0] or None, falling)


def emptied(paths: Mapping[str, Array], opening: float) -> list[int]:
    """The first month that ends with less than no cash, 0 where none does, of each scenario.

    What is below zero by no more than rounding of what has gone through the till counts as nothing.
    """
    below = paths["cash"] < -ZERO * (abs(opening) + np.cumsum(paths["billings"], axis=0))
    months: list[int] = np.where(below.any(axis=0), below.argmax(axis=0) + 1, 0).tolist()
    return months
