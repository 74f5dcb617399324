"""Uncertainty: how sure are we?"""

from model.questions.uncertainty.page import answer
from ui import page, range_tables

page.show("uncertainty", answer, slots={"ranges": range_tables.uncertain}, of_scenario=False, takes_long=True)
