"""Running a batch: what is asked for, chunks that fit the cache, and results put together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
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
NOTHING = np.array(0.0)  # added to make 0 of -0
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
    asked = _asked(tuple(monthly), tuple(summary), layers, by_segment)
    target = _Target(batch, asked)
    for group in batch.groups():
        size = _even(group.size, _chunk_size(group.scenario, asked.needs))
        for start in range(0, group.size, size):
            given = group.given(start, start + size)
            rows = slice(start, start + given.size) if group.rows is None else group.rows[start : start + size]
            _run_chunk(given, asked, target, rows)
    return BatchResult(batch, target.company(), target.segments())


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


_asked = lru_cache(maxsize=64)(_Asked)


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
    """Where chunks are put: arrays over the whole batch, those of segments with one row a segment."""

    def __init__(self, batch: Batch, asked: _Asked) -> None:
        horizons = np.asarray(batch.columns.get("horizon_months", batch.base.horizon_months))
        self.ragged = horizons.min() < horizons.max()
        self.asked, self.months, self.size = asked, int(horizons.max()), batch.size
        self.names = [segment.name for segment in batch.base.segments] if asked.by_segment else []
        layers = sorted(asked.layer_paths) if asked.layers else []
        self.paths = self._paths([name for name in asked.monthly if MONTHLY[name].in_total] + layers)
        self.paths_of_segments: dict[str, Array] = {}
        if asked.by_segment:
            names = [name for name in asked.monthly if MONTHLY[name].in_segments] + layers
            self.paths_of_segments = self._paths(names, len(self.names))
        self.summary: dict[str, Figure] = {}
        self.blended: dict[str, Figure] = {}
        self.summary_of_segments: dict[str, Figure] = {}
        self.economics: dict[str, Figure] = {}

    def _paths(self, names: Sequence[str], *segments: int) -> dict[str, Array]:
        block = POOL.empty((len(names), self.months, *segments, self.size))
        if self.ragged:
            block.fill(np.nan)
        return dict(zip(names, block, strict=True))

    def store_paths(self, months: slice, rows: Any, of_company: Paths, of_segments: Paths) -> None:
        """Puts some months of a chunk in their place, -0 as 0."""
        for targets, paths in ((self.paths, of_company), (self.paths_of_segments, of_segments)):
            for name, target in targets.items():
                if isinstance(rows, slice):
                    np.add(paths[name], NOTHING, out=target[months, ..., rows])
                else:
                    target[months, ..., rows] = paths[name] + NOTHING

    def store_figures(self, rows: Any, summary: Figures, blended: Figures) -> None:
        """Puts the company's figures of a chunk in their place."""
        self._store_figures(self.summary, rows, summary, (self.size,))
        self._store_figures(self.blended, rows, blended, (self.size,))

    def store_segment_figures(self, rows: Any, summary: Figures, economics: Figures) -> None:
        """Puts the figures of segments, (segments, scenarios), in their place."""
        shape = (len(self.names), self.size)
        self._store_figures(self.summary_of_segments, rows, summary, shape)
        self._store_figures(self.economics, rows, economics, shape)

    def _store_figures(self, target: dict[str, Figure], rows: Any, figures: Figures, shape: tuple[int, ...]) -> None:
        for name, figure in figures.items():
            values, reasons = figure.values + NOTHING, figure.reasons
            if values.shape == shape:  # the only chunk
                target[name] = Figure(values, reasons)
                continue
            if name not in target:
                target[name] = Figure(np.empty(shape), np.zeros(shape, dtype=np.uint8))
            target[name].values[..., rows] = values
            told = target[name].reasons
            if reasons is not None and told is not None:
                told[..., rows] = reasons

    def company(self) -> Part:
        """What was put in place for the company."""
        monthly, layers = self._by_layer(self.paths)
        return Part(monthly, layers, self.summary, self.blended)

    def segments(self) -> dict[str, Part]:
        """What was put in place for each segment."""
        parts = {}
        for index, segment in enumerate(self.names):
            paths = {name: path[:, index] for name, path in self.paths_of_segments.items()}
            monthly, layers = self._by_layer(paths)
            summary = {name: figure[index] for name, figure in self.summary_of_segments.items()}
            parts[segment] = Part(monthly, layers, summary, {name: one[index] for name, one in self.economics.items()})
        return parts

    def _by_layer(self, paths: Paths) -> tuple[Paths, dict[str, Paths]]:
        """Paths by month, and those of layers by layer: the revenue of a layer is its MRR."""
        monthly = {name: path for name, path in paths.items() if name in MONTHLY}
        if not self.asked.layers:
            return monthly, {}
        own = {"mrr": "mrr", "accounts": "accounts", "revenue": "mrr"}
        return monthly, {layer: {name: paths[f"{own[name]}_of_{layer}"] for name in LAYER_METRICS} for layer in LAYERS}
