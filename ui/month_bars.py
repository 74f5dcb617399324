"""Bars by month that are dragged, moved by key or typed: the season of signatures, and the book's renewal calendar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from model.locales import writing
from model.parameters import SEGMENT, Parameter
from model.questions.calendars import CALENDAR, SEASON, month_names
from model.typed import LONGEST, NotANumberError, read_number
from model.wording import percent, precise
from ui import actions, controls, escape
from ui.body import Body
from ui.panel import Control
from ui.state import State, current

STEPS = 40  # from the bottom to the top
HEADROOM = 1.25  # over the highest bar
EVENLY = "Every month alike"
WORDS = {
    SEASON: "New customers by month: a bar twice as high signs twice as many. Their yearly number stays.",
    CALENDAR: "Existing customers by the month in which they first renew: a bar twice as high is twice as many.",
}


def of_segment(name: str) -> Callable[[Body], None]:
    """Draws the bars of this input for the segment in view."""

    def draw(body: Body) -> None:
        state = body.state
        row = bars(state, f"{state.segment}.{name}")
        body.panel(row.key, [row])

    return draw


def bars(state: State, path: str) -> Control:
    """A bar a month. Without any weights all are as high as each other."""
    scenario, (table, _, name) = state.scenario, path.rpartition(".")
    count, start = 12 if name == SEASON else scenario.value(f"{table}.renewal_months"), scenario.start
    weights = scenario.value(path) or (1.0,) * count
    before = state.baseline.value(path) if path in state.baseline.paths() else ()
    before = before if len(before) == count else (1.0,) * count
    top, total = HEADROOM * max(weights), sum(weights)
    names = month_names(count, start, of_year=name == SEASON)
    shown = [
        {
            "name": escape.one_line(_short(words, start)), "title": f"{words}: {percent(weight / total)}",
            "text": precise(weight), "at": weight, "before": before[place] / sum(before) * total,
        }
        for place, (words, weight) in enumerate(zip(names, weights, strict=True))
    ]  # fmt: skip
    said = {
        "about": WORDS[name], "bars": shown, "top": top, "step": top / STEPS, "line": state.refused.get(path, ""),
        "even": EVENLY if scenario.value(path) else "", "differs": tuple(before) != tuple(weights),
    }  # fmt: skip
    key = controls.widget_key("bars", state, path)
    label = f"{SEGMENT[name].label} of {table}" if len(scenario.segments) > 1 else SEGMENT[name].label
    handlers: dict[str, Callable[[Any], None]] = {
        "set": partial(_set, path, count), "typed": partial(_typed, path, count),
        "even": lambda _: actions.change(path, ()),
    }  # fmt: skip
    return Control("bars", key, escape.one_line(label), said, handlers)


def _short(words: str, start: str | None) -> str:
    """As it stands under a bar: Mar, and the number of a month without a calendar."""
    return words.removeprefix("month ") if start is None else words.partition(" ")[0]


def _set(path: str, count: int, value: Any) -> None:
    """All weights as bars were moved."""
    numbers = isinstance(value, list) and all(type(each) in (int, float) for each in value)
    if numbers and len(value) == count and all(0 <= each <= _most(path) for each in value):
        actions.change(path, [_clean(each) for each in value])


def _typed(path: str, count: int, value: Any) -> None:
    """One weight as it was typed."""
    match value:
        case {"place": int() as place, "text": str() as text} if 0 <= place < count and len(text) <= LONGEST:
            try:
                read = read_number(text, writing().tag)
            except NotANumberError:
                actions.refuse(path, f"“{text}” is not a number: write it like 1.5")
                return
            number = read.values[0]
            if read.is_percent or not 0 <= number <= _most(path):
                actions.refuse(path, f"“{text}” is outside 0 to {precise(_most(path))}")
                return
            changed = [*(current().scenario.value(path) or (1.0,) * count)]
            changed[place] = number
            actions.change(path, changed)


def _most(path: str) -> float:
    parameter: Parameter = SEGMENT[path.rpartition(".")[2]]
    return (parameter.entries or (0.0, 0.0))[1]


def _clean(weight: float) -> float:
    """A weight without the noise of a drag."""
    return float(f"{weight:.3g}")
