"""What became of the opening book after one full turn: NRR, GRR and logo retention."""

from math import fsum
from typing import Any

from .month import SegmentRun, run_again, run_for

Values = dict[str, Any]
NAMES = ("nrr", "grr", "logo_retention")


def shrinking_only(segment: Values) -> Values:
    """The segment with the falls of expansion and price, but without their rises."""
    return {
        **segment,
        "expansion_rate": min(segment["expansion_rate"], 0.0),
        "price_increase": min(segment["price_increase"], 0.0),
    }


def turn_end(run: SegmentRun, span: int) -> int:
    """The month at whose end every account of the book has had `span` months."""
    aligned = run.scenario["book_anniversaries"] == "aligned" and not run.segment["book_calendar"]
    return span + 1 if aligned else span


def book_after(run: SegmentRun, months: int, measure: str) -> float:
    return run_for(run, months).layers["book"][measure][months - 1]


def gross_share(run: SegmentRun, months: int) -> float:
    """The share of the book's MRR that is left without any growth, on the same engagement."""
    engagement = run_for(run, months).engagement
    gross = run_again(run, run.inputs.amended(shrinking_only), months, engagement, "shrinking only")
    return gross.layers["book"]["mrr"][months - 1] / gross.opening_mrr


def retention_measures(runs: list[SegmentRun], reasons: dict[str, str]) -> dict[str, float | None]:
    """The three of one segment (one run), or of all together."""
    with_book = [run for run in runs if run.segment["accounts"] > 0]
    if not with_book:
        reasons.update(dict.fromkeys(NAMES, "no_book"))
        return dict.fromkeys(NAMES)
    span = max(12, *(run.segment["renewal_months"] for run in with_book))
    ends = [turn_end(run, span) for run in with_book]

    opening_mrr = fsum(run.opening_mrr for run in with_book)
    opening_accounts = fsum(run.segment["accounts"] for run in with_book)
    both = list(zip(with_book, ends, strict=True))
    mrr = fsum(book_after(run, end, "mrr") for run, end in both)
    accounts = fsum(book_after(run, end, "accounts") for run, end in both)
    gross = fsum(run.opening_mrr * gross_share(run, end) for run, end in both)
    return {
        "nrr": (mrr / opening_mrr) ** (12 / span),
        "grr": (gross / opening_mrr) ** (12 / span),
        "logo_retention": (accounts / opening_accounts) ** (12 / span),
    }
