"""Match my observed retention, and meeting templates: what they say, and what their buttons write."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers import Asked, Block, Fold, Offer, Remark, Settings, Table
from model.questions.headcount.illustrations import illustrated
from model.questions.headcount.observed_retention import OBSERVED, TODAY, csms_today, matched, served

DIGITS = 4  # of the share that it starts from, so that it fits its field
LOADS = ("Template (illustration)", "Hours an account", "Published hours", "Accounts per CSM", "Published: from", "to",
         "Published by")  # fmt: skip
MEETINGS = ("Meeting", "A year", "Hours", "Preparation", "Hours a year")


def match_retention(asked: Asked) -> Fold:
    """The fully served rate that explains what is observed. It starts from what the scenario says itself."""
    return Fold("match_retention", "Match my observed retention", lambda: _match(asked))


def meeting_templates(asked: Asked) -> Fold:
    """Illustrations of meetings beside the accounts per CSM that others publish."""
    return Fold("meeting_templates", "Meeting templates", lambda: _templates(asked))


def _match(asked: Asked) -> Sequence[Block]:
    of = f"{asked.scenario.name}-{asked.segment_name}"
    today = asked.setting("csms_today", TODAY, asked.find(csms_today), of)
    observed = asked.setting("observed", OBSERVED, round(asked.find(served).value, DIGITS), of)
    found = asked.find(matched, today.value, observed.value)
    return Settings((today, observed)), Remark(found.sentence), Offer("set_matched", "Set it", found.changes)


def _templates(asked: Asked) -> Sequence[Block]:
    found = asked.find(illustrated)
    view = asked.choice("template", "Template", {one.touch: one.name for one in found.illustrations})
    shown = next(one for one in found.illustrations if one.touch == view.chosen)
    return (
        Remark(found.sentence),
        Table("", LOADS, [(one.name, one.cells) for one in found.illustrations]),
        Remark(found.productivity),
        view,
        Table(f"{shown.name}: an illustration", MEETINGS, shown.meetings),
        Offer("use_meetings", "Use these meetings", shown.changes),
    )
