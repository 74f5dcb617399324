"""Streamlit's widgets as views of the state: they show its values, and report what people do with them.

The browser sends the value of every widget with each thing that a person does. A value that the page has just set may
not have reached the browser by then; what comes back is what the widget showed before. Such an echo is not an action.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import streamlit as st

Value = TypeVar("Value")
KEY = "views"


@dataclass
class Views:
    """A session's widgets: values on their way to the browser, and what was reported since the last run."""

    under_way: dict[str, list[Any]] = field(default_factory=dict)
    reports: list[tuple[str, Any, Callable[[], None]]] = field(default_factory=list)


def show(key: str, value: Value) -> Value:
    """Let the widget of this key show the value. Give what this returns to the widget as its default as well.

    The default is for a widget whose code the browser is still loading: it starts from there, and reports it.
    """
    views = of_session()
    shown = st.session_state.get(key)
    if shown == value:
        views.under_way.pop(key, None)
    else:
        st.session_state[key] = value
        views.under_way[key] = [*views.under_way.get(key, []), shown, value]
    return value


def report(key: str, action: Callable[..., None], *leading: Any) -> None:
    """What a widget calls when its value has changed: the run that follows starts with action(*leading, value)."""
    value = st.session_state.get(key)
    of_session().reports.append((key, value, partial(action, *leading, value)))


def pressed(key: str, action: Callable[..., None], *arguments: Any) -> None:
    """What a button calls: the run that follows starts with action(*arguments)."""
    of_session().reports.append((key, True, partial(action, *arguments)))


def reported() -> bool:
    return bool(of_session().reports)


def reported_by_others(key: str) -> bool:
    """Whether a widget other than this one has reported."""
    return any(other != key for other, _, _ in of_session().reports)


def act() -> None:
    """Do what was reported, but for the echoes that came along. What another run interrupts is left to that one."""
    views = of_session()
    alone = len(views.reports) == 1
    while views.reports:
        key, value, action = views.reports[0]
        try:
            if alone or value not in views.under_way.get(key, []):
                action()
        except Exception:
            views.reports.pop(0)
            raise
        views.reports.pop(0)


def of_session() -> Views:
    """What the session has reported so far."""
    views: Views = st.session_state.setdefault(KEY, Views())
    return views
