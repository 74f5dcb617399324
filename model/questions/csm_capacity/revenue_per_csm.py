"""What a ratio of revenue per CSM would staff, beside what the hours need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.benchmarks import Benchmark, benchmarks
from model.questions.csm_capacity.hours import with_decimals, with_firefighting
from model.tolerances import HOURS_TOLERANCE
from model.trace import Quantity, Sentence, Trace, constant, greatest, least, total
from model.trace.segment import SegmentTrace
from model.trace.service import asked_hours, csm_hours_a_month

YEAR = 12
RATIO_TODAY = "your own ratio today"
NOTHING = 1e-9  # CSMs or accounts: a difference below it is rounding
Cells = tuple[Quantity | str, ...]


@dataclass(frozen=True)
class Ground:
    """The work to staff in the last month, of one segment or of the whole company."""

    name: str
    accounts: Quantity
    arr: Quantity
    per_account: Quantity | None  # of the company neither says anything
    holds: Quantity | None
    arr_held: Quantity
    needed: Quantity

    @property
    def cells(self) -> Cells:
        return self.accounts, self.arr, self.per_account or "", self.holds or "", self.arr_held, self.needed


@dataclass(frozen=True)
class Staffed:
    """The CSMs that a ratio gives a segment or the company, and the accounts that they leave unserved."""

    name: str
    csms: Quantity
    more: Quantity
    covered: Quantity
    unserved: Quantity

    @property
    def cells(self) -> Cells:
        return self.csms, self.more, self.covered, self.unserved


@dataclass(frozen=True)
class Ratio:
    """A ratio of revenue per CSM and what it would staff.

    `published` says whose it is; None is the user's own.
    """

    arr: Quantity
    published: Benchmark | None
    staffed: tuple[Staffed, ...]
    finding: Sentence

    @property
    def name(self) -> str:
        return RATIO_TODAY if self.published is None else self.published.name


@dataclass(frozen=True)
class Ratios:
    """The work to staff by segment and company, each ratio of revenue per CSM, and why some are left out."""

    ground: tuple[Ground, ...]
    ratios: tuple[Ratio, ...]
    left_out: str


def ratios(trace: Trace) -> Ratios:
    """The user's own ratio and those published in its currency, over every segment whose accounts take hours."""
    with_hours = [
        segment for segment in trace.by_segment if segment.economics("hours_per_account").value > HOURS_TOLERANCE
    ]
    if not with_hours:
        return Ratios((), (), "Add meetings or other hours to compare a ratio of revenue per CSM with the work.")
    ground = [_ground(segment) for segment in with_hours]
    today = ratio_today(trace)
    published = [benchmark for benchmark in benchmarks("arr_per_csm") if benchmark.currency == trace.scenario.currency]
    offered: list[tuple[Quantity, Benchmark | None]] = [(today, None)] if today else []
    offered += [(_published(place, benchmark), benchmark) for place, benchmark in enumerate(published)]
    found = tuple(_ratio(with_hours, ground, place, *offer) for place, offer in enumerate(offered))
    company = [_company(ground)] if len(ground) > 1 else []
    return Ratios((*ground, *company), found, _left_out(trace, today, published))


def _ground(trace: SegmentTrace) -> Ground:
    last, key, suffix = trace.months, f"csm_capacity.ground.{trace.index}", trace.suffix
    accounts, asked = trace.month("accounts", last), asked_hours(trace, last)
    arr = (YEAR * trace.month("mrr", last)).named(
        f"{key}.arr", f"ARR{suffix}, month {last}", unit="money/year", definition="Twelve times the MRR of the month."
    )
    needed = (asked / csm_hours_a_month(trace, last)).named(
        f"{key}.needed", f"CSMs that the hours need{suffix}", unit="people",
        definition="Hours needed in the month over the hours of one CSM, not rounded.",
    )  # fmt: skip
    return Ground(
        trace.segment.name, accounts, arr,
        (arr / accounts).named(f"{key}.per_account", f"ARR an account{suffix}", unit="money/year",
                               definition="ARR of the month over its accounts."),
        with_decimals(trace.economics("accounts_per_csm")), _held(arr, needed, key, suffix), needed,
    )  # fmt: skip


def _held(arr: Quantity, needed: Quantity, key: str, suffix: str) -> Quantity:
    """Undefined where no hours are needed: then there is no limit."""
    held = arr / needed if needed.value > 0 else Quantity(float("nan"), reason="no_hours")
    return held.named(
        f"{key}.held", f"ARR one CSM can hold{suffix}", unit="money/year",
        definition="ARR of the month over the CSMs that its hours need: the ratio that would staff it right.",
    )  # fmt: skip


def _company(ground: Sequence[Ground]) -> Ground:
    key = "csm_capacity.ground.all"
    accounts, arr, needed = (
        total(parts).named(f"{key}.{name}", label, unit=unit, definition="All segments.")
        for parts, name, label, unit in (
            ([part.accounts for part in ground], "accounts", "Accounts", "accounts"),
            ([part.arr for part in ground], "arr", "ARR", "money/year"),
            ([part.needed for part in ground], "needed", "CSMs that the hours need", "people"),
        )
    )
    return Ground("Company", accounts, arr, None, None, _held(arr, needed, key, ""), needed)


def ratio_today(trace: Trace) -> Quantity | None:
    """Today's ARR per CSM in the segments that have a team; None where there is no ARR or no CSM."""
    staffed = [state for state in trace.by_segment if state.segment.staffing != "none"]
    arr, csms = (
        total(state.summary("opening_mrr") for state in staffed),
        total(state.month("csms", 1) for state in staffed),
    )
    if arr.value <= 0 or csms.value <= 0:
        return None
    return (YEAR * arr / csms).named(
        "csm_capacity.ratio.own", "ARR per CSM today", unit="money/year",
        definition="ARR of the opening book over the CSMs of month 1, in the segments that have a team.",
    )  # fmt: skip


def _published(place: int, benchmark: Benchmark) -> Quantity:
    return Quantity(
        benchmark.low,
        "money/year",
        f"ARR per CSM: {benchmark.source}, {benchmark.year}",
        f"=benchmark/arr_per_csm/{place}",
        definition=f"Published: {benchmark.citation}.",
    )


def _ratio(
    segments: Sequence[SegmentTrace],
    ground: Sequence[Ground],
    place: int,
    arr: Quantity,
    published: Benchmark | None,
) -> Ratio:
    key = f"csm_capacity.ratio.{place}"
    rows = [_staffed(trace, part, arr, f"{key}.{trace.index}") for trace, part in zip(segments, ground, strict=True)]
    needed = ground[0].needed
    if len(rows) == 1:
        return Ratio(arr, published, tuple(rows), _finding(arr, published, rows[0], needed, rows))
    needed = total(part.needed for part in ground).named(f"{key}.needed", "CSMs that the hours need", unit="people")
    company = _staffed_company(segments, needed, rows, f"{key}.all")
    return Ratio(arr, published, (*rows, company), _finding(arr, published, company, needed, rows))


def _staffed(trace: SegmentTrace, ground: Ground, ratio: Quantity, key: str) -> Staffed:
    csms = (ground.arr / ratio).named(f"{key}.csms", f"CSMs by the ratio{trace.suffix}", unit="people",
                                      definition="ARR of the month over the ratio, not rounded.")  # fmt: skip
    required, hours = trace.month("required_hours", trace.months), csms * csm_hours_a_month(trace, trace.months)
    unserved = greatest(0, with_firefighting(trace, trace.months) - csms * trace.economics("accounts_per_csm"))
    if trace.segment.firefighting_hours:
        hours = greatest(0, hours - trace.month("reactive_hours", trace.months))
        unserved = least(ground.accounts, unserved)
    covered = least(1, hours / required) if required.value > HOURS_TOLERANCE else constant(1)
    return Staffed(
        trace.segment.name, csms, _more(csms, ground.needed, key, trace.suffix),
        covered.named(f"{key}.covered", f"Hours covered{trace.suffix}", unit="share", good="up",
                      definition="Share of the required hours that the CSMs of the ratio have, at most all."),
        unserved.named(f"{key}.unserved", f"Accounts unserved{trace.suffix}", unit="accounts", good="down",
                       definition="Accounts less those that the CSMs of the ratio can hold."),
    )  # fmt: skip


def _more(csms: Quantity, needed: Quantity, key: str, suffix: str) -> Quantity:
    return (csms - needed).named(f"{key}.more", f"CSMs too many{suffix}", unit="people",
                                 definition="CSMs by the ratio less those that the hours need.")  # fmt: skip


def _staffed_company(segments: Sequence[SegmentTrace], needed: Quantity, rows: Sequence[Staffed], key: str) -> Staffed:
    csms, unserved = (
        total(parts).named(f"{key}.{name}", label, unit=unit, definition="All segments.")
        for parts, name, label, unit in (
            ([row.csms for row in rows], "csms", "CSMs by the ratio", "people"),
            ([row.unserved for row in rows], "unserved", "Accounts unserved", "accounts"),
        )
    )
    required = [segment.month("required_hours", segment.months) for segment in segments]
    covered_hours = total(row.covered * hours for row, hours in zip(rows, required, strict=True))
    covered = (
        covered_hours / total(required) if any(hours.value > HOURS_TOLERANCE for hours in required) else constant(1)
    )
    return Staffed(
        "Company", csms, _more(csms, needed, key, ""),
        covered.named(f"{key}.covered", "Hours covered", unit="share", good="up",
                      definition="Hours covered of all segments over their required hours."), unserved,
    )  # fmt: skip


def _finding(
    arr: Quantity, published: Benchmark | None, whole: Staffed, needed: Quantity, rows: Sequence[Staffed]
) -> Sentence:
    """How many CSMs the ratio gives against the need, who goes unserved, and who gets too many."""
    sentence: Sentence = ("At ", arr, " ARR per CSM you would have ", whole.csms, " CSMs; the hours need ", needed)
    short, over = max(rows, key=lambda row: row.unserved.value), max(rows, key=lambda row: row.more.value)
    lacks, spares, several = short.unserved.value > NOTHING, over.more.value > NOTHING, len(rows) > 1
    if lacks:
        sentence = (*sentence, ". ", short.unserved, f"{f' {short.name}' if several else ''} accounts go unserved")
    if spares and several:
        sentence = (*sentence, f"{' while' if lacks else '.'} {over.name} gets ", over.more, " CSMs too many")
    elif spares:
        sentence = (*sentence, ", so ", over.more, " would be too many")
    elif not lacks:
        sentence = (*sentence, ", exactly as many")
    return (*sentence, f". Ratio: {RATIO_TODAY if published is None else published.citation}.")


def _left_out(trace: Trace, today: Quantity | None, published: Sequence[Benchmark]) -> str:
    none = [
        state.segment.name
        for state in trace.by_segment
        if state.economics("hours_per_account").value <= HOURS_TOLERANCE
    ]
    lines = [f"Not counted, because their accounts take no hours: {', '.join(none)}."] if none else []
    if today is None:
        lines.append("You have no ratio of your own without accounts and a team in month 1.")
    if not published:
        currencies = sorted({benchmark.currency for benchmark in benchmarks("arr_per_csm")})
        lines.append(
            f"Published ratios are in {', '.join(currencies)}, so none is compared with {trace.scenario.currency}."
        )
    return " ".join(lines)
