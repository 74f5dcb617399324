"""The map of the guidelines, MRR on its way to the growth ceiling, and blends as new accounts are moved, as charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from model import months
from model.answers import SCENARIO, Asked, Axis, Dot, Lines, Mark, Points, Role, Series
from model.answers.paths import compared, last_shown
from model.answers.words import why
from model.engine.batch import Array
from model.metrics import UNIT_ECONOMICS
from model.questions.unit_economics.answer import UnitEconomics
from model.questions.unit_economics.channels import SHARES, Path
from model.questions.unit_economics.standing import Standing
from model.wording import formatted, minus, percent, short

Found = Mapping[str, UnitEconomics]  # by the name of the result
MAP_POINTER = ("Segment", "LTV:CAC", "CAC payback")
CEILING = UNIT_ECONOMICS["mrr_ceiling"]
CEILING_POINTER = ("MRR", "Of the ceiling", "Baseline")
TARGETS = "To"  # under the pointer: the segments that accounts are moved to, each with its figure
LETTERS = 16  # beside a line: of a segment's name with its figure
NAMED = 3  # segments that a sentence names
FAR = 10  # times the guideline, or the figure as it is: a line ends where it would go further
# The lines of the segments: those first that are seen best as lines.
ROLES: tuple[Role, ...] = (
    "series 0",
    "series 3",
    "series 5",
    "series 7",
    "series 1",
    "series 4",
    "series 6",
    "series 2",
)


def map_of_guidelines(asked: Asked, found: Found) -> Points:
    """LTV:CAC over CAC payback: where each segment stands, and where the guidelines lie."""
    shown = found[SCENARIO]
    payback, ltv_cac = shown.company.payback.limit.value, shown.company.ltv_cac.limit.value
    earlier = [
        (name, before, standing)
        for standing in _placed(shown)
        for name, other in _others(found)
        if (before := _same(standing, shown, other)) and _place(before) != _place(standing)
    ]
    return Points(
        title="LTV:CAC against CAC payback", unit="ratio", beside="by segment", finding=(_of_map(found),),
        x=Axis("months", "CAC payback, months"), y=Axis("ratio"), pointer=MAP_POINTER,
        dots=[
            *(_dot(before, "baseline", f"{before.name}, {name}") for name, before, _ in earlier),
            *(_dot(standing, "whatif" if standing in shown.segments else "ink", standing.name, words=standing.name)
              for standing in _placed(shown)),
        ],
        limits=((payback, f"{short(payback)} months", "x"), (ltv_cac, f"LTV:CAC {short(ltv_cac)}", "y")),
        areas=((0.0, ltv_cac, payback, np.inf),),
        links=[(*_place(before), *_place(standing)) for _, before, standing in earlier],
    )  # fmt: skip


def growth_ceiling(asked: Asked, found: Found) -> Lines:
    """MRR on its way to the growth ceiling: within the horizon, and as it would go on."""
    shown = found[SCENARIO]
    path, level, last = shown.ceiling.path, _level(shown), _last(shown)
    number, nothing = np.arange(len(path)), np.full(len(path), np.nan)
    ceiling = nothing if level is None else np.full(len(path), level)
    end = "" if level is not None else minus(short(float(path[last])))
    return Lines(
        title="MRR and its growth ceiling", unit=CEILING.unit, finding=(_of_ceiling(found),),
        remark=shown.ceiling.sentence,
        pointer=CEILING_POINTER, marks=[] if level is None else _way(shown),
        series=(
            Series("MRR", path, None),
            Series("Of the ceiling", path / ceiling, None, unit="share"),
            Series("Ceiling", ceiling, "limit", words="" if level is None else f"Ceiling {short(level)}"),
            *_baselines(asked, found),
            Series("Beyond the horizon", np.where(number >= last, path, np.nan), "beyond"),
            Series("MRR", np.where(number <= last, path, np.nan), "whatif", words=end),
        ),
    )  # fmt: skip


def moved(asked: Asked, found: Found, measure: str, rule: str) -> Lines:
    """What becomes of a blended figure as new accounts are moved: a line for each other segment."""
    shown, metric = found[SCENARIO], UNIT_ECONOMICS[measure]
    paths, limit = shown.moves.paths_of(measure), _limit(shown, measure)
    most = FAR * max([limit, *(float(path.values[0]) for path in paths if not np.isnan(path.values[0]))]) or np.inf
    lines = [(path, np.where(path.values <= most, path.values, np.nan)) for path in paths]
    return Lines(
        title=f"{metric.label} if new customers move", unit=metric.unit,
        beside="blended" if metric.unit == "ratio" else f"blended, {metric.unit}",
        finding=(_of_moved(found, measure, rule),), marks=_borders(paths, limit),
        x=Axis("share", "Share of new customers moved"), at=np.array(SHARES), letters=LETTERS,
        pointer=(TARGETS,), each=TARGETS,
        series=(
            Series("Guideline", np.full(len(SHARES), limit), "limit", words=f"{rule} {short(limit)}"),
            *(Series(f"{target}, {name}", np.where(values <= most, values, np.nan), "baseline")
              for name, target, values in _earlier(found, measure)),
            *(Series(path.target, line, ROLES[place % len(ROLES)], words=_named(path.target, line), tooltip=TARGETS)
              for place, (path, line) in enumerate(lines)),
        ),
    )  # fmt: skip


def _others(found: Found) -> list[tuple[str, UnitEconomics]]:
    return [(name, answer) for name, answer in found.items() if name != SCENARIO]


# The map.


def _placed(answer: UnitEconomics) -> list[Standing]:
    return [standing for standing in answer.standings if not standing.reason]


def _place(standing: Standing) -> tuple[float, float]:
    return standing.payback.figure.value, standing.ltv_cac.figure.value


def _same(standing: Standing, shown: UnitEconomics, other: UnitEconomics) -> Standing | None:
    """The same segment, or the company, in another result where it has a place on the map."""
    candidates = other.segments if standing in shown.segments else other.standings[-1:]
    return next((each for each in candidates if each.name == standing.name and not each.reason), None)


def _dot(standing: Standing, role: Role, name: str, words: str = "") -> Dot:
    payback, ltv_cac = _place(standing)
    values = name, minus(short(ltv_cac)), formatted(payback, standing.payback.figure.unit)
    return Dot(payback, ltv_cac, role, words=words, tooltip=tuple(zip(MAP_POINTER, values, strict=True)))


def _of_map(found: Found) -> str:
    """Who stands inside both guidelines, who outside, and who has no place on the map."""
    shown = found[SCENARIO]
    placed = _placed(shown)
    inside = [standing for standing in placed if standing.ltv_cac.passes and standing.payback.passes]
    outside = [standing for standing in placed if standing not in inside]
    groups = [f"{words}: {', '.join(standing.name for standing in group)}" for words, group in
              (("within both limits", inside), ("outside", outside)) if group]  # fmt: skip
    missing = [
        f"{standing.name} ({standing.reason.partition(';')[0].partition(':')[0]})"
        for standing in shown.standings
        if standing.reason
    ]
    if missing:
        groups.append(f"not on the map: {', '.join(missing)}")
    company = shown.standings[-1]
    for name, other in _others(found):
        earlier = _same(company, shown, other)
        if earlier and not company.reason and _both(earlier) != _both(company):
            groups.append(f"{name}: {_both(earlier)}")
    sentence = "; ".join(groups)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _both(standing: Standing) -> str:
    payback, ltv_cac = _place(standing)
    return f"{standing.name} ({minus(short(ltv_cac))}, {short(payback)} months)"


# The ceiling.


def _level(answer: UnitEconomics) -> float | None:
    """The growth ceiling; None where there is none."""
    ceiling = answer.ceiling.reached.ceiling
    return None if ceiling.reason or not ceiling.value else ceiling.value


def _last(answer: UnitEconomics) -> int:
    """The place of the horizon's last month."""
    return answer.scenario.horizon_months - 1


def _baselines(asked: Asked, found: Found) -> Iterator[Series]:
    """The MRR of the other results where it differs."""
    path = found[SCENARIO].ceiling.path
    for name in asked.others:
        other = compared(path, found[name].ceiling.path if name in found else None)
        last, words = last_shown(other), ""
        if last is not None:
            words = f"{name.capitalize()} {minus(short(float(other[last])))}"
        yield Series(name.capitalize(), other, "baseline", words=words)


def _way(answer: UnitEconomics) -> list[Mark]:
    """What is reached at the end of the horizon, and half of the way."""
    last, path, start = _last(answer), answer.ceiling.path, answer.scenario.start
    reached = f"{percent(answer.ceiling.reached.at_end.value, 0)} in {months.name(last + 1, start)}"
    marks = [Mark(last + 1, float(path[last]), reached, "whatif", above=False)]
    if answer.ceiling.half_way:
        month = int(answer.ceiling.half_way.value)
        marks.append(
            Mark(month, float(path[month - 1]), f"half-way in {months.name(month, start)}", "whatif", short="half-way")
        )
    return marks


def _of_ceiling(found: Found) -> str:
    """Where MRR starts and ends, and the level that it goes to."""
    shown = found[SCENARIO]
    scenario, path, level, last = shown.scenario, shown.ceiling.path, _level(shown), _last(shown)
    start, end = (_mrr(float(value), shown) for value in (shown.ceiling.reached.opening.value, path[last]))
    goes = f"stays at {start} until" if start == end else f"goes from {start} today to {end} in"
    sentence = f"MRR of {shown.ceiling.name} {goes} {months.name(last + 1, scenario.start)}"
    if level is not None:
        sentence += f", towards a ceiling of {_mrr(level, shown)}"
    for name, other in _others(found):
        before = _level(other)
        if before != level:
            sentence += f"; {name} {'no ceiling' if before is None else _mrr(before, shown)}"
    return f"{sentence}."


def _mrr(value: float, answer: UnitEconomics) -> str:
    return formatted(value, CEILING.unit, answer.scenario.currency)


# New accounts moved.


def _limit(answer: UnitEconomics, measure: str) -> float:
    return (answer.company.ltv_cac if measure == "ltv_cac" else answer.company.payback).limit.value


def _moved_before(found: Found, measure: str) -> Iterator[tuple[str, list[Path]]]:
    """The other results' lines, where accounts of the same segment are moved and anything differs."""
    moves = found[SCENARIO].moves
    for name, other in _others(found):
        paths, before = moves.paths_of(measure), other.moves.paths_of(measure)
        same = len(paths) == len(before) and all(
            np.allclose(path.values, earlier.values, rtol=1e-9, atol=0, equal_nan=True)
            for path, earlier in zip(paths, before, strict=True)
        )
        if other.moves.source == moves.source and before and not same:
            yield name, before


def _earlier(found: Found, measure: str) -> Iterator[tuple[str, str, Array]]:
    """The result's name, the segment and the values of each line, where there is one to compare it with."""
    targets = {path.target for path in found[SCENARIO].moves.paths_of(measure)}
    for name, paths in _moved_before(found, measure):
        yield from ((name, path.target, path.values) for path in paths if path.target in targets)


def _borders(paths: Sequence[Path], limit: float) -> list[Mark]:
    """Where a line crosses the guideline; where it has no value none crosses."""
    shares = [border.share.value for path in paths if not np.isnan(path.values).any() for border in path.borders]
    return [Mark(share, limit, percent(share), "ink", above=False) for share in shares]


def _named(target: str, line: Array) -> str:
    """The segment with the figure at the line's end, as long as there is room for; nothing where there is no line."""
    last = last_shown(line)
    if last is None:
        return ""
    value = minus(short(float(line[last])))
    room = LETTERS - len(value) - 1
    return f"{target if len(target) <= room else f'{target[: room - 1]}…'} {value}"


def _of_moved(found: Found, measure: str, rule: str) -> str:
    """Where the figure is, and where it goes with each other segment."""
    shown, label = found[SCENARIO], UNIT_ECONOMICS[measure].label
    paths, limit = shown.moves.paths_of(measure), _limit(shown, measure)
    parts = ", ".join(f"in {path.target} {_value(path, -1)}" for path in paths[:NAMED])
    sentence = f"{label} is {_value(paths[0], 0)} ({rule} {short(limit)}); with all of {shown.moves.source} {parts}"
    for name, before in _moved_before(found, measure):
        sentence += f"; {name} {_value(before[0], 0)}"
    return f"{sentence}."


def _value(path: Path, place: int) -> str:
    quantity = path.in_table[place]
    return f"without value ({why(quantity)})" if quantity.reason else minus(formatted(quantity.value, quantity.unit))
