"""The figures of the whole horizon, per segment and of the company, by the equations of model/metrics/horizon.py.

Months come a few at a time: what a figure needs of a path is kept as they go by, by the ending of its name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.engine.batch import Array
from model.engine.economics import Company
from model.engine.memory import over_months, pieces
from model.engine.signing import season_path
from model.engine.unit_economics import Account
from model.engine.values import Equations, Figures, InMonths, Inputs, as_figure, by_place
from model.figures import Figure, Flags
from model.metrics import SUMMARY
from model.metrics.declare import LOWEST_MONTH, behind, taken
from model.metrics.horizon import PARTS
from model.operations import plain
from model.tolerances import ZERO

__all__ = ["ZERO", "CompanyHorizon", "SegmentHorizon"]
Line = Callable[[str], Array]


DECLARED = PARTS | SUMMARY
OF_HORIZON = Equations(PARTS, SUMMARY)


@lru_cache(maxsize=64)
def in_segments(figures: tuple[str, ...]) -> tuple[str, ...]:
    """Those of these figures that segments have."""
    return tuple(name for name in figures if SUMMARY[name].in_segments)


@lru_cache(maxsize=64)
def of_own_paths(figures: tuple[str, ...]) -> tuple[str, ...]:
    """What the company works out from its own paths for these figures; the others come from those of its segments."""
    own = [name for name in figures if SUMMARY[name].company is None]
    takes = [name for company in (SUMMARY[name].company for name in figures) if company for name in taken(company)]
    return (*own, *(name for name in takes if name.endswith(tuple(KEPT))))


@lru_cache(maxsize=64)
def looked_back_at(figures: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """What these figures look back at: the name, the path, and the ending that says how."""
    return [
        (name, name.removesuffix(ending), ending)
        for name in sorted(behind(figures, DECLARED) - {*PARTS})
        for ending in (*KEPT, *SPANS)
        if name.endswith(ending)
    ]


@lru_cache(maxsize=64)
def of_each_segment(figures: tuple[str, ...]) -> tuple[str, ...]:
    """Figures of segments, and what figures of the company look back at in segments."""
    companies = [company for company in (SUMMARY[name].company for name in figures) if company]
    names = [name.removesuffix("_of_segments") for company in companies for name in taken(company)]
    return (*in_segments(figures), *dict.fromkeys(name for name in names if name.endswith(SPANS) or name in PARTS))


class Horizon(Figures, ABC):
    """What segments and company share: what is kept of the paths (months, ...) as months go by."""

    def __init__(self, inputs: Inputs | InMonths, names: tuple[str, ...], own: tuple[str, ...]) -> None:
        """`names` are its figures, `own` what it works out from its own paths."""
        super().__init__(inputs, OF_HORIZON, {})
        self.names, self.own = names, own
        self.kept = {name: KEPT[ending](path) for name, path, ending in looked_back_at(own) if ending in KEPT}

    def take(self, months: slice, line: Line) -> None:
        """Takes in the next months of the horizon."""
        for kept in self.kept.values():
            kept.take(months, line(kept.path))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Its figures, once all months are over."""
        self.update((name, kept.value) for name, kept in self.kept.items())
        self.work_out(OF_HORIZON.plan(self.own))
        return {name: self.figure(name) for name in self.names}


class Kept(ABC):
    """What is kept of one path."""

    value: Any

    def __init__(self, path: str) -> None:
        self.path = path

    @abstractmethod
    def take(self, months: slice, path: Array) -> None:
        """Takes in the next months."""


class InTotal(Kept):
    """The sum over all months."""

    value = None

    def take(self, months: slice, path: Array) -> None:
        sums = over_months(np.add, path)
        if self.value is None:
            self.value = sums.copy()
        else:
            self.value += sums


class AtEnd(Kept):
    """The value of the last month."""

    def take(self, months: slice, path: Array) -> None:
        self.value = path[-1]


KEPT: Mapping[str, type[Kept]] = {"_in_total": InTotal, "_at_end": AtEnd}
SPANS = ("_after_span", "_after_common_span")  # how long the opening book is looked at
LOWS = {"cumulative_profit": {"trough", "trough_month"}, "cash": {"cash_low", "cash_low_month"}}


class SegmentHorizon(Horizon):
    """Of each segment, (segments, scenarios). What needs fixed costs or cash is of the company only."""

    def __init__(self, inputs: Inputs, names: tuple[str, ...]) -> None:
        given, scenario, own = inputs.given, inputs.given.scenario, of_each_segment(names)
        super().__init__(inputs, in_segments(names), own)
        self.shape = (len(given.segments), 1)
        first_change = given.first_change()
        self.changes = first_change is not None and first_change <= scenario.horizon_months
        self.of_book = [(name, path, ending) for name, path, ending in looked_back_at(own) if ending in SPANS]
        self.last_month, self.spans = scenario.horizon_months, dict[str, Array]()
        if self.of_book:
            self._look_at_the_book()
        self.ends = {ending: {*months.ravel().tolist()} for ending, months in self.spans.items()}

    def _look_at_the_book(self) -> None:
        """Until when the opening book is looked at, which may lie beyond the horizon."""
        self.update((name, np.zeros((1, 1))) for name, _, _ in self.of_book)
        given = self.inputs.given
        span, has_book = np.maximum(12, given.of("renewal_months")), given.of("accounts") > 0
        first = np.array([[segment.aligned(given.scenario)] for segment in given.segments])
        common = (has_book * (span - 12)).max(axis=0) + 12
        self["span"], self["common_span"] = span, common
        self.spans = {"_after_span": span + first, "_after_common_span": common + first}
        self.last_month = max(self.last_month, int((has_book * self.spans["_after_common_span"]).max()))

    def take(self, months: slice, line: Line) -> None:
        super().take(months, line)
        self.follow_the_book(months, line)
        if months.start == 0:
            self.engagement_before = line("engagement_before_month_1")[0]
        if self.changes and months.stop == self.inputs.given.scenario.horizon_months:
            self.at_end = {name: line(name)[-1].copy() for name in ("engagement", "accounts", "mrr", "committed_mrr")}

    def follow_the_book(self, months: slice, line: Line) -> None:
        """Takes in the next months of the opening book, beyond the horizon too."""
        for name, path, ending in self.of_book:
            for end in self.ends[ending]:
                if months.start < end <= months.stop:
                    value = line(path)[int(end) - months.start - 1]
                    self[name] = np.where(self.spans[ending] == end, value, self[name])

    @cached_property
    def account(self) -> Account:
        """One account, at the engagement before month 1."""
        return Account(self.inputs, self.engagement_before)

    def other(self, name: str) -> Any:
        return self.account[name] if name == "kept_per_turn" else super().other(name)


class CompanyHorizon(Horizon):
    """Of the company, (scenarios,)."""

    shape = (1,)

    def __init__(self, segments: SegmentHorizon, company: Company, names: tuple[str, ...]) -> None:
        super().__init__(segments.inputs, names, of_own_paths(names))
        self.segments, self.company = segments, company
        size = segments.inputs.given.size
        self.lowest = {path: Lowest(size) for path, figures in LOWS.items() if figures & {*names}}
        self.losing = LastMonth(size) if "breakeven_month" in names else None

    def take(self, months: slice, line: Line) -> None:
        super().take(months, line)
        for path, lowest in self.lowest.items():
            lowest.take(months, line(path))
        if self.losing:
            losing = PARTS["is_losing"].equation
            self.losing.take(months, losing(operating_profit=line("operating_profit"), revenue=line("revenue")))

    def figure(self, name: str) -> Figure:
        metric = SUMMARY[name]
        if metric.company is None:
            return super().figure(name)
        self["figure_of_segments"] = self.segments.figures[name].values
        equation, taking = by_place(metric.company)
        return as_figure(self.of(equation, taking(self))).over(self.shape)

    def _of_segments(self, name: str) -> Any:
        """What the company's own equations take of the segments, (segments, scenarios)."""
        given = self.inputs.given
        match name:
            case "opening_accounts_of_segments":
                return given.of("accounts")
            case "net_mrr_churn_of_segments":
                return self.segments.figure("net_mrr_churn").values
            case "weight_of_segments":
                return self._weights()
        value = self.segments[name.removesuffix("_of_segments")]
        if isinstance(value, np.ndarray) and value.ndim > 1 and len(value) == self.segments.shape[0]:
            return value
        value = np.atleast_2d(plain(value))
        return np.broadcast_to(value, (*self.segments.shape[:1], value.shape[-1]))

    def _weights(self) -> Array:
        """By what net churn is weighted: opening MRR, or without any the MRR of the accounts signed in month 1."""
        given, opening = self.inputs.given, self.segments.figure("opening_mrr").values
        signed = given.of("new_accounts") * given.of("acv") / 12 * season_path(given, 1)[0]
        return np.where(opening.sum(axis=0) > 0, opening, signed)

    def other(self, name: str) -> Any:
        if name.startswith(LOWEST_MONTH):
            return self.lowest[name.removeprefix(LOWEST_MONTH)].last.month.astype(float)
        if name.endswith("_at_lowest"):
            return self.lowest[name.removesuffix("_at_lowest")].value
        if name.endswith("_of_segments"):
            return self._of_segments(name)
        if name == "common_span":
            return self.segments[name]
        if name == "last_month_behind":
            return self.last_month_behind
        if name == "last_month_losing":
            assert self.losing
            return self.losing.month.astype(float)
        return super().other(name)

    @cached_property
    def last_month_behind(self) -> Array:
        """The last month with negative cumulative profit, by the measure of all revenue and costs; 0 without any."""
        least, behind_it = self["least_balance"], PARTS["is_behind"].equation
        cumulative, last = self.company.cumulative_profit, LastMonth(self.inputs.given.size)
        for months in pieces(*cumulative.shape):
            last.take(months, behind_it(cumulative_profit=cumulative[months], least_balance=least))
        return last.month.astype(float)


@lru_cache(maxsize=64)
def numbered(start: int, stop: int) -> NDArray[np.uint8]:
    """The numbers of some months, from 1, (months, 1)."""
    return np.arange(start + 1, stop + 1, dtype=np.uint8)[:, None]


class LastMonth:
    """The last month (from 1) in which a condition held, by scenario; 0 where it never did."""

    def __init__(self, size: int) -> None:
        self.month = np.zeros(size, dtype=np.uint8)

    def take(self, months: slice, holds: Flags) -> None:
        """Takes in whether it holds in the next months, (months, scenarios)."""
        number = numbered(months.start, months.stop)
        np.maximum(self.month, over_months(np.maximum, holds.view(np.uint8) * number), out=self.month)


class Lowest:
    """The lowest value of a path, and the first month that has it."""

    def __init__(self, size: int) -> None:
        self.value, self.last = np.full(size, np.inf), LastMonth(size)

    def take(self, months: slice, path: Array) -> None:
        """Takes in the next months, (months, scenarios). Its first month is the last that is below all before."""
        lowest, lower = np.empty(path.shape), np.empty(path.shape, dtype=bool)
        np.minimum(path[0], self.value, out=lowest[0])
        np.less(path[0], self.value, out=lower[0])
        if len(path) > 1:
            lowest[1:] = path[1:]
            np.minimum.accumulate(lowest, axis=0, out=lowest)
            np.less(path[1:], lowest[:-1], out=lower[1:])
        self.value = lowest[-1]
        self.last.take(months, lower)
