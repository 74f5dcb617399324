"""What it does to the blend when customers are signed in another segment. A channel is a segment of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np

from model.engine.batch import Array
from model.figures import Flags
from model.metrics import UNIT_ECONOMICS
from model.parameters import SEGMENT
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace, listed
from model.trace.segment import SegmentTrace
from model.verdict import passes
from model.whatif import Root, Row, Rows, Search, WhatIf, crossings, seek, vary
from model.wording import percent

STEPS, FINER = 20, 50  # of all new accounts, and of one step where the guideline begins or ends to be kept
SHARES = tuple(step / STEPS for step in range(STEPS + 1))
IN_TABLE = range(0, STEPS + 1, 5)  # of SHARES, in the table
MEASURES = ("ltv_cac", "payback_margin")
EVERY, NONE = "at every share", "at no share"
MOST = (SEGMENT["new_accounts"].bounds or (0, 1e6))[1]


def head() -> tuple[str, ...]:
    """The head of the table, with the shares in the reader's locale."""
    return ("Share moved", *(percent(SHARES[step], 0) for step in IN_TABLE), "Within limits", "Border")


@dataclass(frozen=True)
class Border:
    """The last share on one side, and how it reads: 'from' 52%, or 'above' 0% where 0% is on the other side."""

    word: str
    share: Quantity


@dataclass(frozen=True)
class Span:
    """Shares that keep a guideline: between two borders, or from none and up to all."""

    low: Border | None
    high: Border | None

    @property
    def sentence(self) -> Sentence:
        if self.low and self.high:
            return f"{self.low.word} ", self.low.share, f" and {self.high.word} ", self.high.share
        if self.low:
            share = self.low.share
            return ("only at ", share) if share.value >= 1 else (f"{self.low.word} ", share, " on")
        return (f"{self.high.word} ", self.high.share) if self.high else (EVERY,)

    def within(self, other: Span) -> Span | None:
        """The shares that are in both spans."""
        lows, highs = (
            [border for border in (self.low, other.low) if border],
            [border for border in (self.high, other.high) if border],
        )
        low = max(lows, key=lambda border: border.share.value, default=None)
        high = min(highs, key=lambda border: border.share.value, default=None)
        return None if low and high and low.share.value > high.share.value else Span(low, high)


@dataclass(frozen=True)
class Path:
    """A blended figure by the share moved (nan where it has no value), and the shares that keep its guideline."""

    measure: str
    target: str
    values: Array
    in_table: tuple[Quantity, ...]
    spans: tuple[Span, ...]

    @property
    def borders(self) -> list[Border]:
        return [border for span in self.spans for border in (span.low, span.high) if border]

    @property
    def row(self) -> tuple[str, tuple[Quantity | tuple[Quantity, ...] | str, ...]]:
        """The row under head()."""
        words = ", ".join(border.word for border in self.borders) or (EVERY if self.spans else NONE)
        name = f"To {self.target}: {UNIT_ECONOMICS[self.measure].label}"
        return name, (*self.in_table, words, tuple(border.share for border in self.borders))


@dataclass(frozen=True)
class ChannelMoves:
    """Moves from the segment in view to each other one. Without paths the sentence says why nothing can move."""

    scenario: Scenario
    source: str
    paths: tuple[Path, ...]
    sentence: Sentence

    def paths_of(self, measure: str) -> list[Path]:
        return [path for path in self.paths if path.measure == measure]


def moves(trace: Trace, segment: int) -> ChannelMoves:
    """Part of what the segment signs is signed elsewhere instead; all together sign as many as before."""
    source = trace.by_segment[segment]
    name, signed = source.name, source.segment.new_accounts
    others = [segment for segment in trace.by_segment if segment is not source]
    targets = [segment for segment in others if signed and signed + segment.segment.new_accounts <= MOST]
    if not targets:
        return ChannelMoves(trace.scenario, name, (), (_nothing_to_move(source, others),))
    moved = [[_moved(source, target, share) for share in SHARES] for target in targets]
    rows = vary(trace.scenario, [whatif for way in moved for whatif in way], by_segment=True, economics=MEASURES)
    ways = [rows[place * len(SHARES) : (place + 1) * len(SHARES)] for place in range(len(targets))]
    pairs = [(target, way, measure) for target, way in zip(targets, ways, strict=True) for measure in MEASURES]
    kept = [_kept(source, way, measure) for _, way, measure in pairs]
    crossed = [(target, measure, step) for (target, _, measure), flags in zip(pairs, kept, strict=True)
               for step in crossings(flags)]  # fmt: skip
    borders = iter(_borders(source, crossed))
    paths = [
        Path(measure, target.name, way.values(measure),
             tuple(way[step].economics(measure) for step in IN_TABLE),
             tuple(_spans([next(borders) for _ in crossings(flags)], inside=bool(flags[0]))))
        for (target, way, measure), flags in zip(pairs, kept, strict=True)
    ]  # fmt: skip
    return ChannelMoves(trace.scenario, name, tuple(paths), _sentence(name, list(_both(paths))))


def _sentence(name: str, moves: Sequence[Sentence]) -> Sentence:
    if all(move[-1] == NONE for move in moves):
        return (f"No move of new {name} customers puts both LTV:CAC and CAC payback within limits.",)
    lead = f"LTV:CAC and CAC payback are both within limits if new {name} customers move "
    return (lead, *listed(moves), ".")


def _nothing_to_move(source: SegmentTrace, others: Sequence[SegmentTrace]) -> str:
    if not others:
        return "With one segment there is nowhere to move new customers. Enter a channel as a segment with its own CAC."
    if not source.segment.new_accounts:
        return f"{source.name} signs nobody in month 1, so nothing can move."
    return f"No other segment can take what {source.name} signs: {MOST:,.0f} customers a month are the most."


def _kept(source: SegmentTrace, rows: Rows, measure: str) -> Flags:
    """Whether each row keeps the guideline."""
    return passes(measure, rows.figure(measure), source.scenario.guidelines)


def _moved(source: SegmentTrace, target: SegmentTrace, share: float) -> WhatIf:
    """One month is enough: what an account is worth is worked out before the first."""
    name, other, signed = source.name, target.name, source.segment.new_accounts
    return WhatIf(
        {
            "horizon_months": 1,
            f"{name}.new_accounts": signed * (1 - share),
            f"{other}.new_accounts": target.segment.new_accounts + signed * share,
        },
        f", with {percent(share)} moved to {other}",
        f"unit_economics.moved.{source.index}.{target.index}.{share:g}",
    )


def _borders(source: SegmentTrace, crossed: Sequence[tuple[SegmentTrace, str, int]]) -> list[Border]:
    """Where, within a step of SHARES, a guideline begins or ends to be kept.

    It is tried, as the share is not always in a formula: what an account is worth may follow the coverage of a team.
    """
    if not crossed:
        return []

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Flags, Rows]:
        rows = vary(source.scenario, whatifs, by_segment=True, economics=MEASURES)
        kept = {measure: _kept(source, rows, measure).reshape(len(crossed), -1) for measure in MEASURES}
        return np.concatenate([kept[measure][way] for way, (_, measure, _) in enumerate(crossed)]), rows

    found = seek(tries, *(Search(_finer(step), partial(_moved, source, target)) for target, _, step in crossed))
    return [_border(source, *crossing, sought.roots[0]) for crossing, sought in zip(crossed, found, strict=True)]


def _finer(step: int) -> list[float]:
    return [round(SHARES[step] + part / STEPS / FINER, 12) for part in range(FINER + 1)]


def _border(source: SegmentTrace, target: SegmentTrace, measure: str, step: int, root: Root[Row]) -> Border:
    """The last share that keeps the guideline; at 0 or 1 the share that does not, where it is the only one."""
    begins, at_an_end = root.after.holds, root.missing.value in (0, 1)
    share = (root.missing if at_an_end else root.holding).value
    word = ("above" if at_an_end else "from") if begins else ("below" if at_an_end else "up to")
    label, name = UNIT_ECONOMICS[measure].label, target.name
    moved = Quantity(
        source.segment.new_accounts * share, "accounts/month", f"Customers moved to {name}",
        definition="Found by trying, in tenths of a per cent of new customers.",
        evidence=tuple(side.row.economics(measure) for side in root.sides),
    )  # fmt: skip
    return Border(word, (moved / source.input("new_accounts")).named(
        f"unit_economics.moved.{source.index}.{target.index}.{measure}.border.{SHARES[step]:g}",
        f"Share moved to {name} where {label} meets its guideline", unit="share",
        definition="The share of new customers, signed there instead, at which the blend begins or ends to keep it.",
    ))  # fmt: skip


def _spans(borders: Iterable[Border], *, inside: bool) -> Iterator[Span]:
    """Between the borders, in their order; `inside` says whether the guideline is kept before the first."""
    low: Border | None = None
    for border in borders:
        if inside:
            yield Span(low, border)
        low, inside = border, not inside
    if inside:
        yield Span(low, None)


def _both(paths: Sequence[Path]) -> Iterator[Sentence]:
    """To each segment: the shares that keep both guidelines."""
    for ltv_cac, payback in zip(paths[::2], paths[1::2], strict=True):
        common = [span.within(other) for span, other in product(ltv_cac.spans, payback.spans)]
        spans = [span.sentence for span in common if span]
        yield f"to {ltv_cac.target} ", *(listed(spans) if spans else (NONE,))
