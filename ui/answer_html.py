"""The sentences of an answer as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers import Answer
from model.trace import Sentence
from ui import escape, figures, menu, numbers
from ui.state import State


def sentence(state: State, page: str, given: Sentence) -> str:
    """The question of a page, and its answer with numbers that can be opened."""
    answer = numbers.within(state, given)
    return (
        f"<p class='overline'>{escape.for_html(state.scenario.name)}</p>"
        f"<h1 class='question'>{escape.for_html(menu.PAGES[page].question)}</h1><p class='answer'>{answer}</p>"
    )


def brief(state: State, answer: Answer) -> str:
    """How the answer begins and its first figure: a bar that stays in view on a small screen.

    It repeats what is written above, so it is for the eye alone.
    """
    parts = (part if isinstance(part, str) else numbers.text(part, state.scenario) for part in answer.sentence)
    lead = escape.for_html("".join(parts))
    first = "".join(figures.in_line(state, figure, answer.scenarios) for figure in answer.figures[:1])
    return f"<div class='brief' aria-hidden='true'><p>{lead}</p>{first}</div>"


def remark(state: State, given: Sentence) -> str:
    """A sentence below a heading or beside a chart."""
    return f"<p class='finding'>{numbers.within(state, given)}</p>"


def listed(state: State, title: str, rows: Sequence[tuple[str, Sentence]]) -> str:
    """A sentence to each of several names."""
    if not rows:
        return ""
    sentences = (f"<dt>{escape.for_html(name)}</dt><dd>{numbers.within(state, given)}</dd>" for name, given in rows)
    return f"<h2 class='chart'>{escape.for_html(title)}</h2><dl class='own-verdicts'>{''.join(sentences)}</dl>"
