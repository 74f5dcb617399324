"""The menu: one row per page, in the order of the argument."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.panel import Control
from ui.state import State, current


@dataclass(frozen=True)
class Page:
    """A page: its file, the question that it answers, and where the menu shows it."""

    path: str
    group: str
    label: str
    question: str

    @property
    def address(self) -> str:
        """What stands in the link before the question mark: nothing for the entry."""
        return PurePath(self.path).stem if "/" in self.path else ""


PAGES = {
    "overview": Page(
        "app.py", "Start", "Overview", "Where do we stand, and should we press the accelerator or the brakes?"
    ),
    "library": Page("pages/library.py", "Start", "Library", "Which company?"),
    "company": Page("pages/company.py", "Start", "Company", "What does your company look like?"),
    "compounding": Page(
        "pages/compounding.py", "Compound", "Compounding", "How do onboarding, retention and expansion compound?"
    ),
    "clv_scenarios": Page(
        "pages/clv_scenarios.py",
        "Compound",
        "Customer value",
        "What is a customer worth, and a CSM's book of business?",
    ),
    "csm_capacity": Page(
        "pages/csm_capacity.py",
        "Capacity",
        "CSM capacity",
        "How many accounts can one CSM look after, and how many CSMs do we need?",
    ),
    "headcount": Page("pages/headcount.py", "Capacity", "Headcount", "What does one more or one fewer CSM change?"),
    "unit_economics": Page("pages/unit_economics.py", "Money", "Unit economics", "Are these customers worth buying?"),
    "cash_trough": Page(
        "pages/cash_trough.py", "Money", "Cash", "How much cash does growth take, and how fast can we afford to grow?"
    ),
    "compare": Page("pages/compare.py", "Decide", "Compare", "Which scenario, and why do they differ?"),
    "sensitivity": Page("pages/sensitivity.py", "Decide", "Sensitivity", "What matters, and what must be true?"),
    "uncertainty": Page("pages/uncertainty.py", "Decide", "Uncertainty", "How sure are we?"),
    "assumptions": Page("pages/assumptions.py", "Share", "Assumptions", "What does this rest on?"),
    "evidence": Page("pages/evidence.py", "Share", "Evidence", "Why should anyone believe this?"),
}


def listed(state: State, shown: str) -> Control:
    """The pages by group."""
    pages = []
    for group, members in groupby(PAGES.items(), key=lambda entry: entry[1].group):
        for place, (key, page) in enumerate(members):
            is_current = key == shown
            pages.append({"group": "" if place else group, "page": key, "name": page.label, "href": href(state, key),
                          "current": is_current})  # fmt: skip
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
