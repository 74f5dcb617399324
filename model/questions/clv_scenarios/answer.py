"""What is a customer, and a CSM's book, worth over the horizon? Of the segment in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.batch import Array
from model.questions.clv_scenarios import cases, frequency
from model.questions.clv_scenarios.cases import MINE, PAGE, Book, Case, span
from model.questions.clv_scenarios.first_years import FirstYears, first_years
from model.questions.clv_scenarios.frequency import Frequency
from model.result import Result
from model.scenario import STARTING_LIMITS, Scenario
from model.trace import Quantity, Sentence, Trace, Variants
from model.wording import percent

NOTHING = 1e-9  # of the revenue: a gain below it is rounding
GRID = 33  # values of retention tried at once: two rounds find it to a tenth of a point


@dataclass(frozen=True)
class Worth:
    """The answer. `book` says which accounts are valued; `with_team` what the team's real cost makes of them."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    scenario: Scenario
    segment: str
    book: Sentence
    with_team: Sentence
    cases: tuple[Case, ...]
    paces: tuple[Frequency, ...]
    trap: Sentence
    first_years: FirstYears

    @property
    def mine(self) -> Case:
        return next(case for case in self.cases if case.key == MINE)


def ask(result: Result, segment: int) -> Worth:
    """The answer for a result, with the segment at this place in view."""
    book = Book(Trace(result), segment)
    of_cases, of_paces = cases.changes(book), frequency.changes(book)
    rows = {months: len(of_cases) + place for place, months in enumerate(of_paces)}
    tried = np.linspace(_lowest_retention(book), 1, GRID)
    asked = [*of_cases.values(), *of_paces.values(), *_with_retention(book, tried)]
    variants = Variants(book.scenario, asked, summary=("horizon_clv",), layers=True)
    compared = cases.cases(book, variants)
    paces = frequency.paces(book, compared, variants, rows)
    mine, revenue = compared[-1], variants.result.summary["horizon_clv"][-GRID:]
    return Worth(
        sentence=(*_worth(book, mine), *_against_flat(book, compared, tried, revenue)),
        figures=(mine.revenue, mine.margin, mine.book_revenue, mine.gain, mine.logos),
        scenario=result.scenario,
        segment=book.segment.name,
        book=_what_the_book_is(book),
        with_team=_with_team(book),
        cases=compared,
        paces=paces,
        trap=frequency.trap(book, paces),
        first_years=first_years(book.own),
    )


def _worth(book: Book, mine: Case) -> Sentence:
    """What an account and the book bring."""
    account = f"an account of {book.segment.name}" if book.several else "an account"
    lead: Sentence = (
        f"Over {span(book.months)} {account} brings ",
        mine.revenue,
        " of revenue and ",
        mine.margin,
        " of margin",
    )
    match book.kind:
        case "csm":
            return (*lead, "; the book of ", book.accounts, " that one CSM can hold brings ", mine.book_revenue)
        case "opening":
            return (*lead, "; the book of ", book.accounts, " accounts brings ", mine.book_revenue)
    return lead


def _against_flat(book: Book, compared: Sequence[Case], tried: Array, revenue: Array) -> Sentence:
    """The gain, and how far retention is from where it would be none; `revenue` of an account at each one tried."""
    flat, churn, *_, mine = compared
    if abs(mine.gain.value) <= NOTHING * flat.book_revenue.value:
        if flat.path == churn.path == mine.path:
            return (": in that time nobody leaves and nothing grows.",)
        return (": in all the same as if nobody left and nothing grew.",)
    words = " more" if mine.gain.value > 0 else " less"
    gain, share, logos = (_without_sign(one) for one in (mine.gain, mine.share, mine.logos))
    return (": ", gain, " (", share, f"){words} than if nobody left and nothing grew, as much as ", logos,
            " new logos bring in their first year.", *_turn(book, flat, mine, tried, revenue))  # fmt: skip


def _without_sign(quantity: Quantity) -> Quantity:
    if quantity.value >= 0:
        return quantity
    return (0 - quantity).named(
        f"{quantity.key}.less", quantity.label.replace("more", "less").replace("More", "Less"), unit=quantity.unit,
        definition=f"{quantity.definition} Told with the other sign.",
    )  # fmt: skip


def _turn(book: Book, flat: Case, mine: Case, tried: Array, revenue: Array) -> Sentence:
    """How far retention is from where the book is worth what it is when flat, all else unchanged."""
    gains, at_present = mine.gain.value > 0, book.own.input("retention_rate")
    place = _turning(book, flat, tried, revenue, gains=gains)
    found = None if place is None else _found(book, flat, *tried[place : place + 2], gains=gains)
    if found is not None and gains:
        return (" With CR6 at ", found, " instead of ", at_present, " it would bring less than that.")
    if found is not None:
        return (" To make up for it CR6 would have to be ", found, " instead of ", at_present, ".")
    if np.ptp(revenue) <= NOTHING * flat.revenue.value:
        return (" No contract ends in these months, so retention cannot change that.",)
    if gains:
        return (" Even with the least retention there can be it would not bring less than that.",)
    return (" Not even with every contract renewed would it be as much.",)


def _turning(book: Book, flat: Case, tried: Array, revenue: Array, *, gains: bool) -> int | None:
    """The place before which the book is worth less than flat and after which it is not, nearest to the user's."""
    now, below = book.segment.retention_rate, revenue < flat.revenue.value * (1 - NOTHING)
    turns = np.flatnonzero(below[:-1] & ~below[1:])
    near = turns[tried[turns] < now] if gains else turns[tried[turns + 1] > now]
    return None if not len(near) else int(near[-1] if gains else near[0])


def _found(book: Book, flat: Case, low: float, high: float, *, gains: bool) -> Quantity | None:
    """The retention between these at which the gain turns, on the user's side of it."""
    now = book.segment.retention_rate
    tried = np.linspace(low, min(high, now), GRID) if gains else np.linspace(max(low, now), high, GRID)
    variants = Variants(book.scenario, _with_retention(book, tried), summary=("horizon_clv",))
    place = _turning(book, flat, tried, variants.result.summary["horizon_clv"], gains=gains)
    if place is None:
        return None
    shown = [variants.summary("horizon_clv", row, f"{PAGE}.at.{row}", _at(tried[row])) for row in (place, place + 1)]
    return Quantity(
        float(tried[place if gains else place + 1]), "share", "CR6 at which the book brings as much as flat",
        f"{PAGE}.turn", evidence=(*shown, flat.revenue),
        definition="Found by trying, to a tenth of a point; everything else stays as it is.",
    )  # fmt: skip


def _at(retention: float) -> str:
    return f"Revenue of an account at CR6 = {percent(retention, 3)}"


def _with_retention(book: Book, tried: Array) -> list[dict[str, float]]:
    return [{f"{book.segment.name}.retention_rate": rate} for rate in tried.tolist()]


def _lowest_retention(book: Book) -> float:
    if book.scenario.expansion_base != "starting":
        return 0.0
    low = max(least for name, least, _ in STARTING_LIMITS if name.endswith("retention"))
    return min(book.segment.retention_rate, low + book.segment.retention_at_risk + NOTHING)


def _what_the_book_is(book: Book) -> Sentence:
    kept = " All cases but flat keep your contract term, retention and contraction. Nothing is discounted."
    hours = book.own.economics("hours_per_account")
    if book.kind == "csm":
        stands = "" if book.segment.accounts else " An account that starts in month 1 stands for an opening book."
        return ("The book is what one CSM can hold: ", book.accounts, " accounts at ", hours,
                f" hours a year each.{stands}{kept}")  # fmt: skip
    why = "One account takes more hours than a CSM has" if hours.value else "No hours of an account are given"
    if book.kind == "opening":
        return (f"{why}, so the book is the opening book of ", book.accounts, f" accounts.{kept}")
    return (f"{why} and there is no opening book, so the book is one account that starts in month 1.{kept}",)


def _with_team(book: Book) -> Sentence:
    """What the opening book is worth with the team as it is, and discounted; nothing where there is neither."""
    rate, staffed = book.own.trace.input("discount_rate"), book.segment.staffing != "none"
    if not book.segment.accounts or not (staffed or rate.value):
        return ()
    with_team = "With its share of what the team costs as it is, the" if staffed else "The"
    discounted: Sentence = (", discounted by ", rate, " a year") if rate.value else ()
    return (f"{with_team} whole opening book of ", book.own.input("accounts"), " accounts earns ",
            book.own.summary("book_value"), " of margin", *discounted, ".")  # fmt: skip
