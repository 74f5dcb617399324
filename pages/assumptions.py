"""Assumptions: what does this rest on?"""

from model.questions import assumptions as question
from ui import answer, changes, figures, frame, inputs, segments, trace

now = frame.open_page("assumptions")
mine, before = now.ask(question.ask)
answer.sentence(now, "assumptions", mine.sentence)
changes.line(now)
figures.row(now, mine.figures, before.figures if before else None)
segments.picker(now)
inputs.listed(now, mine.groups)
trace.formulas(now, mine.figures)
