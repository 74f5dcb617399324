"""The response at which a decision on head count stops, or starts, to pay: what full service must be worth."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from model.batch import STAFF_CHANGES, Array, Batch
from model.parameters import SEGMENT
from model.questions.headcount.decision import Decision
from model.questions.headcount.plans import PAGE, Plan
from model.scenario import STARTING_LIMITS, Scenario
from model.simulate import run_batch
from model.summary import ZERO
from model.trace import Quantity, Trace, Variants

AT_RISK, ALONE = "retention_at_risk", "expansion_without_csm"
GRID, PARTS, ROUNDS = 41, 33, 2  # numbers tried over the whole range, then within the bracket, and how often
ACROSS, UP = 33, 17  # places of the map
ROOM = 1.25  # of the map beyond the border and the user's own


@dataclass(frozen=True)
class Flip:
    """The value of an input at which the decision flips, nearest to no response, and whether it pays without any."""

    at: Quantity
    pays_without: bool


@dataclass(frozen=True)
class Map:
    """Change of profit over retention at risk (columns) and expansion without CSM (rows), and where it is nothing.

    `border` are the points, (retention at risk, expansion without CSM), between which it changes its sign.
    """

    scenario: Scenario
    at_risk: Array
    alone: Array
    gain: Array
    border: tuple[tuple[float, float], ...]
    own: tuple[float, float]
    own_gain: float


def flips(trace: Trace, index: int, plan: Plan) -> tuple[Flip, Flip]:
    """The smallest retention at risk and the largest expansion without CSM at which a decision flips."""
    return _Search(trace, index, plan).at_risk(), _Search(trace, index, plan).alone()


def map_of(trace: Trace, index: int, decision: Decision, at_risk: Flip) -> Map:
    """The decision over both inputs, in one batch."""
    segment, plan = trace.scenario.segments[index], decision.plan
    own = (segment.retention_at_risk, segment.expansion_without_csm)
    plausible = SEGMENT[AT_RISK].plausible or (0.0, 1.0)
    border = 0.0 if at_risk.at.reason else at_risk.at.value
    top = min(_most(trace, index), max(plausible[1], ROOM * own[0], ROOM * border))
    columns, rows = np.linspace(0, top, ACROSS), np.linspace(0, 1, UP)
    across, up = (axis.ravel() for axis in np.meshgrid(columns, rows))
    name = segment.name
    gains = _gains(trace, name, plan, {f"{name}.{AT_RISK}": across, f"{name}.{ALONE}": up})[0]
    gain = gains.reshape(UP, ACROSS)
    return Map(trace.scenario, columns, rows, gain, tuple(_border(columns, rows, gain)), own, decision.net.value)


def _border(columns: Array, rows: Array, gain: Array) -> list[tuple[float, float]]:
    """In each row the first point where the gain changes its sign, on a straight line between two places."""
    found = []
    for value, line in zip(rows.tolist(), gain, strict=True):
        changes = np.flatnonzero(np.sign(line[:-1]) * np.sign(line[1:]) < 0)
        if len(changes):
            place = int(changes[0])
            found.append((_between(columns[place], columns[place + 1], line[place], line[place + 1]), value))
    return found


def _between(low: float, high: float, at_low: float, at_high: float) -> float:
    return float(low + (high - low) * at_low / (at_low - at_high))


def _most(trace: Trace, index: int) -> float:
    """The most retention that service can be worth: all of CR6, or as far as the scenario's rules allow."""
    segment = trace.scenario.segments[index]
    least = {name: low for name, low, _ in STARTING_LIMITS} if trace.scenario.expansion_base == "starting" else {}
    monthly = least.get("monthly_terms_retention", 0.0) ** segment.renewal_months if segment.renewal_months else 0.0
    kept = max(least.get("unserved_retention", 0.0), monthly if segment.month_to_month_retention is None else 0.0)
    return max(0.0, segment.retention_rate - kept)


def _gains(trace: Trace, name: str, plan: Plan, columns: dict[str, Array]) -> tuple[Array, Array]:
    """Change of profit with the decision for each row of some inputs, and the sign of it that is no rounding."""
    count = len(next(iter(columns.values())))
    twice = {path: np.tile(values, 2) for path, values in columns.items()}
    staff = [plan.made] * count + [plan.otherwise] * count
    batch = Batch(trace.scenario, twice | {f"{name}.{STAFF_CHANGES}": staff})
    figures = run_batch(batch, summary=("profit", "revenue"), by_segment=True).segments[name].summary
    made, otherwise = np.split(figures["profit"].values, 2)
    sizes = np.abs(made) + np.abs(otherwise) + figures["revenue"].values[:count]
    gain = made - otherwise
    return gain, np.where(np.abs(gain) <= ZERO * sizes, 0.0, np.sign(gain))


class _Search:
    """For the value of one input at which the sign of a decision changes."""

    def __init__(self, trace: Trace, index: int, plan: Plan) -> None:
        self.trace, self.own, self.plan = trace, trace.by_segment[index], plan
        self.index, self.name = index, self.own.segment.name

    def at_risk(self) -> Flip:
        most = _most(self.trace, self.index)
        return self._flip(AT_RISK, most * np.linspace(0, 1, GRID) ** 2)  # closer to each other near nothing

    def alone(self) -> Flip:
        """From 1, no response, downwards."""
        return self._flip(ALONE, np.linspace(1, 0, GRID))

    def _flip(self, name: str, tried: Array) -> Flip:
        signs = self._tried(name, tried)
        start = signs[0]
        others = np.flatnonzero(signs != start)
        if tried[0] == tried[-1] or not len(others):
            return Flip(self._named(name, Quantity(math.nan, reason="never_flips")), bool(start > 0))
        place = int(others[0])
        low, high = float(tried[place - 1]), float(tried[place])
        for _ in range(ROUNDS):
            inside = np.linspace(low, high, PARTS)
            signs = self._tried(name, inside)
            place = int(np.flatnonzero(signs != start)[0])
            low, high = float(inside[place - 1]), float(inside[place])
        return Flip(self._named(name, self._crossing(name, low, high)), bool(start > 0))

    def _tried(self, name: str, values: Array) -> Array:
        """The signs of the change of profit at these values."""
        return _gains(self.trace, self.name, self.plan, {f"{self.name}.{name}": values})[1]

    def _crossing(self, name: str, low: float, high: float) -> Quantity:
        """Where the change of profit is nothing, on a straight line between two values close to each other."""
        sides = ("just before it", "just beyond it")
        before, beyond = (self._gain(name, value, words) for value, words in zip((low, high), sides, strict=True))
        if before.value == beyond.value:
            return Quantity(low, SEGMENT[name].unit, f"Tried {sides[0]}", evidence=(before, beyond))
        shown = Quantity(low, SEGMENT[name].unit, f"Tried {sides[0]}", evidence=(before,))
        step = Quantity(high - low, SEGMENT[name].unit, "From it to the one beyond", evidence=(beyond,))
        return shown + step * (before / (before - beyond))

    def _gain(self, name: str, value: float, words: str) -> Quantity:
        """The change of profit at a value of the input, traced through two runs when somebody asks."""
        key = f"{PAGE}.{self.plan.key}.flip.{name}.{words}"
        changes = [
            {f"{self.name}.{STAFF_CHANGES}": rows, f"{self.name}.{name}": value}
            for rows in (self.plan.made, self.plan.otherwise)
        ]
        variants = Variants(self.trace.scenario, changes, summary=("profit",), by_segment=True)
        made, otherwise = (
            variants.summary("profit", row, f"{key}.{row}", f"Profit {with_it} it, {words}", self.name)
            for row, with_it in enumerate(("with", "without"))
        )
        return (made - otherwise).named(key, f"Change of profit {words}", unit="money", good="up")

    def _named(self, name: str, found: Quantity) -> Quantity:
        parameter, which = SEGMENT[name], "smallest" if name == AT_RISK else "largest"
        return found.named(
            f"{PAGE}.{self.plan.key}.flips_at.{name}", f"{parameter.label} at which it flips", unit=parameter.unit,
            definition=f"The {which} value at which the decision begins or ceases to pay, all else as it is. Found by "
            "trying values over the whole range, then between the two where the change of profit changes its sign.",
        )  # fmt: skip
