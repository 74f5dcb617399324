"""How a segment, and the company, stand against the guidelines."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from model.figures import REASONS
from model.trace import Quantity, Trace
from model.verdict import ACCELERATE, Check, Verdict, amounts

LABELS = {"ltv_cac": "LTV:CAC", "payback_margin": "CAC payback", "net_mrr_churn": "net MRR churn"}
LIMITS = {"ltv_cac": "ltv_cac", "payback_margin": "payback_months", "net_mrr_churn": "net_mrr_churn"}
HEAD = ("Segment", "LTV:CAC", "Room", "CAC payback", "Room", "Net MRR churn", "Room, pts", "Verdict")
COMPANY = "Company"  # all segments as one


@dataclass(frozen=True)
class Held:
    """A figure against its guideline, and how far inside (+) or outside (-) it is; `check` is the verdict's of it."""

    name: str
    figure: Quantity
    limit: Quantity
    room: Quantity
    check: Check

    @property
    def passes(self) -> bool:
        return self.check.passes

    @property
    def as_written(self) -> Quantity:
        """The figure as the verdict writes it."""
        value, unit, _, _ = amounts(self.check)
        return replace(self.figure, words=value if self.name == "net_mrr_churn" else f"{value}{unit}")

    @property
    def distance(self) -> Quantity:
        """By how much it is missed, without a unit."""
        return replace(self.miss, words=amounts(self.check)[3])

    @property
    def shown_room(self) -> Quantity:
        """The room as the table shows it: in points where the figure is a share."""
        if self.name != "net_mrr_churn":
            return self.room
        return (self.room * 100).named(
            f"{self.room.key}.points", f"{self.room.label}, points", unit="points", good="up",
            definition=self.room.definition,
        )  # fmt: skip

    @property
    def relative(self) -> float:
        """The room as a share of the limit; infinite, inside or outside, where the figure has no value."""
        if self.figure.reason:
            return math.inf if self.passes else -math.inf
        return self.room.value / max(abs(self.limit.value), 1e-9)

    @property
    def miss(self) -> Quantity:
        """By how much it is missed."""
        least = self.name == "ltv_cac"
        by = self.limit - self.figure if least else self.figure - self.limit
        missed = by.named(
            f"{self.room.key}.miss", f"{self.figure.label}: missed by", unit=self.figure.unit, good="down",
            definition="How far the figure is outside its guideline.",
        )  # fmt: skip
        distance = amounts(self.check)[3]
        unit = {"1": " month"}.get(distance, " months") if self.name == "payback_margin" else ""
        return replace(missed, words=f"{distance}{unit}")


@dataclass(frozen=True)
class Standing:
    """LTV:CAC, payback and churn against their limits, and the verdict."""

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
        missing = [held for held in self.held if not held.passes]
        if not missing and self.verdict.decision != ACCELERATE:
            return [self.ltv_cac]
        return sorted(missing, key=lambda held: held.relative)

    @property
    def words(self) -> str:
        missed = " and ".join(LABELS[held.name] for held in self.missed)
        return self.verdict.decision.capitalize() + (f": misses {missed}" if missed else "")

    @property
    def reason(self) -> str:
        """Why it has no place on a map of LTV:CAC over payback; nothing when it has one."""
        code = self.ltv_cac.figure.reason or self.payback.figure.reason
        return REASONS[code] if code else ""

    @property
    def cells(self) -> tuple[Quantity | str, ...]:
        """The cells under HEAD, without the name."""
        return (*(cell for held in self.held for cell in (held.figure, held.shown_room)), self.words)


def of_segments(trace: Trace) -> tuple[Standing, ...]:
    return tuple(
        _standing(
            trace, segment.name, trace.result.verdict.segments[segment.name], f"unit_economics.{segment.index}",
            segment.economics("ltv_cac"), segment.economics("payback_margin"), segment.summary("net_mrr_churn"),
        )
        for segment in trace.by_segment
    )  # fmt: skip


def blended(trace: Trace) -> Standing:
    """How the company stands, from blended figures."""
    return _standing(
        trace, COMPANY, trace.result.verdict, "unit_economics",
        trace.economics("ltv_cac"), trace.economics("payback_margin"), trace.summary("net_mrr_churn"),
    )  # fmt: skip


def _standing(trace: Trace, name: str, verdict: Verdict, key: str, *figures: Quantity) -> Standing:
    ltv_cac, payback, churn = (
        _held(trace, check, f"{key}.{check.name}", figure)
        for check, figure in zip(verdict.checks, figures, strict=True)
    )
    return Standing(name, verdict, ltv_cac, payback, churn)


def _held(trace: Trace, check: Check, key: str, figure: Quantity) -> Held:
    name = check.name
    limit = trace.input(f"guidelines.{LIMITS[name]}")
    inside = figure - limit if name == "ltv_cac" else limit - figure
    room = inside.named(
        f"{key}.room", f"{figure.label}: within its guideline by", unit=figure.unit, good="up",
        definition="How far the figure is inside its guideline; negative when it misses it.",
    )  # fmt: skip
    return Held(name, figure, limit, room, check)
