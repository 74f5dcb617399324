"""Templates of meetings: illustrations beside the published loads, and the button that uses one."""

from __future__ import annotations

from model.questions.headcount.illustrations import illustrated
from ui import answer, choice, fold, offer, tables, texts
from ui.state import State

LOADS = ("Template (illustration)", "Hours an account", "Published hours", "Accounts per CSM", "Published: from", "to",
         "Published by")  # fmt: skip
MEETINGS = ("Meeting", "A year", "Hours", "Preparation", "Hours a year")


def draw(now: State) -> None:
    """Drawn when the reader opens it."""
    section = fold.section(now, "meeting_templates", "Meeting templates")
    if section is None:
        return
    with section:
        mine = now.worked_out("meeting_templates", None, lambda: illustrated(now.trace, now.opened.segment))
        texts.show(
            answer.remark(now, mine.sentence),
            tables.of(now, "", LOADS, [(one.name, one.cells) for one in mine.illustrations]),
            answer.remark(now, mine.productivity),
        )
        touch = choice.of_view(now, "template", "Template", {one.touch: one.name for one in mine.illustrations})
        shown = next(one for one in mine.illustrations if one.touch == touch)
        texts.show(tables.of(now, f"{shown.name}: an illustration", MEETINGS, shown.meetings))
        offer.button(now, "Use these meetings", "use_meetings", shown.changes)
