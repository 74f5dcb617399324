"""Match my observed retention: today's CSMs and what renews, the fully served rate that explains it, and the button."""

from __future__ import annotations

import streamlit as st

from model.questions.headcount.match import OBSERVED, TODAY, matched, served
from ui import answer, choice, fold, offer, texts
from ui.state import State

DIGITS = 4  # of the share that it starts from, so that it fits its field


def draw(now: State) -> None:
    """Drawn when the reader opens it. It starts from what the scenario says itself."""
    section = fold.section(now, "match_retention", "Match my observed retention")
    if section is None:
        return
    place, of = now.opened.segment, f"{now.opened.key}-{now.opened.segment}"
    own = now.trace.by_segment[place]
    csms = own.segment.csms if own.segment.staffing == "fixed" else own.month("csms", 1).value
    with section:
        left, right = st.columns(2, gap="medium")
        with left:
            today = choice.of_number(now, "csms_today", TODAY, csms, of)
        with right:
            observed = choice.of_number(now, "observed", OBSERVED, round(served(now.trace, place).value, DIGITS), of)
        found = now.worked_out("match_retention", (today, observed), lambda: matched(now.trace, place, today, observed))
        texts.show(answer.remark(now, found.sentence))
        offer.button(now, "Set it", "set_matched", found.changes)
