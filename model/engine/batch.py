"""Batch: many scenarios that differ in some inputs, held as one base scenario and columns of values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from model import dated
from model.parameters import SEGMENT, DatedChange, Parameter, StaffChange
from model.problems import problems_of
from model.scenario import STARTING_LIMITS, Scenario, Segment, first_negative_month

Array = NDArray[np.float64]
STAFF_CHANGES = "staff_changes"
CHANGES = "changes"
NUMBERS = [name for name, parameter in SEGMENT.items() if parameter.numeric]
of_segment = attrgetter(*NUMBERS)


class BatchError(ValueError):
    """A column that is not allowed: says the path, the first offending row and the allowed range."""


@dataclass(frozen=True)
class Batch:
    """`size` scenarios: `base` with the values of `columns` (PATH -> one value a scenario).

    Numbers, choices, staff changes and dated changes: of those a value is the tuple of rows that are there.
    """

    base: Scenario
    columns: Mapping[str, NDArray[Any]]
    size: int = 1

    def __init__(self, base: Scenario, columns: Mapping[str, Any] | None = None) -> None:
        arrays = {path: column_of(values) for path, values in (columns or {}).items()}
        sizes = {array.shape for array in arrays.values()}
        if len(sizes) > 1 or any(len(shape) != 1 or shape == (0,) for shape in sizes):
            raise BatchError(f"columns must be one-dimensional, not empty and of one length, got {sorted(sizes)}")
        declared = base.paths()
        for path, array in arrays.items():
            _check_column(path, array, declared)
        object.__setattr__(self, "base", base)
        object.__setattr__(self, "columns", arrays)
        object.__setattr__(self, "size", sizes.pop()[0] if sizes else 1)

    def scenario(self, row: int) -> Scenario:
        """One row as a scenario of its own. Raises BatchError where its inputs do not go together."""
        if not self.columns:
            return self.base
        declared = self.base.paths()
        values = {path: _plain(column[row], declared[path]) for path, column in self.columns.items()}
        try:
            return self.base.changed(values)
        except ValidationError as error:
            data = self.base.model_dump(by_alias=True)
            raise BatchError("; ".join(str(problem) for problem in problems_of(error, data, f"row {row}"))) from None

    def groups(self) -> Iterator[Group]:
        """Rows that share every term and option, so that one march serves them all."""
        declared = self.base.paths()
        terms = [path for path in self.columns if not _is_free(path, declared[path])]
        free = {path: column for path, column in self.columns.items() if path not in terms}
        if not terms:
            yield Group(self.scenario(0), None, free, self.size)
            return
        codes = [np.unique(self.columns[path], return_inverse=True)[1] for path in terms]
        _, first, member = np.unique(np.stack(codes), axis=1, return_index=True, return_inverse=True)
        for number, row in enumerate(first):
            rows = np.flatnonzero(member == number)
            columns = {path: column[rows] for path, column in free.items()}
            yield Group(self.scenario(int(row)), rows, columns, len(rows))


@dataclass(frozen=True)
class Group:
    """Scenarios of one batch that share all terms. `rows` says which of the batch, None for all."""

    scenario: Scenario
    rows: NDArray[np.intp] | None
    columns: Mapping[str, Array]
    size: int

    def given(self, start: int, stop: int) -> Given:
        """The inputs of the scenarios start..stop-1 as arrays."""
        return Given(self, slice(start, stop))


class Given:
    """Inputs as arrays: a segment's are (segments, scenarios or 1), the others (scenarios or 1,).

    `base` are the numbers of each segment in the scenario that all vary from, `varied` the names of those that do.
    """

    def __init__(self, group: Group, rows: slice) -> None:
        self.scenario = group.scenario
        self.segments = group.scenario.segments
        self._columns = {path: column[rows] for path, column in group.columns.items()}
        self.base = dict(zip(NUMBERS, zip(*map(of_segment, self.segments), strict=True), strict=True))
        values = np.array([*self.base.values()], dtype=float)[:, :, None]
        self._read: dict[str, Array] = dict(zip(NUMBERS, values, strict=True))
        self.varied = {path.rpartition(".")[2] for path in self._columns} & {*NUMBERS}
        self._read |= {name: self._of_segments(name) for name in self.varied}
        self.size = min(rows.stop, group.size) - rows.start
        self.hours_of_meetings = np.array([[_meeting_hours(segment)] for segment in self.segments])
        self.renewals = max(len(segment.retention_by_renewal) for segment in self.segments)
        if group.scenario.expansion_base == "starting":
            self._check_starting()
        _check_heads(self)

    def of(self, name: str) -> Array:
        """A segment input, (segments, scenarios or 1)."""
        return self._read[name]

    def _of_segments(self, name: str) -> Array:
        values = [self._value(f"{segment.name}.{name}", getattr(segment, name)) for segment in self.segments]
        return np.stack(np.broadcast_arrays(*values))

    def one(self, path: str) -> Array:
        """An input of the company, the guidelines or the header, (scenarios or 1,)."""
        return self._value(path, attrgetter(path)(self.scenario))

    @property
    def staff_changes(self) -> list[Sequence[Sequence[StaffChange]]]:
        """Of each segment: the staff changes of each scenario, or once those of all."""
        own = [(f"{segment.name}.{STAFF_CHANGES}", segment.staff_changes) for segment in self.segments]
        return [self._columns[path].tolist() if path in self._columns else [changes] for path, changes in own]

    @cached_property
    def changes(self) -> dict[str, list[Sequence[DatedChange]]]:
        """Of each input that has any: the dated changes of each scenario, or once those of all."""
        if CHANGES not in self._columns:
            return {path: [rows] for path, rows in self.scenario.changes_by_path.items()}
        each = [dated.by_path(rows) for rows in self._columns[CHANGES]]
        return {path: [rows.get(path, ()) for rows in each] for path in dict.fromkeys(chain(*each))}

    def first_change(self, names: Collection[str] = ()) -> int | None:
        """The first month in which any of these inputs, or of all, changes in any scenario."""
        of_these = (each for path, each in self.changes.items() if not names or path.rpartition(".")[2] in names)
        return min((rows[0].month for each in of_these for rows in each if rows), default=None)

    def _value(self, path: str, base: Any) -> Array:
        column = self._columns.get(path)
        return np.array([base], dtype=float) if column is None else column.astype(float, copy=False)

    @property
    def unserved_retention(self) -> Array:
        """CR6 of an account without any CSM time, share per renewal."""
        retention = self.of("retention_rate")
        return retention - np.minimum(self.of("retention_at_risk"), retention)

    @property
    def monthly_terms_retention(self) -> Array:
        """Monthly retention on month-to-month terms; where it is left out, from `unserved_retention`."""
        given = self.of("month_to_month_retention")
        return np.where(
            np.isnan(given),
            self.unserved_retention ** (1 / self.of("renewal_months")) * (1 - self.of("early_churn")),
            given,
        )

    def _check_starting(self) -> None:
        for name, low, high in STARTING_LIMITS:
            values = getattr(self, name) if hasattr(type(self), name) else self.of(name)
            if np.any((values < low) | (values > high)):
                raise BatchError(f'{name} must be {low:g} to {high:g} with expansion_base = "starting"')


def _check_heads(given: Given) -> None:
    for segment, csms, plans in zip(given.segments, given.of("csms"), given.staff_changes, strict=True):
        if not any(plans):
            continue
        heads = csms if len(plans) > 1 else [csms.min()]
        for head, changes in zip(np.broadcast_to(heads, len(plans)), plans, strict=True):
            if (month := first_negative_month(float(head), changes)) is not None:
                raise BatchError(f"{segment.name}.csms: the staff changes leave fewer than 0 CSMs in month {month}")


def column_of(values: Any) -> NDArray[Any]:
    """An array with one value a scenario; rows of a table stay together."""
    if not len(values) or not isinstance(values[0], tuple):
        return np.asarray(values)
    column = np.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        column[place] = value
    return column


def _plain(value: Any, parameter: Parameter) -> Any:
    """A value of a column as a scenario holds it: whole numbers may stand in a column of floats."""
    if isinstance(value, np.generic):
        value = value.item()
    return int(value) if parameter.whole else value


def _meeting_hours(segment: Segment) -> float:
    return sum(row.per_year * (row.hours + row.prep_hours) for row in segment.meetings)


def _is_free(path: str, parameter: Parameter) -> bool:
    """Whether rows of one group may differ in this input."""
    return parameter.choices is None and path != "horizon_months"


def _check_column(path: str, column: NDArray[Any], declared: Mapping[str, Parameter]) -> None:
    parameter = declared.get(path)
    if parameter is not None and parameter.name == STAFF_CHANGES:
        _check_rows(path, column, StaffChange, "staff changes")
        return
    if path == CHANGES:
        _check_rows(path, column, DatedChange, "dated changes")
        for row, changes in enumerate(column):
            for _, problem, _ in dated.rules(changes, declared):
                raise BatchError(f"{path}: {problem} in row {row}")
        return
    if parameter is None or (parameter.choices is None and parameter.bounds is None):
        raise BatchError(f"{path} is no number or choice of this scenario")
    if column.dtype.kind not in ("iuf" if parameter.numeric else "U"):
        raise BatchError(
            f"{path} must be an array of {'numbers' if parameter.numeric else 'words'}, got {column.dtype}"
        )
    if parameter.choices is not None:
        bad = ~np.isin(column, parameter.choices)
        allowed = ", ".join(str(choice) for choice in parameter.choices)
    else:
        assert parameter.bounds is not None
        low, high = parameter.bounds
        least = parameter.least_above_zero or low
        if least <= column.min() and column.max() <= high and not parameter.whole:  # false when there is a nan
            return
        bad = ~((column >= low) & (column <= high)) | (parameter.whole & (column != np.floor(column)))
        bad |= (column > 0) & (column < least)
        allowed = f"{low:g} to {high:g} {parameter.unit}"
    if bad.any():
        row = int(np.argmax(bad))
        raise BatchError(f"{path} is {column[row]} in row {row}, allowed {allowed}")


def _check_rows(path: str, column: NDArray[Any], kind: type, words: str) -> None:
    for row, plan in enumerate(column):
        if not isinstance(plan, tuple) or not all(isinstance(change, kind) for change in plan):
            raise BatchError(f"{path} must be a tuple of {words}, got {plan!r} in row {row}")
