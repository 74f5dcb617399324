"""Where do we stand, and should we press the accelerator or the brakes? All of it is the company's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model import months
from model.answers import SCENARIO, Answer, Asked, Fold, Later, Listed, Remark, Slot, by_month, compared
from model.questions import horizons, plans
from model.questions.cash_runway import needed, runs_out
from model.questions.overview.charts import arr_by_layer, cumulative_profit
from model.questions.overview.remedy import remedy
from model.result import Result
from model.trace import Quantity, Sentence, Strong, Trace
from model.verdict import ACCELERATE, BRAKES, HOLD, LABELS, Said, Verdict

__all__ = ["FIGURES", "MEASURES", "answer"]

FIGURES = ("arr_end", "nrr", "grr", "trough")  # and the lowest cash, where opening cash is given, or break-even
# What a month earns and costs, line by line; then how MRR moves; then cash.
MEASURES = (
    "revenue", "cogs", "cost_to_serve", "cs_cost", "acquisition_cost", "fixed_costs", "operating_profit",
    "cumulative_profit", "new_mrr", "expansion_mrr", "price_mrr", "contraction_mrr", "churned_mrr", "mrr",
    "signed_accounts", "churned_accounts", "accounts", "billings", "cash_flow", "cash",
)  # fmt: skip
# Where the figures of a verdict come from, for the company: two of them are blended.
COMPANY = {"ltv_cac": "blended_ltv_cac", "payback_margin": "blended_payback_margin", "net_mrr_churn": "net_mrr_churn"}
AT_END = {figure: f"blended_{figure}_end" for figure in LABELS}
DECIDED = {ACCELERATE: "accelerate", HOLD: "hold", BRAKES: "brake"}


def answer(asked: Asked) -> Answer:
    """The verdict and what would change it, with ARR and cumulative profit over the horizon."""
    traces = {name: Trace(result) for name, result in asked.results.items()}
    trace = traces[SCENARIO]
    lowest = "cash_low" if asked.scenario.company.cash else "breakeven_month"
    return Answer(
        _of_both(trace, asked.result),
        compared(
            {name: [each.summary(figure) for figure in (*FIGURES, lowest)] for name, each in traces.items()},
            {figure: trace.summary(f"{figure}_month") for figure in ("trough", "cash_low")},
        ),
        asked.scenarios,
        about=(*FIGURES, lowest, *LABELS),
        beside=(
            Remark(_at_end(trace, asked.result)),
            Remark(asked.find(_remedy)), Slot("unset"), arr_by_layer(asked), cumulative_profit(asked),
            _of_segments(trace, asked.result), Later(lambda: [*plans.blocks(asked)]),
        ),
        below=(Fold("horizons", horizons.TITLE, lambda: horizons.blocks(asked)), by_month(asked, MEASURES)),
    )  # fmt: skip


def _remedy(result: Result, _segment: int) -> Sentence:
    return remedy(Trace(result))


def _of_both(trace: Trace, result: Result) -> Sentence:
    """The verdict; where inputs change so that it is another one at the end, both decisions with their months first."""
    sentence, verdict, end = _sentence(trace, result.verdict, COMPANY), result.verdict, result.verdict_end
    if end is None or verdict.decision == end.decision:
        return sentence
    first, last = (months.name(month, trace.scenario.start) for month in (1, trace.months))
    return (
        Strong(f"{DECIDED[verdict.advice].capitalize()} in {first}, {DECIDED[end.decision]} in {last}."),
        *sentence[1:],
    )


def _at_end(trace: Trace, result: Result) -> Sentence:
    """The verdict on the inputs of the last month, where some have changed by then."""
    if result.verdict_end is None:
        return ()
    return (f"In {months.name(trace.months, trace.scenario.start)}: ", *_sentence(trace, result.verdict_end, AT_END))


def _sentence(trace: Trace, verdict: Verdict, keys: Mapping[str, str]) -> Sentence:
    """The decision first, and values that open where they come from; `keys` are theirs by figure."""
    decision, *reason = verdict.pieces
    assert isinstance(decision, str)
    return (Strong(decision), *(_opened(trace, piece, keys) for piece in reason))


def _opened(trace: Trace, piece: str | Said, keys: Mapping[str, str]) -> Quantity | str:
    if isinstance(piece, str):
        return piece
    match piece.figure:
        case "cash":
            return replace(runs_out(trace), words=piece.words)
        case "cash_needed":
            return replace(needed(trace), words=piece.words)
    quantity = trace.find(keys[piece.figure])
    return piece.words if quantity is None else replace(quantity, words=piece.words)


def _of_segments(trace: Trace, result: Result) -> Listed:
    """Each segment's verdict, where there are several; one without customers has none."""
    rows = []
    for place, segment in enumerate(result.scenario.segments):
        if segment.accounts or segment.new_accounts or segment.new_accounts_step > 0:
            verdict = result.verdict.segments[segment.name]
            keys = {figure: f"{place}/{figure}" for figure in LABELS}
            sentence = _sentence(trace, verdict, keys)
            end = result.verdict_end.segments[segment.name] if result.verdict_end else verdict
            if end.decision != verdict.decision:
                last = months.name(trace.months, trace.scenario.start)
                later = _sentence(trace, end, {figure: f"{key}_end" for figure, key in keys.items()})
                sentence = (*sentence, f" In {last}: ", *later)
            rows.append((segment.name, sentence))
    return Listed("Each segment on its own", rows if len(rows) > 1 else [])
