"""Limits just missed or just kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from model.figures import Figure, figure
from model.guards.guard import ROUNDING, Guard
from model.parameters import Guidelines
from model.result import Part, Result
from model.verdict import LABELS, LTV_NAMES, Check, Verdict, amounts, decide
from model.wording import percent

NEAR = 0.05  # of a limit: a figure this close to it may as well be on its other side


def near(result: Result) -> Iterator[Guard]:
    """Figures of the company near a limit, and of a segment where its own verdict would turn; the same is said once."""
    guidelines = result.scenario.guidelines
    company = [guard for guard, _ in _nearly(result.verdict, _figures(result.total), guidelines, None)]
    yield from company
    said = [guard.text for guard in company]
    for name, part in result.segments.items():
        found = _nearly(result.verdict.segments[name], _figures(part), guidelines, name)
        yield from (guard for guard, turns in found if turns and guard.text not in said)


def _figures(part: Part) -> dict[str, Figure]:
    return part.summary | part.unit_economics


def _nearly(
    verdict: Verdict, figures: Mapping[str, Figure], guidelines: Guidelines, segment: str | None
) -> Iterator[tuple[Guard, bool]]:
    """A guard for each figure near its limit, and whether the verdict is another on the limit's other side."""
    for check in (*verdict.checks, *_of_one(verdict)):
        if check.room is None or check.limit == 0 or abs(check.room) > (NEAR + ROUNDING) * abs(check.limit):
            continue
        beyond = figure(np.array([_other_side(check)]))
        other = str(decide({**figures, check.name: beyond}, guidelines)[0])
        turns = other != verdict.decision
        if turns or check in verdict.checks:
            yield Guard("near_limit", (_text(check, verdict, other),), (check.name,), segment), turns


def _of_one(verdict: Verdict) -> Iterator[Check]:
    """LTV:CAC below 1 means brakes, whatever its guideline."""
    for check in verdict.checks:
        if check.name == "ltv_cac" and check.value is not None and abs(check.limit - 1) > ROUNDING:
            yield Check(check.name, check.value, None, 1.0, check.value >= 1 - ROUNDING)


def _other_side(check: Check) -> float:
    """A figure that misses the limit if this one keeps it, and the other way round."""
    higher = check.passes != (check.name == "ltv_cac")
    return check.limit + (NEAR if higher else -NEAR) * abs(check.limit)


def _text(check: Check, verdict: Verdict, other: str) -> str:
    label = f"LTV:CAC ({LTV_NAMES[verdict.ltv]})" if check.name == "ltv_cac" else LABELS[check.name]
    label = label[0].upper() + label[1:]
    value, unit, limit, distance = amounts(check)
    months = " months" if check.name == "payback_margin" else ""
    verb = "keeps" if check.passes else "misses"
    place = f"{verb} its limit of {limit} by {distance}{months}, within {percent(NEAR)} of it"
    if abs(check.room or 0) <= ROUNDING * abs(check.limit):
        place = f"is right at its limit of {limit}"
    turn = f"may turn the verdict from {verdict.decision} to {other}"
    stay = f"leaves the verdict at {verdict.decision}"
    return (
        f"{label} of {value}{unit} {place}: a small change of an input {stay if other == verdict.decision else turn}."
    )
