"""Guard-rails on figures that just miss a limit, or just keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from model.figures import Figure, figure
from model.guards.guard import ROUNDING, Guard
from model.parameters import Guidelines
from model.result import Result, ResultPart
from model.verdict import LABELS, LTV_NAMES, Check, Verdict, amounts, decide

NEAR = 0.05  # of a limit: a figure this close to it may as well be on its other side


def near(result: Result) -> Iterator[Guard]:
    """Figures near a limit, where the verdict turns on its other side; the same is said once."""
    guidelines = result.scenario.guidelines
    company = list(_nearly(result.verdict, _figures(result.total), guidelines, None))
    yield from company
    said = [guard.text for guard in company]
    for name, part in result.segments.items():
        found = _nearly(result.verdict.segments[name], _figures(part), guidelines, name)
        yield from (guard for guard in found if guard.text not in said)


def _figures(part: ResultPart) -> dict[str, Figure]:
    return part.summary | part.unit_economics


def _nearly(
    verdict: Verdict, figures: Mapping[str, Figure], guidelines: Guidelines, segment: str | None
) -> Iterator[Guard]:
    """A guard for each figure near a limit beyond which the verdict is another."""
    for check in (*verdict.checks, *_of_one(verdict)):
        if check.room is None or check.limit == 0 or abs(check.room) > (NEAR + ROUNDING) * abs(check.limit):
            continue
        beyond = figure(np.array([_other_side(check)]))
        other = str(decide({**figures, check.name: beyond}, guidelines)[0])
        if other != verdict.decision == verdict.advice:
            yield Guard("near_limit", (_text(check, verdict, other),), (check.name,), segment)


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
    months = "" if check.name != "payback_margin" else " month" if distance == "1" else " months"
    place = f"only {distance}{months} {'inside' if check.passes else 'outside'} the limit of {limit}"
    if abs(check.room or 0) <= ROUNDING * abs(check.limit):
        place = f"right at the limit of {limit}"
    return f"{label} of {value}{unit} is {place}: a small change turns the verdict from {verdict.decision} to {other}."
