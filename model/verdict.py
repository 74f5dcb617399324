"""Guidelines to a decision and its sentence (model, section 7)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from model.engine.batch import Given
from model.figures import PASSING, REASONS, Figure, figure
from model.metrics.account import LTVS, blended_ltv_cac, blended_payback, cost_of_accounts
from model.parameters import Guidelines
from model.scenario import Scenario
from model.wording import percent, shortest, telling_apart

ACCELERATE, HOLD, BRAKES = "accelerate", "hold", "brakes"
ROUNDING = 1e-9  # a figure that misses its limit by less than this share of it keeps it
LTV_NAMES = {"simple": "simple LTV", "compounding": "compounding LTV", "5y": "5-year LTV", "dcf": "discounted LTV"}
LABELS = {"ltv_cac": "LTV:CAC", "payback_margin": "CAC payback on margin", "net_mrr_churn": "net MRR churn"}


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


@dataclass(frozen=True)
class Verdict:
    """Accelerate, hold or brakes, in one sentence with its reason and the distance to the next limit."""

    decision: str
    pieces: Pieces  # the lead first
    ltv: str
    checks: tuple[Check, ...]
    segments: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return "".join(piece.words if isinstance(piece, Said) else piece for piece in self.pieces)


def blended(given: Given, economics: Mapping[str, Figure]) -> dict[str, Figure]:
    """The company's LTV:CAC and payback: sums over the segments that sign (else all, by accounts), (scenarios,)."""
    signed, onboarding, cac = given.of("new_accounts"), given.of("onboarding_rate"), given.of("cac")
    weight = np.where(signed.sum(axis=0) > 0, signed, given.of("accounts"))
    ltv, margin = economics[LTVS[given.scenario.guidelines.ltv]], economics["margin"].values
    reaching, cost = weight * onboarding, cost_of_accounts(weight, cac)
    of_segments = {"weight_of_segments": weight, "onboarding_rate_of_segments": onboarding, "cac_of_segments": cac}
    nobody = (weight.sum(axis=0) == 0, "no_accounts"), (reaching.sum(axis=0) == 0, "no_onboarding")
    undefined = [
        (np.any((reaching > 0) & ltv.because(code), axis=0), code) for code in ("no_margin", "no_churn", "diverges")
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
    scenario: Scenario, company: Mapping[str, Figure], segments: Mapping[str, Mapping[str, Figure]]
) -> Verdict:
    """The company's verdict with each segment's beside it. Figures are those named in LABELS, of one scenario."""
    own = {name: _verdict(figures, scenario.guidelines) for name, figures in segments.items()}
    return _verdict(company, scenario.guidelines, own)


def _verdict(
    figures: Mapping[str, Figure], guidelines: Guidelines, segments: Mapping[str, Verdict] | None = None
) -> Verdict:
    checks = tuple(_check(name, figures[name], guidelines) for name in LABELS)
    decision = str(decide(figures, guidelines)[0])
    ltv = LTV_NAMES[guidelines.ltv]
    return Verdict(decision, _pieces(decision, checks, ltv), guidelines.ltv, checks, segments or {})


def _check(name: str, value: Figure, guidelines: Guidelines) -> Check:
    number = float(value.values[0])
    kept = bool(passes(name, value, guidelines)[0])
    return Check(name, None if math.isnan(number) else number, value.reason(0), limit_of(name, guidelines), kept)


def _pieces(decision: str, checks: tuple[Check, ...], ltv: str) -> Pieces:
    worthless = [check for check in checks if decision == BRAKES and _is_worthless(check)]
    failing = [check for check in checks if not check.passes and check not in worthless]
    passing = [check for check in checks if check.passes and check not in worthless]
    if decision == ACCELERATE:
        return "Accelerate:", " ", *_list([_fact(check, ltv) for check in checks]), f"{_nearest(passing)}."
    lead = "Brakes, fix retention before spending on growth:" if decision == BRAKES else "Hold:"
    against = [_short_of_one(check, ltv) for check in worthless] + [_fact(check, ltv) for check in failing]
    within = ("; ", *_list([_fact(check, ltv) for check in passing])) if passing else ()
    return lead, " ", *_list(against), *within, "."


def _is_worthless(check: Check) -> bool:
    """Whether an account returns less than it cost to win, whatever the guideline asks."""
    return check.name == "ltv_cac" and check.value is not None and check.value < 1 - ROUNDING


def _short_of_one(check: Check, ltv: str) -> Pieces:
    assert check.value is not None
    digits = telling_apart(check.value, 1)
    value, distance = Said(check.name, shortest(check.value, digits)), shortest(1 - check.value, digits)
    return f"LTV:CAC ({ltv}) is ", value, f", {distance} short of the 1 that pays for an account"


def _list(facts: Sequence[Pieces]) -> Pieces:
    """Facts with commas and an 'and' between them."""
    first, *others = facts
    pieces = [*first]
    for place, fact in enumerate(others, 1):
        pieces += [" and " if place == len(others) else ", ", *fact]
    return tuple(pieces)


def _fact(check: Check, ltv: str) -> Pieces:
    """'CAC payback is 14.2 months, 2.2 over the 12 allowed'."""
    if check.reason == "no_cac":
        return ("LTV:CAC passes, as there is no CAC",)
    label = f"LTV:CAC ({ltv})" if check.name == "ltv_cac" else LABELS[check.name]
    if check.value is None:
        why = REASONS[check.reason or ""].partition(":")[0]
        return (f"{label} has no value ({why}), which {'passes' if check.passes else 'fails'}",)
    value, unit, limit, distance = amounts(check)
    least = check.name == "ltv_cac"
    side, rule = ("below", "required") if least else ("over", "allowed")
    room = (
        f" (at {'least' if least else 'most'} {limit})" if check.passes else f", {distance} {side} the {limit} {rule}"
    )
    return f"{label} is ", Said(check.name, value), f"{unit}{room}"


def amounts(check: Check) -> tuple[str, str, str, str]:
    """Value, its unit, limit and distance with as many digits as it takes to tell them apart."""
    assert check.value is not None
    scale = 100 if check.name == "net_mrr_churn" else 1
    value, limit = check.value * scale, check.limit * scale
    digits = telling_apart(value, limit) if value != limit else 1
    distance = shortest(abs(value - limit), digits)
    if check.name == "net_mrr_churn":
        return percent(check.value, digits), " a month", percent(check.limit, digits), f"{distance} points"
    told = shortest(value, digits)
    months = {"1": " month"}.get(told, " months") if check.name == "payback_margin" else ""
    return told, months, f"{limit:g}", distance


def _nearest(checks: list[Check]) -> str:
    """The limit that is closest, relative to its size."""
    near = [check for check in checks if check.room is not None]
    if not near:
        return ""
    nearest = min(near, key=lambda check: (check.room or 0) / max(abs(check.limit), 1e-9))
    if abs(nearest.room or 0) <= ROUNDING * abs(nearest.limit):
        return f"; {LABELS[nearest.name]} is right at its limit"
    unit = " months" if nearest.name == "payback_margin" else ""
    return f"; the nearest limit is that of {LABELS[nearest.name]}, {amounts(nearest)[3]}{unit} away"
