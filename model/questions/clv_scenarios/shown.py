"""The answer as it is shown: cases, what frequency does, and the first years of a signed account."""

from __future__ import annotations

from model.answers import SCENARIO, Answer, Asked, Remark, Table, compared
from model.questions.clv_scenarios import charts
from model.questions.clv_scenarios.answer import ask
from model.questions.clv_scenarios.first_years import COSTS

ABOUT = ("horizon_clv", "revenue")
HOLDS = ("Case", "What it holds", "Expansion in a year")
SIDES = ("Case", "Revenue of an account", "Margin of an account", "Revenue of the book", "Margin of the book",
         "More than flat", "Share", "New logos")  # fmt: skip
PACES = ("A step comes", "The same step: a year", "Book", "More than yours", "The same year: a step", "Book",
         "More than yours")  # fmt: skip
YEARS = ("Of an account signed", "Revenue", *COSTS.values(), "Left over")


def answer(asked: Asked) -> Answer:
    """What is a customer, and a CSM's book, worth over the horizon?"""
    found = asked.each(ask)
    shown = found[SCENARIO]
    return Answer(
        shown.sentence,
        compared({name: worth.figures for name, worth in found.items()}),
        asked.scenarios,
        about=ABOUT,
        beside=(charts.cases(asked, found), charts.frequency(found), charts.first_years(found)),
        below=(
            Table("What each case holds", HOLDS, [(case.name, case.terms) for case in shown.cases]),
            Table("Side by side", SIDES, [(case.name, case.cells) for case in shown.cases]),
            Remark(shown.with_team),
            Table("The same step, and the same yearly rate", PACES, [(pace.name, pace.cells) for pace in shown.paces]),
            Table("A signed account by year", YEARS, shown.first_years.rows),
        ),
    )
