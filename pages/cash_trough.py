"""Cash trough: how deep, how long, and how fast can we afford to grow?"""

import streamlit as st

from charts import cash, second_trough, trough
from model.questions import cash_trough as question
from ui import answer, changes, choice, controls, figures, frame, graphs, guards, segments, tables, trace

SUBJECTS = ("trough", "breakeven_month", "cash_low")
LEVERS = ("new_accounts", "new_accounts_growth", "new_accounts_step", "cac", "billing_months")
COMPANY = ("company.cash", "company.fixed_costs", "horizon_months")
ASSUMPTIONS = ("acv", "sales_cycle_months", "onboarding_rate", "retention_rate", "gross_margin")

now = frame.open_page("cash_trough")
mine, before = now.ask(question.ask)
answer.sentence(now, "cash_trough", mine.sentence)
changes.line(now)
figures.row(now, mine.figures, before.figures if before else None)
guards.shown(now, SUBJECTS)

pictures, inputs = st.columns([1.75, 1], gap="large")
with pictures:
    view = choice.of_view(now, "family", "What is varied", {family.key: family.name for family in mine.families})
    shown, shown_before = mine.family(view), before and before.family(view)
    answer.remark(now, shown.sentence)
    graphs.draw(now, trough, shown, shown_before)
    graphs.draw(now, cash, shown, shown_before)
    answer.remark(now, mine.runway_sentence)
    with st.container():  # there is not always something to accelerate
        if mine.second.path is not None:
            graphs.draw(now, second_trough, mine.second, before and before.second)
    answer.remark(now, mine.second.sentence)
with inputs:
    segments.picker(now)
    levers, assumptions = [*segments.paths(now, LEVERS), *COMPANY], segments.paths(now, ASSUMPTIONS)
    controls.group(now, "Levers: what you decide", levers)
    controls.group(now, "Assumptions: what the world does", assumptions)
    segments.other_inputs(now, (*levers, *assumptions))
tables.show(now, f"By {shown.name.lower()}", shown.head, shown.rows)
trace.formulas(now, mine.figures)
