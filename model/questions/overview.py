"""Where do we stand, and should we press the accelerator or the brakes? All of it is the company's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from model import months
from model.answers import SCENARIO, Answer, Asked, Band, Lines, Listed, Mark, Role, Series, Slot, by_month, compared
from model.answers import paths as beside
from model.engine.batch import Array
from model.formulas import arr
from model.metrics import MONTHLY, SUMMARY
from model.result import Result
from model.trace import Quantity, Sentence, Strong, Trace
from model.verdict import LABELS, Said, Verdict
from model.wording import in_words, minus, short

FIGURES = ("arr_end", "nrr", "grr", "trough", "breakeven_month")
MEASURES = ("signed_accounts", "accounts", "mrr", "revenue", "acquisition_cost", "cs_cost", "operating_profit",
            "cumulative_profit", "cash")  # fmt: skip
# Where the figures of a verdict come from, for the company: two of them are blended.
COMPANY = {"ltv_cac": "blended_ltv_cac", "payback_margin": "blended_payback_margin", "net_mrr_churn": "net_mrr_churn"}
ARR_UNIT, PROFIT = SUMMARY["arr_end"].unit, MONTHLY["cumulative_profit"]
BOOK, LATER, TOTAL = "Opening book", "Later accounts", "Together"


def answer(asked: Asked) -> Answer:
    """The verdict, with ARR and cumulative profit over the horizon."""
    traces = {name: Trace(result) for name, result in asked.results.items()}
    trace = traces[SCENARIO]
    return Answer(
        _sentence(trace, asked.result.verdict, COMPANY),
        compared(
            {name: [one.summary(figure) for figure in FIGURES] for name, one in traces.items()},
            {"trough": trace.summary("trough_month")},
        ),
        asked.scenarios,
        about=(*FIGURES, *LABELS),
        beside=(Slot("start"), arr_by_layer(asked), cumulative_profit(asked), _of_segments(trace, asked.result)),
        below=(by_month(asked, MEASURES),),
    )


def _sentence(trace: Trace, verdict: Verdict, keys: Mapping[str, str]) -> Sentence:
    """The decision first, and values that open where they come from; `keys` are theirs by figure."""
    decision, *reason = verdict.pieces
    return (Strong(decision), *(_opened(trace, piece, keys) for piece in reason))


def _opened(trace: Trace, piece: str | Said, keys: Mapping[str, str]) -> Quantity | str:
    if isinstance(piece, str):
        return piece
    quantity = trace.find(keys[piece.figure])
    return piece.words if quantity is None else replace(quantity, words=piece.words)


def _of_segments(trace: Trace, result: Result) -> Listed:
    """Each segment's verdict, where there are several."""
    verdicts = result.verdict.segments if len(result.segments) > 1 else {}
    keys = [{figure: f"{place}/{figure}" for figure in LABELS} for place in range(len(verdicts))]
    rows = [(name, _sentence(trace, one, its)) for its, (name, one) in zip(keys, verdicts.items(), strict=True)]
    return Listed("Each segment by itself", rows)


def arr_by_layer(asked: Asked) -> Lines:
    """ARR of the opening book and of the accounts signed later, stacked."""
    result = asked.result
    book, later = (arr(mrr=result.total.layers[layer]["mrr"][:, 0]) for layer in ("book", "new"))
    total = _total(result)
    others = _others(asked, total, {name: _total(one) for name, one in asked.results.items()})
    return Lines(
        title="ARR by layer", unit=ARR_UNIT, finding=(_of_arr(asked, total, later, others),),
        bands=(Band(np.zeros(len(book)), book, "book", BOOK), Band(book, total, "later", LATER)),
        series=(
            Series(BOOK, book, None), Series(LATER, later, None),
            Series(TOTAL, total, "whatif", words=short(float(total[-1]))), *others,
        ),
    )  # fmt: skip


def cumulative_profit(asked: Asked) -> Lines:
    """How deep it falls, when, and whether it comes back."""
    result = asked.result
    profit = _profit(result)
    others = _others(asked, profit, {name: _profit(one) for name, one in asked.results.items()})
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
    scenario = asked.scenario
    start, end, of_later = (
        in_words(float(value), ARR_UNIT, scenario.currency) for value in (total[0], total[-1], later[-1])
    )
    goes = "stays at" if start == end else f"goes from {start} to"
    sentence = f"ARR {goes} {end} in {months.name(len(total), scenario.start)}"
    if later[-1] > 0:
        sentence += f", {of_later} of it from accounts signed later"
    for name, series in zip(asked.others, others, strict=True):
        ending = _ending(asked, series.values, ARR_UNIT)
        if ending:
            sentence += f"; the {name} {ending}"
        elif name in asked.results:
            sentence += f", as in the {name}"
    return f"{sentence}."


def _of_profit(asked: Asked, profit: Array, others: list[Series]) -> str:
    scenario, result = asked.scenario, asked.result
    end = in_words(float(profit[-1]), PROFIT.unit, scenario.currency)
    sentence = f"{PROFIT.label} is {end} in {months.name(len(profit), scenario.start)}; {_low_and_recovery(result)}"
    for name, series in zip(asked.others, others, strict=True):
        ending = _ending(asked, series.values, PROFIT.unit)
        if ending:
            low = float(asked.results[name].total.summary["trough"].values[0])
            sentence += f". The {name} {ending}"
            sentence += f" after a low of {in_words(low, PROFIT.unit, scenario.currency)}" if low < 0 else ""
        elif name in asked.results:
            sentence += f", as in the {name}"
    return f"{sentence}."


def _ending(asked: Asked, path: Array, unit: str) -> str:
    """Where a compared path ends, in words; its month where it is not the last one."""
    scenario, last = asked.scenario, beside.last_shown(path)
    if last is None:
        return ""
    value = in_words(float(path[last]), unit, scenario.currency)
    return f"ends at {value}" if last == len(path) - 1 else f"is at {value} in {months.name(last + 1, scenario.start)}"


def _low_and_recovery(result: Result) -> str:
    scenario, summary = result.scenario, result.total.summary
    if summary["trough_month"].reason(0) is not None:
        return "it is never negative"
    trough = in_words(float(summary["trough"].values[0]), PROFIT.unit, scenario.currency)
    sentence = f"its low is {trough} in {_month(result, 'trough_month')}"
    if summary["payback_month"].reason(0) is not None:
        return f"{sentence}, and it is not made up for within {scenario.horizon_months} months"
    return f"{sentence}, made up for from {_month(result, 'payback_month')} on"


def _month(result: Result, figure: str) -> str:
    return months.name(int(result.total.summary[figure].values[0]), result.scenario.start)


def _mark(result: Result, figure: str, role: Role) -> list[Mark]:
    """The low under its point, with its value, or the recovery over it; none where there is no such month."""
    number = result.total.summary[figure]
    if number.reason(0) is not None:
        return []
    month, is_low = int(number.values[0]), role == "loss"
    value = float(_profit(result)[month - 1])
    words = f"{minus(short(value))} in" if is_low else "recovered in"
    return [Mark(month, value, f"{words} {_month(result, figure)}", role, above=not is_low)]
