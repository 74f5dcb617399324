"""The pace at which signatures grow, as one number of the company, and the fastest that cash carries."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.effects.present import in_all_months
from model.engine.summary import ZERO
from model.figures import Flags
from model.parameters import SEGMENT, Parameter
from model.result import Result
from model.trace import Quantity, Trace
from model.verdict import emptied
from model.whatif import Root, Row, Rows, Search, WhatIf, crossings, seek, vary
from model.wording import in_hundredths, percent, short

GROWTH, STEP = "new_accounts_growth", "new_accounts_step"
FRACTIONS = (1 / 8, 1 / 4)  # of the way from the current pace to the end of the plausible range
PARTS = 100  # into which the bracket of a search is cut
SEEN = ("cash", "billings")  # what tells when the cash is used up


@dataclass(frozen=True)
class Pace:
    """The pace of growth: the input of the one segment that signs, or what is added to the input of each of several.

    `inputs` are the inputs as they are by PATH, `current` is the number that they stand for.
    """

    lever: Parameter
    inputs: Mapping[str, float]
    current: float

    @property
    def several(self) -> bool:
        return len(self.inputs) > 1

    @property
    def grows(self) -> bool:
        """Whether it is a share; else a number of accounts."""
        return self.lever.name == GROWTH

    @property
    def range(self) -> tuple[float, float]:
        """The numbers that the inputs' bounds allow."""
        low, high = self.lever.bounds or (0.0, 0.0)
        beyond = [value - self.current for value in self.inputs.values()]
        return low - min(beyond), high - max(beyond)

    @property
    def plausible(self) -> tuple[float, float]:
        """The plausible range of the input, as far as the bounds allow, widened to hold the current pace."""
        (low, high), (least, most) = self.lever.plausible or self.range, self.range
        return min(max(low, least), self.current), max(min(high, most), self.current)

    def at(self, number: float) -> dict[str, float]:
        """The inputs at this pace."""
        return {path: number + (value - self.current) for path, value in self.inputs.items()}

    def tried(self, number: float) -> WhatIf:
        """The scenario at this pace."""
        return WhatIf(self.at(number))

    def named(self, number: float) -> str:
        """The pace in a word or two: '3%', '2 more', '+2 pts', 'as now'."""
        if not self.several:
            return percent(number) if self.grows else f"{short(number)} more"
        if number == self.current:
            return "as now"
        size = f"{in_hundredths(abs(number))} pts" if self.grows else f"{short(abs(number))} more"
        return f"{'−' if number < 0 else '+'}{size}"

    def spread(self) -> list[float]:
        """The current pace and a few others of the plausible range, closer to each other near it."""
        low, high = self.plausible
        ups = [self.current + fraction * (high - self.current) for fraction in FRACTIONS]
        downs = [
            self.current + fraction * (low - self.current)
            for fraction in (FRACTIONS if high == self.current else (1 / 2,))
        ]
        step = self.lever.step or 1.0
        rounded = {round(round(number / step) * step, 12) for number in (*ups, *downs)}
        return sorted({self.current, *(number for number in rounded if low <= number <= high)})

    def grid(self) -> list[float]:
        """The plausible numbers that are tried: a digit in each power of ten, both ends and the current pace."""
        low, high = self.plausible
        smallest = self.lever.step or 1.0
        first, last = math.floor(math.log10(smallest)), math.ceil(math.log10(max(-low, high, smallest)))
        sizes = [round(digit * 10.0**power, 12) for power in range(first, last + 1) for digit in range(1, 10)]
        tried = {0.0, low, high, self.current, *sizes, *(-size for size in sizes)}
        return sorted(number for number in tried if low <= number <= high)


def pace_of(result: Result, segment: int) -> Pace | None:
    """The pace by the input that the segment in view uses; None where nobody signs."""
    signing = [
        segment
        for segment in result.scenario.segments
        if any(not present.signs_nobody for present in in_all_months(result, segment.name))
    ]
    if not signing:
        return None
    in_view = result.scenario.segments[segment]
    used = in_view if in_view in signing else signing[0]
    name = STEP if used.new_accounts_step and not used.new_accounts_growth else GROWTH
    inputs = {f"{signer.name}.{name}": float(getattr(signer, name)) for signer in signing}
    return Pace(SEGMENT[name], inputs, 0.0 if len(inputs) > 1 else next(iter(inputs.values())))


@dataclass(frozen=True)
class Carried:
    """The paces that cash carries around the current one, or the nearest to it that cash carries.

    `at_current` says whether cash carries the current pace. `fastest` has a reason where no such end was found; at it
    cash may be `falling` still when the horizon ends. `slowest` is given where the current pace is too slow.
    """

    at_current: bool
    fastest: Quantity
    slowest: Quantity | None = None
    falling: bool = False


def carried(trace: Trace, pace: Pace | None, months: Sequence[int]) -> Carried:
    """The paces that cash carries, given the month in which it runs out at each pace of the grid.

    Without signatures there is only the current pace.
    """
    holds = np.array(months) == 0
    if pace is None:
        return Carried(bool(holds[0]), _end(Quantity(math.nan, reason="no_signatures"), None, "fastest"))
    if not holds.any():
        return Carried(False, _end(Quantity(math.nan, reason="never_carried"), pace, "fastest"))
    tried = pace.grid()
    current_place, turns = tried.index(pace.current), crossings(holds)
    below = [place for place in turns if holds[place] and place < current_place]
    last = [place for place in turns if holds[place] and place >= current_place][:1]
    first = [] if holds[current_place] else [place + 1 for place in turns if not holds[place]][:1]
    if below and not holds[current_place]:
        last, first = below[-1:], []
    ends = [("fastest", tried[place], tried[place + 1]) for place in last]
    ends += [("slowest", tried[place], tried[place - 1]) for place in first]
    edges = _edges(trace, pace, ends)
    always = _end(Quantity(math.nan, reason="always_carried"), pace, "fastest"), False
    fastest, falling = edges.get("fastest", always)
    return Carried(bool(holds[current_place]), fastest, edges["slowest"][0] if "slowest" in edges else None, falling)


def _end(found: Quantity, pace: Pace | None, end: str) -> Quantity:
    """The fastest or the slowest pace that is carried, under its name."""
    lever, several = (pace.lever, pace.several) if pace else (SEGMENT[GROWTH], False)
    label = f"{end.capitalize()} growth that cash carries"
    if lever.name != GROWTH:
        label = f"{lever.label}, {end} that cash carries"
    added = ", more than now in each segment that signs" if several else ""
    named = found.named(
        f"cash_trough.{end}", label, unit=lever.unit, good="up",
        definition=f"{lever.label}{added}. Found by trying: cash lasts at it, and runs out at the next pace tried.",
    )  # fmt: skip
    if pace is None or not several or found.reason:
        return named
    size = short(abs(found.value) * (100 if pace.grows else 1))
    return replace(named, words=f"{'−' if found.value < 0 else '+'}{size}{' pts' * pace.grows}")


def _edges(trace: Trace, pace: Pace, ends: Sequence[tuple[str, float, float]]) -> dict[str, tuple[Quantity, bool]]:
    """The last pace that is carried on the way from one that is to one that is not, to a hundredth of the way.

    With it goes whether cash still falls at it in the last month.
    """

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Flags, Rows]:
        rows = vary(trace.scenario, whatifs, monthly=SEEN, summary=("cash_low",))
        return np.array(emptied(rows.part.monthly, trace.scenario.company.cash)) == 0, rows

    ways = [[holding, *_between(holding, failing), failing] for _, holding, failing in ends]
    found = [sought.roots[0] for sought in seek(tries, *(Search(numbers, pace.tried) for numbers in ways))]
    return {
        end: (_end(_edge(trace, pace, root), pace, end), _falls(root.holding.row))
        for (end, *_), root in zip(ends, found, strict=True)
    }


def _falls(row: Row) -> bool:
    last = row.path("cash")[-2:]
    return len(last) > 1 and bool(last[1] < last[0])


def _edge(trace: Trace, pace: Pace, root: Root[Row]) -> Quantity:
    added = Quantity(
        root.holding.value - pace.current, pace.lever.unit,
        "" if pace.several else f"{pace.lever.label}, more than now",
        evidence=tuple(
            side.row.called(f"at {pace.named(side.value)}", f"cash_trough.pace.{side.value}").summary("cash_low")
            for side in root.sides
        ),
        definition="Tried from one pace that is carried to one that is not.",
    )  # fmt: skip
    return added if pace.several else trace.input(next(iter(pace.inputs))) + added


def _between(start: float, end: float) -> list[float]:
    """Round numbers between two, in the order from the one to the other; about PARTS of them."""
    unit = 10.0 ** math.ceil(math.log10(abs(end - start)) - ZERO) / PARTS
    low, high = min(start, end), max(start, end)
    numbers = [round(place * unit, 12) for place in range(math.floor(low / unit), math.ceil(high / unit) + 1)]
    inside = [number for number in numbers if low < number < high]
    return inside if start < end else inside[::-1]
