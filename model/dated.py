"""Dated changes: an input that is another one from a month on, at once or in a straight line (model, section 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model.parameters import DatedChange, Parameter

Array = NDArray[np.float64]
Rule = tuple[str, str, str]


def by_path(changes: Sequence[DatedChange]) -> dict[str, list[DatedChange]]:
    """The changes of each input that are on, in the order of their months."""
    found: defaultdict[str, list[DatedChange]] = defaultdict(list)
    for change in sorted((change for change in changes if change.on), key=lambda change: change.month):
        found[change.path].append(change)
    return dict(found)


def values_by_month(base: Array, changes: Sequence[DatedChange], months: int) -> Array:
    """An input in months 1 to `months`, (months, ...).

    >>> rows = [DatedChange(month=3, path="SMB.cac", value=40, over=1)]
    >>> values_by_month(np.array(20.0), rows, 5).tolist()
    [20.0, 20.0, 30.0, 40.0, 40.0]
    """
    values = np.empty((months, *base.shape))
    values[:] = base
    for change in changes:
        old = values[min(change.month - 2, months - 1)].copy()
        for step in range(change.over):
            if change.month - 1 + step < months:
                values[change.month - 1 + step] = on_the_way(old, change, step + 1)
        values[change.month - 1 + change.over :] = change.value
    return values


def paths_by_month(base: Array, changes: Sequence[Sequence[DatedChange]], months: int) -> Array:
    """The same where scenarios may have changes of their own, (months, scenarios or 1): `base` is (scenarios or 1,)."""
    if len(changes) == 1:
        return values_by_month(base, changes[0], months)
    places: defaultdict[Sequence[DatedChange], list[int]] = defaultdict(list)
    for place, rows in enumerate(changes):
        places[tuple(rows)].append(place)
    values, base = np.empty((months, len(changes))), np.broadcast_to(base, len(changes))
    for rows, own in places.items():
        values[:, own] = values_by_month(base[own], rows, months)
    return values


def on_the_way(old: Array, change: DatedChange, step: int) -> Array:
    """The value in the so manieth month of a change that takes several."""
    return old + (change.value - old) * step / (change.over + 1)


def last_month(changes: Sequence[DatedChange]) -> int:
    """The month from which on nothing changes any more."""
    return max((change.month + change.over for change in changes), default=1)


def rules(changes: Sequence[DatedChange], known: Mapping[str, Parameter]) -> Iterator[Rule]:
    """What is wrong with dated changes, each by itself and one after the other."""
    for place, change in enumerate(changes, 1):
        parameter = known.get(change.path)
        where = f"changes[{place}]"
        if parameter is None:
            yield (
                f"{where}.path",
                f"is {change.path!r}, which is no input of this scenario",
                "name an input by its path",
            )
        elif not parameter.dated:
            yield f"{where}.path", f"is {change.path!r}, which cannot change from a month on", _instead(change.path)
        elif not parameter.may_be(change.value):
            yield f"{where}.value", f"is {change.value:g}", f"allowed is {parameter.allowed}"
    for path, rows in by_path(changes).items():
        for before, after in pairwise(rows):
            if after.month <= before.month + before.over:
                problem = f"have {path} in month {after.month}, while its change of month {before.month} is under way"
                yield "changes", problem, f"let it begin in month {before.month + before.over + 1} or later"


def _instead(path: str) -> str:
    return "use staff_changes" if path.endswith(".csms") else "leave it out"
