"""Every input and every measure of a result as a quantity that knows where it comes from.

Keys: `=PATH` is an input, `NAME` a figure of the company, `INDEX/NAME` one of a segment by its position, and
`NAME@MONTH` or `INDEX/NAME@MONTH` the value of a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from model.metrics import MONTHLY, SUMMARY
from model.metrics.symbols import formula_of_company
from model.quantity import Quantity
from model.result import Result, ResultPart
from model.trace.dated import dated_input
from model.trace.horizon import CompanyHorizonNames, blended
from model.trace.measured import AT_END, economics_in, given, measured, of_month
from model.trace.month import CompanyMonth
from model.trace.segment import SegmentTrace

YEAR = 12
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
        metric, figure, when = economics_in(self.part, name, self.months)
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
