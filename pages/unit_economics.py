"""Unit economics: are these customers worth buying?"""

import streamlit as st

from charts import ceiling, guidelines, moved
from model.questions.unit_economics import answer as question
from model.questions.unit_economics import ceiling as ceilings
from model.questions.unit_economics import channels, prices, standing
from ui import answer, frame, graphs, segments, tables, texts, trace

SUBJECTS = ("ltv_cac", "payback_margin", "net_mrr_churn", "ltv_simple")
LEVERS = ("cac", "new_accounts")
GUIDELINES = ("guidelines.ltv_cac", "guidelines.payback_months", "guidelines.ltv")
ASSUMPTIONS = ("acv", "onboarding_rate", "retention_rate", "expansion_rate", "gross_margin", "csm_cost")

now, mine, before = frame.answered("unit_economics", question.ask, SUBJECTS)

pictures, inputs = st.columns([1.75, 1], gap="large")
with pictures:
    graphs.draw(now, guidelines, mine, before)
    graphs.draw(now, ceiling, mine, before, mine.ceiling.sentence)
    with st.container():  # there is nothing to move from a segment that signs nobody
        if mine.moves.paths:
            graphs.draw(now, moved.LTV_CAC, mine, before)
            graphs.draw(now, moved.PAYBACK, mine, before)
    texts.show(answer.remark(now, mine.moves.sentence))
with inputs:
    segments.inputs(now, levers=LEVERS, assumptions=ASSUMPTIONS, guidelines=GUIDELINES)
standings = [*((one.name, one.cells) for one in mine.standings), ("Guideline", mine.limits)]
prices_paid = [(one.name, one.cells) for one in mine.prices]
moved_accounts = [path.row for path in mine.moves.paths]
texts.show(
    tables.of(now, "Against the guidelines", standing.HEAD, standings),
    tables.of(now, "What we can afford to pay for an account, and what we pay", prices.HEAD, prices_paid),
    tables.of(now, "What an account is worth", question.VALUES_HEAD, [(one.name, one.values) for one in mine.worth]),
    tables.of(now, "How soon it pays back", question.PAYBACKS_HEAD, [(one.name, one.paybacks) for one in mine.worth]),
    tables.of(now, "Growth ceilings", ceilings.HEAD, [(one.name, one.cells) for one in mine.reached]),
    tables.of(now, "Blended, as new accounts are moved", channels.HEAD, moved_accounts) if moved_accounts else "",
)
trace.formulas(now, mine.figures)
