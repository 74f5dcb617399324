"""The answer as it is shown: the flow, one customer, what points add, and the rates."""

from __future__ import annotations

from model.answers import SCENARIO, Answer, Asked, Remark, Table, compared, folded
from model.questions.calendars import calendar
from model.questions.compounding.answer import ask
from model.questions.compounding.charts import account, flow
from model.questions.compounding.early_life import early_life

ABOUT = ("nrr", "grr", "arr_end", "revenue")
POINTS = ("A year", "Revenue", "ARR at the end", "Operating profit")
RATES = ("Rate", "A month", "A year", "Over the horizon")


def answer(asked: Asked) -> Answer:
    """How do onboarding, retention and expansion compound?"""
    found = asked.each(ask)
    shown = found[SCENARIO]
    return Answer(
        shown.sentence,
        compared({name: compounding.figures for name, compounding in found.items()}),
        asked.scenarios,
        about=ABOUT,
        beside=(flow(asked, found), account(asked, found), early_life(asked), *calendar(asked)),
        below=(
            Table("What one point more a year adds", POINTS, [(gain.label, gain.cells) for gain in shown.points.shown]),
            Remark(shown.interaction_sentence),
            Remark(shown.retention_sentence),
            folded(
                "rates",
                Table(f"Rates of {asked.segment_name}", RATES, [(rate.label, rate.spans) for rate in shown.rates]),
                Remark(shown.daily_sentence),
            ),
        ),
    )
