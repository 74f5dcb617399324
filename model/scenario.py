"""Scenario: the validated, frozen input of the model. It exists only valid; a change makes a new one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model import dated
from model.parameters import (
    COMPANY,
    GUIDELINES,
    HEADER,
    REPLIES,
    SEGMENT,
    CompanyInputs,
    Correlation,
    DatedChange,
    Guidelines,
    Header,
    ImprovementCost,
    InputNote,
    InputRange,
    Parameter,
    Replies,
    SegmentInputs,
    StaffChange,
)
from model.parameters.uncertainty import MOST_CORRELATIONS
from model.range_rules import rules_of_ranges

MOST_SEGMENTS = 200
LEAST_WEIGHT = 1e-6  # of all months of a calendar or season
ROUNDING = 1e-9  # what a limit on a difference of two inputs gives way
RESERVED_NAMES = ("company", "guidelines", "replies", "notes")
TABLES = {"company": COMPANY, "guidelines": GUIDELINES, "replies": REPLIES}
NOTHING_BESIDE: Mapping[str, Any] = {"notes": {}, "ranges": {}, "correlations": (), "costs": {}}  # the inputs
MOST_BROKEN = 20  # rules of ranges that are said


def is_segment_name(name: str) -> bool:
    """Whether a segment may have this name."""
    declared = SEGMENT["name"]
    fits = len(name) <= (declared.length or (0, 0))[1] and re.fullmatch(declared.pattern or "", name)
    return bool(fits) and name not in RESERVED_NAMES


Rule = tuple[str, str, str]  # a broken rule between inputs: which input, what is wrong, the remedy


def refuse(broken: Sequence[Rule]) -> None:
    """Raises what pydantic carries to `model.problems`, if a rule is broken."""
    if broken:
        raise PydanticCustomError("rules", "rules between inputs are broken", {"broken": list(broken)})


class Segment(SegmentInputs):
    """One segment, checked by itself."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        refuse([*self._name_rule(), *self._billing_rule(), *self._staff_rule(), *self._list_rules()])
        return self

    def _name_rule(self) -> Iterator[Rule]:
        if self.name in RESERVED_NAMES:
            yield "name", f"is {self.name!r}, which has a meaning of its own in files", "choose another name"

    def _billing_rule(self) -> Iterator[Rule]:
        if self.renewal_months % self.billing_months:
            divisors = ", ".join(map(str, billing_periods(self.renewal_months)))
            problem = f"is {self.billing_months} months, which does not divide renewal_months = {self.renewal_months}"
            yield "billing_months", problem, f"choose one of {divisors}"

    def _staff_rule(self) -> Iterator[Rule]:
        if (month := first_negative_month(self.csms, self.staff_changes)) is not None:
            remedy = f"cut fewer, or raise csms = {self.csms:g}"
            yield "staff_changes", f"leave fewer than 0 CSMs in month {month}", remedy

    def _list_rules(self) -> Iterator[Rule]:
        for name, count in (("book_calendar", self.renewal_months), ("signing_season", 12)):
            weights = getattr(self, name)
            if weights and len(weights) != count:
                months = "month of the year" if name == "signing_season" else "month of the contract term"
                yield name, f"has {len(weights)} numbers", f"give {count}, one for each {months}, or none"
            elif weights and sum(weights) < LEAST_WEIGHT:
                yield name, "has nothing but zeros", "give at least one month a share, or leave it out"

    def aligned(self, scenario: Header) -> bool:
        """Whether all contracts of the opening book start in month 1."""
        return scenario.book_anniversaries == "aligned" and not self.book_calendar

    @property
    def unserved_retention(self) -> float:
        """CR6 of an account that gets no CSM time, share per renewal."""
        return self.retention_rate - min(self.retention_at_risk, self.retention_rate)

    @property
    def arr_per_csm_now(self) -> float:
        """ARR that one CSM of a fixed team has at the start, to two digits; 0 without either."""
        arr = self.accounts * self.acv
        if self.staffing != "fixed" or not self.csms or arr < self.csms:
            return 0.0
        return min(float(f"{arr / self.csms:.2g}"), (SEGMENT["arr_per_csm"].bounds or (0, 1e9))[1])

    @property
    def monthly_terms_retention(self) -> float:
        """Monthly retention of accounts on month-to-month terms."""
        if self.month_to_month_retention is not None:
            return self.month_to_month_retention
        return float(self.unserved_retention ** (1 / self.renewal_months) * (1 - self.early_churn))


def billing_periods(renewal_months: int) -> list[int]:
    """The periods, in months, that contracts of this term can be billed ahead.

    >>> billing_periods(6)
    [1, 2, 3, 6]
    """
    return [months for months in SEGMENT["billing_months"].choices or () if renewal_months % months == 0]


def first_negative_month(csms: float, changes: Sequence[StaffChange]) -> int | None:
    """The first month whose changes leave a negative headcount, if any."""
    by_month: defaultdict[int, float] = defaultdict(float)
    for row in changes:
        by_month[row.month] += row.change
    heads = csms
    for month in sorted(by_month):
        heads += by_month[month]
        if heads < -1e-9:
            return month
    return None


# What expansion_base = "starting" needs so that MRR cannot fall below zero: (input, at least, at most).
STARTING_LIMITS = (
    ("early_churn", 0.0, 0.0),
    ("retention_rate", 0.5, 1.0),
    ("unserved_retention", 0.5, 1.0),
    ("monthly_terms_retention", 0.5, 1.0),
    ("contraction_rate", 0.0, 0.25),
    ("price_increase", -0.1, 1.0),
    ("expansion_rate", -0.1, 2.0),
)
USUAL_ARR_PER_CSM = 2e6  # where nothing else is known: as in scenarios/staffed-by-revenue.toml
RATIOS = ("arr_per_csm", "accounts_per_csm_ratio")
LIMITED_BY = {  # what is not an input itself: the input behind it, and its name in words
    "unserved_retention": ("retention_at_risk", "makes the retention of an account without CSM"),
    "monthly_terms_retention": ("month_to_month_retention", "makes the retention on monthly terms"),
}


class Scenario(Header):
    """A whole scenario: header, company, guidelines, segments and notes (model, section 1)."""

    company: CompanyInputs = CompanyInputs()
    guidelines: Guidelines = Guidelines()
    replies: Replies = Replies()
    segments: tuple[Segment, ...] = Field(json_schema_extra={"maxItems": MOST_SEGMENTS})
    notes: dict[str, InputNote] = Field(default_factory=dict)
    ranges: dict[str, InputRange] = Field(default_factory=dict)
    correlations: tuple[Correlation, ...] = Field(default=(), json_schema_extra={"maxItems": MOST_CORRELATIONS})
    costs: dict[str, ImprovementCost] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rules(self) -> Self:
        refuse([*self._segment_rules(), *self._note_rules(), *dated.rules(self.changes, self.paths())])
        refuse([*self._starting_rules(), *self._ratio_rules()])
        refuse([*islice(rules_of_ranges(self.paths(), self.ranges, self.correlations, self.costs), MOST_BROKEN)])
        return self

    def _segment_rules(self) -> Iterator[Rule]:
        if not self.segments:
            yield "segments", "has no segment", "give at least one [[segments]] with name and acv"
        for name, count in Counter(segment.name for segment in self.segments).items():
            if count > 1:
                yield "segments", f"has the name {name!r} {count} times", "give each segment a name of its own"

    def _starting_rules(self) -> Iterator[Rule]:
        if self.expansion_base != "starting":
            return
        remedy = 'change it or use expansion_base = "renewed"'
        for segment in self.segments:
            for name, low, high in STARTING_LIMITS:
                month, value = self._out_of(segment, name, low, high)
                if month:
                    field, verb = LIMITED_BY.get(name, (name, "is"))
                    when = "" if month == 1 else f" in month {month}"
                    allowed = f'expansion_base = "starting" allows {low:g} to {high:g}'
                    yield f"{segment.name}.{field}", f"{verb} {value:g}{when}; {allowed}", remedy
            for place, rate in enumerate(segment.retention_by_renewal, 1):
                if rate - min(segment.retention_at_risk, rate) < 0.5 - ROUNDING:
                    field = f"{segment.name}.retention_by_renewal"
                    yield field, f'is {rate:g} in place {place}; "starting" needs 0.5 also without CSM', remedy

    def _out_of(self, segment: Segment, name: str, low: float, high: float) -> tuple[int, float]:
        """The first month in which a segment's value is out of a limit, 0 for none, and what it is then."""
        give_way = ROUNDING if name == "unserved_retention" else 0.0
        for month, changed in self._by_month(segment):
            value = getattr(changed, name)
            if not low - give_way <= value <= high:
                return month, value
        return 0, 0.0

    def _by_month(self, segment: Segment) -> Iterator[tuple[int, Segment]]:
        """The segment in month 1, and in each later month until nothing changes any more."""
        yield 1, segment
        prefix = f"{segment.name}."
        rows = {path.removeprefix(prefix): own for path, own in self.changes_by_path.items() if path.startswith(prefix)}
        months = max(map(dated.last_month, rows.values()), default=1)
        values = {name: dated.values_by_month(np.array(getattr(segment, name), dtype=float), own, months)
                  for name, own in rows.items()}  # fmt: skip
        for month in range(2, months + 1):
            yield month, segment.model_copy(update={name: float(path[month - 1]) for name, path in values.items()})

    def in_month(self, segment: Segment, month: int) -> Segment:
        """The segment with the values of its inputs in a month."""
        *_, last = (changed for number, changed in self._by_month(segment) if number <= month)
        return last

    @cached_property
    def changes_by_path(self) -> dict[str, list[DatedChange]]:
        """The dated changes of each input that has any that are on, in the order of their months."""
        return dated.by_path(self.changes)

    def by_month(self, path: str) -> NDArray[np.float64]:
        """A number in each month of the horizon, (months,)."""
        changes = self.changes_by_path.get(path, ())
        return dated.values_by_month(np.array(self.value(path), dtype=float), changes, self.horizon_months)

    def _ratio_rules(self) -> Iterator[Rule]:
        for segment in self.segments:
            if segment.staffing == "ratio":
                for month, changed in self._by_month(segment):
                    if changed.arr_per_csm == changed.accounts_per_csm_ratio == 0:
                        when = "" if month == 1 else f" in month {month}"
                        remedy = "set it or accounts_per_csm_ratio above 0, or choose another staffing"
                        yield f"{segment.name}.arr_per_csm", f'is 0{when}, and staffing is "ratio"', remedy
                        break
            for name in RATIOS:
                yield from self._ratio_is_at_once(f"{segment.name}.{name}", getattr(segment, name))

    def _ratio_is_at_once(self, path: str, old: float) -> Iterator[Rule]:
        for change in self.changes_by_path.get(path, ()):
            if change.over and 0 in (old, change.value):
                problem = (
                    f"take {path} from {old:g} to {change.value:g} over {change.over} months, and 0 is no limit at all"
                )
                yield "changes", problem, "let it change at once: over = 0"
            old = change.value

    def _note_rules(self) -> Iterator[Rule]:
        known = self.paths()
        for path in self.notes:
            if path not in known:
                yield f'notes."{path}"', "belongs to no input of this scenario", "name an input by its path"

    def segment(self, name: str) -> Segment:
        return next(segment for segment in self.segments if segment.name == name)

    def paths(self) -> Mapping[str, Parameter]:
        """Every input of this scenario by its PATH (`company.cash`, `Mid-market.cac`), with its declaration."""
        return paths_of(tuple(segment.name for segment in self.segments))

    def changed(self, values: Mapping[str, Any]) -> Scenario:
        """A new, validated scenario with the values at these PATHs. Raises pydantic's ValidationError.

        The tables and segments that it shares with this one are as valid as they were, and not read again.
        """
        tables = {path.rpartition(".")[0] for path in values}
        data = self.model_dump(by_alias=True)
        owners = {"": data, **{name: data[name] for name in TABLES}, **{row["name"]: row for row in data["segments"]}}
        data |= {name: getattr(self, name) for name in TABLES if name not in tables}
        data["segments"] = [row if row.name not in tables else owners[row.name] for row in self.segments]
        for path, value in values.items():
            table, _, name = path.rpartition(".")
            owners[table][name] = value
        return Scenario.model_validate(data)

    def adjustments(self, values: Mapping[str, Any]) -> dict[str, float]:
        """What has to change along with these values.

        A billing period that does not divide its new contract term becomes the longest that does and is no longer than
        it was; terms that are no choice are left to be refused. Staffing by a ratio begins with today's ratio.
        """
        adjusted: dict[str, float] = {}
        for segment in self.segments:
            term, path = values.get(f"{segment.name}.renewal_months", 0), f"{segment.name}.billing_months"
            if term in (SEGMENT["renewal_months"].choices or ()) and path not in values:
                fitting = max(months for months in billing_periods(term) if months <= segment.billing_months)
                if fitting != segment.billing_months:
                    adjusted[path] = fitting
            ratios = [values.get(f"{segment.name}.{ratio}", getattr(segment, ratio)) for ratio in RATIOS]
            if values.get(f"{segment.name}.staffing") == "ratio" and not any(ratios):
                adjusted[f"{segment.name}.{RATIOS[0]}"] = segment.arr_per_csm_now or USUAL_ARR_PER_CSM
        return adjusted

    def value(self, path: str) -> Any:
        """The value at a PATH. Raises KeyError for a path that this scenario does not have."""
        table, _, name = path.rpartition(".")
        if path not in self.paths():
            raise KeyError(path)
        if not table:
            return self.schema_version if name == "schema" else getattr(self, name)
        owner = getattr(self, table) if table in TABLES else self.segment(table)
        return getattr(owner, name)


@lru_cache
def paths_of(segments: tuple[str, ...]) -> Mapping[str, Parameter]:
    """Every PATH of a scenario with segments of these names, with its declaration."""
    paths = dict(HEADER)
    for table, parameters in TABLES.items():
        paths |= {f"{table}.{name}": parameter for name, parameter in parameters.items()}
    for segment in segments:
        paths |= {f"{segment}.{name}": parameter for name, parameter in SEGMENT.items()}
    return MappingProxyType(paths)
