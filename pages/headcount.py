"""Head count: what does one CSM more or fewer do?"""

import streamlit as st

from charts import best_count, flip_map, saving_loss, service, team_hours, waterfall
from model.parameters import STAFF_CHANGE
from model.questions import headcount as question
from model.questions.headcount.words import flipping
from ui import (
    answer,
    choice,
    edit,
    frame,
    graphs,
    hiring,
    match,
    response,
    segments,
    switches,
    tables,
    templates,
    texts,
    trace,
)

SUBJECTS = ("load", "coverage", "engagement", "csms", "profit", "cs_cost")
LEVERS = ("staffing", "csms", "csm_cost", "ramp_months", "severance_months")
ASSUMPTIONS = ("retention_at_risk", "expansion_without_csm", "response_curve", "engagement_memory",
               "month_to_month_shift", "csm_attrition", "vacancy_months", "firefighting_hours")  # fmt: skip
MONTHS = ("accounts", "required_hours", "reactive_hours", "capacity_hours", "csms", "load", "coverage", "engagement",
          "churned_mrr", "cs_cost", "operating_profit")  # fmt: skip
DECIDED = ("Decision", "CSM cost saved", "Lost to less service", "Change of profit", "Overtaken")
STEPS = ("Step", "Change of profit")
FIRES = ("Over the horizon", "Yours", "Without firefighting", "Difference")
COUNTS = ("CSMs", "Accounts per CSM", "Profit", "Revenue", "Revenue per CSM", "NRR")

now, mine, before = frame.answered("headcount", question.ask, SUBJECTS)

pictures, inputs = st.columns([1.75, 1], gap="large")
with pictures:
    edit.table(now, f"Hires and cuts of {mine.segment}", f"{mine.segment}.staff_changes", STAFF_CHANGE)
    with st.container():
        if mine.decisions:
            view = choice.of_view(now, "decision", "Decision", {one.plan.key: one.plan.name for one in mine.decisions})
            shown, earlier = mine.decision(view), before and before.same(view)
            for family in (saving_loss.BY_MONTH, saving_loss.SUMMED, waterfall, service, team_hours):
                graphs.draw(now, family, shown, earlier)
                if family is waterfall:
                    switches.ways(now)
            turns = mine.flips_of(shown)
            graphs.draw(now, flip_map, mine.map_of(shown, turns), None, flipping(*turns))
    with st.container():
        if mine.best is not None:
            measure = choice.of_view(now, "by_count", "By number of CSMs", best_count.NAMES)
            graphs.draw(now, best_count.FAMILIES[measure], mine.best, before and before.best, mine.best.sentence)
with inputs:
    segments.inputs(now, levers=LEVERS, assumptions=ASSUMPTIONS)
decided = [
    tables.of(now, "Each decision", DECIDED, [(one.plan.name, one.cells) for one in mine.decisions]),
    tables.of(now, f"{shown.plan.name}: what changes profit", STEPS, shown.rows),
] if mine.decisions else []  # fmt: skip
counted = [(one.name, one.cells) for one in mine.best.shown] if mine.best else []
texts.show(*decided, tables.of(now, "By number of CSMs", COUNTS, counted) if counted else "")
for part in (hiring, match, templates, response):
    part.draw(now)
fires = tables.of(now, "With firefighting, and without it", FIRES, mine.proactive.rows) if mine.proactive.rows else ""
texts.show(answer.remark(now, mine.proactive.sentence), fires)
tables.monthly(now, MONTHS, of_segment=True)
trace.formulas(now, mine.figures)
