"""What expanding more often does: the same step, which is another yearly rate, or the same yearly rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.parameters import SEGMENT
from model.questions.clv_scenarios.book_cases import COMPARED, PACES, PAGE, YOURS, Book, Case, every, of_segment, span
from model.scenario import STARTING_LIMITS
from model.trace import Quantity, Sentence, total
from model.whatif import Row, WhatIf

SMOOTH = "smooth"
NOTHING = 1e-9  # of the revenue: a difference below it is rounding


@dataclass(frozen=True)
class Way:
    """A rate, what the book earns with it over the horizon, and how much more that is than the scenario's."""

    rate: Quantity
    revenue: Quantity
    more: Quantity


@dataclass(frozen=True)
class Frequency:
    """How often the book expands.

    `step` is the user's step that often, its rate that of a year. `same` has the user's growth of a year in steps that
    often, None where no input can be that.
    """

    key: str
    name: str
    is_yours: bool
    step: Way | None
    same: Way | None

    @property
    def cells(self) -> tuple[Quantity | tuple[()], ...]:
        """Rate, revenue and what is more, with the same step and at the same yearly rate."""
        ways = [(way.rate, way.revenue, way.more) if way else ((),) * 3 for way in (self.step, self.same)]
        return (*ways[0], *ways[1])


def whatifs(book: Book) -> dict[int, WhatIf]:
    """What keeps the growth of a year, by the months between two steps; the scenario's own changes nothing."""
    found = {}
    for months in COMPARED:
        step = _step(book, months)
        if months != book.segment.expansion_months and _allowed(book, step.value):
            change = {"expansion_months": months, "expansion_share": 1.0, "expansion_rate": step.value}
            words = f"at the same yearly rate, a step {every(months)}"
            found[months] = WhatIf(of_segment(book, change), words, f"{PAGE}.{months}.same_account")
    return found


def paces(book: Book, cases: Sequence[Case], rows: Mapping[int, Row]) -> tuple[Frequency, ...]:
    """Yearly, quarterly, monthly and the scenario's own frequency; `rows` are the `whatifs` as they ran."""
    by_key = {case.key: case for case in cases}
    current, yours = book.segment.expansion_months, by_key[YOURS].book_revenue
    found = []
    for months in sorted({*COMPARED, current}, reverse=True):
        name = f"{PACES[months]} (yours)" if months == current else PACES[months]
        revenue = yours if months == current else by_key[str(months)].book_revenue
        step = Way(book.a_year(months), revenue, _more(revenue, yours, f"{months}.more", f"a step {every(months)}"))
        of_same = yours if months == current else _same(book, rows[months], months) if months in rows else None
        same = None if of_same is None else _way(book, of_same, yours, months)
        found.append(Frequency(str(months), name, months == current, step, same))
    return (*found, *([_smooth(book, yours)] if _can_be_smooth(book) else []))


def _step(book: Book, months: int) -> Quantity:
    """The step that makes the user's growth of a year when it comes this often."""
    current = book.segment.expansion_months
    growth = book.step if months == current else (1 + book.step) ** (months / current) - 1
    return growth.named(
        f"{PAGE}.step.{months}", f"Step {every(months)} at the same yearly rate", unit="share",
        definition="Growth of the book in a step that, compounded, gives the same growth in a year as yours.",
    )  # fmt: skip


def _way(book: Book, revenue: Quantity, yours: Quantity, months: int) -> Way:
    more = _more(revenue, yours, f"{months}.same_more", f"the same a year in a step {every(months)}")
    return Way(_step(book, months), revenue, more)


def _allowed(book: Book, rate: float) -> bool:
    low, high = SEGMENT["expansion_rate"].bounds or (rate, rate)
    if book.scenario.expansion_base == "starting":
        low = max(low, *(least for name, least, _ in STARTING_LIMITS if name == "expansion_rate"))
    return low <= rate <= high


def _same(book: Book, row: Row, months: int) -> Quantity:
    return book.of_book(row.summary("horizon_clv"), f"{months}.same", f"Revenue of the book {row.name.words}",
                        "Contract term, churn and price rise are yours; only step and frequency differ.")  # fmt: skip


def _more(revenue: Quantity, yours: Quantity, key: str, words: str) -> Quantity:
    return (revenue - yours).named(
        f"{PAGE}.{key}", f"More than yours: {words}", unit="money", good="up",
        definition="Revenue of the book over the horizon, less the scenario's.",
    )  # fmt: skip


def _can_be_smooth(book: Book) -> bool:
    """Whether churn could be monthly but is not, with rates that do not answer to coverage or a first-month uplift."""
    segment = book.segment
    loses = segment.retention_at_risk > 0 or segment.month_to_month_shift > 0
    answers = segment.staffing in ("fixed", "ratio") and (
        loses or (segment.expansion_rate > 0 and segment.expansion_without_csm < 1)
    )
    is_so = segment.renewal_months == segment.expansion_months == 1
    return not (_is_early(book) or answers or is_so)


def _is_early(book: Book) -> bool:
    return book.scenario.first_uplift == "from_start"


def _smooth(book: Book, yours: Quantity) -> Frequency:
    """Churn, price rise and expansion of a year all in equal monthly steps."""
    churn = book.trace.summary("net_mrr_churn")
    kept = (1 - churn).named("", "MRR kept in a month", unit="share", definition="1 less net MRR churn.")
    months = total(kept**month for month in range(book.months)).named(
        "", "Months of first revenue", unit="ratio", definition="The revenue of all months over the first month's."
    )
    revenue = (book.trace.economics("arpa") * months).named(
        f"{PAGE}.{SMOOTH}.account", "Revenue of a customer, all in monthly steps", unit="money/account",
        definition="ARPA, growing by the net MRR churn of every month.",
    )  # fmt: skip
    words = "The same growth in a year, churn and price rise included, spread evenly over its months."
    same = book.of_book(revenue, f"{SMOOTH}.same", "Revenue of the book, all in monthly steps", words)
    growth = (0 - churn).named(
        f"{PAGE}.step.{SMOOTH}", "Growth of MRR in a month, churn included", unit="share",
        definition="Net MRR churn with the other sign.",
    )  # fmt: skip
    more = _more(same, yours, f"{SMOOTH}.more", "all in monthly steps")
    return Frequency(SMOOTH, "Churn monthly too", False, None, Way(growth, same, more))


def trap(book: Book, found: Sequence[Frequency]) -> Sentence:
    """Says that the same step more often is another rate, and what frequency alone would do."""
    by_key, current = {pace.key: pace for pace in found}, book.segment.expansion_months
    if not book.step.value:
        return ("No customer expands, so it makes no difference how often.",)
    other = 12 if current == 1 else 1
    yours, step, same = by_key[str(current)].step, by_key[str(other)].step, by_key[str(other)].same
    assert yours
    assert step
    lead: Sentence = ("A step of ", book.step, f" {_often(current)}")
    if current < 12:
        lead = (*lead, " is ", yours.rate, f" a year; {_often(other)} it is ", step.rate, " a year")
    else:
        lead = (*lead, " would be ", step.rate, f" a year if it came {_often(other)}")
    if _is_nothing(step.more, yours):
        return (*lead, f", which comes to the same within {span(book.months)}.")
    lead = (*lead, f", another rate, and {'earns' if current < 12 else 'earn'} ", *_signed(step.more), ".")
    if same is None:
        return lead
    early = " A first step counts from month 1 on, and a year's is the larger one." * _is_early(book)
    return (*lead, f" Frequency alone, the same yearly rate in {_steps(other)}, earns ", *_signed(same.more),
            *_of_smooth(by_key.get(SMOOTH), yours), f".{early}")  # fmt: skip


def _of_smooth(smooth: Frequency | None, yours: Way) -> Sentence:
    if smooth is None or smooth.same is None or _is_nothing(smooth.same.more, yours):
        return ()
    return (", with monthly churn too ", *_signed(smooth.same.more))


def _is_nothing(more: Quantity, yours: Way) -> bool:
    return abs(more.value) <= NOTHING * yours.revenue.value


def _often(months: int) -> str:
    return "once a year" if months == 12 else every(months)


def _steps(months: int) -> str:
    return "one step" if months == 12 else "monthly steps"


def _signed(more: Quantity) -> Sentence:
    """'$5 more' or '$5 less': the number of the other sign is made only where it is told."""
    if more.value >= 0:
        return (more, " more")
    less = (0 - more).named(f"{more.key}.less", more.label.replace("More", "Less"), unit=more.unit,
                            definition="The difference with the other sign.")  # fmt: skip
    return (less, " less")
