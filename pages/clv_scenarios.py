"""Customer value: what is a customer, and a CSM's book, worth over the horizon?"""

import streamlit as st

from charts import cases, first_years, frequency
from model.questions import clv_scenarios as question
from model.questions.clv_scenarios.first_years import COSTS
from ui import answer, frame, graphs, segments, tables, texts, trace

SUBJECTS = ("horizon_clv", "revenue")
LEVERS = ("renewal_months", "expansion_months", "price_increase", "cac")
ASSUMPTIONS = ("acv", "retention_rate", "expansion_rate", "expansion_share", "gross_margin", "cost_to_serve_rate")
HOLDS = ("Case", "What it holds", "Expansion in a year")
SIDES = ("Case", "Revenue of an account", "Margin of an account", "Revenue of the book", "Margin of the book",
         "More than flat", "Share", "New logos")  # fmt: skip
PACES = ("A step comes", "The same step: a year", "Book", "More than yours", "The same year: a step", "Book",
         "More than yours")  # fmt: skip
YEARS = ("Of an account signed", "Revenue", *COSTS.values(), "Left over")

now, mine, before = frame.answered("clv_scenarios", question.ask, SUBJECTS)

pictures, inputs = st.columns([1.75, 1], gap="large")
with pictures:
    graphs.draw(now, cases, mine, before, mine.book)
    graphs.draw(now, frequency, mine, before, mine.trap)
    graphs.draw(now, first_years, mine, before, mine.first_years.sentence)
with inputs:
    segments.inputs(now, levers=LEVERS, assumptions=ASSUMPTIONS)
texts.show(
    tables.of(now, "What each case holds", HOLDS, [(case.name, case.terms) for case in mine.cases]),
    tables.of(now, "Side by side", SIDES, [(case.name, case.cells) for case in mine.cases]),
    answer.remark(now, mine.with_team),
    tables.of(now, "The same step, and the same yearly rate", PACES, [(pace.name, pace.cells) for pace in mine.paces]),
    tables.of(now, "A signed account by year", YEARS, mine.first_years.rows),
)
trace.formulas(now, mine.figures)
