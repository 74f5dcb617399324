"""Running a batch: what is asked for, chunks that fit the cache, and results put together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from model.engine.batch import Array, Batch, Given
from model.engine.economics import OF_COMPANY, Company, Statement, summed
from model.engine.march import march
from model.engine.memory import POOL
from model.engine.moments import judged, judged_at_end
from model.engine.needs import GIVEN, Needs, Paths
from model.engine.summary import (
    CompanyHorizon,
    SegmentHorizon,
    in_segments,
    looked_back_at,
    of_each_segment,
    of_own_paths,
)
from model.engine.values import Evaluated, Inputs
from model.figures import Figure
from model.metrics import LAYER_METRICS, LAYERS, MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.metrics.declare import Intermediate, Metric, behind
from model.metrics.horizon import PARTS as OF_HORIZON
from model.metrics.monthly import PARTS
from model.operations import plain
from model.result import BatchResult, Result, ResultPart
from model.scenario import Scenario

Figures = Mapping[str, Figure]

OF_MONTH: dict[str, Metric | Intermediate] = {**PARTS, **MONTHLY}
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
    economics: Iterable[str] | None = UNIT_ECONOMICS,
) -> BatchResult:
    """The measures asked for, of every scenario of a batch; with `by_segment` of each segment too.

    Of an account each segment then has at least the `economics` asked for, and the company its LTV:CAC and payback; if
    that is None, neither has anything.
    """
    of_accounts = None if economics is None else tuple(economics)
    asked = _asked(tuple(monthly), tuple(summary), layers, by_segment, of_accounts)
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
    economics: tuple[str, ...] | None

    @cached_property
    def needs(self) -> Needs:
        return Needs.of(self._behind, layers=self.layers)

    @cached_property
    def _behind(self) -> set[str]:
        monthly = behind(self.monthly, OF_MONTH, GIVEN)
        return monthly | behind(behind(self.summary, {**OF_HORIZON, **SUMMARY}) - {*SUMMARY}, OF_MONTH, GIVEN)

    @cached_property
    def layer_paths(self) -> set[str]:
        return {f"{name}_of_{layer}" for name in ("mrr", "accounts") for layer in LAYERS}

    @cached_property
    def paths(self) -> list[str]:
        """Paths of the company that are given out, first those that are but the sums of segments."""
        names = [name for name in self.monthly if MONTHLY[name].in_total] + self._layers
        return [*self.shared, *(name for name in names if name not in self.shared)]

    @cached_property
    def paths_of_segments(self) -> list[str]:
        """Paths of each segment that are given out, those first that the company has as their sums."""
        names = [name for name in self.monthly if MONTHLY[name].in_segments] + self._layers
        return [*self.shared, *(name for name in names if name not in self.shared)] if self.by_segment else []

    @cached_property
    def shared(self) -> list[str]:
        """Paths that are given out of segments, and as their sums of the company."""
        both = [name for name in self.monthly if MONTHLY[name].in_segments and MONTHLY[name].in_total]
        return [name for name in both if name not in OF_COMPANY] + self._layers if self.by_segment else []

    @property
    def _layers(self) -> list[str]:
        return sorted(self.layer_paths) if self.layers else []

    @cached_property
    def sums(self) -> list[str]:
        """What the company calls the sums of the paths of segments."""
        return [f"{name}_of_segments" if name in OF_COMPANY else name for name in self.paths_of_segments]

    @cached_property
    def figures_of_segments(self) -> tuple[str, ...]:
        """Figures of each segment: those that the company's are put together from, or all."""
        return in_segments(self.summary if self.by_segment else tuple(n for n in self.summary if SUMMARY[n].company))

    @cached_property
    def read_of_segments(self) -> tuple[str, ...]:
        """Paths of segments that somebody reads: those given out, those that figures look at, those of the company."""
        looked_at = [path for _, path, _ in looked_back_at(of_each_segment(self.figures_of_segments))]
        return (*self.paths_of_segments, *looked_at, *(path for _, path in self.summed))

    @cached_property
    def summed(self) -> list[tuple[str, str]]:
        """What the company reads summed over segments, beside `sums`: its name for the path, and theirs."""
        read = {*self.of_company, *(path for _, path, _ in looked_back_at(of_own_paths(self.summary)))}
        names = behind(read, OF_COMPANY) - {*OF_COMPANY, *self.sums, "month"}
        own = [name for name in names if name.startswith("company_") or name.endswith(("_before", "_so_far"))]
        return [(name, name.removesuffix("_of_segments")) for name in sorted(names - {*own})]

    @cached_property
    def of_company(self) -> set[str]:
        """Paths of the company that are given out, or that it looks back at."""
        names = {name for name in self.monthly if MONTHLY[name].in_total} | (self.layer_paths if self.layers else set())
        looks_back = {
            "cumulative_profit": ("trough", "trough_month", "payback_month"),
            "cash": ("cash_low", "cash_low_month"),
            "operating_profit": ("breakeven_month",),
            "revenue": ("breakeven_month",),
        }
        return names | {path for path, figures in looks_back.items() if {*figures} & {*self.summary}}


_asked = lru_cache(maxsize=64)(_Asked)


def _chunk_size(scenario: Scenario, needs: Needs) -> int:
    buckets = max(max(segment.renewal_months, segment.expansion_months) for segment in scenario.segments)
    rows = 2 * (1 + needs.layers) + needs.floor + needs.flat
    buckets *= 1 + max(len(segment.retention_by_renewal) for segment in scenario.segments)
    column = 8 * len(scenario.segments) * (buckets * rows + ROWS_OF_A_MONTH)
    return int(np.clip(CHUNK_BYTES // column, 256, 32768))


def _even(scenarios: int, most: int) -> int:
    """The size of as few chunks as it takes, all about as large: a small one costs as many calls as a large one."""
    return math.ceil(scenarios / math.ceil(scenarios / most))


def _run_chunk(given: Given, asked: _Asked, target: _Target, rows: Any) -> None:
    """One chunk: the months one after the other, money of each, and figures when all are over."""
    inputs = Inputs(given)
    segments = SegmentHorizon(inputs, asked.figures_of_segments, asked.economics or ())
    company = Company(given, asked.of_company, asked.summed)
    whole = CompanyHorizon(segments, company, asked.summary)
    for months, paths in march(inputs, asked.needs, segments.last_month):
        if months.start >= given.scenario.horizon_months:
            segments.follow_the_book(months, paths.__getitem__)
            continue
        statement = Statement(paths, inputs.in_months(months), months, asked.read_of_segments)
        sums = target.store_segments(months, rows, statement) if asked.by_segment else {}
        of_company = company.of(months, statement, sums)
        target.store_company(months, rows, of_company)
        whole.take(months, of_company.line)
        segments.take(months, statement.line)
        del statement, sums, of_company  # the next months are worked out in their memory
    economics: Figures = {}
    if asked.by_segment:
        of_horizon: Figures = segments.figures
        of_segments: Figures = {}
        if asked.economics is not None:
            of_segments, economics = judged(segments.account)
            if segments.changes:
                target.store_end(rows, *judged_at_end(inputs, segments, asked.economics))
        target.store_segment_figures(rows, of_horizon, of_segments)
    target.store_figures(rows, whole.figures, economics)


class _Target:
    """Where chunks are put: arrays over the whole batch, those of segments with one row a segment."""

    def __init__(self, batch: Batch, asked: _Asked) -> None:
        horizons = np.asarray(batch.columns.get("horizon_months", batch.base.horizon_months))
        self.ragged = horizons.min() < horizons.max()
        self.asked, self.months, self.size = asked, int(horizons.max()), batch.size
        self.names = [segment.name for segment in batch.base.segments] if asked.by_segment else []
        self.paths, self.shared = self._block(len(asked.paths)), len(asked.shared)
        self.paths_of_segments = self._block(len(asked.paths_of_segments), len(self.names))
        self.summary: dict[str, Figure] = {}
        self.blended: dict[str, Figure] = {}
        self.summary_of_segments: dict[str, Figure] = {}
        self.economics: dict[str, Figure] = {}
        self.economics_at_end: dict[str, Figure] = {}
        self.blended_at_end: dict[str, Figure] = {}

    def _block(self, names: int, *segments: int) -> Array:
        block = POOL.empty((names, self.months, *segments, self.size))
        if self.ragged:
            block.fill(np.nan)
        return block

    def store_segments(self, months: slice, rows: Any, statement: Evaluated) -> Paths:
        """Puts some months of the segments of a chunk in their place, and gives what they come to together."""
        stored = self._store_paths(self.paths_of_segments, months, rows, self.asked.paths_of_segments, statement)
        sums = summed(stored, len(self.names))
        self.paths[: self.shared, months, rows] = sums[: self.shared]
        return dict(zip(self.asked.sums, sums, strict=True))

    def store_company(self, months: slice, rows: Any, company: Evaluated) -> None:
        """Puts some months of the company in their place, those that are not stored yet."""
        self._store_paths(self.paths[self.shared :], months, rows, self.asked.paths[self.shared :], company)

    def _store_paths(self, block: Array, months: slice, rows: Any, names: list[str], values: Evaluated) -> Array:
        """Puts the paths of these names in their place, -0 as 0."""
        place = block[:, months, ..., rows]
        for path, name in zip(place, names, strict=True):
            np.add(plain(values[name]), NOTHING, out=path)
        if not isinstance(rows, slice):  # then the place is a copy
            block[:, months, ..., rows] = place
        return place

    def store_figures(self, rows: Any, summary: Figures, blended: Figures) -> None:
        """Puts the company's figures of a chunk in their place."""
        self._store_figures(self.summary, rows, summary, (self.size,))
        self._store_figures(self.blended, rows, blended, (self.size,))

    def store_segment_figures(self, rows: Any, summary: Figures, economics: Figures) -> None:
        """Puts the figures of segments, (segments, scenarios), in their place."""
        shape = (len(self.names), self.size)
        self._store_figures(self.summary_of_segments, rows, summary, shape)
        self._store_figures(self.economics, rows, economics, shape)

    def store_end(self, rows: Any, economics: Figures, blended: Figures) -> None:
        """Puts what figures of an account are as of the last month in their place."""
        self._store_figures(self.economics_at_end, rows, economics, (len(self.names), self.size))
        self._store_figures(self.blended_at_end, rows, blended, (self.size,))

    def _store_figures(self, target: dict[str, Figure], rows: Any, figures: Figures, shape: tuple[int, ...]) -> None:
        for name, figure in figures.items():
            values, reasons = figure.values + NOTHING, figure.reasons
            if values.shape == shape:  # the only chunk
                target[name] = Figure(values, reasons)
                continue
            if name not in target:
                target[name] = Figure(np.full(shape, np.nan), np.zeros(shape, dtype=np.uint8))
            target[name].values[..., rows] = values
            told = target[name].reasons
            if reasons is not None and told is not None:
                told[..., rows] = reasons

    def company(self) -> ResultPart:
        """What was put in place for the company."""
        monthly, layers = self._by_layer(dict(zip(self.asked.paths, self.paths, strict=True)))
        return ResultPart(monthly, layers, self.summary, self.blended, self.blended_at_end)

    def segments(self) -> dict[str, ResultPart]:
        """What was put in place for each segment."""
        parts = {}
        for index, segment in enumerate(self.names):
            paths = zip(self.asked.paths_of_segments, self.paths_of_segments[:, :, index], strict=True)
            monthly, layers = self._by_layer(dict(paths))
            figures = (
                {name: figure[index] for name, figure in table.items()}
                for table in (self.summary_of_segments, self.economics, self.economics_at_end)
            )
            parts[segment] = ResultPart(monthly, layers, *figures)
        return parts

    def _by_layer(self, paths: Paths) -> tuple[Paths, dict[str, Paths]]:
        """Paths by month, and those of layers by layer: the revenue of a layer is its MRR."""
        monthly = {name: paths[name] for name in self.asked.monthly if name in paths}
        if not self.asked.layers:
            return monthly, {}
        own = {"mrr": "mrr", "accounts": "accounts", "revenue": "mrr"}
        return monthly, {layer: {name: paths[f"{own[name]}_of_{layer}"] for name in LAYER_METRICS} for layer in LAYERS}
