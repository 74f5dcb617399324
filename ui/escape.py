"""Text from a scenario, a link or a file is data: here, and only here, it is made safe for the page."""

from __future__ import annotations

import html
import string
from urllib.parse import quote, unquote

# A word joiner after a colon: the page turns :name: into a picture even where the colon is escaped.
WORD_JOINER = "\u2060"
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in string.punctuation} | {":": f"\\:{WORD_JOINER}"})


def for_html(text: str) -> str:
    """The text for HTML, on one line.

    >>> for_html('<img src="x">')
    '&lt;img src=&quot;x&quot;&gt;'
    """
    return html.escape(one_line(text))


def piece(text: str) -> str:
    """A piece of a sentence on one line, with the blanks at its ends."""
    blank_before, blank_after = " " * text.startswith(" "), " " * (len(text) > 1 and text.endswith(" "))
    return f"{blank_before}{one_line(text)}{blank_after}"


def for_attribute(key: str) -> str:
    """A key that a page hands back: the browser drops an attribute that looks like markup, and blanks count here.

    >>> for_attribute("=SMB.cac"), for_attribute("=<b> .cac"), from_attribute("=%3Cb%3E%20.cac")
    ('=SMB.cac', '=%3Cb%3E%20.cac', '=<b> .cac')
    """
    return quote(key, safe="=/.@:,+")


def from_attribute(text: str) -> str:
    """The key that an attribute stands for."""
    return unquote(text)


def for_markdown(text: str) -> str:
    r"""The text for a label in Markdown, on one line, every mark escaped.

    >>> for_markdown("*a* $b$")
    '\\*a\\* \\$b\\$'
    """
    return one_line(text).translate(_MARKDOWN)


def one_line(text: str) -> str:
    """The text on one line, with a blank for what cannot be printed."""
    plain = text if text.isprintable() else "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.split())
