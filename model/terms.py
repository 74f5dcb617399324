"""What becomes of rates when a term changes: a rate per renewal keeps what it means over a year."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.parameters import SEGMENT, DatedChange
from model.scenario import STARTING_LIMITS, Scenario, Segment

TERMS = {"share per renewal": "renewal_months", "share per expansion": "expansion_months"}  # behind each unit
NOISE = 1e-14  # relative: of a power and its inverse
DIGITS = 12


@dataclass(frozen=True)
class Conversion:
    """One rate: its number before, and the one that means the same under the new term.

    `wanted` is what it would have to be, where that is more or less than is allowed.
    """

    path: str
    before: float
    after: float
    wanted: float

    @property
    def is_capped(self) -> bool:
        return self.after != self.wanted


def kept(rate: float, ratio: float) -> float:
    """A share that stays, over a time `ratio` times as long."""
    return float(rate**ratio)


def lost(rate: float, ratio: float) -> float:
    """A share that goes."""
    return float(1 - (1 - rate) ** ratio)


def grown(rate: float, ratio: float) -> float:
    """A growth."""
    return float((1 + rate) ** ratio - 1)


OVER = {  # how a rate compounds
    "retention_rate": kept, "contraction_rate": lost, "price_increase": grown, "expansion_rate": grown,
    "retention_at_risk": lost, "month_to_month_shift": lost,
}  # fmt: skip


def conversions(scenario: Scenario, values: Mapping[str, Any]) -> list[Conversion]:
    """The rates that change along with the terms among these values, so that each year loses and gains what it did.

    A rate that is itself among the values is left as it is given, and so is one that a new term leaves as it was.

    >>> one = Segment(name="A", acv=1_200, renewal_months=1, retention_rate=0.976)
    >>> [round(each.after, 4) for each in conversions(Scenario(segments=(one,)), {"A.renewal_months": 12})]
    [0.7471]
    """
    found = []
    for segment in scenario.segments:
        wanted: dict[str, float] = {}
        for term, rates in (("renewal_months", _per_renewal), ("expansion_months", _per_expansion)):
            new = values.get(f"{segment.name}.{term}")
            if new in (SEGMENT[term].choices or ()):
                wanted |= rates(segment, new / getattr(segment, term))
        for name, after in _allowed(scenario, segment, wanted).items():
            path, before = f"{segment.name}.{name}", getattr(segment, name)
            if path not in values and not _same(before, after):
                found.append(Conversion(path, before, _clean(after), _clean(wanted[name])))
    return found


def carried(scenario: Scenario, values: Mapping[str, Any]) -> dict[str, Any]:
    """All that changes along with the terms among these values: rates, their later values, and the book's calendar."""
    rates: dict[str, Any] = {rate.path: rate.after for rate in conversions(scenario, values)}
    later = tuple(_later(scenario, row, values) for row in scenario.changes)
    dated = {} if later == scenario.changes or "changes" in values else {"changes": later}
    return rates | dated | dict(_calendars(scenario, values))


def _later(scenario: Scenario, row: DatedChange, values: Mapping[str, Any]) -> DatedChange:
    """A dated change of a rate under its new term, by the inputs of the month in which it is made in full."""
    table, _, name = row.path.rpartition(".")
    term = TERMS.get(SEGMENT[name].unit) if name in SEGMENT else None
    new = values.get(f"{table}.{term}")
    if term is None or new not in (SEGMENT[term].choices or ()):
        return row
    at = scenario.in_month(scenario.segment(table), row.month + row.over).model_copy(update={name: row.value})
    wanted = (_per_renewal if term == "renewal_months" else _per_expansion)(at, new / getattr(at, term))
    after = _allowed(scenario, at, wanted)[name]
    return row if _same(row.value, after) else row.model_copy(update={"value": _clean(after)})


def _calendars(scenario: Scenario, values: Mapping[str, Any]) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Renewal calendars under a new term: who renews in a month of a shorter one, or in either half of a longer one."""
    for segment in scenario.segments:
        path, known = f"{segment.name}.book_calendar", segment.book_calendar
        months = values.get(f"{segment.name}.renewal_months", 0)
        is_term = months in (SEGMENT["renewal_months"].choices or ()) and months != len(known)
        if known and is_term and path not in values:
            every = range(math.lcm(months, len(known)))
            yield (
                path,
                tuple(
                    math.fsum(known[place % len(known)] for place in every if place % months == month)
                    for month in range(months)
                ),
            )


def _per_renewal(segment: Segment, ratio: float) -> dict[str, float]:
    """For a term `ratio` times as long. What a customer without any CSM time has left keeps its meaning as well."""
    retention = kept(segment.retention_rate, ratio)
    return {
        "retention_rate": retention,
        "contraction_rate": lost(segment.contraction_rate, ratio),
        "price_increase": grown(segment.price_increase, ratio),
        "retention_at_risk": retention - kept(segment.unserved_retention, ratio),
        "month_to_month_shift": lost(segment.month_to_month_shift, ratio),
    }


def _per_expansion(segment: Segment, ratio: float) -> dict[str, float]:
    """How much an account that expands grows, so that all accounts grow as they did, CR7 = 1 + share x expansion."""
    share = segment.expansion_share or 1.0
    return {"expansion_rate": grown(share * segment.expansion_rate, ratio) / share}


def _allowed(scenario: Scenario, segment: Segment, wanted: Mapping[str, float]) -> dict[str, float]:
    """The rates within what is allowed."""
    limits = {name: (low, high) for name, low, high in _limits(scenario)}
    allowed = {name: min(max(rate, limits[name][0]), limits[name][1]) for name, rate in wanted.items()}
    unserved, _ = limits.get("unserved_retention", (0.0, 1.0))
    if "retention_at_risk" in allowed:
        allowed["retention_at_risk"] = min(allowed["retention_at_risk"], max(0.0, allowed["retention_rate"] - unserved))
    return allowed


def _limits(scenario: Scenario) -> Iterator[tuple[str, float, float]]:
    """The bounds of each rate, and the narrower ones where rates are shares of the same MRR."""
    for name, parameter in SEGMENT.items():
        if parameter.bounds is not None:
            yield name, *parameter.bounds
    if scenario.expansion_base == "starting":
        yield from STARTING_LIMITS


def _clean(rate: float) -> float:
    """The rate without the noise that a power and its inverse leave."""
    rounded = float(f"{rate:.{DIGITS}g}")
    return rounded if _same(rounded, rate) else rate


def _same(rate: float, rounded: float) -> bool:
    return math.isclose(rate, rounded, rel_tol=NOISE, abs_tol=NOISE / 10)
