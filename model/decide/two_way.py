"""Two-way grid: an outcome and the verdict over two inputs at once, and the border where the verdict changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.decide.contour import Point, zero_lines
from model.decide.domain import Domain, changes_at, checked_domain
from model.decide.outcome import Outcome, finite_or_none
from model.decide.verdicts import ASKED, verdicts_of
from model.engine.batch import Array
from model.labels import name
from model.parameters.declare import Range
from model.problems import Problem, ScenarioError, one_line
from model.scenario import Scenario
from model.tables import aligned
from model.verdict import ACCELERATE, BRAKES, HOLD
from model.whatif import Rows, WhatIf, unlike
from model.wording import UNDEFINED

POINTS = 40  # of each input
SHOWN = 7  # of each input, in words
CODES = (BRAKES, HOLD, ACCELERATE)


@dataclass(frozen=True)
class TwoWay:
    """`figures` and `verdicts` have a row for each value of `up` and a column for each of `across`."""

    scenario: Scenario
    outcome: Outcome
    across: Domain
    up: Domain
    values: tuple[list[float], list[float]]
    figures: Array
    verdicts: list[list[str]]
    borders: list[tuple[str, list[Point]]]  # of which verdict, and the line


def two_way(
    scenario: Scenario,
    across: str,
    up: str,
    outcome: Outcome,
    ranges: Mapping[str, Range] | None = None,
    points: int = POINTS,
) -> TwoWay:
    """The outcome and the verdict at every pair of values, in one call. Raises ScenarioError."""
    if across == up:
        raise ScenarioError([Problem("--up", up, "is the same as --across", "name another input")])
    unknown = [path for path in ranges or {} if path not in (across, up)]
    if unknown:
        raise ScenarioError([Problem("--range", unknown[0], "is on neither side of the grid", "leave it out")])
    first = checked_domain(scenario, across, "--across", (ranges or {}).get(across))
    second = checked_domain(scenario, up, "--up", (ranges or {}).get(up))
    x, y = first.even(points), second.even(points)
    whatifs = [WhatIf(changes_at(scenario, {across: right, up: high})) for high in y for right in x]
    ran = unlike(scenario, whatifs, **_asked(outcome))
    shape = (len(y), len(x))
    codes = ran.values(_codes).reshape(shape).astype(int)
    scale = float(np.nanmax(np.abs(ran.values(_low_cash)), initial=1.0))
    surfaces = {
        ACCELERATE: ran.values(lambda rows: verdicts_of(rows.ran.result).above_hold(scale)),
        BRAKES: ran.values(lambda rows: verdicts_of(rows.ran.result).above_brakes),
    }
    return TwoWay(
        scenario, outcome, first, second, (x, y), ran.values(outcome.of).reshape(shape),
        [[CODES[code] for code in row] for row in codes.tolist()],
        [(verdict, line) for verdict, surface in surfaces.items() for line in zero_lines(x, y, surface.reshape(shape))],
    )  # fmt: skip


def _asked(outcome: Outcome) -> dict[str, Any]:
    """What the outcome and the verdict ask for."""
    both = {**ASKED}
    for key in ("summary", "monthly", "economics"):
        both[key] = tuple(dict.fromkeys([*ASKED[key], *outcome.asked.get(key, ())]))
    return both


def _codes(rows: Rows) -> Array:
    advice = verdicts_of(rows.ran.result).advice
    return np.select([advice == verdict for verdict in CODES], range(len(CODES))).astype(float)


def _low_cash(rows: Rows) -> Array:
    return rows.values("cash_low")


def as_json(found: TwoWay) -> dict[str, Any]:
    """Rows from the lowest value of `up`; each line of the border is one of points [across, up]."""
    (x, y), sides = found.values, (found.across, found.up)
    across, up = (
        {"path": domain.path, "values": values, "present": domain.value}
        for domain, values in zip(sides, (x, y), strict=True)
    )
    return {
        "figure": found.outcome.key,
        "across": across,
        "up": up,
        "values": [[finite_or_none(value) for value in row] for row in found.figures.tolist()],
        "verdicts": found.verdicts,
        "border": [{"verdict": verdict, "line": [list(point) for point in line]} for verdict, line in found.borders],
    }


def as_lines(found: TwoWay) -> str:
    """Some of the rows and columns, each figure with the initial of its verdict."""
    (x, y), currency = found.values, found.scenario.currency
    columns, rows = (np.unique(np.linspace(0, len(side) - 1, SHOWN).round().astype(int)).tolist() for side in (x, y))
    across, up = (one_line(name(found.scenario, domain.path)) for domain in (found.across, found.up))
    head = [up, *(found.across.written(x[column], currency) for column in columns)]
    body = [
        [found.up.written(y[row], currency),
         *(_cell(found, float(found.figures[row, column]), found.verdicts[row][column]) for column in columns)]
        for row in reversed(rows)
    ]  # fmt: skip
    words = ", ".join(f"{verdict[0].upper()} {verdict}" for verdict in reversed(CODES))
    lines = [f"{found.outcome.label} by {across} (across) and {up} (down), with the verdict: {words}.", ""]
    return "\n".join([*lines, *aligned([head, *body], numbers=True)]) + "\n"


def _cell(found: TwoWay, value: float, verdict: str) -> str:
    shown = found.outcome.written(value, found.scenario.currency) if np.isfinite(value) else UNDEFINED
    return f"{shown} {verdict[0].upper()}"
