"""What one account is worth, what it costs and when it pays back, for many scenarios at once (model, section 6).

Arrays are (segments, scenarios), by age (ages, segments, scenarios); rates are those at the engagement before month 1.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.values import Equations, Figures, Inputs
from model.figures import Figure, Flags
from model.metrics import UNIT_ECONOMICS
from model.metrics.account import AGES, CAP, LAST_PAYBACK_MONTH, LTVS, PARTS
from model.metrics.monthly import PARTS as OF_MONTH
from model.operations import Known, plain
from model.tolerances import REACHED

__all__ = ["LAST_PAYBACK_MONTH", "LTVS", "Account", "unit_economics"]


OF_ACCOUNT = Equations({**OF_MONTH, **PARTS}, UNIT_ECONOMICS)
NAMES, GIVEN = tuple(UNIT_ECONOMICS), ("engagement_before", "hours_per_account")


AGE = np.arange(float(LAST_PAYBACK_MONTH))[:, None, None]  # months since the first revenue, 0 to 119


@lru_cache(maxsize=64)
def falling_on(terms: tuple[int, ...]) -> Flags:
    """Whether a term of each segment ends at ages 1 to 119."""
    return np.asarray(AGE[1:] % np.array(terms)[:, None] == 0)


class Account(Figures):
    """The expected life of one account of each segment, from its first revenue on."""

    def __init__(self, inputs: Inputs, engagement: Array) -> None:
        super().__init__(inputs, OF_ACCOUNT, inputs)
        self["engagement_before"], self["hours_per_account"] = engagement, inputs["hours_per_account"]
        self.shape = (len(inputs.given.segments), 1)

    def other(self, name: str) -> Any:
        match name:
            case "guideline_ltv":
                return self.figure(LTVS[self.inputs.given.scenario.guidelines.ltv])
            case "months_until_earned":
                return self._months_until_earned()
            case "expected_mrr_of_turn":
                return self._of_turn(self.expected_mrr)
            case "discounted_mrr_of_turn":
                return self._of_turn(self.expected_mrr * self.discount)
            case "discounted_live_of_turn":
                return self._of_turn(self.live_share * self.discount)
            case "discounted_margin_of_60":
                return self._by_age(self.margins * self.discount)[:CAP]
        return super().other(name)

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
        """Whether an account renews and expands at ages 1 to 119."""
        terms = self.inputs.given.base
        return {"renews": falling_on(terms["renewal_months"]), "expands": falling_on(terms["expansion_months"])}

    def _lived(self, name: str, first: Any) -> Array:
        """A measure by age: its equation says by what each age multiplies it."""
        factors = np.asarray(plain(self._aged(name, {f"{name}_before": Known(1), **self.moments})))
        start = np.asarray(plain(first))
        path = np.empty((len(AGE), *np.broadcast_shapes(start.shape, factors.shape[1:])))
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
        return AGES["discount"].equation(age=AGE, discount_rate=rate)

    def _by_age(self, path: Any) -> Array:
        """A path with every age written out."""
        values = np.asarray(plain(path), dtype=float)
        if values.ndim == AGE.ndim and len(values) == len(AGE):
            return values
        return np.broadcast_to(values, np.broadcast_shapes(values.shape, AGE.shape))

    @cached_property
    def first_turn(self) -> Flags:
        """Which ages belong to the first turn of the ring."""
        turn = self["turn"]
        first: Flags = AGE[: int(turn.max())] < turn
        return first

    def _of_turn(self, path: Any) -> Array:
        """The ages of the first turn of the ring, 0 in those beyond it."""
        first: Array = self._by_age(path)[: len(self.first_turn)] * self.first_turn
        return first

    def _months_until_earned(self) -> Array:
        """Months of revenue until the expected cumulative margin reaches CAC; beyond 120 it says 121."""
        earned = np.cumsum(self._by_age(self.margins), axis=0) * self["onboarding_rate"]
        reached = np.asarray(earned >= self["cac"] * REACHED)
        return np.where(reached.any(axis=0), np.argmax(reached, axis=0) + 1.0, LAST_PAYBACK_MONTH + 1.0)


def unit_economics(account: Account) -> dict[str, Figure]:
    """Every measure of section 6 by its name, (segments, scenarios)."""
    account.work_out(OF_ACCOUNT.plan(NAMES, GIVEN))
    return {name: account.figure(name) for name in UNIT_ECONOMICS}
