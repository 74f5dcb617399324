"""Attribute: which of several groups of changes makes how much of a difference (Shapley 1953)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from model.scenario import Scenario
from model.trace import Quantity, total
from model.whatif.vary import Row, WhatIf, vary

MOST = 12  # groups: 4,096 choices of them
Choice = frozenset[str]


@dataclass(frozen=True)
class Attribution:
    """`worth` is a number with a choice of the groups changed, all others as before.

    Shares are over every order in which the groups may be changed, so that they add up to `combined` and none is
    preferred; they need every choice, the rest only none, each alone and all.
    """

    groups: Sequence[str]
    worth: Callable[[Choice], Quantity]

    @property
    def combined(self) -> Quantity:
        """What all of them change."""
        return self.worth(frozenset(self.groups)) - self.worth(frozenset())

    def single(self, group: str) -> Quantity:
        """What a group changes by itself."""
        return self.worth(frozenset({group})) - self.worth(frozenset())

    @property
    def added(self) -> Quantity:
        """The single effects, as if they had nothing to do with each other."""
        return total(map(self.single, self.groups))

    @property
    def interaction(self) -> Quantity:
        """What the groups change only by acting on each other."""
        return self.combined - self.added

    def share(self, group: str) -> Quantity:
        """The mean of what a group changes, over every order."""
        count = len(self.groups)
        return total(
            (self.worth(choice | {group}) - self.worth(choice)) / (count * math.comb(count - 1, len(choice)))
            for choice in choices(self.groups)
            if group not in choice
        )


def choices(groups: Sequence[str]) -> list[Choice]:
    """Every choice of the groups, from none to all."""
    if len(groups) > MOST:
        raise ValueError(f"attribution takes at most {MOST} groups of changes, got {len(groups)}: put some together")
    return [frozenset(some) for size in range(len(groups) + 1) for some in combinations(groups, size)]


def attribute(
    before: Scenario, after: Scenario, groups: Mapping[str, Iterable[str]], worth: Callable[[Row], Quantity],
    **asked: Any,
) -> Attribution:  # fmt: skip
    """How the change of a number from one scenario to another is made up of groups of PATHs, in one call."""
    changes = {group: {path: after.value(path) for path in paths} for group, paths in groups.items()}
    asked_for = choices([*groups])
    rows = vary(before, [_changed(changes, choice) for choice in asked_for], **asked)
    return Attribution([*groups], lambda choice: worth(rows[asked_for.index(choice)]))


def _changed(changes: Mapping[str, Mapping[str, Any]], choice: Choice) -> WhatIf:
    named = [group for group in changes if group in choice]
    combined = {path: value for group in named for path, value in changes[group].items()}
    return WhatIf(combined, f"with {' and '.join(named)}" if named else "before", f"attribute.{'+'.join(named)}")
