"""A question whose answer has a block of every kind."""

from collections.abc import Iterator

import numpy as np

from model.answers import (
    SCENARIO,
    Answer,
    Asked,
    Band,
    Block,
    Fold,
    Input,
    InputTable,
    Lines,
    Listed,
    Mark,
    Offer,
    Part,
    Remark,
    Series,
    Settings,
    Slot,
    Table,
    by_month,
    compared,
)
from model.basis import Basis
from model.parameters import SEGMENT
from model.result import Result
from model.trace import Strong, Trace

FOUND: list[str] = []  # what was worked out, in the order of it


def find(result: Result, segment: int) -> float:
    FOUND.append(result.scenario.name)
    return float(result.segments[result.scenario.segments[segment].name].monthly["mrr"][-1, 0])


def find_with(result: Result, segment: int, share: float) -> float:
    FOUND.append(f"{share:g}")
    return share * find(result, segment)


def answer(asked: Asked) -> Answer:
    trace, found = Trace(asked.result), asked.each(find)
    mrr = trace.month("mrr", trace.months)
    view = asked.choice("side", "Side", {"left": "<b>Left</b>", "right": "Right"})
    share = asked.setting("share", SEGMENT["gross_margin"], 0.5)
    asked.find(find_with, share.value)
    return Answer(
        (Strong("<b>Yes"), ": MRR is ", mrr, "."),
        compared({name: [Trace(result).summary("arr_end")] for name, result in asked.results.items()}),
        asked.scenarios,
        about=("ltv_simple",),
        beside=(
            view, Slot("drawn"), _chart(found[SCENARIO]), Remark(()), Part(tuple(_sometimes(view.chosen))),
            Remark((f"It is {view.chosen}, by {share.value:g}: ", mrr)),
        ),
        below=(
            Settings((share, asked.setting("rate", SEGMENT["retention_rate"], 0.9))),
            Table("<i>A table</i>", ("Name", "Number", "Words"), [("One", (mrr, "<u>words</u>")), ("None", ((), "–"))]),
            Table("Nothing in it", ("Name",), []),
            Listed("Each by itself", [("First", ("It has ", mrr))]),
            Listed("Nobody", []),
            Fold("inside", "Inside", lambda: (Remark(("Only when it is open.",)), Table("", ("Name", "MRR"), [("MRR", (mrr,))]))),
            Offer("take", "Take it", {f"{asked.segment_name}.cac": 1234.0}),
            by_month(asked, ("mrr", "load"), of_segment=True),
            InputTable("inputs", "<i>Inputs</i>", [
                Input("Mid-market.cac", SEGMENT["cac"], 1250.0, "nobody <signs>", Basis.SOURCED, "<b>Billing</b>", "<i>2026</i>"),
                Input("Mid-market.retention_rate", SEGMENT["retention_rate"], 0.965, None, Basis.ASSUMED, "", ""),
            ]),
        ),
    )  # fmt: skip


def _chart(end: float) -> Lines:
    up = np.linspace(0, end, 5)
    return Lines(
        title="A <chart>", unit="money/month", finding=("It goes <up>.",), remark=("More of it.",),
        series=[Series("Up", up, "whatif")], bands=[Band(0 * up, up, "book")], marks=[Mark(2, up[1], "here", "ink")],
    )  # fmt: skip


def _sometimes(side: str) -> Iterator[Block]:
    if side == "right":
        yield Remark(("To the right alone.",))
