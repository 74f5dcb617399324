"""Why a figure changed from one scenario to another: exact Shapley values, or sampled ones with their error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.decide.outcome import Outcome
from model.decide.unlike_inputs import (
    ASSUMPTION,
    DATED,
    DORMANT,
    LEVER,
    Change,
    alike_named,
    as_inputs,
    by_table,
    changes_between,
    with_all_segments,
)
from model.engine.batch import Array
from model.labels import name
from model.scenario import Scenario
from model.segments import names_of
from model.whatif import Unlike, WhatIf, unlike

EXACT = 12  # changes: 4,096 choices of them
SAMPLED = 4_096  # orders of them, half of each the other way round, over the number of changes
FEWEST = 8  # pairs of orders
MOST = 100  # changes; of more those of a segment count as one
SEED = 20_240_101


@dataclass(frozen=True)
class Share:
    """What a change contributes, over every order in which the changes may be made; `error` is its standard error."""

    change: Change
    value: float
    error: float = 0.0


@dataclass(frozen=True)
class OfKind:
    """What the changes of one kind come to: their shares, and all of them at once in either world."""

    share: float
    from_base: float
    to_other: float


@dataclass(frozen=True)
class Attribution:
    """The change of an outcome from the base to another scenario, and what it is made of.

    `start` is the base with the segments of both.
    """

    base: Scenario
    other: Scenario
    start: Scenario
    outcome: Outcome
    before: float
    after: float
    shares: tuple[Share, ...]
    interaction: float
    kinds: dict[str, OfKind]
    exact: bool

    @property
    def total(self) -> float:
        return self.after - self.before

    @property
    def runs(self) -> int:
        """About how many runs the shares are worked out from."""
        count = sum(not _is_limit(share.change.path) for share in self.shares)
        return 1 << count if self.exact else 2 * _pairs(count) * count

    def rows(self) -> Unlike:
        """What-ifs with no change, with all of them, and with each alone, in the order of the shares."""
        changes = [share.change for share in self.shares]
        every = {path: value for change in changes for path, value in change.values.items()}
        alone = [WhatIf(as_inputs(self.start, change.values), f"with {self.named(change.path)} changed alone",
                        f"compare.alone.{place}") for place, change in enumerate(changes)]  # fmt: skip
        return unlike(
            self.start,
            [WhatIf({}, "before", "compare.before"),
             WhatIf(as_inputs(self.start, every), "after", "compare.after"), *alone],
            **self.outcome.asked,
        )  # fmt: skip

    def named(self, path: str) -> str:
        """What a change is called: its input, with its segment's name where there are several, or its segment."""
        if path.startswith(f"{DATED}["):
            return f"{self.named(path.removeprefix(f'{DATED}[').removesuffix(']'))}, dated changes"
        for scenario in (self.other, self.base):
            if path in scenario.paths():
                return name(scenario, path)
        return path


def attribute_change(base: Scenario, other: Scenario, outcome: Outcome) -> Attribution:
    """How the outcome's change is made up of the inputs that differ. It is nan where the outcome has no value."""
    base, other = alike_named([base, other])
    before, after = with_all_segments(base, other)
    changes = _steps(base, other, before, after)
    acting = [change for change in changes if not _is_limit(change.path)]
    worth = _Worth(before, acting, outcome)
    count, everything = len(acting), (1 << len(acting)) - 1
    exact = count <= EXACT
    masks = list(range(everything + 1)) if exact else []
    orders = [] if exact else _orders(count)
    kinds = {kind: _mask(acting, kind) for kind in (LEVER, ASSUMPTION)}
    wanted = {0, everything, *masks, *kinds.values(), *(1 << place for place in range(count))}
    wanted |= {mask for order in orders for mask in _along(order)}
    worth.run(sorted(wanted))
    values, errors = _exact_shares(worth, count) if exact else _sampled_shares(worth, orders)
    shares = {
        change.path: Share(change, value, error) for change, value, error in zip(acting, values, errors, strict=True)
    }
    total = worth[everything] - worth[0]
    singles = math.fsum(worth[1 << place] - worth[0] for place in range(count))
    told = {
        kind: OfKind(
            math.fsum(share.value for share in shares.values() if share.change.kind == kind),
            worth[mask] - worth[0],
            worth[everything] - worth[everything & ~mask],
        )
        for kind, mask in kinds.items()
    }
    return Attribution(
        base, other, before, outcome, worth[0], worth[everything],
        tuple(shares.get(change.path, Share(change, 0.0)) for change in changes), total - singles, told, exact,
    )  # fmt: skip


def _steps(base: Scenario, other: Scenario, before: Scenario, after: Scenario) -> list[Change]:
    """The changes between both; a segment that only one of them has is one."""
    alone = [name for name in names_of(before) if not (name in names_of(base) and name in names_of(other))]
    steps = list[Change]()
    of_segments: dict[str, dict[str, Any]] = {
        name: {path: after.value(path) for path in (f"{name}.{key}" for key in DORMANT)} for name in alone
    }
    for change in changes_between(before, after):
        segment = change.path.removeprefix(f"{DATED}[").rpartition(".")[0]
        if segment in alone:
            of_segments[segment] |= change.values
        else:
            steps.append(change)
    steps += [Change(name, LEVER, values) for name, values in of_segments.items()]
    return by_table(steps) if len(steps) > MOST else steps


def _is_limit(path: str) -> bool:
    """Whether it only moves the verdict: the limit of a guideline."""
    return path.startswith("guidelines.") and path != "guidelines.ltv"


class _Worth:
    """The outcome with some of the changes made, by the bits of their places."""

    def __init__(self, before: Scenario, changes: Sequence[Change], outcome: Outcome) -> None:
        self.before, self.changes, self.outcome = before, changes, outcome
        self.known: dict[int, float] = {}

    def run(self, masks: Sequence[int]) -> None:
        rows = [self._whatif(mask) for mask in masks]
        values = unlike(self.before, rows, **self.outcome.asked).values(self.outcome.of)
        self.known = dict(zip(masks, values.tolist(), strict=True))

    def _whatif(self, mask: int) -> WhatIf:
        made = [change for place, change in enumerate(self.changes) if mask >> place & 1]
        changed = {path: value for change in made for path, value in change.values.items()}
        return WhatIf(as_inputs(self.before, changed))

    def __getitem__(self, mask: int) -> float:
        return self.known[mask]


def _exact_shares(worth: _Worth, count: int) -> tuple[list[float], list[float]]:
    """The mean of what each change adds, over every order (Shapley 1953)."""
    value = np.array([worth[mask] for mask in range(1 << count)])
    masks = np.arange(1 << count)
    sizes = np.array([mask.bit_count() for mask in range(1 << count)])
    weights = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
    shares = []
    for place in range(count):
        without = masks[masks >> place & 1 == 0]
        adds = (value[without | 1 << place] - value[without]) * weights[sizes[without]]
        shares.append(math.fsum(adds.tolist()))
    return shares, [0.0] * count


def _sampled_shares(worth: _Worth, orders: Sequence[Sequence[int]]) -> tuple[list[float], list[float]]:
    """The mean of what each change adds over the orders drawn; each order and its reverse are one observation."""
    adds = np.array([_adds(worth, order) for order in orders])
    pairs = (adds[::2] + adds[1::2]) / 2
    errors = pairs.std(axis=0, ddof=1) / math.sqrt(len(pairs))
    return pairs.mean(axis=0).tolist(), errors.tolist()


def _adds(worth: _Worth, order: Sequence[int]) -> Array:
    """What each change adds when they are made in this order."""
    found, steps = np.empty(len(order)), _along(order)
    for place, before, after in zip(order, steps, steps[1:], strict=False):
        found[place] = worth[after] - worth[before]
    return found


def _orders(count: int) -> list[list[int]]:
    """Orders of the changes, each followed by its reverse: the same ones on every machine."""
    drawn = np.random.Generator(np.random.PCG64(SEED))
    orders = []
    for _ in range(_pairs(count)):
        order = np.argsort(drawn.random(count), kind="stable").tolist()
        orders += [order, order[::-1]]
    return orders


def _pairs(count: int) -> int:
    """How many orders of so many changes are drawn."""
    return max(FEWEST, SAMPLED // (2 * count))


def _along(order: Sequence[int]) -> list[int]:
    """The changes made so far, step by step, from none to all."""
    masks = [0]
    for place in order:
        masks.append(masks[-1] | 1 << place)
    return masks


def _mask(changes: Sequence[Change], kind: str) -> int:
    return sum(1 << place for place, change in enumerate(changes) if change.kind == kind)
