"""Figures over the horizon and of one account, why some have no value, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from exports.workbook_cells import Cells, Formula
from exports.workbook_plan import BEFORE, ECONOMICS, FIRST, SUMMARY, TOTAL, VALUE, Place, Rows
from exports.workbook_reasons import Reasons
from exports.workbook_verdict import LIMITS, Judged, advice, below_zero, verdict_cells
from model.metrics import LAYER_METRICS, LAYERS, MONTHLY
from model.quantity import Quantity
from model.result import Result
from model.tolerances import ZERO
from model.trace import Trace
from model.trace.segment import SegmentTrace
from model.verdict import Verdict

END, EMPTY = "_end", "month_without_cash"
CUSTOMERS = {"book": "existing customers", "new": "new customers"}


class Figures:
    """What stands on Summary and Unit economics."""

    def __init__(self, cells: Cells, result: Result) -> None:
        self.cells, self.result, self.trace = cells, result, cells.trace
        self.months = cells.trace.months
        self.reasons = Reasons(cells)
        self.asked: dict[tuple[int, str], Quantity] = {}  # by owner, 0 for the company, and name

    def write(self) -> None:
        for owner, name, quantity in self._all():
            self.asked[owner, name] = quantity
        for quantity in self.asked.values():
            self.cells.place(quantity)
        self.cells.write()
        self._reasons()
        self._verdicts()
        self._layers_of_the_company()
        self.cells.write()

    def _all(self) -> Iterator[tuple[int, str, Quantity]]:
        owners: list[Trace | SegmentTrace] = [self.trace, *self.trace.by_segment]
        for owner, quantities in enumerate(owners):
            part = quantities.part
            for name in part.summary:
                yield owner, name, quantities.summary(name)
            for name in (*part.unit_economics, *(f"{name}{END}" for name in part.unit_economics_end)):
                yield owner, name, quantities.economics(name)

    def _reasons(self) -> None:
        """A cell for each figure that says why it has no value."""
        for sheet in (SUMMARY, ECONOMICS):
            self.cells.rows[sheet].skip()
        for (_, name), quantity in self.asked.items():
            value = self.cells.place(quantity)
            rows = self.cells.rows[value.sheet]
            label = rows.labels[quantity.key.rpartition("/")[2].removeprefix("blended_")][0]
            self.reasons.places[value] = Place(
                value.sheet, rows.at(f"reasons.{name}", f"{label}: why none", "text"), value.column
            )
        for quantity in self.asked.values():
            value = self.cells.place(quantity)
            here = self.reasons.places[value]
            self.cells.formulas[here] = Formula(self.reasons.of(quantity, value, here), quantity.reason or "")

    def judged(self, owner: int, name: str) -> Judged:
        """A figure of the verdict as addresses."""
        value = self.cells.place(self.asked[owner, name])
        limit = self.cells.used(f"=guidelines.{LIMITS[name.removesuffix(END)]}")
        return Judged(value.seen_from(SUMMARY), self.reasons.places[value].seen_from(SUMMARY), limit.seen_from(SUMMARY))

    def _verdicts(self) -> None:
        rows, result = self.cells.rows[SUMMARY], self.result
        rows.skip()
        self._verdict(rows, "verdict", "", result.verdict)
        self._cash(rows)
        if result.verdict_end is not None:
            self._verdict(rows, "verdict_end", END, result.verdict_end)

    def _verdict(self, rows: Rows, key: str, ending: str, verdict: Verdict) -> None:
        labels = {"ltv_cac": "LTV:CAC within its limit", "payback_margin": "CAC payback within its limit",
                  "net_mrr_churn": "Net MRR churn within its limit", "decision": "Verdict"}  # fmt: skip
        late = f", as of month {self.months}" if ending else ""
        places = {name: rows.at(f"{key}.{name}", f"{label}{late}", "-") for name, label in labels.items()}
        for owner, own in enumerate((verdict, *verdict.segments.values())):
            figures = {name: self.judged(owner, f"{name}{ending}") for name in LIMITS}
            column = VALUE if owner == 0 else FIRST + owner - 1
            self.cells.formulas.update(verdict_cells(own, figures, places, column))

    def _cash(self, rows: Rows) -> None:
        """The first month that ends without cash, and what comes of it for the verdict."""
        none, cash = self.months + 1, self.result.verdict.cash
        assert cash is not None
        self._months_without_cash(none, cash.opening)
        empty = self.cells.rows[TOTAL].at(EMPTY)
        first, last = (Place(TOTAL, empty, BEFORE + month) for month in (1, self.months))
        label = f"First month without cash ({none}: none)"
        place = Place(SUMMARY, rows.at("verdict.cash.month", label, "month"), VALUE)
        lowest = f"MIN({first.seen_from(SUMMARY)}:{last.seen_from(TOTAL)})"
        self.cells.formulas[place] = Formula(lowest, float(cash.runs_out or none))
        decided = Place(SUMMARY, rows.at("verdict.decision"), VALUE).seen_from(SUMMARY)
        opening = self.cells.used("=company.cash").seen_from(SUMMARY)
        advised = advice(decided, opening, place.seen_from(SUMMARY), none)
        here = Place(SUMMARY, rows.at("verdict.advice", "Advice, with the cash there is", "-"), VALUE)
        self.cells.formulas[here] = Formula(advised, self.result.verdict.advice)

    def _months_without_cash(self, none: int, opening: float) -> None:
        """The number of each month that ends without cash, and of the others one that is no month."""
        total, before, billed_so_far = self.cells.rows[TOTAL], "", 0.0
        billed, empty = total.at("billings_so_far", "Billings so far", "money"), total.at(EMPTY, "No cash", "month")
        start, paths = self.cells.used("=company.cash").seen_from(TOTAL), self.result.total.monthly
        for month in range(1, none):
            here = Place(TOTAL, billed, BEFORE + month)
            self.cells.formulas[here] = Formula(
                f"{before}{self.at('billings', month)}",
                billed_so_far := billed_so_far + paths["billings"][month - 1, 0],
            )
            found = below_zero(self.at("cash", month), start, here.seen_from(TOTAL), month, none)
            out = paths["cash"][month - 1, 0] < -ZERO * (abs(opening) + billed_so_far)
            self.cells.formulas[Place(TOTAL, empty, BEFORE + month)] = Formula(found, float(month if out else none))
            before = f"{here.seen_from(TOTAL)}+"

    def at(self, name: str, month: int) -> str:
        """The address of a measure of the company in a month, on its own sheet."""
        return Place(TOTAL, self.cells.rows[TOTAL].at(name), BEFORE + month).seen_from(TOTAL)

    def _layers_of_the_company(self) -> None:
        """MRR, accounts and revenue of existing and of new customers, over all segments."""
        for layer in LAYERS:
            for name in LAYER_METRICS:
                key, metric = f"{name}_of_{layer}", MONTHLY[name]
                row = self.cells.rows[TOTAL].at(key, f"{metric.label} of {CUSTOMERS[layer]}", metric.unit)
                path = self.result.total.layers[layer][name][:, 0]
                rows = [(sheet, self.cells.rows[sheet].at(key)) for sheet in self.cells.segments]
                for column, value in enumerate(path, FIRST):
                    parts = "+".join(Place(*of_segment, column).seen_from(TOTAL) for of_segment in rows)
                    self.cells.formulas[Place(TOTAL, row, column)] = Formula(parts, float(value))
