"""The ways in which service acts on a book, each with the inputs that switch it off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.scenario import Segment


@dataclass(frozen=True)
class Mechanism:
    """A way in which service acts on a book, and the inputs that switch it off.

    With a `response` accounts themselves act otherwise when they get less service; without one only hours are lost.
    """

    key: str
    label: str
    off: Mapping[str, float]
    response: bool = True

    def acts(self, segment: Segment) -> bool:
        """Whether any of its inputs is other than off."""
        return any(getattr(segment, name) != value for name, value in self.off.items())


MECHANISMS = (
    Mechanism("churn", "Churn", {"retention_at_risk": 0.0}),
    Mechanism("expansion", "Expansion", {"expansion_without_csm": 1.0}),
    Mechanism("terms", "Shorter contracts", {"month_to_month_shift": 0.0}),
    Mechanism("leavers", "CSMs leaving", {"csm_attrition": 0.0, "overload_attrition": 0.0}, response=False),
    Mechanism("fires", "Firefighting", {"firefighting_hours": 0.0}, response=False),
)


def acting(segments: Iterable[Segment]) -> list[Mechanism]:
    """The mechanisms that are switched on in any of these segments."""
    segments = list(segments)
    return [mechanism for mechanism in MECHANISMS if any(map(mechanism.acts, segments))]
