"""Measures month by month, or by quarter or fiscal year, of the company or of the segment in view."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers.asked import Asked
from model.answers.blocks import Block, Fold, MonthColumn, Months, Row, Table
from model.metrics import MONTHLY
from model.periods import INCOMPLETE, WEIGHTED, By, Period, is_flow, periods
from model.tolerances import HOURS_TOLERANCE
from model.trace import Quantity, Trace, total
from model.trace.segment import SegmentTrace
from model.wording import unit_in_words

KEY = "by"
BY: dict[By, str] = {"month": "Month", "quarter": "Quarter", "year": "Fiscal year"}
Owner = Trace | SegmentTrace


def by_month(asked: Asked, names: Sequence[str], *, of_segment: bool = False) -> Fold:
    """A line that opens to a table of these measures, by what the reader chooses."""
    title = "Month by month, of the segment in view" if of_segment else "Month by month"
    return Fold("months", title, lambda: _blocks(asked, names, of_segment=of_segment))


def _blocks(asked: Asked, names: Sequence[str], *, of_segment: bool) -> tuple[Block, ...]:
    view = asked.choice(KEY, "By", {str(by): name for by, name in BY.items()})
    by = next(by for by in BY if by == view.chosen)
    if by == "month":
        return view, Months(_columns(asked, names, of_segment=of_segment))
    trace = Trace(asked.result)
    owner: Owner = trace.by_segment[asked.segment] if of_segment else trace
    rows = [_row(owner, names, period) for period in periods(asked.scenario, by)]
    return view, Table("", [BY[by], *(_head(name, asked.scenario.currency) for name in names)], rows)


def _columns(asked: Asked, names: Sequence[str], *, of_segment: bool) -> list[MonthColumn]:
    result = asked.result
    part, prefix = result.total, ""
    if of_segment:
        part, prefix = result.segments[asked.segment_name], f"{asked.segment}/"
    return [
        MonthColumn(MONTHLY[name].label, MONTHLY[name].unit, f"{prefix}{name}@", part.monthly[name][:, 0])
        for name in names
    ]


def _head(name: str, currency: str) -> str:
    """The measure with its unit, where its name does not say it."""
    label, words = MONTHLY[name].label, unit_in_words(_unit(name), currency)
    return f"{label} ({words})" if words and not label.lower().endswith(words) else label


def _unit(name: str) -> str:
    """MRR stays by the month however long it is looked at; of other flows a sum has no month any more."""
    unit = MONTHLY[name].unit
    return unit if name.endswith("mrr") or not is_flow(name) else unit.removesuffix("/month")


def _row(owner: Owner, names: Sequence[str], period: Period) -> Row:
    return f"{period.name}{'' if period.complete else INCOMPLETE}", [_cell(owner, name, period) for name in names]


def _cell(owner: Owner, name: str, period: Period) -> Quantity:
    """A flow summed, the level of the last month, or the mean weighted by the hours required."""
    values = [owner.month(name, month) for month in range(period.first, period.last + 1)]
    if name in WEIGHTED:
        found, how = _mean(owner, values, period), "The mean of its months, weighted by the hours required."
    elif is_flow(name):
        found, how = total(values), "The sum of its months."
    else:
        found, how = values[-1], "As it is in the last month."
    prefix = f"{owner.index}/" if isinstance(owner, SegmentTrace) else ""
    return found.named(
        f"period.{prefix}{name}.{period.first}.{period.last}", f"{MONTHLY[name].label}, {period.name}",
        unit=_unit(name), definition=f"{MONTHLY[name].definition} {how}",
        good=MONTHLY[name].good,
    )  # fmt: skip


def _mean(owner: Owner, values: Sequence[Quantity], period: Period) -> Quantity:
    """Months without any hours weigh alike where there are none in the whole period."""
    hours = [owner.month("required_hours", month) for month in range(period.first, period.last + 1)]
    if sum(each.value for each in hours) <= float(HOURS_TOLERANCE):
        return total(values) / len(values)
    return total(value * weight for value, weight in zip(values, hours, strict=True)) / total(hours)
