"""Plans: dated changes one by one, as they are said, made, switched off and dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model import labels, months
from model.dated import last_month
from model.parameters import DatedChange
from model.result import Result
from model.scenario import Scenario
from model.wording import formatted, in_months, precisely_percent

YEAR = 12
GROWN = {  # what growth since month 1 multiplies: its growth, and the measure that it gives
    "new_accounts": ("new_accounts_growth", "signed_accounts"), "fixed_costs": ("fixed_cost_growth", "fixed_costs"),
}  # fmt: skip
Rows = tuple[DatedChange, ...]


def of_input(scenario: Scenario, path: str) -> list[tuple[int, DatedChange]]:
    """The changes of an input with their places among all, in the order of their months."""
    return sorted(
        ((place, change) for place, change in enumerate(scenario.changes) if change.path == path),
        key=lambda row: row[1].month,
    )


def value_in_words(scenario: Scenario, change: DatedChange) -> str:
    """What it becomes: 92%, $36,000.

    >>> from model.scenario import Segment
    >>> scenario = Scenario(segments=(Segment(name="A", acv=1_200),))
    >>> value_in_words(scenario, DatedChange(month=7, path="A.retention_rate", value=0.92))
    '92%'
    """
    parameter = scenario.paths()[change.path]
    if parameter.is_share:
        return precisely_percent(change.value)
    return formatted(change.value, parameter.unit, scenario.currency, full=True)


def in_words(scenario: Scenario, change: DatedChange) -> str:
    """What it becomes and when: '92% from month 7, over 3 months'."""
    over = f", over {in_months(change.over)}" if change.over else ""
    beyond = ", after the horizon" if change.month > scenario.horizon_months else ""
    return f"{value_in_words(scenario, change)} from {months.name(change.month, scenario.start)}{over}{beyond}"


def name(scenario: Scenario, change: DatedChange) -> str:
    """The plan's own note where it has one, else the input that changes."""
    return change.note or labels.name(scenario, change.path)


def next_month(scenario: Scenario, path: str) -> int:
    """The month that a new change of an input may begin in: after those there are, or a year from now."""
    first = min(YEAR + 1, max(2, scenario.horizon_months // 2 + 1))
    return max(first, last_month(scenario.changes_by_path.get(path, ())) + 1)


def switched(scenario: Scenario, place: int, on: bool) -> Rows:
    """The changes with one of them on or off."""
    return with_row(scenario, place, scenario.changes[place].model_copy(update={"on": on}))


def with_row(scenario: Scenario, place: int | None, row: DatedChange | None) -> Rows:
    """The changes with this one at a place, at their end without one; without the one there where there is no row."""
    rows: list[Any] = [*scenario.changes]
    at = len(rows) if place is None else place
    rows[at : at + 1] = [] if row is None else [row]
    return tuple(rows)


def marks(scenario: Scenario) -> Iterator[tuple[int, str]]:
    """The months within the horizon in which changes begin, and the names of what changes then."""
    begun: dict[int, list[str]] = {}
    for path, rows in scenario.changes_by_path.items():
        for row in rows:
            if row.month <= scenario.horizon_months:
                begun.setdefault(row.month, []).append(labels.name(scenario, path))
    for month, names in sorted(begun.items()):
        yield month, ", ".join(dict.fromkeys(names))


@dataclass(frozen=True)
class GrowthGoesOn:
    """That growth since month 1 multiplies an input from a later month on, too; and the change that would end it."""

    words: str
    offer: str
    row: DatedChange


def growth_goes_on(result: Result, path: str) -> GrowthGoesOn | None:
    """Whether the last change of new accounts or fixed costs is multiplied by growth that nothing ends."""
    scenario, (table, _, name_of_input) = result.scenario, path.rpartition(".")
    growth, measure = GROWN.get(name_of_input, ("", ""))
    rows = scenario.changes_by_path.get(path, ())
    if not growth or not rows or rows[-1].month > scenario.horizon_months:
        return None
    grows, month = f"{table}.{growth}", rows[-1].month
    if scenario.value(grows) == 0 or grows in scenario.changes_by_path:
        return None
    part = result.segments.get(table, result.total)
    parameter = scenario.paths()[path]
    value = formatted(float(part.monthly[measure][month - 1, 0]), parameter.unit, scenario.currency)
    when = months.name(month, scenario.start)
    return GrowthGoesOn(
        f"Growth since month 1 multiplies it: {value} in {when}.", "No growth from then",
        DatedChange(path=grows, month=month, value=0.0),
    )  # fmt: skip
