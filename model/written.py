"""How a quantity is written: in words, in symbols, and with its values filled in."""

from __future__ import annotations

from collections.abc import Callable

from model.quantity import Quantity
from model.wording import UNDEFINED, precise, precisely_percent

SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " / ", "^": "^"}
BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
FUNCTIONS = {"min": "min", "max": "max", "ceil": "rounded up", "floor": "rounded down"}
LATEX_SIGNS = {"+": " + ", "-": " - ", "*": r" \cdot ", ">": " > ", ">=": r" \ge ", "<": " < ", "<=": r" \le ",
               "<>": r" \ne ", "and": r" \text{ and } ", "or": r" \text{ or } "}  # fmt: skip
Leaf = Callable[[Quantity], str]


def in_words(expression: Quantity) -> str:
    """'Margin × Lifetime'.

    >>> margin, churn = Quantity(10.0, label="Margin"), Quantity(0.02, "share", "Churn")
    >>> in_words(margin * 12 / (1 - churn))
    'Margin × 12 / (1 − Churn)'
    """
    return _written(expression, lambda leaf: leaf.label or number(leaf))


def with_values(expression: Quantity) -> str:
    """The same with the values of its parts, which give its own.

    >>> margin, churn = Quantity(10.0, label="Margin"), Quantity(0.02, "share", "Churn")
    >>> with_values(margin * 12 / (1 - churn))
    '10 × 12 / (1 − 2%)'
    """
    return _written(expression, number)


def in_symbols(expression: Quantity) -> str:
    r"""LaTeX, with the symbols of the declarations and words where there is none.

    >>> margin, term = Quantity(10.0, label="Margin", symbol="m"), Quantity(12.0, label="Contract term", symbol="R")
    >>> in_symbols(margin * term / (1 - Quantity(0.5, label="Kept share")))
    '\\frac{m \\cdot R}{1 - \\text{Kept share}}'
    """
    return _latex(expression)


def number(quantity: Quantity) -> str:
    """The value with every digit that counts, shares as percent; the sign in brackets where it is negative."""
    if quantity.reason:
        return UNDEFINED
    share = quantity.unit.startswith("share")
    text = precisely_percent(quantity.value) if share else precise(quantity.value)
    return f"({text})" if text.startswith("−") else text


def _written(expression: Quantity, leaf: Leaf) -> str:
    if expression.label or not expression.operation:
        return leaf(expression)
    if expression.operation in FUNCTIONS:
        inside = ", ".join(_written(part, leaf) for part in expression.parts)
        return f"{FUNCTIONS[expression.operation]}({inside})"
    texts = [_bracketed(expression, place, leaf) for place in range(len(expression.parts))]
    return SIGNS[expression.operation].join(texts)


def _bracketed(expression: Quantity, place: int, leaf: Leaf) -> str:
    """One part, in brackets where it would be read otherwise."""
    part = expression.parts[place]
    text = _written(part, leaf)
    if part.label or part.operation not in BINDS:
        return f"({text})" if expression.operation == "^" and text.endswith("%") else text
    inner, outer = BINDS[part.operation], BINDS[expression.operation]
    follows = place > 0 and expression.operation in "-/"
    return f"({text})" if inner < outer or (inner == outer and follows) or expression.operation == "^" else text


def _latex(expression: Quantity) -> str:
    if expression.label:
        return expression.symbol or rf"\text{{{_plain(expression.label)}}}"
    if not expression.operation:
        return precise(expression.value).replace(",", "{,}").replace("−", "-")
    if expression.operation in ("unless", "usually"):
        return _latex(expression.parts[0 if expression.operation == "unless" else 1])
    parts = [_latex(part) for part in expression.parts]
    match expression.operation:
        case "/":
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        case "^":
            return rf"\left({parts[0]}\right)^{{{parts[1]}}}"
        case "min" | "max":
            return rf"\{expression.operation}\left({', '.join(parts)}\right)"
        case "ceil" | "floor":
            return rf"\l{expression.operation} {parts[0]} \r{expression.operation}"
        case "if":
            return rf"\begin{{cases}}{parts[1]} & \text{{if }} {parts[0]} \\ {parts[2]} & \text{{else}}\end{{cases}}"
    sign = LATEX_SIGNS[expression.operation]
    return sign.join(_held(expression, place, text) for place, text in enumerate(parts))


def _held(expression: Quantity, place: int, text: str) -> str:
    """A part of a formula on one line, in brackets where it would be read otherwise."""
    part, operation = expression.parts[place], expression.operation
    while part.operation in ("unless", "usually") and not part.label:  # they are read without their condition
        part = part.parts[0 if part.operation == "unless" else 1]
    loose = part.operation in ("+", "-") and not part.label and (operation == "*" or (operation == "-" and place))
    return rf"\left({text}\right)" if loose else text


def _plain(label: str) -> str:
    """A label as text within LaTeX: names may hold anything, and only letters, figures and a few marks are kept.

    Colons stand in braces: the page would take :what stands between them: for a picture.
    """
    kept = "".join(mark if mark.isalnum() or mark in " .,:'()/+-" else " " for mark in label)
    return kept.replace(":", "{:}")
