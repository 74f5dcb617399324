"""Panels of controls that a component of our own draws: the server sends what they show, the browser sends events.

The browser repeats an event until the server acknowledges it. It is handled once, and only if the scenario that was
open when it happened is still open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from sys import float_info
from typing import Any
from uuid import uuid4

import streamlit as st

from model.locales import writing
from model.questions.titles import ENTRY
from ui import browser_scripts, escape, views
from ui.state import State, current

KEY = "panel"
LARGEST = 2**53  # number of an event: the browser counts on from the milliseconds since 1970
FEW = 4  # options that stand side by side
_mount = browser_scripts.component("panel", html="<div class='panel'></div>")


@dataclass(frozen=True)
class Control:
    """A row of a panel: what the browser draws, and a handler for each type of event, which gets the event's value.

    An event is for the scenario that was open when it happened, or else means the same `whatever_is_open`.
    """

    kind: str
    key: str
    label: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    handlers: Mapping[str, Callable[[Any], None]] = field(default_factory=dict)
    whatever_is_open: bool = False


@dataclass(frozen=True)
class Action:
    """A button in a row of buttons, and what it does. The `main` one is what most people press next."""

    name: str
    words: str
    action: Callable[[], None]
    enabled: bool = True
    main: bool = False


LEADS = "go"  # how the kinds of events begin that lead to another page; the browser sends nothing after one


@dataclass
class PanelEvents:
    """What a session knows of its panels: the controls that handle events, the last event acknowledged, and a file.

    `file` is one that an event asked for, kept until the browser has it.
    """

    session: str = field(default_factory=lambda: uuid4().hex)
    acknowledged: float = 0
    controls: dict[str, Control] = field(default_factory=dict)
    file: Mapping[str, Any] | None = None

    def new(self, sent: Any) -> Iterator[tuple[str, Callable[[], None]]]:
        """The key of the control and the action, for each event that was not handled before.

        A repeated navigation event means that the page was never reached, so it is handled again. An event for a file
        that is no longer repeated means that the file has arrived.
        """
        if not isinstance(sent, list):
            return
        events = [event for event in sent if isinstance(event, dict)]
        if self.file and self.file["number"] not in [event.get("number") for event in events]:
            self.file = None
        for event in events:
            match event:
                case {"number": int() | float() as number, "opened": opened, "key": str() as key, "type": str() as kind,
                      "value": value} if number < LARGEST and self._is_due(number, kind):  # fmt: skip
                    self.acknowledged = max(self.acknowledged, number)
                    control = self.controls.get(key)
                    if control is not None and kind in control.handlers:
                        yield key, partial(_handle, control, kind, opened, value)

    def _is_due(self, number: float, kind: str) -> bool:
        return number > self.acknowledged or kind.startswith(LEADS)


def heading(title: str) -> Control:
    return Control("heading", title, title)


def number(
    key: str, label: str, shown: Mapping[str, Any], typed: Callable[[str], None], slid: Callable[[float], None]
) -> Control:
    """A typed value and a slider that show one number.

    `shown` is the `text` in the field, or what is used `instead` of one that is left out; the slider's `low` and `high`
    end, `step` and where it stands `at`; whether the number is a `share`; the `readings` that are offered of a text.
    """
    return Control("number", key, label, shown, {"typed": partial(_text, typed), "slid": partial(_number, slid)})


def line(key: str, label: str, text: str, typed: Callable[[str], None], **shown: Any) -> Control:
    """A line of text with its label above it; `type` is that of the field: text, or month."""
    said = {"type": "text", "placeholder": "", "text": text, **shown}
    return Control("field", key, label, said, {"typed": partial(_text, typed)})


def choice(
    key: str,
    label: str,
    options: Sequence[str],
    chosen: int,
    choose: Callable[[int], None],
    few: int = FEW,
    whatever_is_open: bool = False,
    **shown: Any,
) -> Control:
    """One of several, by its place: side by side if they are few, else in a list. No two are called the same."""
    kind = "buttons" if len(options) <= few else "list"
    handlers = {"chosen": partial(_option, options, choose)}
    return Control(kind, key, label, {"options": options, "chosen": chosen, **shown}, handlers, whatever_is_open)


def several(
    key: str,
    label: str,
    options: Sequence[str],
    chosen: Sequence[int],
    choose: Callable[[list[int]], None],
    **shown: Any,
) -> Control:
    """Any of several, by their places: boxes to tick. No two are called the same."""
    handlers = {"chosen": partial(_options, options, choose)}
    return Control("boxes", key, label, {"options": options, "chosen": chosen, **shown}, handlers)


def extended(control: Control, handlers: Mapping[str, Callable[[Any], None]], **shown: Any) -> Control:
    """The control with more that it shows and handles."""
    return replace(control, shown={**control.shown, **shown}, handlers={**control.handlers, **handlers})


def with_remedy(control: Control, words: str, action: Callable[[], None]) -> Control:
    """The control with a button below its line."""
    return extended(control, {"remedy": partial(_pressed, action)}, remedy=words)


def text(key: str, words: str, **shown: Any) -> Control:
    """A line or a paragraph; `refused` marks one that says what was not accepted."""
    return Control("text", key, escape.one_line(words), shown)


def actions(key: str, label: str, buttons: Sequence[Action], *, whatever_is_open: bool = False) -> Control:
    """Buttons beside each other, behind the label if there is one."""
    shown = [
        {"name": button.name, "words": button.words, "off": not button.enabled, "look": "main" if button.main else ""}
        for button in buttons
    ]
    handlers = {button.name: partial(_pressed, button.action) for button in buttons}
    return Control("actions", key, label, {"buttons": shown}, handlers, whatever_is_open)


def draw(state: State, key: str, controls: Sequence[Control]) -> None:
    """The controls below each other, as an element of Streamlit's: beside the page's body, not in it.

    Their keys differ from those of every other panel that is open.
    """
    data = message(state) | block(key, controls)
    if any(control.kind == "file" for control in controls):
        data["file"] = _events_of_session().file
    mount(_mount, key, data)


def block(key: str, controls: Sequence[Control], *, wide: bool = False) -> dict[str, Any]:
    """A panel of a page's body. A `wide` one has its controls side by side where there is room."""
    _events_of_session().controls |= {control.key: control for control in controls}
    rows = [{"kind": row.kind, "key": row.key, "label": row.label, **row.shown} for row in controls]
    return {"kind": "panel", "key": key, "rows": rows, "wide": wide}


def listen(control: Control) -> None:
    """Handle the events of a control that is no row of a panel."""
    _events_of_session().controls[control.key] = control


def message(state: State) -> dict[str, Any]:
    """What every component with panels knows: page, events acknowledged, what is open, and how numbers are written."""
    events, reader = _events_of_session(), writing()
    return {
        "acknowledged": events.acknowledged,
        "session": events.session,
        "page": state.page,
        "address": "" if state.page == ENTRY else state.page,
        "opened": _opened(state),
        "numbers": {"tag": reader.tag, "percent": reader.percent},
    }


def mount(component: Callable[..., Any], key: str, data: Mapping[str, Any]) -> None:
    """Draw a component that sends events. What it shows goes as it is: Streamlit would write it twice."""
    sent = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    component(key=key, data=sent.encode(), on_events_change=partial(_receive, key))


def session() -> str:
    """The name of this session, which its browser knows and nobody else."""
    return _events_of_session().session


def hand_over(number: Any, name: str, text: str, kind: str) -> None:
    """Send the text as a file to the browser whose event asked for it; `number` is that event's."""
    _events_of_session().file = {"number": number, "name": name, "text": text, "type": kind}


def _receive(key: str) -> None:
    """Queue the new events that the browser sent, for the run that follows."""
    shown = st.session_state.get(key)  # nothing where the page has changed since it was sent: it is repeated then
    events, reports = _events_of_session(), views.of_session().reports
    reports += [(control, True, action) for control, action in events.new((shown or {}).get("events"))]


def _handle(control: Control, kind: str, opened: Any, value: Any) -> None:
    """Run the handler, unless an earlier event has opened another scenario."""
    if control.whatever_is_open or opened == _opened(current()):
        control.handlers[kind](value)


def _events_of_session() -> PanelEvents:
    if KEY not in st.session_state:
        st.session_state[KEY] = PanelEvents()
    events: PanelEvents = st.session_state[KEY]
    return events


def _opened(state: State) -> str:
    return f"scenario {state.known_key}"


def _pressed(action: Callable[[], None], _: Any) -> None:
    action()


def _text(typed: Callable[[str], None], value: Any) -> None:
    if isinstance(value, str):
        typed(value)


def _number(slid: Callable[[float], None], value: Any) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= float_info.max:
        slid(value)


def _option(options: Sequence[str], choose: Callable[[int], None], value: Any) -> None:
    if value in options:
        choose(options.index(value))


def _options(options: Sequence[str], choose: Callable[[list[int]], None], value: Any) -> None:
    if isinstance(value, list) and all(each in options for each in value):
        choose([place for place, option in enumerate(options) if option in value])
