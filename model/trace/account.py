"""How the unit economics of a segment come about: the equations of model/metrics/account.py for one account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from model.metrics import SUMMARY, UNIT_ECONOMICS
from model.metrics.account import AGES, CAP, LAST_PAYBACK_MONTH, LTVS, PARTS
from model.metrics.monthly import PARTS as OF_MONTH
from model.metrics.ring import BUCKETS
from model.operations import least, where
from model.quantity import Quantity, changed, constant, simple
from model.tolerances import REACHED
from model.trace.names import Names, as_quantity, by_equation, evaluated, kept_after, lagged, written_out

if TYPE_CHECKING:
    from model.trace.segment import SegmentTrace

DECLARED = {**OF_MONTH, **PARTS}


class AccountNames(Names):
    """What the names in an equation mean for one account of a segment, by the inputs of a month."""

    def __init__(self, quantities: SegmentTrace, month: int = 1) -> None:
        super().__init__(quantities)
        self.month, self.at_end = month, month > 1
        self.suffix = quantities.suffix + (f", month {month}" if self.at_end else "")
        self._parts: dict[str, Any] = {}
        self._by_name: dict[str, list[Quantity]] = {"expected_mrr": [], "live_share": [], "billed": [], "bill": []}
        self._earned: dict[tuple[str, int], Quantity] = {}

    def how(self, name: str) -> Quantity:
        """The expression that gives a measure."""
        return as_quantity(evaluated((UNIT_ECONOMICS.get(name) or SUMMARY[name]).equation, self))

    def part(self, name: str) -> Any:
        """A part that several measures use."""
        if name not in self._parts:
            self._parts[name] = written_out(DECLARED[name], self, self.suffix, self.place(f"{name} of an account"))
        return self._parts[name]

    def place(self, name: str, age: int | None = None) -> str:
        """Where a sheet has a part of this account, or what it is at an age."""
        return self.quantities.place(f"{name}{', as of the last month' if self.at_end else ''}", age)

    def meaning(self, name: str) -> Any:
        if name in PARTS:
            return self.part(name)
        for ending, ages in self._endings():
            if name.endswith(ending):
                return self._by_age(name.removesuffix(ending), ages)
        if name in UNIT_ECONOMICS:
            return self.economics(name)
        if name == "signings" and self.at_end:
            return self.quantities.in_month(self.month).part(name)
        if name == "signings":
            return self.quantities.input("new_accounts")
        return self.part(name) if name in OF_MONTH else super().meaning(name)

    def economics(self, name: str) -> Quantity:
        """A figure of this account."""
        return self.quantities.economics(f"{name}_end" if self.at_end else name)

    @property
    def listed(self) -> int:
        """The age of the last renewal that has a rate of its own; 0 where none has."""
        return len(self.segment.retention_by_renewal) * self.segment.renewal_months

    def _endings(self) -> Iterator[tuple[str, range]]:
        """Endings of names that are of several ages, and which."""
        yield "_of_list", range(self.listed)
        yield "_of_turn", range(self.listed, self.listed + self.settings["turn"])
        yield "_of_60", range(CAP)

    def _engagement_before(self) -> Quantity:
        if self.at_end:
            return self.quantities.month("engagement", self.month)
        return self.quantities.opening_engagement

    def _opening_accounts(self) -> Quantity:
        return self.quantities.month("accounts", self.month) if self.at_end else super()._opening_accounts()

    def _guideline_ltv(self) -> Quantity:
        return self.economics(LTVS[self.quantities.scenario.guidelines.ltv])

    def _hours_per_account(self) -> Quantity:
        return self.economics("hours_per_account")

    def _live_share_after_list(self) -> Quantity:
        return self.ages("live_share", self.listed + 1)[-1]

    def _months_until_earned(self) -> Quantity:
        return self._months_until("payback_survival", "expected_margin", "Margin earned")

    def _months_until_collected(self) -> Quantity:
        return self._months_until("payback_cash", "expected_cash", "Cash collected")

    def _months_until(self, payback: str, path: str, words: str) -> Quantity:
        """The month of age in which CAC is reached, shown by what has come in in it and before."""
        found, cost = self.economics(payback), as_quantity(self("cost_to_win"))
        months = 0 if found.reason or cost.value == 0 else round(found.value) - self.segment.onboarding_months
        shown = [self._come_in(path, count, words) for count in (months - 1, months) if count > 0]
        return Quantity(
            months, "months", f"Months until it reaches CAC{self.suffix}", evidence=(*shown, cost),
            searched=lambda: least(*(
                where(self._come_in(path, count, words) >= cost * REACHED, count, LAST_PAYBACK_MONTH + 1)
                for count in range(1, LAST_PAYBACK_MONTH + 1)
            )),
        )  # fmt: skip

    def _come_in(self, path: str, count: int, words: str) -> Quantity:
        """What a signed account has brought by a month."""
        if (path, count) not in self._earned:
            before = self._come_in(path, count - 1, words) if count > 1 else constant(0)
            brought = self.ages(path, count)[-1] * self("onboarding_rate")
            made = (before + brought).named("", f"{words} by month {count}{self.suffix}", unit="money/account")
            self._earned[path, count] = changed(
                made, by_equation=True, place=self.place(f"{path} so far by age", count)
            )
        return self._earned[path, count]

    def ages(self, name: str, count: int) -> list[Quantity]:
        """A measure of an account by age in months."""
        known = self._by_name.setdefault(name, [])
        while len(known) < count:
            known.append(self._at_age(name, len(known), known))
        return known[:count]

    def _at_age(self, name: str, age: int, before: list[Quantity]) -> Quantity:
        if age == 0 and name == "expected_mrr":
            return as_quantity(self("first_mrr"))
        if age == 0 and name == "live_share":
            return constant(1)
        names = _Age(self, age)
        if name in ("billed", "bill"):
            made = as_quantity(evaluated(BUCKETS[name].equation, names))
            return by_equation(BUCKETS[name], made, f" at age {age}{self.suffix}", self.place(f"{name} by age", age))
        happens = names("renews") or self.settings["leaks"] or (name == "expected_mrr" and names("expands"))
        if name in ("expected_mrr", "live_share") and not happens:
            return before[-1]
        part, made = AGES[name], as_quantity(evaluated(AGES[name].equation, names))
        return by_equation(part, made, f" at age {age}{self.suffix}", self.place(f"{name} by age", age))

    def _by_age(self, name: str, ages: range) -> list[Quantity]:
        """A measure at these ages, discounted where its name says so."""
        if not name.startswith("discounted"):
            return self.ages(name, ages.stop)[ages.start :]
        of = {"discounted_mrr": "expected_mrr", "discounted_live": "live_share", "discounted_margin": "expected_margin"}
        path = self.ages(of[name], ages.stop)[ages.start :]
        discounts = (evaluated(AGES["discount"].equation, _Age(self, age)) for age in ages)
        return [value * discount for value, discount in zip(path, discounts, strict=True)]

    def first_step(self, *, renews: bool, expands: bool) -> Quantity:
        """By how much the MRR of a new account changes in a month with a renewal, an expansion or both."""
        kinds = " and ".join(word for word, acts in (("renewal", renews), ("expansion", expands)) if acts)
        mrr = self.ages("expected_mrr", 1)[0]
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

    def meaning(self, name: str) -> Any:
        match name:
            case "age" | "renews" | "expands":
                return getattr(self, name)
            case "expected_mrr_before" | "live_share_before":
                return self.account.ages(name.removesuffix("_before"), self.age)[-1]
            case "expected_mrr" | "live_share":
                return self.account.ages(name, self.age + 1)[-1]
            case "kept" if self.segment.retention_by_renewal:
                return self._kept()
            case "expected_receipts":
                return lagged(self, "collection_months", self._billed_at)
            case "mrr":  # of what is billed
                return self("expected_mrr")
            case "billed_before":
                return self.account.ages("billed", self.age)[-1] if self.age else constant(0)
            case "billed_already" | "left_within_term":
                return evaluated(BUCKETS[name].equation, self)
            case "anniversary":
                return self.age % self.segment.billing_months == 0
            case "months_left":
                return self.segment.billing_months - self.age % self.segment.billing_months
        return self.account(name)

    def _billed_at(self, months: int) -> Quantity:
        """The bill of so many months ago."""
        return self.account.ages("bill", self.age - months + 1)[-1] if self.age >= months else constant(0)

    def _kept(self) -> Any:
        """CR6 of the renewal at this age."""
        renewals_before = max(self.age // self.segment.renewal_months - 1, 0)
        kept = kept_after(self.account, renewals_before)
        return PARTS["kept_for_sure"].equation(kept=kept)


def kept_per_renewal(segment: SegmentTrace) -> Quantity:
    """The later renewal rate at the engagement before month 1."""
    return simple(as_quantity(segment.account.part("kept")))


def kept_over_term(segment: SegmentTrace, renewals: int) -> Quantity:
    """The share kept from one renewal to the next, at the engagement before month 1, after so many renewals."""
    kept = as_quantity(kept_after(segment.account, renewals))
    return simple(kept * (1 - segment.input("early_churn")) ** segment.input("renewal_months"))


def growth_per_expansion(segment: SegmentTrace) -> Quantity:
    """How much an account grows by an expansion, at the engagement before month 1."""
    return simple(as_quantity(segment.account.part("growth")))


def first_step(segment: SegmentTrace, *, renews: bool, expands: bool) -> Quantity:
    """By how much the MRR of a new account changes in a month with a renewal, an expansion or both."""
    return segment.account.first_step(renews=renews, expands=expands)
