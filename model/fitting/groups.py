"""What the accounts themselves show, to be drawn: the share that renewed by engagement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.engine.batch import Array
from model.fitting.cells import Cells
from model.fitting.likelihood import SIGMAS

MOST = 10  # groups; where there are no more levels of engagement each is one


@dataclass(frozen=True, eq=False)
class AccountGroups:
    """Groups of accounts: their mean engagement, how many, and the share that renewed with its 95% interval."""

    engagement: Array
    accounts: Array
    share: Array
    low: Array
    high: Array


def grouped(cells: Cells) -> AccountGroups:
    """Groups of as many accounts as cells allow, the least engaged first."""
    order = np.argsort(-cells.neglect)
    accounts, neglect, renewed = cells.accounts[order], cells.neglect[order], cells.renewed[order]
    group = np.arange(len(accounts))
    if len(accounts) > MOST:
        middle = np.cumsum(accounts) - accounts / 2
        group = np.unique(np.floor(MOST * middle / accounts.sum()), return_inverse=True)[1]
    count, stayed, total = (
        np.bincount(group, weights=weights).astype(float) for weights in (accounts, renewed, neglect * accounts)
    )
    share = stayed / count
    low, high = wilson(share=share, count=count)
    return AccountGroups(1 - total / count, count, share, low, high)


def wilson(*, share: Array, count: Array) -> tuple[Array, Array]:
    """The 95% interval of a share of so many.

    Formula: (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.96.
    Source: Wilson 1927, Journal of the American Statistical Association 22, 209-212.

    >>> ends = wilson(share=np.array(81 / 263), count=np.array(263.0))  # Newcombe 1998, Table I
    >>> [round(float(end), 4) for end in ends]
    [0.2553, 0.3662]
    """
    extra = SIGMAS**2 / count
    middle = share + extra / 2
    away = np.sqrt(share * (1 - share) * extra + extra**2 / 4)
    return (middle - away) / (1 + extra), (middle + away) / (1 + extra)
