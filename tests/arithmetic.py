"""Numbers and arithmetic as they are shown, read and worked out again from their text alone."""

import math
import re

NUMBER = re.compile(r"[\d,]*\.?\d+(?:e[-−]?\d+)?%?")
SIGNS = str.maketrans({"−": "-", "×": "*", "^": "p"})
SHOWN = re.compile(r"(−?)(?:[A-Z]{0,2}[$€£]|[A-Z]{3}\u00a0)?([\d,]*\.?\d+)(?:e([+−]?\d+))?\s*([kMBT%]?)")
SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "%": 0.01}
FUNCTIONS = {"min": min, "max": max, "up": math.ceil, "down": math.floor, "__builtins__": {}}


def worked_out(text: str) -> float:
    """The value of '(10 − 2) × 12 / (1 − 2%)'.

    >>> worked_out("(10 − 2) × 12 / (1 − 4%)"), worked_out("rounded up(1,000.5)"), worked_out("2^3 × min(4, 5)")
    (100.0, 1001.0, 32.0)
    """
    named = NUMBER.sub(_plain, text).replace("rounded up(", "up(").replace("rounded down(", "down(")
    plain = named.translate(SIGNS).replace("p", "**").replace("u**", "up")
    return float(eval(plain, FUNCTIONS)) if plain else math.nan  # the text is our own


def _plain(found: re.Match[str]) -> str:
    text = found[0].replace(",", "").replace("−", "-")
    return f"({text[:-1]}/100)" if text.endswith("%") else text


def is_number(shown: str) -> bool:
    """Whether a text is a number alone, with its currency, and not words in which one occurs."""
    return SHOWN.fullmatch(shown.strip()) is not None


def close(shown: str, value: float) -> bool:
    """Whether a value is the number that is shown, but for the rounding of its last digit.

    >>> close("$1.2M", 1_239_000), close("−93%", -0.934), close("93%", 0.94)
    (True, True, False)
    """
    told, rounding = read(shown)
    return abs(told - value) <= 1.02 * max(rounding, 0.0005 * abs(told) if told else rounding) + 1e-9


def read(shown: str) -> tuple[float, float]:
    """The value of a number as it is shown, and half of its last digit.

    >>> read("−$1.25k")
    (-1250.0, 5.0)
    """
    found = SHOWN.search(shown.replace("-", "−"))
    assert found, shown
    sign, digits, power, unit = found.groups()
    scale = SCALES[unit] * 10 ** int((power or "0").replace("−", "-").replace("+", ""))
    decimals = len(digits.partition(".")[2])
    value = float(digits.replace(",", "")) * scale * (-1 if sign else 1)
    return value, 0.5 * 10**-decimals * scale
