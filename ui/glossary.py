"""What the words of the trade mean, one press away on every page: those that stand on the page come first."""

from __future__ import annotations

from model.trade_words import WORDS
from ui.body import fold_row, is_unfolded
from ui.panel import Control
from ui.state import State

KEY = "glossary"


def listed(state: State, page: str) -> list[Control]:
    """The line that opens, and the words once it is open."""
    is_open = is_unfolded(state, KEY)
    line = fold_row(f"{KEY}-fold", "What the words mean", is_open, part=KEY)
    words = [[each.word, each.meaning, [each.word, *each.forms]] for each in WORDS]
    return [line, Control(KEY, KEY, "Words", {"words": words, "page": page})] if is_open else [line]
