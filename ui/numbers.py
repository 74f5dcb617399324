"""Numbers of the drawer: each one is a button that opens where it comes from."""

from __future__ import annotations

from model.answers.words import exactly
from model.answers.words import in_short as text
from model.answers.words import of_unit as unit
from ui import escape

__all__ = ["button", "exactly", "text", "unit"]


def button(key: str, shown: str, exact: str) -> str:
    """A number whose key the trace finds by itself."""
    key, title, words = escape.for_attribute(key), escape.for_html(exact), escape.for_html(shown)
    return f"<button type='button' class='number' data-trace='{key}' title='{title}'>{words}</button>"
