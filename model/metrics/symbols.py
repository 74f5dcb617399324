"""How the names in an equation stand in a formula: inputs by their symbol, measures by their label and month."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from model.metrics.account import AGES, UNIT_ECONOMICS
from model.metrics.account import PARTS as OF_ACCOUNT
from model.metrics.declare import LAST_MONTHS, LOWEST_MONTH, Equation, Intermediate, Metric, taken
from model.metrics.horizon import PARTS as OF_HORIZON
from model.metrics.horizon import SUMMARY
from model.metrics.monthly import MONTHLY
from model.metrics.monthly import PARTS as OF_MONTH
from model.metrics.ring import BUCKETS, MONTHLY_TERMS
from model.parameters import COMPANY, HEADER, SEGMENT
from model.quantity import Quantity
from model.written import in_symbols

DECLARED: dict[str, Metric | Intermediate] = {
    **OF_HORIZON, **OF_MONTH, **OF_ACCOUNT, **AGES, **MONTHLY_TERMS, **BUCKETS, **SUMMARY, **UNIT_ECONOMICS, **MONTHLY,
}  # fmt: skip
SYMBOLS = {
    "steps_so_far": r"\sum_{i=2}^{t} \Delta_{i}",
    "growth_so_far": r"\prod_{i=2}^{t} (1+g_{i})",
    "fixed_cost_growth_so_far": r"\prod_{i=2}^{t} (1+f_{i})",
    "month": "t",
    "age": "a",
    "turn": "L",
    "span": "S",
    "common_span": "S",
    "horizon_months": "T",
}
CONDITIONS = {
    "fixed": "a given headcount", "to_need": "hired to need", "staffed": "there are CSMs", "added": "base is starting",
    "uplifted": "from the start", "in_advance": "billed in advance", "renews": "the contract ends",
    "expands": "it expands", "joined": "new accounts start", "anniversary": "the bill is due",
    "month_to_month_left_out": "it is left out", "by_ratio": "CSMs by a ratio", "limited": "the team may be short",
    "leaks": "accounts leave within the term", "seasonal": "there is a season", "stays_for_ever": "nobody leaves", "earns_nothing": "it earns nothing",
}  # fmt: skip
WORDS = {
    "staff_changes_so_far": "staff changes so far", "hires_within_ramp": "hires within the ramp", "csms_cut": "CSMs cut",
    "share_of_book": "share of the opening book", "months_left": "months left of the bill",
    "months_until_earned": "months until margin reaches CAC",
    "months_until_collected": "months until cash reaches CAC", "signings": "accounts signed", "season_weight": "season of the month",
    "live_share_after_list": "share left after early renewals", "opening_team": "CSMs before month 1", "guideline_ltv": "LTV",
    "bills_in_advance": "bills in advance", "weight": "weight", "figure": "of each segment",
}  # fmt: skip
VARIANTS = {"book": "book", "new": "later", "floor": "book, no growth", "flat": "no growth", "monthly": "monthly terms"}
OPERATORS = {"_in_total": r"\sum_{t=1}^{T} ", "_at_lowest": r"\min_t ", "_of_segments": r"\sum ", "_of_buckets": r"\sum ",
             "_of_turn": r"\sum_{a=A}^{A+L-1} ", "_of_list": r"\sum_{a=0}^{A-1} ", "_of_months": r"\sum_{i} ", "_of_season": r"\sum ", "_of_numbers": r"\sum ", "_of_60": r"\sum_{a=0}^{59} "}  # fmt: skip
LISTS = (
    "_of_turn",
    "_of_list",
    "_of_60",
    "_of_months",
    "_of_season",
    "_of_numbers",
    "_of_buckets",
    "_of_monthly_buckets",
    "_of_segments",
    "_of_meetings",
)
SUMS = ("operating_profit_of_segments", "cash_flow_of_segments")
MOMENTS = {
    "_at_signature": "t-o",
    "_a_cycle_later": "t+c",
    "_collected": r"t-\ell",
    "_before": "t-1",
    "_at_end": "T",
    "_after_common_span": "S",
    "_after_span": "S",
}


def formula_of(equation: Equation, settings: Mapping[str, Any] | None = None) -> str:
    """An equation in LaTeX; where settings are given, with the branches that they choose."""
    known = settings or {}
    made = equation(**{name: known[name] if name in known else _symbol(name) for name in taken(equation)})
    return in_symbols(made if isinstance(made, Quantity) else Quantity(float(made)))


@cache
def formula_in(equation: Equation, settings: frozenset[tuple[str, bool]]) -> str:
    """An equation in LaTeX with the branches that these settings choose."""
    return formula_of(equation, dict(settings))


def formula_of_company(metric: Metric, segment: str | None) -> str:
    """That of the company: its own, that of its only segment, or the sum over segments."""
    own = metric.company or (None if metric.in_segments else metric.equation)
    if own is not None and taken(own) != ("figure_of_segments",):
        return formula_in(own, frozenset())
    if segment is not None:
        return segment
    if metric.name in SUMMARY and metric.company is None:
        return metric.formula
    return rf"\sum \text{{{metric.label}}}" + ("_{t}" if metric.name in MONTHLY and metric.name not in SUMMARY else "")


def symbol_of(name: str) -> str:
    """What a name is written as.

    >>> symbol_of("mrr_before"), symbol_of("retention_rate")
    ('\\\\text{MRR}_{t-1}', '\\\\mathrm{CR}_6')
    """
    if name in CONDITIONS:
        return rf"\text{{{CONDITIONS[name]}}}"
    if name.endswith("_of_monthly_buckets"):
        return r"\sum " + _at(f"{name.removesuffix('_of_monthly_buckets')}_of_monthly", "t")
    for ending, operator in OPERATORS.items():
        if name.endswith(ending) and name not in DECLARED:
            return operator + symbol_of(name.removesuffix(ending))
    if name in LAST_MONTHS:
        return rf"\max\{{t : {symbol_of(LAST_MONTHS[name])}\}}"
    if name.startswith(LOWEST_MONTH):
        return rf"\arg\min_t {symbol_of(name.removeprefix(LOWEST_MONTH))}"
    ending = next((one for one in MOMENTS if name.endswith(one)), "")
    base = name.removesuffix(ending)
    if ending:
        return _at(base, MOMENTS[ending])
    measure, _, variant = base.rpartition("_of_")
    return _at(base, "t" if base in MONTHLY or (measure in MONTHLY and variant in VARIANTS) else "")


def _at(name: str, moment: str) -> str:
    base, _, variant = name.rpartition("_of_")
    raised = rf"^{{\text{{{VARIANTS[variant]}}}}}" if variant in VARIANTS else ""
    return _plain(base if raised else name) + raised + (f"_{{{moment}}}" if moment else "")


def _plain(name: str) -> str:
    if name in SYMBOLS:
        return SYMBOLS[name]
    for table, own in (
        (SEGMENT, name.removeprefix("opening_")),
        (COMPANY, name.removeprefix("company_")),
        (HEADER, name),
    ):
        if own in table and name not in MONTHLY:
            return table[own].symbol or rf"\text{{{table[own].label}}}"
    if name in DECLARED and DECLARED[name].label:
        return rf"\text{{{DECLARED[name].label}}}"
    return rf"\text{{{WORDS.get(name, name.replace('_', ' '))}}}"


def _symbol(name: str) -> Any:
    shown = Quantity(1.0, label=name, symbol=symbol_of(name))
    return [shown] if name.endswith(LISTS) and name not in DECLARED and name not in SUMS else shown
