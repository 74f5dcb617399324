"""Running a batch: what is asked for, chunks that fit the cache, and results put together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from model.batch import Array, Batch, Given
from model.economics import Company, Rates, Statement
from model.engine import Needs, Paths, march
from model.figures import Figure
from model.memory import POOL
from model.metrics import LAYER_METRICS, LAYERS, MONTHLY, SUMMARY
from model.result import BatchResult, Part, Result
from model.scenario import Scenario
from model.summary import CompanyHorizon, SegmentHorizon
from model.unit_economics import unit_economics
from model.verdict import blended

Figures = Mapping[str, Figure]

CHUNK_BYTES = 2**23  # of the ring and of one month's rows: about what a core's cache holds
ROWS_OF_A_MONTH = 30  # arrays of one month in use at once, roughly


def run(scenario: Scenario) -> Result:
    """Every measure of one scenario."""
    batch = Batch(scenario)
    return Result(scenario, run_batch(batch, monthly=MONTHLY, summary=SUMMARY, layers=True, by_segment=True))


def run_batch(
    batch: Batch,
    *,
    monthly: Iterable[str] = (),
    summary: Iterable[str] = (),
    layers: bool = False,
    by_segment: bool = False,
) -> BatchResult:
    """The measures asked for, of every scenario of a batch; with `by_segment` of each segment too."""
    asked = _Asked(tuple(monthly), tuple(summary), layers, by_segment)
    target = _Target(batch, asked)
    for group in batch.groups():
        size = _even(group.size, _chunk_size(group.scenario, asked.needs))
        for start in range(0, group.size, size):
            given = group.given(start, start + size)
            rows = slice(start, start + given.size) if group.rows is None else group.rows[start : start + size]
            _run_chunk(given, asked, target, rows)
    return BatchResult(batch, target.total, target.segments)


@dataclass(frozen=True)
class _Asked:
    """The measures that somebody wants, and what has to be computed for them."""

    monthly: tuple[str, ...]
    summary: tuple[str, ...]
    layers: bool
    by_segment: bool

    @cached_property
    def needs(self) -> Needs:
        wanted = {need for name in self.monthly for need in MONTHLY[name].needs}
        wanted |= {need for name in self.summary for need in SUMMARY[name].needs}
        return Needs(**dict.fromkeys(wanted | ({"layers"} if self.layers else set()), True))

    @cached_property
    def layer_paths(self) -> set[str]:
        return {f"{name}_of_{layer}" for name in ("mrr", "accounts") for layer in LAYERS}

    @cached_property
    def of_segments(self) -> set[str]:
        """Paths of segments that somebody reads."""
        names = {"opening_mrr", "engagement_before"}
        if self.by_segment:
            names |= {"mrr", "operating_profit"} | {name for name in self.monthly if MONTHLY[name].in_segments}
            names |= self.layer_paths if self.needs.layers else set()
            names |= {"mrr_of_floor"} if self.needs.floor else set()
        names |= {"mrr", "mrr_of_flat"} if self.needs.flat else set()
        of_book_value = {"accounts", "cs_cost", "mrr_of_book", "accounts_of_book"}
        return names | (of_book_value if "book_value" in self.summary else set())

    @cached_property
    def of_company(self) -> set[str]:
        """Paths of the company that somebody reads."""
        names = {name for name in self.monthly if MONTHLY[name].in_total} | {"mrr"}
        profit = {"profit", "trough", "trough_month", "payback_month", "breakeven_month"}
        names |= {"operating_profit", "cumulative_profit"} if profit & {*self.summary} else set()
        names |= {"operating_profit"} if "cumulative_profit" in names else set()
        names |= {"cash"} if {"cash_low", "cash_low_month"} & {*self.summary} else set()
        names |= {"cash_flow"} if "cash" in names else set()
        names |= {"mrr_of_floor"} if self.needs.floor else set()
        return names | (self.layer_paths if self.needs.layers else set())


def _chunk_size(scenario: Scenario, needs: Needs) -> int:
    buckets = max(max(segment.renewal_months, segment.expansion_months) for segment in scenario.segments)
    rows = 2 * (1 + needs.layers) + needs.floor + needs.flat
    column = 8 * len(scenario.segments) * (buckets * rows + ROWS_OF_A_MONTH)
    return int(np.clip(CHUNK_BYTES // column, 256, 32768))


def _even(scenarios: int, most: int) -> int:
    """The size of as few chunks as it takes, all about as large: a small one costs as many calls as a large one."""
    return math.ceil(scenarios / math.ceil(scenarios / most))


def _run_chunk(given: Given, asked: _Asked, target: _Target, rows: Any) -> None:
    """One chunk: the months one after the other, money of each, and figures when all are over."""
    rates, company = Rates(given), Company(given, asked.of_company)
    segments = SegmentHorizon(given, {*asked.summary})
    whole = CompanyHorizon(given, segments, company, {*asked.summary})
    for months, paths in march(given, asked.needs):
        statement = Statement(paths, rates)
        of_company, of_segments = company.of(months, statement), statement.lines(asked.of_segments)
        target.store_paths(months, rows, of_company, of_segments)
        whole.take(months, of_company)
        segments.take(months, of_segments)
    figures, economics = whole.figures(asked.summary), {}
    if asked.by_segment:
        economics = unit_economics(given, segments.account)
        target.store_segment_figures(rows, segments.figures(asked.summary), economics)
        economics = blended(given, economics)
    target.store_figures(rows, figures, economics)


class _Target:
    """Where chunks are put: arrays over the whole batch."""

    def __init__(self, batch: Batch, asked: _Asked) -> None:
        horizons = np.asarray(batch.columns.get("horizon_months", batch.base.horizon_months))
        self.ragged = horizons.min() < horizons.max()
        self.shape = (int(horizons.max()), batch.size)
        self.total = self._part([name for name in asked.monthly if MONTHLY[name].in_total], asked)
        names = [name for name in asked.monthly if MONTHLY[name].in_segments]
        segments = batch.base.segments if asked.by_segment else ()
        self.segments = {segment.name: self._part(names, asked) for segment in segments}

    def _part(self, names: Iterable[str], asked: _Asked) -> Part:
        layers = {layer: self._paths(LAYER_METRICS) for layer in LAYERS} if asked.layers else {}
        return Part(monthly=self._paths(names), layers=layers)

    def _paths(self, names: Iterable[str]) -> dict[str, Array]:
        paths = {name: POOL.empty(self.shape) for name in names}
        if self.ragged:
            for path in paths.values():
                path.fill(np.nan)
        return paths

    def store_paths(self, months: slice, rows: Any, of_company: Paths, of_segments: Paths) -> None:
        """Puts some months of a chunk in their place."""
        _store_paths(self.total, months, rows, of_company)
        for index, part in enumerate(self.segments.values()):
            _store_paths(part, months, rows, {name: path[:, index] for name, path in of_segments.items()})

    def store_figures(self, rows: Any, summary: Figures, economics: Figures) -> None:
        """Puts the company's figures of a chunk in their place."""
        self._store_figures(self.total.summary, rows, summary)
        self._store_figures(self.total.unit_economics, rows, economics)

    def store_segment_figures(self, rows: Any, summary: Figures, economics: Figures) -> None:
        """Puts the figures of segments, (segments, scenarios), in their place."""
        for index, part in enumerate(self.segments.values()):
            self._store_figures(part.summary, rows, {name: figure[index] for name, figure in summary.items()})
            own = {name: figure[index] for name, figure in economics.items()}
            self._store_figures(part.unit_economics, rows, own)

    def _store_figures(self, target: dict[str, Figure], rows: Any, figures: Figures) -> None:
        size = self.shape[1]
        for name, figure in figures.items():
            if name not in target:
                target[name] = Figure(np.empty(size), np.zeros(size, dtype=np.uint8))
            target[name].values[rows] = figure.values + 0.0
            reasons = target[name].reasons
            if figure.reasons is not None and reasons is not None:
                reasons[rows] = figure.reasons


def _store_paths(part: Part, months: slice, rows: Any, paths: Paths) -> None:
    for name, path in part.monthly.items():
        _put(path, months, rows, paths[name])
    for layer, own in part.layers.items():
        for name, path in own.items():  # revenue of a layer is its MRR
            _put(path, months, rows, paths[f"{'mrr' if name == 'revenue' else name}_of_{layer}"])


def _put(target: Array, months: slice, rows: Any, path: Array) -> None:
    """Puts a path in its place, -0 as 0."""
    if isinstance(rows, slice):
        np.add(path, 0.0, out=target[months, rows])
    else:
        target[months, rows] = path + 0.0
