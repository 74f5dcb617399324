"""Goal seek: every value of an input that gives a figure its target, or the value that comes nearest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.decide.domain import Domain, at_value, domain_of
from model.decide.outcome import Outcome, finite_or_none
from model.engine.batch import Array
from model.labels import name
from model.parameters.declare import Range
from model.scenario import Scenario
from model.whatif import Unlike, unlike

PARTS = 65  # values that are tried over the plausible range
EQUAL = 1e-9  # of the numbers beside it: a figure this close to its target has reached it
SAME = 1e-7  # of the plausible range, and of themselves: two values this close are one
NOTHING = 1e-13  # of the plausible range: so little is rounding
ROUNDING = 1e-13  # of the target: a figure this close is there
HALVINGS = 60  # until nothing lies between two numbers
Above = Callable[[Array], Array]  # by how much the figure is above its target at these values


@dataclass(frozen=True)
class GoalSeek:
    """What was found: each solution with the figure there, and of all values tried the one that comes nearest.

    Where the figure jumps over its target, the solution is the first value on the better side.
    """

    scenario: Scenario
    domain: Domain
    outcome: Outcome
    target: float
    solutions: tuple[float, ...]
    reached: tuple[float, ...]
    nearest: tuple[float, float] | None

    @property
    def searched(self) -> Range:
        return self.domain.bounds

    def rows(self) -> Unlike:
        """What-ifs at the solutions, or at the nearest value: the evidence."""
        values = self.solutions or (() if self.nearest is None else (self.nearest[0],))
        tried = [at_value(self.scenario, self.domain.path, value) for value in values]
        return unlike(self.scenario, tried, **self.outcome.asked)


def seek_value(scenario: Scenario, path: str, outcome: Outcome, target: float) -> GoalSeek:
    """The values of an input with which an outcome is at its target. Raises ScenarioError."""
    domain = domain_of(scenario, path)

    def above(values: Array) -> Array:
        flat = domain.allowed(np.ravel(values))
        rows = unlike(scenario, [at_value(scenario, path, value) for value in flat.tolist()], **outcome.asked)
        amounts = rows.values(outcome.of) - target
        return np.where(np.abs(amounts) <= ROUNDING * abs(target), 0.0, amounts).reshape(np.shape(values))

    better = -1.0 if outcome.lower_is_better else 1.0
    steps = domain.steps
    if steps is not None:
        tried = np.array(steps)
        found, amounts = _among_steps(above(tried), better), above(tried)
        solutions, reached = tried[found], amounts[found]
    else:
        tried = np.unique([*domain.spread(PARTS), *domain.over_decades()])
        amounts = above(tried)
        search = _Roots(above, better, tried, amounts)
        solutions = _apart(search.solutions(), domain.plausible[1] - domain.plausible[0])
        tried, amounts = search.tried, search.amounts
        reached = above(solutions) if len(solutions) else np.empty(0)
    if len(solutions):
        tried, amounts = solutions, reached
    nearest = _nearest(tried, amounts, domain.value)
    return GoalSeek(
        scenario, domain, outcome, target, tuple(solutions.tolist()), tuple((reached + target).tolist()),
        None if nearest is None else (float(tried[nearest]), float(amounts[nearest] + target)),
    )  # fmt: skip


class _Roots:
    """The zeros of a function of one value, from values that were tried on."""

    def __init__(self, above: Above, better: float, tried: Array, amounts: Array) -> None:
        self.above, self.better = above, better
        self.tried, self.amounts = tried, amounts

    def solutions(self) -> Array:
        """Every value found at which it is zero, or at which it jumps over zero, in order."""
        self._look_at_turns()
        x, f = self.tried, self.amounts
        changes = np.flatnonzero(f[:-1] * f[1:] < 0)
        found = self._between(x[changes], x[changes + 1], f[changes], f[changes + 1])
        found += self._stretches(np.flatnonzero(f == 0))
        return np.array(found)

    def _look_at_turns(self) -> None:
        """Where it turns without reaching zero between values, tries the value at which it turns."""
        from scipy.optimize.elementwise import find_minimum

        x, f = self.tried, self.amounts
        size, side = np.abs(f), np.sign(f)
        inner = np.arange(1, max(1, len(x) - 1))
        alike = (side[inner] == side[inner - 1]) & (side[inner] == side[inner + 1]) & (side[inner] != 0)
        lowest = (size[inner] <= size[inner - 1]) & (size[inner] <= size[inner + 1])
        turns = inner[alike & lowest & (size[inner - 1] + size[inner + 1] > 2 * size[inner])]
        if not len(turns):
            return
        ends = (x[turns - 1], x[turns], x[turns + 1])
        find: Any = find_minimum  # its types know no `args`
        lowest_at = find(lambda at, sign: sign * self.above(at), ends, args=(side[turns],))
        more = np.asarray(lowest_at.x, dtype=float)
        amounts, beside = self.above(more), size[turns - 1] + size[turns + 1]
        self._add(more, np.where(np.abs(amounts) <= EQUAL * beside, 0.0, amounts))

    def _between(self, low: Array, high: Array, at_low: Array, at_high: Array) -> list[float]:
        """The zero between each two values with unlike signs; where it jumps over zero, the better side."""
        from scipy.optimize.elementwise import find_root

        if not len(low):
            return []
        root = find_root(self.above, (low, high))
        scale = EQUAL * (np.abs(at_low) + np.abs(at_high))
        found = list[float]()
        for place, (x, f) in enumerate(zip(root.x, root.f_x, strict=True)):
            sides = [(float(root.bracket[end][place]), float(root.f_bracket[end][place])) for end in (0, 1)]
            if f == 0:
                found += self._ends(float(x), float(low[place]), float(high[place]))
            elif abs(f) <= scale[place]:
                found.append(float(x))
            else:
                found.append(next((value for value, amount in sides if amount * self.better > 0), float(x)))
        return found

    def _stretches(self, zeros: Any) -> list[float]:
        """The ends of each stretch of values that were tried and give just zero."""
        found, x = list[float](), self.tried
        for place in zeros:
            before, after = max(0, place - 1), min(len(x) - 1, place + 1)
            found += self._ends(float(x[place]), float(x[before]), float(x[after]))
        return found

    def _ends(self, at: float, low: float, high: float) -> list[float]:
        """From a value that gives zero, how far zero reaches on both sides: by halving what lies between."""
        inside, outside = np.array([at, at]), np.array([low, high])
        still = self.above(outside) == 0
        inside, found = np.where(still, outside, inside), [float(end) for end in outside[still]]
        for _ in range(HALVINGS):
            middle = (inside + outside) / 2
            zero = self.above(middle) == 0
            inside, outside = np.where(zero, middle, inside), np.where(zero, outside, middle)
        ends = [float(end) for end, open_end in zip(inside, still, strict=True) if not open_end]
        return ends + [end for end in found if end in (self.tried[0], self.tried[-1])]

    def _add(self, more: Array, amounts: Array) -> None:
        tried, places = np.unique(np.concatenate([self.tried, more]), return_index=True)
        self.tried, self.amounts = tried, np.concatenate([self.amounts, amounts])[places]


def _among_steps(amounts: Array, better: float) -> list[int]:
    """The steps at which it is zero, and the better side of each two between which it changes its sign."""
    zeros = {int(place) for place in np.flatnonzero(amounts == 0)}
    changes = np.flatnonzero(amounts[:-1] * amounts[1:] < 0)
    return sorted(zeros | {int(place + (amounts[place + 1] * better > 0)) for place in changes})


def _apart(values: Array, width: float) -> Array:
    """Values in order, those that are the same but for rounding once."""
    values = np.sort(values)
    if not len(values):
        return values
    size = np.maximum(np.abs(values[1:]), np.abs(values[:-1]))
    far = np.diff(values) > np.maximum(SAME * np.minimum(size, width), NOTHING * width)
    return np.compress(np.concatenate([[True], far]), values)


def _nearest(tried: Array, amounts: Array, present: float) -> int | None:
    """The value that comes nearest to zero, of several the one nearest to where the input stands."""
    size = np.where(np.isnan(amounts), np.inf, np.abs(amounts))
    if not np.isfinite(size).any():
        return None
    best = np.flatnonzero(size <= size.min())
    return int(best[np.argmin(np.abs(tried[best] - present))])


def as_json(found: GoalSeek) -> dict[str, Any]:
    """`reached` is the figure at each solution; `nearest` the closest of them to the present, or else to the target."""
    nearest = None if found.nearest is None else dict(zip(("value", "figure"), found.nearest, strict=True))
    return {
        "path": found.domain.path,
        "figure": found.outcome.key,
        "target": found.target,
        "solutions": list(found.solutions),
        "reached": [finite_or_none(value) for value in found.reached],
        "nearest": nearest,
        "searched": list(found.searched),
        "plausible": list(found.domain.plausible),
    }


def as_lines(found: GoalSeek) -> str:
    """One sentence a solution, or the nearest value."""
    currency = found.scenario.currency
    input_name, figure = name(found.scenario, found.domain.path), found.outcome.in_a_sentence
    wanted = found.outcome.written(found.target, currency)
    if found.solutions:
        lines = [
            f"{input_name} of {found.domain.written(value, currency)} gives "
            f"{figure} of {found.outcome.written(reached, currency)}.{_remark(found, value)}"
            for value, reached in zip(found.solutions, found.reached, strict=True)
        ]
        return "\n".join(lines) + "\n"
    if found.nearest is None:
        return f"No value of {input_name} gives {figure} a value at all.\n"
    value, reached = found.nearest
    return (
        f"No value of {input_name} reaches {figure} of {wanted}; the nearest is "
        f"{found.domain.written(value, currency)}, with {found.outcome.written(reached, currency)}.\n"
    )


def _remark(found: GoalSeek, value: float) -> str:
    low, high = found.domain.plausible
    if low <= value <= high:
        return ""
    currency = found.scenario.currency
    ends = f"{found.domain.written(low, currency)} to {found.domain.written(high, currency)}"
    return f" That is outside what is plausible, {ends}."
