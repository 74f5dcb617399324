"""A decision on head count as charts: what it saves and loses, what service it leaves, and where it pays."""

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
from model.questions.headcount.flip_point import ALONE, AT_RISK, Flip, Map
from model.questions.headcount.words import flipping
from model.trace import Quantity
from model.wording import in_words, minus, percent, short

Found = Mapping[str, Decision]  # the same decision in each result, by the result's name
LOAD, COVERAGE, ENGAGEMENT = (MONTHLY[name] for name in ("load", "coverage", "engagement"))
WITHOUT = "Coverage without it"
NEEDED, THERE, THERE_WITHOUT = "Needed", "There", "There without it"
ENOUGH = 1e-9  # of the hours needed: fewer missing than this is rounding


def by_month(asked: Asked, found: Found) -> Lines:
    """What a decision saves and what it loses in each month; of a hire, what it brings and what it costs."""
    (first, second), names = _paths(found[SCENARIO]), _names(found[SCENARIO])
    return Lines(
        title="At once, and through service later", unit="money/month", series=_series(asked, found, summed=False),
        finding=(f"{_ends(asked, names, first, second)} in {_month(asked, len(first))}.",),
        bands=(Band(second, np.fmax(first, second), "whatif"),),
    )  # fmt: skip


def summed_up(asked: Asked, found: Found) -> Lines:
    """The same summed up, with the month in which the one overtakes the other."""
    decision = found[SCENARIO]
    (first, second), names = map(np.cumsum, _paths(decision)), _names(decision)
    sentence = f"{_ends(asked, names, first, second)} up to {_month(asked, len(first))}"
    crossing, marks = decision.crossing, list[Mark]()
    if not crossing.reason:
        month = round(crossing.value)
        sentence += f"; they cross in {_month(asked, month)}"
        marks.append(Mark(month, float(first[month - 1]), f"overtaken in {_month(asked, month)}", "ink"))
    for name, other in _others(found):
        if not other.crossing.reason:
            sentence += f", in the {name} in {_month(asked, round(other.crossing.value))}"
    return Lines(
        title="The same, summed up", unit="money", series=_series(asked, found, summed=True), finding=(f"{sentence}.",),
        bands=(Band(second, np.fmax(first, second), "whatif"),), marks=marks,
    )  # fmt: skip


def waterfall(asked: Asked, found: Found) -> Bars:
    """From the profit without the decision to that with it, a step for each cause; the steps add up."""
    decision = found[SCENARIO]
    level, bars = decision.without.value, [_end("Profit without it", decision.without)]
    for step in decision.steps:
        amount = step.amount.value
        words = minus(f"{'+' if amount > 0 else ''}{short(amount)}")
        role: Role = "whatif" if amount >= 0 else "loss"
        bars.append(Bar(step.label, (Piece(step.label, level, level + amount, role, told=words),), amount=words))
        level += amount
    return Bars(
        title="From the profit without it to the profit with it", unit="money", finding=(_of_steps(asked, found),),
        bars=(*bars, _end("Profit with it", decision.profit)), from_zero=False, pointer=("Step", "Change"), tall="low",
    )  # fmt: skip


def service(asked: Asked, found: Found) -> Lines:
    """Load, coverage and engagement with the decision, and the coverage without it."""
    paths, without = found[SCENARIO].paths, found[SCENARIO].paths_without["coverage"]
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
    """Hours that accounts need, and those that CSMs have with the decision and without it."""
    decision = found[SCENARIO]
    needed, there = decision.needed, decision.paths["capacity_hours"]
    return Lines(
        title="Hours needed and there", unit="hours", beside="hours a month", tall="low",
        finding=(_of_hours(asked, needed, there),), letters=len(THERE_WITHOUT), cut=True,
        series=(
            Series(NEEDED, needed, "whatif", words=NEEDED), Series(THERE, there, "ink", words=THERE),
            Series(THERE_WITHOUT, decision.paths_without["capacity_hours"], "baseline", words=THERE_WITHOUT),
        ),
    )  # fmt: skip


def flip_map(pays: Map, turns: tuple[Flip, Flip]) -> Grid:
    """Whether it pays, over what full service is worth in retention and in expansion."""
    at_risk, alone = pays.own
    return Grid(
        title="Where it pays, by what service is worth", unit="money", beside="change of profit",
        finding=(_of_map(pays),), remark=flipping(*turns), tall="high",
        x=Axis("share", SEGMENT[AT_RISK].label), y=Axis("share", SEGMENT[ALONE].label), columns=pays.at_risk,
        lines=pays.alone, values=pays.cells, label="Change of profit", border=pays.border, border_words="border",
        dots=(Dot(at_risk, alone, "ink", words="yours"),),
    )  # fmt: skip


def _others(found: Found) -> list[tuple[str, Decision]]:
    return [(name, decision) for name, decision in found.items() if name != SCENARIO]


def _paths(decision: Decision) -> tuple[Array, Array]:
    """What speaks for it and what against: saving and loss, of a hire its gain and its cost."""
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
    drawn, names, told = paths(decision), _names(decision), ("Saving, or gain", "Loss, or cost")
    series = [
        Series(name, path, role, words=f"{name} {minus(short(float(path[-1])))}", told=label)
        for name, path, role, label in zip(names, drawn, roles, told, strict=True)
    ]
    through_service = 0 if decision.kind == "hire" else 1
    for name in asked.others:
        other = found.get(name)
        known = paths(other)[through_service] if other and other.kind == decision.kind else None
        series.append(Series(name.capitalize(), compared(drawn[through_service], known), "baseline"))
    return series


def _ends(asked: Asked, names: tuple[str, str], first: Array, second: Array) -> str:
    amounts = [in_words(float(path[-1]), "money", asked.scenario.currency) for path in (first, second)]
    return f"{names[0]} {amounts[0]} and {names[1].lower()} {amounts[1]}"


def _month(asked: Asked, number: int) -> str:
    return months.name(number, asked.scenario.start)


def _end(name: str, profit: Quantity) -> Bar:
    return Bar(name, ticks=(Tick(profit.value, "ink"),), amount=minus(short(profit.value)))


def _of_steps(asked: Asked, found: Found) -> str:
    decision, currency = found[SCENARIO], asked.scenario.currency

    def amount(quantity: Quantity) -> str:
        return in_words(quantity.value, "money", currency)

    steps = ", ".join(f"{step.label} {amount(step.amount)}" for step in decision.steps)
    sentence = f"Profit goes from {amount(decision.without)} to {amount(decision.profit)}: {steps}"
    for name, other in _others(found):
        sentence += f"; in the {name} the same decision changes it by {amount(other.net)}"
    return f"{sentence}."


def _of_coverage(asked: Asked, found: Found) -> str:
    coverage, without = found[SCENARIO].paths["coverage"], found[SCENARIO].paths_without["coverage"]
    low = int(coverage.argmin())
    if coverage[low] >= 1 and without.min() >= 1:
        return "Every account gets its hours in every month, with the decision and without it."
    sentence = (
        f"Coverage is lowest in {_month(asked, low + 1)}, at {percent(float(coverage[low]))}; without the decision its "
        f"lowest is {percent(float(without.min()))}"
    )
    for name, decision in _others(found):
        lowest = float(decision.paths["coverage"].min())
        if not np.isclose(lowest, coverage[low]):
            sentence += f", and with it in the {name} {percent(lowest)}"
    return f"{sentence}."


def _of_hours(asked: Asked, needed: Array, there: Array) -> str:
    lacking, count = np.flatnonzero(there < needed * (1 - ENOUGH)), len(needed)
    sentence = (
        f"{short(float(needed[-1]))} hours are needed in {_month(asked, count)} and {short(float(there[-1]))} are there"
    )
    if not len(lacking):
        return f"{sentence}; there are enough in every month."
    if len(lacking) == count:
        return f"{sentence}; there are too few in every month."
    first = _month(asked, int(lacking[0]) + 1)
    return f"{sentence}; there are too few in {len(lacking)} of {count} months, first in {first}."


def _of_map(pays: Map) -> str:
    it = "it pays" if pays.own_gain > 0 else "it does not pay"
    sentence = f"At {percent(pays.own[0])} and {percent(pays.own[1])}, yours, {it}"
    if not pays.border:
        return f"{sentence}, and so it is all over the map."
    (first, _), (last, _) = pays.border[0], pays.border[-1]
    spread = percent(first) if first == last else f"{percent(min(first, last))} to {percent(max(first, last))}"
    return (
        f"{sentence}; the border lies at {spread} of retention at risk, by how much of the expansion comes without CSM."
    )
