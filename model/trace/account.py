"""How the unit economics of a segment come about (model, section 6). A method is a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.trace import rates
from model.trace.quantity import Quantity, constant, rounded_up, total
from model.unit_economics import LTVS

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace

YEAR = 12
FIVE_YEARS = 60


def turn(of: SegmentTrace) -> int:
    """L: months of one turn of the ring."""
    return max(of.segment.renewal_months, of.segment.expansion_months)


def kept_per_renewal(of: SegmentTrace) -> Quantity:
    """CR6 at the engagement before month 1."""
    return rates.retention_at(of, rates.engagement_before(of))


def growth_per_expansion(of: SegmentTrace) -> Quantity:
    return rates.growth_at(of, rates.engagement_before(of)).named("", "Growth of an expansion", unit="share")


def factor(of: SegmentTrace, *, renews: bool, expands: bool) -> Quantity:
    """By what the MRR of an account is multiplied in a month."""
    kept, growth = kept_per_renewal(of), growth_per_expansion(of)
    contraction, price = of.input("contraction_rate"), of.input("price_increase")
    if of.scenario.expansion_base == "starting":
        renewed = kept - contraction + price if renews else constant(1)
        return renewed + growth if expands else renewed
    renewed = kept
    if renews and contraction.value:
        renewed = renewed * (1 - contraction)
    if renews and price.value:
        renewed = renewed * (1 + price)
    if renews and expands:
        return renewed * (1 + growth)
    return renewed if renews else 1 + growth


def first_step(of: SegmentTrace, *, renews: bool, expands: bool) -> Quantity:
    """What the MRR of a new account would gain or lose in such a month."""
    kinds = " and ".join(word for word, acts in (("renewal", renews), ("expansion", expands)) if acts)
    step = rates.uplifted(of, of.economics("arpa")) * (factor(of, renews=renews, expands=expands) - 1)
    return step.named("", f"First step by {kinds}", unit="money/month")


def per_turn(of: SegmentTrace) -> Quantity:
    """Q: by what the MRR of an account is multiplied over one turn of the ring."""
    length = turn(of)
    product = factor(of, renews=True, expands=True)
    for times, renews in (
        (length // of.segment.renewal_months - 1, True),
        (length // of.segment.expansion_months - 1, False),
    ):
        if times:
            product = product * factor(of, renews=renews, expands=not renews) ** times
    return product.named(
        "", f"Q: MRR kept over {length} months", unit="ratio",
        definition="By what the MRR of an account is multiplied over one turn of renewals and expansions.",
    )  # fmt: skip


class AccountOf:
    """One account of a segment."""

    def __init__(self, of: SegmentTrace) -> None:
        self.of, self.segment = of, of.segment
        self._mrr: list[Quantity] = []
        self._live: list[Quantity] = []

    def _input(self, name: str) -> Quantity:
        return self.of.input(name)

    def _measure(self, name: str) -> Quantity:
        return self.of.economics(name)

    @property
    def _contribution(self) -> Quantity:
        return self._input("gross_margin") - self._input("cost_to_serve_rate")

    @property
    def _cs_cost(self) -> Quantity:
        """Share of a CSM's pay that an account takes, money a month."""
        staffed = self.segment.staffing != "none" and self._measure("hours_per_account").value > 1e-9
        if not staffed:
            return constant(0)
        pay = self._input("csm_cost") / YEAR * self._measure("hours_per_account")
        share = pay / (self._input("csm_hours") * self._input("csm_productivity"))
        return share.named("", f"CSM cost of an account{self.of.of}", unit="money/month")

    def arpa(self) -> Quantity:
        return self._input("acv") / YEAR

    def margin_before_cs(self) -> Quantity:
        return self._measure("arpa") * self._contribution

    def margin(self) -> Quantity:
        cost = self._cs_cost
        before = self._measure("margin_before_cs")
        return before - cost if cost.label else before

    def hours_per_account(self) -> Quantity:
        return rates.hours_per_account(self.of)

    def accounts_per_csm(self) -> Quantity:
        hours = self._input("csm_hours") * self._input("csm_productivity")
        return hours / self._measure("hours_per_account")

    def csms_needed(self) -> Quantity:
        hours = self._measure("hours_per_account")
        if hours.value <= 1e-9 or self.segment.accounts * hours.value / YEAR <= 1e-9:
            return constant(0)
        needed = self._input("accounts") * hours / (self._input("csm_hours") * self._input("csm_productivity"))
        return rounded_up(needed * (1 - 1e-9))

    def lifetime_months(self) -> Quantity:
        return self._input("renewal_months") / (1 - kept_per_renewal(self.of))

    def ltv_simple(self) -> Quantity:
        return self._measure("margin") * self._measure("lifetime_months")

    def _churn(self, months: int) -> Quantity:
        kept, periods = kept_per_renewal(self.of), months / self.segment.renewal_months
        churn = 1 - kept if periods == 1 else 1 - kept**periods
        return churn.named("", f"Logo churn in {months} month{'s' if months > 1 else ''}", unit="share")

    @property
    def _yearly_growth(self) -> Quantity:
        repriced = (self._input("price_increase") - self._input("contraction_rate")) / self._input("renewal_months")
        growth = YEAR * (growth_per_expansion(self.of) / self._input("expansion_months") + repriced)
        return growth.named("", "Linear growth a year", unit="share per year")

    def ltv_linear(self) -> Quantity:
        churn = self._churn(1)
        growth = self._measure("margin_before_cs") * self._yearly_growth / YEAR
        return self._measure("margin") / churn + growth * (1 - churn) / churn**2

    def ltv_dcf(self) -> Quantity:
        kept = ((1 - self._churn(YEAR)) * (1 - self.of.trace.input("discount_rate"))).named(
            "", "K: kept and discounted a year", unit="ratio", symbol="K"
        )
        return YEAR * self._measure("margin") * (1 / (1 - kept) + self._yearly_growth * kept / (1 - kept) ** 2)

    def ages(self, count: int) -> tuple[list[Quantity], list[Quantity]]:
        """Expected MRR and live share of an account by age in months."""
        mrr, live = self._mrr, self._live
        if not mrr:
            mrr.append(rates.uplifted(self.of, self._measure("arpa")))
            live.append(constant(1))
        while len(mrr) < count:
            age = len(mrr)
            renews, expands = age % self.segment.renewal_months == 0, age % self.segment.expansion_months == 0
            mrr.append(mrr[-1] * factor(self.of, renews=renews, expands=expands) if renews or expands else mrr[-1])
            live.append(live[-1] * kept_per_renewal(self.of) if renews else live[-1])
            if renews or expands:
                mrr[-1] = mrr[-1].named("", f"Expected MRR of an account at age {age}", unit="money/month")
            if renews:
                live[-1] = live[-1].named("", f"Share of accounts left at age {age}", unit="share")
        return mrr[:count], live[:count]

    def _discounted(self, quantity: Quantity, age: int) -> Quantity:
        rate = self.of.trace.input("discount_rate")
        return quantity * (1 + rate) ** (-age / YEAR) if rate.value and age else quantity

    def _margins(self, count: int) -> list[Quantity]:
        """Expected margin of an account by age."""
        mrr, live = self.ages(count)
        cost, contribution = self._cs_cost, self._contribution
        margins = [one * contribution - share * cost if cost.label else one * contribution
                   for one, share in zip(mrr, live, strict=True)]  # fmt: skip
        return [one.named("", f"Expected margin at age {age}", unit="money/month") for age, one in enumerate(margins)]

    def ltv_5y(self) -> Quantity:
        return total(self._discounted(margin, age) for age, margin in enumerate(self._margins(FIVE_YEARS)))

    def _over_turn(self, ages: list[Quantity], label: str, unit: str) -> Quantity:
        return total(self._discounted(one, age) for age, one in enumerate(ages)).named("", label, unit=unit)

    def ltv_compounding(self) -> Quantity:
        length = turn(self.of)
        mrr, live = self.ages(length)
        discount = self._discounted(constant(1), length)
        revenue = self._over_turn(mrr, f"Expected revenue of {length} months", "money/account")
        worth = revenue * self._contribution / (1 - per_turn(self.of) * discount)
        if not self._cs_cost.value:
            return worth
        months = self._over_turn(live, f"Expected months of service in {length} months", "months")
        stays = kept_per_renewal(self.of) ** (length / self.segment.renewal_months)
        return worth - months * self._cs_cost / (1 - stays * discount)

    def payback_revenue(self) -> Quantity:
        return self._paid_back_by(self._measure("arpa"))

    def payback_margin(self) -> Quantity:
        return self._paid_back_by(self._measure("margin"))

    def _paid_back_by(self, monthly: Quantity) -> Quantity:
        if self.segment.cac == 0:
            return constant(0)
        return self._input("cac") / (self._input("onboarding_rate") * monthly)

    def payback_survival(self) -> Quantity:
        """The month of age in which CAC is reached, and the months of onboarding."""
        found = self._measure("payback_survival")
        if found.reason or self.segment.cac == 0:
            return found if found.reason else constant(0)
        months = round(found.value) - self.segment.onboarding_months
        onboarding = self._input("onboarding_rate")
        earned = [
            (total(self._margins(count)) * onboarding).named(
                "", f"Margin earned by month {count}", unit="money/account"
            )
            for count in (months - 1, months)
            if count
        ]
        reached = Quantity(
            months, "months", "Months of revenue until it reaches CAC", evidence=(*earned, self._input("cac"))
        )
        return reached + self._input("onboarding_months")

    def ltv_cac(self) -> Quantity:
        ltv = self._measure(LTVS[self.of.scenario.guidelines.ltv])
        return self._input("onboarding_rate") * ltv / self._input("cac")

    def mrr_ceiling(self) -> Quantity:
        mrr, _ = self.ages(turn(self.of))
        over_turn = total(mrr).named("", "Expected MRR of an account over one turn", unit="money/account")
        return self._input("new_accounts") * self._input("onboarding_rate") * over_turn / (1 - per_turn(self.of))
