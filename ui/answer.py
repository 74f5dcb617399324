"""The answer at the top of a page: one sentence, and each segment's own when there are several."""

from __future__ import annotations

import streamlit as st

from model.verdict import Verdict
from ui import escape
from ui.state import State


def verdict(now: State, question: str) -> None:
    """The question, and the verdict as its answer."""
    given = now.result.verdict
    st.html(
        f"<p class='overline'>{escape.for_html(now.scenario.name)}</p>"
        f"<h1 class='question'>{escape.for_html(question)}</h1>"
        f"<p class='answer'>{_sentence(given)}</p>"
    )


def of_segments(now: State) -> None:
    """Each segment's verdict, when there are several."""
    verdicts = now.result.verdict.segments
    if len(verdicts) > 1:
        rows = (f"<dt>{escape.for_html(name)}</dt><dd>{_sentence(own)}</dd>" for name, own in verdicts.items())
        st.html(f"<h2 class='chart'>Each segment by itself</h2><dl class='own-verdicts'>{''.join(rows)}</dl>")


def _sentence(given: Verdict) -> str:
    decision, colon, reason = given.sentence.partition(":")
    return f"<strong>{escape.for_html(decision)}{colon}</strong> {escape.for_html(reason)}"
