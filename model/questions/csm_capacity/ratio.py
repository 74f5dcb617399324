"""What a ratio of revenue per CSM would staff, beside what the hours need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.benchmarks import Benchmark, benchmarks
from model.questions.csm_capacity.hours import with_decimals, with_firefighting
from model.tolerances import HOURS_TOLERANCE
from model.trace import Quantity, Sentence, Trace, constant, greatest, least, total
from model.trace.lookup import SegmentTrace
from model.trace.service import asked_hours, csm_hours_a_month

YEAR = 12
OWN = "your own ratio today"
NOTHING = 1e-9  # CSMs or accounts: a difference below it is rounding
Cells = tuple[Quantity | str, ...]


@dataclass(frozen=True)
class Ground:
    """What is to be staffed in the last month of a segment, or of all of them together."""

    name: str
    accounts: Quantity
    arr: Quantity
    per_account: Quantity | None  # of all together neither says anything
    holds: Quantity | None
    arr_held: Quantity
    needed: Quantity

    @property
    def cells(self) -> Cells:
        return self.accounts, self.arr, self.per_account or "", self.holds or "", self.arr_held, self.needed


@dataclass(frozen=True)
class Staffed:
    """What a ratio gives a segment, or all of them together, and what that leaves."""

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
    """A ratio of revenue per CSM: whose it is (None: the user's own), what it gives each segment, and that in words."""

    arr: Quantity
    published: Benchmark | None
    staffed: tuple[Staffed, ...]
    finding: Sentence

    @property
    def name(self) -> str:
        return OWN if self.published is None else self.published.name


@dataclass(frozen=True)
class Ratios:
    """Last month's ground, by segment and, where there are several, together; the ratios; why some are left out."""

    ground: tuple[Ground, ...]
    ratios: tuple[Ratio, ...]
    left_out: str


def ratios(trace: Trace) -> Ratios:
    """Of every segment whose accounts take hours: the user's own, and those published in the scenario's currency."""
    with_hours = [own for own in trace.by_segment if own.economics("hours_per_account").value > HOURS_TOLERANCE]
    if not with_hours:
        return Ratios((), (), "Add meetings or other hours to compare a ratio of revenue per CSM with the work.")
    ground = [_ground(own) for own in with_hours]
    own = _own(trace)
    published = [one for one in benchmarks("arr_per_csm") if one.currency == trace.scenario.currency]
    offered: list[tuple[Quantity, Benchmark | None]] = [(own, None)] if own else []
    offered += [(_published(place, one), one) for place, one in enumerate(published)]
    found = tuple(_ratio(with_hours, ground, place, *one) for place, one in enumerate(offered))
    together = [_together(ground)] if len(ground) > 1 else []
    return Ratios((*ground, *together), found, _left_out(trace, own, published))


def _ground(own: SegmentTrace) -> Ground:
    last, key, of = own.months, f"csm_capacity.ground.{own.index}", own.suffix
    accounts, asked = own.month("accounts", last), asked_hours(own, last)
    arr = (YEAR * own.month("mrr", last)).named(
        f"{key}.arr", f"ARR{of}, month {last}", unit="money/year", definition="Twelve times the MRR of the month."
    )
    needed = (asked / csm_hours_a_month(own)).named(
        f"{key}.needed", f"CSMs that the hours need{of}", unit="people",
        definition="Hours needed in the month over the hours of one CSM, not rounded.",
    )  # fmt: skip
    return Ground(
        own.segment.name, accounts, arr,
        (arr / accounts).named(f"{key}.per_account", f"ARR an account{of}", unit="money/year",
                               definition="ARR of the month over its accounts."),
        with_decimals(own.economics("accounts_per_csm")), _held(arr, needed, key, of), needed,
    )  # fmt: skip


def _held(arr: Quantity, needed: Quantity, key: str, of: str) -> Quantity:
    """Undefined where no hours are needed: then there is no limit."""
    held = arr / needed if needed.value > 0 else Quantity(float("nan"), reason="no_hours")
    return held.named(
        f"{key}.held", f"ARR one CSM can hold{of}", unit="money/year",
        definition="ARR of the month over the CSMs that its hours need: the ratio that would staff it right.",
    )  # fmt: skip


def _together(ground: Sequence[Ground]) -> Ground:
    key = "csm_capacity.ground.all"
    accounts, arr, needed = (
        total(parts).named(f"{key}.{name}", label, unit=unit, definition="All segments.")
        for parts, name, label, unit in (
            ([one.accounts for one in ground], "accounts", "Accounts", "accounts"),
            ([one.arr for one in ground], "arr", "ARR", "money/year"),
            ([one.needed for one in ground], "needed", "CSMs that the hours need", "people"),
        )
    )
    return Ground("Company", accounts, arr, None, None, _held(arr, needed, key, ""), needed)


def _own(trace: Trace) -> Quantity | None:
    """ARR of the opening book over CSMs in month 1, of the segments that have a team; None where that is nothing."""
    staffed = [own for own in trace.by_segment if own.segment.staffing != "none"]
    arr, csms = total(own.summary("opening_mrr") for own in staffed), total(own.month("csms", 1) for own in staffed)
    if arr.value <= 0 or csms.value <= 0:
        return None
    return (YEAR * arr / csms).named(
        "csm_capacity.ratio.own", "ARR per CSM today", unit="money/year",
        definition="ARR of the opening book over the CSMs of month 1, in the segments that have a team.",
    )  # fmt: skip


def _published(place: int, one: Benchmark) -> Quantity:
    return Quantity(one.low, "money/year", f"ARR per CSM: {one.source}, {one.year}", f"=benchmark/arr_per_csm/{place}",
                    definition=f"Published: {one.citation}.")  # fmt: skip


def _ratio(
    segments: Sequence[SegmentTrace],
    ground: Sequence[Ground],
    place: int,
    arr: Quantity,
    published: Benchmark | None,
) -> Ratio:
    key = f"csm_capacity.ratio.{place}"
    rows = [_staffed(own, one, arr, f"{key}.{own.index}") for own, one in zip(segments, ground, strict=True)]
    needed = ground[0].needed
    if len(rows) == 1:
        return Ratio(arr, published, tuple(rows), _finding(arr, published, rows[0], needed, rows))
    needed = total(one.needed for one in ground).named(f"{key}.needed", "CSMs that the hours need", unit="people")
    together = _staffed_together(segments, needed, rows, f"{key}.all")
    return Ratio(arr, published, (*rows, together), _finding(arr, published, together, needed, rows))


def _staffed(own: SegmentTrace, ground: Ground, ratio: Quantity, key: str) -> Staffed:
    csms = (ground.arr / ratio).named(f"{key}.csms", f"CSMs by the ratio{own.suffix}", unit="people",
                                      definition="ARR of the month over the ratio, not rounded.")  # fmt: skip
    required, hours = own.month("required_hours", own.months), csms * csm_hours_a_month(own)
    unserved = greatest(0, with_firefighting(own, own.months) - csms * own.economics("accounts_per_csm"))
    if own.segment.firefighting_hours:
        hours = greatest(0, hours - own.month("reactive_hours", own.months))
        unserved = least(ground.accounts, unserved)
    covered = least(1, hours / required) if required.value > HOURS_TOLERANCE else constant(1)
    return Staffed(
        own.segment.name, csms, _more(csms, ground.needed, key, own.suffix),
        covered.named(f"{key}.covered", f"Hours covered{own.suffix}", unit="share", good="up",
                      definition="Share of the required hours that the CSMs of the ratio have, at most all."),
        unserved.named(f"{key}.unserved", f"Accounts unserved{own.suffix}", unit="accounts", good="down",
                       definition="Accounts less those that the CSMs of the ratio can hold."),
    )  # fmt: skip


def _more(csms: Quantity, needed: Quantity, key: str, of: str) -> Quantity:
    return (csms - needed).named(f"{key}.more", f"CSMs too many{of}", unit="people",
                                 definition="CSMs by the ratio less those that the hours need.")  # fmt: skip


def _staffed_together(segments: Sequence[SegmentTrace], needed: Quantity, rows: Sequence[Staffed], key: str) -> Staffed:
    csms, unserved = (
        total(parts).named(f"{key}.{name}", label, unit=unit, definition="All segments.")
        for parts, name, label, unit in (
            ([one.csms for one in rows], "csms", "CSMs by the ratio", "people"),
            ([one.unserved for one in rows], "unserved", "Accounts unserved", "accounts"),
        )
    )
    required = [own.month("required_hours", own.months) for own in segments]
    there = total(row.covered * one for row, one in zip(rows, required, strict=True))
    covered = there / total(required) if any(one.value > HOURS_TOLERANCE for one in required) else constant(1)
    return Staffed(
        "Company", csms, _more(csms, needed, key, ""),
        covered.named(f"{key}.covered", "Hours covered", unit="share", good="up",
                      definition="Hours covered of all segments over their required hours."), unserved,
    )  # fmt: skip


def _finding(
    arr: Quantity, published: Benchmark | None, whole: Staffed, needed: Quantity, rows: Sequence[Staffed]
) -> Sentence:
    """How many it gives against the need, whom it leaves unserved and who gets more than needed."""
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
    return (*sentence, f". Ratio: {OWN if published is None else published.citation}.")


def _left_out(trace: Trace, own: Quantity | None, published: Sequence[Benchmark]) -> str:
    none = [own.segment.name for own in trace.by_segment if own.economics("hours_per_account").value <= HOURS_TOLERANCE]
    lines = [f"Not counted, because their accounts take no hours: {', '.join(none)}."] if none else []
    if own is None:
        lines.append("You have no ratio of your own without accounts and a team in month 1.")
    if not published:
        currencies = sorted({one.currency for one in benchmarks("arr_per_csm")})
        lines.append(
            f"Published ratios are in {', '.join(currencies)}, so none is compared with {trace.scenario.currency}."
        )
    return " ".join(lines)
