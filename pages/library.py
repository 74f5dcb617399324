"""Library: which company?"""

from model.questions.library import answer
from ui import library, page

page.show("library", answer, slots=library.SLOTS, of_scenario=False)
