"""How sure we are, as charts: fans of MRR, profit and cash, and how often each verdict and guideline holds."""

from __future__ import annotations

import numpy as np

from model import months
from model.answers import Asked, Band, Bar, Bars, Lines, Piece, Role, Series
from model.metrics import MONTHLY
from model.questions.uncertainty.answer import CHANCES, VERDICTS, Sure
from model.uncertain.run import PATHS, RUNS_OUT
from model.wording import formatted, percent

NAMES = {"p95": "P95", "p75": "P75", "p50": "Middle (P50)", "p25": "P25", "p5": "P5"}
PLANNED = "As planned"
LETTERS = 10  # of the longest name at the end of a line
FULL = 1.0  # every draw
SURE = "How often"


def fan(asked: Asked, sure: Sure, name: str) -> Lines:
    """A path in the middle of the draws, with the bands that hold nine and five of ten draws."""
    quantiles, measure = sure.paths[name], MONTHLY[name]
    planned = sure.trace.result.total.monthly[name][:, 0]
    roles: dict[str, Role] = {"p50": "whatif"}
    lines = [
        Series(label, quantiles[key], roles.get(key), words="Middle" * (key == "p50")) for key, label in NAMES.items()
    ]
    return Lines(
        title=measure.label, unit=measure.unit, finding=(_finding(asked, sure, name),), letters=LETTERS,
        bands=(Band(quantiles["p5"], quantiles["p95"], "whatif"), Band(quantiles["p25"], quantiles["p75"], "whatif")),
        series=(*lines, Series(PLANNED, planned, "baseline", words=PLANNED)),
    )  # fmt: skip


def _finding(asked: Asked, sure: Sure, name: str) -> str:
    unit, currency, quantiles = MONTHLY[name].unit, asked.scenario.currency, sure.paths[name]
    last = len(quantiles["p50"])
    low, high = (formatted(float(quantiles[key][-1]), unit, currency) for key in ("p5", "p95"))
    when = months.name(last, asked.scenario.start)
    return f"In {when} it is between {low} and {high} in nine of ten draws."


def fans(asked: Asked, sure: Sure) -> tuple[Lines, ...]:
    return tuple(fan(asked, sure, name) for name in PATHS)


def chances(sure: Sure) -> Bars:
    """How often each verdict comes, each guideline is kept, and cash runs out."""
    bars = []
    for name, label in CHANCES.items():
        share = sure.chances[name]
        role: Role = "loss" if name == RUNS_OUT else "whatif" if name in VERDICTS else "ink"
        told = percent(share or 0.0)
        pieces = () if share is None else (Piece(label, 0.0, share, role, tooltip=told),)
        bars.append(Bar(label, pieces, amount="no opening cash" if share is None else told))
    return Bars(
        title=SURE, unit="share", beside=f"share of {sure.draws:,} draws", bars=bars, finding=(_of_chances(sure),),
        pointer=("What", "Share of the draws"), tall="low", scaled=False,
    )  # fmt: skip


def _of_chances(sure: Sure) -> str:
    kept = {name: sure.chances[name] or 0.0 for name in ("ltv_cac", "payback_margin", "net_mrr_churn")}
    rarest = min(kept, key=lambda name: kept[name])
    if np.isclose(kept[rarest], FULL):
        return "Every guideline is kept in every draw."
    subject = CHANCES[rarest].removesuffix(" is within its limit")
    return f"{subject} is the first guideline to fail: it is kept in {percent(kept[rarest])} of the draws."
