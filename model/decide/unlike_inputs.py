"""Every input in which scenarios differ, and what has to change together so that each step between them is valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from model.dated import by_path
from model.parameters import SEGMENT
from model.problems import Problem, ScenarioError
from model.scenario import NOTHING_BESIDE, RATIOS, STARTING_LIMITS, Scenario, Segment, first_negative_month
from model.segment_changes import under_names_of
from model.segments import names_of
from model.terms import TERMS

DORMANT: Mapping[str, Any] = {
    "accounts": 0.0, "new_accounts": 0.0, "new_accounts_step": 0.0, "csms": 0.0, "staff_changes": (),
}  # fmt: skip
NOT_BEYOND = ("retention_at_risk", "month_to_month_retention", "retention_by_renewal")  # beside those limited
STARTING = {*NOT_BEYOND, *(name for name, _, _ in STARTING_LIMITS)} & {*SEGMENT}
DATED = "changes"
LEVER, ASSUMPTION = "lever", "assumption"


@dataclass(frozen=True)
class Differing:
    """One input with its value in each scenario; of a segment that not all have its given inputs, None without it."""

    path: str
    kind: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Change:
    """What goes from one scenario to the other in one step: a path with the values of it and of what goes along."""

    path: str
    kind: str
    values: Mapping[str, Any]

    @property
    def along(self) -> list[str]:
        """The paths that only go together with it."""
        return [path for path in self.values if path != self.path and not self.is_segment]

    @property
    def is_segment(self) -> bool:
        return self.path not in self.values


def alike_named(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The scenarios with their segments called as in the first. Raises ScenarioError for several currencies."""
    base, *others = scenarios
    currencies = sorted({scenario.currency for scenario in scenarios})
    if len(currencies) > 1:
        problem = f"cannot be compared: they are in {' and '.join(currencies)}"
        raise ScenarioError([Problem("scenarios", "", problem, "use files in one currency")])
    return [base, *(under_names_of(base, other) for other in others)]


def differing(scenarios: Sequence[Scenario]) -> list[Differing]:
    """Every input in which the scenarios differ, and none in which they do not; texts aside."""
    return [*_paths_that_differ(scenarios), *_segments_that_differ(scenarios)]


def _paths_that_differ(scenarios: Sequence[Scenario]) -> Iterator[Differing]:
    paths = {path: parameter for scenario in scenarios for path, parameter in scenario.paths().items()}
    for path, parameter in paths.items():
        having = [scenario for scenario in scenarios if path in scenario.paths()]
        values = [scenario.value(path) for scenario in having]
        if parameter.kind != "text" and any(value != values[0] for value in values):
            yield Differing(
                path, parameter.kind,
                tuple(scenario.value(path) if path in scenario.paths() else None for scenario in scenarios),
            )  # fmt: skip


def _segments_that_differ(scenarios: Sequence[Scenario]) -> Iterator[Differing]:
    names = dict.fromkeys(name for scenario in scenarios for name in names_of(scenario))
    for name in names:
        having = [name in names_of(scenario) for scenario in scenarios]
        if not all(having):
            given = [scenario.segment(name) if has else None for scenario, has in zip(scenarios, having, strict=True)]
            yield Differing(name, LEVER, tuple(given))


def with_all_segments(base: Scenario, other: Scenario) -> tuple[Scenario, Scenario]:
    """Both with the segments of both; one that a scenario does not have has nobody in it and costs nothing."""
    names = [*names_of(base), *(name for name in names_of(other) if name not in names_of(base))]
    return _with_segments(base, other, names), _with_segments(other, base, names)


def _with_segments(scenario: Scenario, other: Scenario, names: Sequence[str]) -> Scenario:
    data = scenario.model_dump(by_alias=True)
    missing = [name for name in names if name not in names_of(scenario)]
    rows = {row["name"]: row for row in data["segments"]}
    rows |= {name: {**other.segment(name).model_dump(by_alias=True), **DORMANT} for name in missing}
    data |= {"segments": [rows[name] for name in names], **NOTHING_BESIDE}
    if scenario.expansion_base != other.expansion_base:
        data["segments"] = [_calm(row) if row["name"] in missing else row for row in data["segments"]]
    return Scenario.model_validate(data)


def _calm(row: Mapping[str, Any]) -> dict[str, Any]:
    """A segment with nobody in it, whose rates are allowed under every option."""
    within = {name: min(max(row[name], low), high) for name, low, high in STARTING_LIMITS if name in row}
    return {**row, **within, "retention_at_risk": 0.0, "month_to_month_retention": None}


def changes_between(base: Scenario, other: Scenario) -> list[Change]:
    """The steps from one scenario to another with the same segments, in the order of their inputs."""
    found = [path for path, parameter in base.paths().items()
             if parameter.kind != "text" and path != DATED and base.value(path) != other.value(path)]  # fmt: skip
    kinds = {path: base.paths()[path].kind for path in found}
    heads = {path: path for path in found}
    for segment in base.segments:
        for first, second in _together(base, other, segment.name):
            if first in heads and second in heads:
                heads = {path: heads[first] if head == heads[second] else head for path, head in heads.items()}
    steps: dict[str, dict[str, Any]] = {}
    for path, head in heads.items():
        steps.setdefault(head, {})[path] = other.value(path)
    return [*(Change(head, kinds[head], values) for head, values in steps.items()), *_dated(base, other)]


def _dated(base: Scenario, other: Scenario) -> Iterator[Change]:
    """The dated changes of each input that are not the same in both."""
    before, after = by_path(base.changes), by_path(other.changes)
    for path in dict.fromkeys([*before, *after]):
        if before.get(path) != after.get(path):
            kind = base.paths()[path].kind
            yield Change(dated_path(path), kind, {dated_path(path): tuple(after.get(path, ()))})


def dated_path(path: str) -> str:
    """What names the dated changes of an input among other changes."""
    return f"{DATED}[{path}]"


def as_inputs(base: Scenario, changed: Mapping[str, Any]) -> dict[str, Any]:
    """Changes as inputs of a scenario: dated changes of some inputs become one table with those of the others."""
    dated = {path: rows for path, rows in changed.items() if path.startswith(f"{DATED}[")}
    inputs = {path: value for path, value in changed.items() if path not in dated}
    if dated:
        rows = {dated_path(path): kept for path, kept in by_path(base.changes).items()} | dated
        inputs[DATED] = tuple(row for kept in rows.values() for row in kept)
    return inputs


def _together(base: Scenario, other: Scenario, name: str) -> Iterator[tuple[str, str]]:
    """Pairs of inputs that only go together: the first gives the step its name."""
    before, after = base.segment(name), other.segment(name)
    pairs = [*product((before, after), repeat=2)]
    for rate, parameter in SEGMENT.items():
        if parameter.unit in TERMS:
            yield f"{name}.{TERMS[parameter.unit]}", f"{name}.{rate}"
    if any(rest.book_calendar and len(rest.book_calendar) != term.renewal_months for term, rest in pairs):
        yield f"{name}.renewal_months", f"{name}.book_calendar"
    if "ratio" in (before.staffing, after.staffing):
        for ratio in RATIOS:
            yield f"{name}.staffing", f"{name}.{ratio}"
    if any(term.renewal_months % billing.billing_months for term, billing in pairs):
        yield f"{name}.renewal_months", f"{name}.billing_months"
    if any(first_negative_month(team.csms, plan.staff_changes) for team, plan in pairs):
        yield f"{name}.staff_changes", f"{name}.csms"
    if "starting" in (base.expansion_base, other.expansion_base) and any(map(_beyond, (before, after))):
        for rate in sorted(STARTING):
            yield "expansion_base", f"{name}.{rate}"
    elif "starting" in (base.expansion_base, other.expansion_base):
        yield f"{name}.retention_rate", f"{name}.retention_at_risk"


def _beyond(segment: Segment) -> bool:
    """Whether the rates of a segment are not allowed with expansion_base = "starting"."""
    return any(not low <= getattr(segment, name) <= high for name, low, high in STARTING_LIMITS)


def by_table(changes: Sequence[Change]) -> list[Change]:
    """The steps of a segment, of the company and of the header put together, where there are too many of them."""
    tables: dict[str, list[Change]] = {}
    for change in changes:
        tables.setdefault(_table(change), []).append(change)
    return [
        Change(table or "scenario", some[0].kind, {p: v for change in some for p, v in change.values.items()})
        for table, some in tables.items()
    ]


def _table(change: Change) -> str:
    return change.path if change.is_segment else change.path.removeprefix(f"{DATED}[").rpartition(".")[0]
