"""Scenarios over each other: MRR, cumulative profit and cash by month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from model.answers import OTHERS, Asked, Lines, Role, Series
from model.engine.batch import Array
from model.metrics import MONTHLY
from model.questions.compare.sides import Comparison, Side
from model.wording import formatted, in_months

PATHS = ("mrr", "cumulative_profit", "cash")
LETTERS = 14  # of a scenario's name
OTHER_ROLES: tuple[Role, ...] = ("series 3", "series 5", "series 4", "series 6")
BASE = "Baseline"


def overlaid(asked: Asked, found: Comparison, subject: Side, name: str) -> Lines:
    """A measure of every scenario, as far as the longest of their horizons."""
    measure = MONTHLY[name]
    return Lines(
        title=measure.label, unit=measure.unit, series=[*_series(found, subject, name)], letters=LETTERS,
        finding=(_finding(asked, found, subject, name),), pointer=(measure.label, BASE, OTHERS), cut=name == "cash",
    )  # fmt: skip


def _series(found: Comparison, subject: Side, name: str) -> Iterator[Series]:
    months = max(side.scenario.horizon_months for side in found.sides)
    roles = iter(OTHER_ROLES)
    for side in (subject, found.base, *(side for side in found.others if side is not subject)):
        words = side.name if len(side.name) <= LETTERS else f"{side.name[: LETTERS - 1].rstrip()}…"
        role: Role = "whatif" if side is subject else "baseline" if side is found.base else next(roles)
        label = {"whatif": MONTHLY[name].label, "baseline": BASE}.get(role, OTHERS)
        yield Series(side.name, _path(side, name, months), role, words=words, tooltip=label)
        if subject is found.base:
            return


def _path(side: Side, name: str, months: int) -> Array:
    """Up to a month, nan after the scenario's own horizon."""
    path = np.full(months, np.nan)
    given = side.result.total.monthly[name][:, 0]
    path[: len(given)] = given
    return path


def _finding(asked: Asked, found: Comparison, subject: Side, name: str) -> str:
    """Where it ends in each scenario, the highest first."""
    unit, currency = MONTHLY[name].unit, asked.scenario.currency
    ends = sorted(found.sides, key=lambda side: -float(side.result.total.monthly[name][-1, 0]))
    told = [f"{formatted(float(side.result.total.monthly[name][-1, 0]), unit, currency)} in {side.name}"
            for side in ends]  # fmt: skip
    spans = {side.scenario.horizon_months for side in found.sides}
    after = f" after {in_months(spans.pop())}" if len(spans) == 1 else " at the end of each horizon"
    return f"It is {', '.join(told[:3])}{after}."
