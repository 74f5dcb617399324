"""Assumptions: what does this rest on?"""

from model.questions import assumptions as question
from ui import frame, inputs, segments, trace

now, mine, before = frame.answered("assumptions", question.ask)
segments.picker(now)
inputs.listed(now, mine.groups)
trace.formulas(now, mine.figures)
