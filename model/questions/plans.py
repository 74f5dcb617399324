"""What each plan adds to the company's results, and the list in which plans are switched on and off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from model import plans
from model.answers import Asked, Block, Plan, Plans
from model.engine.batch import BatchError
from model.metrics import SUMMARY
from model.parameters import DatedChange
from model.result import Result
from model.scenario import Scenario
from model.trace import Quantity, total
from model.whatif import Attribution, Row, WhatIf, choices, unlike

TITLE = "Plans, and what each adds"
MOST = 8  # plans that are told apart: 256 choices of them
FIGURES = ("profit", "arr_end", "cash_low")
HEAD = ("Plan", *(SUMMARY[figure].label for figure in FIGURES))
ADDS = "What the plan adds: the mean over every order in which the plans may be made."
TOO_MANY = f"Effects are told apart of at most {MOST} plans: switch some off to see them."
ONLY_TOGETHER = "These plans only work together, so nothing says what each adds."
Shares = Mapping[int, Mapping[str, Quantity]]


def blocks(asked: Asked) -> Iterator[Block]:
    """The list where there are plans. What they add is found each time that one of them changes."""
    scenario = asked.scenario
    if not scenario.changes:
        return
    shares = asked.find(effects)
    rows = [
        Plan(place, plans.name(scenario, row), plans.in_words(scenario, row), row.on,
             [shares[place][figure] for figure in FIGURES] if place in shares else [()] * len(FIGURES))
        for place, row in sorted(enumerate(scenario.changes), key=lambda each: each[1].month)
    ]  # fmt: skip
    yield Plans(TITLE, HEAD, rows, _all(shares), _remark(scenario, shares))


def effects(result: Result, _segment: int) -> Shares:
    """What each plan that is on adds, by its place: the mean over every order in which they may be made.

    There is nothing where some of them do not go together without the others, or where they are too many.
    """
    scenario = result.scenario
    on = {str(place): row for place, row in enumerate(scenario.changes) if row.on}
    if not on or len(on) > MOST:
        return {}
    asked = choices([*on])
    try:
        ran = unlike(scenario, [_without_others(scenario, on, choice) for choice in asked], summary=FIGURES)
    except BatchError:
        return {}
    rows = {choice: ran[place] for place, choice in enumerate(asked)}
    found: dict[int, dict[str, Quantity]] = {int(place): {} for place in on}
    for figure in FIGURES:
        attribution = Attribution([*on], partial(_worth, rows, figure))
        for place, row in on.items():
            share = attribution.share(place)
            found[int(place)][figure] = share.named(
                f"plan.{place}.{figure}", f"{plans.name(scenario, row)}: {SUMMARY[figure].label}",
                unit=SUMMARY[figure].unit, good=SUMMARY[figure].good, definition=ADDS,
            )  # fmt: skip
    return found


def _worth(rows: Mapping[frozenset[str], Row], figure: str, choice: frozenset[str]) -> Quantity:
    return rows[choice].summary(figure)


def _without_others(scenario: Scenario, on: Mapping[str, DatedChange], choice: frozenset[str]) -> WhatIf:
    made = [on[place] for place in on if place in choice]
    words = f"with {', '.join(plans.name(scenario, row) for row in made)}" if made else "without plans"
    return WhatIf({"changes": tuple(made)}, words, f"plans.{'+'.join(sorted(choice))}")


def _all(shares: Shares) -> list[Quantity]:
    """What the plans add up to: what all of them change."""
    if len(shares) < 2:
        return []
    return [
        total(shares[place][figure] for place in shares).named(
            f"plans.{figure}", f"All plans: {SUMMARY[figure].label}", unit=SUMMARY[figure].unit,
            good=SUMMARY[figure].good, definition="What all plans that are on add.",
        )
        for figure in FIGURES
    ]  # fmt: skip


def _remark(scenario: Scenario, shares: Shares) -> str:
    count = sum(row.on for row in scenario.changes)
    if shares or not count:
        return ""
    return TOO_MANY if count > MOST else ONLY_TOGETHER
