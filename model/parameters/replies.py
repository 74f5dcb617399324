"""What is answered to those who will attack the result: a table of its own in a scenario file, which moves no figure."""

# fmt: off
from __future__ import annotations

from typing import Any

from model.parameters.company import Text
from model.parameters.declare import Declared, declare

LONGEST = 300  # characters: as much as a slide has room for below the question


def _reply(label: str, help: str) -> Any:
    return declare(label, help, unit="text", group="Replies", kind="text", default="", length=(0, LONGEST))


class Replies(Declared):
    """One answer to each question that a CFO asks first; memo and slides show it below the question."""

    unsourced: Text = _reply("Answer: sources", "Why the assumptions without a source may be relied on.")
    limits: Text = _reply("Answer: limits", "Why figures close to their guidelines are all right.")
    confidence: Text = _reply("Answer: confidence", "How sure you are, and why.")
    nothing: Text = _reply("Answer: doing nothing", "Why doing nothing is not the better choice.")
    horizons: Text = _reply("Answer: other horizons", "Why this horizon is the right one to judge by.")
