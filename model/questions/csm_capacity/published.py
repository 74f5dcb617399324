"""What others publish about accounts per CSM and productivity, beside the segment's own."""

from __future__ import annotations

from collections.abc import Iterator

from model.benchmarks import Benchmark, benchmarks
from model.questions.csm_capacity.hours import Hours, accounts_in_words, needed, whole_accounts
from model.trace import Quantity, Sentence
from model.trace.lookup import SegmentTrace

YEAR = 12


def productivity(own: SegmentTrace, of: Hours) -> Sentence:
    """The share of time that the paper takes, and what the survey that it cites found."""
    taken, found = (
        Quantity(one.low, "share", f"Productivity: {one.source}, {one.year}", f"=benchmark/csm_productivity/{place}",
                 definition=f"Published: {one.citation}.")
        for place, one in enumerate(benchmarks("csm_productivity"))
    )  # fmt: skip
    sample = benchmarks("csm_productivity")[1].sample
    sentence: Sentence = ("The paper counts ", taken, " of paid time as productive; the survey it cites found ", found,
                          f" ({sample}).")  # fmt: skip
    if not of.required:
        return sentence
    reaching = of.paid * found
    whole = whole_accounts(reaching / of.per_account).named(
        "csm_capacity.survey.whole", "Accounts one CSM holds, by the survey", unit="accounts",
        definition="Accounts per CSM, rounded down, at the productivity that the survey found.",
    )  # fmt: skip
    csms = needed(
        own, own.months, "csm_capacity.survey.needed", "CSMs needed at the end, by the survey", reaching / YEAR
    )
    return (*sentence, " At that rate one CSM holds ", whole, f" {accounts_in_words(whole)}, and you need ", csms,
            " by the end.")  # fmt: skip


def loads() -> Iterator[tuple[Benchmark, Quantity, Quantity]]:
    """Accounts per CSM as others report them, from and to."""
    for place, one in enumerate(benchmarks("accounts_per_csm")):
        low, high = (
            Quantity(value, "accounts", f"Accounts per CSM, {one.band}", f"=benchmark/accounts_per_csm/{place}{end}",
                     definition=f"Published: {one.citation}.")
            for end, value in (("", one.low), ("/high", one.high))
        )  # fmt: skip
        yield one, low, high


def published(own: SegmentTrace, of: Hours) -> tuple[tuple[str, tuple[Quantity | str, ...]], ...]:
    """Accounts per CSM as others report them, below the segment's own: for whom, from, to, by whom."""
    rows: list[tuple[str, tuple[Quantity | str, ...]]] = [(own.segment.name, (of.exact, "", "this scenario"))]
    rows += [(one.band, (low, high if one.high != one.low else "", one.citation)) for one, low, high in loads()]
    return tuple(rows)
