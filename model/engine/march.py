"""The month, for many scenarios at once (model, sections 2 and 3): which step comes after which.

Arrays are months first, scenarios last: a path is (months, segments, scenarios). Segments with the same terms share
a ring; what does not hang on the terms is worked out for all segments together, and what does not hang on the month
before it for several months together. This file alone knows the order of the month.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from model.engine.batch import Array
from model.engine.cash import Cash
from model.engine.memory import POOL, pieces
from model.engine.movements import Movements
from model.engine.needs import Needs, Paths
from model.engine.rates import Rates
from model.engine.ring import NumberedRing, Ring, added, of_like_terms
from model.engine.rows import Rows, layers_added
from model.engine.signatures import Signatures
from model.engine.team import NOBODY, Team, of_month
from model.engine.values import Inputs
from model.metrics import MONTHLY
from model.metrics.flows import neglect
from model.metrics.hours import firefighting
from model.operations import Known, plain

SERVED = np.ones((1, 1))  # engagement where no team can be short of hours


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
        given = inputs.given
        self.inputs, self.given, self.needs = inputs, given, needs
        self.rows = Rows(layers=needs.layers, floor=needs.floor, flat=needs.flat)
        self.shape = (len(given.segments), given.size)
        self.whole = inputs.in_months(slice(0, last))
        self.rates = Rates(inputs, self.rows, last, floor=needs.floor)
        may_be_short = any(segment.staffing in ("fixed", "ratio") for segment in given.segments)
        self.team = Team(inputs, longest, last) if may_be_short else None
        self.engagement = self.team.engagement if self.team else SERVED
        self.shift = given.of("month_to_month_shift") * self.team.limited if self.team else np.zeros((1, 1))
        self.kept_monthly = self._of_segments("kept_monthly") if self.shift.any() else None
        self.lost_monthly = None if self.kept_monthly is None else 1 - self.kept_monthly
        self.signatures = Signatures(inputs, self.rows, longest, waiting=needs.waiting)
        self.rings = list(self._rings())
        self._prepare_paths(longest)
        self.cash = Cash(inputs, self.rings, longest, self.shape) if needs.billing else None

    def _of_segments(self, name: str) -> Array:
        """What a name means for each segment, with an axis of months where it is dated."""
        value: Array = plain(self.whole[name]) + np.zeros((self.shape[0], 1))
        return value

    def _rings(self) -> Iterator[Ring]:
        """The opening book in its buckets."""
        given, rows = self.given, self.rows
        book = rows.without(given.of("accounts") * self.signatures.first_of_book, "new")
        opening = np.broadcast_to(book, (len(rows.names), *self.shape))
        for own in of_like_terms(given.scenario):
            aligned = given.segments[own.start].aligned(given.scenario)
            moves = self.kept_monthly is not None and bool(self.shift[own].any())
            ring = (own, given.segments, rows, opening[:, own])
            if given.renewals:
                done = np.minimum(given.of("book_renewals_done")[own], given.renewals)
                yield NumberedRing(*ring, renewals=given.renewals, done=done, aligned=aligned, moves=moves)
            else:
                yield Ring(*ring, aligned=aligned, moves=moves)

    def _prepare_paths(self, longest: int) -> None:
        given, needs, rows = self.given, self.needs, self.rows
        firefights, prepares = self.inputs.some("firefighting_hours"), self.inputs.some("renewal_hours")
        self.reactive = POOL.empty((longest, *self.shape)) if firefights else None
        self.phase = POOL.empty((longest, *self.shape)) if prepares or self.signatures.takes_hours else None
        monthly = self.kept_monthly is not None
        self.movements = Movements(
            rows, self.rates, longest, self.shape, flows=needs.flows, renewing=firefights or prepares,
            lost=firefights, monthly=monthly and (needs.flows or firefights or needs.billing), renewals=given.renewals,
        )  # fmt: skip
        only = self.rings[0]
        one_and_all = len(self.rings) == len(only.everyone) == longest == 1
        self.held = only.everyone if one_and_all else POOL.empty((longest, len(rows.names), *self.shape))
        self.names = [f"mrr_of_{name}" for name in rows.variants] + [f"accounts_of_{name}" for name in rows.layers]

    def through(self, months: slice) -> Paths:
        """The next months in their order: losses within terms, renewals, expansion, new accounts, bills, coverage."""
        joining = self.signatures.joining(months)
        self.movements.begin(months)
        for row, month in enumerate(range(months.start + 1, months.stop + 1)):
            self._set_rates(month)
            self.movements.note_rates(row)
            for ring in self.rings:
                if month > 1 or not ring.aligned:
                    self._live_through(ring, month, row)
                starting = ring.starting(month)
                starting += joining[row, :, ring.own]
                self._hold(ring, row)
                if self.cash:
                    self.cash.bill(ring, month, row)
            phase = None if self.phase is None else self._prepare(month, row, self.phase[row])
            reactive = None if self.reactive is None else self._fight(month, row, self.reactive[row])
            if self.team:
                held = self.held[row]
                mrr = layers_added(held[self.rows.mrr_of_layers]) if self.team.some_by_ratio else None
                accounts = added(held[self.rows.accounts])
                self.engagement = self.team.serve(month, row, mrr, accounts, phase, reactive)
        return self._told(months)

    def _set_rates(self, month: int) -> None:
        """At which rates the month renews and expands, after the engagement of the month before."""
        rates = self.rates
        if month == 1 or rates.dated or rates.follows_engagement:
            rates.set(month, self.engagement)
            for ring in self.rings:
                ring.take_rates(rates.renewal, rates.grown)
        if self.kept_monthly is not None or self.reactive is not None:
            self.neglect = neglect(engagement=self.engagement)
        if self.kept_monthly is not None:
            self.leaving = self.shift * self.neglect

    def _live_through(self, ring: Ring, month: int, row: int) -> None:
        """What the month before has earned: losses within terms, renewals with contraction and price rise, expansion,
        the move to monthly terms of those that were not served."""
        movements, rates = self.movements, self.rates
        if rates.stay is not None:
            movements.lose_early(row, ring)
            ring.leak(rates.stay)
        renewing, expanding = ring.renewing(month), ring.expanding(month)
        base = expanding.copy() if rates.adds else expanding
        movements.renew(row, ring, renewing)
        renewing *= ring.left
        movements.expand(row, ring, base)
        self._expand(ring, expanding, base)
        if ring.monthly is not None:
            self._live_on_monthly_terms(ring, ring.monthly, month, row)
            leaving = renewing * ring.of(self.leaving)
            renewing -= leaving
            ring.move(leaving, month)
        ring.turn(month)

    def _expand(self, ring: Ring, expanding: Array, base: Array) -> None:
        rates, layers = self.rates, self.rows.mrr_of_layers
        if rates.expands:
            _change(expanding[..., layers, :, :], ring.grown, base[..., layers, :, :], adds=rates.adds)
        if rates.floor_step is not None:  # the first row; where it shrinks, service makes no difference
            step = ring.of(rates.floor_step)
            _change(expanding[..., 0, :, :], step if rates.adds else 1 + step, base[..., 0, :, :], adds=rates.adds)

    def _live_on_monthly_terms(self, ring: Ring, monthly: Array, month: int, row: int) -> None:
        expanding = ring.expanding_monthly(month)
        base = expanding.copy() if self.rates.adds else expanding
        monthly *= ring.of(of_month(self.kept_monthly, month))
        self.movements.expand_monthly(row, ring, base)
        self._expand(ring, expanding, base)

    def _hold(self, ring: Ring, row: int) -> None:
        """Adds up the buckets at the end of the month."""
        if self.held is not ring.everyone:
            np.add.reduce(ring.everyone, axis=0, out=self.held[row, :, ring.own])
        if ring.monthly is not None:
            self.movements.hold_monthly(row, ring)

    def _prepare(self, month: int, row: int, phase: Array) -> Array:
        """Hours of onboarding, and of the accounts up for renewal."""
        phase[:] = MONTHLY["phase_hours"].equation(
            onboarding_hours=of_month(self.whole["onboarding_hours"], month),
            onboarding_hours_months=self.given.of("onboarding_hours_months"),
            signed_lately=self.signatures.lately(row),
            renewal_hours=of_month(self.whole["renewal_hours"], month),
            renewing_accounts=self.movements.due(row),
        )
        return phase

    def _fight(self, month: int, row: int, reactive: Array) -> Array:
        """Hours of the accounts that the month has lost, and of those that renewed without having been served."""
        renewed, lost = self.movements.renewed_and_lost(row, of_month(self.lost_monthly, month))
        reactive[:] = firefighting(of_month(self.whole["firefighting_hours"], month), lost, renewed, self.neglect)
        return reactive

    def _told(self, months: slice) -> Paths:
        """The paths of these months by their names, layers added up."""
        count, rows = months.stop - months.start, self.rows
        held = self.held[:count]
        paths: Paths = {name: held[:, index] for index, name in enumerate(self.names)}
        paths |= {"mrr": layers_added(held[:, rows.mrr_of_layers]), "accounts": layers_added(held[:, rows.accounts])}
        paths |= self.signatures.told(months)
        if self.cash:
            paths |= self.cash.told(count, paths["mrr"], self.movements)
        paths["phase_hours"] = Known(0) if self.phase is None else self.phase[:count]
        paths["reactive_hours"] = Known(0) if self.reactive is None else self.reactive[:count]
        served = {"engagement_before_month_1": SERVED[None], "coverage": Known(1), "engagement": Known(1), **NOBODY}
        if self.inputs["staffed"] is False:
            served["csms"] = Known(0)
        paths |= self.team.told(months) if self.team else served
        return paths | self.movements.told(count) if self.needs.flows else paths


def _change(values: Array, by: Array, base: Array, *, adds: bool) -> None:
    """Multiplies by a factor, or adds a share of what there was at the start of the month."""
    if adds:
        values += base * by
    else:
        values *= by
