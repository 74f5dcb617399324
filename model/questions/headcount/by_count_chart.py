"""Profit, revenue or NRR by number of CSMs, with the best, the most productive and today's marked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model.answers import SCENARIO, Asked, Axis, Dot, Lines, Mark, Role, Series
from model.answers.paths import compared
from model.engine.batch import Array
from model.questions.headcount.best_headcount import Best, Count
from model.trace import Quantity
from model.wording import formatted

NAMES = {"profit": "Profit", "revenue": "Revenue", "nrr": "NRR"}
UNITS = {"profit": "money", "revenue": "money", "nrr": "share"}
POINTER_LABELS = {"accounts": "Accounts per CSM", **NAMES}
Found = Mapping[str, Best]  # by the name of the result


def by_count(asked: Asked, found: Found, measure: str) -> Lines:
    """The measure for each number of CSMs from month 1 on."""
    best = found[SCENARIO]
    values = _values(best, measure)
    return Lines(
        title=f"{NAMES[measure]} by number of CSMs", unit=UNITS[measure], finding=(_finding(asked, best, measure),),
        remark=best.sentence, x=Axis("people", "CSMs from month 1 on"),
        at=np.array([tried.csms for tried in best.counts]), from_zero=False,
        series=_series(asked, found, measure), marks=_marks(best, measure),
        dots=[Dot(count.csms, float(value), "whatif") for count, value in zip(best.counts, values, strict=True)],
    )  # fmt: skip


def _quantity(count: Count, measure: str) -> Quantity:
    quantity: Quantity = getattr(count, measure)
    return quantity


def _values(best: Best, measure: str) -> Array:
    """The measure for each number of CSMs, nan where it has no value."""
    quantities = (_quantity(count, measure) for count in best.counts)
    return np.array([np.nan if quantity.reason else quantity.value for quantity in quantities])


def _series(asked: Asked, found: Found, measure: str) -> list[Series]:
    """The measure, the other results where they differ, and what else the pointer shows."""
    best = found[SCENARIO]
    values, others = _values(best, measure), list[Series]()
    for name in asked.others:
        known = dict[float, float]()
        if name in found:
            known = dict(zip((count.csms for count in found[name].counts), _values(found[name], measure), strict=True))
        other = np.array([known.get(count.csms, np.nan) for count in best.counts])
        others.append(Series(name.capitalize(), compared(values, other), "baseline"))
    return [
        *(
            Series(label, _values(best, name), "whatif" if name == measure else None, unit=UNITS.get(name, name))
            for name, label in POINTER_LABELS.items()
        ),
        *others,
    ]


def _finding(asked: Asked, best: Best, measure: str) -> str:
    counts = [count for count in best.counts if not _quantity(count, measure).reason]
    if not counts:
        return f"{NAMES[measure]} has no value with any number of CSMs."

    def amount(count: Count) -> str:
        return formatted(_quantity(count, measure).value, UNITS[measure], asked.scenario.currency)

    most, today = (
        max(counts, key=lambda count: _quantity(count, measure).value),
        best.counts[best.place(best.csms_today)],
    )
    sentence = f"{NAMES[measure]} is highest with {most.name} CSMs, at {amount(most)}"
    if not _quantity(today, measure).reason and today is not most:
        sentence += f"; with today's {today.name} it is {amount(today)}"
    return f"{sentence}."


def _marks(best: Best, measure: str) -> list[Mark]:
    """Marks for today's team, the most productive and the most profitable; the last wins where they are one."""
    named: dict[int, tuple[str, Role]] = {
        best.place(best.csms_today): ("today", "ink"),
        best.most_per_csm: ("most revenue per CSM", "loss"),
        best.most_profit: ("most profit", "whatif"),
    }
    return [
        Mark(count.csms, _quantity(count, measure).value, f"{count.name}: {words}", role, above=role == "whatif")
        for count, (words, role) in ((best.counts[place], mark) for place, mark in sorted(named.items()))
        if not _quantity(count, measure).reason
    ]
