"""Running a batch: what is asked for, chunks that fit the cache, and results put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.batch import Array, Batch, Given
from model.economics import money
from model.engine import Needs, Paths, march
from model.figures import Figure
from model.memory import Arena
from model.metrics import LAYER_METRICS, LAYERS, MONTHLY, SUMMARY
from model.result import BatchResult, Part, Result
from model.scenario import Scenario
from model.summary import CompanyHorizon, SegmentHorizon
from model.unit_economics import Account, unit_economics
from model.verdict import blended

CHUNK_BYTES = 2**20  # of the ring and of one month's rows: about what a core's cache holds
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
    target, arena = _Target(batch, asked), Arena()
    for group in batch.groups():
        size = _chunk_size(group.scenario, asked.needs)
        for start in range(0, group.size, size):
            arena.reset()
            given = group.given(start, start + size, arena)
            rows = slice(start, start + given.size) if group.rows is None else group.rows[start : start + size]
            target.store(rows, _run_chunk(given, asked))
    return BatchResult(batch, target.total, target.segments)


@dataclass(frozen=True)
class _Asked:
    """The measures that somebody wants, and what has to be computed for them."""

    monthly: tuple[str, ...]
    summary: tuple[str, ...]
    layers: bool
    by_segment: bool

    @property
    def needs(self) -> Needs:
        wanted = {need for name in self.monthly for need in MONTHLY[name].needs}
        wanted |= {need for name in self.summary for need in SUMMARY[name].needs}
        return Needs(**dict.fromkeys(wanted | ({"layers"} if self.layers else set()), True))

    @property
    def of_segments(self) -> set[str]:
        """Lines of segments that outlive their month."""
        names = {name for name in self.monthly if MONTHLY[name].in_segments} if self.by_segment else set()
        names |= {"operating_profit"} if self.by_segment and "profit" in self.summary else set()
        return names | ({"cs_cost"} if "book_value" in self.summary else set())

    @property
    def of_company(self) -> set[str]:
        """Paths of the company that outlive their month."""
        names = {name for name in self.monthly if MONTHLY[name].in_total} | {"mrr"}
        profit = {"profit", "trough", "trough_month", "payback_month", "breakeven_month", "cumulative_profit"}
        cash = {"cash", "cash_low", "cash_low_month"}
        names |= {"operating_profit"} if profit & {*self.monthly, *self.summary} else set()
        names |= {"cash_flow"} if cash & {*self.monthly, *self.summary} else set()
        names |= {"mrr_of_floor"} if self.needs.floor else set()
        return names | ({f"{name}_of_{layer}" for name in ("mrr", "accounts") for layer in LAYERS} if self.needs.layers else set())


def _chunk_size(scenario: Scenario, needs: Needs) -> int:
    buckets = max(max(segment.renewal_months, segment.expansion_months) for segment in scenario.segments)
    rows = 2 * (1 + needs.layers) + needs.floor + needs.flat
    column = 8 * len(scenario.segments) * (buckets * rows + ROWS_OF_A_MONTH)
    return int(np.clip(CHUNK_BYTES // column, 256, 8192))


def _run_chunk(given: Given, asked: _Asked) -> tuple[Part, Sequence[Part]]:
    """One chunk: the month, money, then figures. Figures of segments are (segments, scenarios) until parted."""
    paths, company = money(
        given, march(given, asked.needs), of_segments=asked.of_segments, of_company=asked.of_company
    )
    account = Account(given, paths["engagement_before"][0])
    horizon = SegmentHorizon(given, paths, account)
    whole = Part(
        monthly={name: company[name] for name in asked.monthly if MONTHLY[name].in_total},
        layers=_layers(company) if asked.layers else {},
        summary=CompanyHorizon(given, company, horizon).figures(asked.summary),
    )
    if not asked.by_segment:
        return whole, ()
    figures, economics = horizon.figures(asked.summary), unit_economics(given, account)
    whole.unit_economics = blended(given, economics)
    return whole, [_parted(index, paths, figures, economics, asked) for index in range(len(given.segments))]


def _parted(
    index: int, paths: Paths, summary: Mapping[str, Figure], economics: Mapping[str, Figure], asked: _Asked
) -> Part:
    """What belongs to one segment."""
    own = {name: path[:, index] for name, path in paths.items()}
    return Part(
        monthly={name: own[name] for name in asked.monthly if MONTHLY[name].in_segments},
        layers=_layers(own) if asked.layers else {},
        summary={name: value[index] for name, value in summary.items()},
        unit_economics={name: value[index] for name, value in economics.items()},
    )


def _layers(paths: Paths) -> dict[str, dict[str, Array]]:
    """The paths of the layers; revenue of a layer is its MRR."""
    source = {"revenue": "mrr"}
    return {layer: {name: paths[f"{source.get(name, name)}_of_{layer}"] for name in LAYER_METRICS} for layer in LAYERS}


class _Target:
    """Where chunks are put: arrays over the whole batch."""

    def __init__(self, batch: Batch, asked: _Asked) -> None:
        horizons = np.asarray(batch.columns.get("horizon_months", batch.base.horizon_months))
        self.ragged = horizons.min() < horizons.max()
        self.shape = (int(horizons.max()), batch.size)
        self.total = Part()
        self.segments = {segment.name: Part() for segment in batch.base.segments} if asked.by_segment else {}

    def store(self, rows: Any, chunk: tuple[Part, Sequence[Part]]) -> None:
        whole, parts = chunk
        for target, part in ((self.total, whole), *zip(self.segments.values(), parts, strict=True)):
            self._store_paths(target.monthly, rows, part.monthly)
            for layer, paths in part.layers.items():
                self._store_paths(target.layers.setdefault(layer, {}), rows, paths)
            self._store_figures(target.summary, rows, part.summary)
            self._store_figures(target.unit_economics, rows, part.unit_economics)

    def _store_paths(self, target: dict[str, Array], rows: Any, paths: Mapping[str, Array]) -> None:
        for name, path in paths.items():
            if name not in target:
                target[name] = np.full(self.shape, np.nan) if self.ragged else np.empty(self.shape)
            place = target[name][: len(path)]
            if isinstance(rows, slice):
                np.add(path, 0.0, out=place[:, rows])  # tells -0 as 0
            else:
                place[:, rows] = path + 0.0

    def _store_figures(self, target: dict[str, Figure], rows: Any, figures: Mapping[str, Figure]) -> None:
        size = self.shape[1]
        for name, figure in figures.items():
            if name not in target:
                target[name] = Figure(np.empty(size), np.zeros(size, dtype=np.uint8))
            target[name].values[rows] = figure.values + 0.0
            if figure.reasons is not None:
                target[name].reasons[rows] = figure.reasons
