"""A decision as the command line gives it: one sentence, its numbers, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.engine.simulate import run
from model.problems import Problem, ScenarioError, suggest
from model.questions.headcount import Headcount, ask
from model.questions.headcount.decision import Decision
from model.questions.headcount.flip_point import AT_RISK
from model.questions.headcount.staffing_options import CHOSEN, Move, Staffing, fewest, with_a_team
from model.scenario import Scenario, Segment
from model.trace import Quantity, as_text
from model.wording import formatted, short


def headcount(scenario: Scenario, change: float, month: int, name: str | None = None) -> Headcount:
    """So many CSMs more (or fewer) from a month on: in this segment, or in the first that has a fixed team.

    Raises ScenarioError where there is nobody to decide about.
    """
    segment = _segment(scenario, name)
    if month > scenario.horizon_months:
        remedy = f"name a month from 1 to {scenario.horizon_months}"
        raise _refused("--from-month", f"is {month}, after the last month of the horizon", remedy)
    if (team := fewest(segment, month)) + change < 0:
        raise _refused("--cut", f"is {short(-change)}, and {segment.name} has {short(team)} CSMs", "cut fewer")
    place = scenario.segments.index(segment)
    return ask(run(scenario), place, CHOSEN, [Move(segment.name, change, month)])


def as_json(answer: Headcount) -> dict[str, Any]:
    """What is undefined is None, with the code of its reason under "reasons"."""
    decision, flips = _decided(answer)
    (share,), reasons = decision.shares, dict[str, str]()
    last = answer.trace.months
    horizons = {str(months): dict(zip(("saving", "loss", "net"), _values(cells), strict=True))
                for months, cells in answer.horizons}  # fmt: skip
    without = float(answer.trace.summary("profit").value)
    return {
        "scenario": answer.trace.scenario.name,
        "segment": share.name,
        "horizon_months": last,
        "sentence": as_text(answer.sentence, answer.trace.scenario.currency),
        "saving": decision.saved.value,
        "loss": decision.lost.value,
        "net": decision.net.value,
        "crossing_month": _month(decision.crossing, reasons),
        "break_even": {
            "path": f"{share.name}.{AT_RISK}",
            "value": _value(flips, "break_even.value", reasons),
        },
        "company": {
            "profit": without + horizons[str(last)]["net"],
            "profit_without": without,
            **horizons[str(last)],
            "horizons": horizons,
        },
        "reasons": reasons,
    }


def as_lines(answer: Headcount) -> str:
    """The sentence, and the amounts over each horizon below it."""
    currency = answer.trace.scenario.currency
    lines = [as_text(answer.sentence, currency), ""]
    for months, cells in answer.horizons:
        saving, loss, net = (formatted(value, "money", currency) for value in _values(cells))
        lines.append(f"{months} months: saving {saving}, lost business {loss}, change of profit {net}")
    return "\n".join(lines) + "\n"


def staffing(answer: Headcount) -> tuple[str, Staffing]:
    """The segment that is decided about, and its staff changes with the decision."""
    option = _decided(answer)[0].option
    (name,) = option.segments
    return name, option.made[name]


def _segment(scenario: Scenario, name: str | None) -> Segment:
    teams, names = with_a_team(scenario), [segment.name for segment in scenario.segments]
    if name is not None and name not in names:
        raise _refused("--segment", f"is {name!r}, which this scenario does not have", suggest(name, names))
    wanted = [segment for segment in teams if name in (None, segment.name)]
    if not wanted:
        who = "no segment has" if name is None else f"{name} does not have"
        raise _refused("headcount", f"cannot be decided: {who} a fixed team", 'set staffing to "fixed"')
    return wanted[0]


def _refused(flag: str, problem: str, remedy: str) -> ScenarioError:
    return ScenarioError([Problem(flag, "", problem, remedy)])


def _decided(answer: Headcount) -> tuple[Decision, Quantity]:
    assert answer.decision is not None
    assert answer.flips is not None
    return answer.decision, answer.flips[0].at


def _month(crossing: Quantity, reasons: dict[str, str]) -> int | None:
    value = _value(crossing, "crossing_month", reasons)
    return None if value is None else round(value)


def _value(quantity: Quantity, path: str, reasons: dict[str, str]) -> float | None:
    if quantity.reason is None:
        return quantity.value
    reasons[path] = quantity.reason
    return None


def _values(cells: Sequence[Quantity]) -> list[float]:
    return [cell.value + 0.0 for cell in cells]  # tells -0 as 0
