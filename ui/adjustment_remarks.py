"""Remarks beside inputs that were adjusted because another input changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from model.parameters import SEGMENT
from model.scenario import Scenario
from model.terms import TERMS, Conversion
from model.typed.value import written
from model.wording import in_months


def adjustment_remarks(
    before: Scenario, after: Scenario, along: Collection[str], rates: Iterable[Conversion]
) -> dict[str, str]:
    """The line beside each input that gave way to a term, and beside the term, by PATH."""
    lines = _billing(before, after, along) | _ratio(before, along)
    by_term: dict[str, list[str]] = {}
    for rate in rates:
        table, _, name = rate.path.rpartition(".")
        parameter = SEGMENT[name]
        term = f"{table}.{TERMS[parameter.unit]}"
        was, becomes = written(_readable(rate.before), parameter), written(_readable(rate.after), parameter)
        same = f"{becomes} is as far as is allowed" if rate.is_capped else "the same over a year"
        lines[rate.path] = f"Was {was} per {in_months(before.value(term))}: {same}"
        by_term.setdefault(term, []).append(f"{parameter.label} {was} → {becomes}")
    for term, changes in by_term.items():
        parts = [lines.get(term, ""), f"Converted to mean the same over a year: {'; '.join(changes)}"]
        lines[term] = ". ".join(part for part in parts if part)
    return lines


def _billing(before: Scenario, after: Scenario, along: Collection[str]) -> dict[str, str]:
    """The line beside a billing period that gave way to a contract term, and beside the term."""
    lines: dict[str, str] = {}
    for path in along:
        table, _, name = path.rpartition(".")
        if name == "billing_months":
            term = f"{table}.renewal_months"
            contract, was = in_months(after.value(term)), in_months(before.value(path))
            period = in_months(after.value(path))
            line = f"Billed ahead is now {period}: a contract of {contract} cannot be billed {was} ahead"
            lines |= {path: line, term: line}
    return lines


def _ratio(before: Scenario, along: Collection[str]) -> dict[str, str]:
    """The line beside a ratio that staffing begins with."""
    lines: dict[str, str] = {}
    for path in along:
        table, _, name = path.rpartition(".")
        if name == "arr_per_csm":
            as_now = before.segment(table).arr_per_csm_now
            lines[path] = f"To begin with, {'about as many CSMs as now' if as_now else 'a usual ratio'}: set your own"
    return lines


def _readable(rate: float) -> float:
    """The rate to a hundredth of a point."""
    return round(rate, 4)
