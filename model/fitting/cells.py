"""Accounts put together by what they got, so that a table of any length is fitted in the same time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.engine.batch import Array
from model.figures import Flags
from model.tolerances import NEGLECT_TOLERANCE

MOST = 250  # levels of neglect that are kept apart; of more, those within one step of 2 % are put together
STEP = 0.02


@dataclass(frozen=True, eq=False)
class Cells:
    """How many accounts renewed and how many were lost, by their neglect 1 - E in 0..1."""

    neglect: Array
    renewed: Array
    lost: Array

    @cached_property
    def accounts(self) -> Array:
        return self.renewed + self.lost

    def powers(self, curves: Array) -> Array:
        """(1 - E)^k, (curves, cells)."""
        none = self.neglect == 0
        logs = np.log(np.where(none, 1.0, self.neglect))
        return np.where(none, 0.0, np.exp(curves[:, None] * logs))


def cells(engagement: Array, renewed: Flags) -> Cells:
    """Accounts by neglect. Less than 1e-9 counts as none, as in the model."""
    neglect = np.where(engagement > 1 - NEGLECT_TOLERANCE, 0.0, 1 - engagement)
    levels, cell = np.unique(neglect, return_inverse=True)
    if len(levels) > MOST:
        steps = np.floor(np.log(np.maximum(neglect, NEGLECT_TOLERANCE / 2)) / STEP)
        cell = np.unique(steps, return_inverse=True)[1]
    count, stayed, total = (np.bincount(cell, weights=weights).astype(float) for weights in (None, renewed, neglect))
    return Cells(total / count, stayed, count - stayed)
