"""CSM capacity: how many accounts can one CSM hold, and how many CSMs do we need?"""

import streamlit as st

from charts import account_hours, arr_per_csm, csm_year, csms, load, months
from model.parameters import MEETING
from model.questions import csm_capacity as question
from model.questions.csm_capacity.hours import rows
from ui import answer, edit, fold, frame, graphs, segments, tables, texts, trace

SUBJECTS = ("load", "coverage")
LEVERS = ("staffing", "csms", "new_accounts")
ASSUMPTIONS = ("accounts", "other_hours", "csm_hours", "csm_productivity", "retention_rate")
MONTHS = (
    "signed_accounts", "accounts", "required_hours", "reactive_hours", "capacity_hours", "csms", "load", "coverage"
)  # fmt: skip
HOURS = ("From hours to accounts", "A year")
NEED = ("Month", "Accounts", "Hours required", "Needed", "There", "Load", "Hired to need")
GROUND = ("Segment", "Accounts", "ARR", "ARR an account", "Accounts per CSM", "ARR one CSM can hold", "CSMs needed")
STAFFED = ("Segment", "CSMs by the ratio", "More than needed", "Hours covered", "Accounts unserved")
PUBLISHED = ("Whose", "Accounts per CSM", "up to", "Source")

now, mine, before = frame.answered("csm_capacity", question.ask, SUBJECTS)

pictures, inputs = st.columns([1.75, 1], gap="large")
with pictures:
    edit.table(now, f"Meetings of an account of {mine.segment}", f"{mine.segment}.meetings", MEETING)
    with st.container():
        if mine.hours.required:
            graphs.draw(now, account_hours, mine, before)
    graphs.draw(now, csm_year, mine, before, mine.productivity)
    with st.container():
        if mine.hours.required:
            graphs.draw(now, csms, mine, before)
        if mine.hours.required and len(mine.team.load):
            graphs.draw(now, load, mine, before)
with inputs:
    segments.inputs(now, levers=LEVERS, assumptions=ASSUMPTIONS)
named = [(months.name(year.month, now.scenario.start), year.cells) for year in mine.years]
texts.show(
    tables.of(now, f"Hours of {mine.segment}", HOURS, rows(mine.hours)),
    tables.of(now, f"CSMs of {mine.segment} as the book grows", NEED, named),
)
ground = [(one.name, one.cells) for one in mine.ratios.ground]
with st.container():
    if ground:
        graphs.draw(now, arr_per_csm, mine, before)
staffed = [
    answer.remark(now, ratio.finding) + tables.of(now, "", STAFFED, [(one.name, one.cells) for one in ratio.staffed])
    for ratio in mine.ratios.ratios
]
texts.show(
    tables.of(now, "The last month by hours", GROUND, ground) if ground else "",
    *staffed,
    answer.remark(now, (mine.ratios.left_out,)),
)
published = fold.section(now, "published", "Accounts per CSM as others have them")
if published is not None:
    with published:
        texts.show(tables.of(now, "", PUBLISHED, mine.published))
tables.monthly(now, MONTHS, of_segment=True)
trace.formulas(now, mine.figures)
