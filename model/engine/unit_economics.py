"""What one account is worth, what it costs and when it pays back, for many scenarios at once (model, section 6).

Arrays are (segments, scenarios), by age (ages, segments, scenarios); rates are those at the engagement before month 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.values import Equations, Figures, InMonths, Inputs
from model.figures import Figure, Flags
from model.metrics import UNIT_ECONOMICS
from model.metrics.account import AGES, CAP, LAST_PAYBACK_MONTH, LTVS, PARTS
from model.metrics.flows import kept
from model.metrics.monthly import PARTS as OF_MONTH
from model.operations import Known, plain
from model.scenario import Segment
from model.tolerances import LEAST_RISE, REACHED

__all__ = ["LAST_PAYBACK_MONTH", "LTVS", "Account", "unit_economics"]


OF_ACCOUNT = Equations({**OF_MONTH, **PARTS}, UNIT_ECONOMICS)
NAMES, GIVEN = (*UNIT_ECONOMICS, "cost_to_win"), ("engagement_before", "signings")


@lru_cache(maxsize=64)
def ages(count: int) -> Array:
    """Months since the first revenue, from 0 on, (ages, 1, 1)."""
    return np.arange(float(count))[:, None, None]


@lru_cache(maxsize=64)
def falling_on(terms: tuple[int, ...], count: int) -> Flags:
    """Whether a term of each segment ends at ages 1, 2, ..."""
    return np.asarray(ages(count)[1:] % np.array(terms)[:, None] == 0)


class Account(Figures):
    """The expected life of one account of each segment, from its first revenue on."""

    def __init__(self, inputs: Inputs | InMonths, engagement: Array, given: Mapping[str, Any] | None = None) -> None:
        """`given` is what is not as in month 1."""
        super().__init__(inputs, OF_ACCOUNT, inputs)
        self["engagement_before"], self["signings"] = engagement, self["new_accounts"]
        self.update(given or {})
        segments = inputs.given.segments
        self.shape = (len(segments), 1)
        self.listed = np.array([[len(one.retention_by_renewal) * one.renewal_months] for one in segments])
        self.is_listed = bool(self.listed.any())
        last = int((self.listed + self["turn"]).max()) if self.is_listed else 0
        self.age = ages(max(LAST_PAYBACK_MONTH, last))

    def other(self, name: str) -> Any:
        match name:
            case "guideline_ltv":
                return self.figure(LTVS[self.inputs.given.scenario.guidelines.ltv])
            case "months_until_earned":
                return self._months_until(self.margins)
            case "months_until_collected" if self._is_paid_at_once:
                return self["months_until_earned"]
            case "months_until_collected":
                return self._months_until(self._cash())
            case "live_share_after_list":
                return self._after_list() if self.is_listed else Known(1)
            case "discounted_margin_of_60":
                return self._by_age(self.margins * self.discount)[:CAP]
        path, _, ending = name.rpartition("_of_")
        if ending == "list" and not self.is_listed:
            return [Known(0)]
        if path and ending in ("list", "turn"):
            return self._during(self._path(path), ending)
        return super().other(name)

    def _path(self, name: str) -> Any:
        """A measure by age, discounted where its name says so."""
        match name:
            case "expected_mrr":
                return self.expected_mrr
            case "live_share":
                return self.live_share
            case "discounted_mrr":
                return self.expected_mrr * self.discount
        return self.live_share * self.discount

    @cached_property
    def expected_mrr(self) -> Array:
        """Expected MRR of one account by age."""
        return self._lived("expected_mrr", self["first_mrr"])

    @cached_property
    def live_share(self) -> Array:
        """Share of accounts left by age."""
        return self._lived("live_share", Known(1))

    @cached_property
    def moments(self) -> dict[str, Any]:
        """Whether an account renews and expands at ages 1, 2, ..., and what a renewal keeps where first ones differ."""
        terms, count = self.inputs.given.base, len(self.age)
        moments = {
            "renews": falling_on(terms["renewal_months"], count),
            "expands": falling_on(terms["expansion_months"], count),
        }
        return moments | {"kept": self._kept_by_age()} if self.is_listed else moments

    def _kept_by_age(self) -> Array:
        """CR6 of the renewal at each age from 1 on, (ages, segments, scenarios)."""
        later = np.asarray(plain(self["retention_rate"]), dtype=float)
        rates = np.zeros((len(self.age) - 1, *self.shape)) + later
        for place, segment in enumerate(self.inputs.given.segments):
            for number, rate in enumerate(segment.retention_by_renewal, 1):
                rates[number * segment.renewal_months - 1, place] = rate
        takes = {name: self[name] for name in ("retention_at_risk", "response_curve", "engagement_before")}
        by_age: Array = kept(retention_rate=rates, **takes)
        return np.asarray(PARTS["kept_for_sure"].equation(kept=by_age))

    def _lived(self, name: str, first: Any) -> Array:
        """A measure by age: its equation says by what each age multiplies it."""
        factors = np.asarray(plain(self._aged(name, {f"{name}_before": Known(1), **self.moments})))
        start = np.asarray(plain(first))
        path = np.empty((len(self.age), *np.broadcast_shapes(start.shape, factors.shape[1:])))
        path[0], path[1:] = start, factors
        return np.multiply.accumulate(path, axis=0, out=path)

    @cached_property
    def margins(self) -> Any:
        """Expected margin of one account by age."""
        return self._aged("expected_margin", {"expected_mrr": self.expected_mrr, "live_share": self.live_share})

    def _aged(self, name: str, moments: dict[str, Any]) -> Any:
        """The equation of a measure by age; what is not of an age is of the account."""
        taking = {each: moments[each] if each in moments else self[each] for each in AGES[name].takes}
        return AGES[name].equation(**taking)

    @cached_property
    def discount(self) -> Any:
        """What an amount at each age is worth at the first revenue."""
        rate = self.inputs["discount_rate"]
        return AGES["discount"].equation(age=self.age, discount_rate=rate)

    def _by_age(self, path: Any) -> Array:
        """A path with every age written out."""
        values = np.asarray(plain(path), dtype=float)
        if values.ndim == self.age.ndim and len(values) > 1:
            return values
        return np.broadcast_to(values, np.broadcast_shapes(values.shape, self.age.shape))

    def _during(self, path: Any, which: str) -> Any:
        """The ages up to the last renewal with a rate of its own, or those of one turn after it; 0 in all others."""
        turns = self["turn"]
        if not self.is_listed and turns.size == 1:
            return self._by_age(path)[: int(turns.item())]
        return self._by_age(path)[: len(self._ages_of[which])] * self._ages_of[which]

    @cached_property
    def _ages_of(self) -> dict[str, Flags]:
        """Which ages come before the turn, and which belong to it."""
        turn = self["turn"]
        most = int((self.listed + turn).max())
        before = self.age[:most] < self.listed
        return {"list": before, "turn": (self.age[:most] < self.listed + turn) & ~before}

    def _after_list(self) -> Array:
        """The share of accounts left when later renewals are all alike."""
        live = self._by_age(self.live_share)
        return np.stack([live[age, min(place, live.shape[1] - 1)] for place, age in enumerate(self.listed[:, 0])])

    @property
    def _is_paid_at_once(self) -> bool:
        """Whether every bill is for its month, and paid in it."""
        given = self.inputs.given
        return not (given.of("billing_months") > 1).any() and not given.of("collection_months").any()

    def _cash(self) -> Any:
        """Expected cash of one account by age: what was billed so many months before, less its costs."""
        lived = {name: path[:LAST_PAYBACK_MONTH] for name, path in (
            ("expected_mrr", self.expected_mrr), ("live_share", self.live_share))}  # fmt: skip
        return self._aged("expected_cash", {"expected_receipts": self._receipts(), **lived})

    def _receipts(self) -> Array:
        """What one account pays by age."""
        given, leaks = self.inputs.given, self["leaks"]
        level, staying = self._by_age(self.expected_mrr)[:LAST_PAYBACK_MONTH], np.array(1.0)
        if leaks:  # bills are of those who are not lost within their terms
            staying = (1 - np.atleast_2d(plain(self["early_churn"]))) ** self.age[:LAST_PAYBACK_MONTH]
            level = level / staying
        after = given.of("collection_months")
        level = np.broadcast_to(level, (len(level), len(given.segments), max(level.shape[-1], after.shape[-1])))
        bills = np.concatenate([
            billed(level[:, own], given.segments[own.start].billing_months) for own in of_like_billing(given.segments)
        ], axis=1) * staying  # fmt: skip
        return late(bills, after) if after.any() else bills

    def _months_until(self, path: Any) -> Array:
        """Months of revenue until what has come in reaches CAC; beyond 120 it says 121."""
        earned = np.cumsum(self._by_age(path)[:LAST_PAYBACK_MONTH], axis=0) * self["onboarding_rate"]
        reached = np.asarray(earned >= self["cost_to_win"] * REACHED)
        return np.where(reached.any(axis=0), np.argmax(reached, axis=0) + 1.0, LAST_PAYBACK_MONTH + 1.0)


def of_like_billing(segments: Sequence[Segment]) -> Iterator[slice]:
    """Neighbouring segments that are billed as far ahead."""
    start = 0
    for _, like in groupby(segments, attrgetter("billing_months")):
        stop = start + len(list(like))
        yield slice(start, stop)
        start = stop


def late(bills: Array, months: Array) -> Array:
    """What is paid so many months after it is billed, (ages, segments, scenarios)."""
    paid = np.zeros(bills.shape)
    for after in np.unique(months).astype(int):
        later = np.concatenate([np.zeros((after, *bills.shape[1:])), bills[: len(bills) - after]])
        paid += later * (months == after)
    return paid


def billed(level: Array, billing: int) -> Array:
    """Bills by age of one group with such MRR: in advance, and a rise for the months left; (ages, ...).

    >>> billed(np.array([10.0, 10.0, 12.0, 12.0]), 3).tolist()
    [30.0, 0.0, 2.0, 36.0]
    """
    terms = -(-len(level) // billing)
    padded = np.zeros((terms * billing, *level.shape[1:]))
    padded[: len(level)] = level
    highest = np.maximum.accumulate(padded.reshape(terms, billing, *level.shape[1:]), axis=1)
    risen = highest.copy()
    risen[:, 1:] -= highest[:, :-1]
    risen[:, 1:][risen[:, 1:] <= LEAST_RISE * highest[:, :-1]] = 0
    risen *= np.arange(billing, 0.0, -1.0).reshape(-1, *(1,) * (level.ndim - 1))
    bills: Array = risen.reshape(padded.shape)[: len(level)]
    return bills


def unit_economics(account: Account) -> dict[str, Figure]:
    """Every measure of section 6 by its name, (segments, scenarios)."""
    account.work_out(OF_ACCOUNT.plan(NAMES, GIVEN))
    return {name: account.figure(name) for name in UNIT_ECONOMICS}
