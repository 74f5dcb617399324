"""Observed retention on its page: the fully served rate that explains it, and what "Set it" writes."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers import Asked, Block, Fold, Offer, Remark, Settings
from model.questions.headcount.observed_retention import OBSERVED, TODAY, csms_today, matched, served
from model.wording import percent

DIGITS = 4  # of the share that it starts from, so that it fits its field


def match_retention(asked: Asked) -> Fold:
    """The fully served rate that explains what is observed, starting from the scenario's own."""
    return Fold("match_retention", f"Observed retention: {_finding(asked)}", lambda: _match(asked))


def _finding(asked: Asked) -> str:
    full = asked.scenario.segments[asked.segment].retention_rate
    shown = percent(asked.find(served).value)
    return f"{shown} now, {percent(full)} if every account were served"


def _match(asked: Asked) -> Sequence[Block]:
    segment = f"{asked.scenario.name}-{asked.segment_name}"
    today = asked.setting("csms_today", TODAY, asked.find(csms_today), segment)
    observed = asked.setting("observed", OBSERVED, round(asked.find(served).value, DIGITS), segment)
    found = asked.find(matched, today.value, observed.value)
    return Settings((today, observed)), Remark(found.sentence), Offer("set_matched", "Set it", found.changes)
