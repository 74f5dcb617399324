"""A row of at most five figures, each with its difference to that of the other results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.answers import Compared
from model.answers.compared import Judgement
from model.answers.words import why
from model.scenario import Scenario
from ui import escape, numbers
from ui.state import State


def beside(state: State, figures: Sequence[Compared], scenarios: Mapping[str, Scenario]) -> str:
    """Figures of named results."""
    notes = [_note(state, figure) for figure in figures]
    lines = notes if any(notes) else [None] * len(notes)  # an empty line is kept only beside full ones
    cells = (_cell(state, figure, scenarios, note) for figure, note in zip(figures, lines, strict=True))
    return f"<dl class='figures'>{''.join(cells)}</dl>"


def in_line(state: State, figure: Compared, scenarios: Mapping[str, Scenario]) -> str:
    """A figure with its differences, in one line."""
    shown = figure.shown
    differences = (_difference(*difference) for difference in figure.differences(scenarios))
    parts = [
        f"{escape.for_html(shown.label)} <strong>{escape.for_html(numbers.text(shown, state.scenario))}</strong>",
        *differences,
    ]
    return f"<p>{' · '.join(parts)}</p>"


def _cell(state: State, figure: Compared, scenarios: Mapping[str, Scenario], note: str | None) -> str:
    shown, note_line = figure.shown, "" if note is None else f"<dd class='note'>{note}</dd>"
    return (
        f"<div data-figure='{escape.for_html(shown.key)}'>"
        f"<dt title='{escape.for_html(shown.definition)}'>{escape.for_html(shown.label)}</dt>"
        f"<dd class='value'>{numbers.opened_by(state, shown)}</dd>"
        f"{note_line}"
        f"{_differences(figure, scenarios)}</div>"
    )


def _note(state: State, figure: Compared) -> str:
    """Under the figure: why there is none, or the month in which it falls."""
    if figure.shown.reason:
        return escape.for_html(why(figure.shown))
    if figure.month is None:
        return ""
    return why(figure.month) if figure.month.reason else numbers.opened_by(state, figure.month)


def _differences(figure: Compared, scenarios: Mapping[str, Scenario]) -> str:
    """A line against each other result: sign, size, and whether that is better, in words and colour."""
    lines = [_difference(*difference) for difference in figure.differences(scenarios)]
    return "".join(f"<dd class='note'>{line}</dd>" for line in lines or [""])


def _difference(words: str, judgement: Judgement) -> str:
    judged = f", <span class='{judgement}'>{judgement}</span>" if judgement else ""
    return f"{escape.for_html(words)}{judged}"
