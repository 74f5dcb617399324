"""What a guard-rail is."""

from __future__ import annotations

from dataclasses import dataclass

from model.trace import Sentence

ROUNDING = 1e-9
LONGEST_HORIZON = 120  # months


@dataclass(frozen=True)
class Guard:
    """A word on figures that would be misread without it: what is so, why it matters, what to read instead.

    `subject` names the measures that it is about; `segment` is None where it is about the company.
    """

    name: str
    text: Sentence
    subject: tuple[str, ...]
    segment: str | None = None
