"""How the figures of a page were computed, from their declarations."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from model.metrics import SUMMARY
from ui import escape, figures, lazily
from ui.state import State


def formulas(now: State, names: Sequence[str]) -> None:
    """Each figure's definition, formula and value, drawn when the reader opens it."""
    shown = lazily.expander("How was this computed?", key="computed")
    if shown is None:
        return
    with shown:
        for name in names:
            metric = SUMMARY[name]
            value, reason = figures.of(now.result, name)
            st.markdown(f"**{metric.label}.** {metric.definition}\n\n$$\n{metric.formula}\n$$")
            exactly = escape.for_html(figures.exact_value(metric, value, now.result, reason))
            st.html(f"<p class='remark'>Here: {exactly}.</p>")
