"""A decision on headcount as charts: what it saves and loses, what service it leaves, and where it pays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model import months
from model.answers import SCENARIO, Asked, Axis, Band, Bar, Bars, Dot, Grid, Lines, Mark, Piece, Role, Series, Tick
from model.answers.paths import compared
from model.engine.batch import Array
from model.metrics import MONTHLY
from model.parameters import SEGMENT
from model.questions.headcount.decision import Decision
from model.questions.headcount.decision_words import flipping
from model.questions.headcount.flip_point import ALONE, AT_RISK, Flip, Map
from model.trace import Quantity
from model.wording import formatted, minus, percent, short

Found = Mapping[str, Decision]  # the same decision in each result, by the result's name
LOAD, COVERAGE, ENGAGEMENT = (MONTHLY[name] for name in ("load", "coverage", "engagement"))
WITHOUT = "Coverage without it"
NEEDED, TEAM, TEAM_WITHOUT = "Needed", "Team has", "Team without it"
ENOUGH = 1e-9  # of the hours needed: fewer missing than this is rounding


def by_month(asked: Asked, found: Found) -> Lines:
    """What a cut saves and loses in each month, or what a hire gains and costs."""
    (first, second), names = _paths(found[SCENARIO]), _names(found[SCENARIO])
    return Lines(
        title="What it saves, and what it costs", unit="money/month", series=_series(asked, found, summed=False),
        finding=(f"In {_month(asked, len(first))}: {_ends(asked, names, first, second)}.",),
        bands=(Band(second, np.fmax(first, second), "whatif"),),
    )  # fmt: skip


def summed_up(asked: Asked, found: Found) -> Lines:
    """What is saved and lost so far, with the month in which the lines cross."""
    decision = found[SCENARIO]
    (first, second), names = map(np.cumsum, _paths(decision)), _names(decision)
    sentence = f"By {_month(asked, len(first))}: {_ends(asked, names, first, second)}"
    crossing, marks = decision.crossing, list[Mark]()
    if not crossing.reason:
        month = round(crossing.value)
        sentence += f"; the lines cross in {_month(asked, month)}"
        marks.append(
            Mark(month, float(first[month - 1]), f"they cross in {_month(asked, month)}", "ink", short="they cross")
        )
    for name, other in _others(found):
        if not other.crossing.reason:
            sentence += f" ({name}: {_month(asked, round(other.crossing.value))})"
    return Lines(
        title="Saved and lost so far", unit="money", finding=(f"{sentence}.",),
        series=_series(asked, found, summed=True), bands=(Band(second, np.fmax(first, second), "whatif"),), marks=marks,
    )  # fmt: skip


def waterfall(asked: Asked, found: Found) -> Bars:
    """Why profit changes: a step for each cause, from the profit without the decision to the profit with it."""
    decision = found[SCENARIO]
    level, bars = decision.without.value, [_end("Profit without it", decision.without)]
    for step in decision.steps:
        amount = step.amount.value
        words = minus(f"{'+' if amount > 0 else ''}{short(amount)}")
        role: Role = "whatif" if amount >= 0 else "loss"
        bars.append(Bar(step.label, (Piece(step.label, level, level + amount, role, tooltip=words),), amount=words))
        level += amount
    return Bars(
        title="Why profit changes", unit="money", finding=(_of_steps(asked, found),),
        bars=(*bars, _end("Profit with it", decision.profit)), from_zero=False, pointer=("Step", "Change"), tall="low",
    )  # fmt: skip


def service(asked: Asked, found: Found) -> Lines:
    """Load, coverage and engagement with the decision, and the coverage without it."""
    given = found[SCENARIO].of_segment(asked.segment_name)
    paths, without = given.paths, given.paths_without["coverage"]
    load = np.where(np.isinf(paths["load"]), np.nan, paths["load"])
    return Lines(
        title="Load, coverage and engagement", unit=LOAD.unit, beside="1 is enough hours for all",
        finding=(_of_coverage(asked, found),), letters=len(WITHOUT), cut=True,
        series=(
            Series(LOAD.label, load, "ink", words=LOAD.label),
            Series(COVERAGE.label, paths["coverage"], "whatif", words=COVERAGE.label, unit=COVERAGE.unit),
            Series(ENGAGEMENT.label, paths["engagement"], "quiet", words=ENGAGEMENT.label, unit=ENGAGEMENT.unit),
            Series(WITHOUT, without, "baseline", words=WITHOUT, unit=COVERAGE.unit),
        ),
    )  # fmt: skip


def team_hours(asked: Asked, found: Found) -> Lines:
    """Hours that accounts need, and hours that CSMs have with the decision and without it."""
    given = found[SCENARIO].of_segment(asked.segment_name)
    needed, team = given.needed, given.paths["capacity_hours"]
    return Lines(
        title="Hours needed, and hours the team has", unit="hours", beside="hours a month", tall="low",
        finding=(_of_hours(asked, found, needed, team),), letters=len(TEAM_WITHOUT), cut=True,
        series=(
            Series(NEEDED, needed, "whatif", words=NEEDED), Series(TEAM, team, "ink", words=TEAM),
            Series(TEAM_WITHOUT, given.paths_without["capacity_hours"], "baseline", words=TEAM_WITHOUT),
        ),
    )  # fmt: skip


def flip_map(pays: Map, turns: tuple[Flip, Flip]) -> Grid:
    """Whether it pays, over what full service is worth in retention and in expansion."""
    at_risk, alone = pays.current
    return Grid(
        title="When it would pay", unit="money", beside="change of profit",
        finding=(_of_map(pays),), remark=flipping(*turns), tall="high",
        x=Axis("share", SEGMENT[AT_RISK].label), y=Axis("share", SEGMENT[ALONE].label), columns=pays.at_risk,
        lines=pays.alone, values=pays.cells, label="Change of profit", border=pays.border, border_words="border",
        dots=(Dot(at_risk, alone, "ink", words="yours"),),
    )  # fmt: skip


def _others(found: Found) -> list[tuple[str, Decision]]:
    return [(name, decision) for name, decision in found.items() if name != SCENARIO]


def _paths(decision: Decision) -> tuple[Array, Array]:
    """What speaks for the decision and what against: saving and loss of a cut, gain and cost of a hire."""
    if decision.kind == "hire":
        return 0.0 - decision.loss, 0.0 - decision.saving
    return decision.saving, decision.loss


def _names(decision: Decision) -> tuple[str, str]:
    return ("Gain", "Cost") if decision.kind == "hire" else ("Saving", "Loss")


def _series(asked: Asked, found: Found, *, summed: bool) -> list[Series]:
    """Both paths, and what the same decision does through service in each other result."""

    def paths(decision: Decision) -> list[Array]:
        return [np.cumsum(path) if summed else path for path in _paths(decision)]

    decision, roles = found[SCENARIO], tuple[Role, Role](("whatif", "loss"))
    drawn, names, pointer_labels = paths(decision), _names(decision), ("Saving, or gain", "Loss, or cost")
    series = [
        Series(name, path, role, words=f"{name} {minus(short(float(path[-1])))}", tooltip=label)
        for name, path, role, label in zip(names, drawn, roles, pointer_labels, strict=True)
    ]
    through_service = 0 if decision.kind == "hire" else 1
    for name in asked.others:
        other = found.get(name)
        known = paths(other)[through_service] if other and other.kind == decision.kind else None
        series.append(Series(name.capitalize(), compared(drawn[through_service], known), "baseline"))
    return series


def _ends(asked: Asked, names: tuple[str, str], first: Array, second: Array) -> str:
    amounts = [formatted(float(path[-1]), "money", asked.scenario.currency) for path in (first, second)]
    return f"{names[0].lower()} {amounts[0]}, {names[1].lower()} {amounts[1]}"


def _month(asked: Asked, number: int) -> str:
    return months.name(number, asked.scenario.start)


def _end(name: str, profit: Quantity) -> Bar:
    return Bar(name, ticks=(Tick(profit.value, "ink"),), amount=minus(short(profit.value)))


def _of_steps(asked: Asked, found: Found) -> str:
    """The two profits, and the largest step between them beside pay."""
    decision, currency = found[SCENARIO], asked.scenario.currency

    def amount(quantity: Quantity) -> str:
        return formatted(quantity.value, "money", currency)

    sentence = f"Profit goes from {amount(decision.without)} to {amount(decision.profit)}"
    if len(decision.steps) > 1:
        largest = max(decision.steps[1:], key=lambda step: abs(step.amount.value))
        sentence += f"; beside pay, {largest.label.lower()} counts most: {amount(largest.amount)}"
    for name, other in _others(found):
        sentence += f" ({name}: a change of {amount(other.net)})"
    return f"{sentence}."


def _of_coverage(asked: Asked, found: Found) -> str:
    given = found[SCENARIO].of_segment(asked.segment_name)
    coverage, without = given.paths["coverage"], given.paths_without["coverage"]
    low = int(coverage.argmin())
    if coverage[low] >= 1 and without.min() >= 1:
        return "Every account gets all its hours in every month, either way."
    whose = _whose(asked, found, "coverage")
    sentence = f"{whose} is lowest in {_month(asked, low + 1)}, at {percent(float(coverage[low]))}"
    sentence += f"; without the decision it never falls below {percent(float(without.min()))}"
    for name, decision in _others(found):
        lowest = float(decision.of_segment(asked.segment_name).paths["coverage"].min())
        if not np.isclose(lowest, coverage[low]):
            sentence += f" ({name}: {percent(lowest)})"
    return f"{sentence}."


def _whose(asked: Asked, found: Found, noun: str) -> str:
    """'Mid-market coverage' among several segments, else 'Coverage'."""
    several = len(asked.scenario.segments) > 1
    return f"{found[SCENARIO].nearest(asked.segment_name)} {noun}" if several else noun.capitalize()


def _of_hours(asked: Asked, found: Found, needed: Array, team: Array) -> str:
    lacking, count = np.flatnonzero(team < needed * (1 - ENOUGH)), len(needed)
    sentence = f"{_whose(asked, found, 'accounts')} need {short(float(needed[-1]))} hours in {_month(asked, count)}"
    sentence += f"; the team has {short(float(team[-1]))}"
    if not len(lacking):
        return f"{sentence}. No month is short."
    if len(lacking) == count:
        return f"{sentence}. Every month is short."
    first = _month(asked, int(lacking[0]) + 1)
    return f"{sentence}. {len(lacking)} of {count} months are short, from {first}."


def _of_map(pays: Map) -> str:
    it = "it pays" if pays.current_gain > 0 else "it does not pay"
    sentence = f"At your {percent(pays.current[0])} and {percent(pays.current[1])} {it}"
    if not pays.border:
        return f"{sentence}, as everywhere on this map."
    (first, _), (last, _) = pays.border[0], pays.border[-1]
    low, high = percent(min(first, last)), percent(max(first, last))
    spread = low if low == high else f"{low} to {high}"
    return f"{sentence}; the border lies at {spread} retention at risk."
