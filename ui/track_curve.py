"""The curve of a slider: the page's first figure along it, today's point, and where the answer becomes another one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Any, TypeAlias

from model.answers import Answer
from model.answers.words import in_short
from model.parameters import Parameter
from model.scenario import Scenario
from model.trace import Quantity, Strong
from model.whatif import Search, Sought, WhatIf, in_a_sentence, seek
from model.wording import formatted
from ui import escape

KEY = "value"  # stands for the input in what is tried
FEW = 4  # kinds of answers: where there are more, each position is near enough
Answers: TypeAlias = Mapping[float, Answer]
Finer: TypeAlias = Callable[[Sequence[float]], Answers]
Zone: TypeAlias = tuple[float | None, float | None]


@dataclass(frozen=True)
class _OfOneKind(Search):
    """Where the answer is of one kind: between two positions it tries what the slider can stand at."""

    stops: Sequence[float] = ()

    def between(self, low: float, high: float) -> Sequence[float]:
        return [low, *(stop for stop in self.stops if low < stop < high), high]


def curve(
    scenario: Scenario,
    parameter: Parameter,
    answers: Answers,
    today: float,
    stops: Sequence[float],
    finer: Finer | None,
) -> dict[str, Any]:
    """Values of today's first figure at each position, None where there is none, and the zones of the slider.

    In a zone the page gives the same answer. Each has its ends, None where it reaches the slider's, and its words: a
    sentence for who cannot see the curve, and a brief one for who can.
    """
    figures = [_figure(answer, answers[today]) for answer in answers.values()]
    values = [None if figure is None or figure.reason else figure.value for figure in figures]
    course = _course(scenario, parameter, [*zip(answers, figures, strict=True)])
    decides = _decision(answers[today]) is not None
    return {
        "values": values,
        "zones": [
            {"low": low, "high": high} | _words(course, _holding(scenario, parameter, low, high, decides=decides))
            for low, high in zones(answers, stops, finer)
        ],
    }


def zones(answers: Answers, stops: Sequence[float], finer: Finer | None) -> list[Zone]:
    """The first and the last value of each stretch with the same answer, None at an end of the slider."""
    known = {at: _kind(answer) for at, answer in answers.items()}
    kinds = [*dict.fromkeys(known.values())]

    def tries(whatifs: Sequence[WhatIf]) -> tuple[list[bool], list[None]]:
        values = [float(whatif.changes[KEY]) for whatif in whatifs]
        new = sorted({value for value in values if value not in known})
        if new and finer is not None:
            known.update({at: _kind(answer) for at, answer in finer(new).items()})
        are = [known.get(value) == kinds[int(whatif.key)] for value, whatif in zip(values, whatifs, strict=True)]
        return are, [None for _ in values]

    rounds = int(finer is not None and len(kinds) <= FEW)
    searches = [_OfOneKind([*answers], partial(_at, place), rounds, stops=stops) for place in range(len(kinds))]
    return sorted(
        (zone for sought in seek(tries, *searches) for zone in _zones(sought)), key=lambda zone: zone[0] or -inf
    )


def _at(place: int, value: float) -> WhatIf:
    return WhatIf({KEY: value}, key=str(place))


def _zones(sought: Sought[None]) -> Iterator[Zone]:
    low, holds = None, sought.tried[0].holds
    for root in sought.roots:
        holds = root.after.holds
        if holds:
            low = root.after.value
        else:
            yield low, root.before.value
    if holds:
        yield low, None


def _kind(answer: Answer) -> Hashable:
    """What makes it another answer: its decision, or else which figures have a value and the sign of the first."""
    decision = _decision(answer)
    if decision is not None:
        return decision
    first = answer.figures[0].shown
    return tuple(figure.shown.reason for figure in answer.figures), first.reason is None and first.value < 0


def _decision(answer: Answer) -> str | None:
    lead = answer.sentence[0] if answer.sentence else ""
    return str(lead) if isinstance(lead, Strong) else None


def _figure(answer: Answer, today: Answer) -> Quantity | None:
    """The figure that is the page's first today."""
    key = today.figures[0].shown.key
    return next((figure.shown for figure in answer.figures if figure.shown.key == key), None)


def _course(
    scenario: Scenario, parameter: Parameter, figures: Sequence[tuple[float, Quantity | None]]
) -> tuple[str, str]:
    """From where to where the figure goes, and at which values of the input."""
    known = [(at, figure) for at, figure in figures if figure is not None and figure.reason is None]
    if not known:
        return "", ""
    (low, first), (high, last) = known[0], known[-1]
    ends = [in_short(figure, scenario) for figure in (first, last)]
    if all(in_short(figure, scenario) == ends[0] for _, figure in known):
        return f"{first.label} stays at {ends[0]}.", ""
    at_low, at_high = (_value(scenario, parameter, at) for at in (low, high))
    return (
        f"{first.label} goes from {ends[0]} to {ends[1]}",
        f"as {in_a_sentence(parameter.label)} goes from {at_low} to {at_high}.",
    )


def _holding(
    scenario: Scenario, parameter: Parameter, at_low: float | None, at_high: float | None, *, decides: bool
) -> str:
    """How far the answer holds; nothing where it is no decision and holds all along."""
    low, high = ("" if at is None else _value(scenario, parameter, at) for at in (at_low, at_high))
    if low and high:
        return f"The answer holds at {low} alone." if low == high else f"The answer holds from {low} to {high}."
    if low or high:
        return f"The answer holds down to {low}." if low else f"The answer holds up to {high}."
    return "The answer holds all along." if decides else ""


def _words(course: tuple[str, str], holding: str) -> dict[str, str]:
    brief = course[0] if holding in ("", "The answer holds all along.") else holding
    return {"words": escape.one_line(" ".join(filter(None, (*course, holding)))), "brief": escape.one_line(brief)}


def _value(scenario: Scenario, parameter: Parameter, value: float) -> str:
    return formatted(value, parameter.unit, scenario.currency, full=True)
