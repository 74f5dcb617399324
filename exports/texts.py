"""Texts of a slide: what of them is shown, and the size at which they fit, as what shows slides does not tell.

Slides are in Arial, which is as wide as Helvetica.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LINE = 1.2  # of the size, from one line to the next
SPARE = 1.03  # no two programs break lines alike
WIDE, OTHER = 1.0, 0.9  # of the size: a letter as wide as high, and one that Latin-1 does not have
CUT = "…"


def plain(text: str) -> str:
    """The text on one line, with a blank for what cannot be printed, which no file may hold."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """The number of lines; a word that is longer than a line is broken."""
    lines, at = 1, 0.0
    blank = _width(" ", bold) * size * SPARE
    for word in text.split(" "):
        long = sum(_width(letter, bold) for letter in word) * size * SPARE
        if at and at + blank + long > width:
            lines, at = lines + 1, 0.0
        elif at:
            at += blank
        if long > width:  # broken where the line is full, a letter early at worst
            full = width - size
            lines += int((at + long) // full)
            at = (at + long) % full
        else:
            at += long
    return lines


def fitting(text: str, width: float, height: float, sizes: Sequence[float], *, bold: bool = False) -> tuple[str, float]:
    """The text and the first of the sizes at which it fits into so many points, cut at the last where none does.

    Words are broken at the last size only.

    >>> fitting("Hold.", 100, 20, (14, 10)), fitting("Hold the line " * 9, 100, 12, (14, 10))
    (('Hold.', 14), ('Hold the line Hold t…', 10))
    """
    for size in sizes:
        if _fits(text, size, width, height, bold) and (size == sizes[-1] or _longest(text, size, bold) <= width):
            return text, size
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if _fits(text[:middle].rstrip() + CUT, size, width, height, bold) else (low, middle - 1)
        )
    return text[:low].rstrip() + CUT, size


def _fits(text: str, size: float, width: float, height: float, bold: bool) -> bool:
    return wrapped(text, size, width, bold=bold) * size * LINE <= height + 0.01


def _longest(text: str, size: float, bold: bool) -> float:
    """The width of the longest word."""
    return max(sum(_width(letter, bold) for letter in word) for word in text.split(" ")) * size * SPARE


@lru_cache(maxsize=4096)
def _width(letter: str, bold: bool) -> float:
    """Of a size of 1."""
    from reportlab.pdfbase.pdfmetrics import getFont

    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    try:
        (code,) = letter.encode("cp1252")
    except UnicodeEncodeError:
        return OTHER
    return float(getFont("Helvetica-Bold" if bold else "Helvetica").widths[code]) / 1000
