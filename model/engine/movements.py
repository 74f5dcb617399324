"""What the movements of MRR in a few months are a share of, kept as the months go by (model, section 2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.engine.batch import Array
from model.engine.memory import POOL
from model.engine.needs import Paths
from model.engine.rates import ALL, Rates
from model.engine.ring import Ring, added
from model.engine.rows import Rows, layers_added
from model.operations import Known


class Movements:
    """Arrays are (months, rows of layers, segments, scenarios): first MRR by layer, then accounts by layer.

    What nobody asks for is not kept: `flows` are all of it, `renewing` what is up for renewal, `lost` what is lost,
    `monthly` who is on month-to-month terms.
    """

    def __init__(
        self, rows: Rows, rates: Rates, longest: int, shape: tuple[int, int],
        *, flows: bool, renewing: bool, lost: bool, monthly: bool, renewals: int,
    ) -> None:  # fmt: skip
        self.rows, self.rates, self.flows, self.numbered = rows, rates, flows, renewals > 0
        layers = len(rows.layers)
        self.accounts = slice(layers, None)
        of_rows = (longest, 2 * layers, *shape)
        self.renewing = POOL.empty(of_rows) if flows or renewing else None
        apart = self.numbered and (flows or lost)
        self.kept_apart, self.lost_apart = (POOL.empty(of_rows) if apart else None for _ in range(2))
        self.early = POOL.empty(of_rows) if rates.staying is not None and (flows or lost) else None
        self.expanding = POOL.empty((longest, layers, *shape)) if flows else None
        for path in (self.renewing, self.kept_apart, self.lost_apart, self.early, self.expanding):
            if path is not None:
                path[0] = 0  # of month 1, where an aligned book lives through nothing; every later one is written over
        self.on_monthly_terms = np.zeros((longest + 1, len(rows.names), *shape)) if monthly else None
        moves = rates.dated or rates.response.of_retention
        self.kept_by_month = POOL.empty((longest, *shape)) if flows and moves and not self.numbered else None
        moves = rates.dated or rates.response.of_expansion
        self.growth_by_month = POOL.empty((longest, *shape)) if flows and moves else None
        self.count = 0

    def begin(self, months: slice) -> None:
        """The next months begin: who was on monthly terms at the end of the last ones is where they start from."""
        if self.on_monthly_terms is not None:
            self.on_monthly_terms[0] = self.on_monthly_terms[self.count]
        self.count = months.stop - months.start

    def note_rates(self, row: int) -> None:
        """Keeps what the month renews and expands at, where that is not the same in all."""
        if self.kept_by_month is not None:
            self.kept_by_month[row] = self.rates.kept
        if self.growth_by_month is not None:
            self.growth_by_month[row] = self.rates.growth

    def lose_early(self, row: int, ring: Ring) -> None:
        """Those on contract whom the month loses before all else."""
        if self.early is not None and self.rates.stay is not None:
            lost = ring.added(ring.state[..., self.rows.of_layers, :, :])
            self.early[row, :, ring.own] = lost * (ALL - ring.of(self.rates.stay))

    def renew(self, row: int, ring: Ring, renewing: Array) -> None:
        """What is up for renewal, before it renews."""
        if self.renewing is None:
            return
        due = renewing[..., self.rows.of_layers, :, :]
        self.renewing[row, :, ring.own] = ring.added(due)
        if self.kept_apart is not None and self.lost_apart is not None:
            kept = self.rates.kept[..., ring.own, :]
            self.kept_apart[row, :, ring.own] = ring.added(due * kept)
            self.lost_apart[row, :, ring.own] = ring.added(due * (1 - kept))

    def expand(self, row: int, ring: Ring, base: Array) -> None:
        """What expands, before it does."""
        if self.expanding is not None:
            self.expanding[row, :, ring.own] = ring.added(base[..., self.rows.mrr_of_layers, :, :])

    def expand_monthly(self, row: int, ring: Ring, base: Array) -> None:
        """What expands on monthly terms."""
        if self.expanding is not None:
            expanding = self.expanding[row, :, ring.own]
            expanding += base[0, self.rows.mrr_of_layers]

    def hold_monthly(self, row: int, ring: Ring) -> None:
        """Who is on monthly terms at the end of the month."""
        if self.on_monthly_terms is not None and ring.monthly is not None:
            np.add.reduce(ring.monthly, axis=0, out=self.on_monthly_terms[row + 1, :, ring.own])

    def due(self, row: int) -> Any:
        """Accounts up for renewal in a month."""
        return Known(0) if self.renewing is None else added(self.renewing[row, self.accounts])

    def renewed_and_lost(self, row: int, lost_monthly: Array | None) -> tuple[Array, Array]:
        """Accounts that renewed a contract in a month, and those that it lost; on monthly terms it loses this share."""
        if self.kept_apart is not None and self.lost_apart is not None:
            renewed, lost = (added(path[row, self.accounts]) for path in (self.kept_apart, self.lost_apart))
        else:
            due = self.due(row)
            renewed, lost = due * self.rates.kept, due * (ALL - self.rates.kept)
        if self.early is not None:
            lost = lost + added(self.early[row, self.accounts])
        if lost_monthly is not None and self.on_monthly_terms is not None:
            lost = lost + added(self.on_monthly_terms[row, self.rows.accounts]) * lost_monthly
        return renewed, lost

    def monthly_mrr(self, count: int, own: slice) -> Array:
        """MRR on monthly terms at the end of these months, of some segments."""
        assert self.on_monthly_terms is not None
        return layers_added(self.on_monthly_terms[1 : count + 1, self.rows.mrr_of_layers, own])

    def told(self, count: int) -> Paths:
        """What the movements of MRR are a share of, and the rates of each month."""
        assert self.renewing is not None
        assert self.expanding is not None
        rates, layers = self.rates, len(self.rows.layers)
        paths: Paths = {
            "expanding_mrr": layers_added(self.expanding[:count]),
            "growth": rates.growth if self.growth_by_month is None else self.growth_by_month[:count],
        }
        if not self.numbered:
            paths["kept"] = rates.kept if self.kept_by_month is None else self.kept_by_month[:count]
        for name, own, held in (
            ("mrr", slice(0, layers), self.rows.mrr_of_layers),
            ("accounts", slice(layers, None), self.rows.accounts),
        ):
            for label, path in (
                ("renewing", self.renewing),
                ("renewed", self.kept_apart),
                ("unrenewed", self.lost_apart),
            ):
                if path is not None:
                    paths[f"{label}_{name}"] = layers_added(path[:count, own])
            paths[f"early_lost_{name}"] = Known(0) if self.early is None else layers_added(self.early[:count, own])
            on_monthly_terms: tuple[Any, Any] = Known(0), Known(0)
            if self.on_monthly_terms is not None:
                path = layers_added(self.on_monthly_terms[: count + 1, held])
                on_monthly_terms = path[:-1], path[1:]
            paths[f"monthly_terms_{name}_before"], paths[f"monthly_terms_{name}"] = on_monthly_terms
        if self.on_monthly_terms is None:  # nobody is there to leave
            paths["kept_monthly"] = Known(1)
        return paths
