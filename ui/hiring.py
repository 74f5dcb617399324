"""The hiring plan: its settings, what it says, who starts when, and the button that writes it."""

from __future__ import annotations

import streamlit as st

from charts import hiring, months
from model.questions.headcount.hires import PLANNING, Planning
from model.questions.headcount.plan import planned
from ui import answer, choice, fold, graphs, offer, tables, texts
from ui.state import State

BY_QUARTER = ("From", "CSMs needed", "Start", "There", "Lowest coverage", "Without hiring")
AGAINST = ("", "CSMs at the end", "Pay", "Lowest coverage", "Accounts at the end", "Operating profit")


def draw(now: State) -> None:
    """Drawn when the reader opens it."""
    section = fold.section(now, "hiring_plan", "Hiring plan")
    if section is None:
        return
    with section:
        settings = {}
        for place, (name, parameter) in zip(st.columns(len(PLANNING), gap="medium"), PLANNING.items(), strict=True):
            with place:
                settings[name] = choice.of_number(now, name, parameter, parameter.default)
        planning = Planning.model_validate(settings)
        plan = now.worked_out("hiring_plan", planning, lambda: planned(now.trace, now.opened.segment, planning))
        texts.show(answer.remark(now, plan.sentence))
        with st.container():
            if plan.needed.any():
                graphs.draw(now, hiring, plan)
        if plan.waiting:
            texts.show(answer.remark(now, plan.waiting), tables.of(now, "", AGAINST, plan.against))
        else:
            texts.show()
        offer.button(now, "Use this plan", "use_plan", plan.changes)
        named = [(months.name(quarter.month, now.scenario.start), quarter.cells) for quarter in plan.quarters]
        texts.show(tables.of(now, "By quarter", BY_QUARTER, named) if named else "")
