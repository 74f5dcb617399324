"""Budget: how a monthly sum is best split between improvements that cost money, and what one more dollar is worth."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from model.decide.domain import domain_of
from model.decide.outcome import Outcome, finite_or_none
from model.engine.batch import Array, Batch
from model.labels import name
from model.problems import Problem, ScenarioError, one_line
from model.scenario import Scenario
from model.tables import aligned
from model.whatif.vary import Rows, rows_of
from model.wording import formatted, money

MOST_IMPROVED = 8  # inputs
SPLITS = 5_000  # that are tried before the best of them are refined
STARTS = 3  # of the splits
STEP = 1e-4  # of the budget, for slopes
IN_THE_MODEL = ("csms", "new_accounts")  # what these cost, the model pays by itself
FIXED = "company.fixed_costs"


@dataclass(frozen=True)
class Improvement:
    """One input that money improves: `per_dollar` of change a month, up to so many dollars."""

    path: str
    value: float
    per_dollar: float
    most: float
    is_charged: bool


@dataclass(frozen=True)
class Spend:
    """What goes to one input, and what becomes of it."""

    improvement: Improvement
    amount: float

    @property
    def value(self) -> float:
        return self.improvement.value + self.amount * self.improvement.per_dollar


@dataclass(frozen=True)
class Budget:
    """The best split; `figure` is the outcome with it and `without` the one without; money may be left over."""

    scenario: Scenario
    outcome: Outcome
    amount: float
    floor: float | None
    spends: tuple[Spend, ...]
    figure: float
    without: float
    next_dollar: float
    next_path: str | None

    @property
    def left(self) -> float:
        return max(0.0, self.amount - math.fsum(spend.amount for spend in self.spends))


def best_split(scenario: Scenario, outcome: Outcome, amount: float, floor: float | None = None) -> Budget:
    """The split of a monthly amount with the best outcome while cash stays above the floor. Raises ScenarioError.

    Without a floor cash has to stay at or above zero, where opening cash is given.
    """
    least = 0.0 if floor is None and scenario.company.cash else floor
    search = _Splits(scenario, outcome, amount, least)
    split = search.best()
    value = search.outcome_of(split[None])[0]
    worth, place = search.next_dollar(split, float(value))
    spends = [Spend(improvement, float(part)) for improvement, part in zip(search.improved, split, strict=True)]
    return Budget(
        scenario, outcome, amount, least, tuple(spends), float(value), float(search.outcome_of(0 * split[None])[0]),
        worth, None if place is None else search.improved[place].path,
    )  # fmt: skip


def _improvements(scenario: Scenario) -> list[Improvement]:
    if not scenario.costs:
        problem, remedy = "has no input that money improves", 'add [costs."PATH"] with change and cost'
        raise ScenarioError([Problem("budget", "", problem, remedy)])
    if len(scenario.costs) > MOST_IMPROVED:
        problem = f"has {len(scenario.costs)} inputs that money improves"
        raise ScenarioError([Problem("budget", "", problem, f"keep at most {MOST_IMPROVED} under [costs]")])
    found = []
    for path, given in scenario.costs.items():
        domain = domain_of(scenario, path, "costs")
        if given.cost == 0:
            raise ScenarioError([Problem("budget", f'costs."{path}"', "costs nothing", "set the input itself")])
        (low, high), (least, most) = domain.plausible, domain.bounds
        end = (high if given.change > 0 else low) if given.most is None else domain.value + given.most
        room = abs(min(max(end, least), most) - domain.value)
        charged = path.rpartition(".")[2] not in IN_THE_MODEL
        per_dollar = given.change / given.cost
        found.append(Improvement(path, domain.value, per_dollar, room / abs(per_dollar), charged))
    return found


class _Splits:
    """The best split: the best of many even ones, refined by scipy."""

    def __init__(self, scenario: Scenario, outcome: Outcome, amount: float, floor: float | None) -> None:
        self.scenario, self.outcome, self.amount, self.floor = scenario, outcome, amount, floor
        self.improved = _improvements(scenario)
        self.most = np.array([min(improvement.most, amount) for improvement in self.improved])
        self.sign = -1.0 if outcome.lower_is_better else 1.0

    def run(self, splits: Array) -> Rows:
        """What-ifs with each split, (splits, inputs)."""
        columns: dict[str, Any] = {}
        for place, improvement in enumerate(self.improved):
            low, high = domain_of(self.scenario, improvement.path).bounds
            columns[improvement.path] = np.clip(
                improvement.value + splits[:, place] * improvement.per_dollar, low, high
            )
        charged = splits[:, [improvement.is_charged for improvement in self.improved]].sum(axis=1)
        columns[FIXED] = columns.get(FIXED, np.full(len(splits), self.scenario.company.fixed_costs)) + charged
        asked = dict(self.outcome.asked)
        asked["summary"] = tuple(dict.fromkeys([*asked.get("summary", ()), "cash_low"]))
        return rows_of(Batch(self.scenario, columns), **asked)

    def outcome_of(self, splits: Array) -> Array:
        return self.outcome.of(self.run(splits))

    def judged(self, splits: Array) -> tuple[Array, Array]:
        """How good each split is, and by how much cash keeps its floor."""
        rows = self.run(splits)
        spare = rows.values("cash_low") - self.floor if self.floor is not None else np.zeros(len(splits))
        worth = self.sign * self.outcome.of(rows)
        return np.where(np.isnan(worth), -np.inf, worth), spare

    def best(self) -> Array:
        """The best split that keeps the floor; nothing is spent where none does."""
        splits = np.array([*_even_splits(len(self.improved), self.amount)])
        splits = np.unique(np.minimum(splits, self.most), axis=0)
        worth, spare = self.judged(splits)
        kept = np.where(spare >= 0, worth, -np.inf)
        starts = splits[np.argsort(-kept, kind="stable")[:STARTS]]
        candidates = [np.zeros((1, len(self.most))), starts]
        if self.amount > 0:  # a refined split may miss the floor by a little: then what lies just before it counts
            part = np.concatenate([np.linspace(0, 1, 33), 1 - np.geomspace(1e-7, 1e-2, 26)])[:, None]
            candidates += [start + part * (self._refined(start) - start) for start in starts]
        tried = np.concatenate(candidates)
        worth, spare = self.judged(tried)
        return np.asarray(tried[int(np.argmax(np.where(spare >= 0, worth, -np.inf)))])

    def _refined(self, start: Array) -> Array:
        """A better split near this one, by scipy's sequential least squares with slopes from one batch."""
        from scipy.optimize import minimize

        size, count = self.amount, len(start)
        base, _ = self.judged(start[None])
        scale = max(abs(float(base[0])), 1.0) if np.isfinite(base[0]) else 1.0
        cash_scale = max(abs(self.scenario.company.cash), size, 1.0)

        @lru_cache(maxsize=1)  # scipy asks for value and slope, of figure and floor, one after the other
        def at(point: tuple[float, ...]) -> tuple[float, Array, float, Array]:
            shares = np.array(point)
            steps = np.vstack([np.zeros(count), STEP * np.eye(count)])
            worth, spare = self.judged(np.clip(shares + steps, 0, None) * size)
            worth = np.nan_to_num(worth, neginf=-1e300)
            return (float(-worth[0] / scale), -(worth[1:] - worth[0]) / STEP / scale,
                    float(spare[0] / cash_scale), (spare[1:] - spare[0]) / STEP / cash_scale)  # fmt: skip

        def with_slopes(shares: Array) -> tuple[float, Array, float, Array]:
            return at(tuple(shares.tolist()))

        limits: list[Any] = [{"type": "ineq", "fun": lambda y: 1 - y.sum(), "jac": lambda y: -np.ones(count)}]
        if self.floor is not None:
            limits.append({"type": "ineq", "fun": lambda y: with_slopes(y)[2], "jac": lambda y: with_slopes(y)[3]})
        search: Any = minimize  # its types know no value with its slopes
        found = search(
            lambda y: with_slopes(y)[:2], start / size, jac=True, method="SLSQP", constraints=limits,
            bounds=[(0.0, float(most / size)) for most in self.most], options={"maxiter": 60, "ftol": 1e-12},
        )  # fmt: skip
        split = np.clip(np.asarray(found.x, dtype=float), 0, None) * size
        spent = split.sum()
        return np.asarray(np.minimum(split * min(1.0, size / spent) if spent else split, self.most))

    def next_dollar(self, split: Array, value: float) -> tuple[float, int | None]:
        """What one more dollar a month is worth where it does most, and where that is; nothing where money is left."""
        if split.sum() < self.amount * (1 - STEP):
            return 0.0, None
        step = max(1.0, STEP * self.amount)
        more = split + step * np.eye(len(split))
        improvable = split + step <= np.array([improvement.most for improvement in self.improved])
        worth, spare = self.judged(more)
        gains = np.where((spare >= 0) & improvable, (worth - self.sign * value) / step, -np.inf)
        place = int(np.argmax(gains))
        return (float(self.sign * gains[place]), place) if gains[place] > 0 else (0.0, None)


def _even_splits(count: int, amount: float) -> Iterator[list[float]]:
    """Every split in parts of one size between so many inputs, and nothing."""
    parts = max(parts for parts in range(1, 401) if parts == 1 or math.comb(parts + count, count) <= SPLITS)
    for shares in _shares(count, parts):
        yield [amount * share / parts for share in shares]


def _shares(count: int, parts: int) -> Iterator[tuple[int, ...]]:
    if count == 0:
        yield ()
        return
    for first in range(parts + 1):
        for rest in _shares(count - 1, parts - first):
            yield (first, *rest)


def as_json(found: Budget) -> dict[str, Any]:
    """Amounts are a month."""
    return {
        "figure": found.outcome.key,
        "budget": found.amount,
        "floor": found.floor,
        "split": [
            {
                "path": spend.improvement.path,
                "amount": spend.amount,
                "present": spend.improvement.value,
                "value": spend.value,
            }
            for spend in found.spends
        ],
        "left": found.left,
        "with": finite_or_none(found.figure),
        "without": finite_or_none(found.without),
        "next_dollar": finite_or_none(found.next_dollar),
        "next_path": found.next_path,
    }


def as_lines(found: Budget) -> str:
    """The split as a table, what it changes, and the next dollar."""
    scenario, currency, outcome = found.scenario, found.scenario.currency, found.outcome
    before, after = (outcome.written(value, currency) for value in (found.without, found.figure))
    rows = []
    for spend in sorted(found.spends, key=lambda spend: -spend.amount):
        unit = scenario.paths()[spend.improvement.path].unit
        values = (formatted(value, unit, currency) for value in (spend.improvement.value, spend.value))
        rows.append((one_line(name(scenario, spend.improvement.path)), money(spend.amount, currency), *values))
    lines = [f"{money(found.amount, currency)} a month takes {outcome.in_a_sentence} from {before} to {after}.", ""]
    lines += aligned([("Spend on", "a month", "from", "to"), *rows], numbers=True)
    if found.left > 0.005 * found.amount:
        lines += ["", f"{money(found.left, currency)} is better kept."]
    if found.next_path is not None:
        each = outcome.written(found.next_dollar, currency)
        where = one_line(name(scenario, found.next_path))
        lines += ["", f"The next dollar a month goes to {where}, and changes {outcome.in_a_sentence} by {each}."]
    return "\n".join(lines) + "\n"
