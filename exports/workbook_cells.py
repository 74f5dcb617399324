"""The model as cells: every number a formula over others, down to inputs, written by the equations of the model."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from typing import NamedTuple

from exports.workbook_plan import (
    AGES,
    BEFORE,
    ECONOMICS,
    FIRST,
    INPUTS,
    SUMMARY,
    TOTAL,
    VALUE,
    Place,
    Rows,
    runs,
)
from model.cells import FUNCTIONS, Memo, in_a_sheet, plain, written_out
from model.metrics import MONTHLY, UNIT_ECONOMICS
from model.metrics import SUMMARY as FIGURES
from model.quantity import Quantity
from model.trace import Trace
from model.trace.names import as_quantity

ADDRESS = re.compile(r"(?:(?P<owner>\d+)/)?(?P<row>.+?)(?:@(?P<column>\d+))?")
BUCKET = re.compile(r"(?P<group>(?:all|book|new|floor|flat)/\w+)/(?P<bucket>\d+)(?:\.(?P<number>\d+))?")
BY_AGE, BLENDED, AT_END = " by age", "blended_", "_end"
NOT_AVAILABLE = "#N/A"
LONGEST, MANY = 6000, 24  # characters of a formula, which may have 8,192; parts that get cells of their own


class Formula(NamedTuple):
    """What a cell is worked out by, and its value with the inputs as written."""

    text: str
    value: float | str


class Cells:
    """The formulas of the numbers that were asked for, and of all that these are made of."""

    def __init__(self, trace: Trace, sheets: Sequence[str]) -> None:
        self.trace, self.segments = trace, sheets
        self.rows = {name: Rows(name) for name in (TOTAL, *sheets, SUMMARY, ECONOMICS, AGES)}
        self.formulas: dict[Place, Formula] = {}
        self.inputs = set[str]()  # keys of those that a formula uses
        self._input_rows: dict[str, int] = {}
        self._places: dict[str | int, Place] = {}
        self._by_address: dict[str, Place] = {}
        self._addresses: dict[tuple[str | int, str], str] = {}
        self._written = defaultdict[str, Memo](dict)  # by sheet
        self._queue: deque[tuple[Quantity, Place, str]] = deque()  # and the row whose formula it belongs to
        self._row, self._steps = "", Counter[str]()  # the row of which formulas are written, and how many of its parts
        self._kept: list[Quantity] = []  # so that no two unnamed ones have the same id
        self._declare()

    def _declare(self) -> None:
        """Rows of measures and figures come first, in the order of their declaration."""
        for place, name in enumerate((TOTAL, *self.segments)):
            for metric in MONTHLY.values():
                if metric.in_segments if place else metric.in_total:
                    self.rows[name].at(metric.name, metric.label, metric.unit)
        for sheet, figures in ((SUMMARY, FIGURES), (ECONOMICS, UNIT_ECONOMICS)):
            for metric in figures.values():
                self.rows[sheet].at(metric.name, metric.label, metric.unit)

    def input_at(self, key: str, row: int) -> None:
        """Says in which row of the inputs a key stands."""
        self._input_rows[key] = row

    def used(self, key: str) -> Place:
        """The cell of an input that a formula uses."""
        self.inputs.add(key)
        return Place(INPUTS, self._input_rows[key], VALUE)

    def place(self, quantity: Quantity) -> Place:
        """Where a number stands; what it is made of is written when `write` is called."""
        key = quantity.key or quantity.place or id(quantity)
        if key not in self._places:
            self._kept.append(quantity)
            if key in self._input_rows:
                found = self.used(str(key))
            else:
                found = self._new_place(quantity)
                self._queue.append((quantity, found, self._belongs_to(quantity)))
            self._places[key] = found
        return self._places[key]

    def write(self) -> None:
        """Every formula that has been asked for, and those that they ask for."""
        while self._queue:
            quantity, place, self._row = self._queue.popleft()
            made = as_quantity(quantity.searched()) if quantity.searched else quantity.whole
            if made is None and quantity.key:
                raise ValueError(f"{quantity.label} ({quantity.key}) comes from nowhere")
            text = plain(quantity.value) if made is None else self.formula(made, place)  # a sum of nothing
            self.formulas[place] = Formula(text, value_of(quantity))

    def formula(self, expression: Quantity, place: Place) -> str:
        """An expression as the formula of a cell."""
        return in_a_sheet(
            expression, lambda named: self.address(named, place.sheet),
            lambda operation, parts, texts: self._several(operation, parts, texts, place), self._written[place.sheet],
        )  # fmt: skip

    def address(self, quantity: Quantity, sheet: str) -> str:
        """The address of a number in the formulas of a sheet."""
        key = quantity.key or quantity.place or id(quantity), sheet
        if key not in self._addresses:
            place = self.place(quantity)
            self._addresses[key] = address = place.seen_from(sheet)
            self._by_address[address if "!" in address else f"{sheet}!{address}"] = place
        return self._addresses[key]

    def _new_place(self, quantity: Quantity) -> Place:
        found = ADDRESS.fullmatch(quantity.key or quantity.place)
        if found is None:
            self._steps[self._row] += 1
            key = f"{self._row} step {self._steps[self._row]}"
            return Place(SUMMARY, self.rows[SUMMARY].at(key, quantity.label, quantity.unit), VALUE)
        owner, name, column = found["owner"], found["row"], found["column"]
        if name.startswith("="):  # an input on its way from one value to another
            table, _, name = name[1:].rpartition(".")
            sheet = self.segments[self.trace.names.index(table)] if table in self.trace.names else TOTAL
            return self._in_month(sheet, f"{name} on its way", quantity, int(column))
        if column is None:
            return self._figure(owner, name, quantity)
        if BY_AGE in name:
            words = quantity.label.partition(" at age")[0].partition(" by month")[0]
            label = f"{self.trace.names[int(owner)]}: {words}"
            return Place(AGES, self.rows[AGES].at(f"{owner}/{name}", label, quantity.unit), FIRST + int(column))
        return self._in_month(TOTAL if owner is None else self.segments[int(owner)], name, quantity, int(column))

    def _belongs_to(self, quantity: Quantity) -> str:
        """The name of what it is; of a step without a name, that of the one it is a step of."""
        found = ADDRESS.fullmatch(quantity.key or quantity.place)
        return found["row"].removeprefix(BLENDED) if found else self._row

    def _figure(self, owner: str | None, row: str, quantity: Quantity) -> Place:
        name = row.removeprefix(BLENDED)
        sheet = SUMMARY if name in FIGURES else ECONOMICS
        label = quantity.label.partition(", ")[0] + (", as of the last month" if name.endswith(AT_END) else "")
        row_of_name = self.rows[sheet].at(name, label, quantity.unit)
        return Place(sheet, row_of_name, VALUE if owner is None else FIRST + int(owner))

    def _in_month(self, sheet: str, row: str, quantity: Quantity, month: int) -> Place:
        group = BUCKET.fullmatch(row)
        if group is not None and row not in self.rows[sheet].known:
            self._declare_group(sheet, group["group"], quantity)
        words = quantity.label.partition(", month")[0].partition(", before month")[0]
        return Place(sheet, self.rows[sheet].at(row, words, quantity.unit), BEFORE + month)

    def _declare_group(self, sheet: str, group: str, quantity: Quantity) -> None:
        """All buckets of one kind stand below each other, so that their sum is that of a range."""
        segment = self.trace.by_segment[self.segments.index(sheet)]
        name, monthly = group.rpartition("/")[2], "/monthly_" in group
        count = segment.segment.expansion_months if monthly else segment.settings["turn"]
        renewals = len(segment.segment.retention_by_renewal) + 1
        numbers = range(renewals) if renewals > 1 else [None]
        words = quantity.label.partition(",")[0]
        for bucket in range(count):
            for number in numbers:
                behind = "" if number is None else f", {number} renewals behind"
                key = f"{group}/{bucket}" + ("" if number is None else f".{number}")
                self.rows[sheet].at(key, f"{words}, group {bucket + 1}{behind}", quantity.unit)
                if name == "billed":
                    break

    def _several(self, operation: str, parts: Sequence[Quantity], texts: Sequence[str], place: Place) -> str:
        """Cells side by side as a range; long ones through cells of their own."""
        places = [self._by_address.get(text if "!" in text else f"{place.sheet}!{text}") for text in texts]
        if operation == "choose":
            return self._chosen(parts, texts, places, place)
        if operation != "+" and len(parts) > MANY and None in places:
            return self._aside(operation, parts, texts, place)
        spans = [self._span(places[first : last + 1], texts[first], place.sheet) for first, last in runs(places)]
        name = "SUM" if operation == "+" else FUNCTIONS[operation]
        short = len(spans) < len(texts)
        text = f"{name}({','.join(spans)})" if short else written_out(operation, parts, texts)
        return text if len(text) <= LONGEST else self._aside(operation, parts, texts, place)

    def _span(self, places: Sequence[Place | None], text: str, sheet: str) -> str:
        """Cells side by side as a range, one by itself as it is written."""
        first, last = places[0], places[-1]
        if len(places) == 1 or first is None or last is None:
            return text
        return f"{first.seen_from(sheet)}:{last.seen_from(last.sheet)}"

    def _chosen(
        self, parts: Sequence[Quantity], texts: Sequence[str], places: Sequence[Place | None], place: Place
    ) -> str:
        """One of a row or a column where all stand in one."""
        options, first, last = places[1:], places[1], places[-1]
        if first is None or last is None or runs(options) != [(0, len(options) - 1)]:
            return written_out("choose", parts, texts)
        where = f"1,{texts[0]}" if first.row == last.row else f"{texts[0]},1"
        return f"INDEX({self._span(options, '', place.sheet)},{where})"

    def _aside(self, operation: str, parts: Sequence[Quantity], texts: Sequence[str], place: Place) -> str:
        """The parts in a row of their own, on the sheet of months that they are of."""
        sheet = place.sheet if place.sheet in (TOTAL, AGES, *self.segments) else TOTAL
        rows = self.rows[sheet]
        row = rows.at(f"steps {rows.used}", f"Steps of {place.seen_from(sheet)}", "")
        for column, (part, text) in enumerate(zip(parts, texts, strict=True), FIRST):
            moved = text if sheet == place.sheet else self.formula(part, Place(sheet, row, column))
            self.formulas[Place(sheet, row, column)] = Formula(moved, value_of(part))
        first, last = Place(sheet, row, FIRST), Place(sheet, row, FIRST + len(parts) - 1)
        name = "SUM" if operation == "+" else FUNCTIONS[operation]
        return f"{name}({first.seen_from(place.sheet)}:{last.seen_from(sheet)})"


def value_of(quantity: Quantity) -> float | str:
    """What a cell shows with the inputs as written; a figure without a value has none."""
    return NOT_AVAILABLE if quantity.reason or not math.isfinite(quantity.value) else quantity.value
