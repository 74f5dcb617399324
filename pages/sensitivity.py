"""Sensitivity: what matters, and what must be true?"""

from model.questions.sensitivity.page import answer
from ui import page, range_tables, segments

page.show(
    "sensitivity",
    answer,
    slots={"segment": segments.picker, "costs": range_tables.costs},
    of_scenario=False,
    takes_long=True,
)
