"""The month, for many scenarios at once (model, sections 2 and 3): which step comes after which.

Arrays are months first, scenarios last: a path is (months, segments, scenarios). Segments with the same terms share
a ring; what does not hang on the terms is worked out for all segments together, and what does not hang on the month
before it for several months together. This file alone knows the order of the month.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.memory import POOL, pieces
from model.engine.response import Response
from model.engine.ring import Ring, added, of_like_terms
from model.engine.rows import Rows, layers_added
from model.engine.signing import Signing
from model.engine.team import NOBODY, FixedTeam
from model.engine.values import STILL, Inputs
from model.metrics import MONTHLY
from model.metrics.declare import behind
from model.metrics.flows import neglect
from model.metrics.monthly import PARTS
from model.operations import Known

Paths = dict[str, Any]  # by name; what is nothing or all in every month is Known
GIVEN = {"mrr", "accounts", "signed_accounts", "billings", "reactive_hours", "coverage", "engagement"}  # by the march
MOVEMENTS = MONTHLY["mrr"].takes + MONTHLY["accounts"].takes
FLOWS = behind(MOVEMENTS, {**PARTS, **MONTHLY}, GIVEN) & {*PARTS, *MONTHLY} - STILL - GIVEN
ALL = np.array(1.0)  # of a share; numpy takes it faster than 1


@dataclass(frozen=True)
class Needs:
    """What a march keeps beside `mrr` and `accounts`; what nobody asks for costs nothing."""

    layers: bool = False  # the opening book and the accounts signed later apart
    floor: bool = False  # the book once more without expansion and price rise: for GRR
    flat: bool = False  # everything once more without them: for the revenue that expansion brings
    flows: bool = False  # the movements of MRR
    billing: bool = False

    @classmethod
    def of(cls, names: Set[str], *, layers: bool = False) -> Needs:
        """What these names ask for."""
        return cls(
            layers=layers or any(name.endswith(("_of_book", "_of_new")) for name in names),
            floor=any(name.endswith("_of_floor") for name in names),
            flat=any(name.endswith("_of_flat") for name in names),
            flows=bool(names & FLOWS),
            billing="billings" in names,
        )


def march(inputs: Inputs, needs: Needs, last: int) -> Iterator[tuple[slice, Paths]]:
    """A few months after the other: which, and the paths of all segments in them, each (months, segments, scenarios).

    Paths of layers are named `..._of_LAYER`. The next months are written over the ones before. Months after the
    horizon, up to `last`, come apart from those within it.
    """
    given = inputs.given
    width, horizon = given.size * len(given.segments), given.scenario.horizon_months
    parts = [*pieces(horizon, width), *pieces(last, width, horizon)]
    marching = _March(inputs, needs, max(part.stop - part.start for part in parts), last)
    for months in parts:
        yield months, marching.through(months)


class _March:
    """All segments, month by month: rates are (segments, scenarios or 1), what is held is by row (see Rows)."""

    def __init__(self, inputs: Inputs, needs: Needs, longest: int, last: int) -> None:
        """`longest` is the most months that come at once, `last` the last of all."""
        given, scenario = inputs.given, inputs.given.scenario
        self.inputs, self.given, self.needs, self.of = inputs, given, needs, given.of
        self.adds = scenario.expansion_base == "starting"
        self.rows = Rows(layers=needs.layers, floor=needs.floor, flat=needs.flat)
        self.shape = (len(given.segments), given.size)
        self.response = Response(inputs)
        self._set_rates()
        self.team = FixedTeam(inputs, longest, last) if any(one.staffing == "fixed" for one in given.segments) else None
        self._open(uplifted=scenario.first_uplift == "from_start")
        self._prepare_signing(longest)
        self._prepare_paths(longest)
        if self.team:
            self._respond(self.team.engagement)

    def _set_rates(self) -> None:
        """The rates of a fully served month, by row where rows differ."""
        price, contraction = self.of("price_increase"), self.of("contraction_rate")
        self.reprices = bool(price.any() or contraction.any())
        if self.reprices:
            contracted, raised = self.rows.growth(contraction), self.rows.growth(price)
            contracted[self.rows.mrr] = contraction
            self.repriced = raised - contracted if self.adds else (1 - contracted) * (1 + raised)
        full = self.response.full_growth
        self.expands = bool(full.any())
        self.floor_step = np.minimum(full, 0) if self.needs.floor and (full < 0).any() else None
        self._renew_at(self.of("retention_rate"))
        self._expand_by(full)

    def _renew_at(self, kept: Array) -> None:
        """Sets CR6, and by row what a renewal leaves: contraction and price rise included."""
        self.kept = kept
        if self.reprices:
            self.renewal = (kept + self.repriced if self.adds else kept * self.repriced)[None]
        else:
            self.renewal = kept[None, None]

    def _expand_by(self, step: Array) -> None:
        """Sets u x s, and by what an expansion multiplies (added to the start of the month: what it adds)."""
        self.growth, self.grown = step, step if self.adds else ALL + step

    def _open(self, *, uplifted: bool) -> None:
        """The opening book, and what an account that joins brings."""
        rows, of = self.rows, self.of
        price, step = rows.growth(of("price_increase")), rows.growth(self.response.full_growth)
        worth = np.ones((len(rows.names), *np.broadcast_shapes(of("acv").shape, price.shape[1:], step.shape[1:])))
        worth[rows.mrr] = of("acv") / 12
        if uplifted:
            worth *= 1 + price + step if self.adds else (1 + price) * (1 + step)
        opening = np.broadcast_to(rows.without(of("accounts") * worth, "new"), (len(rows.names), *self.shape))
        self.joining = rows.without(of("onboarding_rate") * worth, "book", "floor")
        self.shift = of("month_to_month_shift") * self.team.fixed if self.team else np.zeros((1, 1))
        self.kept_monthly = self.inputs["kept_monthly"] if self.shift.any() else None
        self.rings = [
            Ring(
                own,
                self.given.segments[own.start],
                rows,
                opening[:, own],
                aligned=self.given.segments[own.start].aligned(self.given.scenario),
                moves=self.kept_monthly is not None and bool(self.shift[own].any()),
            )
            for own in of_like_terms(self.given.segments)
        ]
        self._tell_rates()

    def _tell_rates(self) -> None:
        for ring in self.rings:
            ring.take_rates(self.renewal, self.grown)

    def _prepare_signing(self, longest: int) -> None:
        cycle, onboarding = self.of("sales_cycle_months"), self.of("onboarding_months")
        self.signing = Signing(self.given, np.zeros((1, 1)), longest)
        self.acquiring = Signing(self.given, cycle, longest) if cycle.any() else None
        self.starting = Signing(self.given, -onboarding, longest) if onboarding.any() else None

    def _prepare_paths(self, longest: int) -> None:
        needs, rows, empty = self.needs, self.rows, POOL.empty
        self.reactive = empty((longest, *self.shape)) if self.of("firefighting_hours").any() else None
        self.tells_renewing = needs.flows or self.reactive is not None
        if self.tells_renewing:
            self.renewing = empty((longest, 2 * len(rows.layers), *self.shape))
            self.renewing[0] = 0  # of month 1; every later one is written over
        if needs.flows:
            self.expanding = empty((longest, len(rows.layers), *self.shape))
            self.expanding[0] = 0
            self.kept_by_month = empty((longest, *self.shape)) if self.response.of_retention else None
            self.growth_by_month = empty((longest, *self.shape)) if self.response.of_expansion else None
        self.tells_monthly_terms = self.kept_monthly is not None and (self.tells_renewing or needs.billing)
        if self.tells_monthly_terms:  # the month before comes first
            self.on_monthly_terms = np.zeros((longest + 1, len(rows.names), *self.shape))
            self.count = 0  # of the months that came last
        self.billed_ahead = [ring for ring in self.rings if needs.billing and ring.billing > 1]
        if self.billed_ahead:
            self.billings = empty((longest, *self.shape))
            for ring in self.billed_ahead:
                ring.bill()
        only = self.rings[0]
        one_and_all = len(self.rings) == only.length == longest == 1 and only.monthly is None
        self.held = only.everyone if one_and_all else empty((longest, len(rows.names), *self.shape))
        self.names = [f"mrr_of_{name}" for name in rows.variants] + [f"accounts_of_{name}" for name in rows.layers]

    def through(self, months: slice) -> Paths:
        """The next months in their order: renewals and expansion, new accounts, bills, coverage."""
        signed = self.signing.of(months)
        acquired = self.acquiring.of(months) if self.acquiring else signed
        started = self.starting.of(months) if self.starting else signed
        joining = started[:, None] * self.joining
        if self.tells_monthly_terms:
            self.on_monthly_terms[0] = self.on_monthly_terms[self.count]
        self.count = months.stop - months.start
        for row, month in enumerate(range(months.start + 1, months.stop + 1)):
            self._note_rates(row)
            for ring in self.rings:
                if month > 1 or not ring.aligned:
                    self._renew_and_expand(ring, month, row)
                starting = ring.starting(month)
                starting += joining[row, :, ring.own]
                self._hold(ring, row)
            for ring in self.billed_ahead:
                self.billings[row, ring.own] = ring.billed(month)
            reactive = None if self.reactive is None else self._fight(row, self.reactive[row])
            if self.team:
                self._serve(month, row, self.team, reactive)
        paths = {"signed_accounts": signed, "acquired_accounts": acquired} | self._told(months)
        return paths | self._moves(started) if self.needs.flows else paths

    def _note_rates(self, row: int) -> None:
        """Keeps what the month renews and expands at, where that follows engagement."""
        if self.needs.flows and self.kept_by_month is not None:
            self.kept_by_month[row] = self.kept
        if self.needs.flows and self.growth_by_month is not None:
            self.growth_by_month[row] = self.growth

    def _renew_and_expand(self, ring: Ring, month: int, row: int) -> None:
        """What the month before has earned: renewals with contraction and price rise, expansion, the move to monthly
        terms of those that were not served."""
        own, rows, flows = ring.own, self.rows, self.needs.flows
        renewing, expanding = ring.renewing(month), ring.expanding(month)
        base = expanding.copy() if self.adds else expanding
        if self.tells_renewing:
            self.renewing[row, :, own] = added(renewing[:, rows.of_layers])
        renewing *= ring.left
        if flows:
            self.expanding[row, :, own] = added(base[:, rows.mrr_of_layers])
        self._expand(ring, expanding, base)
        if ring.monthly is not None:
            self._live_on_monthly_terms(ring, ring.monthly, month, row)
            leaving = renewing * ring.of(self.leaving)
            renewing -= leaving
            ring.monthly[ring.moved(month)] += leaving

    def _expand(self, ring: Ring, expanding: Array, base: Array) -> None:
        if self.expands:
            layers = self.rows.mrr_of_layers
            _change(expanding[:, layers], ring.grown, base[:, layers], adds=self.adds)
        if self.floor_step is not None:  # the first row; where it shrinks, service makes no difference
            step = ring.of(self.floor_step)
            _change(expanding[:, 0], step if self.adds else 1 + step, base[:, 0], adds=self.adds)

    def _live_on_monthly_terms(self, ring: Ring, monthly: Array, month: int, row: int) -> None:
        assert self.kept_monthly is not None
        expanding = ring.expanding_monthly(month)
        base = expanding.copy() if self.adds else expanding
        monthly *= ring.of(self.kept_monthly)
        if self.needs.flows:
            self.expanding[row, :, ring.own] += base[0, self.rows.mrr_of_layers]
        self._expand(ring, expanding, base)

    def _hold(self, ring: Ring, row: int) -> None:
        """Adds up the buckets at the end of the month."""
        if self.held is not ring.everyone:
            np.add.reduce(ring.everyone, axis=0, out=self.held[row, :, ring.own])
        if ring.monthly is not None and self.tells_monthly_terms:
            np.add.reduce(ring.monthly, axis=0, out=self.on_monthly_terms[row + 1, :, ring.own])

    def _fight(self, row: int, reactive: Array) -> Array:
        """Hours of the accounts that the month has lost, and of those that renewed without having been served."""
        due = added(self.renewing[row, len(self.rows.layers) :])
        lost = due * (ALL - self.kept)
        if self.kept_monthly is not None:
            lost += added(self.on_monthly_terms[row, self.rows.accounts]) * (ALL - self.kept_monthly)
        engagement = self.team.engagement if self.team else ALL
        reactive[:] = MONTHLY["reactive_hours"].equation(
            firefighting_hours=self.of("firefighting_hours"), churned_accounts=lost, renewing_accounts=due,
            kept=self.kept, engagement_before=engagement,
        )  # fmt: skip
        return reactive

    def _serve(self, month: int, row: int, team: FixedTeam, reactive: Array | None) -> None:
        """What the month's coverage does to the renewals and expansions of the next."""
        self._respond(team.serve(month, row, added(self.held[row, self.rows.accounts]), reactive))

    def _respond(self, engagement: Array) -> None:
        """Sets at which rates the next month renews and expands."""
        if self.response.of_retention:
            self._renew_at(self.response.kept(engagement))
        if self.response.of_expansion:
            self._expand_by(self.response.growth(engagement))
        if self.response.of_retention or self.response.of_expansion:
            self._tell_rates()
        if self.kept_monthly is not None:
            self.leaving = self.shift * neglect(engagement=engagement)

    def _told(self, months: slice) -> Paths:
        """The paths of these months by their names, layers added up."""
        count, rows = months.stop - months.start, self.rows
        held = self.held[:count]
        paths: Paths = {name: held[:, index] for index, name in enumerate(self.names)}
        paths |= {"mrr": layers_added(held[:, rows.mrr_of_layers]), "accounts": layers_added(held[:, rows.accounts])}
        if self.needs.billing:
            paths["billings"] = self._billings(count, paths["mrr"])
        paths["reactive_hours"] = Known(0) if self.reactive is None else self.reactive[:count]
        served = {
            "engagement_before_month_1": np.ones((1, 1, 1)),
            "coverage": Known(1),
            "engagement": Known(1),
            **NOBODY,
        }
        if self.inputs["staffed"] is False:
            served["csms"] = Known(0)
        return paths | (self.team.told(months) if self.team else served)

    def _billings(self, count: int, mrr: Array) -> Array:
        """Contracts are billed in advance, others and month-to-month terms monthly."""
        if not self.billed_ahead:
            return mrr
        billings = self.billings[:count]
        for ring in self.rings:
            if ring.bills is None:
                billings[:, ring.own] = mrr[:, ring.own]
            elif ring.monthly is not None:
                layers = self.on_monthly_terms[1 : count + 1, self.rows.mrr_of_layers, ring.own]
                billings[:, ring.own] += layers_added(layers)
        return billings

    def _moves(self, started: Array) -> Paths:
        """What the movements of MRR are a share of, and the rates of each month."""
        count, rows, layers = len(started), self.rows, len(self.rows.layers)
        paths: Paths = {
            "started_accounts": started * self.of("onboarding_rate"),
            "expanding_mrr": layers_added(self.expanding[:count]),
            "kept": self.kept if self.kept_by_month is None else self.kept_by_month[:count],
            "growth": self.growth if self.growth_by_month is None else self.growth_by_month[:count],
        }
        for name, own, held in (
            ("mrr", slice(0, layers), rows.mrr_of_layers),
            ("accounts", slice(layers, None), rows.accounts),
        ):
            paths[f"renewing_{name}"] = layers_added(self.renewing[:count, own])
            on_monthly_terms: tuple[Any, Any] = Known(0), Known(0)
            if self.kept_monthly is not None:
                path = layers_added(self.on_monthly_terms[: count + 1, held])
                on_monthly_terms = path[:-1], path[1:]
            paths[f"monthly_terms_{name}_before"], paths[f"monthly_terms_{name}"] = on_monthly_terms
        if self.kept_monthly is None:  # nobody is there to leave
            paths["kept_monthly"] = Known(1)
        return paths


def _change(values: Array, by: Array, base: Array, *, adds: bool) -> None:
    """Multiplies by a factor, or adds a share of what there was at the start of the month."""
    if adds:
        values += base * by
    else:
        values *= by
