"""What must read 0 whatever the inputs become: the same number by two ways, and inputs that this workbook can take."""

from __future__ import annotations

from collections.abc import Iterator

from exports.workbook_cells import Cells
from exports.workbook_formats import Paper
from exports.workbook_inputs import numbered
from exports.workbook_plan import BEFORE, CHECKS, FIRST, HEAD, INPUTS, LABEL, TOTAL, VALUE, Place
from model.metrics import LAYERS, MONTHLY
from model.scenario import Scenario

COSTS = ("cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "fixed_costs")
ROUNDING = "1E-9"
LEAST_SPAN = 12  # months after which the opening book is looked at


class Checks:
    """The checks of a workbook, each in words and as a formula."""

    def __init__(self, cells: Cells) -> None:
        self.cells, self.trace = cells, cells.trace
        self.turnover = "+".join(["1", *(f"ABS({self._sum(name)})" for name in ("revenue", *COSTS))])

    def all(self) -> Iterator[tuple[str, str]]:
        for owner, name in enumerate(self.trace.names, 1):
            for measure in ("mrr", "accounts"):
                yield from self._of_segment(owner, name, measure)
        segments = "".join(f"-{self._sum('revenue', owner)}" for owner in range(1, len(self.trace.names) + 1))
        yield "Revenue is that of all segments", self._none(f"{self._sum('revenue')}{segments}", self.turnover)
        costs = "".join(f"-{self._sum(name)}" for name in (*COSTS, "operating_profit"))
        yield "Operating profit is revenue less every cost", self._none(f"{self._sum('revenue')}{costs}", self.turnover)
        cash = self.cells.used("=company.cash").seen_from(CHECKS)
        for level, flow, opening in (("cumulative_profit", "operating_profit", ""), ("cash", "cash_flow", f"-{cash}")):
            words = f"{MONTHLY[level].label} at the end is what has come in month by month"
            yield words, self._none(f"{self._at_end(level)}-{self._sum(flow)}{opening}", f"{self.turnover}+ABS({cash})")
        yield "The longest contract of a segment with existing accounts is as when this was written", self._span()

    def _of_segment(self, owner: int, name: str, measure: str) -> Iterator[tuple[str, str]]:
        label, at_end = MONTHLY[measure].label, self._at_end(measure, owner)
        held = self.trace.by_segment[owner - 1].ring().held(measure, self.trace.months)
        groups = self.cells.formula(held, Place(CHECKS, 0, 0))
        yield f"{name}: {label} by movements and by groups", self._none(f"{at_end}-({groups})", f"1+ABS({at_end})")
        layers = "-".join(self._at_end(f"{measure}_of_{layer}", owner) for layer in LAYERS)
        yield f"{name}: {label} of existing and of new customers", self._none(f"{at_end}-{layers}", f"1+ABS({at_end})")

    def _span(self) -> str:
        """Months over which NRR is looked at, which change with the segments that have accounts."""
        terms = ""
        for segment in self.trace.by_segment:
            accounts = self.cells.used(f"={segment.name}.accounts").seen_from(CHECKS)
            terms += f",IF({accounts}>0,{segment.segment.renewal_months},0)"
        return f"MAX({LEAST_SPAN}{terms})-{self.trace.common_span}"

    def _none(self, difference: str, scale: str) -> str:
        """A difference, 0 where only rounding is left of it."""
        return f"IF(ABS({difference})<={ROUNDING}*({scale}),0,{difference})"

    def _row(self, name: str, owner: int) -> tuple[str, int]:
        sheet = (TOTAL, *self.cells.segments)[owner]
        return sheet, self.cells.rows[sheet].at(name)

    def _at_end(self, name: str, owner: int = 0) -> str:
        return Place(*self._row(name, owner), BEFORE + self.trace.months).seen_from(CHECKS)

    def _sum(self, name: str, owner: int = 0) -> str:
        sheet, row = self._row(name, owner)
        last = Place(sheet, row, BEFORE + self.trace.months).seen_from(sheet)
        return f"SUM({Place(sheet, row, FIRST).seen_from(CHECKS)}:{last})"


def write_checks(paper: Paper, checks: list[tuple[str, str]], scenario: Scenario) -> None:
    """One row each, red while it is not 0."""
    rows = [row for row, _ in numbered(scenario)]
    bounds = f"SUM({INPUTS}!H{rows[0] + 1}:H{rows[-1] + 1})"
    listed = [*checks, ("Inputs out of bounds, and fixed ones that were changed", bounds)]
    last = HEAD + len(listed)
    paper.head("Checks: each must read 0", ["", "check", "result"])
    for row, (words, formula) in enumerate([*listed, ("All checks", f"SUMPRODUCT(ABS(C{HEAD + 1}:C{last}))")], HEAD):
        paper.words(row, LABEL, words)
        paper.formula(row, VALUE, formula, 0)
    paper.widths(4, 80, 14)
    wrong = {"type": "cell", "criteria": "!=", "value": 0, "format": paper.formats.of("wrong")}
    paper.sheet.conditional_format(HEAD, VALUE, last, VALUE, wrong)
