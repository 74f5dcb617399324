"""Assumptions: what does this rest on?"""

from model.questions.assumptions import answer
from ui import page, segments

page.show("assumptions", answer, slots={"segment": segments.picker})
