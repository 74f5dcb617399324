"""From a batch to its results: which paths to keep, chunks that fit the cache, and where figures are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from model.batch import Array, Batch, Given
from model.economics import add_segment_profit, company_paths
from model.engine import Needs, Paths, march
from model.figures import Figure
from model.metrics import LAYER_METRICS, LAYERS, MONTHLY, SUMMARY
from model.scenario import Scenario
from model.summary import segment_summary, total_summary
from model.unit_economics import Account, unit_economics
from model.verdict import Verdict, blended, verdict_of

CHUNK_BYTES = 2**20  # of ring state and month rows: about what a core's cache holds
ROWS_PER_MONTH = 40  # arrays of one month that are alive at once, roughly


@dataclass
class Part:
    """Results of one segment or of the total: paths are (months, scenarios), figures (scenarios,)."""

    monthly: dict[str, Array] = field(default_factory=dict)
    layers: dict[str, dict[str, Array]] = field(default_factory=dict)
    summary: dict[str, Figure] = field(default_factory=dict)
    unit_economics: dict[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class BatchResult:
    """Results of a batch. In paths of a shorter horizon than the longest one the months after it are nan."""

    batch: Batch
    total: Part
    segments: Mapping[str, Part]

    @property
    def monthly(self) -> dict[str, Array]:
        return self.total.monthly

    @property
    def summary(self) -> dict[str, Array]:
        """Figures of the company as plain values, nan where undefined, (scenarios,)."""
        return {name: figure.values for name, figure in self.total.summary.items()}


@dataclass(frozen=True)
class Result:
    """Everything about one scenario: a batch of one."""

    scenario: Scenario
    batch: BatchResult

    @property
    def total(self) -> Part:
        return self.batch.total

    @property
    def segments(self) -> Mapping[str, Part]:
        return self.batch.segments

    @cached_property
    def verdict(self) -> Verdict:
        segments = {name: part.summary | part.unit_economics for name, part in self.segments.items()}
        return verdict_of(self.scenario, self.total.summary | self.total.unit_economics, segments)


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
    """The measures asked for, of every scenario of a batch; with `by_segment` also of each segment."""
    asked = _Asked(tuple(monthly), tuple(summary), layers, by_segment)
    months = int(np.max(batch.columns.get("horizon_months", batch.base.horizon_months)))
    target = _Target(batch, asked, months)
    for group in batch.groups():
        size = _chunk_size(group.scenario, asked.needs)
        for start in range(0, group.size, size):
            given = group.given(start, start + size)
            rows = np.arange(start, start + given.size) if group.rows is None else group.rows[start : start + size]
            target.store(rows, _run_chunk(given, asked))
    return target.result()


@dataclass(frozen=True)
class _Asked:
    monthly: tuple[str, ...]
    summary: tuple[str, ...]
    layers: bool
    by_segment: bool

    @property
    def needs(self) -> Needs:
        wanted = {need for name in self.monthly for need in MONTHLY[name].needs}
        wanted |= {need for name in self.summary for need in SUMMARY[name].needs}
        wanted |= {"layers"} if self.layers else set()
        return Needs(**dict.fromkeys(wanted, True))


def _chunk_size(scenario: Scenario, needs: Needs) -> int:
    buckets = max(max(s.renewal_months, s.expansion_months) for s in scenario.segments)
    variants = 2 * (1 + needs.layers) + needs.floor + needs.flat
    row = 8 * len(scenario.segments) * (buckets * variants + ROWS_PER_MONTH)
    return int(np.clip(CHUNK_BYTES // row, 256, 8192))


def _run_chunk(given: Given, asked: _Asked) -> tuple[Part, Sequence[Part]]:
    """One chunk: the month, money, then figures. A segment's part keeps its axis: (…, segments, scenarios)."""
    needs = asked.needs
    paths = march(given, needs)
    _name_layers(paths, needs)
    add_segment_profit(given, paths)
    if "committed_mrr" in asked.monthly:
        paths["committed_mrr"] = paths["signed_accounts"] * given.of("acv") / 12
    total = company_paths(given, paths)
    account = Account(given, paths["engagement_before"][0])
    segment_figures = segment_summary(given, paths, account)
    whole = Part(
        monthly={name: total[name] for name in asked.monthly if MONTHLY[name].in_total},
        layers=_layers(total) if asked.layers else {},
        summary={name: value for name, value in total_summary(given, total, segment_figures).items() if name in asked.summary},
    )
    if not asked.by_segment:
        return whole, ()
    economics = unit_economics(given, account)
    whole.unit_economics = blended(given, economics)
    parts = [
        Part(
            monthly={name: paths[name][:, index] for name in asked.monthly if MONTHLY[name].in_segments},
            layers=_layers({name: path[:, index] for name, path in paths.items() if path.ndim == 3}) if asked.layers else {},
            summary={name: value[index] for name, value in segment_figures.items() if name in asked.summary},
            unit_economics={name: value[index] for name, value in economics.items()},
        )
        for index in range(len(given.segments))
    ]
    return whole, parts


def _name_layers(paths: Paths, needs: Needs) -> None:
    """Gives the variants of MRR and the layers of accounts their names."""
    mrr, accounts = paths.pop("mrr_by_variant"), paths.pop("accounts_by_layer")
    names = [*(f"{layer}_mrr" for layer in LAYERS if needs.layers)] or ["mrr"]
    names += ["floor_mrr"] * needs.floor + ["flat_mrr"] * needs.flat
    paths.update((name, mrr[:, number]) for number, name in enumerate(names))
    if needs.layers:
        paths.update((f"{layer}_accounts", accounts[:, number]) for number, layer in enumerate(LAYERS))


def _layers(paths: Paths) -> dict[str, dict[str, Array]]:
    source = {"revenue": "mrr"}
    return {
        layer: {name: paths[f"{layer}_{source.get(name, name)}"] for name in LAYER_METRICS} for layer in LAYERS
    }


class _Target:
    """Where chunks are put: arrays over the whole batch, made when the first chunk tells what there is."""

    def __init__(self, batch: Batch, asked: _Asked, months: int) -> None:
        self.batch, self.asked, self.months = batch, asked, months
        self.total = Part()
        self.segments = {segment.name: Part() for segment in batch.base.segments} if asked.by_segment else {}

    def store(self, rows: Array, chunk: tuple[Part, Sequence[Part]]) -> None:
        whole, parts = chunk
        self._store_part(self.total, rows, whole)
        for target, part in zip(self.segments.values(), parts, strict=True):
            self._store_part(target, rows, part)

    def _store_part(self, target: Part, rows: Array, part: Part) -> None:
        self._store_paths(target.monthly, rows, part.monthly)
        for layer, paths in part.layers.items():
            self._store_paths(target.layers.setdefault(layer, {}), rows, paths)
        self._store_figures(target.summary, rows, part.summary)
        self._store_figures(target.unit_economics, rows, part.unit_economics)

    def _store_paths(self, target: dict[str, Array], rows: Array, paths: Mapping[str, Array]) -> None:
        for name, path in paths.items():
            if name not in target:
                target[name] = np.full((self.months, self.batch.size), np.nan) if len(rows) < self.batch.size else np.empty((self.months, self.batch.size))
            target[name][: len(path), _span(rows)] = path
            target[name][: len(path), _span(rows)] += 0.0  # tells -0 as 0

    def _store_figures(self, target: dict[str, Figure], rows: Array, figures: Mapping[str, Figure]) -> None:
        for name, figure in figures.items():
            if name not in target:
                target[name] = Figure(np.empty(self.batch.size), np.zeros(self.batch.size, dtype=np.uint8))
            target[name].values[rows] = figure.values + 0.0
            target[name].reasons[rows] = figure.reasons

    def result(self) -> BatchResult:
        return BatchResult(self.batch, self.total, self.segments)


def _span(rows: Array) -> slice | Array:
    """Rows as a slice where they are consecutive: faster to write to."""
    consecutive = rows[-1] - rows[0] == len(rows) - 1
    return slice(int(rows[0]), int(rows[-1]) + 1) if consecutive else rows
