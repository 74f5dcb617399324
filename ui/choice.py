"""What a page shows of several, and its settings: the reader's, kept for the session, no part of the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from model.parameters import Parameter
from ui import controls, escape, panel, state, typed
from ui.state import State


def of_view(now: State, name: str, label: str, options: Mapping[str, str]) -> str:
    """The option in view, by its key; the first one until somebody chooses. `options` maps keys to words."""
    key, keys = f"view-{name}", list(options)
    chosen = now.chosen.get(key, keys[0])
    shown = chosen if chosen in options else keys[0]
    choose = partial(_chosen, key, keys)
    words = [escape.one_line(one) for one in options.values()]
    panel.draw(now, key, [panel.choice(key, label, words, keys.index(shown), choose, few=len(keys))])
    return shown


def of_number(now: State, name: str, parameter: Parameter, start: float, of: str = "") -> float:
    """The number that is set, by a typed value and a slider; `start` until somebody sets one, for what it is `of`."""
    key, place = f"set-{name}-{of}", f"set-{name}"
    chosen = typed.parse(now.chosen[key], parameter) if key in now.chosen else None
    value = start if chosen is None else chosen
    low, high = parameter.plausible or parameter.bounds or (value, value)
    step = parameter.step or 1.0
    shown = {
        **controls.number_shown(parameter, value, value, (min(low, value), max(high, value, low + step), step)),
        "about": f"{parameter.help} In {parameter.unit}. A setting of this page, no input of the scenario.",
        "line": escape.one_line(now.refused.get(key, "")), "refused": key in now.refused,
    }  # fmt: skip
    typed_in, slid = partial(_typed_in, key, parameter), partial(_slid, key, parameter)
    panel.draw(now, place, [panel.number(place, parameter.label, shown, typed_in, slid)])
    return value


def _chosen(key: str, options: Sequence[str], place: int) -> None:
    state.choose(key, options[place])


def _typed_in(key: str, parameter: Parameter, text: str) -> None:
    try:
        value = typed.parse(text, parameter)
    except ValueError as error:
        state.refuse(key, str(error))
    else:
        state.choose(key, typed.shown(value, parameter))


def _slid(key: str, parameter: Parameter, value: float) -> None:
    state.choose(key, typed.shown(controls.from_slider(parameter, value), parameter))
