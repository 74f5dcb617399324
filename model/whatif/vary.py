"""Vary: scenarios that differ from one in some inputs, run at once, each with a name that its numbers carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, overload

from model.engine.batch import Array, Batch
from model.engine.simulate import run
from model.figures import Figure
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS, Metric
from model.result import BatchResult, ResultPart
from model.scenario import Scenario
from model.trace import Quantity, Trace
from model.trace.measured import of_month
from model.trace.segment import SegmentTrace
from model.whatif.together import run_batch
from model.wording import formatted

Changes = Mapping[str, Any]


class WhatIf(NamedTuple):
    """A scenario to try: the inputs that it changes, by PATH, and its name.

    A number of it is called by its measure and `words`, "Revenue with 4 CSMs", and found again by `key` and measure.
    """

    changes: Changes
    words: str = ""
    key: str = ""


def setting(scenario: Scenario, path: str, value: float) -> WhatIf:
    """One input set to a value: "Revenue at CSMs = 4"."""
    parameter = scenario.paths()[path]
    words = formatted(value, parameter.unit, scenario.currency) if parameter.numeric else str(value)
    return WhatIf({path: value}, f"at {parameter.label} = {words}", f"whatif.{path}={value}")


def vary(
    scenario: Scenario,
    rows: Sequence[WhatIf] | Mapping[str, Sequence[Any]],
    *,
    monthly: Iterable[str] = (),
    summary: Iterable[str] = (),
    by_segment: bool = False,
    layers: bool = False,
    economics: Iterable[str] | None = None,
    called: Mapping[str, str] | None = None,
) -> Rows:
    """The measures asked for, of each what-if; given values by PATH, each input takes each of its values by itself.

    Figures of an account are named in `economics`, and need `by_segment`; the company has its own of them with any.
    `called` says what the page calls a measure where that is not its label.
    """
    if isinstance(rows, Mapping):
        rows = [setting(scenario, path, value) for path, values in rows.items() for value in values]
    changes = [row.changes for row in rows]
    paths: dict[str, Any] = {}
    for changed in changes:
        paths.update(changed)
    if not paths and len(rows) > 1:  # as many times the scenario itself
        paths = {"horizon_months": None}
    present = {path: scenario.value(path) for path in paths}
    columns = {path: [changed.get(path, value) for changed in changes] for path, value in present.items()}
    batch = Batch(scenario, columns)
    result = run_batch(
        batch, monthly=monthly, summary=summary, by_segment=by_segment, layers=layers, economics=economics
    )
    return Rows(_Ran(result, rows, called or {}, {}), range(len(rows)))


def rows_of(batch: Batch, **asked: Any) -> Rows:
    """The measures asked for of each scenario of a batch, without names."""
    return Rows(_Ran(run_batch(batch, **asked), [WhatIf({})] * batch.size, {}, {}), range(batch.size))


class _Ran(NamedTuple):
    """The what-ifs that ran in one call, and the traces of those that somebody has opened."""

    result: BatchResult
    names: Sequence[WhatIf]
    called: Mapping[str, str]
    traces: dict[int, Trace]

    def trace(self, place: int) -> Trace:
        if place not in self.traces:
            self.traces[place] = Trace(run(self.result.batch.scenario(place)), f"{self.names[place].key or place}:")
        return self.traces[place]


@dataclass(frozen=True)
class Rows(Sequence["Row"]):
    """The what-ifs as they ran, or some of them, in their order: of the company, or of one of its segments."""

    ran: _Ran
    places: range
    segment: str | None = None

    def of_segment(self, name: str) -> Rows:
        """The same for a segment; needs `by_segment`."""
        return Rows(self.ran, self.places, name)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> Row | Rows:
        if isinstance(place, slice):
            return Rows(self.ran, self.places[place], self.segment)
        return Row(self, self.places[place], self.ran.names[self.places[place]])

    @cached_property
    def part(self) -> ResultPart:
        """Every row that ran, in arrays."""
        return self.ran.result.total if self.segment is None else self.ran.result.segments[self.segment]

    def figure(self, name: str) -> Figure:
        """A figure of each row, of the horizon or of an account."""
        figure = self.part.summary[name] if name in self.part.summary else self.part.unit_economics[name]
        reasons = None if figure.reasons is None else figure.reasons[self._rows]
        return Figure(figure.values[self._rows], reasons)

    def values(self, name: str) -> Array:
        """A figure of each row, nan where there is none."""
        return self.figure(name).values

    def paths(self, name: str) -> Array:
        """A monthly measure of each row, (months, rows)."""
        return self.part.monthly[name][:, self._rows]

    @property
    def _rows(self) -> slice:
        return slice(self.places.start, self.places.stop, self.places.step)


@dataclass(frozen=True)
class Row:
    """One of the what-ifs, or a segment of it."""

    rows: Rows
    place: int
    name: WhatIf

    def called(self, words: str, key: str) -> Row:
        """The same under another name."""
        return Row(self.rows, self.place, WhatIf(self.name.changes, words, key))

    def of_segment(self, name: str) -> Row:
        """The same for a segment; needs `by_segment`."""
        return Row(self.rows.of_segment(name), self.place, self.name)

    @property
    def trace(self) -> Trace:
        """The whole scenario in full, run when it is asked for."""
        return self.rows.ran.trace(self.place)

    def path(self, name: str) -> Array:
        """A monthly measure, (months,)."""
        return self.rows.part.monthly[name][:, self.place]

    def layer(self, layer: str, name: str) -> Array:
        """A monthly measure of the opening book or of later accounts, (months,); needs `layers`."""
        return self.rows.part.layers[layer][name][:, self.place]

    def summary(self, name: str) -> Quantity:
        """A figure over the horizon."""
        return self._figure(SUMMARY[name], SUMMARY[name].label)

    def economics(self, name: str) -> Quantity:
        """A figure of an account, or the company's blended one; needs `by_segment` and `economics`."""
        blended = ", blended" if self.rows.segment is None else ""
        return self._figure(UNIT_ECONOMICS[name], UNIT_ECONOMICS[name].label + blended)

    def month(self, name: str, month: int, label: str = "") -> Quantity:
        """A monthly measure in a month; `label` is the page's own for it."""
        label = label or f"{self._named(name, MONTHLY[name].label)}, month {month}"
        value = float(self.path(name)[month - 1])
        return of_month(MONTHLY[name], label, self._key(f"{name}@{month}"), value, MONTHLY[name].formula,
                        lambda: self.traced.month(name, month).whole)  # fmt: skip

    @property
    def traced(self) -> Trace | SegmentTrace:
        """The row, of the company or of the segment, in full: run when somebody asks how a number comes about."""
        return self.trace if self.rows.segment is None else self.trace.segment(self.rows.segment)

    def _figure(self, metric: Metric, label: str) -> Quantity:
        """A figure of this row; how it comes about is worked out when somebody asks."""
        name, part = metric.name, self.rows.part
        figure = part.summary[name] if name in part.summary else part.unit_economics[name]

        def how() -> Quantity | None:
            return (self.traced.summary if name in part.summary else self.traced.economics)(name).whole

        return Quantity(
            float(figure.values[self.place]), metric.unit, self._named(name, label), self._key(name),
            definition=metric.definition, formula=metric.formula, good=metric.good, reason=figure.reason(self.place),
            origin=how, by_equation=True,
        )  # fmt: skip

    def _named(self, name: str, label: str) -> str:
        """Words that begin with a comma or a colon stand close to the measure."""
        close = self.name.words[:1] in ",:"
        return f"{self.rows.ran.called.get(name, label)}{'' if close else ' '}{self.name.words}"

    def _key(self, measure: str) -> str:
        return f"{self.name.key}.{measure}" if self.name.key else ""
