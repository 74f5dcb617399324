"""What one account is worth, what it costs and when it pays back, per segment (model, section 6).

Arrays are (segments, scenarios); rates are taken at the engagement before month 1, month-to-month terms left out.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from model import capacity, formulas
from model.batch import Array, Given
from model.figures import Figure, Flags, figure
from model.response import Response

ONE = 1 - 1e-12  # a factor at or above this counts as 1
LTVS = {"simple": "ltv_simple", "compounding": "ltv_compounding", "5y": "ltv_5y", "dcf": "ltv_dcf"}
LAST_PAYBACK_MONTH = 120
CAP = 60  # months of the capped LTV
ALL = np.array(1.0)


class Account:
    """The expected life of one account of each segment, from its first revenue on."""

    def __init__(self, given: Given, engagement: Array) -> None:
        self.given = given
        of = given.of
        self.renewal, self.expansion = of("renewal_months"), of("expansion_months")
        self.turn = np.maximum(self.renewal, self.expansion)
        self.arpa = of("acv") / 12
        response = Response(given)
        self.retention, self.step = response.retention(engagement), response.expansion(engagement)
        self.price, self.contraction = of("price_increase"), of("contraction_rate")
        self.added = given.scenario.expansion_base == "starting"
        self.contribution = of("gross_margin") - of("cost_to_serve_rate")
        self.hours = given.hours_per_account
        self.csm_hours_per_year = of("csm_hours") * of("csm_productivity")
        staffed = np.array([[segment.staffing != "none"] for segment in given.segments])
        share_of_csm = np.where(
            staffed & (self.hours > capacity.HOURS_TOLERANCE), self.hours / self.csm_hours_per_year, 0
        )
        self.cs_cost = of("csm_cost") / 12 * share_of_csm

    @cached_property
    def factors(self) -> tuple[Array, Array, Array]:
        """By what the MRR of an account is multiplied in a month in which it renews, expands, does both."""
        if self.added:
            renewal, expansion = self.retention - self.contraction + self.price, 1 + self.step
            return renewal, expansion, renewal + self.step
        renewal, expansion = self.retention * (1 - self.contraction) * (1 + self.price), 1 + self.step
        return renewal, expansion, renewal * expansion

    @cached_property
    def per_turn(self) -> Array:
        """Q: by what the MRR of an account is multiplied over one turn of the ring."""
        renewal, expansion, both = self.factors
        return both * renewal ** (self.turn / self.renewal - 1) * expansion ** (self.turn / self.expansion - 1)

    @cached_property
    def ages(self) -> tuple[Array, Array]:
        """Expected MRR and live accounts of one account at ages 0..119, (ages, segments, scenarios)."""
        age = np.arange(1, LAST_PAYBACK_MONTH)[:, None, None]
        renews, expands = age % self.renewal == 0, age % self.expansion == 0
        renewal, expansion, both = self.factors
        factors = np.where(renews, np.where(expands, both, renewal), np.where(expands, expansion, ALL))
        return _unrolled(self.arpa * self.first_uplift, factors), _unrolled(ALL, np.where(renews, self.retention, ALL))

    @cached_property
    def margins(self) -> Array:
        """Expected margin of one account at ages 0..119."""
        mrr, live = self.ages
        return mrr * self.contribution - live * self.cs_cost

    @cached_property
    def discount(self) -> Array:
        """(1 + d)^(-a/12) for ages 0..59, (ages, 1, scenarios or 1)."""
        return np.exp(-np.log1p(self.given.one("discount_rate")) * np.arange(CAP)[:, None, None] / 12)

    @cached_property
    def first_turn(self) -> Flags:
        """Which ages belong to the first turn of the ring, (ages, segments, scenarios or 1)."""
        return np.arange(int(self.turn.max()))[:, None, None] < self.turn

    @property
    def first_uplift(self) -> Array:
        if self.given.scenario.first_uplift != "from_start":
            return np.ones_like(self.step)
        full = self.given.of("expansion_rate") * self.given.of("expansion_share")
        return 1 + self.price + full if self.added else (1 + self.price) * (1 + full)


def _unrolled(start: Array, factors: Array) -> Array:
    """What `start` comes to when it is multiplied by one factor after the other, itself first."""
    path = np.empty((len(factors) + 1, *np.broadcast_shapes(start.shape, factors.shape[1:])))
    path[0], path[1:] = start, factors
    return np.multiply.accumulate(path, axis=0, out=path)


def net_mrr_churn(account: Account) -> Array:
    """1 - Q^(1/L), share per month; below 1e-12 in size it is 0."""
    per_turn = account.per_turn
    growth = np.log(np.where(per_turn > 0, per_turn, 1)) / account.turn
    churn = np.where(per_turn > 0, -np.expm1(growth), 1.0)
    return np.where(np.abs(churn) < 1e-12, 0.0, churn)


def unit_economics(given: Given, account: Account) -> dict[str, Figure]:
    """Every measure of section 6 by its name, (segments, scenarios)."""
    of, arpa = given.of, account.arpa
    margin_before_cs = arpa * account.contribution
    margin = margin_before_cs - account.cs_cost
    no_hours = account.hours <= capacity.HOURS_TOLERANCE
    hours_per_csm = account.csm_hours_per_year / 12
    opening_hours = of("accounts") * account.hours / 12
    figures = {
        "arpa": figure(arpa),
        "margin": figure(margin),
        "margin_before_cs": figure(margin_before_cs),
        "hours_per_account": figure(account.hours),
        "accounts_per_csm": figure(
            formulas.accounts_per_csm(csm_hours=account.csm_hours_per_year, hours_per_account=account.hours),
            (no_hours, "no_hours"),
        ),
        "csms_needed": figure(
            capacity.csms_to_need(required_hours=np.where(no_hours, 0, opening_hours), hours_per_csm=hours_per_csm)
        ),
        "mrr_ceiling": _ceiling(given, account),
        **_lifetime_values(given, account, margin),
        **_paybacks(given, account, margin),
    }
    return figures | {"ltv_cac": ltv_cac(given, figures[LTVS[given.scenario.guidelines.ltv]])}


def ltv_cac(given: Given, ltv: Figure) -> Figure:
    """CR5 x LTV / cac."""
    onboarding, cac = given.of("onboarding_rate"), given.of("cac")
    value = formulas.ltv_cac(ltv=ltv.or_zero, cac=cac, onboarding_rate=onboarding)
    no_cac = (cac == 0) | (np.isnan(value) & (ltv.values > 0))  # nothing, or so little that the ratio has no number
    unworthy = tuple((ltv.because(code), code) for code in ("no_margin", "no_churn", "diverges", "too_large"))
    return figure(value, (onboarding == 0, "no_onboarding"), (no_cac, "no_cac"), *unworthy)


def _lifetime_values(given: Given, account: Account, margin: Array) -> dict[str, Figure]:
    retention, renewal = account.retention, account.renewal
    no_churn, no_margin = retention >= ONE, margin <= 0
    monthly_churn, yearly_churn = _churn(retention, 1 / renewal), _churn(retention, 12 / renewal)
    yearly_growth = 12 * (account.step / account.expansion + (account.price - account.contraction) / renewal)
    growth = account.arpa * account.contribution * yearly_growth / 12
    discount = given.one("discount_rate")
    endless, unending = monthly_churn == 0, (1 - yearly_churn) * (1 - discount) >= ONE
    lifetime = formulas.lifetime_months(churn_per_renewal=np.where(no_churn, 0, 1 - retention), renewal_months=renewal)
    simple = formulas.ltv_simple(monthly_margin=margin, lifetime_months=lifetime)
    linear = formulas.ltv_linear(monthly_margin=margin, monthly_churn=monthly_churn, monthly_margin_growth=growth)
    dcf = formulas.ltv_dcf(
        yearly_margin=12 * margin, yearly_churn=yearly_churn, yearly_growth=yearly_growth, discount_rate=discount
    )
    return {
        "lifetime_months": figure(lifetime, (no_churn, "no_churn")),
        "ltv_simple": figure(simple, (no_churn & no_margin, "no_margin"), (no_churn, "no_churn")),
        "ltv_compounding": _ltv_compounding(given, account, no_margin),
        "ltv_5y": figure(np.add.reduce(account.margins[:CAP] * account.discount[:CAP], axis=0)),
        "ltv_linear": figure(linear, (endless & no_margin, "no_margin"), (endless, "no_churn")),
        "ltv_dcf": figure(dcf, (unending & no_margin, "no_margin"), (unending, "no_churn")),
    }


def _churn(retention: Array, periods: Array) -> Array:
    """1 - retention^periods by expm1; 0 when the factor counts as 1."""
    with np.errstate(divide="ignore"):
        churn = -np.expm1(np.log(retention) * periods)
    return np.where(churn <= 1 - ONE, 0.0, churn)


def _ltv_compounding(given: Given, account: Account, no_margin: Flags) -> Figure:
    """Two geometric series over turns of the ring: revenue with Q x discount, CSM cost with CR6^(L/R) x discount."""
    mrr, live = account.ages
    discount = account.discount[: len(account.first_turn)] * account.first_turn
    per_turn = np.exp(-np.log1p(given.one("discount_rate")) * account.turn / 12)
    revenue_kept = account.per_turn * per_turn
    accounts_kept = account.retention ** (account.turn / account.renewal) * per_turn
    revenue_grows, accounts_stay = revenue_kept >= ONE, accounts_kept >= ONE
    revenue = np.add.reduce(mrr[: len(discount)] * discount, axis=0) / np.where(revenue_grows, 1, 1 - revenue_kept)
    cost = np.add.reduce(live[: len(discount)] * discount, axis=0) / np.where(accounts_stay, 1, 1 - accounts_kept)
    earns = account.contribution > 0
    return figure(
        revenue * account.contribution - cost * account.cs_cost,
        (revenue_grows & (no_margin | ~earns), "no_margin"),
        (revenue_grows, "diverges"),
        (accounts_stay & (account.cs_cost > 0), "no_margin"),
    )


def _paybacks(given: Given, account: Account, margin: Array) -> dict[str, Figure]:
    onboarding, cac = given.of("onboarding_rate"), given.of("cac")
    free, nobody = cac == 0, onboarding == 0
    no_margin = (margin <= 0) & ~free
    revenue = formulas.payback_revenue(cac=cac, arpa=account.arpa, onboarding_rate=onboarding)
    earned = formulas.payback_margin(cac=cac, monthly_margin=margin, onboarding_rate=onboarding)
    by_revenue, by_margin = np.where(free, 0, revenue), np.where(free, 0, earned)
    survival = np.where(free, 0, _survival_payback(given, account))
    return {
        "payback_revenue": figure(by_revenue, (nobody, "no_onboarding"), (np.isnan(by_revenue), "never_pays_back")),
        "payback_margin": figure(
            by_margin, (nobody, "no_onboarding"), (no_margin, "no_margin"), (np.isnan(by_margin), "never_pays_back")
        ),
        "payback_survival": figure(
            survival,
            (nobody, "no_onboarding"),
            (no_margin, "no_margin"),
            (survival > LAST_PAYBACK_MONTH, "never_pays_back"),
        ),
    }


def _survival_payback(given: Given, account: Account) -> Array:
    """Months from signature until the expected cumulative margin reaches cac; beyond 120 it says 121."""
    earned = np.cumsum(account.margins, axis=0) * given.of("onboarding_rate")
    reached = earned >= given.of("cac") * (1 - 1e-9)
    month = np.argmax(reached, axis=0) + 1 + given.of("onboarding_months")
    return np.where(reached.any(axis=0), np.minimum(month, LAST_PAYBACK_MONTH + 1), LAST_PAYBACK_MONTH + 1)


def _ceiling(given: Given, account: Account) -> Figure:
    """n x CR5 x (MRR of a live account over one turn) / (1 - Q), money a month."""
    over_turn = np.add.reduce(account.ages[0][: len(account.first_turn)] * account.first_turn, axis=0)
    grows = account.per_turn >= ONE
    changes = (given.of("new_accounts_step") != 0) | (given.of("new_accounts_growth") != 0)
    started = given.of("new_accounts") * given.of("onboarding_rate")
    return figure(started * over_turn / np.where(grows, 1, 1 - account.per_turn), (grows | changes, "no_ceiling"))
