"""The month: a ring of renewal buckets per segment, for many scenarios at once (model, sections 2 and 3).

Arrays are months first, scenarios last: a path is (months, segments, scenarios). A bucket holds the accounts
whose first month is the same modulo L = max(renewal, expansion) months; they live through the same steps.
This file alone knows the order of the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import capacity
from model.batch import Array, Given

Paths = dict[str, Array]
COVERAGE = ("capacity_hours", "load", "coverage", "engagement")
FLOWS = ("expansion_mrr", "price_mrr", "contraction_mrr", "churned_mrr", "churned_accounts")


@dataclass(frozen=True)
class Needs:
    """What a march keeps beside `mrr` and `accounts`; what nobody asks for costs nothing."""

    layers: bool = False  # the opening book and the accounts signed later apart
    floor: bool = False  # the book once more without expansion and price rise: for GRR
    flat: bool = False  # everything once more without them: for the revenue that expansion brings
    flows: bool = False  # the movements of MRR
    billing: bool = False
    coverage: bool = False  # load, hours, coverage and engagement by month


def signed_accounts(given: Given, months: int) -> Array:
    """signed(t) = max(0, (n + step (t-1)) (1+g)^(t-1)) for t = 1..months, (months, segments, scenarios)."""
    first, step, growth = (given.of(f"new_accounts{part}") for part in ("", "_step", "_growth"))
    shape = np.broadcast_shapes(first.shape, step.shape, growth.shape)
    signed = np.empty((months, *shape))
    level, power = np.broadcast_to(first, shape).copy(), np.ones(shape)
    for row in signed:
        np.multiply(level, power, out=row)
        level += step
        power *= 1 + growth
    return np.maximum(signed, 0, out=signed)


def shifted(path: Array, months: Array, length: int) -> Array:
    """`path` read `months` later (negative: earlier, zero before its start); months may differ by scenario."""
    shape = (length, *np.broadcast_shapes(path.shape[1:], months.shape))
    if not np.any(months):
        return path[:length]
    month = np.arange(length)[:, None, None] + months.astype(int)
    read = np.take_along_axis(np.broadcast_to(path, (len(path), *shape[1:])), np.clip(month, 0, len(path) - 1), 0)
    return np.where(month >= 0, read, 0.0)


def march(given: Given, needs: Needs) -> Paths:
    """All paths of all segments, each (months, segments, scenarios); layers as (months, layers, segments, scenarios)."""
    terms: dict[tuple[Any, ...], list[int]] = {}
    for index, segment in enumerate(given.segments):
        key = (segment.renewal_months, segment.expansion_months, segment.billing_months, segment.staffing)
        terms.setdefault(key, []).append(index)
    parts = [(indices, _Ring(given, needs, indices).march()) for indices in terms.values()]
    if len(parts) == 1:
        return parts[0][1]
    return {name: _woven([(indices, part[name]) for indices, part in parts]) for name in parts[0][1]}


def _woven(parts: list[tuple[list[int], Array]]) -> Array:
    """Paths of groups of segments put back into the order of the segments."""
    order = np.argsort(np.concatenate([indices for indices, _ in parts]))
    width = max(part.shape[-1] for _, part in parts)
    joined = [np.broadcast_to(part, (*part.shape[:-1], width)) for _, part in parts]
    return np.concatenate(joined, axis=-2)[..., order, :]


class _Ring:
    """The state of segments with the same terms, and what a month does to it.

    mrr is (buckets, variants, segments, scenarios), accounts (buckets, layers, segments, scenarios). The first
    variants are the layers themselves; then come `floor` and `flat` when needed.
    """

    def __init__(self, given: Given, needs: Needs, segments: list[int]) -> None:
        scenario, first = given.scenario, given.segments[segments[0]]
        self.given, self.needs, self.segments = given, needs, segments
        self.renewal, self.expansion, self.billing = first.renewal_months, first.expansion_months, first.billing_months
        self.length = max(self.renewal, self.expansion)
        self.months = scenario.horizon_months
        self.fixed = first.staffing == "fixed"
        self.adds = scenario.expansion_base == "starting"
        self.uplifted = scenario.first_uplift == "from_start"
        self.layers = 2 if needs.layers else 1
        self.shape = (len(segments), given.size)
        self._read_rates()
        self._open(aligned=scenario.book_anniversaries == "aligned")
        self._prepare_paths()

    def of(self, name: str) -> Array:
        return self.given.of(name)[self.segments]

    def _read_rates(self) -> None:
        self.arpa = self.of("acv") / 12
        step = self.of("expansion_rate") * self.of("expansion_share")
        price = self.of("price_increase")
        self.contraction = _unless_zero(self.of("contraction_rate"))
        self.price = _unless_zero(self._variants(price))
        self.growth = _unless_zero(self._variants(step))
        self.shift = _unless_zero(self.of("month_to_month_shift")) if self.fixed else None
        self.lost = 1 - self.of("retention_rate")
        self.responds = self.fixed and bool(
            np.any(self.of("retention_at_risk")) or np.any(self.of("expansion_without_csm") < 1)
        )
        self.uplift = np.ones_like(self._variants(step))
        if self.uplifted:
            price, step = self._variants(price), self._variants(step)
            self.uplift = 1 + price + step if self.adds else (1 + price) * (1 + step)

    def _variants(self, rate: Array) -> Array:
        """A rate of growth for each variant of MRR: as given for the layers, never growth for floor, none for flat."""
        variants = [rate] * self.layers
        variants += [np.minimum(rate, 0)] if self.needs.floor else []
        variants += [np.zeros_like(rate)] if self.needs.flat else []
        return np.stack(variants)

    def _open(self, *, aligned: bool) -> None:
        """The opening book: in one bucket, or spread evenly over all. It holds the first layer."""
        accounts = self.of("accounts")
        self.accounts = np.zeros((self.length, self.layers, *self.shape))
        buckets = [1 % self.length] if aligned else slice(None)
        self.accounts[buckets, 0] = accounts if aligned else accounts / self.length
        self.mrr = np.zeros((self.length, len(self.uplift), *self.shape))
        self.mrr[buckets] = self.accounts[buckets][:, :1] * self.arpa * self.uplift
        if self.needs.layers:
            self.mrr[:, 1] = 0
        if self.shift is not None:
            self.monthly_accounts = np.zeros((self.expansion, *self.accounts.shape[1:]))
            self.monthly_mrr = np.zeros((self.expansion, *self.mrr.shape[1:]))
            self.monthly_lost = 1 - self.given.monthly_terms_retention[self.segments]

    def _prepare_paths(self) -> None:
        signed = signed_accounts(self.given, self.months + int(self.of("sales_cycle_months").max()))[:, self.segments]
        started = shifted(signed, -self.of("onboarding_months"), self.months) * self.of("onboarding_rate")
        self.started = np.broadcast_to(started, (self.months, *self.shape))
        self.paths: Paths = {
            "opening_mrr": (self.of("accounts") * self.arpa * self.uplift[0])[None],
            "signed_accounts": signed[: self.months],
            "acquired_accounts": shifted(signed, self.of("sales_cycle_months"), self.months),
            "new_mrr": started * (self.arpa * self.uplift[0]),
            "mrr_by_variant": np.empty((self.months, len(self.uplift), *self.shape)),
            "accounts_by_layer": np.empty((self.months, self.layers, *self.shape)),
        }
        if self.needs.flows:
            self.paths |= {name: np.zeros((self.months, *self.shape)) for name in FLOWS}
        if self.needs.billing:
            self.paths["billings"] = np.empty((self.months, *self.shape))
        self.hours_per_csm = capacity.csm_hours_per_month(
            csm_hours=self.of("csm_hours"), csm_productivity=self.of("csm_productivity")
        )
        self.hours_per_account = self.given.hours_per_account[self.segments] / 12
        if self.fixed:
            self._prepare_seats()

    def _prepare_seats(self) -> None:
        seats = capacity.Seats([self.given.segments[index] for index in self.segments], self.months)
        count = seats.count(self.of("csms"))
        ramping = seats.ramping(ramp_months=self.of("ramp_months"), seats=count)
        self.seat_hours = (count - ramping * (1 - self.of("ramp_productivity"))) * self.hours_per_csm
        self.attrition = {name: self.of(name) for name in ("csm_attrition", "overload_attrition", "vacancy_months")}
        self.vacancies = bool(np.any(self.attrition["vacancy_months"]))
        self.memory = self.of("engagement_memory")
        self.paths |= {"csms": np.broadcast_to(count, (self.months, *self.shape)), "cuts": seats.cuts}
        if self.needs.coverage:
            self.paths |= {name: np.empty((self.months, *self.shape)) for name in COVERAGE}

    def march(self) -> Paths:
        """Every month in its order: renewals, expansion, the move to monthly terms, new accounts, coverage."""
        for month in range(1, self.months + 1):
            if month > 1:
                self._renew_and_expand(month)
            self._join(month)
            self._record(month)
            if self.fixed:
                self._cover(month)
        self._split_paths()
        return self.paths

    def _renew_and_expand(self, month: int) -> None:
        due = slice(month % self.renewal, None, self.renewal)
        growing = slice(month % self.expansion, None, self.expansion)
        renewing, expanding = self.mrr[due], self.mrr[growing]
        before = (renewing.copy(), expanding.copy()) if self.adds else (renewing, expanding)
        self._flow("churned_accounts", month, _lose(self.accounts[due], self.lost))
        self._flow("churned_mrr", month, _lose(renewing, self.lost))
        if self.contraction is not None:
            contracted = before[0] * self.contraction
            renewing -= contracted
            self._flow("contraction_mrr", month, contracted)
        if self.price is not None:
            raised = before[0] * self.price
            renewing += raised
            self._flow("price_mrr", month, raised)
        if self.growth is not None:
            expanded = before[1] * self.growth
            expanding += expanded
            self._flow("expansion_mrr", month, expanded)
        if self.shift is not None:
            self._live_on_monthly_terms(month)
            self._move_to_monthly_terms(month, due)

    def _live_on_monthly_terms(self, month: int) -> None:
        expanding = self.monthly_mrr[month % self.expansion, None]
        before = expanding.copy() if self.adds else expanding
        self._flow("churned_accounts", month, _lose(self.monthly_accounts, self.monthly_lost))
        self._flow("churned_mrr", month, _lose(self.monthly_mrr, self.monthly_lost))
        if self.growth is not None:
            expanded = before * self.growth
            expanding += expanded
            self._flow("expansion_mrr", month, expanded)

    def _move_to_monthly_terms(self, month: int, due: slice) -> None:
        share = self.shift * (1 - self.engagement)
        target = due if self.expansion > self.renewal else slice(month % self.expansion, month % self.expansion + 1)
        for state, monthly in ((self.accounts, self.monthly_accounts), (self.mrr, self.monthly_mrr)):
            monthly[target] += _lose(state[due], share)

    def _join(self, month: int) -> None:
        """Accounts signed `onboarding_months` ago start as a new group; they hold the last layer."""
        bucket, started = month % self.length, self.started[month - 1]
        self.accounts[bucket, -1] += started
        mrr = started * self.arpa
        self.mrr[bucket, self.layers - 1] += mrr * self.uplift[0]
        if self.needs.flat:
            self.mrr[bucket, -1] += mrr

    def _flow(self, name: str, month: int, amount: Array) -> None:
        if self.needs.flows:
            self.paths[name][month - 1] += amount[:, : self.layers].sum(axis=(0, 1))

    def _record(self, month: int) -> None:
        row = month - 1
        np.add.reduce(self.mrr, axis=0, out=self.paths["mrr_by_variant"][row])
        np.add.reduce(self.accounts, axis=0, out=self.paths["accounts_by_layer"][row])
        if self.shift is not None:
            self.paths["mrr_by_variant"][row] += self.monthly_mrr.sum(axis=0)
            self.paths["accounts_by_layer"][row] += self.monthly_accounts.sum(axis=0)
        if self.needs.billing and self.billing > 1:
            self._bill(month)

    def _bill(self, month: int) -> None:
        """MRR x B on the anniversaries of B; a rise above what was last billed for the months left; no refunds."""
        level = self.mrr[:, : self.layers].sum(axis=1)
        due = slice(month % self.billing, None, self.billing)
        if self.expansion % self.billing == 0:  # expansion meets an anniversary of the bill: no rise in between
            billed = level[due].sum(axis=0) * self.billing
        else:
            if month == 1:
                self.billed = level.copy()
            self.billed[due] = 0
            left = self.billing - (month - np.arange(self.length)[:, None, None]) % self.billing
            billed = (np.maximum(0, level - self.billed) * left).sum(axis=0)
            np.maximum(self.billed, level, out=self.billed)
        if self.shift is not None:
            billed += self.monthly_mrr[:, : self.layers].sum(axis=(0, 1))
        self.paths["billings"][month - 1] = billed

    def _cover(self, month: int) -> None:
        row = month - 1
        required = self.paths["accounts_by_layer"][row].sum(axis=0) * self.hours_per_account
        if month == 1:
            self.engagement = self._staffed(required, self.of("csms") * self.hours_per_csm)[2]
            self.paths["engagement_before"] = self.engagement[None]
        load, hours, coverage = self._staffed(required, self.seat_hours[row])
        self.engagement = capacity.next_engagement(
            engagement=self.engagement, coverage=coverage, engagement_memory=self.memory
        )
        if self.needs.coverage:
            for name, values in zip(COVERAGE, (hours, load, coverage, self.engagement), strict=True):
                self.paths[name][row] = values
        if self.responds:
            self._respond()

    def _staffed(self, required: Array, seat_hours: Array) -> tuple[Array, Array, Array]:
        """Load of the seats, hours left after vacancies, coverage."""
        load = capacity.load(required_hours=required, capacity_hours=seat_hours)
        hours = seat_hours * (1 - capacity.vacant_share(load=load, **self.attrition)) if self.vacancies else seat_hours
        return load, hours, capacity.coverage(required_hours=required, capacity_hours=hours)

    def _respond(self) -> None:
        """What this month's engagement does to the next month's rates."""
        self.lost = 1 - capacity.served_retention(
            retention_rate=self.of("retention_rate"),
            retention_at_risk=self.of("retention_at_risk"),
            response_curve=self.of("response_curve"),
            engagement=self.engagement,
        )
        if self.growth is not None:
            step = capacity.expansion_step(
                expansion_rate=self.of("expansion_rate"),
                expansion_share=self.of("expansion_share"),
                expansion_without_csm=self.of("expansion_without_csm"),
                engagement=self.engagement,
            )
            self.growth = self._variants(step)

    def _split_paths(self) -> None:
        paths, layers = self.paths, self.layers
        by_variant, by_layer = paths["mrr_by_variant"], paths["accounts_by_layer"]
        paths["mrr"] = by_variant[:, 0] if layers == 1 else by_variant[:, 0] + by_variant[:, 1]
        paths["accounts"] = by_layer[:, 0] if layers == 1 else by_layer[:, 0] + by_layer[:, 1]
        if self.needs.billing and self.billing == 1:
            paths["billings"] = paths["mrr"]
        paths["required_hours"] = paths["accounts"] * self.hours_per_account
        if not self.fixed:
            paths |= self._team_without_response(paths["required_hours"])

    def _team_without_response(self, required: Array) -> Paths:
        """No CSMs, or as many as are needed: nobody goes short."""
        none = np.zeros((self.months, *self.shape))
        served = np.ones((self.months, *self.shape))
        team = {"csms": none, "cuts": none[:, :, :1], "engagement_before": served[:1]}
        if self.given.segments[self.segments[0]].staffing == "to_need":
            team["csms"] = capacity.csms_to_need(required_hours=required, hours_per_csm=self.hours_per_csm)
        if self.needs.coverage:
            hours = team["csms"] * self.hours_per_csm
            load = capacity.load(required_hours=required, capacity_hours=hours) if np.any(hours) else none
            team |= dict(zip(COVERAGE, (hours, load, served, served), strict=True))
        return team


def _unless_zero(rate: Array) -> Array | None:
    """None for a rate that is zero everywhere: its step is left out."""
    return rate if np.any(rate) else None


def _lose(state: Array, share: Array) -> Array:
    """Takes the share off the state and returns what was taken."""
    lost: NDArray[np.float64] = state * share
    state -= lost
    return lost
