"""The figure that a page of the group Decide is about: any of the company's, chosen by the reader."""

from __future__ import annotations

from model.answers import Asked, Choice
from model.decide.outcome import BLENDED, Outcome
from model.metrics import SUMMARY

FIRST = "profit"
OUTCOMES = tuple(dict.fromkeys((FIRST, *SUMMARY, *BLENDED)))


def outcome_in_view(asked: Asked) -> tuple[Choice, Outcome]:
    """The choice of a figure, and the one that is chosen."""
    view = asked.choice("figure", "Figure", {name: Outcome(name).label for name in OUTCOMES})
    return view, Outcome(view.chosen)
