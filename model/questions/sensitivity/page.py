"""The page of the answer: what matters, where the verdict changes, and what must be true for a target."""

from __future__ import annotations

from model.answers import SCENARIO, Answer, Asked, Fold, Later, Slot, compared
from model.questions.outcomes import outcome_in_view
from model.questions.sensitivity import budget_section, grid_section, seek_section, tornado_section
from model.questions.sensitivity.answer import Matters, ask, range_names, sentence
from model.trace import Quantity


def answer(asked: Asked) -> Answer:
    """What matters, and what must be true?"""
    view, outcome = outcome_in_view(asked)
    over = asked.choice("over", "Move each input", range_names(asked.scenario))
    matters = asked.find(ask, outcome, over.chosen)
    return Answer(
        sentence(matters, over.chosen),
        compared({SCENARIO: _figures(matters)}),
        asked.scenarios,
        below=(
            Slot("segment"), view, over, *tornado_section.blocks(asked, matters),
            Later(lambda: grid_section.blocks(asked, outcome)),
            Later(lambda: seek_section.blocks(asked, outcome, matters)),
            Fold("budget", budget_section.TITLE, lambda: budget_section.blocks(asked, outcome)),
        ),
    )  # fmt: skip


def _figures(matters: Matters) -> list[Quantity]:
    """The figure as it is, and at both ends of the two inputs that matter most."""
    return [matters.present, *(figure for moved in matters.moved[:2] for figure in moved.figures)]
