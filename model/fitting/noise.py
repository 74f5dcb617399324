"""How often chance alone shows as strong a response: accounts whose renewals are dealt out anew among them.

Without a response the curve has no meaning (Davies 1987, Biometrika 74, 33-43) and retention at risk lies at the end of
what it may be (Self and Liang 1987, Journal of the American Statistical Association 82, 605-610), so that no printed
distribution fits. Dealing out anew needs none: without a response every deal is as likely, so that noise passes for a
response in at most the share of tables that is allowed, however few accounts there are (Hansen 1996, Econometrica 64,
413-430, takes the highest of all curves in the same way).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.fitting.cells import Cells
from model.fitting.likelihood import CURVES

DEALS, SEED = 999, 1987
TRIED = 13  # curves
SAME = 1e-9


@dataclass(frozen=True)
class Noise:
    """The share of deals, this one included, in which neglect goes at least as much with losses, or with renewals."""

    response: float
    reverse: float


def noise(cells: Cells) -> Noise:
    """How often chance alone does as much. Accounts differ in engagement, and some renewed and some are lost.

    The deals are the same at each call.
    """
    powers = cells.powers(np.geomspace(*CURVES, TRIED))
    accounts = cells.accounts
    away = powers - (powers * accounts).sum(axis=-1, keepdims=True) / accounts.sum()
    scaled = away / np.sqrt((away**2 * accounts).sum(axis=-1, keepdims=True))
    deals = np.random.default_rng(SEED).multivariate_hypergeometric(
        accounts.astype(np.int64), int(cells.lost.sum()), size=DEALS, method="marginals"
    )
    dealt = _slopes(scaled, deals.astype(float))
    observed = _slopes(scaled, cells.lost[None, :])
    return Noise(
        _share(dealt.max(axis=-1) >= observed.max() - SAME),
        _share(dealt.min(axis=-1) <= observed.min() + SAME),
    )


def _slopes(scaled: Array, lost: Array) -> Array:
    """How much losses go with neglect by each curve, (deals, curves)."""
    slopes: Array = lost @ scaled.T
    return slopes


def _share(as_strong: Array) -> float:
    return (1 + int(np.count_nonzero(as_strong))) / (1 + len(as_strong))
