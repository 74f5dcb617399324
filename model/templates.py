"""Meetings to start from: one template for each touch, none of them published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from model.parameters import Meeting
from model.text import packaged_toml


@dataclass(frozen=True)
class Template:
    """An illustration of the meetings that an account gets at this touch; `bands` are published loads to compare."""

    touch: str
    bands: tuple[str, ...]
    meetings: tuple[Meeting, ...]

    @property
    def name(self) -> str:
        """'High touch'."""
        return f"{self.touch.capitalize()} touch"

    @property
    def hours(self) -> float:
        """Hours of its meetings per account and year, preparation included."""
        return sum(row.per_year * (row.hours + row.prep_hours) for row in self.meetings)


@cache
def templates() -> tuple[Template, ...]:
    """From the most touch to the least.

    >>> [(template.touch, round(template.hours, 6)) for template in templates()]
    [('high', 72.8), ('mid', 20.8), ('low', 10.1), ('tech', 2.0)]
    """
    return tuple(
        Template(entry["touch"], tuple(entry["bands"]), tuple(Meeting.model_validate(row) for row in entry["meetings"]))
        for entry in packaged_toml("templates.toml")["template"]
    )
