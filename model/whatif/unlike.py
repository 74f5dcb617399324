"""What-ifs of which some change what no column of a batch holds: a table of meetings, or an input that is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import ValidationError

from model.engine.batch import CHANGES, STAFF_CHANGES, Array, BatchError
from model.problems import problems_of
from model.scenario import LIMITED_BY, RATIOS, STARTING_LIMITS, Scenario
from model.whatif.vary import Row, Rows, WhatIf, vary

IS_SET = object()  # stands for any number
SPAN = "horizon_months"  # of one call the longest horizon counts for all
EXPANSION_BASE = "expansion_base"
LIMITED = {LIMITED_BY.get(name, (name,))[0] for name, _, _ in STARTING_LIMITS}


@dataclass(frozen=True)
class Unlike:
    """The what-ifs as they ran, in as many calls as there are scenarios for them to start from."""

    parts: Sequence[tuple[Sequence[int], Rows]]
    size: int

    def values(self, of: Callable[[Rows], Array]) -> Array:
        """A number of each what-if, in their order."""
        found = np.empty(self.size)
        for places, rows in self.parts:
            found[places] = of(rows)
        return found

    def __getitem__(self, place: int) -> Row:
        return next(rows[places.index(place)] for places, rows in self.parts if place in places)


def unlike(scenario: Scenario, rows: Sequence[WhatIf], **asked: Any) -> Unlike:
    """The measures asked for of each what-if; those that start alike and last as long run in one call."""
    paths = {path for row in rows for path in row.changes}
    apart = {path for path in paths if _has_no_column(scenario, path, rows)}
    if any(scenario.paths()[path].unit == "table" for path in apart):  # a table may go with its term alone
        apart |= {path for path in paths if scenario.paths()[path].choices is not None or _goes_along(path, paths)}
    places: dict[tuple[tuple[tuple[str, Any], ...], bool], list[int]] = {}
    left_out = {path for path in apart if scenario.value(path) is None}
    for place, row in enumerate(rows):
        here = sorted(apart & {*row.changes})
        kept = tuple((path, IS_SET if _is_set(path, row, left_out) else row.changes[path]) for path in here)
        places.setdefault((kept, SPAN in row.changes), []).append(place)
    parts = []
    for (changed, _), numbers in places.items():
        first = rows[numbers[0]]
        start = _start(scenario, {path: first.changes[path] for path, _ in changed})
        columns = {path for path, value in changed if value is IS_SET}
        parts.append((numbers, vary(start, [_without(rows[place], apart - columns) for place in numbers], **asked)))
    return Unlike(parts, len(rows))


def _is_set(path: str, row: WhatIf, left_out: set[str]) -> bool:
    """Whether an input that is left out has a number: any number of one start is a column of its batch."""
    return path in left_out and row.changes[path] is not None


def _goes_along(path: str, paths: set[str]) -> bool:
    """Whether a choice among the paths may need it: a ratio by which to staff, or a rate that an option allows."""
    name = path.rpartition(".")[2]
    return name in RATIOS or (EXPANSION_BASE in paths and name in LIMITED)


def _start(scenario: Scenario, changed: Mapping[str, Any]) -> Scenario:
    """The scenario with these changes. Raises BatchError where they do not go together."""
    try:
        return scenario.changed(changed) if changed else scenario
    except ValidationError as error:
        problems = problems_of(error, scenario.model_dump(by_alias=True), "")
        raise BatchError("; ".join(map(str, problems))) from None


def _has_no_column(scenario: Scenario, path: str, rows: Sequence[WhatIf]) -> bool:
    parameter = scenario.paths()[path]
    if parameter.name == CHANGES:
        return _is_bound_by_month(scenario, rows)
    table = parameter.unit == "table" and parameter.name != STAFF_CHANGES
    return table or scenario.value(path) is None or any(row.changes.get(path, 0) is None for row in rows)


def _is_bound_by_month(scenario: Scenario, rows: Sequence[WhatIf]) -> bool:
    """Whether an option asks something of inputs in every month, which a scenario finds and no column of a batch."""
    options = [scenario.expansion_base, *(segment.staffing for segment in scenario.segments)]
    changed = [value for row in rows for value in row.changes.values() if isinstance(value, str)]
    return not {"starting", "ratio"}.isdisjoint([*options, *changed])


def _without(row: WhatIf, apart: set[str]) -> WhatIf:
    changes = {path: value for path, value in row.changes.items() if path not in apart}
    return WhatIf(changes, row.words, row.key)
