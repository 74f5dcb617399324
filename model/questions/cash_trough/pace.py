"""The pace at which signatures grow, as one number of the company, and the fastest that the cash carries."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.effects.present import segments_of
from model.engine.summary import ZERO
from model.figures import Flags
from model.parameters import SEGMENT, Parameter
from model.result import Result
from model.trace import Quantity, Trace
from model.verdict import emptied
from model.whatif import Root, Row, Rows, Search, WhatIf, crossings, seek, vary
from model.wording import in_hundredths, percent, short

GROWTH, STEP = "new_accounts_growth", "new_accounts_step"
FRACTIONS = (1 / 8, 1 / 4)  # of the way from the user's own pace to the end of the plausible range
PARTS = 100  # into which the bracket of a search is cut
SEEN = ("cash", "billings")  # what tells when the cash is used up


@dataclass(frozen=True)
class Pace:
    """Of one segment that signs accounts its own input, of several what is added to the input of each.

    `owns` are the inputs as they are by PATH, `own` is the number that they stand for.
    """

    lever: Parameter
    owns: Mapping[str, float]
    own: float

    @property
    def several(self) -> bool:
        return len(self.owns) > 1

    @property
    def grows(self) -> bool:
        """Whether it is a share; else a number of accounts."""
        return self.lever.name == GROWTH

    @property
    def range(self) -> tuple[float, float]:
        """The numbers that the inputs' bounds allow."""
        low, high = self.lever.bounds or (0.0, 0.0)
        beyond = [own - self.own for own in self.owns.values()]
        return low - min(beyond), high - max(beyond)

    @property
    def plausible(self) -> tuple[float, float]:
        """The plausible range of the input, as far as the bounds allow, widened to hold the user's own."""
        (low, high), (least, most) = self.lever.plausible or self.range, self.range
        return min(max(low, least), self.own), max(min(high, most), self.own)

    def at(self, number: float) -> dict[str, float]:
        """The inputs at this pace."""
        return {path: number + (own - self.own) for path, own in self.owns.items()}

    def tried(self, number: float) -> WhatIf:
        """The scenario at this pace."""
        return WhatIf(self.at(number))

    def named(self, number: float) -> str:
        """The pace in a word or two: '3%', '2 more', '+2 pts', 'as now'."""
        if not self.several:
            return percent(number) if self.grows else f"{short(number)} more"
        if number == self.own:
            return "as now"
        size = f"{in_hundredths(abs(number))} pts" if self.grows else f"{short(abs(number))} more"
        return f"{'−' if number < 0 else '+'}{size}"

    def spread(self) -> list[float]:
        """The user's own pace and a few others of the plausible range, closer to each other near it."""
        low, high = self.plausible
        ups = [self.own + fraction * (high - self.own) for fraction in FRACTIONS]
        downs = [self.own + fraction * (low - self.own) for fraction in (FRACTIONS if high == self.own else (1 / 2,))]
        step = self.lever.step or 1.0
        rounded = {round(round(number / step) * step, 12) for number in (*ups, *downs)}
        return sorted({self.own, *(number for number in rounded if low <= number <= high)})

    def grid(self) -> list[float]:
        """The plausible numbers that are tried: a digit in each power of ten, both ends and the user's own."""
        low, high = self.plausible
        smallest = self.lever.step or 1.0
        first, last = math.floor(math.log10(smallest)), math.ceil(math.log10(max(-low, high, smallest)))
        sizes = [round(digit * 10.0**power, 12) for power in range(first, last + 1) for digit in range(1, 10)]
        tried = {0.0, low, high, self.own, *sizes, *(-size for size in sizes)}
        return sorted(number for number in tried if low <= number <= high)


def pace(result: Result, segment: int) -> Pace | None:
    """By the input that the segment in view uses; None where nobody signs."""
    signing = [now.segment for now in segments_of(result) if not now.signs_nobody]
    if not signing:
        return None
    in_view = result.scenario.segments[segment]
    used = in_view if in_view in signing else signing[0]
    name = STEP if used.new_accounts_step and not used.new_accounts_growth else GROWTH
    owns = {f"{one.name}.{name}": float(getattr(one, name)) for one in signing}
    return Pace(SEGMENT[name], owns, 0.0 if len(owns) > 1 else next(iter(owns.values())))


@dataclass(frozen=True)
class Carried:
    """The paces that the cash carries: those around the user's own, or the nearest to it that are carried.

    `fastest` has a reason where no such end was found; at it cash may be `falling` still when the horizon ends.
    `slowest` is given where the user's own pace is too slow.
    """

    own: bool
    fastest: Quantity
    slowest: Quantity | None = None
    falling: bool = False


def carried(trace: Trace, own: Pace | None, months: Sequence[int]) -> Carried:
    """From the months in which the cash is used up at each pace of the grid; without signatures at the one there is."""
    holds = np.array(months) == 0
    if own is None:
        return Carried(bool(holds[0]), _end(Quantity(math.nan, reason="no_signatures"), None, "fastest"))
    if not holds.any():
        return Carried(False, _end(Quantity(math.nan, reason="never_carried"), own, "fastest"))
    tried = own.grid()
    now, turns = tried.index(own.own), crossings(holds)
    below = [place for place in turns if holds[place] and place < now]
    last = [place for place in turns if holds[place] and place >= now][:1]
    first = [] if holds[now] else [place + 1 for place in turns if not holds[place]][:1]
    if below and not holds[now]:
        last, first = below[-1:], []
    ends = [("fastest", tried[place], tried[place + 1]) for place in last]
    ends += [("slowest", tried[place], tried[place - 1]) for place in first]
    edges = _edges(trace, own, ends)
    always = _end(Quantity(math.nan, reason="always_carried"), own, "fastest"), False
    fastest, falling = edges.get("fastest", always)
    return Carried(bool(holds[now]), fastest, edges["slowest"][0] if "slowest" in edges else None, falling)


def _end(found: Quantity, own: Pace | None, end: str) -> Quantity:
    """An end of what is carried, under its name."""
    lever, several = (own.lever, own.several) if own else (SEGMENT[GROWTH], False)
    label = f"{end.capitalize()} growth that cash carries"
    if lever.name != GROWTH:
        label = f"{lever.label}, {end} that cash carries"
    added = ", more than now in each segment that signs" if several else ""
    named = found.named(
        f"cash_trough.{end}", label, unit=lever.unit, good="up",
        definition=f"{lever.label}{added}. Found by trying: cash lasts at it, and runs out at the next pace tried.",
    )  # fmt: skip
    if own is None or not several or found.reason:
        return named
    size = short(abs(found.value) * (100 if own.grows else 1))
    return replace(named, words=f"{'−' if found.value < 0 else '+'}{size}{' pts' * own.grows}")


def _edges(trace: Trace, own: Pace, ends: Sequence[tuple[str, float, float]]) -> dict[str, tuple[Quantity, bool]]:
    """The last number that is carried on the way from one that is to one that is not, to a hundredth of the way.

    And whether cash still falls at it in the last month.
    """

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Flags, Rows]:
        rows = vary(trace.scenario, whatifs, monthly=SEEN, summary=("cash_low",))
        return np.array(emptied(rows.part.monthly, trace.scenario.company.cash)) == 0, rows

    ways = [[holding, *_between(holding, failing), failing] for _, holding, failing in ends]
    found = [sought.roots[0] for sought in seek(tries, *(Search(numbers, own.tried) for numbers in ways))]
    return {
        end: (_end(_edge(trace, own, root), own, end), _falls(root.holding.row))
        for (end, *_), root in zip(ends, found, strict=True)
    }


def _falls(row: Row) -> bool:
    last = row.path("cash")[-2:]
    return len(last) > 1 and bool(last[1] < last[0])


def _edge(trace: Trace, own: Pace, root: Root[Row]) -> Quantity:
    added = Quantity(
        root.holding.value - own.own, own.lever.unit, "" if own.several else f"{own.lever.label}, more than now",
        evidence=tuple(
            side.row.called(f"at {own.named(side.value)}", f"cash_trough.pace.{side.value}").summary("cash_low")
            for side in root.sides
        ),
        definition="Tried from one pace that is carried to one that is not.",
    )  # fmt: skip
    return added if own.several else trace.input(next(iter(own.owns))) + added


def _between(start: float, end: float) -> list[float]:
    """Round numbers between two, in the order from the one to the other; about PARTS of them."""
    unit = 10.0 ** math.ceil(math.log10(abs(end - start)) - ZERO) / PARTS
    low, high = min(start, end), max(start, end)
    numbers = [round(place * unit, 12) for place in range(math.floor(low / unit), math.ceil(high / unit) + 1)]
    inside = [number for number in numbers if low < number < high]
    return inside if start < end else inside[::-1]
