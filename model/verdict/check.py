"""One guideline, kept or not; and what of a sentence a reader can open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

ACCELERATE, HOLD, BRAKES = "accelerate", "hold", "brakes"
ROUNDING = 1e-9  # a figure that misses its limit by less than this share of it keeps it
LTV_NAMES = {"simple": "simple LTV", "compounding": "compounding LTV", "5y": "5-year LTV", "dcf": "discounted LTV"}
LABELS = {"ltv_cac": "LTV:CAC", "payback_margin": "CAC payback", "net_mrr_churn": "net MRR churn"}


@dataclass(frozen=True)
class Said:
    """The value of a figure as a sentence says it, so that a reader of the sentence can open it."""

    figure: str
    words: str


Pieces: TypeAlias = tuple[str | Said, ...]


@dataclass(frozen=True)
class Check:
    """One guideline: the figure, why it may be undefined, the limit, and whether it is kept."""

    name: str
    value: float | None
    reason: str | None
    limit: float
    passes: bool

    @property
    def room(self) -> float | None:
        """How far inside (+) or outside (-) the limit, in the figure's unit."""
        if self.value is None:
            return None
        return self.value - self.limit if self.name == "ltv_cac" else self.limit - self.value

    @property
    def worthless(self) -> bool:
        """Whether a customer returns less than it cost to win, whatever the guideline asks."""
        return self.name == "ltv_cac" and self.value is not None and self.value < 1 - ROUNDING
