"""What is a customer worth, and a CSM's book of business? Of the segment in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from model.engine.batch import Array
from model.questions.clv_scenarios import book_cases, expansion_frequency
from model.questions.clv_scenarios.book_cases import PAGE, YOURS, Book, Case, span
from model.questions.clv_scenarios.expansion_frequency import Frequency
from model.questions.clv_scenarios.first_years import FirstYears, first_years
from model.result import Result
from model.scenario import STARTING_LIMITS, Scenario
from model.trace import Quantity, Sentence, Trace
from model.trace.segment import SegmentTrace
from model.whatif import Rows, Search, WhatIf, crossings, seek, vary
from model.wording import percent, telling_apart

NOTHING = 1e-9  # of the revenue: a gain below it is rounding
GRID = 33  # values of retention tried at once: two rounds and a straight line find it to a thousandth of a point


@dataclass(frozen=True)
class ClvScenarios:
    """The answer. `book` says which accounts are valued, `with_team` what they earn after the team's real cost."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    scenario: Scenario
    segment: str
    book: Sentence
    with_team: Sentence
    cases: tuple[Case, ...]
    paces: tuple[Frequency, ...]
    trap: Sentence
    trace: SegmentTrace

    @cached_property
    def first_years(self) -> FirstYears:
        """Of a signed customer: runs of its own, for whoever comes to it."""
        return first_years(self.trace)

    @property
    def yours(self) -> Case:
        return next(case for case in self.cases if case.key == YOURS)


def ask(result: Result, segment: int) -> ClvScenarios:
    """The answer for a result, with the segment at this place in view."""
    book = Book(Trace(result), segment)
    of_cases, of_paces = book_cases.whatifs(book), expansion_frequency.whatifs(book)
    tried = np.linspace(_lowest_retention(book), 1, GRID).tolist()
    asked = [*of_cases.values(), *of_paces.values(), *(_with_retention(book, rate) for rate in tried)]
    rows = _run(book, asked, layers=True)
    compared = book_cases.cases(book, dict(zip(of_cases, rows[: len(of_cases)], strict=True)))
    paces = expansion_frequency.paces(book, compared, dict(zip(of_paces, rows[len(of_cases) : -GRID], strict=True)))
    yours, revenue = compared[-1], rows[-GRID:].values("horizon_clv")
    return ClvScenarios(
        sentence=(*_worth(book, yours), *_against_flat(book, compared, tried, revenue)),
        figures=(yours.revenue, yours.margin, yours.book_revenue, yours.gain, yours.logos),
        scenario=result.scenario,
        segment=book.segment.name,
        book=_what_the_book_is(book),
        with_team=_with_team(book),
        cases=compared,
        paces=paces,
        trap=expansion_frequency.trap(book, paces),
        trace=book.trace,
    )


def _worth(book: Book, yours: Case) -> Sentence:
    """What a customer and the book earn."""
    who = f"One {book.segment.name} customer" if book.several else "A customer"
    lead: Sentence = (f"{who} earns ", yours.revenue, " of revenue and ", yours.margin,
                      f" of margin over {span(book.months)}.")  # fmt: skip
    match book.kind:
        case "csm":
            return (*lead, " The ", book.accounts, " that one CSM can hold earn ", yours.book_revenue)
        case "opening":
            return (*lead, " The ", book.accounts, " existing customers earn ", yours.book_revenue)
    return (*lead, " That is")


def _against_flat(book: Book, compared: Sequence[Case], tried: list[float], revenue: Array) -> Sentence:
    """What the book earns more than flat, and the renewal rate at which that ends.

    `revenue` is that of a customer at each rate tried.
    """
    flat, churn, *_, yours = compared
    comma = "," * (book.kind != "account")
    if abs(yours.gain.value) <= NOTHING * flat.book_revenue.value:
        if flat.path == churn.path == yours.path:
            return (f"{comma} as nobody leaves and nothing grows in that time.",)
        return (f"{comma} just as if nobody left or grew.",)
    share = _without_sign(yours.share)
    words = "more" if yours.gain.value > 0 else "less"
    return (f"{comma} ", share, f" {words} than if nobody left or grew.", *_turn(book, flat, yours, tried, revenue))


def _without_sign(quantity: Quantity) -> Quantity:
    if quantity.value >= 0:
        return quantity
    return (0 - quantity).named(
        f"{quantity.key}.less", quantity.label.replace("more", "less").replace("More", "Less"), unit=quantity.unit,
        definition=f"{quantity.definition} Told with the other sign.",
    )  # fmt: skip


def _turn(book: Book, flat: Case, yours: Case, tried: list[float], revenue: Array) -> Sentence:
    """The renewal rate at which the book earns as much as when flat, all else unchanged."""
    gains, at_present = yours.gain.value > 0, book.trace.input("retention_rate")
    found = _turning(book, flat, tried, revenue, gains=gains)
    if found is not None:
        digits = telling_apart(100 * found.value, 100 * at_present.value)
        rate, present = (replace(renewal, words=percent(renewal.value, digits)) for renewal in (found, at_present))
        if gains:
            return (" Below a renewal rate of ", rate, " (now ", present, ") it would be less.")
        return (" A renewal rate of ", rate, " (now ", present, ") makes up for it.")
    if np.ptp(revenue) <= NOTHING * flat.revenue.value:
        return (" No contract ends by then, so retention cannot change that.",)
    if gains:
        return (" Even with the lowest renewal rate it would not be less.",)
    return (" Not even with every contract renewed would it be as much.",)


def _turning(book: Book, flat: Case, tried: list[float], revenue: Array, *, gains: bool) -> Quantity | None:
    """The renewal rate nearest to the current one, on its side, at which the book earns as much as flat."""
    current, enough = book.segment.retention_rate, flat.revenue.value * (1 - NOTHING)
    begins = [place for place in crossings(revenue >= enough) if revenue[place] < enough]
    near = [place for place in begins if (tried[place] < current if gains else tried[place + 1] > current)]
    if not near:
        return None
    low, high = (tried[place] for place in ((near[-1], near[-1] + 1) if gains else (near[0], near[0] + 1)))

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Array, Rows]:
        rows = _run(book, whatifs)
        return rows.values("horizon_clv") - enough, rows

    (sought,) = seek(tries, Search(np.linspace(low, high, GRID).tolist(), partial(_with_retention, book)))
    turns = [root for root in sought.roots if root.after.holds]
    turns = [root for root in turns if (root.at < current if gains else root.at > current)]
    if not turns:
        return None
    root = turns[-1 if gains else 0]
    return Quantity(
        root.at, "share", "Renewal rate at which the book earns as much as flat",
        f"{PAGE}.turn", evidence=(*(side.row.summary("horizon_clv") for side in root.sides), flat.revenue),
        definition="Found by trying, and on a straight line between the two nearest; everything else stays as it is.",
    )  # fmt: skip


def _run(book: Book, whatifs: Sequence[WhatIf], *, layers: bool = False) -> Rows:
    called = {"horizon_clv": "Revenue of a customer"}
    return vary(book.scenario, whatifs, summary=("horizon_clv",), layers=layers, called=called)


def _with_retention(book: Book, rate: float) -> WhatIf:
    return WhatIf({f"{book.segment.name}.retention_rate": rate}, f"at CR6 = {percent(rate, 3)}", f"{PAGE}.at.{rate}")


def _lowest_retention(book: Book) -> float:
    if book.scenario.expansion_base != "starting":
        return 0.0
    low = max(least for name, least, _ in STARTING_LIMITS if name.endswith("retention"))
    return min(book.segment.retention_rate, low + book.segment.retention_at_risk + NOTHING)


def _what_the_book_is(book: Book) -> Sentence:
    kept = " Cases other than flat keep your contract term, renewal rate and contraction."
    hours = book.trace.economics("hours_per_account")
    if book.kind == "csm":
        stands = "" if book.segment.accounts else " A customer that starts in month 1 stands for them."
        return ("The book is the ", book.accounts, " customers that one CSM can hold, at ", hours,
                f" hours a year each.{stands}{kept}")  # fmt: skip
    why = "A customer takes more hours than a CSM has" if hours.value else "No CSM hours are entered"
    if book.kind == "opening":
        return (f"{why}, so the book is the ", book.accounts, f" existing customers.{kept}")
    return (f"{why} and there are no existing customers, so the book is one that starts in month 1.{kept}",)


def _with_team(book: Book) -> Sentence:
    """What the opening book is worth with the team as it is, and discounted; nothing where there is neither."""
    rate, staffed = book.trace.trace.input("discount_rate"), book.segment.staffing != "none"
    if not book.segment.accounts or not (staffed or rate.value):
        return ()
    with_team = "After their share of what the team really costs, the " if staffed else "The "
    discounted: Sentence = (", discounted by ", rate, " a year") if rate.value else ()
    return (with_team, book.trace.input("accounts"), " existing customers earn ", book.trace.summary("book_value"),
            " of margin", *discounted, ".")  # fmt: skip
