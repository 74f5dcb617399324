"""Uncertainty: figures, verdicts and cash over all draws, a chunk at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from model.decide.outcome import BLENDED, finite_or_none
from model.decide.verdicts import ASKED, figures_of, verdicts_of
from model.engine.batch import Array
from model.engine.simulate import run_batch
from model.metrics import SUMMARY, UNIT_ECONOMICS, Metric
from model.scenario import Scenario
from model.tables import aligned
from model.uncertain.draws import Draws
from model.uncertain.sketch import Sketch
from model.verdict import ACCELERATE, BRAKES, HOLD, LABELS
from model.wording import formatted, percent

CHUNK = 2**13  # draws of a scenario of few segments
CELLS = 2**15  # draws times segments of a chunk at most
KEPT = 2**15  # numbers of each figure
KEPT_OF_PATHS = 2**12  # of each month
SHARES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
FAN = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
PATHS = ("mrr", "operating_profit", "cash")
FIGURES = (*SUMMARY, *BLENDED)
RUNS_OUT = "runs_out_of_cash"
CHANCES = (*LABELS, ACCELERATE, HOLD, BRAKES, RUNS_OUT)


@dataclass(frozen=True)
class Chunk:
    """What some draws give: figures (figures, draws), paths (paths, months, draws), and how often each thing holds."""

    figures: Array
    paths: Array
    held: Mapping[str, int]


Span: TypeAlias = tuple[int, int]  # the first of some draws, and the one after their last
Chunks: TypeAlias = Callable[[Draws, Iterable[Span]], Iterator[Chunk]]  # runs some, in their order


def run_chunk(draws: Draws, start: int, stop: int) -> Chunk:
    """The draws start..stop-1; any machine gives the same for them."""
    monthly = tuple(dict.fromkeys([*ASKED["monthly"], *PATHS]))
    ran = run_batch(draws.batch(start, stop), monthly=monthly, summary=tuple(SUMMARY), by_segment=True, economics=())
    verdicts, known = verdicts_of(ran), {**ran.total.summary, **figures_of(ran)}
    held = {name: int(kept.sum()) for name, kept in verdicts.kept.items()}
    held |= {name: int((verdicts.advice == name).sum()) for name in (ACCELERATE, HOLD, BRAKES)}
    held |= {RUNS_OUT: int(verdicts.runs_out.sum())}
    times = (stop - start) // ran.batch.size  # where all draws are alike one has been run
    return Chunk(
        np.repeat(np.array([known[name].values for name in FIGURES]), times, axis=-1),
        np.repeat(np.array([ran.monthly[name] for name in PATHS]), times, axis=-1),
        {name: count * times for name, count in held.items()},
    )


@dataclass
class Uncertainty:
    """What the draws so far say."""

    scenario: Scenario
    draws: Draws
    done: int = 0
    held: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHANCES, 0))

    def __post_init__(self) -> None:
        months = self.scenario.horizon_months
        self._figures, self._paths = Sketch(len(FIGURES), KEPT), Sketch(len(PATHS) * months, KEPT_OF_PATHS)
        self._known = np.zeros(len(FIGURES))
        self._ends = np.full(len(FIGURES), np.inf), np.full(len(FIGURES), -np.inf)

    def add(self, chunk: Chunk) -> None:
        """Takes in the next draws; the order of chunks is that of the draws."""
        known = ~np.isnan(chunk.figures)
        self._known += known.sum(axis=1)
        self._ends = (
            np.minimum(self._ends[0], np.where(known, chunk.figures, np.inf).min(axis=1)),
            np.maximum(self._ends[1], np.where(known, chunk.figures, -np.inf).max(axis=1)),
        )
        self._figures.add(chunk.figures)
        self._paths.add(chunk.paths.reshape(-1, chunk.paths.shape[-1]))
        self.held = {name: count + chunk.held[name] for name, count in self.held.items()}
        self.done += chunk.figures.shape[1]

    def figures(self) -> dict[str, dict[str, float]]:
        """P10, P50, P90 and mean of each figure over the draws in which it has a value, and the share without one."""
        found = self._figures.quantiles(np.array([*SHARES.values()]))
        means = np.clip(self._figures.means(self._known), *self._ends)  # of numbers all alike it is that number
        told = {}
        for place, name in enumerate(FIGURES):
            row = dict(zip(SHARES, found[place].tolist(), strict=True))
            undefined = 1 - float(self._known[place]) / self.done
            told[name] = {**row, "mean": float(means[place]), "undefined": undefined}
        return told

    def paths(self) -> dict[str, dict[str, Array]]:
        """For a fan chart: quantiles of each path by month."""
        found = self._paths.quantiles(np.array([*FAN.values()])).reshape(len(PATHS), -1, len(FAN))
        return {path: {name: found[place, :, at] for at, name in enumerate(FAN)} for place, path in enumerate(PATHS)}

    def probability(self) -> dict[str, float | None]:
        """How often each guideline is kept, each verdict given, and cash used up; None where no cash was entered."""
        shares: dict[str, float | None] = {name: count / self.done for name, count in self.held.items()}
        if not self.scenario.company.cash and "company.cash" not in self.scenario.ranges:
            shares[RUNS_OUT] = None
        return shares


def in_turn(draws: Draws, spans: Iterable[Span]) -> Iterator[Chunk]:
    """One chunk after the other, here."""
    return (run_chunk(draws, start, stop) for start, stop in spans)


def in_steps(scenario: Scenario, count: int, seed: int = 0, chunks: Chunks = in_turn) -> Iterator[Uncertainty]:
    """What `count` draws say, told after each chunk, so that whoever asks can show how far it is and stop.

    `chunks` runs them: see `cluster.on_workers`. Raises ScenarioError.
    """
    found = Uncertainty(scenario, Draws(scenario, count, seed))
    size = chunk_size(scenario)
    for chunk in chunks(found.draws, [(start, min(start + size, count)) for start in range(0, count, size)]):
        found.add(chunk)
        yield found


def chunk_size(scenario: Scenario) -> int:
    """How many draws run together: fewer where there are many segments."""
    fitting = CELLS // len(scenario.segments)
    return min(CHUNK, max(2**6, 1 << fitting.bit_length() - 1))  # a power of two, as Sobol points come


def as_json(found: Uncertainty) -> dict[str, Any]:
    """Undefined is None; "undefined" is the share of the draws in which a figure has no value."""
    return {
        "figures": {
            name: {key: finite_or_none(value) for key, value in row.items()} for name, row in found.figures().items()
        },
        "probability": found.probability(),
        "paths": {
            path: {name: [finite_or_none(value) for value in values.tolist()] for name, values in fan.items()}
            for path, fan in found.paths().items()
        },
        "draws": found.done,
        "seed": found.draws.seed,
        "ranges": {
            path: {"low": spread.low, "likely": spread.likely, "high": spread.high, "shape": spread.shape}
            for path, spread in found.draws.spreads.items()
        },
    }


def as_lines(found: Uncertainty) -> str:
    """What is likely in a few sentences, then each figure's range."""
    currency, chance = found.scenario.currency, found.probability()
    if not found.draws.paths:
        return 'No input has a range: add [ranges."PATH"] with low, likely and high. Every draw is the same.\n'
    figures = found.figures()
    low, middle, high = (formatted(figures["profit"][key], "money", currency) for key in SHARES)
    verdicts = ", ".join(f"{verdict} in {percent(chance[verdict] or 0)}" for verdict in (ACCELERATE, HOLD, BRAKES))
    lines = [
        f"Operating profit is {middle} at the middle, and between {low} and {high} in eight of ten draws.",
        f"The verdict: {verdicts}.",
    ]
    if (empty := chance[RUNS_OUT]) is not None:
        lines.append(f"Cash runs out in {percent(empty)} of the draws.")
    rows = [
        (_metric(name).label, *(formatted(row[key], _metric(name).unit, currency) for key in (*SHARES, "mean")))
        for name, row in figures.items()
    ]
    return "\n".join([*lines, "", *aligned([("", "P10", "P50", "P90", "mean"), *rows], numbers=True)]) + "\n"


def _metric(name: str) -> Metric:
    return SUMMARY[name] if name in SUMMARY else UNIT_ECONOMICS[name]
