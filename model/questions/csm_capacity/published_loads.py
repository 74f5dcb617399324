"""What others publish about accounts per CSM and productivity, beside the segment's own."""

from __future__ import annotations

from collections.abc import Iterator

from model.benchmarks import Benchmark, benchmarks
from model.questions.csm_capacity.hours import Hours, accounts_in_words, needed, whole_accounts
from model.trace import Quantity, Sentence
from model.trace.segment import SegmentTrace

YEAR = 12


def productivity(trace: SegmentTrace, capacity: Hours) -> Sentence:
    """The share of time that the paper counts as productive, beside what the survey it cites found."""
    taken, found = (
        Quantity(
            benchmark.low,
            "share",
            f"Productivity: {benchmark.source}, {benchmark.year}",
            f"=benchmark/csm_productivity/{place}",
            definition=f"Published: {benchmark.citation}.",
        )
        for place, benchmark in enumerate(benchmarks("csm_productivity"))
    )
    sample = benchmarks("csm_productivity")[1].sample
    sentence: Sentence = ("The paper counts ", taken, " of paid time as productive; the survey it cites found ", found,
                          f" ({sample}).")  # fmt: skip
    if not capacity.required:
        return sentence
    reaching = capacity.paid * found
    whole = whole_accounts(reaching / capacity.per_account).named(
        "csm_capacity.survey.whole", "Accounts one CSM holds, by the survey", unit="accounts",
        definition="Accounts per CSM, rounded down, at the productivity that the survey found.",
    )  # fmt: skip
    csms = needed(
        trace, trace.months, "csm_capacity.survey.needed", "CSMs needed at the end, by the survey", reaching / YEAR
    )
    return (*sentence, " At that rate one CSM holds ", whole, f" {accounts_in_words(whole)}, and you need ", csms,
            " by the end.")  # fmt: skip


def loads() -> Iterator[tuple[Benchmark, Quantity, Quantity]]:
    """Accounts per CSM as others report them, lowest and highest."""
    for place, benchmark in enumerate(benchmarks("accounts_per_csm")):
        low, high = (
            Quantity(
                value,
                "accounts",
                f"Accounts per CSM, {benchmark.band}",
                f"=benchmark/accounts_per_csm/{place}{end}",
                definition=f"Published: {benchmark.citation}.",
            )
            for end, value in (("", benchmark.low), ("/high", benchmark.high))
        )
        yield benchmark, low, high


def published(trace: SegmentTrace, capacity: Hours) -> tuple[tuple[str, tuple[Quantity | str, ...]], ...]:
    """Accounts per CSM as others report them, below the segment's own: for whom, from, to, by whom."""
    rows: list[tuple[str, tuple[Quantity | str, ...]]] = [(trace.segment.name, (capacity.exact, "", "this scenario"))]
    rows += [
        (benchmark.band, (low, high if benchmark.high != benchmark.low else "", benchmark.citation))
        for benchmark, low, high in loads()
    ]
    return tuple(rows)
