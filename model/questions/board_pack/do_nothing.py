"""What if we do nothing: the baseline; without one, no plan and no hire; and without these, no new customer.

A CFO who asks it means: what do we have if nothing of what you propose is approved?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.engine.batch import BatchError
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace
from model.whatif import Row, WhatIf, unlike

FIGURES = ("profit", "arr_end")
KEY = "nothing"
WORDS = "if nothing is done"


@dataclass(frozen=True, eq=False)
class DoNothing:
    """What doing nothing is, in words, and the figures without and with what is proposed, by name."""

    means: str
    without: dict[str, Quantity]
    proposed: dict[str, Quantity]

    @property
    def is_better(self) -> bool:
        """Whether what is proposed costs profit."""
        return self.without["profit"].value > self.proposed["profit"].value

    @property
    def sentence(self) -> Sentence:
        profit, arr = (self.without[name] for name in FIGURES)
        was_profit, was_arr = (self.proposed[name] for name in FIGURES)
        return (f"{self.means}, profit is ", profit, " instead of ", was_profit, ", and ARR at the end ", arr,
                " instead of ", was_arr, ".")  # fmt: skip


def do_nothing(result: Result, _segment: int, baseline: Scenario | None) -> DoNothing | None:
    """None where nothing is proposed, planned or signed: the scenario is what doing nothing looks like."""
    scenario, trace = result.scenario, Trace(result)
    for means, start, changes in _ways(scenario, baseline):
        try:
            row = unlike(start, [WhatIf(changes, WORDS, KEY)], summary=FIGURES)[0]
        except BatchError:  # an input that needs the plan
            continue
        return DoNothing(means, _figures(row), {name: trace.summary(name) for name in FIGURES})
    return None


def _ways(scenario: Scenario, baseline: Scenario | None) -> Iterator[tuple[str, Scenario, dict[str, Any]]]:
    """What doing nothing may be, what it starts from, and what it takes away."""
    if baseline is not None:
        yield "As in the baseline, without your changes", baseline, {}
        return
    plans: dict[str, Any] = {"changes": ()} if scenario.changes_by_path else {}
    hires: dict[str, Any] = {
        f"{segment.name}.staff_changes": ()
        for segment in scenario.segments if segment.staff_changes and segment.staffing == "fixed"
    }  # fmt: skip
    if plans or hires:
        what = " or ".join([*(["plans"] if plans else []), *(["hires and cuts"] if hires else [])])
        yield f"Without {what}", scenario, plans | hires
    signing = {
        f"{segment.name}.{name}": 0.0
        for segment in scenario.segments
        for name in ("new_accounts", "new_accounts_step") if getattr(segment, name)
    }  # fmt: skip
    if signing:
        yield "With no new customers", scenario, signing


def _figures(row: Row) -> dict[str, Quantity]:
    return {name: row.summary(name) for name in FIGURES}
