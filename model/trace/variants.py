"""Many scenarios that differ from one, in one batch; each of their figures can be traced like the scenario's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.batch import Array, Batch
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.result import Part
from model.scenario import Scenario
from model.simulate import run, run_batch
from model.trace.lookup import Trace, of_month
from model.trace.quantity import Quantity


class Variants:
    """`changes` are the inputs that each variant has instead of the scenario's, by PATH; at least one has some."""

    def __init__(
        self,
        scenario: Scenario,
        changes: Sequence[Mapping[str, Any]],
        *,
        monthly: Iterable[str] = (),
        summary: Iterable[str] = (),
        by_segment: bool = False,
        layers: bool = False,
    ) -> None:
        own = {path: scenario.value(path) for path in dict.fromkeys(path for change in changes for path in change)}
        columns = {path: [change.get(path, value) for change in changes] for path, value in own.items()}
        batch = Batch(scenario, columns)
        self.result = run_batch(batch, monthly=monthly, summary=summary, by_segment=by_segment, layers=layers)
        self._traces: dict[int, Trace] = {}

    def __len__(self) -> int:
        return self.result.batch.size

    def trace(self, row: int) -> Trace:
        """The variant in full: run when somebody asks how one of its numbers comes about."""
        if row not in self._traces:
            self._traces[row] = Trace(run(self.result.batch.scenario(row)), f"{row}:")
        return self._traces[row]

    def path(self, name: str, row: int, segment: str | None = None) -> Array:
        """A monthly measure, (months,)."""
        return self._part(segment).monthly[name][:, row]

    def layer(self, layer: str, name: str, row: int) -> Array:
        """A monthly measure of the company's opening book or of its later accounts, (months,); needs `layers`."""
        return self.result.total.layers[layer][name][:, row]

    def summary(self, name: str, row: int, key: str, label: str, segment: str | None = None) -> Quantity:
        """A figure over the horizon under a name of the page's own."""
        figure = self._part(segment).summary[name]
        return self._traced(name, row, key, label, float(figure.values[row]), figure.reason(row), segment)

    def economics(self, name: str, row: int, key: str, label: str, segment: str | None = None) -> Quantity:
        """A figure of an account, or the company's blended one; needs `by_segment`."""
        figure = self._part(segment).unit_economics[name]
        return self._traced(name, row, key, label, float(figure.values[row]), figure.reason(row), segment)

    def month(self, name: str, month: int, row: int, key: str, label: str, segment: str | None = None) -> Quantity:
        """A monthly measure in a month under a name of the page's own."""

        def own() -> Quantity | None:
            owner = self.trace(row) if segment is None else self.trace(row).segment(segment)
            return owner.month(name, month).how

        return of_month(MONTHLY[name], label, key, float(self.path(name, row, segment)[month - 1]), own)

    def _traced(
        self, name: str, row: int, key: str, label: str, value: float, reason: str | None, segment: str | None
    ) -> Quantity:
        """As the declaration has it, with this value; its arithmetic is that of the variant in full."""

        def own() -> Quantity:
            owner = self.trace(row) if segment is None else self.trace(row).segment(segment)
            return owner.summary(name) if name in self._part(segment).summary else owner.economics(name)

        metric = SUMMARY.get(name) or UNIT_ECONOMICS[name]
        return Quantity(
            value, metric.unit, label, key, definition=metric.definition, formula=metric.formula, good=metric.good,
            reason=reason, origin=lambda: own().how,
        )  # fmt: skip

    def _part(self, segment: str | None) -> Part:
        return self.result.total if segment is None else self.result.segments[segment]
