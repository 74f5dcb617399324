"""TOML that anyone may have sent, read in time and memory that grow with its length alone."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_PARTS = 8  # of a key; an input's has three at most: notes."SMB.cac".source
LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")
OPENING = re.compile(r"\"\"\"|'''|[\"'#]")  # of strings and comments
CLOSING = {  # or a backslash, and what follows it closes nothing
    '"""': re.compile(r'\\|"{3,5}'),
    "'''": re.compile(r"'{3,5}"),
    '"': re.compile(r'[\\"\n]'),
    "'": re.compile(r"['\n]"),
    "#": re.compile(r"\n"),
}


def parsed(text: str) -> dict[str, Any]:
    """The data of a TOML text. Raises ValueError that says what is wrong with it.

    tomllib keeps every beginning of a dotted key, in memory by the square of its parts: they are counted first.
    """
    keys = _without_strings(text.replace("\r\n", "\n"))
    if long := LONG_KEY.search(keys):
        line = keys.count("\n", 0, long.start()) + 1
        raise ValueError(f"has a key of more than {MOST_PARTS} parts in line {line}")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"is not valid TOML: {error}") from None


def _without_strings(text: str) -> str:
    """The text with one letter for each string or comment: what is left with dots is keys and numbers, line by line."""
    kept, start = list[str](), 0
    while opening := OPENING.search(text, start):
        end = _end(text, opening)
        kept += [text[start : opening.start()], "s", "\n" * text.count("\n", opening.end(), end)]
        start = end
    return "".join([*kept, text[start:]])


def _end(text: str, opening: re.Match[str]) -> int:
    """Where a string or comment ends: where tomllib ends it, or at the latest where tomllib would stop."""
    closing, place = CLOSING[opening[0]], opening.end()
    while found := closing.search(text, place):
        if found[0] != "\\":
            return found.start() if found[0] == "\n" else found.end()
        place = found.end() + 1
    return len(text)
