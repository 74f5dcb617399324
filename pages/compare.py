"""Compare: which scenario, and why do they differ?"""

from model.questions.compare.page import answer
from ui import compared_scenarios, page

page.show("compare", answer, slots={"scenarios": compared_scenarios.picker}, of_scenario=False)
