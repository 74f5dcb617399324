"""Figures printed in the sources against ours: the same scenario through the engine, compared and explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from model import formulas
from model.report import as_json
from model.simulate import run
from model.text import packaged_toml, scenario_from

FORMULAS: Mapping[str, Callable[[], float]] = {
    "1.01^365": lambda: 1.01**365,
    "1.01^365 - 1": lambda: 1.01**365 - 1,
    "1900 / 55000": lambda: float(
        formulas.revenue_churn_gross(opening_mrr=50 * 100 + 50 * 1_000, churned_mrr=9 * 100 + 1 * 1_000)
    ),
}


@dataclass(frozen=True)
class PublishedFigure:
    """One printed figure: what the model gives under the reading in `how`, and what the words alone give."""

    id: str
    printed: str
    computed: float | list[float] | None
    worded: float | list[float] | None
    verdict: str
    how: str
    source: str
    expected: float | list[float]
    holds: bool


def published_figures() -> list[PublishedFigure]:
    """Every figure of published_figures.toml, computed now."""
    return [_figure(entry) for entry in packaged_toml("published_figures.toml")["figure"]]


def as_dicts() -> list[dict[str, Any]]:
    """The same as plain data."""
    return [asdict(figure) for figure in published_figures()]


def _figure(entry: Mapping[str, Any]) -> PublishedFigure:
    computed = _computed(entry["measure"], entry.get("scenario"))
    worded = None
    if "worded" in entry:
        worded = _computed(entry.get("worded_measure", entry["measure"]), entry.get("worded_scenario"))
    explained = [entry.get("how", ""), f"as worded: {entry['worded_how']}" if "worded_how" in entry else ""]
    return PublishedFigure(
        id=entry["id"],
        printed=entry["printed"],
        computed=computed,
        worded=worded,
        verdict=entry["verdict"],
        how="; ".join(text for text in explained if text),
        source=entry["source"],
        expected=entry["our_value"],
        holds=_agrees(computed, entry["our_value"], entry["tolerance"])
        and (worded is None or _agrees(worded, entry["worded"], max(entry["tolerance"], 0.5))),
    )


def _computed(measure: str, scenario: Mapping[str, Any] | None) -> float | list[float] | None:
    if measure in FORMULAS:
        return FORMULAS[measure]()
    if scenario is None:
        return None
    told = as_json(run(scenario_from(scenario)))
    if measure in told["summary"]:
        value: float | None = told["summary"][measure]
        return value
    if measure in told["total"]:
        return float(told["total"][measure][-1])
    values = [segment["unit_economics"][measure] for segment in told["segments"].values()]
    return values[0] if len(values) == 1 else values


def _agrees(computed: Any, expected: Any, tolerance: float) -> bool:
    return computed is not None and bool(np.all(np.abs(np.subtract(computed, expected)) <= tolerance))
