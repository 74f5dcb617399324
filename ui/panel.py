"""Controls drawn by a component of our own: what they show comes from the server, what a person wishes returns to it.

A wish is heard once, and only for what was open when it was made: the browser repeats it until it was heard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from sys import float_info
from typing import Any
from uuid import uuid4

import streamlit as st

from ui import escape, served, state, views
from ui.state import State

KEY = "panel"
LARGEST = 2**53  # number of a wish: the browser counts on from the milliseconds since 1970
FEW = 4  # options that stand side by side
_mount = served.component("panel", html="<div class='panel'></div>")


@dataclass(frozen=True)
class Control:
    """A row of a panel: what the browser draws, and what each kind of wish does with the value that comes with it.

    A wish is for the scenario that was open when it was made, or else means the same `whatever_is_open`.
    """

    kind: str
    key: str
    label: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    wishes: Mapping[str, Callable[[Any], None]] = field(default_factory=dict)
    whatever_is_open: bool = False


@dataclass(frozen=True)
class Act:
    """A button of a row of them."""

    name: str
    words: str
    action: Callable[[], None]
    enabled: bool = True


@dataclass
class Heard:
    """Of one session: the last wish that was heard, what the wishes of each control do, and the file that one asked for
    until the browser has it.
    """

    session: str = field(default_factory=lambda: uuid4().hex)
    last: float = 0
    known: dict[str, Control] = field(default_factory=dict)
    file: Mapping[str, Any] | None = None

    def new(self, told: Any) -> Iterator[tuple[str, Callable[[], None]]]:
        """Of each wish that is new: the key of the control, and what is to be done.

        Whoever tells again that they want to go to a page has not come to it; whoever no longer tells that they want
        a file has it.
        """
        if not isinstance(told, list):
            return
        wishes = [wish for wish in told if isinstance(wish, dict)]
        if self.file and self.file["number"] not in [wish.get("number") for wish in wishes]:
            self.file = None
        for wish in wishes:
            match wish:
                case {"number": int() | float() as number, "opened": of, "key": str() as key, "part": str() as part,
                      "value": value} if number < LARGEST and (number > self.last or part == "go"):  # fmt: skip
                    self.last = max(self.last, number)
                    control = self.known.get(key)
                    if control is not None and part in control.wishes:
                        yield key, partial(_act, control, part, of, value)


def heading(title: str) -> Control:
    return Control("heading", title, title)


def number(
    key: str, label: str, shown: Mapping[str, Any], typed: Callable[[str], None], slid: Callable[[float], None]
) -> Control:
    """A typed value and a slider that show one number.

    `shown` is the `text` in the field, or what is used `instead` of one that is left out; the slider's `low` and `high`
    end, `step` and where it stands `at`; whether the number is a `share`.
    """
    return Control("number", key, label, shown, {"typed": partial(_text, typed), "slid": partial(_number, slid)})


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
    wishes = {"chosen": partial(_option, options, choose)}
    return Control(kind, key, label, {"options": options, "chosen": chosen, **shown}, wishes, whatever_is_open)


def text(key: str, words: str, **shown: Any) -> Control:
    """A line or a paragraph; `refused` makes it one that tells what was not taken."""
    return Control("text", key, escape.one_line(words), shown)


def acts(key: str, label: str, buttons: Sequence[Act], *, whatever_is_open: bool = False) -> Control:
    """Buttons beside each other, behind the label if there is one."""
    shown = [{"name": one.name, "words": one.words, "off": not one.enabled} for one in buttons]
    wishes = {one.name: partial(_pressed, one.action) for one in buttons}
    return Control("acts", key, label, {"buttons": shown}, wishes, whatever_is_open)


def draw(now: State, key: str, controls: Sequence[Control]) -> None:
    """The controls below each other. Their keys differ from those of every other panel that is open."""
    heard = _heard()
    heard.known |= {control.key: control for control in controls}
    rows = [{"kind": one.kind, "key": one.key, "label": one.label, **one.shown} for one in controls]
    data = {"rows": rows, "heard": heard.last, "session": heard.session, "opened": _opened(now)}
    if any(control.kind == "file" for control in controls):  # of a page's panels the first that is drawn
        data["file"] = heard.file
    _mount(key=key, data=data, on_wishes_change=partial(_hear, key))


def hand_over(number: Any, name: str, text: str, kind: str) -> None:
    """The text as a file for whoever made the wish of this number, which is the value that came with it."""
    _heard().file = {"number": number, "name": name, "text": text, "type": kind}


def _hear(key: str) -> None:
    """What the browser calls: the run that follows starts with what was wished and not heard before."""
    shown = st.session_state.get(key)  # nothing where the page has changed since it was told: it is told again then
    heard, reports = _heard(), views.of_session().reports
    reports += [(control, True, action) for control, action in heard.new((shown or {}).get("wishes"))]


def _act(control: Control, part: str, opened: Any, value: Any) -> None:
    """Do it, if what was open then is open still: another wish may have come first."""
    if control.whatever_is_open or opened == _opened(state.current()):
        control.wishes[part](value)


def _heard() -> Heard:
    heard: Heard = st.session_state.setdefault(KEY, Heard())
    return heard


def _opened(now: State) -> str:
    return f"{'file' if now.opened.is_file else 'scenario'} {now.opened.key}"


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
