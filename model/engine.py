"""The month: a ring of renewal buckets per segment, for many scenarios at once (model, sections 2 and 3).

Arrays are months first, scenarios last: a path is (months, segments, scenarios). A bucket holds the accounts
whose first month is the same modulo L = max(renewal, expansion) months; they live through the same steps.
This file alone knows the order of the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from model import capacity
from model.batch import Array, Given

Paths = dict[str, Array]
MOVES = ("churned", "contraction", "price", "expansion")
COVERAGE = ("capacity_hours", "load", "coverage", "engagement")


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
    signed = given.empty((months, *shape))
    level, power = np.broadcast_to(first, shape).copy(), np.ones(shape)
    factor = 1 + growth
    for row in signed:
        np.multiply(level, power, out=row)
        np.maximum(row, 0, out=row)
        level += step
        power *= factor
    return signed


def shifted(path: Array, months: Array, length: int) -> Array:
    """`path` read `months` later (negative: earlier, zero before its start); months may differ by scenario."""
    if not months.any():
        return path[:length]
    shape = (length, *np.broadcast_shapes(path.shape[1:], months.shape))
    month = np.arange(length)[:, None, None] + months.astype(int)
    read = np.take_along_axis(np.broadcast_to(path, (len(path), *shape[1:])), np.clip(month, 0, len(path) - 1), 0)
    return np.where(month >= 0, read, 0.0)


def march(given: Given, needs: Needs) -> Paths:
    """The paths of all segments, each (months, segments, scenarios); those of layers are named `..._of_LAYER`."""
    terms: dict[tuple[Any, ...], list[int]] = {}
    for index, segment in enumerate(given.segments):
        key = (segment.renewal_months, segment.expansion_months, segment.billing_months, segment.staffing)
        terms.setdefault(key, []).append(index)
    parts = [(indices, _Ring(given, needs, indices).march()) for indices in terms.values()]
    if len(parts) == 1:
        return parts[0][1]
    order = np.argsort(np.concatenate([indices for indices, _ in parts]))
    return {name: _joined([part[name] for _, part in parts])[:, order] for name in parts[0][1]}


def _joined(parts: list[Array]) -> Array:
    width = max(part.shape[-1] for part in parts)
    return np.concatenate([np.broadcast_to(part, (*part.shape[:-1], width)) for part in parts], axis=1)


class _Ring:
    """The state of segments with the same terms, and what a month does to it.

    `state` is (buckets, rows, segments, scenarios). Its rows are the variants of MRR (the layers, then `floor`
    and `flat` where needed), then the accounts of each layer. Accounts on month-to-month terms stand in a
    second ring of the same rows, `monthly`, with one bucket for each month between expansions.
    """

    def __init__(self, given: Given, needs: Needs, segments: list[int]) -> None:
        scenario, first = given.scenario, given.segments[segments[0]]
        self.given, self.needs, self.segments = given, needs, segments
        self.renewal, self.expansion, self.billing = first.renewal_months, first.expansion_months, first.billing_months
        self.length = max(self.renewal, self.expansion)
        self.months = scenario.horizon_months
        self.staffing = first.staffing
        self.fixed = self.staffing == "fixed"
        self.adds = scenario.expansion_base == "starting"
        self.layers = ("book", "new") if needs.layers else ("all",)
        self.variants = (*self.layers, *("floor",) * needs.floor, *("flat",) * needs.flat)
        self.mrr = slice(0, len(self.variants))
        self.shape = (len(segments), given.size)
        self._read_rates(uplifted=scenario.first_uplift == "from_start")
        self._open(aligned=scenario.book_anniversaries == "aligned")
        self._prepare_paths()

    def of(self, name: str) -> Array:
        values = self.given.of(name)
        return values if len(self.segments) == len(values) else values[self.segments]

    def _read_rates(self, *, uplifted: bool) -> None:
        price, step = self.of("price_increase"), self.of("expansion_rate") * self.of("expansion_share")
        self.contraction = _unless_zero(self.of("contraction_rate"))
        self.price = _unless_zero(self._by_variant(price))
        self.growth = _unless_zero(self._by_variant(step))
        self.shift = _unless_zero(self.of("month_to_month_shift")) if self.fixed else None
        self._keep(self.of("retention_rate"))
        self.uplift = np.ones_like(self._by_variant(step))
        if uplifted:
            price, step = self._by_variant(price), self._by_variant(step)
            self.uplift = 1 + price + step if self.adds else (1 + price) * (1 + step)

    def _keep(self, share: Array) -> None:
        """Sets the share that renews, and the share that does not."""
        self.kept, self.lost = share, 1 - share

    def _by_variant(self, rate: Array) -> Array:
        """A rate of growth for each variant: as given for the layers, without growth for floor, 0 for flat."""
        kinds = {"floor": np.minimum(rate, 0), "flat": np.zeros_like(rate)}
        return np.stack([kinds.get(variant, rate) for variant in self.variants])

    def _open(self, *, aligned: bool) -> None:
        """The opening book: in one bucket, or spread evenly over all."""
        one, none = np.ones((1, 1)), np.zeros((1, 1))
        arpa = self.of("acv") / 12
        self.worth = [arpa * uplift for uplift in self.uplift] + [one] * len(self.layers)
        names = (*self.variants, *self.layers)
        book = [none if name == "new" else worth for name, worth in zip(names, self.worth, strict=True)]
        joining = [none if name in ("book", "floor") else worth for name, worth in zip(names, self.worth, strict=True)]
        accounts = self.of("accounts")
        opening = np.stack(np.broadcast_arrays(*(accounts * worth for worth in book)))
        self.joining = np.stack(np.broadcast_arrays(*joining))
        self.state = np.zeros((self.length, len(names), *self.shape))
        if aligned:
            self.state[1 % self.length] = opening
        else:
            self.state[:] = opening / self.length
        if self.shift is not None:
            self.monthly = np.zeros((self.expansion, *self.state.shape[1:]))
            self.monthly_kept = self.given.monthly_terms_retention[self.segments]
            self.monthly_lost = 1 - self.monthly_kept

    def _prepare_paths(self) -> None:
        cycle, onboarding = self.of("sales_cycle_months"), self.of("onboarding_months")
        signed = signed_accounts(self.given, self.months + int(cycle.max()))
        signed = signed if len(self.segments) == signed.shape[1] else signed[:, self.segments]
        self.started = shifted(signed, -onboarding, self.months)
        self.onboarding_rate = self.of("onboarding_rate")
        self.joining = self.joining * self.onboarding_rate
        self.held = self.given.empty((self.months, *self.state.shape[1:]))
        self.paths: Paths = {
            "opening_mrr": (self.of("accounts") * self.worth[0])[None],
            "signed_accounts": signed[: self.months],
            "acquired_accounts": shifted(signed, cycle, self.months),
        }
        if self.needs.flows:
            self.moved = {name: np.zeros_like(self.held[:, self.mrr]) for name in MOVES[1:]}
            self.moved["churned"] = np.zeros_like(self.held)
        if self.needs.billing:
            self.paths["billings"] = self.given.empty((self.months, *self.shape))
        self.hours_per_account = self.given.hours_per_account[self.segments] / 12
        self.hours_per_csm = capacity.csm_hours_per_month(
            csm_hours=self.of("csm_hours"), csm_productivity=self.of("csm_productivity")
        )
        if self.staffing != "none":
            self.paths["required_hours"] = self.given.empty((self.months, *self.shape))
        if self.fixed:
            self._prepare_team()
        else:
            self._prepare_unlimited_team()

    def _prepare_unlimited_team(self) -> None:
        """No CSMs, or as many as are needed: nobody goes short."""
        shape = (self.months, *self.shape)
        none, served = np.broadcast_to(0.0, shape), np.broadcast_to(1.0, shape)
        self.paths |= {"csms": none, "cuts": none[..., :1], "engagement_before": served[:1]}
        if self.needs.coverage:
            self.paths |= dict(zip(COVERAGE, (none, none, served, served), strict=True))
        if self.staffing == "to_need":
            self.paths["csms"] = self.given.empty(shape)

    def _prepare_team(self) -> None:
        seats = capacity.Seats([self.given.segments[index] for index in self.segments], self.months)
        count = seats.count(self.of("csms"))
        ramping = seats.ramping(ramp_months=self.of("ramp_months"), seats=count)
        self.seat_hours = (count - ramping * (1 - self.of("ramp_productivity"))) * self.hours_per_csm
        self.memory = self.of("engagement_memory")
        self.attrition = {name: self.of(name) for name in ("csm_attrition", "overload_attrition", "vacancy_months")}
        self.vacancies = bool(self.attrition["vacancy_months"].any())
        names = ("retention_rate", "retention_at_risk", "response_curve")
        self.retention = {name: self.of(name) for name in names}
        names = ("expansion_rate", "expansion_share", "expansion_without_csm")
        self.expanding = {name: self.of(name) for name in names}
        self.retention_responds = bool(self.retention["retention_at_risk"].any())
        self.expansion_responds = self.growth is not None and bool((self.expanding["expansion_without_csm"] < 1).any())
        self.paths |= {"csms": np.broadcast_to(count, (self.months, *self.shape)), "cuts": seats.cuts}
        if self.needs.coverage:
            self.paths |= {name: self.given.empty((self.months, *self.shape)) for name in COVERAGE}

    def march(self) -> Paths:
        """Every month in its order: renewals and expansion, new accounts, bills, coverage."""
        for month in range(1, self.months + 1):
            if month > 1:
                self._renew_and_expand(month)
            self.state[month % self.length] += self.started[month - 1] * self.joining
            self._hold(month)
            if self.needs.billing and self.billing > 1:
                self._bill(month)
            if self.staffing != "none":
                self._staff(month)
        return self._finished()

    def _renew_and_expand(self, month: int) -> None:
        renewing = self.state[month % self.renewal :: self.renewal]
        expanding = self.state[month % self.expansion :: self.expansion, self.mrr]
        renewing_mrr = renewing[:, self.mrr]
        before = (renewing_mrr.copy(), expanding.copy()) if self.adds else (renewing_mrr, expanding)
        self._tell("churned", month, _lose(renewing, self.kept, self.lost))
        if self.contraction is not None:
            contracted = before[0] * self.contraction
            renewing_mrr -= contracted
            self._tell("contraction", month, contracted)
        if self.price is not None:
            raised = before[0] * self.price
            renewing_mrr += raised
            self._tell("price", month, raised)
        if self.growth is not None:
            expanded = before[1] * self.growth
            expanding += expanded
            self._tell("expansion", month, expanded)
        if self.shift is not None:
            self._live_on_monthly_terms(month)
            share = self.shift * (1 - self.engagement)
            moved = _lose(renewing, 1 - share, share)
            bucket = month % self.expansion
            if self.expansion > self.renewal:
                self.monthly[month % self.renewal :: self.renewal] += moved
            else:
                self.monthly[bucket : bucket + 1] += moved

    def _live_on_monthly_terms(self, month: int) -> None:
        expanding = self.monthly[month % self.expansion, None, self.mrr]
        before = expanding.copy() if self.adds else expanding
        self._tell("churned", month, _lose(self.monthly, self.monthly_kept, self.monthly_lost))
        if self.growth is not None:
            expanded = before * self.growth
            expanding += expanded
            self._tell("expansion", month, expanded)

    def _tell(self, move: str, month: int, amount: Array) -> None:
        if self.needs.flows:
            self.moved[move][month - 1] += np.add.reduce(amount, axis=0)

    def _hold(self, month: int) -> None:
        held = self.held[month - 1]
        np.add.reduce(self.state, axis=0, out=held)
        if self.shift is not None:
            held += np.add.reduce(self.monthly, axis=0)

    def _bill(self, month: int) -> None:
        """MRR x B on the anniversaries of the bill; a rise above what was last billed for the months left."""
        level = self.state[:, : len(self.layers)].sum(axis=1)
        due = slice(month % self.billing, None, self.billing)
        if self.expansion % self.billing == 0:  # every expansion falls on an anniversary of the bill
            billed = np.add.reduce(level[due], axis=0) * self.billing
        else:
            if month == 1:
                self.billed = level.copy()
            self.billed[due] = 0
            left = self.billing - (month - np.arange(self.length)[:, None, None]) % self.billing
            billed = np.add.reduce(np.maximum(level - self.billed, 0) * left, axis=0)
            np.maximum(self.billed, level, out=self.billed)
        if self.shift is not None:
            billed = billed + self.monthly[:, : len(self.layers)].sum(axis=(0, 1))
        self.paths["billings"][month - 1] = billed

    def _staff(self, month: int) -> None:
        """Hours of the month, and the CSMs for them or what becomes of those who are there."""
        accounts = self.held[month - 1, -len(self.layers) :]
        accounts = accounts[0] if len(accounts) == 1 else accounts[0] + accounts[1]
        required = np.multiply(accounts, self.hours_per_account, out=self.paths["required_hours"][month - 1])
        if self.fixed:
            self._cover(month, required)
        else:
            self.paths["csms"][month - 1] = capacity.csms_to_need(
                required_hours=required, hours_per_csm=self.hours_per_csm
            )

    def _cover(self, month: int, required: Array) -> None:
        row = month - 1
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
        if self.retention_responds:
            self._keep(capacity.served_retention(engagement=self.engagement, **self.retention))
        if self.expansion_responds:
            self.growth = self._by_variant(capacity.expansion_step(engagement=self.engagement, **self.expanding))

    def _staffed(self, required: Array, seat_hours: Array) -> tuple[Array, Array, Array]:
        """Load of the seats, hours left after vacancies, coverage."""
        load = capacity.load(required_hours=required, capacity_hours=seat_hours)
        hours = seat_hours * (1 - capacity.vacant_share(load=load, **self.attrition)) if self.vacancies else seat_hours
        return load, hours, capacity.coverage(required_hours=required, capacity_hours=hours)

    def _finished(self) -> Paths:
        """The paths by their names, layers added up."""
        paths, layers = self.paths, len(self.layers)
        names = [f"mrr_of_{variant}" for variant in self.variants] + [f"accounts_of_{layer}" for layer in self.layers]
        paths |= {name: self.held[:, index] for index, name in enumerate(names) if not name.endswith("_all")}
        paths["mrr"], paths["accounts"] = _added(self.held[:, :layers]), _added(self.held[:, -layers:])
        if self.needs.flows:
            paths["committed_mrr"] = paths["signed_accounts"] * (self.of("acv") / 12)
            paths["new_mrr"] = self.started * (self.worth[0] * self.onboarding_rate)
            paths["churned_accounts"] = _added(self.moved["churned"][:, -layers:])
            paths |= {f"{move}_mrr": _added(self.moved[move][:, :layers]) for move in MOVES}
        if self.needs.billing and self.billing == 1:
            paths["billings"] = paths["mrr"]
        if self.needs.coverage and self.staffing == "none":
            paths["required_hours"] = paths["accounts"] * self.hours_per_account
        if self.needs.coverage and self.staffing == "to_need":
            paths["capacity_hours"] = paths["csms"] * self.hours_per_csm
            paths["load"] = capacity.load(
                required_hours=paths["required_hours"], capacity_hours=paths["capacity_hours"]
            )
        return paths


def _unless_zero(rate: Array) -> Array | None:
    """None for a rate that is zero everywhere: its step is left out."""
    return rate if rate.any() else None


def _lose(state: Array, kept: Array, lost: Array) -> Array:
    """Leaves the share `kept` of the state and returns what is lost."""
    gone: Array = state * lost
    state *= kept
    return gone


def _added(layers: Array) -> Array:
    """(months, layers, segments, scenarios) added over the layers; one layer is its own sum."""
    return layers[:, 0] if layers.shape[1] == 1 else np.add.reduce(layers, axis=1)
