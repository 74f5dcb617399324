"""The response at which a decision on headcount stops, or starts, to pay: what full service must be worth.

A decision over several segments is tried with the same response in each of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from model.engine.batch import STAFF_CHANGES, Array
from model.engine.summary import ZERO
from model.parameters import SEGMENT
from model.questions.headcount.decision import CALLED, Decision
from model.questions.headcount.staffing_options import PAGE, StaffingOption
from model.scenario import STARTING_LIMITS
from model.trace import Quantity, Trace
from model.whatif import Difference, Row, Rows, Search, Side, Sought, WhatIf, grid, seek, with_and_without

AT_RISK, ALONE = "retention_at_risk", "expansion_without_csm"
LABELS = {AT_RISK: "Break-even", ALONE: "Break-even of expansion"}
GRID, ROUNDS = 41, 1  # numbers tried over the whole range, and how often more within the bracket
ACROSS, UP = 33, 17  # places of the map
ROOM = 1.25  # of the map beyond the border and the current value


@dataclass(frozen=True)
class Flip:
    """The value of an input at which the decision flips, nearest to no response, and whether it pays without any."""

    at: Quantity
    pays_without: bool


@dataclass(frozen=True, eq=False)
class Map:
    """Change of profit over retention at risk (columns) and expansion without CSM (rows), and where it is nothing.

    `border` are the points, (retention at risk, expansion without CSM), between which it changes its sign.
    """

    at_risk: Array
    alone: Array
    gain: Array
    border: tuple[tuple[float, float], ...]
    current: tuple[float, float]
    current_gain: float

    @property
    def cells(self) -> Array:
        """Change of profit between four neighbours: the mean of theirs."""
        gain = self.gain
        corners: Array = (gain[:-1, :-1] + gain[:-1, 1:] + gain[1:, :-1] + gain[1:, 1:]) / 4
        return corners


def flips(trace: Trace, option: StaffingOption) -> tuple[Flip, Flip]:
    """The smallest retention at risk and the largest expansion without CSM at which a decision flips.

    Both are searched in the same batches, each from no response on.
    """

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Array, Sequence[tuple[Row, Row]]]:
        made, otherwise = _ran(trace, option, whatifs)
        gain, size = made.values("profit") - otherwise.values("profit"), made.values("revenue")
        size = size + np.abs(made.values("profit")) + np.abs(otherwise.values("profit"))
        return np.where(np.abs(gain) <= ZERO * size, 0.0, gain), list(zip(made, otherwise, strict=True))

    most = max(_most(trace, name) for name in option.segments)
    tried = {AT_RISK: most * np.linspace(0, 1, GRID) ** 2,  # closer to each other near nothing
             ALONE: np.linspace(1, 0, GRID)}  # fmt: skip
    searches = (Search(values.tolist(), partial(_at, trace, option, path), ROUNDS) for path, values in tried.items())
    at_risk, alone = (_flip(option, path, sought) for path, sought in zip(tried, seek(tries, *searches), strict=True))
    return at_risk, alone


def map_of(trace: Trace, decision: Decision, at_risk: Flip) -> Map:
    """What a decision in one segment changes in profit over both inputs, in one batch."""
    option = decision.option
    (name,) = option.segments
    segment = trace.scenario.segment(name)
    current = (segment.retention_at_risk, segment.expansion_without_csm)
    plausible = SEGMENT[AT_RISK].plausible or (0.0, 1.0)
    border = 0.0 if at_risk.at.reason else at_risk.at.value
    top = min(_most(trace, name), max(plausible[1], ROOM * current[0], ROOM * border))
    columns, rows = np.linspace(0, top, ACROSS), np.linspace(0, 1, UP)

    def tries(whatifs: Sequence[WhatIf]) -> tuple[Array, Sequence[WhatIf]]:
        made, otherwise = _ran(trace, option, whatifs)
        return made.values("profit") - otherwise.values("profit"), whatifs

    found = grid(tries, (f"{name}.{AT_RISK}", columns.tolist()), (f"{name}.{ALONE}", rows.tolist()))
    return Map(columns, rows, found.values, found.border, current, decision.net.value)


def _at(trace: Trace, option: StaffingOption, path: str, value: float) -> WhatIf:
    """The scenario with this value in each segment of the decision, or with the most the segment can have."""
    most = {name: _most(trace, name) if path == AT_RISK else 1.0 for name in option.segments}
    return WhatIf({f"{name}.{path}": min(value, most[name]) for name in option.segments})


def _ran(trace: Trace, option: StaffingOption, whatifs: Sequence[WhatIf]) -> tuple[Rows, Rows]:
    """The segment with the decision and without it; the company where it touches several."""
    with_it, without = (
        WhatIf({f"{name}.{STAFF_CHANGES}": rows for name, rows in staffing.items()})
        for staffing in (option.made, option.otherwise)
    )
    made, otherwise = with_and_without(trace.scenario, whatifs, with_it, without, summary=("profit", "revenue"),
                                       by_segment=True, called=CALLED)  # fmt: skip
    if len(option.segments) > 1:
        return made, otherwise
    (name,) = option.segments
    return made.of_segment(name), otherwise.of_segment(name)


def _most(trace: Trace, name: str) -> float:
    """The most retention that service can be worth: all of CR6, or as far as the scenario's rules allow."""
    segment = trace.scenario.segment(name)
    least = {name: low for name, low, _ in STARTING_LIMITS} if trace.scenario.expansion_base == "starting" else {}
    monthly = least.get("monthly_terms_retention", 0.0) ** segment.renewal_months if segment.renewal_months else 0.0
    kept = max(least.get("unserved_retention", 0.0), monthly if segment.month_to_month_retention is None else 0.0)
    return max(0.0, segment.retention_rate - kept)


def _flip(option: StaffingOption, name: str, sought: Sought[tuple[Row, Row]]) -> Flip:
    pays_without = sought.tried[0].amount > 0
    if not sought.roots:
        return Flip(_named(option, name, Quantity(math.nan, reason="never_flips")), pays_without)
    low, high = (
        _side(option, name, side, words)
        for side, words in zip(sought.roots[0].sides, ("just before it", "just beyond it"), strict=True)
    )
    return Flip(_named(option, name, _crossing(*low, *high)), pays_without)


def _side(option: StaffingOption, name: str, side: Side[tuple[Row, Row]], words: str) -> tuple[Quantity, Quantity]:
    """A value that was tried, and the change of profit there."""
    key, (made, otherwise) = f"{PAGE}.{option.key}.flip.{name}.{words}", side.row
    with_it, without = (
        made.called(f"with it, {words}", f"{key}.with"),
        otherwise.called(f"without it, {words}", f"{key}.without"),
    )
    change = Difference(with_it, without, key=key).summary("profit", f"Change of profit {words}", "")
    return Quantity(side.value, SEGMENT[name].unit, f"Tried {words}", evidence=(change,)), change


def _named(option: StaffingOption, name: str, found: Quantity) -> Quantity:
    parameter, which = SEGMENT[name], "smallest" if name == AT_RISK else "largest"
    return found.named(
        f"{PAGE}.{option.key}.flips_at.{name}", LABELS[name], unit=parameter.unit,
        definition=f"The {which} {parameter.label.lower()} at which the decision begins or ceases to pay, all else "
        "unchanged. Found by trying values over the whole range, then between the two where the change of profit "
        "changes its sign.",
    )  # fmt: skip


def _crossing(low: Quantity, at_low: Quantity, high: Quantity, at_high: Quantity) -> Quantity:
    """Where the change of profit is nothing, on a straight line between two values close to each other."""
    return low if at_low.value == at_high.value else low + (high - low) * (at_low / (at_low - at_high))
