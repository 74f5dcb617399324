"""What a table of accounts says about the response to engagement, and when it cannot say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np

from model.fitting.accounts import Accounts
from model.fitting.cells import Cells, cells
from model.fitting.groups import AccountGroups, grouped
from model.fitting.likelihood import CONFIDENCE, Fit, fitted
from model.fitting.noise import Noise, noise

FEWEST = 30  # accounts
RAREST = 10  # renewed, and lost: ten for a slope (Peduzzi et al. 1996, J. of Clinical Epidemiology 49, 1373-1379)
INPUTS = ("retention_rate", "retention_at_risk", "response_curve")
KEPT = 8  # findings that are remembered of a table
Verdict = Literal[
    "response", "any_curve", "noise", "reverse",
    "few", "all_renewed", "all_lost", "no_spread", "rare_lost", "rare_renewed",
]  # fmt: skip
USEFUL: tuple[Verdict, ...] = ("response", "any_curve")  # the verdicts with which there is something to use


@dataclass(frozen=True)
class Finding:
    """Counts of accounts, those with full service among them; the fit and its test where there are enough to try.

    Where the accounts leave the curve open, the values of the fit are those with the curve that was given.
    """

    verdict: Verdict
    accounts: int
    lost: int
    full: int
    points: AccountGroups
    fit: Fit | None = None
    noise: Noise | None = None


_KNOWN: WeakKeyDictionary[Accounts, dict[tuple[str, float, float], Finding]] = WeakKeyDictionary()


def found(accounts: Accounts, segment: str, full_service: float, curve: float) -> Finding:
    """What the accounts of a segment show, at least one; full service is so many hours or touches a year.

    `curve` is used where the accounts leave it open. What has been found is remembered as long as the table is.
    """
    known, asked = _KNOWN.setdefault(accounts, {}), (segment, full_service, curve)
    if asked not in known:
        while len(known) >= KEPT:
            known.pop(next(iter(known)))
        rows = accounts.in_segment(segment)
        engagement = np.minimum(1.0, accounts.service[rows] / full_service)
        known[asked] = _found(cells(engagement, accounts.renewed[rows]), curve)
    return known[asked]


def _found(counted: Cells, curve: float) -> Finding:
    count, lost = int(counted.accounts.sum()), int(counted.lost.sum())
    untried = _untried(counted, count, lost)
    finding = Finding(
        untried or "noise", count, lost, int(counted.accounts[counted.neglect == 0].sum()), grouped(counted)
    )
    if untried:
        return finding
    fit, chance = fitted(counted), noise(counted)
    if chance.response > 1 - CONFIDENCE:  # none at all is among what the accounts allow
        fit = replace(fit, retention_at_risk=replace(fit.retention_at_risk, low=0.0, low_open=True))
    if fit.retention_at_risk.low_open:
        verdict: Verdict = "reverse" if chance.reverse <= 1 - CONFIDENCE else "noise"
    elif fit.response_curve.low_open and fit.response_curve.high_open:
        verdict, fit = "any_curve", _with_values(fit, fitted(counted, (curve, curve)))
    else:
        verdict = "response"
    return replace(finding, verdict=verdict, fit=fit, noise=chance)


def _with_values(fit: Fit, other: Fit) -> Fit:
    """The other's values within the intervals of the fit."""
    return replace(fit, **{name: replace(getattr(fit, name), value=getattr(other, name).value) for name in INPUTS})


def _untried(counted: Cells, count: int, lost: int) -> Verdict | None:
    """Why nothing is fitted."""
    reasons: list[tuple[bool, Verdict]] = [
        (count < FEWEST, "few"),
        (lost == 0, "all_renewed"),
        (lost == count, "all_lost"),
        (len(counted.neglect) == 1, "no_spread"),
        (lost < RAREST, "rare_lost"),
        (count - lost < RAREST, "rare_renewed"),
    ]
    return next((verdict for holds, verdict in reasons if holds), None)
