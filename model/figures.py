"""Figures that may be undefined: a value for each scenario, and the reason where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

REASONS = {
    "no_onboarding": "no onboarding: no signed account reaches first value (CR5 is 0%)",
    "no_cac": "no CAC: accounts cost nothing to win",
    "no_margin": "no margin: an account does not earn its own cost",
    "never_pays_back": "never pays back: not within 120 months",
    "no_churn": "no churn: a lifetime has no end; use the five-year LTV",
    "diverges": "diverges: an account grows faster than it churns and is discounted; use the five-year LTV",
    "no_ceiling": "no ceiling: accounts do not shrink, or signings change each month",
    "no_hours": "no hours: accounts take no CSM time",
    "no_book": "no book: the scenario starts without accounts",
    "no_accounts": "no accounts: none at the start and none signed in month 1",
    "never_negative": "never negative: cumulative profit stays at or above zero",
    "still_negative": "still negative in the last month of the horizon",
    "no_capacity": "no capacity: accounts need hours and no CSM has any",
    "no_profit": "no profit: a share of a loss means nothing",
    "no_team": "no team: choose a staffing",
    "never_empty": "never runs out: cash stays at or above zero",
    "no_cash": "no opening cash: enter it to see when it runs out",
    "never_carried": "never affordable: cash runs out at every pace tried",
    "always_carried": "always affordable: cash lasts at every pace tried",
    "no_signatures": "no new accounts: none are signed",
    "still_behind": "still behind in the last month of the horizon",
    "no_crossing": "no crossing: neither overtakes the other within the horizon",
    "never_flips": "never flips: no value changes whether it pays",
    "no_base": "no base: the number it is compared with is 0",
    "too_large": "too large: beyond what a computer holds",
}
_CODES = {code: number for number, code in enumerate(REASONS, 1)}
_NAMES = ("", *REASONS)
PASSING = ("no_cac", "no_churn", "diverges")  # undefined, and good enough for a guideline


@dataclass(slots=True)  # not frozen: that makes one three times as slow
class Figure:
    """`values` with nan where undefined; `reasons` holds the number of the reason there, else 0 (None: all defined)."""

    values: Array
    reasons: NDArray[np.uint8] | None = None

    def reason(self, index: int | tuple[int, ...]) -> str | None:
        """The code of the reason at one place, None where there is a value."""
        return None if self.reasons is None else _NAMES[int(self.reasons[index])] or None

    def because(self, *codes: str) -> Flags:
        """Where the figure is undefined for one of these reasons."""
        if self.reasons is None:
            return np.zeros(self.values.shape, dtype=bool)
        holds: Flags = np.logical_or.reduce([self.reasons == _CODES[code] for code in codes])
        return holds

    @property
    def undefined(self) -> Flags:
        return np.isnan(self.values)

    @property
    def or_zero(self) -> Array:
        """The values, 0 where undefined."""
        return np.where(self.undefined, 0.0, self.values)

    def over(self, shape: tuple[int, ...]) -> Figure:
        """The same for each place of such a shape."""
        if self.values.ndim == len(shape) and self.values.shape[0] == shape[0]:
            return self
        values = self.values + np.zeros(shape)
        return Figure(values, None if self.reasons is None else np.broadcast_to(self.reasons, values.shape))

    def of_rows(self, rows: slice) -> Figure:
        """Those of some scenarios."""
        return Figure(self.values[rows], None if self.reasons is None else self.reasons[rows])

    def __getitem__(self, index: int) -> Figure:
        return Figure(self.values[index], None if self.reasons is None else self.reasons[index])


def figure(values: Array, *undefined: tuple[Flags | bool, str]) -> Figure:
    """Values, undefined where one of the conditions holds; the first that does gives the reason."""
    holding = [(condition, code) for condition, code in undefined if _some(condition)] if undefined else []
    finite = np.isfinite(values)
    if not holding and b"\0" not in finite.tobytes():  # the quickest way to ask whether all are
        return Figure(values)
    if finite.size == 1 and all(np.size(condition) == 1 for condition, _ in holding):
        number = _CODES[holding[0][1] if holding else "too_large"]
        return Figure(np.full(values.shape, np.nan), np.full(values.shape, number, dtype=np.uint8))
    reasons = np.where(finite, np.uint8(0), np.uint8(_CODES["too_large"]))
    for condition, code in reversed(holding):
        reasons = np.where(condition, np.uint8(_CODES[code]), reasons)
    return Figure(np.where(reasons == 0, values, np.nan), reasons)


def _some(flags: Flags | bool) -> bool:
    """Whether a condition holds anywhere; to look for a 1 among its bytes is the quickest way to ask."""
    return flags if isinstance(flags, bool) else b"\1" in flags.tobytes()


def inherited(made: Figure, parts: Sequence[Figure]) -> Figure:
    """A figure that has the reason of its first undefined part where it has no number and no reason of its own."""
    if made.reasons is None:
        return made
    reasons = made.reasons
    for part in (part.reasons for part in parts if part.reasons is not None):
        reasons = np.where((reasons == _CODES["too_large"]) & (part > 0), part, reasons)
    return Figure(np.broadcast_to(made.values, reasons.shape), reasons)


def ratio(numerator: Array, denominator: Array) -> Array:
    """numerator / denominator, nan where the denominator is 0 and no warning; overflow gives inf."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(denominator == 0, np.nan, numerator / denominator)
