"""Every number on a page is a button that opens where it comes from."""

from __future__ import annotations

from model.answers.words import exactly, in_full
from model.answers.words import in_short as text
from model.answers.words import of_unit as unit
from model.trace import PageLink, Quantity, Sentence, Strong
from ui import escape, menu
from ui.state import State

__all__ = ["button", "exactly", "in_full", "opened_by", "text", "unit", "within"]


def opened_by(state: State, quantity: Quantity, shown: str = "") -> str:
    """The number as HTML, short unless `shown` says how; what it stands for is kept until the next run."""
    state.shown[quantity.key] = quantity
    return button(quantity.key, shown or text(quantity, state.scenario), exactly(quantity, state.scenario))


def within(state: State, sentence: Sentence) -> str:
    """A sentence as HTML, its numbers to be opened."""
    return "".join(_words(state, part) if isinstance(part, str) else opened_by(state, part) for part in sentence)


def _words(state: State, part: str) -> str:
    if isinstance(part, PageLink):
        return f"<a href='{escape.for_html(menu.href(state, part.page))}'>{escape.in_html(part)}</a>"
    return f"<strong>{escape.in_html(part)}</strong>" if isinstance(part, Strong) else escape.in_html(part)


def button(key: str, shown: str, exact: str) -> str:
    """A number whose key the trace finds by itself."""
    key, title, words = escape.for_attribute(key), escape.for_html(exact), escape.for_html(shown)
    return f"<button type='button' class='number' data-trace='{key}' title='{title}'>{words}</button>"
