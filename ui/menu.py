"""The menu: the pages by group, in the order of the argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from model.questions.titles import ENTRY, TITLES, Title
from ui.panel import Control
from ui.state import State, current

GROUPS = {
    "Start": ["overview", "library", "company"],
    "Compound": ["compounding", "clv_scenarios"],
    "Capacity": ["csm_capacity", "headcount"],
    "Money": ["unit_economics", "cash_trough"],
    "Decide": ["compare", "sensitivity", "uncertainty"],
    "Share": ["board_pack", "assumptions", "evidence"],
}


@dataclass(frozen=True)
class Page(Title):
    """A page: what it is called, its question, its file, and its address: nothing for the entry."""

    path: str
    address: str


def _page(key: str, title: Title) -> Page:
    is_entry = key == ENTRY
    path, address = ("app.py", "") if is_entry else (f"pages/{key}.py", key)
    return Page(title.label, title.question, path, address)


PAGES = {key: _page(key, TITLES[key]) for keys in GROUPS.values() for key in keys}


def listed(state: State, shown: str) -> Control:
    """The pages by group."""
    pages = []
    for group, keys in GROUPS.items():
        for place, key in enumerate(keys):
            pages.append({"group": "" if place else group, "page": key, "name": PAGES[key].label,
                          "href": href(state, key), "current": key == shown})  # fmt: skip
    return Control("menu", "menu", "Pages", {"pages": pages}, {"go": _go}, whatever_is_open=True)


def href(state: State, key: str) -> str:
    """The address of a page. The link goes along."""
    return f"./{PAGES[key].address}?{urlencode(state.link)}".removesuffix("?")


def leave(state: State, shown: str) -> None:
    """Go to the page that was asked for; this one is not drawn."""
    key, state.requested_page = state.requested_page, ""
    if key not in ("", shown):
        st.switch_page(PAGES[key].path, query_params=state.link)


def _go(key: Any) -> None:
    if isinstance(key, str) and key in PAGES:
        current().requested_page = key
