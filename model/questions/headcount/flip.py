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
    """The smallest retention at risk and the largest expansion without CSM at which a decision flips.

    Both are searched in the same batches, each from no response on.
    """
    segment = trace.scenario.segments[index]
    at_risk = _Search(AT_RISK, _most(trace, index) * np.linspace(0, 1, GRID) ** 2)  # closer to each other near nothing
    alone = _Search(ALONE, np.linspace(1, 0, GRID))
    for _ in range(1 + ROUNDS):
        others = (np.full(at_risk.tried.shape, segment.expansion_without_csm),
                  np.full(alone.tried.shape, segment.retention_at_risk))  # fmt: skip
        columns = {AT_RISK: (at_risk.tried, others[1]), ALONE: (others[0], alone.tried)}
        gains, signs = _gains(trace, segment.name, plan, {name: np.hstack(parts) for name, parts in columns.items()})
        for search, of_gains, of_signs in zip((at_risk, alone), np.split(gains, [len(at_risk.tried)]),
                                              np.split(signs, [len(at_risk.tried)]), strict=True):  # fmt: skip
            search.take(of_gains, of_signs)
    return _found(trace, segment.name, plan, at_risk), _found(trace, segment.name, plan, alone)


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
    gains = _gains(trace, name, plan, {AT_RISK: across, ALONE: up})[0]
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
    """Change of profit with the decision for each row of some inputs of a segment, and its sign (0: rounding)."""
    count = len(next(iter(columns.values())))
    twice = {f"{name}.{column}": np.tile(values, 2) for column, values in columns.items()}
    staff = [plan.made] * count + [plan.otherwise] * count
    batch = Batch(trace.scenario, twice | {f"{name}.{STAFF_CHANGES}": staff})
    figures = run_batch(batch, summary=("profit", "revenue"), by_segment=True).segments[name].summary
    made, otherwise = np.split(figures["profit"].values, 2)
    sizes = np.abs(made) + np.abs(otherwise) + figures["revenue"].values[:count]
    gain = made - otherwise
    return gain, np.where(np.abs(gain) <= ZERO * sizes, 0.0, np.sign(gain))


class _Search:
    """For the value of one input at which the sign of a decision changes: between which two it lies."""

    def __init__(self, name: str, tried: Array) -> None:
        self.name, self.tried = name, tried
        self.start: float | None = None
        self.between: tuple[tuple[float, float], tuple[float, float]] | None = None  # (value, change of profit) of both

    def take(self, gains: Array, signs: Array) -> None:
        """What the values tried gave; from then on those between the two where the sign changes are tried."""
        self.start = float(signs[0]) if self.start is None else self.start
        others = np.flatnonzero(signs != self.start)
        if len(others) and self.tried[0] != self.tried[-1]:
            place = int(others[0])
            low, high = ((float(self.tried[at]), float(gains[at])) for at in (place - 1, place))
            self.between, self.tried = (low, high), np.linspace(low[0], high[0], PARTS)


def _found(trace: Trace, segment: str, plan: Plan, search: _Search) -> Flip:
    pays_without = bool(search.start and search.start > 0)
    if search.between is None:
        return Flip(_named(plan, search.name, Quantity(math.nan, reason="never_flips")), pays_without)
    low, high = (
        _side(trace, f"{segment}.{search.name}", plan, *side, words)
        for side, words in zip(search.between, ("just before it", "just beyond it"), strict=True)
    )
    return Flip(_named(plan, search.name, _crossing(*low, *high)), pays_without)


def _side(trace: Trace, path: str, plan: Plan, value: float, gain: float, words: str) -> tuple[Quantity, Quantity]:
    """A value that was tried, and the change of profit there: traced through two runs when somebody asks."""
    segment, _, name = path.rpartition(".")
    key = f"{PAGE}.{plan.key}.flip.{name}.{words}"

    def origin() -> Quantity:
        changes = [{f"{segment}.{STAFF_CHANGES}": rows, path: value} for rows in (plan.made, plan.otherwise)]
        variants = Variants(trace.scenario, changes, summary=("profit",), by_segment=True)
        made, otherwise = (
            variants.summary("profit", row, f"{key}.{row}", f"Profit {with_it} it, {words}", segment)
            for row, with_it in enumerate(("with", "without"))
        )
        return made - otherwise

    change = Quantity(gain, "money", f"Change of profit {words}", key, good="up", origin=origin)
    return Quantity(value, SEGMENT[name].unit, f"Tried {words}", evidence=(change,)), change


def _named(plan: Plan, name: str, found: Quantity) -> Quantity:
    parameter, which = SEGMENT[name], "smallest" if name == AT_RISK else "largest"
    return found.named(
        f"{PAGE}.{plan.key}.flips_at.{name}", f"{parameter.label} at which it flips", unit=parameter.unit,
        definition=f"The {which} value at which the decision begins or ceases to pay, all else as it is. Found by "
        "trying values over the whole range, then between the two where the change of profit changes its sign.",
    )  # fmt: skip


def _crossing(low: Quantity, at_low: Quantity, high: Quantity, at_high: Quantity) -> Quantity:
    """Where the change of profit is nothing, on a straight line between two values close to each other."""
    return low if at_low.value == at_high.value else low + (high - low) * (at_low / (at_low - at_high))
