"""How sure are we? What the draws from the ranges say of figures, guidelines, the verdict and cash."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from model.engine.batch import Array
from model.metrics import SUMMARY, UNIT_ECONOMICS, Metric
from model.questions.uncertainty.assumed_ranges import drawn_from
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Strong, Trace
from model.uncertain.run import RUNS_OUT, SHARES, in_steps
from model.verdict import ACCELERATE, BRAKES, HOLD
from model.wording import counted

DRAWS, SEED = 8_192, 0
VERDICTS = (ACCELERATE, HOLD, BRAKES)
SAID = {"p10": "one draw in ten is lower", "p50": "as many draws are lower as higher",
        "p90": "one draw in ten is higher", "mean": "the mean of all draws"}  # fmt: skip
CHANCES = {
    ACCELERATE: "Accelerate", HOLD: "Hold", BRAKES: "Brakes", "ltv_cac": "LTV:CAC is within its limit",
    "payback_margin": "CAC payback is within its limit", "net_mrr_churn": "Net MRR churn is within its limit",
    RUNS_OUT: "Cash runs out",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Sure:
    """What the draws say; every number names the inputs that were drawn."""

    trace: Trace
    drawn: Scenario
    figures: Mapping[str, Mapping[str, float]]
    paths: Mapping[str, Mapping[str, Array]]
    chances: Mapping[str, float | None]
    draws: int

    @property
    def is_assumed(self) -> bool:
        """Whether the ranges are not the scenario's own."""
        return not self.trace.scenario.ranges

    @cached_property
    def inputs(self) -> tuple[Quantity, ...]:
        """The inputs that are drawn."""
        return tuple(self.trace.input(path) for path in sorted(self.drawn.ranges))

    @property
    def verdict(self) -> str:
        """The one that most draws have."""
        return max(VERDICTS, key=lambda verdict: self.chances[verdict] or 0.0)

    def has(self, name: str) -> bool:
        """Whether a figure has a value in any draw."""
        return math.isfinite(self.figures[name]["p50"])

    def figure(self, name: str, part: str) -> Quantity:
        """A figure's P10, P50, P90 or mean over the draws in which it has a value."""
        metric, value = metric_of(name), self.figures[name][part]
        where = "P" + part[1:] if part in SHARES else "mean"
        return Quantity(
            value, metric.unit, f"{metric.label}, {where}", f"uncertain.{name}.{part}",
            definition=f"{metric.definition} Of {self.draws:,} draws from the ranges {SAID[part]}.", good=metric.good,
            evidence=self.inputs, runs=self.draws,
        )  # fmt: skip

    def chance(self, name: str) -> Quantity:
        """The share of the draws in which something holds."""
        value = self.chances[name]
        return Quantity(
            math.nan if value is None else value, "share", CHANCES[name], f"uncertain.chance.{name}",
            definition=f"The share of {self.draws:,} draws from the ranges in which this holds.",
            reason="no_cash" if value is None else None, evidence=self.inputs, runs=self.draws,
        )  # fmt: skip


def metric_of(name: str) -> Metric:
    return SUMMARY[name] if name in SUMMARY else UNIT_ECONOMICS[name]


def ask(result: Result, _segment: int, draws: int = DRAWS) -> Sure:
    """What draws from the ranges say."""
    drawn = drawn_from(result.scenario)
    *_, found = in_steps(drawn, draws, SEED)
    return Sure(Trace(result), drawn, found.figures(), found.paths(), found.probability(), draws)


def sentence(sure: Sure, name: str) -> Sentence:
    """The verdict that most draws have, how many do, and between what a figure lies."""
    if not sure.drawn.ranges:
        return (Strong("Nothing is uncertain yet."), " Enter a range for an input that you do not know for sure.")
    said: Sentence = (Strong(f"{sure.verdict.capitalize()}"), " is the verdict in ", sure.chance(sure.verdict),
                      " of the draws. ")  # fmt: skip
    if sure.has(name):
        low, high = sure.figure(name, "p10"), sure.figure(name, "p90")
        said += (f"{metric_of(name).label} is between ", low, " and ", high, " in eight of ten.")
    if sure.chances[RUNS_OUT]:
        said += (" Cash runs out in ", sure.chance(RUNS_OUT), ".")
    return said


def ranges_remark(sure: Sure) -> Sentence:
    """What is drawn where the scenario has no ranges."""
    count = counted(len(sure.drawn.ranges), "input")
    return (f"No ranges are entered yet. Until then {count} may be a fifth off: churn, expansion, new customers, CAC.",)
