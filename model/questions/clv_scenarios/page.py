"""The page of the answer: cases, what frequency does, and the first years of a signed customer."""

from __future__ import annotations

from model.answers import SCENARIO, Answer, Asked, Fold, Later, Remark, Table, compared, folded
from model.questions.clv_scenarios import charts
from model.questions.clv_scenarios.answer import ask
from model.questions.clv_scenarios.first_years import COSTS

ABOUT = ("horizon_clv", "revenue")
HOLDS = ("Case", "What it holds", "Expansion a year")
SIDES = ("Case", "Revenue of a customer", "Margin of a customer", "Revenue of the book", "Margin of the book",
         "More than flat", "Share", "New logos")  # fmt: skip
PACES = ("Expands", "Same step: a year", "Book", "More than yours", "Same year: a step", "Book",
         "More than yours")  # fmt: skip
YEARS = ("Of a signed customer", "Revenue", *COSTS.values(), "Left over")


def answer(asked: Asked) -> Answer:
    """What is a customer worth, and a CSM's book of business?"""
    found = asked.each(ask)
    shown = found[SCENARIO]
    return Answer(
        shown.sentence,
        compared({name: worth.figures for name, worth in found.items()}),
        asked.scenarios,
        about=ABOUT,
        beside=(charts.cases(asked, found), charts.frequency(found), Later(lambda: (charts.first_years(found),))),
        below=(
            Table("Cases side by side", SIDES, [(case.name, case.cells) for case in shown.cases]),
            folded("holds", Table("What each case holds", HOLDS, [(case.name, case.terms) for case in shown.cases])),
            Remark(shown.with_team),
            folded("often", Table("Expanding more often", PACES, [(pace.name, pace.cells) for pace in shown.paces])),
            Fold("by_year", "A signed customer by year", lambda: (Table("", YEARS, shown.first_years.rows),)),
        ),
    )
