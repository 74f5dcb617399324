"""Phrases that nobody would say aloud, and the texts in which they are looked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.answers import Answer, Fold, Later
from model.parameters import Parameter
from model.scenario import Scenario
from model.trace import Quantity, as_text

ROOT = Path(__file__).parents[2]
BARRED = {
    name: re.compile(pattern)
    for name, pattern in {
        "as it stands": r"\bas (?:it|they) stands?\b",
        "by itself": r"\bby (?:itself|themselves)\b",
        "together, of a total": r"^Together\b|\ball together\b|\bTogether (?:it|they)\b",
        "brings": r"\bbrings?\b",
        "asks for": r"\basks? for\b|\basked for\b",
        "there, as a noun": r"\band there\b(?! (?:is|are|was)\b)|\b(?:CSMs|hours|accounts|heads) (?:there|are there)\b|^There \d",
        "that of": r"\bthat of\b|\bthose of the\b",
        "what it loses": r"\bwhat it loses\b",
        "a code before an amount": r"\b(?:USD|EUR|GBP) ?[-−]?\d",
        "hyphen for minus": r"(?:^|(?<!\?)[\s(])-[$€£]?\d",
        "minus after the sign": r"[$€£][-−]\d",
        "blank before %": r"\d %",
        "minus zero": r"[-−][$€£]?0(?:\.0+)?%?(?![\d.,])",
        "two blanks": r"\S  \S",
        "head count": r"\b[Hh]ead counts?\b",
        "points of": r"\b\d+(?:\.\d+)? (?:percentage )?points of\b",
        "1 with a plural": r"(?<![\d.,])(?<!Segment )1 (?:months|years|accounts|customers|CSMs|points|hours|segments|changes)\b",
        "a before a vowel": r"\ba (?:account|hour)\b",
    }.items()
}
WORD = re.compile("[A-Za-z]{3}")
SHOWN = ("model", "charts", "ui", "pages", "store", "app.py")


def barred(text: str) -> list[str]:
    """The barred phrases of a text, each with what stands around it."""
    return [
        f"{name}: …{text[max(0, found.start() - 40) : found.end() + 30]}…"
        for name, pattern in BARRED.items()
        for found in pattern.finditer(text)
    ]


def of_answer(answer: Answer) -> Iterator[str]:
    """Every text of an answer: its sentence, figures, charts, tables, and what is folded."""
    currency = answer.scenario.currency
    yield as_text(answer.sentence, currency)
    for figure in answer.figures:
        yield from (difference for difference, _ in figure.differences(answer.scenarios))
        yield from _texts(figure.shown, currency)
    yield from _texts(answer.blocks, currency)


def _texts(part: Any, currency: str) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Quantity):
        yield from (part.label, part.definition, part.words)
    elif isinstance(part, Fold | Later):
        yield part.title if isinstance(part, Fold) else ""
        yield from _texts(part.blocks(), currency)
    elif isinstance(part, Parameter | Scenario | np.ndarray):
        return
    elif isinstance(part, tuple | list) and any(isinstance(one, Quantity) for one in part):
        if all(isinstance(one, Quantity | str) for one in part):
            yield as_text(tuple(part), currency)
        yield from (text for one in part if isinstance(one, Quantity) for text in _texts(one, currency))
    elif isinstance(part, Mapping):
        yield from _texts([*part.values()], currency)
    elif isinstance(part, tuple | list):
        for one in part:
            yield from _texts(one, currency)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in ("key", "path", "role", "changes"):
                yield from _texts(getattr(part, field.name), currency)


def of_module(path: Path) -> Iterator[str]:
    """Every text in a module's code that has words: docstrings aside, and a 2 in place of what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {ast.get_docstring(node, clean=False) for node in ast.walk(tree)
                  if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)}  # fmt: skip
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "2" for part in node.values)
            text = "".join(map(str, parts))
            yield text if WORD.search(text) else ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            yield "" if node.value in documented or not WORD.search(node.value) else node.value


def of_script(path: Path) -> str:
    """A script of the browser without its comments."""
    return re.sub(r"//.*|/\*.*?\*/|^ +", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def of_page(path: Path) -> str:
    """A page of the docs without its code, commands and formulas."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`", "x", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"^ {4}.*$|^\|.*\|$|^ +", "", text, flags=re.MULTILINE)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one for one in re.split(r"(?<=[.!?]) +(?=[A-Z0-9(])|(?<=[.!?]\)) +(?=[A-Z0-9])", text.strip()) if one]


def length(text: str) -> int:
    """In words."""
    return len(text.split())
