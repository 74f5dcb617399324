"""Difference: what one scenario has more than another, by month and by figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.engine.batch import Array
from model.metrics import SUMMARY
from model.scenario import Scenario
from model.trace import Quantity, Trace, total
from model.trace.segment import SegmentTrace
from model.whatif.vary import Row, Rows, WhatIf, vary

Measured = Row | Trace | SegmentTrace
DEFINITION = "What it adds to the scenario, everything else unchanged."


@dataclass(frozen=True)
class Difference:
    """One side less the other. Its numbers are traced into both runs.

    They are called by `words` and their measure, "+1 point of CR6: revenue"; without words "Revenue, difference".
    """

    with_it: Measured
    without: Measured
    words: str = ""
    key: str = ""

    def path(self, name: str) -> Array:
        """A monthly measure, (months,)."""
        return path_of(self.with_it, name) - path_of(self.without, name)

    def summary(self, name: str, label: str = "", definition: str = DEFINITION) -> Quantity:
        """A figure over the horizon."""
        more = self.with_it.summary(name)
        return self._named(more, self.without.summary(name), name, label or self._called(more, name), definition)

    def month(self, name: str, month: int, label: str = "", definition: str = DEFINITION) -> Quantity:
        """A monthly measure in a month."""
        more, less = self.with_it.month(name, month), self.without.month(name, month)
        return self._named(more, less, f"{name}@{month}", label or f"{more.label}, difference", definition)

    def until(self, name: str, month: int, label: str) -> Quantity:
        """A monthly measure summed up to a month."""
        summed = float(np.cumsum(self.path(name))[month - 1])
        return Quantity(
            summed, self.with_it.month(name, month).unit.removesuffix("/month"), label, f"{self.key}.{name}<{month}",
            origin=lambda: total(
                self.with_it.month(name, earlier) - self.without.month(name, earlier)
                for earlier in range(1, month + 1)
            ),
        )  # fmt: skip

    def _called(self, more: Quantity, name: str) -> str:
        return f"{self.words}: {in_a_sentence(SUMMARY[name].label)}" if self.words else f"{more.label}, difference"

    def _named(self, more: Quantity, less: Quantity, name: str, label: str, definition: str) -> Quantity:
        key = f"{self.key}.{name}"
        return (more - less).named(key, label, unit=more.unit, good=more.good, definition=definition)


def with_and_without(
    scenario: Scenario, rows: Sequence[WhatIf], with_it: WhatIf, without: WhatIf, **asked: Any
) -> tuple[Rows, Rows]:
    """Each what-if with a change and without it, all in one call."""
    both = [_named(row, case) for case in (with_it, without) for row in rows]
    ran = vary(scenario, both, **asked)
    return ran[: len(rows)], ran[len(rows) :]


def _named(row: WhatIf, case: WhatIf) -> WhatIf:
    changes = {**row.changes, **case.changes}
    return WhatIf(changes, f"{case.words}, {row.words}", f"{row.key}.{case.key}") if row.words else WhatIf(changes)


def path_of(side: Measured, name: str) -> Array:
    """A monthly measure, (months,)."""
    return side.path(name) if isinstance(side, Row) else side.part.monthly[name][:, 0]


def in_a_sentence(label: str) -> str:
    """'Revenue' becomes 'revenue'; an abbreviation stays: 'ARR at the end'."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
