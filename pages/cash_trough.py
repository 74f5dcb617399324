"""Cash trough: how deep, how long, and how fast can we afford to grow?"""

import streamlit as st

from charts import cash, second_trough, trough
from model.questions import cash_trough as question
from ui import answer, choice, frame, graphs, segments, tables, texts, trace

SUBJECTS = ("trough", "breakeven_month", "cash_low")
LEVERS = ("new_accounts", "new_accounts_growth", "new_accounts_step", "cac", "billing_months", "company.cash",
          "company.fixed_costs", "horizon_months")  # fmt: skip
ASSUMPTIONS = ("acv", "sales_cycle_months", "onboarding_rate", "retention_rate", "gross_margin")

now, mine, before = frame.answered("cash_trough", question.ask, SUBJECTS)

pictures, inputs = st.columns([1.75, 1], gap="large")
with pictures:
    view = choice.of_view(now, "family", "What is varied", {family.key: family.name for family in mine.families})
    shown, shown_before = mine.family(view), before and before.family(view)
    graphs.draw(now, trough, shown, shown_before, shown.sentence)
    graphs.draw(now, cash, shown, shown_before, mine.runway_sentence)
    with st.container():  # there is not always something to accelerate
        if mine.second.path is not None:
            graphs.draw(now, second_trough, mine.second, before and before.second)
    texts.show(answer.remark(now, mine.second.sentence))
with inputs:
    segments.inputs(now, levers=LEVERS, assumptions=ASSUMPTIONS)
texts.show(tables.of(now, f"By {shown.name.lower()}", shown.head, shown.rows))
trace.formulas(now, mine.figures)
