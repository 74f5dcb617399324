"""Compounding: what do onboarding, retention and expansion do together?"""

import streamlit as st

from charts import bowtie, compound
from model.questions import compounding as question
from ui import answer, frame, graphs, segments, tables, texts, trace

SUBJECTS = ("nrr", "grr", "arr_end", "revenue")
LEVERS = ("renewal_months", "expansion_months", "price_increase")
ASSUMPTIONS = ("onboarding_rate", "retention_rate", "expansion_rate", "expansion_share", "contraction_rate")
POINTS = ("What changes", "Revenue", "ARR at the end", "Operating profit")
RATES = ("Rate", "A month", "A year", "Over the horizon")

now, mine, before = frame.answered("compounding", question.ask, SUBJECTS)

pictures, inputs = st.columns([1.75, 1], gap="large")
with pictures:
    graphs.draw(now, bowtie, mine, before)
    graphs.draw(now, compound, mine, before, mine.curve_sentence)
with inputs:
    segments.inputs(now, levers=LEVERS, assumptions=ASSUMPTIONS)
texts.show(
    tables.of(now, "One point more, in every segment", POINTS, [(one.label, one.cells) for one in mine.points.shown]),
    answer.remark(now, mine.interaction_sentence),
    answer.remark(now, mine.retention_sentence),
    tables.of(now, f"The rates of {mine.segment}", RATES, [(rate.label, rate.spans) for rate in mine.rates]),
    answer.remark(now, mine.daily_sentence),
)
trace.formulas(now, mine.figures)
