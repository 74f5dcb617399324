"""Where every number comes from: its formula, the same with the user's values, its inputs, and what it feeds."""

from model.operations import greatest, least, rounded_down, rounded_up, total
from model.quantity import Quantity, constant
from model.trace.lookup import Trace
from model.trace.sentence import PageLink, Sentence, Strong, as_text, listed

__all__ = [
    "PageLink",
    "Quantity",
    "Sentence",
    "Strong",
    "Trace",
    "as_text",
    "constant",
    "greatest",
    "least",
    "listed",
    "rounded_down",
    "rounded_up",
    "total",
]
