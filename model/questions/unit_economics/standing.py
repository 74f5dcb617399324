"""How a segment, and all of them together, stand against the guidelines."""

from __future__ import annotations

import math
from dataclasses import dataclass

from model.figures import REASONS
from model.trace import Quantity, Trace
from model.verdict import ACCELERATE, Verdict

LABELS = {"ltv_cac": "LTV:CAC", "payback_margin": "CAC payback", "net_mrr_churn": "net MRR churn"}
LIMITS = {"ltv_cac": "ltv_cac", "payback_margin": "payback_months", "net_mrr_churn": "net_mrr_churn"}
HEAD = ("Segment", "LTV:CAC", "within by", "CAC payback", "within by", "Net MRR churn", "within by", "Verdict")


@dataclass(frozen=True)
class Held:
    """A figure against its guideline, and how far inside (+) or outside (-) it is."""

    name: str
    figure: Quantity
    limit: Quantity
    room: Quantity
    passes: bool

    @property
    def relative(self) -> float:
        """Room as a part of the limit; without a figure as far inside or outside as can be."""
        if self.figure.reason:
            return math.inf if self.passes else -math.inf
        return self.room.value / max(abs(self.limit.value), 1e-9)

    @property
    def miss(self) -> Quantity:
        """By how much it is missed."""
        least = self.name == "ltv_cac"
        by = self.limit - self.figure if least else self.figure - self.limit
        return by.named(
            f"{self.room.key}.miss", f"{self.figure.label}: missed by", unit=self.figure.unit, good="down",
            definition="How far the figure is outside its guideline.",
        )  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """LTV:CAC, payback and churn against their guidelines, and the verdict."""

    name: str
    verdict: Verdict
    ltv_cac: Held
    payback: Held
    churn: Held

    @property
    def held(self) -> tuple[Held, Held, Held]:
        return self.ltv_cac, self.payback, self.churn

    @property
    def missed(self) -> list[Held]:
        """What it misses, the worst first. Nothing else missed, it is an LTV:CAC below 1 that the guideline allows."""
        missing = [one for one in self.held if not one.passes]
        if not missing and self.verdict.decision != ACCELERATE:
            return [self.ltv_cac]
        return sorted(missing, key=lambda one: one.relative)

    @property
    def words(self) -> str:
        missed = " and ".join(LABELS[one.name] for one in self.missed)
        return self.verdict.decision.capitalize() + (f": misses {missed}" if missed else "")

    @property
    def reason(self) -> str:
        """Why it has no place on a map of LTV:CAC over payback; nothing when it has one."""
        code = self.ltv_cac.figure.reason or self.payback.figure.reason
        return REASONS[code] if code else ""

    @property
    def cells(self) -> tuple[Quantity | str, ...]:
        """As in HEAD."""
        return (*(cell for one in self.held for cell in (one.figure, one.room)), self.words)


def of_segments(trace: Trace) -> tuple[Standing, ...]:
    return tuple(
        _standing(
            trace, own.segment.name, trace.result.verdict.segments[own.segment.name], f"unit_economics.{own.index}",
            own.economics("ltv_cac"), own.economics("payback_margin"), own.summary("net_mrr_churn"),
        )
        for own in trace.by_segment
    )  # fmt: skip


def together(trace: Trace) -> Standing:
    """Of the company, from blended figures."""
    return _standing(
        trace, "Together", trace.result.verdict, "unit_economics",
        trace.economics("ltv_cac"), trace.economics("payback_margin"), trace.summary("net_mrr_churn"),
    )  # fmt: skip


def _standing(trace: Trace, name: str, verdict: Verdict, key: str, *figures: Quantity) -> Standing:
    ltv_cac, payback, churn = (
        _held(trace, check.name, f"{key}.{check.name}", figure, check.passes)
        for check, figure in zip(verdict.checks, figures, strict=True)
    )
    return Standing(name, verdict, ltv_cac, payback, churn)


def _held(trace: Trace, name: str, key: str, figure: Quantity, passes: bool) -> Held:
    limit = trace.input(f"guidelines.{LIMITS[name]}")
    inside = figure - limit if name == "ltv_cac" else limit - figure
    room = inside.named(
        f"{key}.room", f"{figure.label}: within its guideline by", unit=figure.unit, good="up",
        definition="How far the figure is inside its guideline; negative when it misses it.",
    )  # fmt: skip
    return Held(name, figure, limit, room, passes)
