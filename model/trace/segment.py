"""Every input and every measure of one segment of a result as a quantity that knows where it comes from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from model.engine.batch import Array
from model.metrics import MONTHLY, SUMMARY, Metric
from model.metrics.symbols import formula_in
from model.parameters import SEGMENT
from model.quantity import Quantity, changed, simple
from model.result import ResultPart
from model.scenario import Scenario, Segment
from model.trace.account import AccountNames
from model.trace.horizon import SegmentHorizonNames
from model.trace.measured import economics_in, measured, of_month
from model.trace.month import SegmentMonth
from model.trace.names import SegmentOptions, as_quantity, evaluated
from model.trace.ring import WORDS, RingTrace

if TYPE_CHECKING:
    from model.trace.lookup import Trace


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
        metric, figure, when = economics_in(self.part, name, self.months)
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
            self._signed_later[month] = changed(signed, by_equation=True, place=place)
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
            return changed(grown, by_equation=True, place=self.place(f"{name}_of_{layer}", month))
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
