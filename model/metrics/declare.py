"""How an output is declared: one entry per measure, read by results, screens, docs and exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from model.wording import format_of

Good = Literal["up", "down", "neither"]
Scope = Literal["segment", "total", "both"]


@dataclass(frozen=True)
class Metric:
    """One measure. `needs` names what the engine must keep for it; `formula` is LaTeX."""

    name: str
    label: str
    unit: str
    definition: str
    formula: str
    good: Good = "neither"
    scope: Scope = "both"
    needs: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """How a value is written: money, share, month, months, ratio or count."""
        return format_of(self.unit)

    @property
    def whole(self) -> bool:
        """Whether a value is a month by its number."""
        return self.format == "month"

    @property
    def in_total(self) -> bool:
        return self.scope != "segment"

    @property
    def in_segments(self) -> bool:
        return self.scope != "total"


def by_name(*metrics: Metric) -> dict[str, Metric]:
    """The metrics by name, in their order."""
    return {metric.name: metric for metric in metrics}
