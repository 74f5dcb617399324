"""Figures printed in the sources against ours: the same scenario through the engine, compared and explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from model.engine.simulate import run
from model.metrics import SUMMARY, UNIT_ECONOMICS
from model.text import packaged_toml, scenario_from
from model.trace import Quantity, Trace, constant

AS_PRINTED, OTHERWISE = "as printed", "under another reading"
LOST = constant(9) * 100 + constant(1) * 1_000
FORMULAS: Mapping[str, Quantity] = {
    "1.01^365": constant(1.01) ** 365,
    "1.01^365 - 1": constant(1.01) ** 365 - 1,
    "1900 / 55000": LOST / (constant(50) * 100 + constant(50) * 1_000),
}


@dataclass(frozen=True)
class PublishedFigure:
    """One printed figure: what the model gives under the reading in `how`, and what the words alone give.

    `ours` and `words` are those numbers as quantities that can be traced, several where the source prints several.
    """

    id: str
    printed: str
    verdict: str
    how: str
    source: str
    expected: float | list[float]
    holds: bool
    ours: tuple[Quantity, ...]
    words: tuple[Quantity, ...]

    @property
    def computed(self) -> float | list[float] | None:
        return _plain(self.ours)

    @property
    def worded(self) -> float | list[float] | None:
        return _plain(self.words)


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    """Every figure of published_figures.toml, computed when first asked for."""
    return tuple(_figure(entry) for entry in packaged_toml("published_figures.toml")["figure"])


def as_dicts() -> list[dict[str, Any]]:
    """The same as plain data."""
    names = ("id", "printed", "computed", "worded", "verdict", "how", "source", "expected", "holds")
    return [{name: getattr(figure, name) for name in names} for figure in published_figures()]


def _figure(entry: Mapping[str, Any]) -> PublishedFigure:
    ours = _computed(entry["id"], entry["measure"], entry.get("scenario"))
    words: tuple[Quantity, ...] = ()
    if "worded" in entry:
        measure = entry.get("worded_measure", entry["measure"])
        words = _computed(f"{entry['id']}, as worded", measure, entry.get("worded_scenario"))
    explained = [entry.get("how", ""), f"As worded: {entry['worded_how']}" if "worded_how" in entry else ""]
    return PublishedFigure(
        id=entry["id"],
        printed=entry["printed"],
        verdict=entry["verdict"],
        how=". ".join(text for text in explained if text),
        source=entry["source"],
        expected=entry["our_value"],
        holds=_agrees(ours, entry["our_value"], entry["tolerance"])
        and ("worded" not in entry or _agrees(words, entry["worded"], max(entry["tolerance"], 0.5))),
        ours=ours,
        words=words,
    )


def _computed(name: str, measure: str, scenario: Mapping[str, Any] | None) -> tuple[Quantity, ...]:
    """A figure of the company, else that of each segment, else the last month of a path; or a formula."""
    if measure in FORMULAS:
        found = [FORMULAS[measure]]
    elif scenario is None:
        found = []
    else:
        trace = Trace(run(scenario_from(scenario)), f"{name}:")
        if measure in SUMMARY:
            found = [trace.summary(measure)]
        elif measure in UNIT_ECONOMICS:
            found = [segment.economics(measure) for segment in trace.by_segment]
        else:
            found = [trace.month(measure, trace.months)]
    unit = found[0].unit if found and found[0].unit != "-" else "ratio"
    return tuple(
        quantity.named(
            f"published.{name}.{place}", quantity.label or measure, unit=unit, definition=quantity.definition or measure
        )
        for place, quantity in enumerate(found)
    )


def _plain(quantities: tuple[Quantity, ...]) -> float | list[float] | None:
    values = [quantity.value for quantity in quantities]
    return values[0] if len(values) == 1 else values or None


def _agrees(ours: tuple[Quantity, ...], expected: Any, tolerance: float) -> bool:
    values = _plain(ours)
    return values is not None and bool(np.all(np.abs(np.subtract(values, expected)) <= tolerance))
