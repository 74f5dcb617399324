"""The track of a slider: what its page says and draws at positions along it, so that the browser moves through them.

Each position has a frame: the answer with its figures, and the charts that are in view, made by the same functions as
the page from a row of one batch. The browser asks for a track beside the runs of the page, so that none waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

import numpy as np
import streamlit as st

from charts.table import Columns
from model import Result, locales, run
from model.answers import BASELINE, SCENARIO, Answer, Asked, Block, Part
from model.answers.charts import Chart
from model.effects import acting_value
from model.parameters import Parameter
from model.slider_ranges import slider_range
from model.whatif import along, together
from ui import chart_specs, controls, panel, track_curve, words
from ui.state import State
from ui.track_turns import TrackTurns

KEY = "track"
DIGITS = 6  # of a point of a chart: finer than a pixel
ROUNDING = 1e-6  # of a step: as far as a browser's last stop may be beyond the slider's end
TOLD = "told"  # columns of what the pointer is told: it is on the slider while that moves
Question = Callable[[Asked], Answer]


@dataclass(frozen=True)
class TrackPace:
    """How much of a page moves: at so many `positions` at most, and its first `charts`.

    What is dear to find and `still` is as the page last had it. A flip is found between positions where that is `fine`.
    """

    positions: int = 41
    charts: int = 16
    still: tuple[Callable[..., Any], ...] = ()
    fine: bool = True


QUICK, DEAR = TrackPace(), TrackPace(positions=21, fine=False)


@dataclass(eq=False)
class ShownPage:
    """A page as a session shows it. `newest` numbers the tracks asked of it: earlier ones are wanted no more."""

    state: State
    key: str
    question: Question
    pace: TrackPace
    dark: bool
    locale: str
    newest: int = 0

    def turns(self) -> TrackTurns:
        """Of the newest track, until another one is asked for or something is changed."""
        number, scenario = self.newest, self.state.scenario
        return TrackTurns(lambda: self.newest == number and self.state.scenario is scenario)


# By the session's name, which only its browser knows, for as long as the session is there.
shown_pages: WeakValueDictionary[str, ShownPage] = WeakValueDictionary()


def keep(state: State, key: str, question: Question, pace: TrackPace) -> None:
    """Have the page ready to be asked for tracks."""
    page = ShownPage(state, key, question, pace, chart_specs.is_dark(), locales.writing().tag)
    st.session_state[KEY] = shown_pages[panel.session()] = page


def track(page: ShownPage, path: str, charts: Collection[str]) -> dict[str, Any] | None:
    """Frames and curve along an input's slider; None where nothing moves. `charts` are the titles of those in view."""
    locales.set_locale(page.locale)
    scenario = page.state.scenario
    parameter = scenario.paths().get(path)
    if parameter is None or not parameter.numeric or parameter.choices is not None:
        return None
    low, high, step = slider_range(scenario, path, page.state.baseline)
    today, stops = acting_value(scenario, path), stops_between(parameter, low, high, step)
    turns = page.turns()
    asking = _Asking(page, path, today, turns)
    moments = asking.moments(sorted({*_spread(stops, page.pace.positions), today}))
    if len(moments) < 2 or today not in moments or not moments[today].answer.figures:
        return None
    answers = {at: moment.answer for at, moment in moments.items()}
    finer = asking.answers if page.pace.fine else None
    return {
        "low": low, "high": high, "step": step, "at": [*moments],
        "frames": [turns.take(partial(_frame, page, moment, charts)) for moment in moments.values()],
        "curve": track_curve.curve(scenario, parameter, answers, today, stops, finer),
    }  # fmt: skip


def stops_between(parameter: Parameter, low: float, high: float, step: float) -> list[float]:
    """Every value that the slider can stand at."""
    places = range(int((high - low) / step + ROUNDING) + 1)
    return [controls.from_slider(parameter, low + step * place) for place in places]


def _spread(stops: Sequence[float], most: int) -> list[float]:
    """So many of them at most, with both ends and about as far apart."""
    places = np.linspace(0, len(stops) - 1, min(most, len(stops))).round().astype(int)
    return [stops[place] for place in places]


class _Moment(NamedTuple):
    """The page's state at a position, and its answer there."""

    state: State
    answer: Answer


@dataclass
class _FrameState(State):
    """A state of which some findings stand still."""

    still: dict[Any, Any] = field(default_factory=dict)

    def _found(self, name: str, finding: Callable[..., Any], result: Result, segment: int, *settings: Any) -> Any:
        if finding in self.still:
            return self.still[finding]
        return super()._found(name, finding, result, segment, *settings)


class _Asking:
    """The page's question, asked with an input at other values."""

    def __init__(self, page: ShownPage, path: str, today: float, turns: TrackTurns) -> None:
        self.page, self.path, self.today, self.turns = page, path, today, turns
        state, baseline = page.state, page.state.baseline
        known = state.results.get(BASELINE)
        self.baseline = known if known is not None and known.scenario == baseline else run(baseline)
        found = dict(state.findings)
        self.findings = {key: kept for key, kept in found.items() if key[0] == BASELINE}
        kept = {finding: value for (name, finding), (_, _, value) in found.items() if name != BASELINE}
        self.still = {finding: kept.get(finding) for finding in page.pace.still}

    def answers(self, values: Iterable[float]) -> dict[float, Answer]:
        return {at: moment.answer for at, moment in self.moments(values).items()}

    def moments(self, values: Iterable[float]) -> dict[float, _Moment]:
        """Of each value that the scenario allows. The first one finds what all have of the baseline."""
        results = self.turns.take(partial(along, self.page.state.scenario, self.path, values))
        states = {at: self._state(result) for at, result in results.items()}
        ask = self.page.question
        found = dict[float, Answer]()
        if first := next((at for at in states if at != self.today), None):
            found[first] = ask(states[first].asked())
            self.findings |= {key: kept for key, kept in states[first].findings.items() if key[0] == BASELINE}
        rest = {at: state for at, state in states.items() if at not in found}
        for state in rest.values():
            state.findings = dict(self.findings)
        asked = [partial(self.turns.take, partial(ask, state.asked())) for state in rest.values()]
        answers = together(asked, [state.scenario for state in rest.values()], self.path)
        found |= dict(zip(rest, answers, strict=True))
        return {at: _Moment(state, found[at]) for at, state in states.items()}

    def _state(self, result: Result) -> State:
        state = self.page.state
        return _FrameState(
            replace(state.opened, scenario=result.scenario), state.link, chosen=dict(state.chosen),
            results={SCENARIO: result, BASELINE: self.baseline}, findings=dict(self.findings), still=self.still,
        )  # fmt: skip


def _frame(page: ShownPage, moment: _Moment, charts: Collection[str]) -> dict[str, Any]:
    """What the browser shows there: the same blocks as the page's, without what the pointer is told."""
    state, answer = moment
    moving = [*_charts(answer.blocks)][: page.pace.charts]
    blocks = [chart_specs.block(state, chart, dark=page.dark, told=False) for chart in moving if chart.title in charts]
    return {
        "head": words.head(state, page.key, answer),
        "charts": [block | {"data": [_lean(part) for part in block["data"]]} for block in blocks],
    }


def _charts(blocks: Iterable[Block]) -> Iterator[Chart]:
    """Those that are not folded."""
    for block in blocks:
        if isinstance(block, Part):
            yield from _charts(block.blocks)
        elif isinstance(block, Chart):
            yield block


def _lean(part: Columns) -> Columns:
    return {name: [_rounded(value) for value in column] for name, column in part.items() if not name.startswith(TOLD)}


def _rounded(value: Any) -> Any:
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
