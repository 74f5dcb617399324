"""ARR by who brings it, and cumulative profit, as charts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model import months
from model.answers import Asked, Band, Lines, Mark, Role, Series
from model.answers import paths as beside
from model.engine.batch import Array
from model.formulas import arr
from model.metrics import MONTHLY, SUMMARY
from model.result import Result
from model.wording import formatted, minus, short

ARR_UNIT, PROFIT = SUMMARY["arr_end"].unit, MONTHLY["cumulative_profit"]
BOOK, LATER, TOTAL = "Existing customers", "New customers", "Total"


def arr_by_layer(asked: Asked) -> Lines:
    """ARR of existing and of new customers, stacked."""
    result = asked.result
    book, later = (arr(mrr=result.total.layers[layer]["mrr"][:, 0]) for layer in ("book", "new"))
    total = _total(result)
    others = _others(asked, total, {name: _total(each) for name, each in asked.results.items()})
    return Lines(
        title="ARR from existing and new customers", unit=ARR_UNIT, finding=(_of_arr(asked, total, later, others),),
        bands=(Band(np.zeros(len(book)), book, "book", BOOK), Band(book, total, "later", LATER)),
        series=(
            Series(BOOK, book, None), Series(LATER, later, None),
            Series(TOTAL, total, "whatif", words=short(float(total[-1]))), *others,
        ),
    )  # fmt: skip


def cumulative_profit(asked: Asked) -> Lines:
    """Cumulative profit: how deep it falls, when, and whether it comes back."""
    result = asked.result
    profit = _profit(result)
    others = _others(asked, profit, {name: _profit(each) for name, each in asked.results.items()})
    return Lines(
        title=PROFIT.label, unit=PROFIT.unit, finding=(_of_profit(asked, profit, others),),
        series=(Series(PROFIT.label, profit, "whatif", words=minus(short(float(profit[-1])))), *others),
        marks=[*_mark(result, "trough_month", "loss"), *_mark(result, "payback_month", "whatif")],
    )  # fmt: skip


def _total(result: Result) -> Array:
    return arr(mrr=result.total.monthly["mrr"][:, 0])


def _profit(result: Result) -> Array:
    return result.total.monthly[PROFIT.name][:, 0]


def _others(asked: Asked, shown: Array, paths: Mapping[str, Array]) -> list[Series]:
    """The same path of the other results where it differs, with the value at its end."""
    series = []
    for name in asked.others:
        path = beside.compared(shown, paths.get(name))
        last = beside.last_shown(path)
        words = "" if last is None else f"{name.capitalize()} {minus(short(float(path[last])))}"
        series.append(Series(name.capitalize(), path, "baseline", words=words))
    return series


def _of_arr(asked: Asked, total: Array, later: Array, others: list[Series]) -> str:
    """The finding: from today's ARR to that of the last month."""
    scenario = asked.scenario
    today = 12 * float(asked.result.total.summary["opening_mrr"].values[0])
    start, end, of_later = (
        formatted(float(value), ARR_UNIT, scenario.currency) for value in (today, total[-1], later[-1])
    )
    goes = f"{'grows' if total[-1] > today else 'falls'} from {start} today to {end} in"
    if not today:
        goes = f"reaches {end} in"
    elif start == end:
        goes = f"stays at {end} until"
    sentence = f"ARR {goes} {months.name(len(total), scenario.start)}"
    sentence += f", {of_later} of it from new customers" if later[-1] > 0 and today else ""
    return f"{sentence}{_beside(asked, others, ARR_UNIT)}."


def _of_profit(asked: Asked, profit: Array, others: list[Series]) -> str:
    """The finding: where cumulative profit ends, and how deep it was before."""
    scenario, summary = asked.scenario, asked.result.total.summary
    end, last = formatted(float(profit[-1]), PROFIT.unit, scenario.currency), months.name(len(profit), scenario.start)
    sentence = f"Cumulative profit {'reaches' if profit[-1] >= 0 else 'is'} {end} in {last}"
    low = summary["trough_month"]
    if low.reason(0) is not None:
        sentence += ", never below zero"
    elif int(low.values[0]) == len(profit):
        sentence += ", its lowest so far"
    else:
        trough = formatted(float(summary["trough"].values[0]), PROFIT.unit, scenario.currency)
        sentence += f" after a low point of {trough} in {_month(asked.result, 'trough_month')}"
        if summary["payback_month"].reason(0) is None:
            sentence += f", recovered in {_month(asked.result, 'payback_month')}"
    return f"{sentence}{_beside(asked, others, PROFIT.unit)}."


def _beside(asked: Asked, others: list[Series], unit: str) -> str:
    """Where each other result ends if that differs, with its month if it is not the last one."""
    scenario, words = asked.scenario, ""
    for name, series in zip(asked.others, others, strict=True):
        last = beside.last_shown(series.values)
        if last is not None:
            when = "" if last == len(series.values) - 1 else f" in {months.name(last + 1, scenario.start)}"
            words += f"; {name} {formatted(float(series.values[last]), unit, scenario.currency)}{when}"
    return words


def _month(result: Result, figure: str) -> str:
    return months.name(int(result.total.summary[figure].values[0]), result.scenario.start)


def _mark(result: Result, figure: str, role: Role) -> list[Mark]:
    """The mark at the low point or at the recovery; none where there is no such month."""
    number = result.total.summary[figure]
    if number.reason(0) is not None:
        return []
    month, is_low = int(number.values[0]), role == "loss"
    value = float(_profit(result)[month - 1])
    words = f"{minus(short(value))} in" if is_low else "recovered in"
    whole, short_words = f"{words} {_month(result, figure)}", words.removesuffix(" in")
    return [Mark(month, value, whole, role, above=not is_low, short=short_words)]
