"""Every input and every measure of a result as a quantity that knows where it comes from.

Keys: `=PATH` is an input, `NAME` a figure of the company, `INDEX/NAME` one of a segment by its position, and
`NAME@MONTH` or `INDEX/NAME@MONTH` the value of a month.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from model.engine.batch import Array
from model.figures import Figure
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS, Metric
from model.metrics.symbols import formula_in, formula_of_company
from model.parameters import SEGMENT, Parameter
from model.quantity import Quantity, simple
from model.result import Result, ResultPart
from model.scenario import Scenario, Segment
from model.trace.account import AccountNames
from model.trace.dated import dated_input
from model.trace.horizon import CompanyHorizonNames, SegmentHorizonNames, blended
from model.trace.month import CompanyMonth, SegmentMonth
from model.trace.names import SegmentOptions, as_quantity, evaluated
from model.trace.ring import WORDS, RingTrace

YEAR = 12
AT_END = "_end"  # of a figure of an account as of the last month
LOOK_AHEAD = 37  # the longest contract of an aligned book, and the month in which it starts
KEY = re.compile(r"(?:(?P<segment>[0-9]{1,9})/)?(?P<name>\w+)(?:@(?P<month>[0-9]{1,9}))?")


class Trace:
    """The quantities of one result, made when somebody asks for them.

    `tag` marks the keys of a result other than the one on the page, such as that of a what-if. A trace that `follows`
    has the steps too that do nothing at these inputs, for a sheet in which they are changed.
    """

    def __init__(self, result: Result, tag: str = "", *, follows: bool = False) -> None:
        self.result, self.scenario, self.tag, self.follows = result, result.scenario, tag, follows
        self.months = self.scenario.horizon_months
        self.names = [segment.name for segment in self.scenario.segments]

    @cached_property
    def by_segment(self) -> list[SegmentTrace]:
        return [SegmentTrace(self, segment) for segment in self.scenario.segments]

    @cached_property
    def beyond(self) -> Trace:
        """The same with the months after the horizon at which the opening book is looked at."""
        from model.engine.simulate import run

        return Trace(run(self.scenario.changed({"horizon_months": LOOK_AHEAD})), self.tag, follows=self.follows)

    @cached_property
    def common_span(self) -> int:
        """Months over which the opening book of the company is looked at."""
        with_book = [segment.renewal_months for segment in self.scenario.segments if segment.accounts > 0]
        return max([YEAR, *with_book])

    @property
    def part(self) -> ResultPart:
        return self.result.total

    def input(self, path: str, month: int = 1) -> Quantity:
        """An input at its PATH, as it is in a month. Raises KeyError."""
        value, parameter = self.scenario.value(path), self.scenario.paths()[path]
        table = path.rpartition(".")[0]
        suffix = f", {table}" if len(self.names) > 1 and table in self.names else ""
        first = given(parameter, parameter.label + suffix, f"{self.tag}={path}", value)
        return dated_input(self.scenario, first, path, month, self.tag)

    def summary(self, name: str) -> Quantity:
        """A figure of the company over the horizon."""
        metric = SUMMARY[name]
        only = self.by_segment[0].formula(metric) if len(self.names) == 1 and metric.in_segments else None
        return measured(
            metric, metric.label, self.tag + name, self.result.total.summary[name], formula_of_company(metric, only),
            lambda: CompanyHorizonNames(self).how(name),
        )  # fmt: skip

    def economics(self, name: str) -> Quantity:
        """The company's blended `ltv_cac` or `payback_margin`; with `_end` as of the last month."""
        metric, figure, when = _economics(self.part, name, self.months)
        return measured(
            metric, f"{metric.label}, blended{when}", f"{self.tag}blended_{name}", figure,
            formula_of_company(metric, None), lambda: blended(self, metric, at_end=bool(when)),
        )  # fmt: skip

    def month(self, name: str, month: int) -> Quantity:
        """A measure of the company in a month."""
        if month > self.months:
            return self.beyond.month(name, month)
        metric = MONTHLY[name]
        value = float(self.result.total.monthly[name][month - 1, 0])
        only = self.by_segment[0].formula(metric) if len(self.names) == 1 and metric.in_segments else None
        return of_month(
            metric, f"{metric.label}, month {month}", f"{self.tag}{name}@{month}", value,
            formula_of_company(metric, only), lambda: CompanyMonth(self, month).how(name),
        )  # fmt: skip

    def segment(self, name: str) -> SegmentTrace:
        return self.by_segment[self.names.index(name)]

    def find(self, key: str) -> Quantity | None:
        """The quantity of a key; None where this result has none."""
        if key.startswith("="):
            declared = self.scenario.paths().get(key[1:])
            return None if declared is None or declared.kind == "text" else self.input(key[1:])
        found = KEY.fullmatch(key)
        if found is None:
            return None
        name, index, month = found["name"], found["segment"], int(found["month"] or 0)
        if (index is not None and int(index) >= len(self.names)) or month > max(self.months, LOOK_AHEAD):
            return None
        owner: Trace | SegmentTrace = self if index is None else self.by_segment[int(index)]
        return _found(owner, name, month)

    def everything(self) -> Iterator[Quantity]:
        """Every figure, and every measure in the last month."""
        owners: list[Trace | SegmentTrace] = [self, *self.by_segment]
        for owner in owners:
            part = owner.part
            yield from (owner.summary(name) for name in part.summary)
            yield from (owner.economics(name) for name in part.unit_economics)
            yield from (owner.month(name, self.months) for name in part.monthly)

    @cached_property
    def _fed(self) -> dict[str, list[Quantity]]:
        fed: dict[str, list[Quantity]] = {}
        for quantity in self.everything():
            for key in {_without_month(key) for key in _keys_behind(quantity)}:
                if key != _without_month(quantity.key):
                    fed.setdefault(key, []).append(quantity)
        return fed

    def feeds(self, key: str) -> list[Quantity]:
        """The figures, and the measures of the last month, whose own arithmetic uses this number."""
        return self._fed.get(_without_month(key), [])


class SegmentTrace:
    """The quantities of one segment."""

    def __init__(self, trace: Trace, segment: Segment) -> None:
        self.trace, self.segment = trace, segment
        self.index, self.months = trace.names.index(segment.name), trace.months
        self.suffix = f", {segment.name}" if len(trace.names) > 1 else ""
        self._rings: dict[str, RingTrace] = {}
        self._inputs: dict[tuple[str, int], Quantity] = {}
        self._months: dict[int, SegmentMonth] = {}
        self._measures: dict[tuple[str, int], Quantity] = {}
        self._signed_later: dict[int, Quantity] = {}

    @property
    def part(self) -> ResultPart:
        return self.trace.result.segments[self.name]

    @property
    def name(self) -> str:
        return self.segment.name

    @property
    def beyond(self) -> SegmentTrace:
        """The same with months after the horizon."""
        return self.trace.beyond.by_segment[self.index]

    @property
    def scenario(self) -> Scenario:
        return self.trace.scenario

    def input(self, name: str, month: int = 1) -> Quantity:
        """An input as it is in a month."""
        key = (name, month if self.is_dated(name) else 1)
        if key not in self._inputs:
            self._inputs[key] = self.trace.input(f"{self.name}.{name}", key[1])
        return self._inputs[key]

    def input_path(self, name: str) -> Array:
        """An input in each month, (months,)."""
        return self.scenario.by_month(f"{self.name}.{name}")

    def is_dated(self, name: str) -> bool:
        """Whether an input changes from a month on."""
        return f"{self.name}.{name}" in self.scenario.changes_by_path

    def entries(self, name: str) -> list[Quantity]:
        """The numbers of an input that is a list."""
        parameter = SEGMENT[name]
        return [
            Quantity(value, parameter.unit, f"{parameter.label} {place}{self.suffix}", f"{self.path(name)}/{place}")
            for place, value in enumerate(getattr(self.segment, name), 1)
        ]

    def path(self, name: str) -> str:
        """The key of an input, and of the table that a part of it stands in."""
        return f"{self.trace.tag}={self.name}.{name}"

    def summary(self, name: str) -> Quantity:
        metric = SUMMARY[name]
        return measured(metric, metric.label + self.suffix, self._key(name), self.part.summary[name],
                        self.formula(metric), lambda: SegmentHorizonNames(self).how(name))  # fmt: skip

    def economics(self, name: str) -> Quantity:
        """A figure of one account; with `_end` as of the last month."""
        metric, figure, when = _economics(self.part, name, self.months)
        account = self.account_at_end if when else self.account
        return measured(metric, f"{metric.label}{self.suffix}{when}", self._key(name), figure, self.formula(metric),
                        lambda: account.how(metric.name))  # fmt: skip

    def month(self, name: str, month: int) -> Quantity:
        if month > self.months:
            return self.beyond.month(name, month)
        if (name, month) not in self._measures:
            metric = MONTHLY[name]
            label = f"{metric.label}{self.suffix}, month {month}"
            value = float(self.part.monthly[name][month - 1, 0])
            self._measures[name, month] = of_month(
                metric, label, f"{self._key(name)}@{month}", value, self.formula(metric),
                lambda: self.in_month(month).how(name),
            )  # fmt: skip
        return self._measures[name, month]

    def signed_later(self, month: int) -> Quantity:
        """Accounts that sign in a month after the last one, whose cost is spent before."""
        if month not in self._signed_later:
            metric = MONTHLY["signed_accounts"]
            label = f"{metric.label}{self.suffix}, month {month}"
            signed = as_quantity(evaluated(metric.equation, self.in_month(month))).named("", label, unit=metric.unit)
            place = self.place(metric.name, month)
            self._signed_later[month] = replace(signed, by_equation=True, place=place)
        return self._signed_later[month]

    def layer(self, layer: str, name: str, month: int) -> Quantity:
        """MRR, revenue or accounts of existing customers, of new ones, or of all without growth."""
        if month > self.months:
            return self.beyond.layer(layer, name, month)
        metric, held = MONTHLY[name], "mrr" if name == "revenue" else name
        label = f"{metric.label}{WORDS[layer]}{self.suffix}, month {month}"
        definition = f"{metric.definition} Only{WORDS[layer]}."
        path = self.part.layers.get(layer, {}).get(name)
        if path is None:
            grown = self.ring(layer).held(held, month).named("", label, unit=metric.unit, definition=definition)
            return replace(grown, by_equation=True, place=self.place(f"{name}_of_{layer}", month))
        value, key = float(path[month - 1, 0]), f"{self._key(name)}_of_{layer}@{month}"
        return Quantity(value, metric.unit, label, key, definition=definition,
                        origin=lambda: self.ring(layer).held(held, month), by_equation=True)  # fmt: skip

    def formula(self, metric: Metric) -> str:
        """The equation of a measure with the branches that this segment takes."""
        return formula_in(metric.equation, self.settings.branches)

    @cached_property
    def settings(self) -> SegmentOptions:
        return SegmentOptions(self.scenario, self.segment, follows=self.trace.follows)

    @cached_property
    def account(self) -> AccountNames:
        return AccountNames(self)

    @cached_property
    def account_at_end(self) -> AccountNames:
        """One account as of the last month."""
        return AccountNames(self, self.months)

    def in_month(self, month: int) -> SegmentMonth:
        """What the names of equations mean in a month."""
        if month not in self._months:
            self._months[month] = SegmentMonth(self, month)
        return self._months[month]

    def ring(self, variant: str = "all") -> RingTrace:
        """The buckets that its accounts are kept in."""
        if variant not in self._rings:
            self._rings[variant] = RingTrace(self, variant)
        return self._rings[variant]

    @cached_property
    def opening_engagement(self) -> Quantity:
        """The engagement of existing accounts before month 1; it is 1 without a fixed team."""
        engagement = as_quantity(self.in_month(1).part("opening_engagement"))
        return engagement if self.trace.follows else simple(engagement)

    def meetings(self) -> list[tuple[str, Quantity, Quantity, Quantity]]:
        """Each kind of meeting with its name, times a year, hours and hours of preparation."""
        path, rows = self.path("meetings"), []
        for place, row in enumerate(self.segment.meetings, 1):
            name, key = row.name.strip() or f"Meeting {place}", f"{path}/{place}"
            often = Quantity(row.per_year, "a year", f"{name}, times a year", f"{key}/per_year")
            hours = Quantity(row.hours, "hours", f"{name}, hours", f"{key}/hours")
            prepared = Quantity(row.prep_hours, "hours", f"{name}, hours of preparation", f"{key}/prep_hours")
            rows.append((name, often, hours, prepared))
        return rows

    def place(self, name: str, column: int | None = None) -> str:
        """Where a sheet has what is no measure: the segment, its row, and the month or age."""
        return f"{self.index}/{name}" + ("" if column is None else f"@{column}")

    def _key(self, name: str) -> str:
        return f"{self.trace.tag}{self.index}/{name}"


def given(parameter: Parameter, label: str, key: str, value: Any) -> Quantity:
    """An input as it is given; words and tables have no number."""
    number = float(value) if isinstance(value, int | float) else math.nan
    return Quantity(number, parameter.unit, label, key, parameter.symbol, parameter.help)


def measured(
    metric: Metric, label: str, key: str, figure: Figure, formula: str, origin: Callable[[], Quantity]
) -> Quantity:
    """A figure that the engine gives, and how it comes about."""
    return Quantity(
        float(figure.values[0]), metric.unit, label, key, definition=metric.definition, formula=formula,
        good=metric.good, reason=figure.reason(0), origin=origin, by_equation=True,
    )  # fmt: skip


def of_month(
    metric: Metric, label: str, key: str, value: float, formula: str, origin: Callable[[], Quantity | None]
) -> Quantity:
    """A value of a month that the engine gives, and how it comes about."""
    reason = None if math.isfinite(value) else "no_capacity"
    return Quantity(
        math.nan if reason else value, metric.unit, label, key, definition=metric.definition, formula=formula,
        good=metric.good, reason=reason, origin=origin, by_equation=True,
    )  # fmt: skip


def _economics(part: ResultPart, name: str, months: int) -> tuple[Metric, Figure, str]:
    """The declaration, the figure, and the words for when it is, empty for before month 1."""
    base = name.removesuffix(AT_END)
    metric = UNIT_ECONOMICS.get(base) or SUMMARY[base]
    if base == name:
        return metric, part.unit_economics[name], ""
    return metric, part.unit_economics_end[base], f", month {months}"


def _found(owner: Trace | SegmentTrace, name: str, month: int) -> Quantity | None:
    part = owner.part
    if month:
        return owner.month(name, month) if name in part.monthly else None
    economics = name.removeprefix("blended_") if isinstance(owner, Trace) else name
    if name in part.summary:
        return owner.summary(name)
    base = economics.removesuffix(AT_END)
    known = part.unit_economics if base == economics else part.unit_economics_end
    return owner.economics(economics) if base in known else None


def _without_month(key: str) -> str:
    return key.partition("@")[0]


def _keys_behind(quantity: Quantity) -> set[str]:
    """The keys of the numbers that its arithmetic uses, also through steps without a key."""
    keys, seen, queue = set[str](), set[int](), list(quantity.terms)
    while queue:
        term = queue.pop()
        if term.key:
            keys.add(term.key)
        elif id(term) not in seen:
            seen.add(id(term))
            queue += term.terms
    return keys
