"""How sure a headcount case is: how often the cut or hire pays, and which headcounts are often the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.engine.batch import STAFF_CHANGES, Array
from model.engine.simulate import run, run_batch
from model.parameters import StaffChange
from model.questions.headcount.best_headcount import best
from model.questions.headcount.staffing_options import constant
from model.scenario import Scenario
from model.trace import Trace
from model.uncertain.draws import Draws
from model.uncertain.run import chunk_size
from model.wording import percent, shortest

DRAWS = 256
OFTEN = 0.1  # of the draws: a headcount that is best in fewer is not named


@dataclass(frozen=True)
class HeadcountCase:
    """`pays` is the share of the draws in which the decision adds profit.

    `best` are headcounts, each with the share of the draws in which it has the highest profit.
    """

    pays: float
    best: tuple[tuple[float, float], ...]
    draws: Draws


def headcount_case(scenario: Scenario, segment: str, made: Sequence[StaffChange], count: int = DRAWS,
                   seed: int = 0) -> HeadcountCase | None:  # fmt: skip
    """The case for these staff changes against the planned ones; None where no input has a range."""
    draws = Draws(scenario, count, seed)
    if draws.are_alike:
        return None
    gain = _profit(draws, segment, made) - _profit(draws, segment, scenario.segment(segment).staff_changes)
    return HeadcountCase(float((gain > 0).mean()), _often_best(draws, segment), draws)


def _often_best(draws: Draws, name: str) -> tuple[tuple[float, float], ...]:
    """Headcounts that have the highest profit in at least one draw of ten; of several as high the smallest counts."""
    scenario = draws.scenario
    segment = scenario.segment(name)
    found = best(Trace(run(scenario)), scenario.segments.index(segment))
    counts = [] if found is None else [count.csms for count in found.counts]
    if not counts:
        return ()
    profits = np.array([_profit(draws, name, constant(segment, csms)) for csms in counts])
    shares = np.bincount(profits.argmax(axis=0), minlength=len(counts)) / draws.count
    return tuple((csms, share) for csms, share in zip(counts, shares.tolist(), strict=True) if share >= OFTEN)


def _profit(draws: Draws, segment: str, changes: Sequence[StaffChange]) -> Array:
    """The company's profit in each draw with these staff changes."""
    staffed = Draws(draws.scenario.changed({f"{segment}.{STAFF_CHANGES}": tuple(changes)}), draws.count, draws.seed)
    size = chunk_size(draws.scenario)
    parts = [
        run_batch(staffed.batch(start, min(start + size, draws.count)), summary=("profit",)).summary["profit"]
        for start in range(0, draws.count, size)
    ]
    return np.concatenate(parts)


def as_json(found: HeadcountCase | None) -> dict[str, Any] | None:
    """None where no input has a range."""
    if found is None:
        return None
    return {
        "pays": found.pays,
        "best": [{"csms": csms, "share": share} for csms, share in found.best],
        "draws": found.draws.count,
        "seed": found.draws.seed,
    }


def as_line(found: HeadcountCase | None) -> str:
    """How sure it is, in a line of its own; nothing where no input has a range."""
    if found is None:
        return ""
    counts = ", ".join(f"{shortest(csms, 2)} in {percent(share)}" for csms, share in found.best)
    named = f" The best headcount: {counts}." if counts else ""
    return f"\nIt pays in {percent(found.pays)} of the draws.{named}\n"
