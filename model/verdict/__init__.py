"""The verdict by the guidelines: the decision and its sentence (model, section 7)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from model.engine.batch import Array
from model.figures import PASSING, Figure, figure
from model.metrics.account import LTVS
from model.metrics.payback import blended_ltv_cac, blended_payback, cost_of_accounts
from model.parameters import Guidelines
from model.scenario import Scenario
from model.verdict.check import ACCELERATE, BRAKES, HOLD, LABELS, LTV_NAMES, ROUNDING, Check, Pieces, Said
from model.verdict.opening_cash import CashCheck, cash_check, emptied
from model.verdict.sentences import amounts, ltv_name, pieces

__all__ = [
    "ACCELERATE",
    "BRAKES",
    "HOLD",
    "LABELS",
    "LTV_NAMES",
    "CashCheck",
    "Check",
    "Said",
    "Verdict",
    "amounts",
    "blended",
    "cash_check",
    "decide",
    "emptied",
    "limit_of",
    "ltv_name",
    "passes",
    "verdict_of",
]


@dataclass(frozen=True)
class Verdict:
    """Accelerate, hold or brakes by the guidelines, and the advice that comes of it with the cash there is."""

    decision: str
    pieces: Pieces  # the lead first
    ltv: str
    checks: tuple[Check, ...]
    segments: Mapping[str, Verdict] = field(default_factory=dict)
    cash: CashCheck | None = None  # the company's

    @property
    def sentence(self) -> str:
        return "".join(piece.words if isinstance(piece, Said) else piece for piece in self.pieces)

    @property
    def advice(self) -> str:
        """The decision, but nobody accelerates into empty cash."""
        broke = self.cash is not None and self.cash.passes is False
        return HOLD if broke and self.decision == ACCELERATE else self.decision


def blended(scenario: Scenario, account: Mapping[str, Array], economics: Mapping[str, Figure]) -> dict[str, Figure]:
    """The company's LTV:CAC and payback: sums over the segments that sign (else all, by accounts), (scenarios,)."""
    signed, onboarding, cost_to_win = account["signings"], account["onboarding_rate"], account["cost_to_win"]
    weight = np.where(signed.sum(axis=0) > 0, signed, account["opening_accounts"])
    ltv, margin = economics[LTVS[scenario.guidelines.ltv]], economics["margin"].values
    reaching, cost = weight * onboarding, cost_of_accounts(weight, cost_to_win)
    of_segments = {
        "weight_of_segments": weight,
        "onboarding_rate_of_segments": onboarding,
        "cost_to_win_of_segments": cost_to_win,
    }
    nobody = (weight.sum(axis=0) == 0, "no_accounts"), (reaching.sum(axis=0) == 0, "no_onboarding")
    undefined = [
        (np.any((reaching > 0) & ltv.because(code), axis=0), code)
        for code in ("no_margin", "no_churn", "diverges")
        if ltv.reasons is not None
    ]
    no_margin = ((reaching * margin).sum(axis=0) <= 0) & (cost > 0)
    payback = blended_payback(**of_segments, margin_of_segments=margin)
    value = blended_ltv_cac(**of_segments, guideline_ltv_of_segments=ltv.or_zero)
    no_cac = (cost == 0) | (value == np.inf)  # nothing, or so little that the ratio has no number
    return {
        "ltv_cac": figure(value, *nobody, (no_cac, "no_cac"), *undefined),
        "payback_margin": figure(payback, *nobody, (no_margin, "no_margin"), (payback == np.inf, "never_pays_back")),
    }


def passes(name: str, value: Figure, guidelines: Guidelines) -> np.ndarray:
    """Whether each figure keeps its guideline; undefined ones do for the reasons that are no weakness."""
    limit = limit_of(name, guidelines)
    slack = ROUNDING * abs(limit)
    kept = value.values >= limit - slack if name == "ltv_cac" else value.values <= limit + slack
    return kept | value.because(*PASSING)


def limit_of(name: str, guidelines: Guidelines) -> float:
    limits = {
        "ltv_cac": guidelines.ltv_cac,
        "payback_margin": guidelines.payback_months,
        "net_mrr_churn": guidelines.net_mrr_churn,
    }
    return limits[name]


def decide(figures: Mapping[str, Figure], guidelines: Guidelines) -> np.ndarray:
    """The decision of each scenario, as text (scenarios,). Brakes: churn fails, or LTV:CAC is below 1."""
    kept = {name: passes(name, figures[name], guidelines) for name in LABELS}
    ltv_cac = figures["ltv_cac"]
    worthless = (ltv_cac.values < 1 - ROUNDING) | (ltv_cac.undefined & ~kept["ltv_cac"])
    brakes = ~kept["net_mrr_churn"] | worthless
    everything = kept["net_mrr_churn"] & kept["ltv_cac"] & kept["payback_margin"]
    return np.where(brakes, BRAKES, np.where(everything, ACCELERATE, HOLD))


def verdict_of(
    scenario: Scenario,
    company: Mapping[str, Figure],
    segments: Mapping[str, Mapping[str, Figure]],
    cash: CashCheck | None = None,
) -> Verdict:
    """The company's verdict with each segment's beside it. Figures are those named in LABELS, of one scenario."""
    of_segments = {name: _verdict(scenario, figures) for name, figures in segments.items()}
    return _verdict(scenario, company, of_segments, cash)


def _verdict(
    scenario: Scenario,
    figures: Mapping[str, Figure],
    segments: Mapping[str, Verdict] | None = None,
    cash: CashCheck | None = None,
) -> Verdict:
    guidelines = scenario.guidelines
    checks = tuple(_check(name, figures[name], guidelines) for name in LABELS)
    decision = str(decide(figures, guidelines)[0])
    said = pieces(decision, checks, scenario, cash)
    return Verdict(decision, said, guidelines.ltv, checks, segments or {}, cash)


def _check(name: str, value: Figure, guidelines: Guidelines) -> Check:
    number = float(value.values[0])
    kept = bool(passes(name, value, guidelines)[0])
    return Check(name, None if math.isnan(number) else number, value.reason(0), limit_of(name, guidelines), kept)
