"""Controls from declarations: a slider and a typed value with one state behind both, or a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from model import labels
from model.choices import offered
from model.effects import acting_value, moves_only, without_effect
from model.parameters import UNSOURCED, Parameter
from model.slider_ranges import benchmark_here, slider_range
from model.terms import TERMS
from ui import actions, escape, field_numbers, panel, plans, source
from ui.panel import Control
from ui.state import State

KEEP = "Keep the numbers as typed"


def group(state: State, title: str, paths: Iterable[str]) -> list[Control]:
    """Controls under one heading."""
    return [panel.heading(title), *(control(state, path) for path in paths)]


def control(state: State, path: str, within: str = "") -> Control:
    """The control of one input, with the line why it was refused, what changed with it, or how little it does.

    An input without effect can still be set: another may need it to be set first. `within` distinguishes controls of
    the same input on one page; in the drawer its source has fields of its own.
    """
    parameter, scenario = state.scenario.paths()[path], state.scenario
    key, label = widget_key(f"input{within}", state, path), labels.with_unit(scenario, path)
    said: dict[str, Any] = {
        "about": escape.one_line(_about(state, path, parameter)),
        "line": escape.one_line(_line(state, path)),
        **refusal(state, path),
    }
    if parameter.choices is not None:
        options = offered(scenario, path)
        chosen = options.index(scenario.value(path))
        words = [_words(parameter, option) for option in options]
        row = panel.choice(key, label, words, chosen, partial(_chosen, path, options), **said)
        row = panel.with_remedy(row, KEEP, actions.keep_numbers) if _has_converted(state, path) else row
    else:
        low_high_step = slider_range(scenario, path, state.baseline)
        shown = {
            **number_shown(parameter, scenario.value(path), acting_value(scenario, path), low_high_step),
            **said,
            "path": path,
        }
        row = panel.number(key, label, shown, partial(typed_in, path, parameter), partial(slid, path, parameter))
    row = plans.beside(state, path, row)
    return row if within else source.beside(state, path, row)


def _has_converted(state: State, path: str) -> bool:
    """Whether rates were converted along with this term, in the last step."""
    table, _, name = path.rpartition(".")
    return any(
        rate.rpartition(".")[0] == table and TERMS.get(state.scenario.paths()[rate].unit) == name
        for rate in state.numbers_before
    )


def number_shown(
    parameter: Parameter, value: float | None, acting: float, ends: tuple[float, float, float]
) -> dict[str, Any]:
    """What field and slider show; `acting` is what stands in for a value that is left out."""
    low, high, step = ends
    return {
        "text": field_numbers.shown(value, parameter), "instead": field_numbers.shown(acting, parameter),
        "share": parameter.is_share, "low": low, "high": high, "step": step, "at": acting,
    }  # fmt: skip


def from_slider(parameter: Parameter, value: float) -> float:
    """The slider's value without the noise of binary fractions."""
    return int(value) if parameter.whole else field_numbers.rounded(float(value))


def slid(path: str, parameter: Parameter, value: float) -> None:
    """What a moved slider does."""
    actions.change(path, from_slider(parameter, value))


def typed_in(path: str, parameter: Parameter, text: str) -> None:
    """What a typed value does; one that cannot be taken is refused in one line."""
    take(path, parameter, text, partial(actions.change, path))


def take(place: str, parameter: Parameter, text: str, set_value: Callable[[Any], None]) -> None:
    """Set the value that was typed, or say at this place why not, and ask where it can be meant in two ways."""
    try:
        value = field_numbers.parse(text, parameter)
    except field_numbers.UnclearError as question:
        actions.refuse(place, str(question), question.readings)
    except ValueError as error:
        actions.refuse(place, str(error))
    else:
        set_value(value)


def refusal(state: State, place: str) -> dict[str, Any]:
    """What a control shows of a text that was refused: that it was, and what may have been meant."""
    is_refused = place in state.refused
    return {"refused": is_refused, "readings": state.readings if is_refused else ()}


def _chosen(path: str, options: Sequence[Any], place: int) -> None:
    actions.change(path, options[place])


def widget_key(part: str, state: State, path: str) -> str:
    """The widget's key: segments by position, as a name may be anything."""
    table, _, name = path.rpartition(".")
    names = [segment.name for segment in state.scenario.segments]
    return f"{part}-{names.index(table) if table in names else table or 'scenario'}-{name}"


def _line(state: State, path: str) -> str:
    if path in state.refused:
        return state.refused[path]
    if path in state.remarks:
        return state.remarks[path]
    if reason := without_effect(state.result, path):
        return f"No effect now. {reason}."
    little = moves_only(state.result, path)
    return f"Moves only {little}." if little else ""


def _about(state: State, path: str, parameter: Parameter) -> str:
    parts = [parameter.help]
    if parameter.plausible:
        judged = "our own judgement" if parameter.source == UNSOURCED else parameter.source
        parts.append(f"Range of the slider: {judged}.")
    if here := benchmark_here(state.scenario, path):
        low, high = (field_numbers.shown(end, parameter) for end in here)
        parts.append(f"On this term that is {low if low == high else f'{low} to {high}'}.")
    return " ".join(parts)


def _words(parameter: Parameter, choice: Any) -> str:
    if parameter.numeric:
        return f"{choice} {parameter.unit.removesuffix('s') if choice == 1 else parameter.unit}"
    return str(choice).replace("_", " ")
