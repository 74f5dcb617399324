"""The curve of a slider: the page's first figure along it, today's point, and how far the answer holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.answers import Answer
from model.answers.words import in_short
from model.parameters import Parameter
from model.scenario import Scenario
from model.trace import Quantity, Strong
from model.whatif import Search, Sought, WhatIf, in_a_sentence, seek
from model.wording import formatted
from ui import escape

KEY = "value"  # stands for the input in what is tried
Answers = Mapping[float, Answer]


@dataclass(frozen=True)
class _Outward(Search):
    """From today's value to an end of the slider; between two positions it tries what the slider can stand at."""

    stops: Sequence[float] = ()

    def between(self, low: float, high: float) -> Sequence[float]:
        inside = [stop for stop in self.stops if min(low, high) < stop < max(low, high)]
        return sorted([low, *inside, high], reverse=high < low)


def curve(
    scenario: Scenario,
    parameter: Parameter,
    answers: Answers,
    today: float,
    stops: Sequence[float],
    finer: Callable[[Sequence[float]], Answers] | None,
) -> dict[str, Any]:
    """Values of the first figure at each position, None where there is none; a sentence that says it, and a brief one.

    `holds` are the last values below and above today's at which the answer is the same, None where it holds to the end.
    """
    figures = [_figure(answer, answers[today]) for answer in answers.values()]
    values = [None if figure is None or figure.reason else figure.value for figure in figures]
    down, up = holds(answers, today, stops, finer)
    course, holding = _course(scenario, parameter, [*zip(answers, figures, strict=True)]), ""
    if _decision(answers[today]) is not None or (down, up) != (None, None):
        holding = _holding(scenario, parameter, down, up)
    words, brief = " ".join(filter(None, (*course, holding))), holding if (down, up) != (None, None) else course[0]
    return {
        "values": values, "holds": [down, up],
        "words": escape.one_line(words), "brief": escape.one_line(brief),
    }  # fmt: skip


def holds(
    answers: Answers, today: float, stops: Sequence[float], finer: Callable[[Sequence[float]], Answers] | None
) -> tuple[float | None, float | None]:
    """The last values below and above today's at which the page gives the same answer; None where that never ends."""
    known = {at: _kind(answer) for at, answer in answers.items()}

    def tries(whatifs: Sequence[WhatIf]) -> tuple[list[bool], list[None]]:
        values = [whatif.changes[KEY] for whatif in whatifs]
        new = [value for value in values if value not in known]
        if new and finer is not None:
            known.update({at: _kind(answer) for at, answer in finer(new).items()})
        return [known.get(value, known[today]) == known[today] for value in values], [None for _ in values]

    outward = [sorted((at for at in answers if at <= today), reverse=True), sorted(at for at in answers if at >= today)]
    searches = [_Outward(values, _at, rounds=finer is not None, stops=stops) for values in outward]
    down, up = (_last(sought) for sought in seek(tries, *searches))
    return down, up


def _at(value: float) -> WhatIf:
    return WhatIf({KEY: value})


def _last(sought: Sought[None]) -> float | None:
    return sought.roots[0].holding.value if sought.roots else None


def _kind(answer: Answer) -> Any:
    """What makes it another answer: its decision, or else which figures have a value and the sign of the first."""
    decision = _decision(answer)
    if decision is not None:
        return decision
    first = answer.figures[0].shown
    return [figure.shown.reason for figure in answer.figures], first.reason is None and first.value < 0


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


def _holding(scenario: Scenario, parameter: Parameter, down: float | None, up: float | None) -> str:
    low, high = ("" if at is None else _value(scenario, parameter, at) for at in (down, up))
    if low and high:
        return f"The answer holds at {low} alone." if low == high else f"The answer holds from {low} to {high}."
    if low or high:
        return f"The answer holds down to {low}." if low else f"The answer holds up to {high}."
    return "The answer holds all along."


def _value(scenario: Scenario, parameter: Parameter, value: float) -> str:
    return formatted(value, parameter.unit, scenario.currency, full=True)
