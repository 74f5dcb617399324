"""How the figures over the horizon come about: the equations of model/metrics/horizon.py."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import mul
from typing import TYPE_CHECKING, Any

from model.metrics import MONTHLY, SUMMARY
from model.metrics.declare import Metric
from model.metrics.horizon import PARTS, churn_of_company
from model.metrics.monthly import PARTS as OF_MONTH
from model.metrics.payback import cost_of_accounts, never
from model.metrics.ring import VARIANTS
from model.operations import defined, greatest, least, of_each, total, where
from model.quantity import Quantity, changed
from model.trace.names import Names, as_quantity, evaluated, written_out

if TYPE_CHECKING:
    from model.trace.lookup import Trace

YEAR = 12
SPAN, COMMON_SPAN = "_after_span", "_after_common_span"
LAST_MONTH = {"last_month_behind": ("cumulative_profit", "Last month with negative cumulative profit"),
              "last_month_losing": ("operating_profit", "Last month with an operating loss")}  # fmt: skip
FROM_LAST = {"last_month_behind": "payback_month", "last_month_losing": "breakeven_month"}
FROM_LOWEST = {"cumulative_profit": "trough_month", "cash": "cash_low_month"}


class OverMonths(ABC):
    """What the names of figures over the horizon mean, for a segment and for the company."""

    def over_months(self, name: str, last: int) -> Any:
        """What a name means whose ending spans months up to `last`; None for a name without such an ending."""
        if name.endswith("_in_total"):
            path = name.removesuffix("_in_total")
            return total([self.in_month(path, month) for month in range(1, last + 1)])
        if name.endswith("_at_end"):
            return self.in_month(name.removesuffix("_at_end"), last)
        return None

    @abstractmethod
    def in_month(self, name: str, month: int) -> Quantity:
        """A measure, or a part of one, in a month."""


class SegmentHorizonNames(OverMonths, Names):
    """What the names in an equation mean for a segment over the horizon."""

    def how(self, name: str) -> Quantity:
        """The expression that gives a figure."""
        return as_quantity(evaluated(SUMMARY[name].equation, self))

    @property
    def span(self) -> int:
        return max(YEAR, self.segment.renewal_months)

    def in_month(self, name: str, month: int) -> Quantity:
        measure, _, variant = name.rpartition("_of_")
        if variant in VARIANTS:
            return self.quantities.layer(variant, measure, month)
        if name in PARTS:
            return as_quantity(self.quantities.in_month(month).part(name))
        return self.quantities.month(name, month)

    def meaning(self, name: str) -> Any:
        if name == "span":
            return self.span
        for ending, span in ((SPAN, self.span), (COMMON_SPAN, self.quantities.trace.common_span)):
            if name.endswith(ending):
                return self.in_month(name.removesuffix(ending), span + self.settings["aligned"])
        over = self.over_months(name, self.quantities.months)
        if over is not None:
            return over
        if name in SUMMARY:
            return self.quantities.summary(name)
        if name == "kept_per_turn":
            return self.quantities.account.part(name)
        if name in PARTS or name in OF_MONTH:
            return self.quantities.in_month(1).part(name)
        return super().meaning(name)


class CompanyHorizonNames(OverMonths):
    """What the names in an equation mean for the company over the horizon."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    def how(self, name: str) -> Quantity:
        """The expression that gives a figure; a sum over a single segment is that segment's own expression."""
        parts = self.trace.by_segment
        metric = SUMMARY[name]
        if metric.company is not None and len(parts) == 1 and not self.trace.follows:
            return parts[0].summary(name).whole or parts[0].summary(name)
        names = _Figure(self, name)
        return as_quantity(evaluated(metric.company or metric.equation, names))

    def in_month(self, name: str, month: int) -> Quantity:
        if any(name.endswith(f"_of_{variant}") for variant in VARIANTS):
            parts = [SegmentHorizonNames(segment).in_month(name, month) for segment in self.trace.by_segment]
            return total(parts)
        return self.trace.month(name, month)

    def at_lowest(self, path: str) -> Quantity:
        """The lowest value of all months, shown by that month and its neighbours."""
        values = self.trace.result.total.monthly[path][:, 0]
        month = int(values.argmin()) + 1
        about = [each for each in (month, month - 1, month + 1) if 1 <= each <= self.trace.months]
        return Quantity(
            float(values[month - 1]), MONTHLY[path].unit, f"Lowest {MONTHLY[path].label.lower()} of all months",
            evidence=tuple(self.trace.month(path, each) for each in about), searched=lambda: least(*self._path(path)),
        )  # fmt: skip

    def month_of_lowest(self, path: str) -> Quantity:
        """The month in which the lowest value is first reached, shown by that month and its neighbours."""
        low = self.trace.summary(FROM_LOWEST[path])
        month = 0 if low.reason else round(low.value)
        lowest = self.trace.summary("cash_low") if path == "cash" else self.at_lowest(path)
        return self._found(
            "First month of the lowest", month, (month - 1, month, month + 1), path,
            lambda: least(*(
                where(amount <= lowest, number, self.trace.months) for number, amount in self._numbered(path)
            )),
        )  # fmt: skip

    def last_month(self, name: str) -> Quantity:
        """The last month in which the company is behind, or loses; 0 where there is none."""
        path, label = LAST_MONTH[name]
        first = self.trace.summary(FROM_LAST[name])
        last = round(first.value) - 1 if first.reason is None else self.trace.months
        if first.reason == "never_negative":
            last = 0
        holds = self._holds(name)
        return self._found(
            label, last, (last, last + 1), path,
            lambda: greatest(0, *(where(holds(number, amount), number, 0) for number, amount in self._numbered(path))),
        )  # fmt: skip

    def _holds(self, name: str) -> Callable[[int, Quantity], Quantity]:
        """Whether the company is behind, or loses, in a month."""
        if name == "last_month_losing":
            losing = PARTS["is_losing"].equation
            return lambda month, profit: losing(operating_profit=profit, revenue=self.trace.month("revenue", month))
        smallest = written_out(PARTS["loss_that_counts"], lambda each: self.over_months(each, self.trace.months), "")
        least_balance, behind = PARTS["least_balance"].equation(loss_that_counts=smallest), PARTS["is_behind"].equation
        return lambda month, cumulative: behind(cumulative_profit=cumulative, least_balance=least_balance)

    def _found(
        self, label: str, month: int, about: Sequence[int], path: str, origin: Callable[[], Quantity]
    ) -> Quantity:
        """A month that is found by looking through all of them."""
        shown = tuple(self.trace.month(path, each) for each in about if 1 <= each <= self.trace.months)
        return Quantity(month, "month", label, evidence=shown, searched=origin)

    def _path(self, path: str) -> list[Quantity]:
        return [self.trace.month(path, month) for month in range(1, self.trace.months + 1)]

    def _numbered(self, path: str) -> Iterator[tuple[int, Quantity]]:
        return enumerate(self._path(path), 1)

    def weights(self) -> list[Quantity]:
        """Net churn is weighted by opening MRR, or by the MRR signed in month 1 where nobody has any."""
        opening = [segment.summary("opening_mrr") for segment in self.trace.by_segment]
        signed = [segment.month("committed_mrr", 1) for segment in self.trace.by_segment]
        some = _in_a_cell(self.trace, total(opening), "Opening MRR", "opening mrr of all") > 0
        weighed = [where(some, book, later) for book, later in zip(opening, signed, strict=True)]
        return _in_cells(self.trace, weighed, "weight in net churn")


class _Figure:
    """What the names in the equation of one figure of the company mean."""

    def __init__(self, company: CompanyHorizonNames, figure: str) -> None:
        self.company, self.figure = company, figure

    def __call__(self, name: str) -> Any:
        company, trace = self.company, self.company.trace
        match name:
            case "common_span":
                return trace.common_span
            case "horizon_months":
                return trace.input(name)
            case "figure_of_segments":
                return [segment.summary(self.figure) for segment in trace.by_segment]
            case "net_mrr_churn_of_segments":
                return [segment.summary("net_mrr_churn") for segment in trace.by_segment]
            case "weight_of_segments":
                return company.weights()
            case "opening_accounts_of_segments":
                return [segment.input("accounts") for segment in trace.by_segment]
        if name.endswith("_of_segments"):
            return [SegmentHorizonNames(segment)(name.removesuffix("_of_segments")) for segment in trace.by_segment]
        if name in LAST_MONTH:
            return company.last_month(name)
        if name.startswith("month_of_lowest_"):
            return company.month_of_lowest(name.removeprefix("month_of_lowest_"))
        if name.endswith("_at_lowest"):
            return company.at_lowest(name.removesuffix("_at_lowest"))
        return company.over_months(name, trace.months)


def weights(trace: Trace) -> list[Quantity]:
    """Segments are weighted by the accounts that they sign in month 1, or by existing ones where nobody signs."""
    signs = any(segment.segment.new_accounts for segment in trace.by_segment)
    return [segment.input("new_accounts" if signs else "accounts") for segment in trace.by_segment]


def blended(trace: Trace, metric: Metric, *, at_end: bool) -> Quantity:
    """The company's LTV:CAC or payback, from sums over the segments that sign, or over all where none does."""
    if metric.name == "net_mrr_churn":
        return as_quantity(evaluated(churn_of_company, partial(_churn_at_end, trace)))
    figure = as_quantity(evaluated(metric.company or metric.equation, partial(_blended, trace, at_end)))
    return as_quantity(defined(figure, *_undefined_where(metric.name, figure, partial(_blended, trace, at_end))))


def _undefined_where(name: str, figure: Quantity, named: Callable[[str], list[Quantity]]) -> list[tuple[Quantity, str]]:
    """When a blended figure has no value, and why (model, section 7)."""
    weight, onboarding, cost_to_win = map(named, ("weight", "onboarding_rate", "cost_to_win"))
    reaching, cost = of_each(mul, weight, onboarding), cost_of_accounts(weight, cost_to_win)
    nobody = [(total(weight) <= 0, "no_accounts"), (total(reaching) <= 0, "no_onboarding")]
    if name == "ltv_cac":
        return [*nobody, (cost <= 0, "no_cac")]
    margin = total(of_each(mul, reaching, named("margin")))
    return [*nobody, ((margin <= 0) & (cost > 0), "no_margin"), (never(figure), "never_pays_back")]


def _blended(trace: Trace, at_end: bool, name: str) -> list[Quantity]:
    """What a name means in a blended figure."""
    name = name.removesuffix("_of_segments")
    accounts = [segment.account_at_end if at_end else segment.account for segment in trace.by_segment]
    if name == "weight":
        signed = [as_quantity(account("signings")) for account in accounts]
        when = ", as of the last month" if at_end else ""
        some = _in_a_cell(trace, total(signed), "Accounts signed", f"signed by all{when}") > 0
        pairs = zip(signed, accounts, strict=True)
        weighed = [where(some, signs, account("opening_accounts")) for signs, account in pairs]
        return _in_cells(trace, weighed, f"weight of an account{when}")
    return [as_quantity(account(name)) for account in accounts]


def _in_a_cell(trace: Trace, number: Quantity, label: str, place: str) -> Quantity:
    """A sum that every segment is weighed by: a sheet has it once."""
    if not trace.follows:
        return number
    return changed(number.named("", label, unit="-"), by_equation=True, place=place)


def _in_cells(trace: Trace, weights: list[Quantity], place: str) -> list[Quantity]:
    """The weight of each segment, which a sheet has once too."""
    return [_in_a_cell(trace, weight, "Weight", f"{index}/{place}") for index, weight in enumerate(weights)]


def _churn_at_end(trace: Trace, name: str) -> list[Quantity]:
    """What a name means in the company's net churn as of the last month."""
    if name == "net_mrr_churn_of_segments":
        return [segment.economics("net_mrr_churn_end") for segment in trace.by_segment]
    mrr, signed = (
        [segment.month(path, trace.months) for segment in trace.by_segment] for path in ("mrr", "committed_mrr")
    )
    some = _in_a_cell(trace, total(mrr), "MRR", "mrr of all, as of the last month") > 0
    weighed = [where(some, held, committed) for held, committed in zip(mrr, signed, strict=True)]
    return _in_cells(trace, weighed, "weight in net churn, as of the last month")
