"""The memo: every page's answer and figures as Markdown, and what they rest on."""

from __future__ import annotations

import re

import model
from exports.pages import answers
from model import labels
from model.basis import is_unsourced
from model.effects import without_effect
from model.problems import one_line
from model.result import Result
from model.trace import Quantity, Sentence, as_text
from model.wording import formatted, precise, precisely_percent

MARKS = re.compile(r"([\\`*_\[\]<>|~#!$&@])")
BEGINS = re.compile(r"^(\d*)(?=[-+] |[.)](?: |$))|^(?=[-+])")  # what would be a list
LINKS = re.compile(r"(?i)(?=://)|(?<=\bwww)(?=\.)")  # what would be one without any mark


def memo(result: Result) -> str:
    """The memo of a result."""
    scenario, parts = result.scenario, [f"# {safe(result.scenario.name)}\n"]
    if scenario.summary:
        parts.append(f"{safe(scenario.summary)}\n")
    for page, answer in answers(result):
        parts.append(f"## {page.question}\n")
        parts.append(f"{_sentence(answer.sentence, scenario.currency)}\n")
        figures = [compared.shown for compared in answer.figures]
        parts.append(
            "".join(f"- {safe(figure.label)}: {safe(_value(figure, scenario.currency))}\n" for figure in figures)
        )
    parts += [*_assumptions(result), f"---\n\nBowtie {model.__version__}. {safe(scenario.source)}".rstrip() + "\n"]
    return "\n".join(part for part in parts if part)


def _sentence(sentence: Sentence, currency: str) -> str:
    return safe(as_text(sentence, currency))


def _value(figure: Quantity, currency: str) -> str:
    return figure.words or formatted(None if figure.reason else figure.value, figure.unit, currency)


def _assumptions(result: Result) -> list[str]:
    """Every input that acts, with its source; those without one are marked."""
    scenario = result.scenario
    rows = ["## What does this rest on?\n", "| Input | Value | Source |\n|---|---|---|"]
    for path, parameter in scenario.paths().items():
        value = scenario.value(path)
        if parameter.kind == "text" or parameter.unit == "table" or without_effect(result, path) is not None:
            continue
        note = scenario.notes.get(path)
        source = note.source if note and note.source else ("**no source**" if is_unsourced(scenario, path) else "")
        shown = source if source == "**no source**" else safe(source)
        rows.append(f"| {safe(labels.name(scenario, path))} | {safe(_written(value, parameter.is_share))} | {shown} |")
    return ["\n".join(rows) + "\n"]


def _written(value: object, share: bool) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return precisely_percent(value) if share else precise(value)
    return str("" if value is None else value)


def safe(text: str) -> str:
    r"""Text as Markdown shows it: no mark, link or picture of its own.

    >>> safe("![x](http://a.b) <b> www.a.b *c* | d")
    '\\!\\[x\\](http\\://a.b) \\<b\\> www\\.a.b \\*c\\* \\| d'
    """
    marked = MARKS.sub(r"\\\1", one_line(text))
    return LINKS.sub(r"\\", BEGINS.sub(r"\\\1", marked))
