"""The accounts signed in a month, or some months before or after it (model, sections 1, 2, 4 and 7)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.engine.batch import Array, Given
from model.engine.memory import POOL
from model.engine.values import LONGEST, Inputs
from model.metrics.flows import signings
from model.months import of_calendar
from model.operations import plain

DATED = frozenset(("new_accounts", "new_accounts_step", "new_accounts_growth"))


class Signing:
    """signed(t + later) = max(0, (n + step (t + later - 1)) (1 + g)^(t + later - 1)) for t = 1, 2, ...

    `later` may differ by segment and scenario; before month 1 nothing is signed. Months come a few at a time and
    in their order, as the power grows by one multiplication a month.
    """

    def __init__(self, given: Given, later: Array, months: int) -> None:
        step, growth = given.of("new_accounts_step"), given.of("new_accounts_growth")
        self.first, self.step, self.later = given.of("new_accounts"), step, later
        self.steps, self.waits = bool(step.any()), bool((later < 0).any())
        self.factor = 1 + growth
        power = self.factor**later if later.any() else np.ones_like(self.factor)
        self.last = power if self.steps else self.first * power
        self.power = POOL.empty((months, *self.last.shape))

    def of(self, months: slice) -> Array:
        """Those of the next months, (months, segments, scenarios or 1); the next call writes them over."""
        signed = self.power[: months.stop - months.start]
        np.multiply(self.last, self.factor if months.start else 1.0, out=signed[0])
        if len(signed) > 1:
            signed[1:] = self.factor
            np.multiply.accumulate(signed, axis=0, out=signed)
        self.last = signed[-1]
        if self.steps or self.waits:
            since_first = np.arange(months.start, months.stop)[:, None, None] + self.later
            if self.steps:
                signed = np.maximum(signed * (self.first + self.step * since_first), 0)
            if self.waits:
                signed = signed * (since_first >= 0)
        return signed


class SignedByMonth:
    """The same where signatures have a season or dated changes: all months are known beforehand.

    Those of months before the `first` change are as without it, to the last bit.
    """

    def __init__(self, path: Array, later: Array, before: Signing | None, first: int) -> None:
        self.path, self.later, self.before, self.first = path, later, before, first

    def of(self, months: slice) -> Array:
        """Those of the next months."""
        signed = shifted(self.path, self.later, months)
        if self.before is None:
            return signed
        month = np.arange(months.start + 1, months.stop + 1)[:, None, None] + self.later
        return np.where(month < self.first, self.before.of(months), signed)


def signing_of(inputs: Inputs, months: int) -> Callable[[Array], Signing | SignedByMonth]:
    """What gives the accounts signed so many months later than some."""
    given = inputs.given
    seasonal = any(segment.signing_season for segment in given.segments)
    if not (inputs.dated & DATED or seasonal):
        return lambda later: Signing(given, later, months)
    path = signings_path(inputs)
    path = path * season_path(given, len(path))
    first = given.first_change(DATED) or 1
    return lambda later: SignedByMonth(path, later, None if seasonal else Signing(given, later, months), first)


def signings_path(inputs: Inputs) -> Array:
    """Accounts that sign in every month before the season."""
    whole = inputs.in_months(slice(0, LONGEST))
    names, shape = ("new_accounts", "new_accounts_step", "new_accounts_growth"), (LONGEST, 1, 1)
    first, step, growth = (plain(whole[name]) + np.zeros(shape) for name in names)
    path: Array = signings(
        new_accounts=first, steps_so_far=so_far(np.add, step), growth_so_far=so_far(np.multiply, 1 + growth)
    )
    return path


def so_far(operation: np.ufunc, values: Array) -> Array:
    """What the values of the months 2, 3, ... come to in each month, (months, ...)."""
    path = values.copy()
    path[0] = operation.identity
    return np.asarray(operation.accumulate(path, axis=0))


def season_path(given: Given, months: int) -> Array:
    """Signatures of each month over their yearly mean, (months, segments, 1)."""
    if not any(segment.signing_season for segment in given.segments):
        return np.ones((months, 1, 1))
    first = of_calendar(1, given.scenario.start)[1] if given.scenario.start else 1
    which = (np.arange(months) + first - 1) % 12
    weights = np.array([segment.signing_season or (1.0,) * 12 for segment in given.segments])
    path: Array = (12 * weights / weights.sum(axis=1, keepdims=True)).T[which][:, :, None]
    return path


def shifted(path: Array, later: Array, months: slice) -> Array:
    """Of a path of all months the values so many months later than some; 0 before month 1."""
    place = np.arange(months.start, months.stop)[:, None, None] + later.astype(int)
    shape = np.broadcast_shapes(path.shape[1:], place.shape[1:])
    found: Array = np.take_along_axis(
        np.broadcast_to(path, (LONGEST, *shape)), np.broadcast_to(np.maximum(place, 0), (len(place), *shape)), axis=0
    )
    found = found * (place >= 0)
    return found
