"""What it does to the blend when accounts are signed in another segment. A channel is a segment of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from model.batch import Array
from model.metrics import UNIT_ECONOMICS
from model.parameters import SEGMENT
from model.scenario import Scenario
from model.trace import Quantity, Sentence, Trace, Variants, listed
from model.trace.lookup import SegmentTrace
from model.verdict import passes
from model.wording import percent

STEPS, FINER = 20, 50  # of all new accounts, and of one step where the guideline begins or ends to be kept
SHARES = tuple(step / STEPS for step in range(STEPS + 1))
TOLD = range(0, STEPS + 1, 5)  # of SHARES, in the table
MEASURES = ("ltv_cac", "payback_margin")
HEAD = ("New accounts moved", *(percent(SHARES[step], 0) for step in TOLD), "Guideline kept", "Border")
EVERY, NONE = "at every share", "at no share"
MOST = (SEGMENT["new_accounts"].bounds or (0, 1e6))[1]


@dataclass(frozen=True)
class Border:
    """The last share on one side, and how it reads: 'from' 52 %, or 'above' 0 % where 0 % is on the other side."""

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
        """The shares of both."""
        lows, highs = [one for one in (self.low, other.low) if one], [one for one in (self.high, other.high) if one]
        low = max(lows, key=lambda border: border.share.value, default=None)
        high = min(highs, key=lambda border: border.share.value, default=None)
        return None if low and high and low.share.value > high.share.value else Span(low, high)


@dataclass(frozen=True)
class Path:
    """A blended figure by the share moved (nan where it has no value), and the shares that keep its guideline."""

    measure: str
    target: str
    values: Array
    told: tuple[Quantity, ...]
    spans: tuple[Span, ...]

    @property
    def borders(self) -> list[Border]:
        return [border for span in self.spans for border in (span.low, span.high) if border]

    @property
    def row(self) -> tuple[str, tuple[Quantity | tuple[Quantity, ...] | str, ...]]:
        """As in HEAD."""
        words = ", ".join(border.word for border in self.borders) or (EVERY if self.spans else NONE)
        name = f"To {self.target}: {UNIT_ECONOMICS[self.measure].label}"
        return name, (*self.told, words, tuple(border.share for border in self.borders))


@dataclass(frozen=True)
class Moves:
    """From the segment in view to each other one. Without paths the sentence says why there is nothing to move."""

    scenario: Scenario
    source: str
    paths: tuple[Path, ...]
    sentence: Sentence

    def of(self, measure: str) -> list[Path]:
        return [path for path in self.paths if path.measure == measure]


def moves(trace: Trace, segment: int) -> Moves:
    """Part of what the segment signs is signed elsewhere instead; all together sign as many as before."""
    source = trace.by_segment[segment]
    name, signed = source.segment.name, source.segment.new_accounts
    others = [own for own in trace.by_segment if own is not source]
    targets = [own for own in others if signed and signed + own.segment.new_accounts <= MOST]
    if not targets:
        return Moves(trace.scenario, name, (), (_nothing_to_move(source, others),))
    tried = Tried(source, [(target, SHARES) for target in targets])
    pairs = list(product(range(len(targets)), MEASURES))
    crossed = [(place, measure, step) for place, measure in pairs for step in tried.crossings(place, measure)]
    borders = _borders(source, [(targets[place], measure, step) for place, measure, step in crossed])
    paths = []
    for place, measure in pairs:
        own = [border for border, one in zip(borders, crossed, strict=True) if one[:2] == (place, measure)]
        spans = tuple(_spans(own, inside=tried.flags(place, measure)[0]))
        values, told = tried.values(place, measure), tuple(tried.told(place, measure, step) for step in TOLD)
        paths.append(Path(measure, targets[place].segment.name, values, told, spans))
    lead = f"Moving new accounts of {name} keeps both LTV:CAC and CAC payback within their guidelines: "
    return Moves(trace.scenario, name, tuple(paths), (lead, *listed(list(_both(paths))), "."))


def _nothing_to_move(source: SegmentTrace, others: Sequence[SegmentTrace]) -> str:
    if not others:
        return (
            "There is one segment, so there is no other to move new accounts to. "
            "A channel is a segment of its own here, with its own CAC."
        )
    if not source.segment.new_accounts:
        return f"{source.segment.name} signs nobody in month 1, so there is nothing to move from it."
    return f"No other segment can take what {source.segment.name} signs: {MOST:,.0f} accounts a month are the most."


class Tried:
    """The blend at some shares of each of some ways, in one batch. A way leads to a segment."""

    def __init__(self, source: SegmentTrace, ways: Sequence[tuple[SegmentTrace, Sequence[float]]]) -> None:
        self.source, self.ways = source, ways
        rows = [_moved(source, target, share) for target, shares in ways for share in shares]
        self.variants = Variants(source.scenario, rows, by_segment=True)

    def _rows(self, way: int) -> slice:
        first = sum(len(shares) for _, shares in self.ways[:way])
        return slice(first, first + len(self.ways[way][1]))

    def values(self, way: int, measure: str) -> Array:
        return self.variants.result.total.unit_economics[measure].values[self._rows(way)]

    def flags(self, way: int, measure: str) -> list[bool]:
        """Whether each share keeps the guideline."""
        figure = self.variants.result.total.unit_economics[measure]
        flags: list[bool] = passes(measure, figure, self.source.scenario.guidelines)[self._rows(way)].tolist()
        return flags

    def crossings(self, way: int, measure: str) -> list[int]:
        """The places after which the guideline begins or ends to be kept."""
        flags = self.flags(way, measure)
        return [place for place in range(len(flags) - 1) if flags[place] != flags[place + 1]]

    def told(self, way: int, measure: str, place: int) -> Quantity:
        target, shares = self.ways[way]
        share, label = shares[place], UNIT_ECONOMICS[measure].label
        key = f"unit_economics.moved.{self.source.index}.{target.index}.{measure}.{share:g}"
        return self.variants.economics(
            measure, self._rows(way).start + place, key,
            f"{label}, blended, with {percent(share)} moved to {target.segment.name}",
        )  # fmt: skip


def _moved(source: SegmentTrace, target: SegmentTrace, share: float) -> dict[str, float]:
    """One month is enough: what an account is worth is worked out before the first."""
    signed = source.segment.new_accounts
    return {
        "horizon_months": 1,
        f"{source.segment.name}.new_accounts": signed * (1 - share),
        f"{target.segment.name}.new_accounts": target.segment.new_accounts + signed * share,
    }


def _borders(source: SegmentTrace, crossed: Sequence[tuple[SegmentTrace, str, int]]) -> list[Border]:
    """Where, within a step of SHARES, a guideline begins or ends to be kept.

    It is tried, as the share is not always in a formula: what an account is worth may follow the coverage of a team.
    """
    if not crossed:
        return []
    ways = [(target, [round(SHARES[step] + part / STEPS / FINER, 12) for part in range(FINER + 1)])
            for target, _, step in crossed]  # fmt: skip
    tried = Tried(source, ways)
    return [_border(tried, way, measure) for way, (_, measure, _) in enumerate(crossed)]


def _border(tried: Tried, way: int, measure: str) -> Border:
    (target, shares), before = tried.ways[way], tried.crossings(way, measure)[0]
    begins = tried.flags(way, measure)[before + 1]
    kept, missed = (before + 1, before) if begins else (before, before + 1)
    at_an_end = shares[missed] in (0, 1)
    share = shares[missed if at_an_end else kept]
    word = ("above" if at_an_end else "from") if begins else ("below" if at_an_end else "up to")
    label = UNIT_ECONOMICS[measure].label
    moved = Quantity(
        tried.source.segment.new_accounts * share, "accounts/month", f"Accounts moved to {target.segment.name}",
        definition="Found by trying, in tenths of a per cent of the new accounts.",
        evidence=(tried.told(way, measure, before), tried.told(way, measure, before + 1)),
    )  # fmt: skip
    return Border(word, (moved / tried.source.input("new_accounts")).named(
        f"unit_economics.moved.{tried.source.index}.{target.index}.{measure}.border.{shares[0]:g}",
        f"Share moved to {target.segment.name} where {label} meets its guideline", unit="share",
        definition="The share of new accounts, signed there instead, at which the blend begins or ends to keep it.",
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
        common = [one.within(other) for one, other in product(ltv_cac.spans, payback.spans)]
        spans = [span.sentence for span in common if span]
        yield f"to {ltv_cac.target} ", *(listed(spans) if spans else (NONE,))
