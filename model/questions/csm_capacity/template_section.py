"""Meeting templates beside the meetings: what they say, and what "Use these meetings" writes."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers import Asked, Block, Fold, Offer, Remark, Table
from model.questions.csm_capacity.illustrations import illustrated

LOADS = ("Template (illustration)", "Hours an account", "Published hours", "Accounts per CSM", "Published: from", "to",
         "Published by")  # fmt: skip
MEETINGS = ("Meeting", "A year", "Hours", "Preparation", "Hours a year")


def meeting_templates(asked: Asked) -> Fold:
    """Illustrations of meetings beside the accounts per CSM that others publish."""
    return Fold("meeting_templates", "Start from a template: high touch, low touch and others", lambda: _blocks(asked))


def _blocks(asked: Asked) -> Sequence[Block]:
    found = asked.find(illustrated)
    view = asked.choice("template", "Template", {row.touch: row.name for row in found.illustrations})
    shown = next(row for row in found.illustrations if row.touch == view.chosen)
    return (
        Remark(found.sentence),
        Table("", LOADS, [(row.name, row.cells) for row in found.illustrations]),
        Remark(found.productivity),
        view,
        Table(f"{shown.name}: an illustration", MEETINGS, shown.meetings),
        Offer("use_meetings", "Use these meetings", shown.changes),
    )
