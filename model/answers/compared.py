"""Figures of named results beside each other: the first is shown, and how far it is from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from model.answers.words import in_short, why
from model.scenario import Scenario
from model.trace import Quantity
from model.wording import formatted, in_months, points

MOST = 5
SAME = 1e-9  # of the value: a difference smaller than this is rounding
Judgement = Literal["better", "worse", ""]


@dataclass(frozen=True)
class Compared:
    """One figure, by the name of each result that has it. `month` is when it falls in the result shown, if it does."""

    by_result: Mapping[str, Quantity]
    month: Quantity | None = None

    @property
    def shown(self) -> Quantity:
        return next(iter(self.by_result.values()))

    def differences(self, scenarios: Mapping[str, Scenario]) -> list[tuple[str, Judgement]]:
        """How it differs from that of each other result, in words, and whether that is better."""
        shown, *others = self.by_result
        return [
            _difference(self.by_result[shown], self.by_result[name], name, scenarios[shown], scenarios[name])
            for name in others
        ]


def compared(
    figures: Mapping[str, Sequence[Quantity]], months: Mapping[str, Quantity] | None = None
) -> tuple[Compared, ...]:
    """The figures of the first result, at most five, each with the same of the others.

    One that has no value in any of them is left out. `months` are those in which figures fall, by the figures' keys.
    """
    shown, *others = figures
    known = {name: {figure.key: figure for figure in figures[name]} for name in others}
    found = (
        Compared(
            {shown: figure} | {name: known[name][figure.key] for name in others if figure.key in known[name]},
            (months or {}).get(figure.key),
        )
        for figure in figures[shown]
    )
    return tuple(each for each in found if any(figure.reason is None for figure in each.by_result.values()))[:MOST]


def _difference(
    figure: Quantity, other: Quantity, name: str, scenario: Scenario, other_scenario: Scenario
) -> tuple[str, Judgement]:
    """The difference with its sign, and whether it is better; where a value is missing, what the other result has."""
    if figure.reason or other.reason:
        if figure.reason == other.reason:
            return f"as in the {name}", ""
        return f"{name}: {why(other) if other.reason else in_short(other, other_scenario)}", ""
    change = figure.value - other.value
    if abs(change) <= SAME * max(abs(figure.value), abs(other.value)):
        return f"as in the {name}", ""
    return _amount(figure, change, scenario.currency), _judgement(figure, change)


def _judgement(figure: Quantity, change: float) -> Judgement:
    if figure.good == "neither":
        return ""
    return "better" if (change > 0) == (figure.good == "up") else "worse"


def _amount(figure: Quantity, change: float, currency: str) -> str:
    sign = "+" if change > 0 else "−"
    size = abs(change)
    if figure.unit == "month":
        return f"{in_months(size)} {'later' if change > 0 else 'earlier'}"
    if figure.unit.startswith("share"):
        return f"{sign}{points(size)}"
    return f"{sign}{formatted(size, figure.unit, currency)}"
