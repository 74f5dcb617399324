"""How the unit economics of a segment come about: the equations of model/metrics/account.py for one account."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from model.metrics import UNIT_ECONOMICS
from model.metrics.account import AGES, CAP, LAST_PAYBACK_MONTH, LTVS, PARTS
from model.metrics.monthly import PARTS as OF_MONTH
from model.operations import least, where
from model.quantity import Quantity, constant, simple
from model.tolerances import REACHED
from model.trace.names import Names, as_quantity, by_equation, evaluated, written_out

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace

DECLARED = {**OF_MONTH, **PARTS}
OF_TURN, OF_60 = "_of_turn", "_of_60"


class AccountNames(Names):
    """What the names in an equation mean for one account of a segment."""

    def __init__(self, quantities: SegmentTrace) -> None:
        super().__init__(quantities)
        self._parts: dict[str, Any] = {}
        self._mrr: list[Quantity] = []
        self._live: list[Quantity] = []
        self._margins: list[Quantity] = []
        self._earned: dict[int, Quantity] = {}

    def how(self, name: str) -> Quantity:
        """The expression that gives a measure."""
        return as_quantity(evaluated(UNIT_ECONOMICS[name].equation, self))

    def part(self, name: str) -> Any:
        """A part that several measures use."""
        if name not in self._parts:
            self._parts[name] = written_out(DECLARED[name], self, self.quantities.suffix)
        return self._parts[name]

    def __call__(self, name: str) -> Any:
        if name in PARTS:
            return self.part(name)
        if name.endswith(OF_TURN):
            return self._by_age(name.removesuffix(OF_TURN), self.settings["turn"])
        if name.endswith(OF_60):
            return self._by_age(name.removesuffix(OF_60), CAP)
        if name in UNIT_ECONOMICS:
            return self.quantities.economics(name)
        return self.part(name) if name in OF_MONTH else super().__call__(name)

    def _engagement_before(self) -> Quantity:
        return self.quantities.opening_engagement

    def _guideline_ltv(self) -> Quantity:
        return self.quantities.economics(LTVS[self.quantities.scenario.guidelines.ltv])

    def _months_until_earned(self) -> Quantity:
        """The month of age in which CAC is reached, shown by what is earned in it and before."""
        found = self.quantities.economics("payback_survival")
        months = 0 if found.reason or self.segment.cac == 0 else round(found.value) - self.segment.onboarding_months
        earned = [self._earned_by(count) for count in (months - 1, months) if count > 0]
        return Quantity(
            months, "months", "Months of revenue until it reaches CAC", evidence=(*earned, self("cac")),
            searched=lambda: least(*(
                where(self._earned_by(count) >= self("cac") * REACHED, count, LAST_PAYBACK_MONTH + 1)
                for count in range(1, LAST_PAYBACK_MONTH + 1)
            )),
        )  # fmt: skip

    def _earned_by(self, count: int) -> Quantity:
        """What a signed account has earned by a month."""
        if count not in self._earned:
            before = self._earned_by(count - 1) if count > 1 else constant(0)
            margin = self.margins(count)[-1] * self("onboarding_rate")
            made = (before + margin).named(
                "", f"Margin earned by month {count}{self.quantities.suffix}", unit="money/account"
            )
            self._earned[count] = replace(made, by_equation=True)
        return self._earned[count]

    def ages(self, count: int) -> tuple[list[Quantity], list[Quantity]]:
        """Expected MRR and live share of an account by age in months."""
        mrr, live = self._mrr, self._live
        while len(mrr) < count:
            age = len(mrr)
            if age == 0:
                mrr.append(as_quantity(self("first_mrr")))
                live.append(constant(1))
                continue
            names = _Age(self, age)
            happens = names("renews") or names("expands")
            mrr.append(_aged("expected_mrr", names, self.quantities.suffix) if happens else mrr[-1])
            live.append(_aged("live_share", names, self.quantities.suffix) if names("renews") else live[-1])
        return mrr[:count], live[:count]

    def margins(self, count: int) -> list[Quantity]:
        """Expected margin of an account by age."""
        self.ages(count)
        while len(self._margins) < count:
            self._margins.append(_aged("expected_margin", _Age(self, len(self._margins)), self.quantities.suffix))
        return self._margins[:count]

    def _by_age(self, name: str, count: int) -> list[Quantity]:
        """A measure at each age, discounted where its name says so."""
        mrr, live = self.ages(count)
        match name:
            case "expected_mrr":
                return mrr
            case "discounted_mrr":
                path = mrr
            case "discounted_live":
                path = live
            case _:
                path = self.margins(count)
        discounts = (evaluated(AGES["discount"].equation, _Age(self, age)) for age in range(count))
        return [value * discount for value, discount in zip(path, discounts, strict=True)]

    def first_step(self, *, renews: bool, expands: bool) -> Quantity:
        """By how much the MRR of a new account changes in a month with a renewal, an expansion or both."""
        kinds = " and ".join(word for word, acts in (("renewal", renews), ("expansion", expands)) if acts)
        mrr = self.ages(1)[0][0]
        names = _Age(self, 1)
        names.renews, names.expands = renews, expands
        after = evaluated(AGES["expected_mrr"].equation, names)
        return simple(after - mrr).named("", f"First step by {kinds}", unit="money/month")


class _Age(Names):
    """An account at an age, in months from its first revenue."""

    def __init__(
        self, account: AccountNames, age: int, *, renews: bool | None = None, expands: bool | None = None
    ) -> None:
        super().__init__(account.quantities)
        self.account, self.age = account, age
        self.renews = age % self.segment.renewal_months == 0 if renews is None else renews
        self.expands = age % self.segment.expansion_months == 0 if expands is None else expands

    def __call__(self, name: str) -> Any:
        match name:
            case "age" | "renews" | "expands":
                return getattr(self, name)
            case "expected_mrr_before":
                return self.account.ages(self.age)[0][-1]
            case "live_share_before":
                return self.account.ages(self.age)[1][-1]
            case "expected_mrr":
                return self.account.ages(self.age + 1)[0][-1]
            case "live_share":
                return self.account.ages(self.age + 1)[1][-1]
        return self.account(name)


def _aged(name: str, names: _Age, suffix: str) -> Quantity:
    part = AGES[name]
    return by_equation(part, as_quantity(evaluated(part.equation, names)), f" at age {names.age}{suffix}")


def kept_per_renewal(segment: SegmentTrace) -> Quantity:
    """The renewal rate at the engagement before month 1."""
    return simple(as_quantity(segment.account.part("kept")))


def growth_per_expansion(segment: SegmentTrace) -> Quantity:
    """How much an account grows by an expansion, at the engagement before month 1."""
    return simple(as_quantity(segment.account.part("growth")))


def first_step(segment: SegmentTrace, *, renews: bool, expands: bool) -> Quantity:
    """By how much the MRR of a new account changes in a month with a renewal, an expansion or both."""
    return segment.account.first_step(renews=renews, expands=expands)
