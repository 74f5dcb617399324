"""Arithmetic as it is shown, worked out again from its text alone."""

import math
import re

NUMBER = re.compile(r"[\d,]*\.?\d+(?:e[-−]?\d+)?(?: %)?")
SIGNS = str.maketrans({"−": "-", "×": "*", "^": "p"})
FUNCTIONS = {"min": min, "max": max, "up": math.ceil, "down": math.floor, "__builtins__": {}}


def worked_out(text: str) -> float:
    """The value of '(10 − 2) × 12 / (1 − 2 %)'.

    >>> worked_out("(10 − 2) × 12 / (1 − 4 %)"), worked_out("rounded up(1,000.5)"), worked_out("2^3 × min(4, 5)")
    (100.0, 1001.0, 32.0)
    """
    named = NUMBER.sub(_plain, text).replace("rounded up(", "up(").replace("rounded down(", "down(")
    plain = named.translate(SIGNS).replace("p", "**").replace("u**", "up")
    return float(eval(plain, FUNCTIONS)) if plain else math.nan  # the text is our own


def _plain(found: re.Match[str]) -> str:
    text = found[0].replace(",", "").replace("−", "-")
    return f"({text[:-2]}/100)" if text.endswith(" %") else text
