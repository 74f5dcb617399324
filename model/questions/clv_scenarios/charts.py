"""Revenue of a book by case, what frequency does to it, and the first years of a signed account, as charts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model import months
from model.answers import SCENARIO, Asked, Bar, Bars, Lines, Piece, Role, Series, Tick
from model.answers.paths import compared, last_shown
from model.engine.batch import Array
from model.questions.clv_scenarios.answer import ClvScenarios
from model.questions.clv_scenarios.book_cases import YOURS
from model.questions.clv_scenarios.expansion_frequency import Frequency, Way
from model.questions.clv_scenarios.first_years import COSTS, Year
from model.wording import formatted, minus, short

UNIT = "money"
LETTERS = 21  # of the names of a line and where it ends
BESIDE = 19  # letters of the longest name of a frequency
SAME = 1e-9  # of the value: what is closer than this is drawn as one
ROLES: dict[str, Role] = {YOURS: "whatif", "flat": "ink"}  # of the cases; the others are quiet
POINTER_LABELS = {
    YOURS: "Yours",
    "flat": "Flat",
    "churn": "Churn alone",
    "12": "Yearly",
    "3": "Quarterly",
    "1": "Monthly",
}
OF_COSTS: dict[str, Role] = {"acquisition": "loss", "cogs": "series 6", "serve": "series 1", "csm": "series 3"}
Found = Mapping[str, ClvScenarios]  # by the name of the result


def cases(asked: Asked, found: Found) -> Lines:
    """Cumulative revenue of the book in each case; lines that are the same share one name."""
    shown = found[SCENARIO]
    yours = np.array(shown.yours.path)
    others = {
        name: compared(yours, np.array(found[name].yours.path) if name in found else None) for name in asked.others
    }
    pointer = (*POINTER_LABELS.values(), *map(str.capitalize, asked.others))
    return Lines(
        title="Cumulative revenue of the book by case", unit=UNIT, finding=(_of_cases(found),), remark=shown.book,
        letters=LETTERS, cut=True, pointer=pointer, series=[*_of_each(shown), *_of_others(others)],
    )  # fmt: skip


def frequency(found: Found) -> Bars:
    """What the book earns by how often it expands, at the same step and at the same yearly rate."""
    shown = found[SCENARIO]
    limits = [
        Tick(revenue, "baseline", f"{name.capitalize()} {minus(short(revenue))}") for name, revenue in _revenues(found)
    ]
    return Bars(
        title="What expanding more often earns", unit=UNIT, finding=(_of_frequency(found),), remark=shown.trap,
        bars=[Bar(pace.name, dots=_dots(pace, shown)) for pace in shown.paces], limits=limits, letters=BESIDE,
        pointer=("Way", "Revenue of the book"), scaled=True, from_zero=False,
    )  # fmt: skip


def first_years(found: Found) -> Bars:
    """What a signed account costs to win and to serve in each of its first three years, against its revenue."""
    shown = found[SCENARIO]
    earlier = _earlier(found)
    bars = [
        _of_year(year, "", shown, [costs[place] for costs in earlier.values() if place in costs])
        for place, year in enumerate(shown.first_years.expected)
    ]
    bars += [_of_year(year, " if all stayed for a year", shown, []) for year in shown.first_years.stayed]
    return Bars(
        title="Cost to win and to serve a customer, by year", unit=UNIT, finding=(_of_first_years(found),),
        remark=shown.first_years.sentence, bars=bars, pointer=("Cost", "Of a signed customer"), scaled=True, tall="low",
        legend=tuple((label, OF_COSTS[name]) for name, label in COSTS.items()),
    )  # fmt: skip


def _of_each(shown: ClvScenarios) -> list[Series]:
    """A line for each case, the scenario first; one that equals another is only shown at the pointer."""
    drawn: dict[str, list[str]] = {}
    paths = {case.key: np.array(case.path) for case in shown.cases}
    for case in reversed(shown.cases):
        known = next((key for key in drawn if _is_one(paths[key], paths[case.key])), case.key)
        drawn.setdefault(known, []).append(case.name)
    return [
        Series(
            case.name, paths[case.key], ROLES.get(case.key, "quiet") if case.key in drawn else None,
            words=_named(drawn[case.key], paths[case.key]) if case.key in drawn else "",
            tooltip=POINTER_LABELS[case.key],
        )
        for case in reversed(shown.cases)
    ]  # fmt: skip


def _is_one(path: Array, other: Array) -> bool:
    return np.allclose(path, other, rtol=0, atol=SAME * other.max())


def _of_others(others: Mapping[str, Array]) -> list[Series]:
    """The scenario's case in the other results, where it differs."""
    return [
        Series(
            name.capitalize(),
            path,
            "baseline",
            words="" if last_shown(path) is None else _named([name.capitalize()], path),
        )
        for name, path in others.items()
    ]


def _named(names: list[str], path: Array) -> str:
    """The names, the scenario's first, and the amount where the line ends."""
    first, *others = names
    joined = f"{first}, {len(others)} others" if len(others) > 1 else ", ".join([first, *map(str.lower, others)])
    last = last_shown(path)
    return joined if last is None else f"{joined} {minus(short(float(path[last])))}"


def _of_cases(found: Found) -> str:
    shown = found[SCENARIO]
    ends = {case.key: formatted(case.path[-1], UNIT, shown.scenario.currency) for case in shown.cases}
    last = months.name(shown.scenario.horizon_months, shown.scenario.start)
    sentence = (
        f"By {last} the book earns {ends[YOURS]}, {ends['flat']} if flat and {ends['1']} with your step every month"
    )
    for name, worth in found.items():
        path = worth.yours.path
        if path != shown.yours.path:
            by = "" if len(path) == len(shown.yours.path) else f" by month {len(path)}"
            sentence += f"; {name} {formatted(path[-1], UNIT, worth.scenario.currency)}{by}"
    return f"{sentence}."


def _dots(pace: Frequency, shown: ClvScenarios) -> list[Tick]:
    """Dots for the same step and for the same year; one dot where the pace is the scenario's."""
    ways: list[tuple[Role, str, Way | None]] = [("series 5", "Same step", pace.step), ("ink", "Same year", pace.same)]
    if pace.is_yours:
        ways = [("whatif", "Yours", pace.step)]
    return [
        Tick(revenue, role, f"{words} {minus(short(revenue))}", formatted(revenue, UNIT, shown.scenario.currency))
        for role, words, revenue in ((role, words, way.revenue.value) for role, words, way in ways if way)
    ]


def _revenues(found: Found) -> list[tuple[str, float]]:
    """What the book earns in each other result where that differs."""
    yours = found[SCENARIO].yours.book_revenue.value
    revenues = ((name, worth.yours.book_revenue.value) for name, worth in found.items())
    return [(name, value) for name, value in revenues if abs(value - yours) > SAME * max(abs(value), abs(yours))]


def _of_frequency(found: Found) -> str:
    shown = found[SCENARIO]
    currency = shown.scenario.currency
    steps = [pace.step.revenue.value for pace in shown.paces if pace.step]
    same = [pace.same.revenue.value for pace in shown.paces if pace.same]
    sentence = f"At the same yearly rate the book earns {_between(same, currency)} however often it expands"
    sentence += f"; at the same step {_between(steps, currency)}"
    for name, revenue in _revenues(found):
        sentence += f"; {name} {formatted(revenue, UNIT, found[name].scenario.currency)}"
    return f"{sentence}."


def _between(values: list[float], currency: str) -> str:
    low, high = (formatted(value, UNIT, currency) for value in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def _of_year(year: Year, condition: str, shown: ClvScenarios, earlier: list[float]) -> Bar:
    """The costs of a year end to end, with ticks at its revenue and at other results' costs."""
    pieces, start = list[Piece](), 0.0
    for name, label in COSTS.items():
        if name in year.parts:
            cost = year.parts[name].value
            amount = formatted(cost, UNIT, shown.scenario.currency)
            pieces.append(Piece(label, start, start + cost, OF_COSTS[name], tooltip=amount))
            start += cost
    revenue, costs = (minus(short(year.parts[name].value)) for name in ("revenue", "costs"))
    words = f"{year.name}{condition}: revenue {revenue}, costs {costs}"
    before = [Tick(cost, "baseline") for cost in earlier]
    return Bar(words, pieces, [*before, Tick(year.parts["revenue"].value, "ink")])


def _earlier(found: Found) -> dict[str, dict[int, float]]:
    """The costs of each other result, by the place of the year, where they differ."""
    expected = found[SCENARIO].first_years.expected
    earlier = {}
    for name, worth in found.items():
        pairs = zip(expected, worth.first_years.expected, strict=True)
        costs = [(year.parts["costs"].value, other.parts["costs"].value) for year, other in pairs]
        differing = {place: b for place, (a, b) in enumerate(costs) if abs(a - b) > SAME * max(a, b)}
        if differing:
            earlier[name] = differing
    return earlier


def _of_first_years(found: Found) -> str:
    shown = found[SCENARIO]
    years = [f"{_brings(year, shown)} in year {place}" for place, year in enumerate(shown.first_years.expected, 1)]
    marks = "".join(f"; grey marks: costs in the {name}" for name in _earlier(found))
    return f"A signed customer's revenue and costs: {', '.join(years)}{marks}."


def _brings(year: Year, shown: ClvScenarios) -> str:
    return " and ".join(
        formatted(year.parts[name].value, UNIT, shown.scenario.currency) for name in ("revenue", "costs")
    )
