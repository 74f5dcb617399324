"""Cumulative profit and cash of a family of what-ifs, and cumulative profit if new customers double, as charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from model import months
from model.answers import OTHERS, SCENARIO, Asked, Band, Lines, Mark, Role, Series
from model.answers.paths import compared
from model.engine.batch import Array
from model.metrics import MONTHLY
from model.questions.cash_trough.second_trough import SecondTrough
from model.questions.cash_trough.whatif_families import Family, Member
from model.trace import Quantity, Sentence
from model.wording import formatted, minus, short, unit_in_words

PROFIT, CASH = MONTHLY["cumulative_profit"], MONTHLY["cash"]
LETTERS = 10  # of the name of a what-if
SAME = 1e-9  # of the value: as low, but for rounding
Path = Callable[[Member], Array]
Found = Mapping[str, Family]  # by the name of the result


def profit(asked: Asked, found: Found) -> Lines:
    """Cumulative profit, with the low point, break-even and recovery of the scenario itself."""
    family = found[SCENARIO]
    return Lines(
        title=PROFIT.label, unit=PROFIT.unit, beside=_varied(family, PROFIT.unit),
        finding=(_of_profit(found),), remark=family.sentence, tall="high",
        letters=LETTERS, cut=True, marks=_lows(family), pointer=_pointer(asked, PROFIT.label),
        series=_series(asked, found, PROFIT.label, lambda member: member.profit),
    )  # fmt: skip


def cash(asked: Asked, found: Found, runway: Sentence) -> Lines:
    """Cash, with the scenario's lowest and the month in which it runs out; below zero is shaded."""
    family = found[SCENARIO]
    return Lines(
        title=CASH.label, unit=CASH.unit, beside=_varied(family, CASH.unit), bands=(_floor(family),),
        finding=(_of_cash(found),), remark=runway,
        letters=LETTERS, cut=True, marks=_emptied(family), pointer=_pointer(asked, CASH.label),
        series=_series(asked, found, CASH.label, lambda member: member.cash),
    )  # fmt: skip


def accelerated(asked: Asked, found: Mapping[str, SecondTrough]) -> Lines:
    """Cumulative profit as planned, and with twice the new customers from some month on."""
    second = found[SCENARIO]
    path = second.profit if second.path is None else second.path
    others = {name: found[name].path if name in found else None for name in asked.others}
    return Lines(
        title="Cumulative profit if you double new customers", unit=PROFIT.unit, finding=(_of_second(second),),
        tall="high", letters=LETTERS, marks=_of_acceleration(second),
        series=(
            Series("As planned", second.profit, "whatif", words="As planned"),
            Series("Doubled", path, None),
            Series("Doubled", compared(second.profit, second.path), "ink", words="Doubled"),
            *(Series(f"{name.capitalize()} doubled", compared(path, other), "baseline", words=name.capitalize())
              for name, other in others.items()),
        ),
    )  # fmt: skip


def _varied(family: Family, unit: str) -> str:
    """What differs from line to line, and the unit: beside the title, which stays the same for the browser."""
    return f"{family.title}, {unit_in_words(unit, family.scenario.currency)}"


def _pointer(asked: Asked, title: str) -> tuple[str, ...]:
    return (_current_label(title), *map(str.capitalize, asked.others), OTHERS)


def _current_label(title: str) -> str:
    return f"{title} now"


def _series(asked: Asked, found: Found, title: str, path: Path) -> list[Series]:
    """The scenario's own path, that of each other result where it differs, and the what-ifs that differ."""
    family = found[SCENARIO]
    current = path(family.current)
    series = [Series(family.current.name, current, "whatif", words=family.current.name, tooltip=_current_label(title))]
    for name in asked.others:
        other = compared(current, path(found[name].current) if name in found else None)
        series.append(Series(name.capitalize(), other, "baseline", words=name.capitalize()))
    for member in family.members:
        if not member.is_current and not np.isnan(compared(current, path(member))).all():
            series.append(Series(member.name, path(member), "quiet", words=member.name, tooltip=OTHERS))
    return series


def _others(found: Mapping[str, Family]) -> list[tuple[str, Family]]:
    return [(name, family) for name, family in found.items() if name != SCENARIO]


def _deepest(family: Family, figure: str) -> Member | None:
    """The what-if that goes lowest; None where all are as low as the scenario."""
    others = [member for member in family.members if not member.is_current]
    deepest, low = (
        min(others, key=lambda member: member.figures[figure].value, default=None),
        family.current.figures[figure].value,
    )
    return None if deepest is None or np.isclose(deepest.figures[figure].value, low, rtol=SAME) else deepest


def _of_profit(found: Found) -> str:
    family = found[SCENARIO]
    deepest = _deepest(family, "trough")
    if all(member.figures["trough_month"].reason for member in family.members):
        return "Cumulative profit never falls below zero."
    sentence = f"The low point is {_low(family, family.current)}"
    if family.current.figures["trough_month"].reason:
        sentence = "You never fall below zero"
    if deepest and not deepest.figures["trough_month"].reason:
        sentence += f"; {family.at(deepest)} it would be {_low(family, deepest)}"
    for name, other in _others(found):
        sentence += f"; {name} {_low(other, other.current)}"
    return f"{sentence}."


def _low(family: Family, member: Member) -> str:
    low, month = (member.figures[name] for name in ("trough", "trough_month"))
    return "never below zero" if month.reason else f"{_money(family, low)} in {_month(family, month)}"


def _of_cash(found: Found) -> str:
    family = found[SCENARIO]
    sentence = f"Cash is lowest at {_lowest(family, family.current)}"
    if deepest := _deepest(family, "cash_low"):
        sentence += f"; {family.at(deepest)} it would be {_lowest(family, deepest)}"
    for name, other in _others(found):
        sentence += f"; {name} {_lowest(other, other.current)}"
    return f"{sentence}."


def _lowest(family: Family, member: Member) -> str:
    low, month = (member.figures[name] for name in ("cash_low", "cash_low_month"))
    return f"{_money(family, low)} in {_month(family, month)}"


def _floor(family: Family) -> Band:
    """From zero down to the lowest cash of all lines; nothing where none goes below."""
    months = len(family.current.cash)
    lowest = min(0.0, *(float(np.nanmin(member.cash)) for member in family.members))
    return Band(np.full(months, lowest), np.zeros(months), "loss")


def _of_second(second: SecondTrough) -> str:
    if second.start is None or second.path is None:
        return "There is nothing to double."
    end, other = (
        formatted(float(path[-1]), PROFIT.unit, second.scenario.currency) for path in (second.path, second.profit)
    )
    low = ""
    if second.low and second.low_month:
        low = f" falls to {_money(second, second.low)} in {_month(second, second.low_month)} and"
    when = _month(second, second.start)
    return f"Doubled from {when} on, cumulative profit{low} ends at {end}, against {other} as planned."


def _money(shown: Family | SecondTrough, quantity: Quantity) -> str:
    return formatted(quantity.value, "money", shown.scenario.currency)


def _month(shown: Family | SecondTrough, month: Quantity) -> str:
    return months.name(round(month.value), shown.scenario.start)


def _lows(family: Family) -> list[Mark]:
    """Marks for low point, break-even and recovery; without a low point there is nothing to recover."""
    figures, path = family.current.figures, family.current.profit
    if figures["trough_month"].reason:
        return []
    value = minus(short(figures["trough"].value))
    return [
        *_mark(family, path, figures["trough_month"], f"{value} in", "loss"),
        *_mark(family, path, figures["breakeven_month"], "break-even in", "ink"),
        *_mark(family, path, figures["payback_month"], "recovered in", "whatif", above=True),
    ]


def _emptied(family: Family) -> list[Mark]:
    """Marks for the lowest cash, and for the month in which it runs out."""
    figures, path, empty = family.current.figures, family.current.cash, family.empty
    low, value = figures["cash_low_month"], minus(short(figures["cash_low"].value))
    marks = _mark(family, path, low, f"{value} in", "ink" if empty.reason else "loss")
    if empty.value != low.value:
        marks += _mark(family, path, empty, "runs out in", "loss", above=True)
    return marks


def _of_acceleration(second: SecondTrough) -> list[Mark]:
    if second.path is None or second.start is None:
        return []
    marks = _mark(second, second.path, second.start, "doubled in", "ink", above=True)
    if second.low and second.low_month and second.back:
        marks += _mark(second, second.path, second.low_month, f"{minus(short(second.low.value))} in", "loss")
        marks += _mark(second, second.path, second.back, "back in", "ink")
    return marks


def _mark(
    shown: Family | SecondTrough, path: Array, month: Quantity, words: str, role: Role, *, above: bool = False
) -> list[Mark]:
    """A mark on a path at a month; none where there is no such month."""
    if month.reason:
        return []
    number = round(month.value)
    whole = f"{words} {_month(shown, month)}"
    return [Mark(number, float(path[number - 1]), whole, role, above=above, short=words.removesuffix(" in"))]
