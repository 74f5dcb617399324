"""The month: a ring of renewal buckets per segment, for many scenarios at once (model, sections 2 and 3).

Arrays are months first, scenarios last: a path is (months, segments, scenarios). A bucket holds the accounts
whose first month is the same modulo L = max(renewal, expansion) months; they live through the same steps.
This file alone knows the order of the month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from model import capacity
from model.batch import Array, Given
from model.billing import Bills
from model.memory import POOL, pieces
from model.response import Response
from model.rows import Rows
from model.scenario import Segment
from model.signing import Signing
from model.team import FixedTeam

Paths = dict[str, Array]


@dataclass(frozen=True)
class Needs:
    """What a march keeps beside `mrr` and `accounts`; what nobody asks for costs nothing."""

    layers: bool = False  # the opening book and the accounts signed later apart
    floor: bool = False  # the book once more without expansion and price rise: for GRR
    flat: bool = False  # everything once more without them: for the revenue that expansion brings
    flows: bool = False  # the movements of MRR
    billing: bool = False
    coverage: bool = False  # load, hours, coverage and engagement by month


def march(given: Given, needs: Needs) -> Iterator[tuple[slice, Paths]]:
    """A few months after the other: which, and the paths of all segments in them, each (months, segments, scenarios).

    Paths of layers are named `..._of_LAYER`. The next months are written over the ones before.
    """
    parts = list(pieces(given.scenario.horizon_months, given.size * len(given.segments)))
    longest = parts[0].stop
    rings = [_Ring(given.part(own), needs, longest) for own in _of_like_terms(given.segments)]
    for months in parts:
        yield months, _joined([ring.march(months) for ring in rings])


def _of_like_terms(segments: Sequence[Segment]) -> Iterator[slice]:
    """Neighbouring segments that can share one ring."""
    start = 0
    for _, like in groupby(
        segments, lambda one: (one.renewal_months, one.expansion_months, one.billing_months, one.staffing)
    ):
        stop = start + len(list(like))
        yield slice(start, stop)
        start = stop


def _joined(parts: list[Paths]) -> Paths:
    """The paths of rings side by side."""
    if len(parts) == 1:
        return parts[0]
    joined = {}
    for name in parts[0]:
        paths = [part[name] for part in parts]
        width = max(path.shape[2] for path in paths)
        wide = [path if path.shape[2] == width else path.repeat(width, axis=2) for path in paths]
        joined[name] = np.concatenate(wide, axis=1)
    return joined


class _Ring:
    """The state of segments with the same terms, and what a month does to it.

    `state` is (buckets, rows, segments, scenarios). Accounts on month-to-month terms stand in a second ring of
    the same rows, `monthly`, with one bucket for each month between expansions.
    """

    def __init__(self, given: Given, needs: Needs, longest: int) -> None:
        scenario, first = given.scenario, given.segments[0]
        self.given, self.needs, self.of = given, needs, given.of
        self.renewal, self.expansion, self.billing = first.renewal_months, first.expansion_months, first.billing_months
        self.length = max(self.renewal, self.expansion)
        self.staffing = first.staffing
        self.adds = scenario.expansion_base == "starting"
        self.rows = Rows(layers=needs.layers, floor=needs.floor, flat=needs.flat)
        self.shape = (len(given.segments), given.size)
        self.hours_per_account = given.hours_per_account / 12
        self._read_rates()
        self.hours_per_csm = capacity.csm_hours_per_month(
            csm_hours=self.of("csm_hours"), csm_productivity=self.of("csm_productivity")
        )
        self.team: FixedTeam | None = None
        self.shift: Array | None = None
        self._open(uplifted=scenario.first_uplift == "from_start", aligned=scenario.book_anniversaries == "aligned")
        self._prepare_signing(longest)
        self._prepare_paths(longest)

    def _read_rates(self) -> None:
        price, contraction = self.of("price_increase"), self.of("contraction_rate")
        self.contraction = contraction
        self.price = price if self.adds else (1 - contraction) * price
        self.reprices = bool(price.any() or contraction.any())
        if self.reprices:
            contracted, raised = self.rows.growth(contraction), self.rows.growth(price)
            contracted[self.rows.mrr] = contraction
            self.repriced = raised - contracted if self.adds else (1 - contracted) * (1 + raised)
        self.response = Response(self.given)
        self.expands = bool(self.response.full_step.any())
        self._grow(self.response.full_step)
        self.kept = self.of("retention_rate")
        self.retention_responds = bool(self.response.at_risk.any())
        self.expansion_responds = bool(self.response.served_step.any())

    def _grow(self, step: Array) -> None:
        """Sets what an expansion adds, and by row what it leaves (added to the start of the month: what it adds)."""
        growth = self.rows.growth(step)[self.rows.mrr]
        self.step, self.grown = step, growth if self.adds else 1 + growth

    def _open(self, *, uplifted: bool, aligned: bool) -> None:
        """The opening book: in one bucket, or spread evenly over all."""
        rows, of = self.rows, self.of
        price, step = rows.growth(of("price_increase")), rows.growth(self.response.full_step)
        worth = np.ones((len(rows.names), *np.broadcast_shapes(of("acv").shape, price.shape[1:], step.shape[1:])))
        worth[rows.mrr] = of("acv") / 12
        if uplifted:
            worth *= 1 + price + step if self.adds else (1 + price) * (1 + step)
        self.arpa = worth[rows.mrr_of_layers.start]
        self.opening_mrr = (of("accounts") * self.arpa)[None]
        opening = rows.without(of("accounts") * worth, "new")
        self.joining = rows.without(of("onboarding_rate") * worth, "book", "floor")
        self.state = np.zeros((self.length, len(rows.names), *self.shape))
        if aligned:
            self.state[1 % self.length] = opening
        else:
            self.state[:] = opening / self.length

    def _prepare_signing(self, longest: int) -> None:
        cycle, onboarding = self.of("sales_cycle_months"), self.of("onboarding_months")
        self.signing = Signing(self.given, np.zeros((1, 1)), longest)
        self.acquiring = Signing(self.given, cycle, longest) if cycle.any() else None
        self.starting = Signing(self.given, -onboarding, longest) if onboarding.any() else None

    def _prepare_paths(self, longest: int) -> None:
        needs, rows, empty = self.needs, self.rows, POOL.empty
        self.none, self.served = np.zeros((longest, self.shape[0], 1)), np.ones((longest, self.shape[0], 1))
        if needs.flows:
            self.churned = empty((longest, 2 * len(rows.layers), *self.shape))
            moves = ("contraction", "price", "expansion")
            self.moved = {move: empty((longest, len(rows.layers), *self.shape)) for move in moves}
        if needs.billing and self.billing > 1:
            self.bills = Bills(self.renewal, self.expansion, self.billing, self._level(slice(None)))
            self.billings = empty((longest, *self.shape))
        if self.staffing == "fixed":
            self.team = FixedTeam(self.given, longest)
            if self.of("month_to_month_shift").any():
                self.shift = self.of("month_to_month_shift")
                self.monthly = np.zeros((self.expansion, *self.state.shape[1:]))
                self.kept_monthly = self.given.monthly_terms_retention
        one_and_all = self.length == longest == 1 and self.shift is None  # one bucket and one month: the state is held
        self.held = self.state if one_and_all else empty((longest, len(rows.names), *self.shape))
        self.names = [f"mrr_of_{name}" for name in rows.variants] + [f"accounts_of_{name}" for name in rows.layers]

    def march(self, months: slice) -> Paths:
        """The next months in their order: renewals and expansion, new accounts, bills, coverage."""
        signed = self.signing.of(months)
        acquired = self.acquiring.of(months) if self.acquiring else signed
        started = self.starting.of(months) if self.starting else signed
        joining = started[:, None] * self.joining
        if self.needs.flows:
            for moved in (self.churned, *self.moved.values()):
                moved[...] = 0
        for row, month in enumerate(range(months.start + 1, months.stop + 1)):
            if month > 1:
                self._renew_and_expand(month, row)
            self.state[month % self.length] += joining[row]
            self._hold(row)
            if self.needs.billing and self.billing > 1:
                self.billings[row] = self._billed(month)
            if self.team:
                self._serve(month, row, self.team)
        paths = {"signed_accounts": signed, "acquired_accounts": acquired}
        if self.needs.flows:
            paths |= self._moves(signed, started)
        return paths | self._told(months)

    def _renew_and_expand(self, month: int, row: int) -> None:
        rows, flows = self.rows, self.needs.flows
        renewing = self.state[month % self.renewal :: self.renewal]
        expanding = self.state[month % self.expansion :: self.expansion, rows.mrr]
        at_start = (renewing.copy(), expanding.copy()) if self.adds else (renewing, expanding)
        if flows:
            self.churned[row] += _sum(renewing)[rows.of_layers] * (1 - self.kept)
        renewing *= self.kept
        if self.reprices:
            if flows:
                base = _sum(at_start[0])[rows.mrr_of_layers]
                self.moved["contraction"][row] = base * self.contraction
                self.moved["price"][row] = base * self.price
            _change(renewing, self.repriced, at_start[0], adds=self.adds)
        if self.expands:
            self._expand(expanding, at_start[1], row)
        if self.shift is not None:
            self._live_on_monthly_terms(month, row)
            leaving = renewing * self.leaving
            renewing -= leaving
            bucket = month % self.expansion
            if self.expansion > self.renewal:
                self.monthly[month % self.renewal :: self.renewal] += leaving
            else:
                self.monthly[bucket : bucket + 1] += leaving

    def _expand(self, expanding: Array, at_start: Array, row: int) -> None:
        if self.needs.flows:
            layers = slice(-len(self.rows.layers), None)
            self.moved["expansion"][row] += _sum(at_start)[layers] * self.step
        _change(expanding, self.grown, at_start, adds=self.adds)

    def _live_on_monthly_terms(self, month: int, row: int) -> None:
        bucket = month % self.expansion
        expanding = self.monthly[bucket : bucket + 1, self.rows.mrr]
        at_start = expanding.copy() if self.adds else expanding
        if self.needs.flows:
            self.churned[row] += self.held_monthly[self.rows.of_layers] * (1 - self.kept_monthly)
        self.monthly *= self.kept_monthly
        if self.expands:
            self._expand(expanding, at_start, row)

    def _hold(self, row: int) -> None:
        held = self.held[row]
        if self.held is not self.state:
            np.add.reduce(self.state, axis=0, out=held)
        if self.shift is not None:
            self.held_monthly = _sum(self.monthly).copy()
            held += self.held_monthly

    def _billed(self, month: int) -> Array:
        """Contracts are billed in advance, month-to-month terms monthly."""
        billed = self.bills.of(month, self._level(self.bills.touched(month)))
        return billed if self.shift is None else billed + _sum(self.held_monthly[self.rows.mrr_of_layers])

    def _level(self, buckets: slice) -> Array:
        """MRR by bucket, layers added up."""
        layers = self.state[buckets, self.rows.mrr_of_layers]
        return layers[:, 0] if layers.shape[1] == 1 else np.add.reduce(layers, axis=1)

    def _serve(self, month: int, row: int, team: FixedTeam) -> None:
        """What the month's coverage does to the renewals and expansions of the next."""
        engagement = team.serve(month, row, _sum(self.held[row, self.rows.accounts]))
        if self.retention_responds:
            self.kept = self.response.retention(engagement)
        if self.expansion_responds:
            self._grow(self.response.expansion(engagement))
        if self.shift is not None:
            self.leaving = self.shift * (1 - engagement)

    def _told(self, months: slice) -> Paths:
        """The paths of these months by their names, layers added up."""
        count, rows = months.stop - months.start, self.rows
        held = self.held[:count]
        paths = {name: held[:, index] for index, name in enumerate(self.names)}
        paths |= {"mrr": _layers_added(held[:, rows.mrr_of_layers]), "accounts": _layers_added(held[:, rows.accounts])}
        paths["opening_mrr"] = self.opening_mrr
        if self.needs.billing:
            paths["billings"] = self.billings[:count] if self.billing > 1 else paths["mrr"]
        return paths | self._team_told(months, paths["accounts"])

    def _moves(self, signed: Array, started: Array) -> Paths:
        """The movements of MRR."""
        count, layers = len(signed), len(self.rows.layers)
        paths = {f"{move}_mrr": _layers_added(moved[:count]) for move, moved in self.moved.items()}
        paths["churned_mrr"] = _layers_added(self.churned[:count, :layers])
        paths["churned_accounts"] = _layers_added(self.churned[:count, layers:])
        paths["committed_mrr"] = signed * (self.of("acv") / 12)
        paths["new_mrr"] = started * (self.arpa * self.of("onboarding_rate"))
        return paths

    def _team_told(self, months: slice, accounts: Array) -> Paths:
        """CSMs, and where needed their hours, load and coverage."""
        count = len(accounts)
        none, served = self.none[:count], self.served[:count]
        paths = {"csms": none, "cuts": none, "engagement_before": served[:1]}
        coverage = {"capacity_hours": none, "load": none, "coverage": served, "engagement": served}
        if self.needs.coverage or self.staffing == "to_need":
            coverage["required_hours"] = required = accounts * self.hours_per_account
        if self.team:
            paths |= {"csms": self.team.csms[months], "cuts": self.team.cuts[months]}
            paths["engagement_before"] = self.team.engagement_before[None]
            coverage |= {name: path[:count] for name, path in self.team.told.items()}
        elif self.staffing == "to_need":
            paths["csms"] = capacity.csms_to_need(required_hours=required, hours_per_csm=self.hours_per_csm)
            if self.needs.coverage:
                coverage["capacity_hours"] = hours = paths["csms"] * self.hours_per_csm
                coverage["load"] = capacity.load(required_hours=required, capacity_hours=hours)
        return paths | coverage if self.needs.coverage else paths


def _change(values: Array, by: Array, at_start: Array, *, adds: bool) -> None:
    """Multiplies by a factor, or adds a share of what there was at the start of the month."""
    if adds:
        values += at_start * by
    else:
        values *= by


def _sum(parts: Array) -> Array:
    """Added up over the first axis; one part is its own sum."""
    total: Array = parts[0] if len(parts) == 1 else np.add.reduce(parts, axis=0)
    return total


def _layers_added(layers: Array) -> Array:
    """(months, layers, segments, scenarios) added over the layers."""
    return layers[:, 0] if layers.shape[1] == 1 else np.add.reduce(layers, axis=1)
