"""Scenario: the validated, frozen input of the model. It exists only valid; a change makes a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.parameters import (
    COMPANY,
    GUIDELINES,
    HEADER,
    SEGMENT,
    Company,
    Guidelines,
    Header,
    Note,
    Parameter,
    SegmentInputs,
    StaffChange,
)

RESERVED_NAMES = ("company", "guidelines", "notes")
TABLES = {"company": COMPANY, "guidelines": GUIDELINES}


def is_segment_name(name: str) -> bool:
    """Whether a segment may have this name."""
    declared = SEGMENT["name"]
    fits = len(name) <= (declared.length or (0, 0))[1] and re.search(declared.pattern or "", name)
    return bool(fits) and name not in RESERVED_NAMES


def refuse(field: str, problem: str, remedy: str) -> PydanticCustomError:
    """A broken rule between inputs, as pydantic carries it; `model.text` turns it into the user's line."""
    return PydanticCustomError("rule", "{problem}: {remedy}", {"field": field, "problem": problem, "remedy": remedy})


class Segment(SegmentInputs):
    """One segment, checked by itself."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if self.name in RESERVED_NAMES:
            raise refuse("name", f"is {self.name!r}, which has a meaning of its own in files", "choose another name")
        if self.renewal_months % self.billing_months:
            divisors = ", ".join(str(months) for months in SEGMENT["billing_months"].choices or ()
                                 if self.renewal_months % months == 0)  # fmt: skip
            raise refuse(
                "billing_months",
                f"is {self.billing_months} months, which does not divide renewal_months = {self.renewal_months}",
                f"choose one of {divisors}",
            )
        if (month := first_negative_month(self.csms, self.staff_changes)) is not None:
            raise refuse(
                "staff_changes",
                f"leave fewer than 0 CSMs in month {month}",
                f"cut fewer, or start from more than csms = {self.csms:g}",
            )
        return self

    @property
    def unserved_retention(self) -> float:
        """CR6 of an account that gets no CSM time, share per renewal."""
        return self.retention_rate - min(self.retention_at_risk, self.retention_rate)

    @property
    def monthly_terms_retention(self) -> float:
        """Monthly retention of accounts on month-to-month terms."""
        if self.month_to_month_retention is not None:
            return self.month_to_month_retention
        return float(self.unserved_retention ** (1 / self.renewal_months))


def first_negative_month(csms: float, changes: Sequence[StaffChange]) -> int | None:
    """The first month whose changes leave a negative head count, if any."""
    by_month = sorted({row.month for row in changes})
    totals = (sum(row.change for row in changes if row.month == month) for month in by_month)
    heads = accumulate(totals, initial=csms)
    next(heads)
    return next((month for month, head in zip(by_month, heads, strict=True) if head < -1e-9), None)


# What expansion_base = "starting" needs so that MRR cannot fall below zero: (input, at least, at most).
STARTING_LIMITS = (
    ("retention_rate", 0.5, 1.0),
    ("unserved_retention", 0.5, 1.0),
    ("monthly_terms_retention", 0.5, 1.0),
    ("contraction_rate", 0.0, 0.25),
    ("price_increase", -0.1, 1.0),
    ("expansion_rate", -0.1, 2.0),
)
LIMITED_BY = {  # what is not an input itself: the input behind it, and its name in words
    "unserved_retention": ("retention_at_risk", "makes the retention of an account without CSM"),
    "monthly_terms_retention": ("month_to_month_retention", "makes the retention on monthly terms"),
}


class Scenario(Header):
    """A whole scenario: header, company, guidelines, segments and notes (model, section 1)."""

    company: Company = Company()
    guidelines: Guidelines = Guidelines()
    segments: tuple[Segment, ...]
    notes: dict[str, Note] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _rules(self) -> Self:
        names = [segment.name for segment in self.segments]
        if not names:
            raise refuse("segments", "has no segment", "give at least one [[segments]] with name and acv")
        for name in names:
            if names.count(name) > 1:
                raise refuse("segments", f"has the name {name!r} twice", "give each segment a name of its own")
        if self.expansion_base == "starting":
            self._check_starting()
        for path in self.notes:
            if path not in self.paths():
                raise refuse(f'notes."{path}"', "belongs to no input of this scenario", "name an input by its path")
        return self

    def _check_starting(self) -> None:
        for segment in self.segments:
            for name, low, high in STARTING_LIMITS:
                value = getattr(segment, name)
                if not low <= value <= high:
                    field, verb = LIMITED_BY.get(name, (name, "is"))
                    raise refuse(
                        f"{segment.name}.{field}",
                        f'{verb} {value:g}; expansion_base = "starting" allows {low:g} to {high:g}',
                        'change it or use expansion_base = "renewed"',
                    )

    def segment(self, name: str) -> Segment:
        return next(segment for segment in self.segments if segment.name == name)

    def paths(self) -> Mapping[str, Parameter]:
        """Every input of this scenario by its PATH (`company.cash`, `Mid-market.cac`), with its declaration."""
        return paths_of(tuple(segment.name for segment in self.segments))

    def changed(self, values: Mapping[str, Any]) -> Scenario:
        """A new, validated scenario with the values at these PATHs. Raises pydantic's ValidationError."""
        data = self.model_dump(by_alias=True)
        for path, value in values.items():
            table, _, name = path.rpartition(".")
            owner = data if not table else data[table] if table in TABLES else _row(data["segments"], table)
            owner[name] = value
        return Scenario.model_validate(data)

    def value(self, path: str) -> Any:
        """The value at a PATH. Raises KeyError for a path that this scenario does not have."""
        table, _, name = path.rpartition(".")
        if path not in self.paths():
            raise KeyError(path)
        if not table:
            return self.schema_version if name == "schema" else getattr(self, name)
        owner = getattr(self, table) if table in TABLES else self.segment(table)
        return getattr(owner, name)


def _row(segments: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(segment for segment in segments if segment["name"] == name)


@lru_cache
def paths_of(segments: tuple[str, ...]) -> Mapping[str, Parameter]:
    """Every PATH of a scenario with segments of these names, with its declaration."""
    paths = dict(HEADER)
    for table, parameters in TABLES.items():
        paths |= {f"{table}.{name}": parameter for name, parameter in parameters.items()}
    for segment in segments:
        paths |= {f"{segment}.{name}": parameter for name, parameter in SEGMENT.items()}
    return MappingProxyType(paths)
