"""Accounts from their signature to their start, and what they bring (model, sections 2, 5, 7 and 9)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.history import Recent
from model.engine.needs import Paths
from model.engine.rates import first_mrr_by_row
from model.engine.rows import Rows
from model.engine.signing import shifted, signing_of
from model.engine.values import LONGEST, Inputs
from model.metrics.monthly import PARTS
from model.operations import Known

AT_SIGNATURE = frozenset(("acv", "onboarding_rate", "price_increase", "expansion_rate", "expansion_share"))


class Signatures:
    """Who signs, starts and is paid for in a few months, which come in their order."""

    def __init__(self, inputs: Inputs, rows: Rows, longest: int, *, waiting: bool) -> None:
        given = inputs.given
        self.inputs = inputs
        self.cycle, self.onboarding = given.of("sales_cycle_months"), given.of("onboarding_months")
        signing = signing_of(inputs, longest)
        self.signing = signing(np.zeros((1, 1)))
        self.acquiring = signing(self.cycle) if self.cycle.any() else None
        self.starting = signing(-self.onboarding) if self.onboarding.any() else None
        self.dated = bool(inputs.dated & AT_SIGNATURE)
        self.whole = inputs.in_months(slice(0, LONGEST)) if self.dated else inputs
        of = inputs.reading(AT_SIGNATURE, LONGEST)
        first = first_mrr_by_row(inputs, rows, of)
        self.first_of_book = first[:, 0] if self.dated else first
        self.brought = rows.without(of("onboarding_rate") * first, "book", "floor")
        self.takes_hours = inputs.some("onboarding_hours")
        shape = (len(given.segments), given.size)
        self.onboarding_hours_months = given.of("onboarding_hours_months")
        self.recent = Recent(int(self.onboarding_hours_months.max()), longest, shape) if self.takes_hours else None
        waits = waiting and self.starting is not None
        self.unstarted = Recent(int(self.onboarding.max()), longest, shape) if waits else None

    def joining(self, months: slice) -> Array:
        """What the accounts that start in the next months bring, (months, rows, segments, scenarios or 1)."""
        self.signed = self.signing.of(months)
        self.acquired = self.acquiring.of(months) if self.acquiring else self.signed
        self.started = self.starting.of(months) if self.starting else self.signed
        if self.recent:
            self.recent.take(self.signed)
            self._lately = self.recent.within(self.onboarding_hours_months)
        if not self.dated:
            joining: Array = self.started[:, None] * self.brought
            return joining
        brought = [shifted(row, -self.onboarding, months) for row in self.brought]
        joining = self.started[:, None] * np.stack(brought, axis=1)
        return joining

    def lately(self, row: int) -> Any:
        """Accounts signed in a month, or in those before it over which onboarding hours are spread."""
        return self._lately[row] if self.recent else Known(0)

    def told(self, months: slice) -> Paths:
        """The paths of these months."""
        paths: Paths = {
            "signed_accounts": self.signed,
            "signed_accounts_a_cycle_later": self.acquired,
            "cac_a_cycle_later": self._cac(months),
            "signed_accounts_at_signature": self.started,
            "onboarding_rate_at_signature": self._at_signature("onboarding_rate", months),
            "first_mrr_at_signature": self._at_signature("first_mrr", months),
            "waiting_mrr": Known(0),
        }
        if self.unstarted:
            of_month = self.inputs.in_months(months)
            self.unstarted.take(np.broadcast_to(PARTS["onboarded_mrr"].equation(
                signed_accounts=self.signed, onboarding_rate=of_month["onboarding_rate"],
                first_mrr=of_month["first_mrr"],
            ), (len(self.signed), *self.unstarted.path.shape[1:])))  # fmt: skip
            paths["waiting_mrr"] = self.unstarted.within(self.onboarding)
        return paths

    def _at_signature(self, name: str, months: slice) -> Any:
        """A value of the month in which those signed who start now."""
        value = self.whole[name]
        if isinstance(value, np.ndarray) and value.ndim > 2:
            return shifted(value, -self.onboarding, months)
        return value

    def _cac(self, months: slice) -> Any:
        """CAC of the accounts that sign a sales cycle later."""
        if "cac" not in self.inputs.dated:
            return self.inputs["cac"]
        return shifted(self.inputs.path("cac"), self.cycle, months)
