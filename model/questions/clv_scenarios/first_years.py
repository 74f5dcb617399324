"""The first three years of a signed customer: what it costs to win and to serve, and what a year of churn does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.questions.clv_scenarios.book_cases import PAGE
from model.trace import Quantity, Sentence, total
from model.trace.account import kept_per_renewal
from model.trace.segment import SegmentTrace
from model.wording import in_months

YEARS, YEAR = 3, 12
COSTS = {"acquisition": "Acquisition", "cogs": "COGS", "serve": "Other cost to serve", "csm": "CSM"}
STAYED = ", had none left for a year"


@dataclass(frozen=True)
class Year:
    """A year of a signed account, from its first revenue on: revenue, costs and what is left, money/account.

    COSTS that there are not, such as acquisition after year 1, are not among the parts.
    """

    name: str
    parts: dict[str, Quantity]

    @property
    def cells(self) -> tuple[Quantity | tuple[()], ...]:
        """Revenue, each of COSTS, and what is left."""
        return tuple(self.parts.get(name, ()) for name in ("revenue", *COSTS, "left"))


@dataclass(frozen=True)
class FirstYears:
    """`expected` with all churn; `stayed` had none left for a year, empty where that is the same or cannot be.

    A year is over after twelve months: who does not renew then is gone, as on every other page.
    """

    expected: tuple[Year, ...]
    stayed: tuple[Year, ...]
    sentence: Sentence

    @property
    def rows(self) -> list[tuple[str, tuple[Quantity | tuple[()], ...]]]:
        named = [(year.name, year) for year in self.expected] + [(year.name + STAYED, year) for year in self.stayed]
        return [(name, year.cells) for name, year in named]


def first_years(trace: SegmentTrace) -> FirstYears:
    mrr, live = (trace.account.ages(name, YEARS * YEAR) for name in ("expected_mrr", "live_share"))
    left = live[YEAR]
    expected = tuple(_year(trace, number, mrr, live, "") for number in range(YEARS))
    stayed: tuple[Year, ...] = ()
    if 0 < left.value < 1 and trace.segment.onboarding_rate:
        alive = [live[age] if age < YEAR else left for age in range(YEARS * YEAR)]
        kept_mrr = [value / share for value, share in zip(mrr, alive, strict=True)]
        kept = [value / share for value, share in zip(live, alive, strict=True)]
        stayed = tuple(_year(trace, number, kept_mrr, kept, "stayed.") for number in range(YEARS))
    return FirstYears(expected, stayed, (*_costs(trace, expected), *_churn(trace, left)))


def _year(trace: SegmentTrace, number: int, mrr: Sequence[Quantity], live: Sequence[Quantity], case: str) -> Year:
    """A year of one signed account, of which CR5 start; `mrr` and `live` are by its age in months."""
    months = slice(YEAR * number, YEAR * (number + 1))
    starting = trace.input("onboarding_rate")
    served = trace.economics("margin_before_cs") - trace.economics("margin")
    revenue = _named(starting * total(mrr[months]), number, case, "revenue", "Revenue")
    parts = {"revenue": revenue}
    if number == 0:
        parts["acquisition"] = _named(trace.input("cac"), number, case, "acquisition", COSTS["acquisition"])
    parts["cogs"] = _named(revenue * (1 - trace.input("gross_margin")), number, case, "cogs", COSTS["cogs"])
    parts["serve"] = _named(revenue * trace.input("cost_to_serve_rate"), number, case, "serve", COSTS["serve"])
    if served.value:
        pay = served.named("", "CSM cost of a customer", unit="money/month")
        parts["csm"] = _named(starting * total(live[months]) * pay, number, case, "csm", COSTS["csm"])
    costs = total(part for name, part in parts.items() if name != "revenue")
    parts["costs"] = _named(costs, number, case, "costs", "All costs")
    parts["left"] = _named(revenue - parts["costs"], number, case, "left", "Left over", good=True)
    return Year(f"Year {number + 1}", parts)


def _named(quantity: Quantity, number: int, case: str, part: str, words: str, good: bool = False) -> Quantity:
    label = f"{words} in year {number + 1}{STAYED if case else ''}"
    return quantity.named(
        f"{PAGE}.year{number + 1}.{case}{part}", label, unit="money/account", good="up" if good else "neither",
        definition="Of one signed customer, as expected; years count from its first revenue.",
    )  # fmt: skip


def _costs(trace: SegmentTrace, years: Sequence[Year]) -> Sentence:
    """Acquisition in year 1 against cost to serve and revenue in years 2 and 3."""
    later = years[1:]
    served = total(year.parts[name] for year in later for name in ("serve", "csm") if name in year.parts).named(
        f"{PAGE}.served", "Cost to serve in years 2 and 3", unit="money/account",
        definition="Other cost to serve and CSM, of one signed customer; COGS not included.",
    )  # fmt: skip
    revenue = total(year.parts["revenue"] for year in later).named(
        f"{PAGE}.later_revenue", "Revenue in years 2 and 3", unit="money/account",
        definition="Of one signed customer, as expected.",
    )  # fmt: skip
    given = trace.segment.cost_to_serve_rate or "csm" in years[0].parts
    serving: Sentence = (" and cost ", served, " to serve.") if given else ("; no cost to serve is entered.",)
    earn: Sentence = ("years 2 and 3 earn ", revenue, *serving)
    if not trace.segment.cac:
        return ("No CAC is entered; ", *earn)
    return ("Winning a customer costs ", trace.input("cac"), "; ", *earn)


def _churn(trace: SegmentTrace, left: Quantity) -> Sentence:
    """What a year of churn takes of the customers, and what CAC of those left comes to."""
    segment, start = trace.segment, trace.input("onboarding_rate")
    if segment.onboarding_rate == 0:
        return (" No signed customer reaches first value.",)
    if left.value == 0:
        return (" After a year none of those that started is left.",)
    remaining = (start * left).named(
        f"{PAGE}.there", "Customers left after a year", unit="share",
        definition="Of those that signed: they reached first value and renewed what ended within twelve months.",
    )  # fmt: skip
    each = (trace.input("cac") / remaining).named(
        f"{PAGE}.cac_of_each", "CAC of each customer left after a year", unit="money/account", good="down",
        definition="CAC of all that signed, carried by those that are left after a year.",
    )  # fmt: skip
    carried: Sentence = ("; each one left has cost ", each, " to win") if segment.cac else ()
    if left.value == 1:
        stays = kept_per_renewal(trace).value == 1
        why = "no customer has left" if stays else f"no contract of {in_months(segment.renewal_months)} has ended"
        lost: Sentence = (
            (", but only ", start, " of those that sign start", *carried) if segment.onboarding_rate < 1 else ()
        )
        return (f" After a year {why}", *lost, ".")
    gone = (1 - left).named(
        f"{PAGE}.gone", "Customers gone after a year", unit="share", good="down",
        definition="Of those that started: not renewed within twelve months, the renewal after the twelfth included.",
    )  # fmt: skip
    return (" After a year ", gone, " of those that started are gone", *carried, ".")
