"""Where hours go, CSMs needed and on the team, load, and revenue per CSM, as charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from model import months
from model.answers import SCENARIO, Asked, Band, Bar, Bars, Lines, Mark, Piece, Role, Series, Tick
from model.answers.paths import SAME, compared, last_shown
from model.engine.batch import Array
from model.metrics import MONTHLY
from model.questions.csm_capacity.answer import CsmCapacity
from model.questions.csm_capacity.hours import HoursPiece
from model.questions.csm_capacity.revenue_per_csm import Ground
from model.wording import exact, formatted, short

NEEDED, TEAM, TO_NEED = "Needed", "On the team", "Hired to need"
LATEST = 0.6  # of the months: a line that parts later has no room for its name
FULL = "1: exactly enough hours"
LOAD = MONTHLY["load"]
HELD, ARR = "ARR that one CSM can hold", "money/year"
IN_YEAR: dict[str, Role] = {
    "Accounts": "series 0", "Productive": "series 0", "Left over": "series 2", "Not productive": "series 7",
}  # fmt: skip
OF_MEETINGS: tuple[Role, ...] = (
    "series 0", "series 1", "series 2", "series 3", "series 4", "series 5", "series 6", "series 7",
)  # fmt: skip
Found = Mapping[str, CsmCapacity]  # by the name of the result


def account_hours(found: Found) -> Bars:
    """The hours that an account takes a year, by kind of meeting, preparation lighter."""
    hours = found[SCENARIO].hours
    pieces = _end_to_end(hours.account, lambda part: OF_MEETINGS[part.place], _named)
    ticks = [Tick(number, "baseline", f"{name.capitalize()} {_hours(number)}") for name, number in _per_account(found)]
    return Bars(
        title="Hours an account needs", unit="hours/year", finding=(_of_account(found),), pointer=("Part", "Hours"),
        bars=[Bar("", pieces, ticks)] if hours.onboarding is None else [
            Bar("Every year", pieces, ticks),
            Bar("A new account, in its first year", _end_to_end(
                (*hours.account, hours.onboarding), lambda part: OF_MEETINGS[part.place], _named)),
        ],
    )  # fmt: skip


def csm_year(found: Found) -> Bars:
    """How a CSM's paid hours divide into hours of accounts, hours left over, and hours that reach no account."""
    shown = found[SCENARIO]
    pieces = _end_to_end(shown.hours.year, lambda part: IN_YEAR[part.label], lambda part: _in_year(shown, part))
    ticks = [
        Tick(number, "baseline", f"{name.capitalize()}: {_hours(number)} productive")
        for name, number in _reaching(found)
    ]
    return Bars(
        title="Hours a CSM has", unit="hours/year", beside="paid hours a year", finding=(_of_year(found),),
        remark=shown.productivity, pointer=("Part", "Hours"), bars=[Bar("", pieces, ticks)],
    )  # fmt: skip


def csms(asked: Asked, found: Found) -> Lines:
    """CSMs by month that the hours need, that are on the team, and that a team hired to need would have."""
    team = found[SCENARIO].team
    needed = team.needed
    staffed = team.staffed if len(team.staffed) else np.full(needed.shape, np.nan)
    to_need = compared(needed, team.to_need)
    others = {name: compared(needed, found[name].team.needed if name in found else None) for name in asked.others}
    return Lines(
        title="CSMs needed and CSMs on the team", unit="people", finding=(_of_need(found, others),), steps=True,
        bands=(Band(staffed, np.maximum(staffed, needed), "loss"),), marks=_parting(needed, staffed, to_need),
        series=(
            Series(NEEDED, needed, "whatif", words=f"{NEEDED} {short(float(needed[-1]))}"),
            Series(TEAM, staffed, "ink"), Series(TO_NEED, to_need, "planned"), *_beside(others),
        ),
    )  # fmt: skip


def load(asked: Asked, found: Found) -> Lines:
    """Load by month, with the line at 1. A month in which nobody has hours has no load."""
    shown = found[SCENARIO]
    path = _finite(shown.team.load)
    others = {name: _earlier(path, found.get(name)) for name in asked.others}
    full = np.ones(len(path))
    end = "" if np.isnan(path[-1]) else short(float(path[-1]))
    return Lines(
        title=LOAD.label, unit=LOAD.unit, beside="hours needed over hours of the team", tall="low",
        finding=(_of_load(found, others),), marks=_of_full(shown, path),
        bands=(Band(full, np.fmax(path, 1.0), "loss"),),
        series=(Series(LOAD.label, path, "whatif", words=end), Series(FULL, full, "limit"), *_beside(others)),
        pointer=(LOAD.label, *map(str.capitalize, asked.others)),
    )  # fmt: skip


def arr_per_csm(shown: CsmCapacity) -> Bars:
    """The ARR that one CSM can hold, by segment, against ratios of revenue per CSM."""
    bars = []
    for ground in _held(shown):
        amount = _arr(shown, ground.arr_held.value)
        bars.append(
            Bar(f"{ground.name} {amount}", [Piece(ground.name, 0, ground.arr_held.value, "later", tooltip=amount)])
        )
    limits = [
        Tick(ratio.arr.value, "ink" if ratio.published else "whatif", f"{_arr(shown, ratio.arr.value)}: {ratio.name}")
        for ratio in shown.ratios.ratios
    ]
    return Bars(
        title=HELD, unit=ARR, finding=(_of_held(shown),), bars=bars, limits=limits, inside=True,
        pointer=("Segment", HELD),
    )  # fmt: skip


def _end_to_end(
    parts: Sequence[HoursPiece],
    role: Callable[[HoursPiece], Role],
    words: Callable[[HoursPiece], str],
) -> list[Piece]:
    """The parts of a bar, each from where the one before ends."""
    pieces, start = list[Piece](), 0.0
    for part in parts:
        end = start + part.hours.value
        formatted_hours = _hours(part.hours.value)
        pieces.append(Piece(part.label, start, end, role(part), words(part), formatted_hours, part.lighter))
        start = end
    return pieces


def _hours(number: float) -> str:
    return exact(round(number, 2))


def _named(part: HoursPiece) -> str:
    return f"{part.label} {_hours(part.hours.value)}"


def _in_year(shown: CsmCapacity, part: HoursPiece) -> str:
    if part.label != "Accounts":
        return _named(part)
    per_account, whole = shown.hours.per_account.value, shown.hours.whole.value
    return f"{_hours(whole)} × {_hours(per_account)} hours = {_hours(part.hours.value)}"


def _per_account(found: Found) -> list[tuple[str, float]]:
    """Hours of an account in each other result where they differ."""
    return _differing({name: answer.hours.per_account.value for name, answer in found.items()})


def _reaching(found: Found) -> list[tuple[str, float]]:
    """Hours that reach accounts in each other result where they differ."""
    return _differing({name: answer.hours.reaching.value for name, answer in found.items()})


def _differing(values: Mapping[str, float]) -> list[tuple[str, float]]:
    return [(name, value) for name, value in values.items() if value != values[SCENARIO]]


def _of_account(found: Found) -> str:
    shown = found[SCENARIO]
    if not shown.hours.account:
        return f"{shown.segment} accounts take no CSM time."
    largest = max(shown.hours.account, key=lambda piece: piece.hours.value)
    sentence = f"Each {shown.segment} account needs {_hours(shown.hours.per_account.value)} hours a year"
    if len(shown.hours.account) > 1:
        sentence += f"; “{largest.label}” takes the most, {_hours(largest.hours.value)}"
    return "".join([sentence, *(f" ({name}: {_hours(number)})" for name, number in _per_account(found)), "."])


def _of_year(found: Found) -> str:
    shown = found[SCENARIO]
    paid, reaching, whole = shown.hours.paid, shown.hours.reaching, shown.hours.whole
    sentence = f"Of {_hours(paid.value)} paid hours, {_hours(reaching.value)} are productive"
    if whole.reason is None:
        sentence += f": {_hours(whole.value)} {shown.segment} accounts"
        sentence += f" at {_hours(shown.hours.per_account.value)} hours each"
    return "".join([sentence, *(f" ({name}: {_hours(number)})" for name, number in _reaching(found)), "."])


def _beside(others: Mapping[str, Array]) -> list[Series]:
    """The other results' paths, with the value at their ends."""
    series = []
    for name, path in others.items():
        last = last_shown(path)
        words = "" if last is None else f"{name.capitalize()} {short(float(path[last]))}"
        series.append(Series(name.capitalize(), path, "baseline", words=words))
    return series


def _parting(needed: Array, staffed: Array, to_need: Array) -> list[Mark]:
    """Names for the team where its line begins, and for a team hired to need where its line parts from the need."""
    marks = []
    if not np.isnan(staffed[0]):
        words, above = f"{TEAM} {short(float(staffed[0]))}", bool(staffed[0] > needed[0])
        marks.append(Mark(1, float(staffed[0]), words, "ink", above=above, dot=False))
    other = np.flatnonzero(np.abs(to_need - needed) > 0)
    if len(other) and other[0] < LATEST * len(needed):
        first = int(other[0])
        marks.append(Mark(first + 1, float(to_need[first]), TO_NEED, "planned", dot=False))
    return marks


def _of_need(found: Found, others: Mapping[str, Array]) -> str:
    shown = found[SCENARIO]
    team, start = shown.team, shown.scenario.start
    first, last = (f"{short(float(team.needed[place]))} in {months.name(month, start)}"
                   for place, month in ((0, 1), (-1, len(team.needed))))  # fmt: skip
    sentence = f"{shown.segment} needs {first}" + (f" and {last}" if len(team.needed) > 1 else "")
    if len(team.staffed):
        lacking = int((team.staffed < team.needed).sum())
        sentence += f"; the team ends with {short(float(team.staffed[-1]))}"
        sentence += f", too few in {lacking} of {len(team.staffed)} months" if lacking else " and is never too small"
    if team.to_need[-1] != team.needed[-1]:
        reason = "more accounts would stay" if team.to_need[-1] > team.needed[-1] else "no account would be at risk"
        sentence += f". Hired to need it would be {short(float(team.to_need[-1]))}, because {reason}"
    for name, path in others.items():
        if last_shown(path) is not None:
            sentence += f" ({name}: {short(float(found[name].team.needed[-1]))} at the end)"
    return f"{sentence}."


def _finite(path: Array) -> Array:
    return np.where(np.isinf(path), np.nan, path)


def _earlier(path: Array, other: CsmCapacity | None) -> Array:
    """The load of another result over the same months; none where it has no team, or the same."""
    earlier = np.full(path.shape, np.nan)
    if other is not None:
        known = _finite(other.team.load)[: len(path)]
        earlier[: len(known)] = known
    same = np.allclose(earlier, path, rtol=SAME, atol=0, equal_nan=True)
    return np.full(path.shape, np.nan) if same else earlier


def _of_full(shown: CsmCapacity, path: Array) -> list[Mark]:
    """What 1 means, and the first month above it."""
    marks = [Mark(len(path), 1.0, FULL, "limit", above=not path[-1] > 1, dot=False)]
    above = [month for month in shown.team.above if not np.isnan(path[month - 1])]
    if above:
        words = f"first above 1 in {months.name(above[0], shown.scenario.start)}"
        marks.append(Mark(above[0], float(path[above[0] - 1]), words, "loss"))
    return marks


def _of_load(found: Found, others: Mapping[str, Array]) -> str:
    shown = found[SCENARIO]
    team, start = shown.team, shown.scenario.start
    if np.isinf(team.load).all():
        return "Accounts need hours and nobody has any, so load has no number."
    end, last = float(team.load[-1]), months.name(len(team.load), start)
    sentence = f"Load is {short(end)} in {last}" if np.isfinite(end) else f"Nobody has hours in {last}"
    above = team.above
    if not above:
        sentence += " and never above 1"
    elif len(above) == 1:
        sentence += f"; it is above 1 only in {months.name(above[0], start)}"
    else:
        first = months.name(above[0], start)
        sentence += f"; it is above 1 in {len(above)} of {len(team.load)} months, first in {first}"
    for name, path in others.items():
        if last_shown(path) is not None:
            sentence += f" ({name}: in {len(found[name].team.above)})"
    return f"{sentence}."


def _held(shown: CsmCapacity) -> list[Ground]:
    """Segments whose CSMs can hold so much, without all of them together."""
    return [ground for ground in shown.ratios.ground if ground.arr_held.reason is None and ground.holds is not None]


def _arr(shown: CsmCapacity, value: float) -> str:
    return formatted(value, ARR, shown.scenario.currency)


def _of_held(shown: CsmCapacity) -> str:
    grounds = _held(shown)
    if not grounds:
        return "No segment has accounts that take CSM time."
    low, high = (pick(grounds, key=lambda ground: ground.arr_held.value) for pick in (min, max))
    sentence = f"One CSM can hold {_arr(shown, low.arr_held.value)} of {low.name}"
    if low is high:
        return f"{sentence}."
    return f"{sentence}, and {_arr(shown, high.arr_held.value)} of {high.name}. No single ratio fits both."
