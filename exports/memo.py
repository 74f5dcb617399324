"""The memo: every page's answer and figures as Markdown, and what they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import model
from exports import assumed
from exports.pages import DRAWS, answers
from model.answers import BASELINE, SCENARIO, Asked
from model.answers.words import in_short, said
from model.problems import one_line
from model.questions.board_pack.challenge import attacks
from model.result import Result

MARKS = re.compile(r"([\\`*_\[\]<>|~#!$&@])")
BEGINS = re.compile(r"^(\d*)(?=[-+] |[.)](?: |$))|^(?=[-+])")  # what would be a list
LINKS = re.compile(r"(?i)(?=://)|(?<=\bwww)(?=\.)")  # what would be one without any mark


def memo(result: Result, baseline: Result | None = None) -> str:
    """The memo of a result, beside its baseline where there is one."""
    scenario, parts = result.scenario, [f"# {safe(result.scenario.name)}\n"]
    if scenario.summary:
        parts.append(f"{safe(scenario.summary)}\n")
    for page, answer in answers(result):
        parts.append(f"## {page.title.question}\n")
        parts.append(f"{safe(said(answer.sentence, scenario))}\n")
        figures = [compared.shown for compared in answer.figures]
        parts.append("".join(f"- {safe(figure.label)}: {safe(in_short(figure, scenario))}\n" for figure in figures))
    parts += [*_attacks(result, baseline), *_assumptions(result)]
    parts += [f"---\n\nBowtie {model.__version__}. {safe(scenario.source)}".rstrip() + "\n"]
    return "\n".join(part for part in parts if part)


def _attacks(result: Result, baseline: Result | None) -> Iterator[str]:
    """What a CFO will attack first, and what is answered to it."""
    named = {SCENARIO: result} | ({} if baseline is None else {BASELINE: baseline})
    yield "## What will be attacked first\n"
    for attack in attacks(Asked(named), DRAWS):
        yield f"**{safe(attack.question)}** {safe(said(attack.words, result.scenario))}\n"
        if attack.reply:
            yield f"> {safe(attack.reply)}\n"


def _assumptions(result: Result) -> list[str]:
    """Every input that acts, with its source; those without one are marked."""
    rows = ["## What does this rest on?\n", "| Input | Value | Source |\n|---|---|---|"]
    for row in assumed.inputs(result):
        source = f"**{row.source}**" if row.is_unsourced else safe(row.source)
        rows.append(f"| {safe(row.name)} | {safe(row.value)} | {source} |")
    return ["\n".join(rows) + "\n"]


def safe(text: str) -> str:
    r"""Text as Markdown shows it: no mark, link or picture of its own.

    >>> safe("![x](http://a.b) <b> www.a.b *c* | d")
    '\\!\\[x\\](http\\://a.b) \\<b\\> www\\.a.b \\*c\\* \\| d'
    """
    marked = MARKS.sub(r"\\\1", one_line(text))
    return LINKS.sub(r"\\", BEGINS.sub(r"\\\1", marked))
