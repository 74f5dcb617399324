"""Two inputs at once: the figure and the verdict over both, with the border where the verdict changes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.answers import Asked, Axis, Block, Dot, Grid, Part, Remark
from model.decide.domain import Domain
from model.decide.outcome import Outcome
from model.decide.two_way import TwoWay, two_way
from model.engine.batch import Array, BatchError
from model.labels import name
from model.problems import ScenarioError
from model.questions.sensitivity.inputs_in_view import input_choice
from model.result import Result
from model.trace import Sentence
from model.verdict import ACCELERATE, BRAKES, HOLD
from model.wording import format_of, formatted

TITLE = "The verdict over two inputs"
SIGNS = {ACCELERATE: 1.0, HOLD: 0.0, BRAKES: -1.0}
SHORTEST = 3  # points of a border that has words


def found(result: Result, _segment: int, across: str, up: str, outcome: Outcome) -> TwoWay | None:
    """None where the same input is on both sides, or their values do not go together."""
    try:
        return two_way(result.scenario, across, up, outcome)
    except (ScenarioError, BatchError):
        return None


def blocks(asked: Asked, outcome: Outcome) -> Sequence[Block]:
    across, first = input_choice(asked, "across", "Across", "cac")
    up, second = input_choice(asked, "up", "Up", "retention_rate")
    grid = asked.find(found, first, second, outcome)
    choices = Part((across, up))
    if grid is None:
        return choices, Remark(("These two inputs make no map: choose two that differ and go together.",))
    return choices, _map(asked, grid)


def _map(asked: Asked, grid: TwoWay) -> Grid:
    x, y = (_axis(side) for side in (grid.across, grid.up))
    signs = np.array([[SIGNS[verdict] for verdict in row] for row in grid.verdicts])
    return Grid(
        title=TITLE, unit=grid.outcome.metric.unit, beside=f"shows {grid.outcome.in_a_sentence}",
        finding=_finding(asked, grid), tall="high", x=x, y=y, columns=_edges(grid.values[0]),
        lines=_edges(grid.values[1]), values=grid.figures, label="Figure", signs=signs, from_zero=False,
        borders=[(verdict if len(line) >= SHORTEST else "", line) for verdict, line in grid.borders],
        dots=(Dot(grid.across.value, grid.up.value, "ink", words="now"),),
    )  # fmt: skip


def _axis(domain: Domain) -> Axis:
    unit = "share" if format_of(domain.parameter.unit) == "share" else domain.parameter.unit
    return Axis(unit, domain.parameter.label)


def _edges(values: Sequence[float]) -> Array:
    """Cells around the values, as wide as they are apart."""
    given = np.array(values)
    if len(given) == 1:
        return np.array([given[0] - 0.5, given[0] + 0.5])
    middles = (given[:-1] + given[1:]) / 2
    return np.concatenate([[given[0] - (middles[0] - given[0])], middles, [given[-1] + (given[-1] - middles[-1])]])


def _finding(asked: Asked, grid: TwoWay) -> Sentence:
    """The verdict where they stand, and whether these two can change it."""
    present, names = asked.result.verdict.advice, [name(asked.scenario, side.path) for side in (grid.across, grid.up)]
    at = [formatted(side.value, side.parameter.unit, asked.scenario.currency) for side in (grid.across, grid.up)]
    others = sorted({verdict for row in grid.verdicts for verdict in row} - {present}, key=lambda key: -SIGNS[key])
    reach = f"elsewhere on the map it is {' or '.join(others)}" if others else "no value on the map changes it"
    return (f"At {names[0]} of {at[0]} and {names[1]} of {at[1]} the verdict is {present}; {reach}.",)
