"""The choices and settings of a page that are not part of the scenario."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from model import labels
from model.answers import Choice, Setting
from model.parameters import Parameter
from ui import actions, controls, escape, panel
from ui.panel import Control
from ui.state import State

FEW = 6  # options beside each other; more are a list


def option(given: Choice) -> Control:
    """A choice: its options beside each other, or in a list."""
    key, keys = Choice.place_of(given.key), list(given.options)
    choose = partial(_chosen, key, keys)
    words = [escape.one_line(text) for text in given.options.values()]
    return panel.choice(key, given.label, words, keys.index(given.chosen), choose, few=FEW)


def number(state: State, setting: Setting) -> Control:
    """A number with a field and a slider."""
    parameter, value = setting.parameter, setting.value
    key, place = Setting.place_of(setting.key, setting.subject), f"set-{setting.key}"
    low, high = parameter.plausible or parameter.bounds or (value, value)
    step = parameter.step or 1.0
    shown = {
        **controls.number_shown(parameter, value, value, (min(low, value), max(high, value, low + step), step)),
        "about": f"{parameter.help} A setting of this page, no input of the scenario.",
        "line": escape.one_line(state.refused.get(key, "")), **controls.refusal(state, key),
    }  # fmt: skip
    typed_in, slid = partial(_typed_in, key, parameter), partial(_slid, key, parameter)
    return panel.number(place, labels.label(parameter, state.scenario.currency), shown, typed_in, slid)


def _chosen(key: str, options: Sequence[str], place: int) -> None:
    actions.choose(key, options[place])


def _typed_in(key: str, parameter: Parameter, text: str) -> None:
    controls.take(key, parameter, text, partial(actions.choose, key))


def _slid(key: str, parameter: Parameter, value: float) -> None:
    actions.choose(key, controls.from_slider(parameter, value))
